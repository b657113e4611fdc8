//! The outbox: what leaves the house because of something decided here. Written in the transaction
//! of its cause and delivered afterwards, at least once.

pub mod delivery;
pub mod letter;
pub mod log;
pub mod mail;
pub mod message;
pub mod resend;
pub mod sealed;
pub mod template;
pub mod wording;
