//! What somebody with allowed tags may do to the tags of a customer.
//!
//! They decide about their own tags alone: whose customer it is otherwise is not for them to say.
//! One of theirs stays, so that nobody loses sight of a customer by a slip. A new customer gets all
//! of theirs and no others.

use sea_orm::{ConnectionTrait, DbErr};

use crate::domain::tag;
use crate::domain::values::problem::Problem;
use crate::domain::values::scope::Scope;

/// The tags of a new customer: what was typed, and the tags of who registers them. Sorted.
pub async fn with_own(
    db: &impl ConnectionTrait,
    scope: &Scope,
    typed: Vec<String>,
) -> Result<Vec<String>, DbErr> {
    if *scope == Scope::All {
        return Ok(typed);
    }
    let mut tags = typed;
    tags.extend(tag::names_of(db, scope.tags()).await?);
    tags.sort_unstable();
    tags.dedup();
    Ok(tags)
}

/// What is wrong with changing the tags of a customer from the first to the second; a new one has
/// none at first.
pub async fn problem(
    db: &impl ConnectionTrait,
    scope: &Scope,
    (before, after): (&[String], &[String]),
) -> Result<Option<(&'static str, Problem)>, DbErr> {
    if *scope == Scope::All || before == after {
        return Ok(None);
    }
    let own = tag::names_of(db, scope.tags()).await?;
    let foreign = |tags: &[String]| -> Vec<String> {
        let others = tags.iter().filter(|tag| !own.contains(tag));
        others.cloned().collect()
    };
    Ok(if foreign(before) != foreign(after) {
        let own = own.join(", ");
        Some(("tags", Problem::TagsOfOthers { own }))
    } else if after.iter().all(|tag| !own.contains(tag)) {
        let own = own.join(", ");
        Some(("tags", Problem::OutOfSight { own }))
    } else {
        None
    })
}
