//! The bell's page, and the stream that keeps the bell of an open page up to date.

use std::sync::Arc;

use actix_web::body::BodyStream;
use actix_web::http::{Method, StatusCode, header};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use futures_util::stream;
use serde_json::json;
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::app::App;
use crate::domain::requests::bell::Listener;
use crate::domain::requests::search::{Line, Waiting, waiting};
use crate::domain::staff::permission::{Permission, ViewRequests};
use crate::domain::staff::signed_in::SignedIn;
use crate::edge::error::{Answer, Failure};
use crate::edge::guard::Allowed;
use crate::edge::respond::html;
use crate::edge::session::{Presence, StaffSession};
use crate::edge::shell::{self, Shell};

/// How long a browser waits before it listens again, and what the stream begins with.
const RETRY: &str = "retry: 5000\n\n";

/// A sign of life, which browsers do not tell anybody.
const BEAT: &str = ":\n\n";

/// The latest requests that wait.
#[derive(Template)]
#[template(path = "notifications/index.html")]
struct NotificationsPage {
    shell: Shell,
    waiting: Waiting,
}

impl NotificationsPage {
    fn title(&self, line: &Line) -> String {
        let title = line.title().map(|title| title.words(self.shell.locale));
        title.unwrap_or_else(|| line.kind.clone())
    }

    fn words(&self) -> String {
        shell::waiting_words(self.shell.locale, &self.waiting.count)
    }
}

/// The page.
pub async fn index(staff: Allowed<ViewRequests>, shell: Shell, app: web::Data<App>) -> Answer {
    let waiting = waiting(&app.db, (staff.scope(), staff.sight()), shell.now()).await?;
    html(&NotificationsPage { shell, waiting })
}

/// The stream: an event whenever the figure or the latest requests are others than before.
pub async fn stream(
    staff: Allowed<ViewRequests>,
    session: StaffSession,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    let (member, Some(presence)) = (staff.staff(), session.presence()) else {
        return Err(Failure::SignInFirst);
    };
    if http.method() == Method::HEAD {
        return Ok(headed().finish());
    }
    let seen = app
        .bell
        .waiting(&app.db, staff.scope(), shell.now())
        .await?;
    let listener = app.bell.listen(member.session.id, staff.scope(), seen);
    let listener = listener.ok_or(Failure::Busy("error-bell-busy"))?;
    let mut beat = interval(app.bell.pace.beat);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // The first tick is at once.
    beat.tick().await;
    let ear = Ear {
        app: app.get_ref().clone(),
        listener,
        presence,
        reader: member.clone(),
        beat,
    };
    let begun =
        stream::once(async { Ok::<_, std::io::Error>(Bytes::from_static(RETRY.as_bytes())) });
    let pieces = stream::unfold(ear, |mut ear| async move {
        let piece = ear.next().await?;
        Some((Ok(piece), ear))
    });
    Ok(
        headed().body(BodyStream::new(Box::pin(stream::StreamExt::chain(
            begun, pieces,
        )))),
    )
}

/// What a stream's head says: nobody keeps it, squeezes it, or holds it back.
fn headed() -> HttpResponseBuilder {
    let mut answer = HttpResponse::build(StatusCode::OK);
    answer
        .insert_header((header::CONTENT_TYPE, "text/event-stream; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header((header::HeaderName::from_static("x-accel-buffering"), "no"))
        // A server that stops need not wait for a connection that would be used again.
        .force_close();
    answer
}

/// One open stream.
struct Ear {
    app: App,
    listener: Listener,
    presence: Presence,
    /// Who listens, as they were at the beginning.
    reader: SignedIn,
    beat: Interval,
}

impl Ear {
    /// The next piece; `None` when the stream ends.
    async fn next(&mut self) -> Option<Bytes> {
        tokio::select! {
            biased;
            waiting = self.listener.changed() => waiting.map(|waiting| self.event(&waiting)),
            _ = self.beat.tick() => {
                let may = self.still_may().await;
                may.then(|| Bytes::from_static(BEAT.as_bytes()))
            }
        }
    }

    /// Whether the session lasts, its member may still see requests, and those of the same
    /// customers. Who was given another scope begins anew.
    async fn still_may(&self) -> bool {
        match self.presence.now(&self.app).await {
            Ok(Some(now)) => now.may(Permission::ViewRequests) && now.scope == self.reader.scope,
            Ok(None) => false,
            Err(error) => {
                tracing::warn!(%error, "a listener could not be looked up");
                false
            }
        }
    }

    fn event(&self, waiting: &Arc<Waiting>) -> Bytes {
        let ids: Vec<i64> = waiting.latest.iter().map(|line| line.id.0).collect();
        let told = json!({
            "session": self.reader.session_ref(),
            "count": shell::waiting_figure(self.reader.locale, &waiting.count),
            "waits": waiting.count.figure > 0,
            "words": shell::waiting_words(self.reader.locale, &waiting.count),
            "latest": ids,
        });
        Bytes::from(format!("event: waiting\ndata: {told}\n\n"))
    }
}
