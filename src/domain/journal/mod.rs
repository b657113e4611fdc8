//! The journal: the record of who did what. Entries are added in the transaction of their cause and
//! never changed; the database refuses both update and delete, and each entry is linked to the one
//! before by a hash.

pub mod action;
pub mod chain;
pub mod entry;
pub mod export;
pub mod masked;
pub mod reading;
pub mod refusals;
pub mod seal;
pub mod search;
pub mod verify;
