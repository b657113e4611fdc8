//! What is asked for: one variant for each type of request, stored as JSON.

use serde::{Deserialize, Serialize};

use crate::domain::ledger::account::AccountKind;
use crate::domain::values::amount::{Amount, Currency};
use crate::domain::values::as_text;
use crate::domain::values::ids::{AccountId, DocumentId};
use crate::domain::values::mask::{self, DOTS};
use crate::domain::values::percent::ProfitShare;
use crate::domain::values::person::CustomerType;

/// The type of a request. Source: reference/b2core-api-requests.txt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RequestType {
    Account,
    Address,
    Archive,
    ClientType,
    Deposit,
    Document,
    External,
    Investment,
    Partner,
    Profile,
    Transfer,
    Verification,
    Withdrawal,
}

impl RequestType {
    /// Every type, in the order of the reference.
    pub const ALL: [RequestType; 13] = [
        RequestType::Account,
        RequestType::Address,
        RequestType::Archive,
        RequestType::ClientType,
        RequestType::Deposit,
        RequestType::Document,
        RequestType::External,
        RequestType::Investment,
        RequestType::Partner,
        RequestType::Profile,
        RequestType::Transfer,
        RequestType::Verification,
        RequestType::Withdrawal,
    ];

    /// The code in addresses, the API and the database; its words have the key
    /// `request-type-CODE`, in small letters.
    pub fn code(self) -> &'static str {
        match self {
            RequestType::Account => "account",
            RequestType::Address => "address",
            RequestType::Archive => "archive",
            RequestType::ClientType => "clientType",
            RequestType::Deposit => "deposit",
            RequestType::Document => "document",
            RequestType::External => "external",
            RequestType::Investment => "investment",
            RequestType::Partner => "partner",
            RequestType::Profile => "profile",
            RequestType::Transfer => "transfer",
            RequestType::Verification => "verification",
            RequestType::Withdrawal => "withdrawal",
        }
    }

    /// The type of a code.
    pub fn from_code(code: &str) -> Option<RequestType> {
        RequestType::ALL
            .into_iter()
            .find(|known| known.code() == code)
    }
}

/// What is asked for. The account, the amount and its currency are columns of the request: lists
/// are ordered by them, and the amount may be changed before the decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Payload {
    /// Opens an account.
    Account {
        product: String,
        kind: AccountKind,
        #[serde(with = "as_text")]
        currency: Currency,
    },
    /// Changes the address.
    Address { address: String },
    /// Archives the request's account.
    Archive {},
    /// Makes a person a company, or the other way round.
    ClientType {
        #[serde(with = "as_text")]
        customer_type: CustomerType,
        company: Option<String>,
    },
    /// Adds the amount to the request's account.
    Deposit {
        method: String,
        /// Whether the provider lets the amount be changed.
        amount_editable: bool,
    },
    /// Takes the amount from the request's account.
    Withdrawal {
        method: String,
        /// Where the money goes: an address, an account elsewhere.
        destination: String,
        amount_editable: bool,
    },
    /// Moves the amount from the request's account to another, also of another customer.
    Transfer {
        to: AccountId,
        /// What one unit is worth in the other currency, when that is another one.
        rate: Option<Rate>,
    },
    /// Accepts documents.
    Document { documents: Vec<DocumentId> },
    /// Raises the verification level.
    Verification { level: i32, reason: Option<String> },
    /// Changes fields of the profile, by the names of the customer's form.
    Profile {
        first_name: Option<String>,
        last_name: Option<String>,
        email: Option<String>,
        phone: Option<String>,
    },
    /// Makes the customer a partner.
    Partner {
        #[serde(with = "as_text")]
        profit_share: ProfitShare,
    },
    /// Moves the amount from the request's account to an investment account.
    Investment { to: AccountId },
    /// Means something to the platform only.
    External {
        title: String,
        details: Vec<(String, String)>,
    },
}

/// An exchange rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate(#[serde(with = "as_text")] pub Amount);

/// A stored payload for those who do not see the customer's data; one that cannot be read tells
/// nothing.
pub fn masked(stored: &str) -> String {
    let payload: Option<Payload> = serde_json::from_str(stored).ok();
    let masked = payload.and_then(|payload| serde_json::to_string(&payload.masked()).ok());
    masked.unwrap_or_else(|| DOTS.to_owned())
}

impl Payload {
    /// Whether approving it changes the customer as the page shows them.
    pub fn changes_customer(&self) -> bool {
        matches!(
            self,
            Payload::Address { .. }
                | Payload::ClientType { .. }
                | Payload::Profile { .. }
                | Payload::Partner { .. }
                | Payload::Verification { .. }
                | Payload::Document { .. }
        )
    }

    /// Whether who sees the customer masked is not shown all of what is asked for.
    pub fn has_personal_data(&self) -> bool {
        matches!(self, Payload::Document { .. }) || self.clone().masked() != *self
    }

    /// The same with the customer's personal data masked. What the platform wrote about an external
    /// request may be anything.
    pub fn masked(self) -> Payload {
        let name = |clear: Option<String>| clear.as_deref().map(mask::name);
        match self {
            Payload::Address { .. } => Payload::Address {
                address: DOTS.to_owned(),
            },
            Payload::ClientType {
                customer_type,
                company,
            } => Payload::ClientType {
                customer_type,
                company: name(company),
            },
            Payload::Profile {
                first_name,
                last_name,
                email,
                phone,
            } => Payload::Profile {
                first_name: name(first_name),
                last_name: name(last_name),
                email: email.as_deref().map(mask::email),
                phone: phone.as_deref().map(mask::phone),
            },
            Payload::Withdrawal {
                method,
                destination,
                amount_editable,
            } => Payload::Withdrawal {
                method,
                destination: mask::destination(&destination),
                amount_editable,
            },
            Payload::Verification { level, reason } => Payload::Verification {
                level,
                reason: reason.map(|_| DOTS.to_owned()),
            },
            Payload::External { details, .. } => Payload::External {
                title: String::new(),
                details: details
                    .into_iter()
                    .map(|(label, _)| (label, DOTS.to_owned()))
                    .collect(),
            },
            other => other,
        }
    }

    /// The type of the request.
    pub fn kind(&self) -> RequestType {
        match self {
            Payload::Account { .. } => RequestType::Account,
            Payload::Address { .. } => RequestType::Address,
            Payload::Archive {} => RequestType::Archive,
            Payload::ClientType { .. } => RequestType::ClientType,
            Payload::Deposit { .. } => RequestType::Deposit,
            Payload::Withdrawal { .. } => RequestType::Withdrawal,
            Payload::Transfer { .. } => RequestType::Transfer,
            Payload::Document { .. } => RequestType::Document,
            Payload::Verification { .. } => RequestType::Verification,
            Payload::Profile { .. } => RequestType::Profile,
            Payload::Partner { .. } => RequestType::Partner,
            Payload::Investment { .. } => RequestType::Investment,
            Payload::External { .. } => RequestType::External,
        }
    }

    /// Whether the amount may be changed before the decision.
    pub fn amount_is_editable(&self) -> bool {
        matches!(
            self,
            Payload::Deposit {
                amount_editable: true,
                ..
            } | Payload::Withdrawal {
                amount_editable: true,
                ..
            }
        )
    }
}
