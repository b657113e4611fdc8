//! Pages of what is none itself: an address that only takes forms cannot be opened, but the page
//! that its form is on can; a file has its list.

/// Dictionaries under the settings, whose entries are edited on pages of their own.
const DICTIONARIES: [&str; 5] = [
    "exchange-monitors",
    "verification",
    "mail-templates",
    "resolutions",
    "resolution-types",
];

/// The page that the form stands on which is sent to a path; `None` where nothing is known, or
/// where the form is sent to the very page that it stands on.
pub fn page_of_form(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
    let page = match parts.as_slice() {
        ["staff"] => "/staff/new".to_owned(),
        ["staff", "groups"] => "/staff/groups/new".to_owned(),
        ["staff", id] => format!("/staff/{id}/edit"),
        ["customers"] => "/customers/new".to_owned(),
        ["customers", id] => format!("/customers/{id}/edit"),
        ["account", "tokens"] => "/account/tokens/new".to_owned(),
        ["settings", what] if DICTIONARIES.contains(what) => format!("/settings/{what}/new"),
        _ => return instead_of(path),
    };
    Some(page)
}

/// The page to open in place of a path that only takes forms; `None` where a page answers.
pub fn instead_of(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
    let page = match parts.as_slice() {
        ["requests", "claim-next"] => "/requests".to_owned(),
        ["requests", _, "comments", _] | ["requests", _, "reject"] => return None,
        ["requests", id, _, ..] => format!("/requests/{id}"),
        ["customers", id, "steps", _] => format!("/customers/{id}/verification"),
        ["customers", id, "sessions", _, ..] => format!("/customers/{id}/sessions"),
        ["customers", id, "request-color"] => format!("/customers/{id}/requests"),
        ["customers", id, "block" | "unblock" | "reveal" | "hide"] => format!("/customers/{id}"),
        ["staff", "groups", "new"] => return None,
        ["staff", "groups", id] | ["staff", "groups", id, "delete"] => {
            format!("/staff/groups/{id}/edit")
        }
        ["staff", id, verb] if *id != "groups" && *verb != "edit" => format!("/staff/{id}"),
        ["account", "password"] | ["account", "sessions", ..] => "/account".to_owned(),
        ["account", "email", "cancel"] => "/account/email".to_owned(),
        ["account", "tokens", _, "revoke"] => "/account/tokens".to_owned(),
        ["account", "second-factor", "remove"]
        | ["account", "recovery-codes", "renew"]
        | ["account", "passkeys", ..] => "/account/second-factor".to_owned(),
        ["account", "confirm", "passkey", ..] => "/account/confirm".to_owned(),
        ["login", "2fa", _, ..] => "/login/2fa".to_owned(),
        ["settings", "address-rules", _, ..] => "/settings/address-rules".to_owned(),
        ["settings", what, id] if DICTIONARIES.contains(what) && *id != "new" => {
            format!("/settings/{what}/{id}/edit")
        }
        ["settings", "mail-templates", id, "delete"] => {
            format!("/settings/mail-templates/{id}/edit")
        }
        ["mail-log", id, "resend" | "cancel"] => format!("/mail-log/{id}"),
        _ => return None,
    };
    Some(page)
}

/// The list that a file is of; `None` when the path is no file's.
pub fn list_of_file(path: &str) -> Option<&str> {
    let (list, ending) = path.rsplit_once("/export.")?;
    ["csv", "xlsx"].contains(&ending).then_some(list)
}
