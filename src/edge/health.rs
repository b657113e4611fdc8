//! For the machines that watch: alive, ready, and figures.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use sea_orm_migration::{MigrationStatus, MigratorTrait};
use secrecy::ExposeSecret;
use subtle::ConstantTimeEq;
use tokio::sync::Mutex;

use super::at::at;
use super::error::{Answer, Failure};
use crate::app::App;
use crate::migrations::Migrator;
use crate::platform::clock::Timestamp;
use crate::telemetry;

/// How long a readiness check may take before the answer is no.
const PATIENCE: Duration = Duration::from_secs(3);

/// For how long an answer about readiness holds.
const REMEMBERED: Duration = Duration::from_secs(1);

/// The routes.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .service(at("/healthz").get(alive))
        .service(at("/readyz").get(ready))
        .service(at("/metrics").get(metrics));
}

async fn alive() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body("ok\n")
}

/// The last readiness check, shared by every worker. Whoever asks again within a second gets its
/// answer: a check writes to the disk, and strangers may ask for one.
#[derive(Clone, Default)]
pub struct Readiness(Arc<Mutex<Option<(Timestamp, Checked)>>>);

/// What a readiness check found.
#[derive(Clone, Copy)]
struct Checked {
    database: bool,
    schema: bool,
    stores: bool,
}

impl Readiness {
    async fn of(&self, app: &App) -> Checked {
        // Held while checking: many who ask at once cause one check.
        let mut last = self.0.lock().await;
        let now = app.clock.now();
        let fresh = |at: Timestamp| at <= now && now < at.plus(REMEMBERED);
        if let Some((_, checked)) = last.filter(|(at, _)| fresh(*at)) {
            return checked;
        }
        let checked = check(app).await;
        *last = Some((app.clock.now(), checked));
        checked
    }
}

/// Ready means: the database answers, its schema is ours, and documents can be stored.
async fn check(app: &App) -> Checked {
    let schema = async {
        let found = Migrator::get_migration_with_status_read_only(app.db.read()).await;
        found.is_ok_and(|all| {
            all.iter()
                .all(|one| one.status() == MigrationStatus::Applied)
        })
    };
    let storage = app.storage.clone();
    let stores = async { matches!(web::block(move || storage.check()).await, Ok(Ok(()))) };
    let database = async { app.db.ping().await.is_ok() };
    let all = async {
        Checked {
            database: database.await,
            schema: schema.await,
            stores: stores.await,
        }
    };
    let nothing = Checked {
        database: false,
        schema: false,
        stores: false,
    };
    tokio::time::timeout(PATIENCE, all).await.unwrap_or(nothing)
}

/// Says what is not ready, and nothing more.
async fn ready(app: web::Data<App>) -> HttpResponse {
    let found = app.readiness.of(&app).await;
    let word = |fine: bool| if fine { "ok" } else { "failing" };
    let body = format!(
        "database {}\nmigrations {}\nstorage {}\n",
        word(found.database),
        word(found.schema),
        word(found.stores)
    );
    let mut answer = if found.database && found.schema && found.stores {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    answer.content_type("text/plain; charset=utf-8").body(body)
}

/// Figures for Prometheus: for this machine, or for whoever has the token (S62).
async fn metrics(app: web::Data<App>, http: HttpRequest) -> Answer {
    let local = http.peer_addr().is_none_or(|peer| peer.ip().is_loopback());
    let allowed = match &app.config.metrics_token {
        Some(token) => {
            let sent = http
                .headers()
                .get(header::AUTHORIZATION)
                .map(|value| value.as_bytes());
            let wanted = format!("Bearer {}", token.expose_secret());
            sent.is_some_and(|sent| sent.ct_eq(wanted.as_bytes()).into())
        }
        // A proxy on this machine makes every visitor local: then a token is needed.
        None => local && app.config.trusted_proxies.is_empty(),
    };
    if !allowed {
        return Err(Failure::NotFound);
    }
    let text = telemetry::metrics()
        .map(|metrics| metrics.render())
        .unwrap_or_default();
    Ok(HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(text))
}
