//! Requests: what customers ask for, and what staff decide about it.

pub mod effect;
pub mod payload;
pub mod request;
pub mod status;
