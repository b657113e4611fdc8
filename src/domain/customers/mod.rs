//! Customers: the people and companies that use the platform.

pub mod consent;
pub mod cursor;
pub mod customer;
pub mod details;
pub mod export;
pub mod import;
pub mod save;
pub mod search;
pub mod tags;
