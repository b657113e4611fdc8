//! What was typed wrongly into the filters of a list comes back, with what is wrong about it.

use crate::support::TestApp;

/// A field with what was typed into it or chosen.
type Field = (&'static str, &'static str);

/// A list, a field of its filters with what was mistyped, and what stands beside it.
const TYPED: [(&str, Field, Field); 9] = [
    ("/mail-log", ("q", "ad"), ("kind", "staff.password-link")),
    ("/staff", ("q", LONG), ("status", "active")),
    ("/audit-log", ("from", "yesterday"), ("outcome", "refused")),
    ("/audit-log", ("to", "2026-02-30"), ("actor", "commands")),
    ("/audit-log", ("ip", "10.0.0.0/33"), ("to", "2026-12-31")),
    ("/audit-log", ("subject", "planet:7"), ("outcome", "done")),
    ("/audit-log", ("customer", "Maria"), ("outcome", "done")),
    ("/audit-log", ("request_id", LONG), ("customer", "7")),
    (
        "/audit-log/addresses",
        ("ip", "300.1.1.1"),
        ("ip", "300.1.1.1"),
    ),
];

/// More than a name or an id has: 101 characters.
const LONG: &str = "12345678901234567890123456789012345678901234567890\
                    123456789012345678901234567890123456789012345678901";

#[actix_web::test]
async fn what_ada_mistypes_in_a_filter_comes_back_with_what_is_wrong() {
    let app = TestApp::on_sqlite().await;
    let ada = app.administrator().await;
    for (path, (field, typed), beside) in TYPED {
        let encoded = countersign::edge::paths::encode(typed);
        let asked = format!("{path}?{}={}&{field}={encoded}", beside.0, beside.1);
        let asked = match beside.0 == field {
            true => format!("{path}?{field}={encoded}"),
            false => asked,
        };
        let page = ada.get(&asked).await;
        assert_eq!((page.status, page.errors().len()), (422, 1), "{asked}");
        let form = page.form_at("form.filters");
        for kept in [(field, typed), beside] {
            let mut fields = form.fields.iter();
            let there = fields.any(|(name, value)| (name.as_str(), value.as_str()) == kept);
            assert!(there, "{asked}: {kept:?}");
        }
        let wrong = format!("#{field}[aria-invalid=true]");
        assert!(
            page.has(&wrong) && page.has(&format!("#{field}-error")),
            "{asked}"
        );
        // Nothing is shown that might be taken for what was asked for.
        assert!(!page.has("table, .timeline, .empty, .pager"), "{asked}");
    }
}

#[actix_web::test]
async fn a_choice_that_there_is_not_is_refused_beside_what_was_mistyped() {
    let app = TestApp::on_sqlite().await;
    let ada = app.administrator().await;
    for asked in [
        "/mail-log?q=ad&state=lost",
        "/staff?status=asleep",
        "/audit-log?from=yesterday&outcome=maybe",
        "/audit-log?from=yesterday&from=today",
        "/audit-log/addresses?ip=10.0.0.1&after=x",
        "/customers/pending?step=iris",
    ] {
        let page = ada.get(asked).await;
        assert_eq!(page.status, 422, "{asked}");
        assert!(!page.has("form.filters"), "{asked}");
    }
}
