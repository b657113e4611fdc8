//! The pages of requests.

pub mod decide;
pub mod details;
mod facts;
pub mod list;
pub mod tab;
pub mod words;
pub mod work;
