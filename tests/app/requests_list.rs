//! The list of requests: its tabs and every filter.

use std::time::Duration;

use countersign::domain::ledger::account::AccountKind;
use countersign::domain::requests::payload::Payload;
use countersign::domain::requests::request::Column;
use countersign::domain::requests::status::RequestStatus;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::CustomerId;
use countersign::platform::clock::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::requests::{deposit, editable, resolve, set, submit};
use crate::support::TestApp;
use crate::support::app::NOW;

fn days_ago(days: u64) -> Timestamp {
    NOW.minus(Duration::from_secs(days * 86_400))
}

/// The numbers on a page, in its order.
pub async fn numbers(clerk: &Clerk, query: &str) -> Vec<i64> {
    let page = clerk.browser.get(&format!("/requests?{query}")).await;
    assert_eq!(page.status, 200, "{query}: {}", page.text());
    let cells = page.all("#requests tbody .cell-id");
    cells
        .iter()
        .map(|cell| cell.parse().expect("a number"))
        .collect()
}

/// Nine requests of two customers:
///
/// | no. | of | what | status | amount | days ago |
/// |---|---|---|---|---|---|
/// | 1 | Maria | deposit | new | 100 | 5 |
/// | 2 | Maria | deposit | pending | 100 | 5 |
/// | 3 | Maria | deposit | in progress | 99.999 | 4 |
/// | 4 | Maria | address | approved | | 4 |
/// | 5 | Omar | deposit | rejected | 2000 | 3 |
/// | 6 | Omar | withdrawal | new | 100.000000000000000001 | 2 |
/// | 7 | Omar | account | new | | 2 |
/// | 8 | Omar | deposit | approved | 9 | 1 |
/// | 9 | Omar | archive | pending | | 0 |
pub async fn nine(app: &TestApp) -> Clerk {
    let clerk = Clerk::hired(app).await;
    let maria = clerk.customer(&[("last_name", "Curie")]).await;
    let said = [
        ("first_name", "Omar"),
        ("email", "omar@example.org"),
        ("tags", "vip"),
    ];
    let omar = clerk.customer(&said).await;
    let withdrawal = Payload::Withdrawal {
        method: "card".into(),
        destination: "4111".into(),
        amount_editable: true,
    };
    let account = Payload::Account {
        product: "Pro".into(),
        kind: AccountKind::Demo,
        currency: "EUR".parse().expect("a currency"),
    };
    let address = Payload::Address {
        address: "Elm Street".into(),
    };
    for (days, customer, payload, amount) in [
        (5, maria, editable(true), Some("100")),
        (5, maria, editable(true), Some("100")),
        (4, maria, editable(true), Some("99.999")),
        (4, maria, address, None),
        (3, omar, editable(true), Some("2000")),
        (2, omar, withdrawal, Some("100.000000000000000001")),
        (2, omar, account, None),
        (1, omar, editable(true), Some("9")),
        (0, omar, Payload::Archive {}, None),
    ] {
        submit(app, days_ago(days), customer, payload, amount).await;
    }
    let id = countersign::domain::values::ids::RequestId;
    set(app, id(2), Column::Status, RequestStatus::Pending).await;
    set(app, id(3), Column::Status, RequestStatus::InProgress).await;
    resolve(app, id(4), RequestStatus::Approved).await;
    resolve(app, id(5), RequestStatus::Rejected).await;
    resolve(app, id(8), RequestStatus::Approved).await;
    set(app, id(9), Column::Status, RequestStatus::Pending).await;
    clerk
}

