//! The list of customers, when an address says something it does not know, and when there is nothing.

use countersign::platform::locales::Locale;

use crate::customers::{Clerk, counted};
use crate::support::TestApp;

/// The words of a key.
fn said(key: &str) -> String {
    Locale::En.words(key)
}

#[actix_web::test]
async fn what_the_list_does_not_know_is_said_and_never_ignored() {
    let app = TestApp::on_sqlite().await;
    let clerk = Clerk::hired(&app).await;
    clerk.customer(&[]).await;
    for (parameter, value) in [
        ("colour", "red"),
        ("page", "2"),
        ("offset", "10"),
        ("STATUS", "active"),
        ("status", "asleep"),
        ("status", "Active"),
        ("country", "XX"),
        ("country", "Germany"),
        ("gender", "x"),
        ("customer_type", "x"),
        ("verified_email", "maybe"),
        ("verified_email", "2"),
        ("exchange_monitor", "x"),
        ("exchange_monitor", "0"),
        ("sort", "shoe"),
        ("sort", "--id"),
        ("sort", "search_text"),
        ("per_page", "26"),
        ("per_page", "0"),
        ("per_page", "-25"),
        ("per_page", "100000"),
        ("per_page", "x"),
    ] {
        let page = clerk
            .browser
            .get(&format!("/customers?{parameter}={value}"))
            .await;
        assert_eq!(page.status, 422, "{parameter}={value}");
        assert!(
            page.text().contains(&format!("“{parameter}”")),
            "{}",
            page.text()
        );
        assert!(
            page.text().contains(&format!("“{value}”")),
            "{}",
            page.text()
        );
        assert_eq!(
            page.attributes(".error-page .btn", "href"),
            ["/customers", "/"]
        );
        assert!(!page.has("#customers"), "{parameter}={value}");
    }
    let export = clerk
        .browser
        .get("/customers/export.csv?country=DE&country=XX")
        .await;
    assert!(export.text().contains("“DE, XX”"), "{}", export.text());
    assert_eq!(
        export.attributes(".error-page .btn-primary", "href"),
        ["/customers"]
    );
    for (length, words) in [
        (200, None),
        (201, Some("Search for at most 200 characters.")),
    ] {
        let q = "x".repeat(length);
        let page = clerk.browser.get(&format!("/customers?q={q}")).await;
        assert_eq!(page.errors().first().map(String::as_str), words, "{length}");
    }
    for (field, typed, words) in [
        (
            "progress_min",
            "-1",
            "Progress from %: enter a whole number from 0 to 100.",
        ),
        (
            "progress_max",
            "101",
            "Progress to %: enter a whole number from 0 to 100.",
        ),
        (
            "progress_min",
            "1.5",
            "Progress from %: enter a whole number from 0 to 100.",
        ),
        (
            "progress_max",
            "NaN",
            "Progress to %: enter a whole number from 0 to 100.",
        ),
        (
            "created_from",
            "yesterday",
            "Registered from: enter a date like 2026-12-31.",
        ),
        (
            "created_to",
            "2026-02-30",
            "Registered to: enter a date like 2026-12-31.",
        ),
        (
            "created_to",
            "2026-1-1",
            "Registered to: enter a date like 2026-12-31.",
        ),
    ] {
        let path = format!("/customers?gender=female&q=maria&{field}={typed}");
        let page = clerk.browser.get(&path).await;
        assert_eq!(
            (page.status, page.errors()),
            (422, vec![words.to_owned()]),
            "{path}"
        );
        let form = page.form_at("form.filters");
        for kept in [("q", "maria"), ("gender", "female"), (field, typed)] {
            let mut fields = form.fields.iter();
            assert!(
                fields.any(|(name, value)| (name.as_str(), value.as_str()) == kept),
                "{path}: {kept:?}"
            );
        }
        assert!(
            !page.has("#customers") && page.has(&format!("#{field}-error")),
            "{path}"
        );
    }
    for q in ["zo", "é", "a b", "ab cd", "-", "1 2"] {
        let path = format!("/customers?q={}", countersign::edge::paths::encode(q));
        let page = clerk.browser.get(&path).await;
        assert_eq!(page.status, 422, "{q}");
        assert!(
            page.text().contains(&said("list-search-too-short")),
            "{}",
            page.text()
        );
    }
    let long = clerk
        .browser
        .get(&format!("/customers?q={}", "a".repeat(201)))
        .await;
    assert_eq!(long.status, 422);
    for odd in [
        "q=%00%00%00",
        "q=abc%01",
        "q=%FF%FE%FD",
        "%FF=1",
        "after=%00",
    ] {
        let page = clerk.browser.get(&format!("/customers?{odd}")).await;
        assert_eq!(page.status, 400, "{odd}");
    }
    for cursor in [
        "x",
        "e30",
        "eyJrZXkiOjEsImlkIjoxfQ%3D%3D",
        &"A".repeat(5000),
    ] {
        for side in ["after", "before"] {
            let page = clerk
                .browser
                .get(&format!("/customers?{side}={cursor}"))
                .await;
            assert_eq!(page.status, 422, "{side}={cursor}");
            assert!(
                page.text().contains(&said("error-cursor")),
                "{}",
                page.text()
            );
        }
    }
}

#[actix_web::test]
async fn an_empty_list_says_why_it_is_empty() {
    let app = TestApp::on_sqlite().await;
    let clerk = Clerk::hired(&app).await;
    let empty = clerk.browser.get("/customers").await;
    assert_eq!(counted(&empty), 0);
    assert!(
        empty
            .find(".empty")
            .is_some_and(|words| words.contains(&said("list-empty")))
    );
    assert_eq!(empty.attributes(".empty a", "href"), ["/customers/new"]);
    clerk.customer(&[]).await;
    let one = clerk.browser.get("/customers").await;
    assert_eq!(counted(&one), 1);
    let none = clerk.browser.get("/customers?q=nobody").await;
    assert!(
        none.find(".empty")
            .is_some_and(|words| words.contains(&said("list-empty-filtered")))
    );
    let ways_out = none.attributes(".empty a", "href");
    assert_eq!(ways_out, ["/customers", "/customers"]);
    let several = "/customers?q=nobody&country=AT&country=DE&sort=name";
    let none = clerk.browser.get(several).await;
    let ways_out = none.attributes(".empty li a", "href");
    assert_eq!(ways_out.len(), 3, "one for each filter: {ways_out:?}");
    assert_eq!(ways_out[1], "/customers?q=nobody&country=DE&sort=name");
    assert_eq!(none.value_of("#q"), "nobody", "what was searched for stays");
}
