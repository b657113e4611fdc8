//! How many lines a list has, as far as they are counted.

/// Counting stops here: it would otherwise take longer than the page itself.
pub const COUNT_LIMIT: u64 = 10_000;

/// How many lines there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub figure: u64,
    /// Whether there may be more.
    pub more: bool,
}

impl Count {
    /// As many as were counted, which stops one beyond the limit.
    pub fn capped(counted: u64) -> Count {
        Count {
            figure: Ord::min(counted, COUNT_LIMIT),
            more: counted > COUNT_LIMIT,
        }
    }
}
