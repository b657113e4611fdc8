//! Who gets where: one's own account, and the rules about addresses.

use super::Got::{Door, In, No, Nothing};
use super::Row;

pub const ROWS: &[Row] = &[
    ("GET", "/account/email", [Door, In, In, In, In]),
    ("POST", "/account/email", [Door, In, In, In, In]),
    // Nobody waits for a new address, and nobody has a link.
    (
        "POST",
        "/account/email/cancel",
        [Door, Nothing, Nothing, Nothing, Nothing],
    ),
    (
        "GET",
        "/account/email/confirm",
        [Nothing, Nothing, Nothing, Nothing, Nothing],
    ),
    (
        "POST",
        "/account/email/confirm",
        [Nothing, Nothing, Nothing, Nothing, Nothing],
    ),
    ("GET", "/account/sign-ins", [Door, In, In, In, In]),
    ("GET", "/account/tokens", [Door, In, In, In, In]),
    ("POST", "/account/tokens", [Door, In, In, In, In]),
    ("GET", "/account/tokens/new", [Door, In, In, In, In]),
    (
        "POST",
        "/account/tokens/{id}/revoke",
        [Door, Nothing, Nothing, Nothing, Nothing],
    ),
    ("GET", "/settings/address-rules", [Door, In, No, No, No]),
    ("POST", "/settings/address-rules", [Door, In, No, No, No]),
    // There is no such rule, and nobody is closed out.
    (
        "POST",
        "/settings/address-rules/{id}/end",
        [Door, Nothing, No, No, No],
    ),
    (
        "POST",
        "/settings/address-rules/unblock",
        [Door, Nothing, No, No, No],
    ),
];
