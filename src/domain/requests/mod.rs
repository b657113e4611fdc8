//! Requests: what customers ask for, and what staff decide about it.

pub mod comment;
pub mod effect;
pub mod letter;
pub mod payload;
pub mod request;
pub mod resolution;
pub mod resolution_save;
pub mod resolution_type_save;
pub mod resolve;
mod settle;
pub mod status;
pub mod sum;
