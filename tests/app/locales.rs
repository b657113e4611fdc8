//! Words: every language says everything, with the same values in it, and nothing that is not used.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use countersign::domain::customers::cursor::Sort;
use countersign::domain::customers::details;
use countersign::domain::customers::search::VERIFIED;
use countersign::domain::documents::slot::Slot;
use countersign::domain::journal::action::Action;
use countersign::domain::journal::entry::Outcome;
use countersign::domain::ledger::account::AccountKind;
use countersign::domain::ledger::transaction::{TransactionKind, TransactionStatus};
use countersign::domain::outbox::message::Message;
use countersign::domain::requests::color::PALETTE;
use countersign::domain::requests::payload::RequestType;
use countersign::domain::requests::status::RequestStatus;
use countersign::domain::settings::address_rules::{LASTS, RuleKind};
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::member::Theme;
use countersign::domain::staff::permission::Permission;
use countersign::domain::staff::roster::{SecondFactor, Standing};
use countersign::domain::staff::token_scope::TokenScope;
use countersign::domain::values::country::Country;
use countersign::domain::values::person::{CustomerType, Gender, Language, Status};
use countersign::domain::verification::review::Decision;
use countersign::platform::locales::Locale;

/// Beginnings of keys whose end is a field, a column or a code that stands as a text of its own
/// somewhere in the program: `field-` and "first_name".
const COMPUTED: [&str; 13] = [
    "field-",
    "hint-",
    "filter-",
    "column-",
    "step-",
    "decision-",
    "decided-",
    "decided-by-hand-",
    "theme-",
    "status-",
    "gender-",
    "customer-type-",
    "language-",
];

#[cfg(not(feature = "passkeys"))]
const OF_PASSKEYS: [&str; 7] = [
    "journal-staff-passkey-added",
    "journal-staff-passkey-removed",
    "journal-staff-passkey-went-back",
    "mail-staff-passkey-added",
    "mail-staff-passkey-removed",
    "mail-staff-app-removed",
    "mail-value-passkey",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a directory with one of these endings.
fn files(directory: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(directory)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                std::fs::read_dir(&path)
                    .expect("a directory")
                    .flatten()
                    .map(|one| one.path()),
            );
        } else if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a file")
}

/// The keys of a language with the values that each has in it. A message begins at the margin and
/// goes on in lines that do not.
fn keys(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys = BTreeMap::new();
    for path in files(&format!("locales/{locale}"), "ftl") {
        let mut key = String::new();
        for line in read(&path).lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                key = name.to_owned();
                let twice = keys.insert(key.clone(), BTreeSet::new());
                assert!(twice.is_none(), "{locale}: {name} twice");
            }
            let value = |text: &str| {
                let letters = |letter: char| !letter.is_ascii_alphanumeric() && letter != '_';
                text.split(letters).next().unwrap_or_default().to_owned()
            };
            let values = line.split('$').skip(1).map(value);
            let known: Option<&mut BTreeSet<String>> = keys.get_mut(&key);
            known
                .into_iter()
                .for_each(|known| known.extend(values.clone()));
        }
    }
    keys
}

/// Every text in quotation marks in the program and its templates, tests inside excepted.
fn texts() -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    for path in files("src", "rs")
        .into_iter()
        .chain(files("templates", "html"))
    {
        let source = read(&path);
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for line in source
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            texts.extend(line.split('"').map(str::to_owned));
        }
    }
    texts
}

/// The texts right behind these calls, in the program and its templates: keys, if not computed.
fn said() -> BTreeSet<String> {
    const CALLS: [&str; 15] = [
        ".t(\"",
        ".t1(\"",
        ".t2(\"",
        "flash(\"",
        "flash_with(\"",
        "BadForm(\"",
        "BadRequest(\"",
        "Conflict(\"",
        "TooSlow(\"",
        ".words(\"",
        ".words_with(\"",
        ".t( \"",
        ".t1( \"",
        ".t2( \"",
        "(\"problem-",
    ];
    let mut said = BTreeSet::new();
    for path in files("src", "rs")
        .into_iter()
        .chain(files("templates", "html"))
    {
        // As one line, so that a call may be broken anywhere.
        let source = read(&path).split_whitespace().collect::<Vec<_>>().join(" ");
        for call in CALLS {
            for (start, _) in source.match_indices(call) {
                let key = source[start + call.len()..]
                    .split('"')
                    .next()
                    .unwrap_or_default();
                let begun = call.rsplit('"').next().unwrap_or_default();
                said.insert(format!("{begun}{key}"));
            }
        }
    }
    said
}

