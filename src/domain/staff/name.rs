//! What members are called.

use std::fmt;
use std::str::FromStr;

use crate::domain::values::problem::Problem;
use crate::domain::values::text;

/// What a member is called: one line of at most 100 characters, see [`text::name`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffName(String);

impl FromStr for StaffName {
    type Err = Problem;

    fn from_str(typed: &str) -> Result<StaffName, Problem> {
        text::name(typed, 100).map(StaffName)
    }
}

impl fmt::Display for StaffName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
