//! The customer pages.

pub mod back;
pub mod block;
pub mod create;
pub mod edit;
pub mod form;
pub mod list;
pub mod profile;
pub mod sessions;