/// Keys that are put together at run time, each in full.
fn computed() -> BTreeSet<String> {
    let dashed = |prefix: &str, name: &str| format!("{prefix}-{}", name.replace('_', "-"));
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for outcome in Outcome::ALL {
        let sentence = |action: &Action| action.sentence_key(outcome);
        keys.extend(Action::ALL.iter().map(sentence));
    }
    keys.extend(
        Permission::ALL
            .iter()
            .flat_map(|permission| [permission.words_key(), permission.meaning_key()]),
    );
    keys.extend(
        Country::all(Locale::En)
            .iter()
            .map(|(country, _)| format!("country-{country}")),
    );
    let statuses = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503];
    let statuses = statuses.map(|status| status.to_string());
    for case in statuses
        .into_iter()
        .chain(["rule", "form", "kept-out", "rows"].map(str::to_owned))
    {
        keys.extend(["title", "what", "advice"].map(|part| format!("error-{case}-{part}")));
    }
    let fields = details::FIELDS
        .iter()
        .filter(|field| !["version", "base"].contains(field));
    keys.extend(fields.map(|field| dashed("field", field)));
    keys.extend(
        Message::ALL
            .iter()
            .map(|message| format!("mail-{}", message.code().replace('.', "-"))),
    );
    let values = Message::ALL.iter().flat_map(|message| message.values());
    keys.extend(values.map(|value| format!("mail-value-{value}")));
    keys.extend(Slot::ALL.map(|slot| slot.label_key().to_owned()));
    for filter in [
        "q",
        "status",
        "country",
        "gender",
        "customer_type",
        "tag",
        "exchange_monitor",
        "blocked",
        "waiting",
        "progress_min",
        "progress_max",
        "created_from",
        "created_to",
    ] {
        keys.insert(dashed("filter", filter));
    }
    keys.extend(VERIFIED.map(|(step, _)| dashed("filter", step)));
    keys.extend(Sort::ALL.map(|sort| dashed("column", sort.code())));
    for verb in ["block", "unblock"] {
        keys.extend(["title", "what"].map(|part| format!("{verb}-{part}")));
    }
    keys.extend(SecondFactor::ALL.map(|one| format!("second-factor-is-{}", one.code())));
    keys.extend(["password", "code"].map(|field| format!("confirm-wrong-{field}")));
    keys.extend(Standing::ALL.map(|one| format!("standing-{}", one.code())));
    keys.extend(GroupKey::ALL.map(|key| format!("group-{key}")));
    for permission in Permission::ALL {
        let area = permission.code().split('.').next().unwrap_or_default();
        keys.insert(format!("area-{area}"));
    }
    keys.extend(["view", "create", "update", "delete"].map(|verb| format!("verb-{verb}")));
    keys.extend(TokenScope::CODES.map(|code| format!("token-scope-{code}")));
    for status in [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503] {
        keys.insert(format!("api-error-{status}"));
    }
    keys.extend(RuleKind::ALL.map(|kind| format!("rule-kind-{}", kind.code())));
    keys.extend(LASTS.map(|(code, _)| format!("rule-lasts-{code}")));
    let closed = [
        "pair", "device", "session", "account", "address", "in-a-row",
    ];
    let asked = ["code-by-mail", "lost-password", "lost-passwords"];
    let all = closed.into_iter().chain(asked);
    keys.extend(all.map(|kind| format!("blocked-{kind}")));
    keys.extend(Theme::ALL.map(|theme| format!("theme-{}", theme.code())));
    keys.extend(Status::ALL.iter().map(|one| format!("status-{one}")));
    keys.extend(Gender::ALL.iter().map(|one| format!("gender-{one}")));
    keys.extend(
        CustomerType::ALL
            .iter()
            .map(|one| format!("customer-type-{one}")),
    );
    keys.extend(Language::ALL.iter().map(|one| format!("language-{one}")));
    keys.extend(
        ["email", "phone", "document", "selfie", "address"].map(|one| format!("step-{one}")),
    );
    keys.extend(requests());
    // Every program carries the words for what one with passkeys does.
    #[cfg(not(feature = "passkeys"))]
    keys.extend(OF_PASSKEYS.map(str::to_owned));
    for decision in Decision::ALL {
        for prefix in ["decision", "decided", "decided-by-hand"] {
            keys.insert(dashed(prefix, decision.code()));
        }
    }
    keys
}

