//! Revealing one customer for a while to somebody who sees customers masked: for a purpose, which
//! the journal keeps.

use std::time::Duration;

use sea_orm::DbErr;

use super::customer::by_id;
use crate::domain::actor::Actor;
use crate::domain::journal::action::Action;
use crate::domain::journal::entry::{Change, NewEntry, Subject, record};
use crate::domain::staff::reveals;
use crate::domain::values::ids::{CustomerId, StaffSessionId};
use crate::domain::values::problem::Problem;
use crate::domain::values::sight::Revealed;
use crate::domain::values::text;
use crate::platform::db::Db;

/// How long a customer stays revealed.
pub const LASTS: Duration = Duration::from_secs(10 * 60);

/// The fewest and the most characters of a purpose.
pub const PURPOSE: (usize, usize) = (3, 200);

/// What somebody wants to see a customer's data for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose(String);

impl Purpose {
    /// Reads what was typed: 3 to 200 characters after trimming.
    pub fn parse(typed: &str) -> Result<Purpose, Problem> {
        let (min, max) = PURPOSE;
        let text = text::required(typed, max)?;
        if text.chars().count() < min {
            return Err(Problem::TooShort { min });
        }
        Ok(Purpose(text))
    }
}

/// Why nobody was revealed.
#[derive(Debug, thiserror::Error)]
pub enum RevealError {
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Reveals a customer to the actor at a session, from now on for ten minutes; also one who is
/// revealed already.
pub async fn reveal(
    db: &Db,
    actor: &Actor,
    session: StaffSessionId,
    id: CustomerId,
    purpose: Purpose,
) -> Result<(), RevealError> {
    let txn = db.begin().await?;
    let customer = by_id(&actor.scope, id).one(&txn).await?;
    let customer = customer.ok_or(RevealError::NotFound)?;
    let revealed = Revealed {
        customer: id,
        until: actor.at.plus(LASTS),
    };
    reveals::keep(&txn, session, revealed, actor.at).await?;
    let subject = Subject::Customer(id);
    let entry = NewEntry::done(Action::CustomerRevealed, subject, customer.name());
    let purpose = Change::fact("purpose", purpose.0);
    record(&txn, actor, entry.with(vec![purpose])).await?;
    txn.commit().await?;
    Ok(())
}

/// Masks a customer again before the time is over.
pub async fn hide(
    db: &Db,
    actor: &Actor,
    session: StaffSessionId,
    id: CustomerId,
) -> Result<(), RevealError> {
    let txn = db.begin().await?;
    let customer = by_id(&actor.scope, id).one(&txn).await?;
    customer.ok_or(RevealError::NotFound)?;
    reveals::forget(&txn, session, id).await?;
    txn.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purpose_has_three_to_two_hundred_characters() {
        for fits in ["abc", "  abc  ", &"é".repeat(200)] {
            assert_eq!(Purpose::parse(fits), Ok(Purpose(fits.trim().to_owned())));
        }
        assert_eq!(Purpose::parse("  "), Err(Problem::Required));
        assert_eq!(Purpose::parse(" ab "), Err(Problem::TooShort { min: 3 }));
        let long = Purpose::parse(&"é".repeat(201));
        assert_eq!(long, Err(Problem::TooLong { max: 200 }));
    }
}
