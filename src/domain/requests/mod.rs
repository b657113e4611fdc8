//! Requests: what customers ask for, and what staff decide about it.

pub mod color;
pub mod comment;
pub mod details;
pub mod effect;
pub mod payload;
pub mod request;
pub mod search;
pub mod status;
pub mod title;
pub mod work;