on_both_engines! {
    async fn each_tab_has_its_requests_and_says_how_many(app) {
        let ada = nine(&app).await;
        for (query, expected) in [
            ("", vec![1, 2, 3, 6, 7, 9]),
            ("status=new", vec![1, 6, 7]),
            ("status=pending", vec![2, 9]),
            ("status=in_progress", vec![3]),
            ("status=approved", vec![8, 4]),
            ("status=rejected", vec![5]),
            ("status=all", vec![9, 8, 7, 6, 5, 4, 3, 2, 1]),
            ("status=new&status=rejected", vec![7, 6, 5, 1]),
            ("status=new&status=pending", vec![1, 2, 6, 7, 9]),
            ("status=all&status=new", vec![9, 8, 7, 6, 5, 4, 3, 2, 1]),
        ] {
            assert_eq!(numbers(&ada, query).await, expected, "{query}");
        }
        let tabs = ada.browser.get("/requests").await.all(".request-tabs li");
        let expected = [
            "Open 6", "New 3", "Pending 2", "In progress 1", "Approved 2", "Rejected 1", "All 9",
        ];
        assert_eq!(tabs, expected);
        let page = ada.browser.get("/requests?status=pending&type=deposit").await;
        let expected = [
            "Open 3", "New 1", "Pending 1", "In progress 1", "Approved 1", "Rejected 1", "All 5",
        ];
        assert_eq!(page.all(".request-tabs li"), expected, "the filters count, too");
        assert_eq!(page.all(".request-tabs [aria-current]"), ["Pending 1"]);
        let tabs = page.attributes(".request-tabs a", "href");
        assert_eq!(tabs[0], "/requests?type=deposit");
        assert_eq!(tabs[6], "/requests?status=all&type=deposit");
    }

    async fn every_filter_finds_its_requests_and_no_others(app) {
        let ada = nine(&app).await;
        let id = countersign::domain::values::ids::RequestId;
        let grace = app.hire("grace", GroupKey::Support).await;
        let later = NOW.plus(Duration::from_secs(60));
        for (number, until) in [(1, later), (2, NOW), (4, NOW), (6, later)] {
            set(&app, id(number), Column::AssigneeId, grace).await;
            set(&app, id(number), Column::ClaimedUntil, until).await;
        }
        set(&app, id(1), Column::Color, "#e03131").await;
        set(&app, id(6), Column::Color, "#3b82f6").await;
        let customers = countersign::domain::customers::customer::Entity::update_many()
            .col_expr(countersign::domain::customers::customer::Column::RequestColor, Expr::value("#e03131"))
            .filter(countersign::domain::customers::customer::Column::Id.eq(CustomerId(2)));
        customers.exec(app.app.db.write()).await.expect("a colour");
        let grace_only = format!("assignee={grace}");
        let grace_everywhere = format!("status=all&assignee={grace}");
        for (query, expected) in [
            ("q=6", vec![6]), ("q=%236", vec![6]), ("q=8", vec![]), ("q=8&status=all", vec![8]),
            ("q=99", vec![]), ("q=curie", vec![1, 2, 3]), ("q=omar+example.org", vec![6, 7, 9]),
            ("q=nobody", vec![]),
            ("type=deposit", vec![1, 2, 3]), ("type=archive", vec![9]), ("type=transfer", vec![]),
            ("type=account&type=withdrawal", vec![6, 7]),
            ("email=omar@example.org", vec![6, 7, 9]), ("email=OMAR@", vec![6, 7, 9]),
            ("email=mar", vec![1, 2, 3]), ("email=example", vec![]),
            ("email=maria&q=omar", vec![]), ("email=maria&q=curie", vec![1, 2, 3]),
            ("customer=2", vec![6, 7, 9]), ("customer=3", vec![]),
            ("customer=2&q=curie", vec![]), ("customer=1&email=maria", vec![1, 2, 3]),
            (grace_only.as_str(), vec![1, 6]), (grace_everywhere.as_str(), vec![6, 1]),
            ("assignee=me", vec![]), ("assignee=none", vec![2, 3, 7, 9]),
            ("assignee=none&status=all", vec![9, 8, 7, 5, 4, 3, 2]),
            ("color=%23e03131", vec![1, 7, 9]), ("color=%233B82F6", vec![6]),
            ("color=%23e03131&status=all&sort=id", vec![1, 5, 7, 8, 9]),
            ("color=%23000000", vec![]), ("color=%23e03131&customer=1", vec![1]),
            ("created_from=2026-11-18", vec![6, 7, 9]), ("created_to=2026-11-16", vec![1, 2, 3]),
            ("created_to=2026-11-15", vec![1, 2]), ("created_to=2026-11-14", vec![]),
            ("created_from=2026-11-16&created_to=2026-11-17", vec![3]),
            ("created_from=2026-11-16&created_to=2026-11-18&sort=-id", vec![7, 6, 3]),
            ("amount_min=100", vec![1, 2, 6]), ("amount_min=100.000000000000000001", vec![6]),
            ("amount_min=100.000000000000000002", vec![]),
            ("amount_max=100", vec![1, 2, 3]), ("amount_max=99.999", vec![3]),
            ("amount_max=99.998", vec![]), ("amount_max=100&status=all&sort=-amount", vec![2, 1, 3, 8]),
            ("amount_min=9&amount_max=100&status=all", vec![8, 3, 2, 1]),
            ("amount_min=100&created_from=2026-11-16", vec![6]),
            ("type=deposit&amount_min=100&sort=amount&status=all", vec![1, 2, 5]),
        ] {
            assert_eq!(numbers(&ada, query).await, expected, "{query}");
        }
        let of_grace = Clerk::of(app.sign_in("grace").await).await;
        assert_eq!(numbers(&of_grace, "assignee=me").await, [1, 6]);
    }

    async fn what_the_list_does_not_know_is_refused_with_words(app) {
        let ada = Clerk::hired(&app).await;
        for query in [
            "status=open", "status=127", "type=Deposit", "type=loan", "customer=x", "customer=0",
            "assignee=you", "assignee=0", "color=red", "color=e03131", "sort=name", "sort=--id",
            "per_page=26", "page=2", "after=x", "before=end", "offset=1", "color=%23e03131&color=%23e03131",
        ] {
            let page = ada.browser.get(&format!("/requests?{query}")).await;
            assert_eq!(page.status, 422, "{query}");
            let name = query.split('=').next().unwrap_or_default();
            let place = matches!(name, "after" | "before");
            assert!(place || page.text().contains(&format!("“{name}”")), "{query}: {}", page.text());
        }
        for (field, typed, words) in [
            ("q", "ab", "Search for the number of a request, or for at least three characters in a row of the customer’s name or e-mail."),
            ("email", "ab", "The e-mail of the customer needs at least three characters."),
            ("created_from", "yesterday", "Created from: enter a date like 2026-12-31."),
            ("created_to", "2026-02-30", "Created to: enter a date like 2026-12-31."),
            ("amount_min", "-1", "Amount from: enter an amount of zero or more, like 1500.25."),
            ("amount_max", "1e3", "Amount to: enter an amount of zero or more, like 1500.25."),
        ] {
            let page = ada.browser.get(&format!("/requests?type=deposit&status=all&{field}={typed}")).await;
            assert_eq!((page.status, page.errors()), (422, vec![words.to_owned()]), "{field}");
            let form = page.form_at("form.filters");
            for kept in [("type", "deposit"), ("status", "all"), (field, typed)] {
                let mut fields = form.fields.iter();
                assert!(fields.any(|(name, value)| (name.as_str(), value.as_str()) == kept), "{field}: {kept:?}");
            }
            assert!(!page.has("#requests") && !page.has(".request-tabs") && page.has(&format!("#{field}-error")), "{field}");
        }
        let both = ada.browser.get("/requests?amount_min=x&amount_max=y").await;
        assert_eq!((both.status, both.errors().len()), (422, 2));
        for (query, words) in [
            ("q=ab", "at least three characters"), ("email=ab", "at least three characters"),
            ("q=%2399999999999999999999", "number of a request"),
        ] {
            let page = ada.browser.get(&format!("/requests?{query}")).await;
            assert_eq!(page.status, 422, "{query}");
            assert!(page.text().contains(words), "{query}: {}", page.text());
        }
        assert_eq!(ada.browser.get("/requests?status=&type=&q=+&after=").await.status, 200);
    }

    async fn from_nine_digits_on_a_phone_number_is_searched_for(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[("phone", "+905338295137")]).await;
        let omar = ada.customer(&[("email", "omar@example.com"), ("phone", "+905338290000")]).await;
        for of in [maria, omar, maria] {
            deposit(&app, of, "1").await;
        }
        for (query, expected) in [
            ("q=905338295137", vec![1, 3]), ("q=00905338295137", vec![1, 3]),
            ("q=%2B90+533+829+51+37", vec![1, 3]), ("q=5338295137", vec![1, 3]),
            ("q=338295137", vec![1, 3]), ("q=905338290000&status=all", vec![2]),
            ("q=90533829513799999999", vec![]), ("q=%23905338295137", vec![]),
            ("q=38295137", vec![]), ("q=2", vec![2]), ("q=%232", vec![2]), ("q=00000002", vec![2]),
        ] {
            assert_eq!(numbers(&ada, query).await, expected, "{query}");
        }
    }

    async fn what_is_on_can_be_taken_off_and_an_empty_list_says_why(app) {
        let ada = Clerk::hired(&app).await;
        let open = ada.browser.get("/requests").await;
        assert!(open.text().contains("Nothing waits for a decision."));
        let rejected = ada.browser.get("/requests?status=rejected").await;
        assert!(rejected.text().contains("There are no requests with this status."));
        let query = "status=all&type=deposit&type=archive&assignee=none&color=%23e03131&amount_min=5";
        let page = ada.browser.get(&format!("/requests?{query}")).await;
        assert!(page.text().contains("No request in this tab matches the filters."));
        let chips = page.all(".chips bdi");
        let expected = [
            "Type: Deposit", "Type: Archiving", "Assignee: Nobody", "Colour: Red", "Amount from: 5",
        ];
        assert_eq!(chips, expected);
        let without = page.attributes(".chips a", "href");
        assert_eq!(
            without[0],
            "/requests?status=all&type=archive&assignee=none&color=%23e03131&amount_min=5"
        );
        assert_eq!(page.attributes(".empty .btn", "href"), ["/requests?status=all"]);
        let form = page.form_at("form.filters").fields;
        for (name, value) in [("status", "all"), ("type", "archive"), ("assignee", "none"), ("amount_min", "5")] {
            assert!(form.contains(&(name.into(), value.into())), "{name}: {form:?}");
        }
    }
}

#[actix_web::test]
async fn a_colour_is_a_bar_and_its_words() {
    let app = TestApp::on_sqlite().await;
    let ada = nine(&app).await;
    let id = countersign::domain::values::ids::RequestId;
    set(&app, id(1), Column::Color, "#e03131").await;
    set(&app, id(2), Column::Color, "#123456").await;
    let page = ada.browser.get("/requests").await;
    assert_eq!(page.all(".request-color"), ["Red", "#123456"]);
    assert_eq!(
        page.attributes(".request-color rect", "fill"),
        ["#e03131", "#123456"]
    );
    assert!(page.all("tbody tr")[3].contains("vip"), "tags are there");
}
