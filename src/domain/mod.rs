//! What the business may do: rows, values, verbs and queries. Nothing here knows of HTTP or HTML.

pub mod actor;
pub mod customers;
pub mod demo;
pub mod documents;
pub mod export;
pub mod from_network;
pub mod journal;
pub mod ledger;
pub mod monitors;
pub mod outbox;
pub mod requests;
pub mod settings;
pub mod staff;
pub mod tag;
pub mod values;
pub mod verification;
pub mod within;
