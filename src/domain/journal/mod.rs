//! The journal: the record of who did what. Entries are added in the transaction of their cause and
//! never changed; the database refuses both update and delete.

pub mod action;
pub mod entry;
pub mod masked;
pub mod reading;
