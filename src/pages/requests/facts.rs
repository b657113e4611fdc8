//! What a request asks for, fact by fact: what is so today, and what is wanted.

use crate::domain::ledger::account::AccountKind;
use crate::domain::requests::details::Details;
use crate::domain::requests::effect;
use crate::domain::requests::payload::{Payload, Rate};
use crate::domain::staff::permission::Permission;
use crate::domain::values::amount::Amount;
use crate::domain::values::ids::AccountId;
use crate::edge::paths;
use crate::edge::shell::Shell;

/// One fact.
pub struct Fact {
    pub label: String,
    /// What is so today, where the request would change it.
    pub today: Option<String>,
    /// Whether it is so today already.
    pub unchanged: bool,
    pub wanted: String,
    pub path: Option<String>,
}

/// What a request asks for. The amount is told by the page itself.
pub fn facts(shell: &Shell, details: &Details) -> Vec<Fact> {
    let Some(payload) = &details.payload else {
        return vec![fact(shell, "request-fact-raw", &details.request.payload)];
    };
    match payload {
        Payload::Archive {} => Vec::new(),
        Payload::Deposit { method, .. } => vec![fact(shell, "request-fact-method", method)],
        Payload::Withdrawal {
            method,
            destination,
            ..
        } => vec![
            fact(shell, "request-fact-method", method),
            fact(shell, "request-fact-destination", destination),
        ],
        Payload::Transfer { to, rate } => {
            let told = rate.map(|rate| {
                fact(
                    shell,
                    "request-fact-rate",
                    &shell.figure(&rate.0.to_string()),
                )
            });
            let arriving = arriving(shell, details, *to, *rate);
            let to = receiving(shell, details, *to);
            [to].into_iter().chain(told).chain(arriving).collect()
        }
        Payload::Investment { to } => vec![receiving(shell, details, *to)],
        Payload::Account {
            product,
            kind,
            currency,
        } => vec![
            fact(shell, "request-fact-product", product),
            fact(shell, "request-fact-kind", &account_kind(shell, *kind)),
            fact(shell, "request-fact-currency", currency.as_str()),
        ],
        Payload::Document { documents } => papers(shell, details, documents.len()),
        Payload::External { details, .. } => {
            let own = details.iter().map(|(label, value)| Fact {
                label: label.clone(),
                today: None,
                unchanged: false,
                wanted: value.clone(),
                path: None,
            });
            own.collect()
        }
        Payload::Address { .. }
        | Payload::ClientType { .. }
        | Payload::Verification { .. }
        | Payload::Profile { .. }
        | Payload::Partner { .. } => {
            let mut facts = of_customer(shell, details, payload);
            facts.extend(falling(shell, details, payload));
            facts
        }
    }
}

/// What of the verification would fall with it: nobody should be surprised by that.
fn falling(shell: &Shell, details: &Details, payload: &Payload) -> Option<Fact> {
    if !details.request.is_open() || !shell.sees(details.request.customer_id) {
        return None;
    }
    let steps = effect::falling(&details.current, payload, shell.now());
    let words = steps.iter();
    let words = words.map(|step| shell.t(format!("step-{}", step.code())));
    let words: Vec<String> = words.collect();
    let listed = words.join(&shell.t("pending-comma"));
    (!words.is_empty()).then(|| fact(shell, "request-fact-falls", &listed))
}

/// What would change about the customer.
fn of_customer(shell: &Shell, details: &Details, payload: &Payload) -> Vec<Fact> {
    let customer = &details.current.customer;
    let percent = |value: String| shell.t1("word-percent", "value", value);
    match payload {
        Payload::Address { address } => {
            let today = customer.address.as_deref();
            vec![change(shell, details, "field-address", today, address)]
        }
        Payload::ClientType {
            customer_type,
            company,
        } => {
            let words = |code: String| shell.t(format!("customer-type-{code}"));
            let today = words(customer.customer_type.to_string());
            let wanted = words(customer_type.to_string());
            let kind = change(shell, details, "field-customer-type", Some(&today), &wanted);
            let today = customer.company.as_deref();
            let company = company.as_deref();
            let company = company.map(|name| change(shell, details, "field-company", today, name));
            [kind].into_iter().chain(company).collect()
        }
        Payload::Verification { level, reason } => {
            let today = customer.verification_level.to_string();
            let level = level.to_string();
            let level = change(shell, details, "request-fact-level", Some(&today), &level);
            let reason = reason.as_deref();
            let reason = reason.map(|reason| fact(shell, "request-fact-reason", reason));
            [level].into_iter().chain(reason).collect()
        }
        Payload::Partner { profit_share } => {
            let today = percent(customer.profit_share.to_string());
            let wanted = percent(profit_share.to_string());
            vec![change(
                shell,
                details,
                "request-fact-share",
                Some(&today),
                &wanted,
            )]
        }
        other => profile(shell, details, other),
    }
}

