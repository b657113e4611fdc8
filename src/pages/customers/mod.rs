//! The customer pages.

pub mod create;
pub mod edit;
pub mod form;
pub mod list;
pub mod pending;
pub mod profile;
pub mod review;
