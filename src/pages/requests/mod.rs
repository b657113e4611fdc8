//! The pages of requests: finding them, working on one, and deciding it.

mod back;
pub mod claims;
pub mod decide;
pub mod details;
mod facts;
pub mod list;
mod onward;
pub mod reject;
pub mod tab;
pub mod words;
pub mod work;
