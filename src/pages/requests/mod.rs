//! The pages of requests: finding them, working on one, and deciding it.

pub mod audit;
mod back;
pub mod claims;
pub mod color;
pub mod comments;
pub mod decide;
pub mod details;
pub mod export;
mod facts;
pub mod list;
mod onward;
pub mod reject;
pub mod tab;
pub mod words;
pub mod work;
