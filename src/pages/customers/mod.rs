//! The customer pages.

pub mod create;
pub mod edit;
pub mod export;
pub mod form;
pub mod list;
pub mod profile;
