//! Verification: the five steps of a customer, where each stands, and the decisions about them.

pub mod accept;
pub mod announce;
pub mod decide;
pub mod dossier;
pub mod letter;
pub mod masked;
pub mod progress;
pub mod queue;
pub mod queue_filter;
pub mod reason;
pub mod reason_save;
pub mod review;
pub mod step;
