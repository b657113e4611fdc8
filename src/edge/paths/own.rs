//! Addresses of one's own account, and of the rules about where people may come from.

use crate::domain::values::ids::{AddressRuleId, ApiTokenId, EntryId};

/// Another address for oneself.
pub fn own_email() -> &'static str {
    "/account/email"
}

/// Takes back a new address that waits.
pub fn cancel_own_email() -> &'static str {
    "/account/email/cancel"
}

/// Where the link in a letter leads.
pub fn confirm_own_email() -> &'static str {
    "/account/email/confirm"
}

/// Who came in as oneself, from an entry on backwards.
pub fn own_sign_ins(before: Option<EntryId>) -> String {
    let before = before.map(|before| format!("?before={before}"));
    format!("/account/sign-ins{}", before.unwrap_or_default())
}

/// One's own tokens for the API.
pub fn own_tokens() -> &'static str {
    "/account/tokens"
}

/// The form of a new one.
pub fn new_own_token() -> &'static str {
    "/account/tokens/new"
}

/// Ends one.
pub fn revoke_own_token(id: ApiTokenId) -> String {
    format!("/account/tokens/{id}/revoke")
}

/// From where people may come.
pub fn address_rules() -> &'static str {
    "/settings/address-rules"
}

/// Ends a rule.
pub fn end_address_rule(id: AddressRuleId) -> String {
    format!("/settings/address-rules/{id}/end")
}

/// Opens a door that is closed after too many tries.
pub fn unblock() -> &'static str {
    "/settings/address-rules/unblock"
}
