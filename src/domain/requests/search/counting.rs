//! The counts of the tabs: one query, each status counted up to a limit. That there are too many to
//! count is remembered for a while, a large figure for a moment; fewer are counted anew every time.

use sea_orm::sea_query::{
    Alias, CaseStatement, Expr, ExprTrait, Query, SelectStatement, SimpleExpr, UnionType,
};
use sea_orm::{ConnectionTrait, DbErr};

use super::arms::{Arms, Scoped};
use super::plan::together;
use super::whose::Whose;
use crate::domain::customers::search::{COUNT_LIMIT, Count, KEPT, LARGE, LARGE_KEPT};
use crate::domain::requests::status::RequestStatus;
use crate::domain::values::scope::Scope;
use crate::domain::within::within;
use crate::platform::clock::Timestamp;
use crate::platform::db::Db;
use crate::platform::memory::{Look, Memory};

/// How many requests of each status match what else is filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts([Count; RequestStatus::ALL.len()]);

impl Counts {
    /// How many there are of these statuses.
    pub fn of(&self, statuses: &[RequestStatus]) -> Count {
        let each = RequestStatus::ALL.iter().zip(self.0);
        let wanted = each.filter(|(status, _)| statuses.contains(status));
        let (figure, more) = wanted.fold((0, false), |(figure, more), (_, count)| {
            (figure + count.figure, more || count.more)
        });
        let all = Count::capped(figure);
        Count {
            more: all.more || more,
            ..all
        }
    }
}

/// What counting found of late. Cheap to clone; all clones share it.
#[derive(Clone, Debug)]
pub struct Tallies {
    /// The statuses that a filter matches too often to count.
    many: Memory<Each>,
    /// Those with large figures.
    large: Memory<Each>,
}

/// Of each status, what is known.
type Each = [Option<Count>; RequestStatus::ALL.len()];

impl Default for Tallies {
    fn default() -> Tallies {
        Tallies {
            many: Memory::lasting(KEPT),
            large: Memory::lasting(LARGE_KEPT),
        }
    }
}

impl Tallies {
    /// Forgets the figures, so that who has just changed one sees it changed.
    pub fn stir(&self) {
        self.large.forget();
    }

    /// How many there are of each status. Those of which there were too many or very many a moment
    /// ago are not counted again.
    pub(super) async fn count(&self, db: &Db, arms: &Arms<'_>) -> Result<Counts, DbErr> {
        let (about, now) = (about(arms), arms.asking.now);
        let mut counts = self.recall(&about, now);
        let each = RequestStatus::ALL.iter().zip(counts);
        let unknown = each.filter(|(_, known)| known.is_none());
        let unknown: Vec<RequestStatus> = unknown.map(|(status, _)| *status).collect();
        let looks = self.look(now);
        let counted = count(db, arms, &unknown, Bound::default()).await?;
        for (status, count) in counted {
            let place = RequestStatus::ALL.iter().position(|one| *one == status);
            if let Some(known) = place.and_then(|place| counts.get_mut(place)) {
                *known = Some(count);
            }
        }
        if !unknown.is_empty() {
            self.keep(about, looks, counts);
        }
        Ok(Counts(
            counts.map(|count| count.unwrap_or(Count::capped(0))),
        ))
    }

    fn recall(&self, about: &str, now: Timestamp) -> Each {
        let many = self.many.recall(about, now).unwrap_or_default();
        let large = self.large.recall(about, now).unwrap_or_default();
        std::array::from_fn(|place| many[place].or(large[place]))
    }

    /// Begins to look for many and for large ones.
    fn look(&self, now: Timestamp) -> (Look, Look) {
        (self.many.look(now), self.large.look(now))
    }

    /// Keeps what took long to find; a figure that is still known does not become younger.
    fn keep(&self, about: String, (many_seen, large_seen): (Look, Look), counts: Each) {
        let large = |count: &Count| !count.more && count.figure >= LARGE;
        let large = counts.map(|count| count.filter(large));
        if self.large.recall(&about, large_seen.at).is_none() && large.iter().any(Option::is_some) {
            self.large.keep(about.clone(), large_seen, large);
        }
        let many = counts.map(|count| count.filter(|count| count.more));
        if many.iter().any(Option::is_some) {
            self.many.keep(about, many_seen, many);
        }
    }
}

/// Everything that the counts depend on; statuses, order and place are not part of it.
fn about(arms: &Arms<'_>) -> String {
    let (asking, criteria) = (arms.asking, arms.filter.criteria());
    let (zone, me, tags) = (asking.zone, asking.me, asking.scope.tags());
    let clear = asking.sight.is_clear();
    format!("{zone} {me} {clear} {tags:?} {criteria:?}")
}

/// How far is counted.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// Counting stops here.
    pub counted: u64,
    /// No more rows of a status are looked at, where nothing but a walk finds those that the reader
    /// sees.
    pub looked_at: u64,
}

