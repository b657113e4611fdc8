//! The list of customers, page by page: every customer once, in the same order both ways.

use std::collections::BTreeSet;
use std::time::Duration;

use countersign::domain::customers::cursor::Sort;
use countersign::domain::values::ids::CustomerId;
use sea_orm::{ConnectionTrait, Statement};

use crate::customers::{Clerk, counted};
use crate::on_both_engines;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

const MANY: usize = 130;

/// 130 customers in which every order but that of addresses has ties. The addresses are no order.
pub async fn many(app: &TestApp) -> Clerk {
    const NAMES: [&str; 7] = ["Ada", "ada", "Älva", "Zoë", "محمد", "_", "O'Neil"];
    let mut clerk = Clerk::hired(app).await;
    for number in 0..MANY {
        let email = format!("{:03}@example.com", number * 37 % MANY);
        let progress = (number % 5 * 25).to_string();
        let said = [
            ("first_name", NAMES[number % NAMES.len()]),
            ("email", email.as_str()),
            ("verification_progress", progress.as_str()),
            ("verification_reason", "seen"),
            ("country", if number % 2 == 0 { "DE" } else { "AT" }),
        ];
        clerk.customer(&said).await;
        if number % 40 == 39 {
            app.app.clock.advance(Duration::from_secs(60));
        }
    }
    clerk = Clerk::of(clerk.browser).await;
    clerk
}

/// The customers of a page, in its order.
pub fn ids(page: &Page) -> Vec<CustomerId> {
    assert_eq!(page.status, 200, "{}", page.text());
    let links = page.attributes("#customers tbody th a", "href");
    let id = |link: &String| {
        let path = link.split('?').next().unwrap_or_default();
        path.strip_prefix("/customers/")
            .and_then(|id| id.parse().ok())
    };
    links
        .iter()
        .map(|link| id(link).expect("a customer"))
        .collect()
}

/// Where the page before or after is.
pub fn link(page: &Page, side: &str) -> Option<String> {
    page.attributes(&format!("a[rel={side}]"), "href").pop()
}

/// All pages from a first one on, by following the links of one side.
pub async fn walk(browser: &Browser, first: Page, side: &str) -> Vec<Page> {
    let mut pages = vec![first];
    while let Some(next) = pages.last().and_then(|page| link(page, side)) {
        assert!(pages.len() <= MANY, "a walk without an end");
        pages.push(browser.get(&next).await);
    }
    pages
}

/// Every customer in the order of a sort, as the database should have it.
async fn expected(app: &TestApp, sort: &str) -> Vec<CustomerId> {
    let columns = match sort.trim_start_matches('-') {
        "name" => "sort_name",
        other => other,
    };
    let turn = if sort.starts_with('-') { "DESC" } else { "ASC" };
    let query = format!("SELECT id FROM customers ORDER BY {columns} {turn}, id {turn}");
    let rows = app
        .app
        .db
        .read()
        .query_all_raw(Statement::from_string(app.app.db.backend(), query));
    let rows = rows.await.expect("rows");
    rows.iter()
        .map(|row| CustomerId(row.try_get("", "id").expect("an id")))
        .collect()
}