/// A kind of account.
pub fn account_kind(shell: &Shell, kind: AccountKind) -> String {
    shell.t(format!("account-kind-{}", kind.code()))
}

fn fact(shell: &Shell, key: &str, wanted: &str) -> Fact {
    Fact {
        label: shell.t(key),
        today: None,
        unchanged: false,
        wanted: wanted.to_owned(),
        path: None,
    }
}

/// A change of the customer's data. Once the request is resolved, what is so today says nothing
/// about it any more; and what is masked may look the same and not be so.
fn change(shell: &Shell, details: &Details, key: &str, today: Option<&str>, wanted: &str) -> Fact {
    let fact = fact(shell, key, wanted);
    if !details.request.is_open() {
        return fact;
    }
    let unchanged = today == Some(wanted) && shell.sees(details.request.customer_id);
    let today = || today.map_or_else(|| shell.t("word-none"), str::to_owned);
    Fact {
        today: (!unchanged).then(today),
        unchanged,
        ..fact
    }
}

/// What a transfer brings in the other account's currency, where that account may be known.
fn arriving(shell: &Shell, details: &Details, to: AccountId, rate: Option<Rate>) -> Option<Fact> {
    let accounts = || details.accounts.iter().map(|involved| &involved.account);
    let own = details.request.account_id?;
    let from = accounts().find(|account| account.id == own)?;
    let to = accounts().find(|account| account.id == to)?;
    let (Rate(rate), amount) = (rate?, details.request.amount?);
    // A rate means something only between two currencies.
    let worth = match from.currency == to.currency {
        true => amount,
        false => amount.times(rate).filter(|worth| *worth > Amount::ZERO)?,
    };
    let worth = shell.money(&worth, &to.currency);
    Some(fact(shell, "request-fact-arriving", &worth))
}

/// Where the money goes: an account, also of another customer.
fn receiving(shell: &Shell, details: &Details, to: AccountId) -> Fact {
    let known = details.account_number(to).map(str::to_owned);
    let number = known.unwrap_or_else(|| shell.t("request-account-unknown"));
    fact(shell, "request-fact-to", &number)
}

/// The documents by name, for those who may know of them; else how many there are.
fn papers(shell: &Shell, details: &Details, named: usize) -> Vec<Fact> {
    let count = fact(shell, "request-fact-documents", &named.to_string());
    if !shell.may(Permission::ViewVerification) {
        return vec![count];
    }
    let each = details.documents.iter().map(|(id, name)| Fact {
        path: Some(paths::document(*id)),
        ..fact(shell, "request-fact-document", name.as_str())
    });
    [count].into_iter().chain(each).collect()
}

fn profile(shell: &Shell, details: &Details, payload: &Payload) -> Vec<Fact> {
    let Payload::Profile {
        first_name,
        last_name,
        email,
        phone,
    } = payload
    else {
        return Vec::new();
    };
    let customer = &details.current.customer;
    let today = [
        Some(customer.first_name.clone()),
        customer.last_name.clone(),
        Some(customer.email.to_string()),
        customer.phone.as_ref().map(ToString::to_string),
    ];
    let keys = [
        "field-first-name",
        "field-last-name",
        "field-email",
        "field-phone",
    ];
    let wanted = [first_name, last_name, email, phone];
    let asked = keys.into_iter().zip(today).zip(wanted);
    let asked = asked.filter_map(|((key, today), wanted)| {
        let wanted = wanted.as_deref()?;
        Some(change(shell, details, key, today.as_deref(), wanted))
    });
    asked.collect()
}
