//! Verification progress: what follows from the five flags.

use crate::domain::values::percent::Percent;

/// What one verified step adds, in percent.
const EACH: i32 = 20;

/// The progress that follows from the flags: every step counts the same.
pub fn follows_from(verified: [bool; 5]) -> Percent {
    let done = verified.into_iter().filter(|verified| *verified).count();
    Percent(EACH * i32::try_from(done).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_adds_the_same() {
        assert_eq!(follows_from([false; 5]), Percent(0));
        assert_eq!(follows_from([true, false, true, false, true]), Percent(60));
        assert_eq!(follows_from([true; 5]), Percent(100));
    }
}
