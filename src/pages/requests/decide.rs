//! What a decision was answered.

use crate::edge::typed::Typed;

/// What a decision was answered: the form as typed, or why nothing could be decided.
#[derive(Default)]
pub struct Answered {
    pub form: Typed,
    /// Why it could not be done.
    pub trouble: Option<String>,
}
