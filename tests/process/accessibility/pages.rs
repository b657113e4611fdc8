//! Which pages are inspected: all of them.

/// The pages that an address alone leads to: `{open}` is a request that waits for a decision.
pub const PAGES: [&str; 68] = [
    "/",
    "/customers",
    "/customers?q=nov&status=active&country=CZ&verified_email=no&progress_max=90&sort=-name",
    "/customers?q=nobodyatall",
    "/customers/pending",
    "/customers/pending?step=document&country=DE",
    "/customers/new",
    "/customers/1",
    "/customers/1/verification",
    "/customers/1/history",
    "/customers/1/edit",
    "/customers/1/sessions",
    "/customers/1/requests",
    "/requests",
    "/requests?status=all&type=withdrawal&sort=-amount",
    "/requests/{open}",
    "/requests/{open}?from=status%3Dall",
    "/requests/{open}/reject",
    "/requests/{open}/comments/1",
    "/notifications",
    "/staff",
    "/staff/1",
    "/staff/1/edit",
    "/staff/new",
    "/staff/groups",
    "/staff/groups/new",
    "/staff/groups/1/edit",
    "/invitation?token=gone",
    "/settings",
    "/login/forgotten",
    "/login/forgotten/sent",
    "/login/new-password?token=gone",
    "/settings/audit",
    "/settings/mail-templates",
    "/settings/mail-templates/request.rejected.ar/edit",
    "/settings/resolutions",
    "/settings/resolutions/new",
    "/settings/resolutions/3/edit",
    "/settings/resolutions/3/delete",
    "/settings/resolution-types",
    "/settings/resolution-types/new",
    "/settings/resolution-types/1/edit",
    "/settings/resolution-types/1/delete",
    "/settings/address-rules",
    "/documents/1",
    "/documents/2",
    "/settings/verification",
    "/settings/verification/new",
    "/settings/verification/1/edit",
    "/settings/verification/1/delete",
    "/settings/exchange-monitors",
    "/settings/exchange-monitors/new",
    "/settings/exchange-monitors/1/edit",
    "/settings/exchange-monitors/1/history",
    "/audit-log",
    "/audit-log?outcome=done&ip=127.0.0.0/8&from=2020-01-01",
    "/audit-log/addresses?ip=0.0.0.0/0",
    "/mail-log",
    "/mail-log/1",
    "/account",
    "/account/email",
    "/account/email/confirm?token=gone",
    "/account/sign-ins",
    "/account/tokens",
    "/account/tokens/new",
    "/account/second-factor",
    "/account/confirm?next=%2Faccount",
    "/nowhere",
];

/// Pages that another story comes to: at the door, and what is shown only once.
const ELSEWHERE: [&str; 4] = ["/login", "/login/2fa", "/setup", "/account/recovery-codes"];

/// What no page is: files, the bell's stream, and a piece of a form.
const NO_PAGES: [&str; 11] = [
    "/account/recovery-codes.txt",
    "/audit-log/export.csv",
    "/audit-log/export.xlsx",
    "/customers/duplicates",
    "/customers/export.csv",
    "/customers/export.xlsx",
    "/documents/{id}/original",
    "/documents/{id}/preview",
    "/notifications/stream",
    "/requests/export.csv",
    "/requests/export.xlsx",
];

/// Whether an address belongs to a route.
fn leads_to(address: &str, route: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let (parts, named) = (path.split('/'), route.split('/'));
    path.split('/').count() == route.split('/').count()
        && parts
            .zip(named)
            .all(|(part, name)| name.starts_with('{') || part == name)
}

/// S63: a page more fails here until it is inspected, too.
#[test]
fn every_page_is_inspected() {
    let mut missing = Vec::new();
    for part in include_str!("../../../src/pages/routes.rs")
        .split("at(\"")
        .skip(1)
    {
        let route = part.split('"').next().unwrap_or_default();
        let end = part
            .find(".service(")
            .or(part.find(";\n"))
            .unwrap_or(part.len());
        let known = ELSEWHERE.contains(&route)
            || NO_PAGES.contains(&route)
            || PAGES.iter().any(|address| leads_to(address, route));
        if part[..end].contains(".get(") && !known {
            missing.push(route);
        }
    }
    assert!(missing.is_empty(), "never inspected: {missing:?}");
}
