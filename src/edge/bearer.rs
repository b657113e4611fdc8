//! Who calls the API: the token in `Authorization`, and the permission in a handler's signature.
//! Neither does a cookie open the API nor a token the pages (S89).

use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;

use super::error::Failure;
use super::shell::Visit;
use crate::app::App;
use crate::domain::actor::{Actor, Who};
use crate::domain::staff::permission::Require;
use crate::domain::staff::token::{self, Holder};

/// The holder of a token that allows `P`. Without a token that is good the handler never runs and
/// the answer is 401, after too many requests it is 429, and without the permission 403.
pub struct Bearer<P: Require> {
    holder: Holder,
    actor: Actor,
    permission: PhantomData<P>,
}

impl<P: Require> Bearer<P> {
    /// The one who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Whose token it is, and what it allows.
    pub fn holder(&self) -> &Holder {
        &self.holder
    }
}

impl<P: Require> FromRequest for Bearer<P> {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Bearer<P>, Failure>>;

    fn from_request(http: &HttpRequest, _: &mut Payload) -> Self::Future {
        let http = http.clone();
        Box::pin(async move {
            let (holder, actor) = identified(&http).await?;
            if !holder.may(P::PERMISSION) {
                return Err(Failure::Forbidden(P::PERMISSION));
            }
            Ok(Bearer {
                holder,
                actor,
                permission: PhantomData,
            })
        })
    }
}

async fn identified(http: &HttpRequest) -> Result<(Holder, Actor), Failure> {
    let visit = Visit::of(http).ok_or(Failure::SignInFirst)?;
    let app = http.app_data::<web::Data<App>>();
    let app = app.ok_or(Failure::SignInFirst)?;
    let bearer = sent(http).ok_or(Failure::SignInFirst)?;
    let holder = token::authenticate(&app.db, bearer, visit.ip, visit.at).await?;
    let holder = holder.ok_or(Failure::SignInFirst)?;
    app.pace.count(holder.token)?;
    if let Err(error) = token::touch(&app.db, &holder, visit.ip, visit.at).await {
        // Reading goes on where writing is impossible: the disk may be full.
        tracing::warn!(%error, "the last use of a token was not written down");
    }
    let actor = Actor {
        who: Who::Staff {
            id: holder.id,
            name: holder.name.clone(),
        },
        scope: holder.scope.clone(),
        session_ref: Some(holder.prefix.clone()),
        ..visit.actor()
    };
    Ok((holder, actor))
}

/// The token of a request. Two headers are none: nobody could say which one counts.
fn sent(http: &HttpRequest) -> Option<&str> {
    let mut sent = http.headers().get_all(header::AUTHORIZATION);
    let (one, more) = (sent.next()?.to_str().ok()?, sent.next());
    let (scheme, token) = one.split_once(' ')?;
    let bearer = scheme.eq_ignore_ascii_case("bearer") && more.is_none();
    bearer.then(|| token.trim())
}
