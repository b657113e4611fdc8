//! Addresses of passkeys: one's own, and where one is used.

use crate::domain::values::ids::PasskeyId;

/// Takes a new passkey.
pub fn passkeys() -> &'static str {
    "/account/passkeys"
}

/// Makes a challenge for a new one.
pub fn new_passkey_challenge() -> &'static str {
    "/account/passkeys/challenge"
}

/// Removes one.
pub fn remove_passkey(id: PasskeyId) -> String {
    format!("/account/passkeys/{id}/remove")
}

/// Takes a passkey's answer at the second step, and where its challenge is made.
pub fn passkey_at_second_step() -> (&'static str, &'static str) {
    ("/login/2fa/passkey", "/login/2fa/passkey/challenge")
}

/// The same where somebody proves that it is still them.
pub fn passkey_at_confirmation() -> (&'static str, &'static str) {
    (
        "/account/confirm/passkey",
        "/account/confirm/passkey/challenge",
    )
}
