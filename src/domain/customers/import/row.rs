//! One row of a file of customers, as a form that somebody filled in.

use std::sync::Arc;

use super::super::details::Typed;
use super::Fault;
use crate::domain::values::problem::Problem;

/// The fields that the columns of a file are; `None` for what an import leaves alone.
pub type Columns = Arc<[Option<&'static str>]>;

/// One row as it stands in the file.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Where it begins, from 1.
    pub line: u64,
    /// What could be seen to be wrong by looking at it.
    pub faults: Vec<Fault>,
    pub columns: Columns,
    /// One for each column of the file.
    pub values: Vec<String>,
}

impl Row {
    /// What the row says about a field; empty when it says nothing.
    pub fn value(&self, field: &str) -> &str {
        let at = self.columns.iter().position(|name| *name == Some(field));
        at.and_then(|at| self.values.get(at))
            .map_or("", String::as_str)
    }

    /// Looks for what is no value of any field.
    pub fn check(&mut self) {
        let mut faults = Vec::new();
        for (name, value) in self.columns.iter().zip(&self.values) {
            let Some(name) = *name else { continue };
            let breaks = |sign: char| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t');
            if value.contains(breaks) {
                faults.push(Fault::ControlCharacters(name.to_owned()));
            } else if is_switch(name) && switched(value).is_none() {
                faults.push(Fault::Field(name, Problem::UnknownChoice));
            }
        }
        self.faults.extend(faults);
    }
}

impl Typed for Row {
    /// Exchange monitors are named otherwise than in the form.
    fn text(&self, field: &str) -> &str {
        if field == super::MONITOR {
            ""
        } else {
            self.value(field)
        }
    }

    fn is_on(&self, field: &str) -> bool {
        switched(self.value(field)) == Some(true)
    }

    fn all(&self, field: &str) -> Vec<&str> {
        vec![self.value(field)]
    }
}

fn is_switch(field: &str) -> bool {
    field == "newsletter" || field.starts_with("verified_")
}

fn switched(value: &str) -> Option<bool> {
    match value.trim().to_lowercase().as_str() {
        "on" | "yes" | "true" | "1" => Some(true),
        "" | "off" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}
