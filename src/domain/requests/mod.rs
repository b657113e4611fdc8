//! Requests: what customers ask for, and what staff decide about it.

pub mod audit;
pub mod bell;
pub mod claim;
pub mod color;
pub mod comment;
pub mod details;
pub mod effect;
pub mod export;
pub mod letter;
pub mod next;
pub mod payload;
pub mod presence;
pub mod refusal;
pub mod request;
pub mod resolution;
pub mod resolution_delete;
pub mod resolution_save;
pub mod resolution_type_save;
pub mod resolve;
pub mod search;
mod settle;
pub mod status;
pub mod sum;
pub mod title;
pub mod work;
