//! Ids: every kind is its own type, so that none is taken for another.

use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(Serialize, Deserialize, DeriveValueType)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }

        impl FromStr for $name {
            type Err = ();

            /// Positive whole numbers in plain digits; anything else is no id.
            fn from_str(typed: &str) -> Result<$name, ()> {
                let plain = !typed.is_empty() && typed.bytes().all(|digit| digit.is_ascii_digit());
                let id = if plain { typed.parse().map_err(|_| ())? } else { return Err(()) };
                if id > 0 { Ok($name(id)) } else { Err(()) }
            }
        }
    )+};
}

ids! {
    /// A customer.
    CustomerId,
    /// A stored document.
    DocumentId,
    /// An exchange monitor.
    MonitorId,
    /// A tag.
    TagId,
    /// A staff member.
    StaffId,
    /// A group of staff.
    GroupId,
    /// A passkey of a staff member.
    PasskeyId,
    /// A token of a staff member for the API.
    ApiTokenId,
    /// A rule about addresses.
    AddressRuleId,
    /// A staff session.
    StaffSessionId,
    /// A journal entry.
    EntryId,
    /// A decision about a verification step.
    ReviewId,
    /// A reason for asking again or rejecting.
    ReasonId,
    /// A mail in the outbox.
    MailId,
    /// The words of a mail that staff have changed.
    MailTemplateId,
    /// A customer session.
    CustomerSessionId,
    /// An account of a customer.
    AccountId,
    /// A transaction on an account.
    TransactionId,
    /// Something that a customer asked for.
    RequestId,
    /// An audit of a request.
    AuditId,
    /// A comment on a request.
    CommentId,
    /// A kind of reasons for rejecting a request.
    ResolutionTypeId,
    /// A reason for rejecting a request.
    ResolutionId,
}
