//! The queue as somebody sees it who may not know its customers' names.

use super::queue::Line;
use crate::domain::values::mask;
use crate::domain::values::sight::Sight;

impl Line {
    /// As it is seen.
    pub fn seen_by(self, sight: &Sight) -> Line {
        if sight.sees(self.id) {
            return self;
        }
        Line {
            first_name: mask::name(&self.first_name),
            last_name: self.last_name.as_deref().map(mask::name),
            company: self.company.as_deref().map(mask::name),
            ..self
        }
    }
}