/// The same of requests and of the money underneath.
fn requests() -> Vec<String> {
    let dashed = |prefix: &str, code: &str| format!("{prefix}-{}", code.replace('_', "-"));
    let types = RequestType::ALL.map(|kind| format!("request-type-{}", kind.code().to_lowercase()));
    let statuses = RequestStatus::ALL.map(|status| dashed("request-status", status.code()));
    let colors = PALETTE.map(|(_, name)| format!("color-{name}"));
    let accounts = AccountKind::ALL.map(|kind| format!("account-kind-{}", kind.code()));
    let kinds = TransactionKind::ALL.iter();
    let kinds = kinds.map(|kind| dashed("transaction-kind", kind.code()));
    let states = TransactionStatus::ALL.iter();
    let states = states.map(|status| dashed("transaction-status", status.code()));
    let coded = types
        .into_iter()
        .chain(statuses)
        .chain(colors)
        .chain(accounts);
    let audits = ["ok", "discrepancy"].map(|code| format!("audit-result-{code}"));
    coded.chain(kinds).chain(states).chain(audits).collect()
}

#[test]
fn every_language_says_everything_with_the_same_values_in_it() {
    let english = keys(Locale::En);
    assert!(english.len() > 400, "{}", english.len());
    let mut wrong = Vec::new();
    for locale in [Locale::De, Locale::Ar] {
        let other = keys(locale);
        for (key, values) in &english {
            match other.get(key) {
                None => wrong.push(format!("{locale} lacks {key}")),
                Some(theirs) if theirs != values => {
                    wrong.push(format!("{locale} {key}: {theirs:?} instead of {values:?}"));
                }
                Some(_) => {}
            }
        }
        let more = other.keys().filter(|key| !english.contains_key(*key));
        wrong.extend(more.map(|key| format!("{locale} has {key}, en has not")));
    }
    assert!(
        wrong.is_empty(),
        "{} findings:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_language_names_the_249_countries() {
    assert_eq!(Country::all(Locale::En).len(), 249);
    for locale in Locale::ALL {
        let countries = Country::all(locale);
        let names: BTreeSet<&String> = countries.iter().map(|(_, name)| name).collect();
        assert_eq!(names.len(), 249, "{locale}: two countries with one name");
        assert!(
            names.iter().all(|name| !name.starts_with("country-")),
            "{locale}"
        );
    }
}

#[test]
fn every_key_that_is_used_has_words() {
    let english = keys(Locale::En);
    let wanted = said().into_iter().chain(computed());
    // A key that ends in braces or a dash is put together at run time: see `computed`.
    let whole = wanted.filter(|key| !key.contains('{') && !key.ends_with('-'));
    let missing: Vec<String> = whole.filter(|key| !english.contains_key(key)).collect();
    assert!(missing.is_empty(), "no words for {missing:?}");
}

#[test]
fn every_word_is_used() {
    let (texts, computed) = (texts(), computed());
    let used = |key: &str| {
        let ends = COMPUTED
            .iter()
            .filter_map(|prefix| key.strip_prefix(prefix));
        let mut names = ends.map(|end| end.replace('-', "_"));
        texts.contains(key) || computed.contains(key) || names.any(|name| texts.contains(&name))
    };
    let idle: Vec<String> = keys(Locale::En)
        .into_keys()
        .filter(|key| !used(key))
        .collect();
    assert!(idle.is_empty(), "nobody says {idle:?}");
}

#[test]
fn words_are_words_and_not_markup() {
    for locale in Locale::ALL {
        for path in files(&format!("locales/{locale}"), "ftl") {
            for (number, line) in read(&path).lines().enumerate() {
                let place = format!("{}:{}", path.display(), number + 1);
                assert!(
                    !line.replace("->", "").contains(['<', '>', '\t']) && line.trim_end() == line,
                    "{place}: {line}"
                );
            }
        }
    }
}
