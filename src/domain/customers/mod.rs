//! Customers: the people and companies that use the platform.

pub mod amend;
pub mod base;
pub mod block;
pub mod by_hand;
pub mod columns;
pub mod consent;
pub mod current;
pub mod cursor;
pub mod customer;
pub mod details;
pub mod duplicates;
pub mod export;
pub mod facts;
pub mod import;
pub mod letter;
pub mod masked;
pub mod merge;
pub mod overview;
mod own_tags;
mod plain_name;
pub mod reveal;
pub mod save;
pub mod search;
pub mod sessions;
pub mod settle;
pub mod tags;
pub mod update;

pub use super::within;
