//! Staff: who signs in to Countersign, with what, for how long, and what they may do then.

pub mod account;
pub mod bench;
pub mod counters;
pub mod details;
pub mod device;
pub mod disable;
pub mod group;
pub mod group_rows;
pub mod group_save;
pub mod groups;
pub mod invite;
pub mod member;
pub mod name;
pub mod new_password;
pub mod own_sessions;
pub mod password;
pub mod permission;
pub mod reveals;
pub mod roster;
pub mod scope;
pub mod session;
pub mod setup;
pub mod sign_in;
pub mod signed_in;
pub mod throttle;
pub mod update;