on_both_engines! {
    async fn every_customer_comes_once_in_every_order_and_the_same_way_back(app) {
        let browser = many(&app).await.browser;
        for sort in Sort::ALL.map(Sort::code) {
            for turned in ["", "-"] {
                let sort = format!("{turned}{sort}");
                let first = browser
                    .get(&format!("/customers?sort={sort}&per_page=50"))
                    .await;
                assert!(
                    link(&first, "prev").is_none(),
                    "{sort}: nothing before the first"
                );
                let forwards = walk(&browser, first, "next").await;
                let there: Vec<_> = forwards.iter().map(ids).collect();
                assert_eq!(
                    there.iter().map(Vec::len).collect::<Vec<_>>(),
                    [50, 50, 30],
                    "{sort}"
                );
                assert_eq!(there.concat(), expected(&app, &sort).await, "{sort}");
                let last = forwards.into_iter().next_back().expect("a last page");
                let backwards = walk(&browser, last, "prev").await;
                let mut back: Vec<_> = backwards.iter().map(ids).collect();
                back.reverse();
                assert_eq!(back, there, "{sort}: the same pages backwards");
            }
        }
    }

    async fn a_page_has_as_many_lines_as_wanted_and_keeps_what_was_set(app) {
        let clerk = many(&app).await;
        let browser = &clerk.browser;
        for (wanted, lines) in [
            ("", 25), ("&per_page=25", 25), ("&per_page=50", 50), ("&per_page=100", 100),
        ] {
            let page = browser.get(&format!("/customers?sort=-id{wanted}")).await;
            assert_eq!(ids(&page).len(), lines, "{wanted}");
            assert_eq!(counted(&page), MANY);
        }
        let path =
            "/customers?q=example.com&country=DE&country=AT&status=active&sort=name&per_page=25";
        let page = browser.get(path).await;
        let next = link(&page, "next").expect("a next page");
        let headings = page.attributes("#customers thead a", "href");
        for kept in [
            "q=example%2Ecom", "country=DE", "country=AT", "status=active", "per_page",
        ] {
            assert!(
                headings
                    .iter()
                    .all(|link| link.contains(kept) || kept == "per_page"),
                "{headings:?}"
            );
            assert!(next.contains(kept) || kept == "per_page", "{next}");
        }
        assert!(
            next.contains("sort=name") && next.contains("after="),
            "{next}"
        );
        assert!(
            headings.iter().all(|link| !link.contains("after=")),
            "an order starts anew"
        );
        assert!(
            headings.iter().any(|link| link.contains("sort=%2Dname")),
            "{headings:?}"
        );
        assert_eq!(
            page.attributes("th[aria-sort=ascending] a", "href").len(),
            1
        );
        let chips = page.all(".chips a bdi");
        let words = [
            "Search: example.com", "Status: Active", "Country: Germany", "Country: Austria",
        ];
        assert_eq!(chips, words);
        let without = page.attributes(".chips a", "href");
        assert!(
            !without[2].contains("country=DE") && without[2].contains("country=AT"),
            "{without:?}"
        );
        assert!(
            without[2].contains("sort=name") && without[2].contains("q="),
            "{without:?}"
        );
        // The next page exists even when its first line is gone meanwhile, and new lines do not shift it.
        let second = browser.get(&next).await;
        let new = [
            ("first_name", "A"), ("email", "new@example.com"), ("country", "DE"),
        ];
        clerk.customer(&new).await;
        assert_eq!(ids(&browser.get(&next).await), ids(&second));
    }

    async fn the_form_of_the_filters_keeps_what_it_cannot_show(app) {
        let clerk = Clerk::hired(&app).await;
        let monitor = [("name", "Alpha"), ("active", "on")];
        clerk.post("/settings/exchange-monitors", &monitor).await;
        for number in 0..3 {
            let country = ["DE", "AT", "FR"][number];
            let email = format!("{number}@example.com");
            let said = [
                ("email", email.as_str()), ("country", country), ("exchange_monitor", "1"),
            ];
            clerk.customer(&said).await;
        }
        let path =
            "/customers?q=maria&country=DE&country=AT&exchange_monitor=1&sort=id&tag=&per_page=50";
        let page = clerk.browser.get(path).await;
        let form = page.form_at("form.filters");
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&form.fields)
            .finish();
        let again = clerk.browser.get(&format!("/customers?{query}")).await;
        assert_eq!(ids(&page), [CustomerId(1), CustomerId(2)]);
        let chips = |page: &Page| {
            page.all(".chips a bdi")
                .into_iter()
                .collect::<BTreeSet<_>>()
        };
        assert_eq!((ids(&again), chips(&again)), (ids(&page), chips(&page)));
        let sizes = again.attributes("#per_page option[selected]", "value");
        assert_eq!(sizes, ["50"]);
    }

    async fn a_place_in_one_order_is_no_place_in_another(app) {
        let browser = many(&app).await.browser;
        for sort in Sort::ALL {
            let page = browser
                .get(&format!("/customers?sort={}", sort.code()))
                .await;
            let next = link(&page, "next").expect("a next page");
            for other in Sort::ALL.into_iter().filter(|other| *other != sort) {
                let was = format!("sort={}", sort.code().replace('_', "%5F"));
                let plain = format!("sort={}", sort.code());
                let now = format!("sort={}", other.code());
                let mixed = next.replace(&was, &now).replace(&plain, &now);
                assert_ne!(mixed, next);
                let answer = browser.get(&mixed).await;
                assert_eq!(answer.status, 422, "{sort:?} as {other:?}: {mixed}");
            }
        }
    }
}
