//! Verification: the five steps of a customer, where each stands, and the decisions about them.

pub mod progress;
pub mod review;
pub mod step;
