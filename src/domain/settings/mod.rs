//! Settings that staff change while the program runs: each kind is a type of its own with defaults,
//! in a file of its own. A new kind is a type with [`stored::Settings`] and a line here.

pub mod address_rules;
pub mod audit;
pub mod stored;
