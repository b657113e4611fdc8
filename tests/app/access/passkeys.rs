//! Who gets where: passkeys, in a program that is built with them.

use super::Got::{Door, In, Nothing};
use super::Row;

/// They need an address with a name, and these stories have a number: who is let in is told so.
pub const ROWS: &[Row] = &[
    ("POST", "/account/passkeys", [Door, In, In, In, In]),
    (
        "POST",
        "/account/passkeys/challenge",
        [Door, In, In, In, In],
    ),
    // Nobody has one.
    (
        "POST",
        "/account/passkeys/{id}/remove",
        [Door, Nothing, Nothing, Nothing, Nothing],
    ),
    ("POST", "/account/confirm/passkey", [Door, In, In, In, In]),
    (
        "POST",
        "/account/confirm/passkey/challenge",
        [Door, In, In, In, In],
    ),
    // Who is in already needs no second step.
    ("POST", "/login/2fa/passkey", [Door, Door, Door, Door, Door]),
    (
        "POST",
        "/login/2fa/passkey/challenge",
        [Door, Door, Door, Door, Door],
    ),
];
