//! The customer pages.

pub mod back;
pub mod block;
pub mod choices;
pub mod conflict;
pub mod create;
pub mod duplicates;
pub mod edit;
pub mod export;
pub mod form;
pub mod form_page;
pub mod list;
pub mod pending;
pub mod profile;
pub mod reveal;
pub mod review;
pub mod sessions;
