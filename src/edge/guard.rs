//! Who may pass: the permission in a handler's signature, and the token in a form.

use std::marker::PhantomData;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use super::csrf;
use super::error::Failure;
use super::shell::Visit;
use super::way_back::way_back;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::staff::permission::Require;
use crate::domain::staff::signed_in::{Halfway, SignedIn};
use crate::domain::values::scope::Scope;
use crate::domain::values::sight::Sight;

/// A signed-in staff member who has the permission `P`. Without a session the handler never runs
/// and the answer leads to the sign-in page; without the permission it is 403.
pub struct Allowed<P: Require> {
    staff: Arc<SignedIn>,
    actor: Actor,
    permission: PhantomData<P>,
}

impl<P: Require> Allowed<P> {
    /// The one who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Whose customers they see.
    pub fn scope(&self) -> &Scope {
        &self.staff.scope
    }

    /// Whose personal data they see.
    pub fn sight(&self) -> &Sight {
        &self.staff.sight
    }

    /// The staff member.
    pub fn staff(&self) -> &SignedIn {
        &self.staff
    }
}

impl<P: Require> FromRequest for Allowed<P> {
    type Error = Failure;
    type Future = std::future::Ready<Result<Allowed<P>, Failure>>;

    fn from_request(http: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(member(http).and_then(|(staff, actor)| {
            if staff.may(P::PERMISSION) {
                Ok(Allowed {
                    staff,
                    actor,
                    permission: PhantomData,
                })
            } else {
                Err(Failure::Forbidden(P::PERMISSION))
            }
        }))
    }
}

/// A signed-in staff member who has the permission `P` or `Q`; see [`Allowed`].
pub struct EitherOf<P: Require, Q: Require>(PhantomData<(P, Q)>);

impl<P: Require, Q: Require> FromRequest for EitherOf<P, Q> {
    type Error = Failure;
    type Future = std::future::Ready<Result<EitherOf<P, Q>, Failure>>;

    fn from_request(http: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(member(http).and_then(|(staff, _)| {
            if staff.may(P::PERMISSION) || staff.may(Q::PERMISSION) {
                Ok(EitherOf(PhantomData))
            } else {
                Err(Failure::Forbidden(P::PERMISSION))
            }
        }))
    }
}

/// Whoever `G` lets in, and who has proved lately that it is them (S12). Otherwise the answer leads
/// to the page that asks for it, and from there back; see [`way_back`].
pub struct Recent<G>(pub G);

impl<G> FromRequest for Recent<G>
where
    G: FromRequest<Error = Failure, Future = std::future::Ready<Result<G, Failure>>>,
{
    type Error = Failure;
    type Future = std::future::Ready<Result<Recent<G>, Failure>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let passed = G::from_request(http, payload).into_inner();
        std::future::ready(passed.and_then(|guard| {
            let (staff, actor) = member(http)?;
            if staff.proved_lately(actor.at) {
                Ok(Recent(guard))
            } else {
                Err(Failure::ProveFirst(way_back(http)))
            }
        }))
    }
}

/// Any signed-in staff member: for what belongs to themselves.
pub struct Member {
    pub staff: Arc<SignedIn>,
    pub actor: Actor,
}

impl FromRequest for Member {
    type Error = Failure;
    type Future = std::future::Ready<Result<Member, Failure>>;

    fn from_request(http: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(member(http).map(|(staff, actor)| Member { staff, actor }))
    }
}

/// Somebody whose password was right, and of whom more is asked before they are in (S28). The actor
/// is still nobody. Who is in already, or has not begun, is led to the sign-in page.
pub struct AtSecondStep {
    pub halfway: Arc<Halfway>,
    pub actor: Actor,
}

impl FromRequest for AtSecondStep {
    type Error = Failure;
    type Future = std::future::Ready<Result<AtSecondStep, Failure>>;

    fn from_request(http: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visit = Visit::of(http).ok_or(Failure::SignInFirst);
        let found = visit.and_then(|visit| {
            let halfway = visit.halfway().ok_or(Failure::SignInFirst)?;
            let actor = visit.actor();
            Ok(AtSecondStep { halfway, actor })
        });
        std::future::ready(found)
    }
}

fn member(http: &HttpRequest) -> Result<(Arc<SignedIn>, Actor), Failure> {
    let visit = Visit::of(http).ok_or(Failure::SignInFirst)?;
    let staff = visit.staff().ok_or(Failure::SignInFirst)?;
    Ok((staff, visit.actor()))
}

/// Whether the token of a form is right for the one who sends it (S43, S45).
pub fn check_csrf(http: &HttpRequest, token: &str) -> Result<(), Failure> {
    let visit = Visit::of(http);
    let app = http.app_data::<web::Data<App>>();
    let right = match (visit, app) {
        (Some(visit), Some(app)) => csrf::verify(&app.key, &visit.csrf_seed(), token),
        _ => false,
    };
    if right {
        Ok(())
    } else {
        Err(Failure::BadForm("error-form-expired"))
    }
}
