//! Customers: the people and companies that use the platform.

pub mod block;
pub mod consent;
pub mod cursor;
pub mod customer;
pub mod details;
pub mod save;
pub mod search;
pub mod sessions;
pub mod tags;