impl Default for Bound {
    fn default() -> Bound {
        Bound {
            counted: COUNT_LIMIT,
            looked_at: COUNT_LIMIT,
        }
    }
}

/// How many match of each of these statuses: one query.
pub async fn count(
    db: &Db,
    arms: &Arms<'_>,
    statuses: &[RequestStatus],
    bound: Bound,
) -> Result<Vec<(RequestStatus, Count)>, DbErr> {
    let walked = arms.asking.scope != Scope::All && *arms.whose == Whose::Anybody;
    let most = if walked {
        bound.looked_at
    } else {
        bound.counted
    };
    let mut each = statuses.iter().map(|status| match walked {
        true => counting_seen(arms, *status, most),
        false => counting(arms, *status, most),
    });
    let Some(mut asking) = each.next() else {
        return Ok(Vec::new());
    };
    asking.unions(each.map(|one| (UnionType::All, one)));
    let mut counts = Vec::new();
    for row in db.read().query_all(&asking).await? {
        let code: String = row.try_get("", "status")?;
        let figure = |name| -> Result<u64, DbErr> {
            let figure = row.try_get::<i64>("", name)?;
            Ok(u64::try_from(figure).unwrap_or_default())
        };
        let (looked, counted) = (figure("looked")?, figure("counted")?);
        let count = Count {
            figure: Ord::min(counted, bound.counted),
            more: looked > most || counted > bound.counted,
        };
        counts.extend(RequestStatus::from_code(&code).map(|status| (status, count)));
    }
    Ok(counts)
}

/// Each of the arms' rows counts.
fn counting(arms: &Arms<'_>, status: RequestStatus, most: u64) -> SelectStatement {
    let all = together(arms.arms(status, arms.lead(), Scoped::Here));
    let some = Query::select()
        .column(Alias::new("id"))
        .from_subquery(all, Alias::new("each"))
        .limit(most + 1)
        .to_owned();
    figures(status, some, Expr::cust("COUNT(*)"))
}

/// Of the arms' rows those count whose customers the reader sees.
fn counting_seen(arms: &Arms<'_>, status: RequestStatus, most: u64) -> SelectStatement {
    let all = together(arms.arms(status, arms.lead(), Scoped::Later));
    let some = Query::select()
        .column(Alias::new("customer_id"))
        .from_subquery(all, Alias::new("each"))
        .limit(most + 1)
        .to_owned();
    let whose = Expr::col((Alias::new("some"), Alias::new("customer_id")));
    let seen = CaseStatement::new().case(within(&arms.asking.scope, whose), Expr::value(1));
    figures(status, some, Expr::expr(seen).count())
}

fn figures(status: RequestStatus, some: SelectStatement, counted: SimpleExpr) -> SelectStatement {
    Query::select()
        .expr_as(Expr::value(status.code()), Alias::new("status"))
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("looked"))
        .expr_as(counted, Alias::new("counted"))
        .from_subquery(some, Alias::new("some"))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn kept(figures: [u64; 5], later: i64) -> [Option<u64>; 5] {
        let tallies = Tallies::default();
        tallies.keep(
            "all".to_owned(),
            tallies.look(NOW),
            figures.map(|n| Some(Count::capped(n))),
        );
        let known = tallies.recall("all", Timestamp(NOW.0 + later));
        known.map(|count| count.map(|count| count.figure))
    }

    #[test]
    fn small_figures_are_counted_anew_large_ones_shown_for_ten_seconds() {
        let figures = [0, 999, 1_000, 10_000, 10_001];
        let all = [None, None, Some(1_000), Some(10_000), Some(10_000)];
        assert_eq!(kept(figures, 0), all);
        assert_eq!(kept(figures, 9_999), all);
        let many = [None, None, None, None, Some(10_000)];
        assert_eq!(kept(figures, 10_000), many);
        assert_eq!(kept(figures, 59_999), many);
        assert_eq!(kept(figures, 60_000), [None; 5]);
    }

    #[test]
    fn who_changes_a_figure_sees_it_changed() {
        let tallies = Tallies::default();
        let five = [5_000, 1, 1, 1, 20_000].map(|n| Some(Count::capped(n)));
        tallies.keep("all".to_owned(), tallies.look(NOW), five);
        tallies.stir();
        let known = tallies.recall("all", NOW);
        assert_eq!(
            known.map(|count| count.is_some()),
            [false, false, false, false, true]
        );
    }

    #[test]
    fn looking_again_makes_no_figure_younger() {
        let tallies = Tallies::default();
        let first = [5_000, 1, 1, 1, 1].map(|n| Some(Count::capped(n)));
        tallies.keep("all".to_owned(), tallies.look(NOW), first);
        let later = tallies.look(Timestamp(NOW.0 + 9_000));
        tallies.keep("all".to_owned(), later, first);
        assert_eq!(tallies.recall("all", Timestamp(NOW.0 + 10_000)), [None; 5]);
    }
}
