//! Passkeys (WebAuthn) as a second factor: security keys, telephones, the device itself. Their
//! owner adds and removes them, and uses one in place of a code.
//!
//! What a browser answers is judged by `webauthn-rs`: challenge, origin, user verification,
//! signature. Ours is what hangs on it: whose challenge it is, that it is answered once and soon,
//! whose passkey it is, that its counter only grows, and what is recorded, throttled and told.

pub mod add;
pub mod answer;
mod ceremony;
pub mod party;
pub mod remove;
mod rows;

pub use rows::{MOST, Model, any, of_member};
