//! The journal as pages: who did what, to what, when, from where, and how it ended.

pub mod addresses;
pub mod export;
pub mod list;
mod who;
