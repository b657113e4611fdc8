//! The ledger: accounts of customers, and the transactions that explain their balances.

pub mod account;
pub mod books;
pub mod error;
pub mod hold;
pub mod of_request;
pub mod post;
pub mod transaction;
