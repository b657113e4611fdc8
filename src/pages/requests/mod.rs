//! Requests: what customers ask for, and deciding it.

pub mod decide;
pub mod details;
pub mod reject;
