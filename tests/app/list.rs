//! The list of customers: found by search and filters, and told clearly when an address says
//! something it does not know.

use std::time::Duration;

use countersign::domain::staff::group::GroupKey;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::sign_in::try_as;
use crate::support::app::PASSWORD;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

/// The names in the table, in its order.
pub fn names(page: &Page) -> Vec<String> {
    assert_eq!(page.status, 200, "{}", page.text());
    page.all("#customers tbody th a")
}

/// The names that the list shows for a query, by number.
async fn listed(browser: &Browser, query: &str) -> Vec<String> {
    names(&browser.get(&format!("/customers?sort=id&{query}")).await)
}

async fn found(browser: &Browser, q: &str) -> Vec<String> {
    listed(
        browser,
        &format!("q={}", countersign::edge::paths::encode(q)),
    )
    .await
}

/// People whose names and numbers are hard to search for.
async fn people(app: &TestApp) -> Clerk {
    let clerk = Clerk::hired(app).await;
    for said in [
        [
            ("first_name", "Zoë"),
            ("last_name", "Müller"),
            ("email", "zoe@example.com"),
            ("phone", "+49 30 901820"),
            ("document_number", "AB-100%_X"),
            ("company", ""),
        ],
        [
            ("first_name", "Sarah"),
            ("last_name", "O'Neil"),
            ("email", "s.oneil@example.org"),
            ("phone", ""),
            ("document_number", "L01X00T47"),
            ("company", "50% \"Off\" _Ltd"),
        ],
        [
            ("first_name", "محمد"),
            ("last_name", "الأحمد"),
            ("email", "m@example.ae"),
            ("phone", "+971 4 345 6789"),
            ("document_number", ""),
            ("company", "Back\\slash"),
        ],
        [
            ("first_name", "Xavier"),
            ("last_name", ""),
            ("email", "under_score@example.com"),
            ("phone", ""),
            ("document_number", ""),
            ("company", "100 Percent"),
        ],
    ] {
        clerk.customer(&said).await;
    }
    clerk
}

const ZOE: &str = "Zoë Müller";
const SARAH: &str = "Sarah O'Neil";
const MOHAMMED: &str = "محمد الأحمد";
const XAVIER: &str = "Xavier";

on_both_engines! {
    async fn a_customer_is_found_by_any_part_of_what_is_known(app) {
        let browser = people(&app).await.browser;
        for (q, expected) in [
            ("müller", vec![ZOE]), ("MÜLL", vec![ZOE]), ("Mu\u{308}ller", vec![ZOE]),
            ("zoë", vec![ZOE]), ("  zoe@EXAMPLE.com ", vec![ZOE]), ("901820", vec![ZOE]), ("+49 30 90-18-20", vec![ZOE]), ("0049 30 901820", vec![ZOE]),
            ("(030) 90.18.20", vec![ZOE]), ("030901821", vec![]), ("00971 4 345", vec![MOHAMMED]),
            ("muller", vec![ZOE]), ("Zoe Muller", vec![ZOE]), ("zoé", vec![]),
            ("+4930", vec![ZOE]), ("ab-100", vec![ZOE]), ("x00t", vec![SARAH]),
            ("slash", vec![MOHAMMED]), ("حمد", vec![MOHAMMED]), ("الأحمد محمد", vec![MOHAMMED]),
            ("zoë müller", vec![ZOE]), ("müller zoë", vec![ZOE]), ("müller zo", vec![ZOE]),
            ("example.org sarah", vec![SARAH]), ("müller sarah", vec![]), ("nobody", vec![]),
            ("example.com", vec![ZOE, XAVIER]), ("100", vec![ZOE, XAVIER]), ("1", vec![ZOE]),
            ("3", vec![MOHAMMED]), ("003", vec![MOHAMMED]), ("5", vec![]),
            ("99999999999999999999", vec![]),
        ] {
            assert_eq!(found(&browser, q).await, expected, "{q:?}");
        }
    }

    async fn signs_with_a_meaning_elsewhere_are_only_signs(app) {
        let browser = people(&app).await.browser;
        for (q, expected) in [
            ("100%", vec![ZOE]), ("50% \"", vec![SARAH]), ("50% \"off\"", vec![SARAH]), ("%%%", vec![]),
            ("___", vec![]), ("r_s", vec![XAVIER]), ("%_x", vec![ZOE]),
            ("back\\slash", vec![MOHAMMED]), ("k\\s", vec![MOHAMMED]), ("\\\\\\", vec![]),
            ("o'neil", vec![SARAH]), ("'''", vec![]), ("\"\"\"", vec![]), ("' OR 1=1 --", vec![]),
            ("zoë OR sarah", vec![]), ("zoë*", vec![]), ("zoë NOT sarah", vec![]),
            ("search_text:zoë", vec![]), ("(zoë)", vec![]), ("^zoë", vec![]), ("$1? :xy", vec![]),
            ("zoë AND", vec![]), ("müller %", vec![]), ("müller \\", vec![]),
        ] {
            assert_eq!(found(&browser, q).await, expected, "{q:?}");
        }
    }

    async fn each_filter_narrows_the_list(app) {
        let clerk = Clerk::hired(&app).await;
        let monitor = [("name", "Alpha"), ("active", "on")];
        clerk.post("/settings/exchange-monitors", &monitor).await;
        let a = [
            ("first_name", "A"), ("email", "a@example.com"), ("country", "DE"), ("gender", "male"),
            ("verified_email", "on"), ("verification_reason", "seen"), ("tags", "vip, new"),
        ];
        clerk.customer(&a).await;
        app.app.clock.advance(Duration::from_secs(12 * 60 * 60));
        clerk.browser.get("/login").await;
        let clerk = Clerk::of(app.sign_in("administrators").await).await;
        let b = [
            ("first_name", "B"), ("email", "b@example.com"), ("country", "AT"), ("gender", "other"),
            ("status", "inactive"), ("customer_type", "corporate"), ("exchange_monitor", "1"),
            ("verified_document", "on"), ("verification_progress", "60"), ("tags", "vip"),
            ("verification_reason", "seen"),
        ];
        clerk.customer(&b).await;
        app.app.clock.advance(Duration::from_secs(24 * 60 * 60 - 1));
        let clerk = Clerk::of(app.sign_in("administrators").await).await;
        let c = [
            ("first_name", "C"), ("email", "c@example.com"), ("country", "AE"),
            ("verified_phone", "on"), ("verified_selfie", "on"), ("verified_address", "on"),
            ("verification_progress", "100"), ("verification_reason", "seen"),
        ];
        clerk.customer(&c).await;
        for (query, expected) in [
            ("", "ABC"), ("status=active", "AC"), ("status=inactive", "B"), ("status=all", "ABC"),
            ("status=active&status=inactive", "ABC"), ("country=DE", "A"),
            ("country=DE&country=AT", "AB"), ("country=FR", ""), ("gender=male", "A"),
            ("gender=female", "C"), ("gender=other&gender=male", "AB"),
            ("customer_type=corporate", "B"), ("customer_type=individual", "AC"), ("tag=vip", "AB"),
            ("tag=VIP", "AB"), ("tag=new", "A"), ("tag=new&tag=vip", "AB"), ("tag=unknown", ""),
            ("exchange_monitor=1", "B"), ("exchange_monitor=2", ""), ("verified_email=yes", "A"),
            ("verified_email=no", "BC"), ("verified_phone=yes", "C"),
            ("verified_document=yes", "B"), ("verified_selfie=no", "AB"),
            ("verified_address=yes", "C"), ("progress_min=60", "BC"), ("progress_min=61", "C"),
            ("progress_max=60", "AB"), ("progress_max=59", "A"),
            ("progress_min=20&progress_max=20", "A"), ("created_from=2026-11-21", "BC"),
            ("created_from=2026-11-22", ""), ("created_to=2026-11-20", "A"),
            ("created_to=2026-11-21", "ABC"),
            ("created_from=2026-11-20&created_to=2026-11-20", "A"), ("created_from=9999-12-31", ""),
            ("country=DE&gender=female", ""), ("q=example.com&country=AT", "B"),
            ("q=&country=", "ABC"),
        ] {
            assert_eq!(
                listed(&clerk.browser, query).await.concat(),
                expected,
                "{query}"
            );
        }
        let offered = clerk.browser.get("/customers").await.all("#tag option");
        assert_eq!(offered, ["new", "vip"]);
        // A day is the reader's: in Berlin, the 22nd has begun.
        let account = clerk.browser.get("/account").await;
        account
            .form()
            .set("timezone", "Europe/Berlin")
            .submit()
            .await;
        assert_eq!(
            listed(&clerk.browser, "created_from=2026-11-22").await,
            ["C"]
        );
        assert_eq!(
            listed(&clerk.browser, "created_to=2026-11-21").await,
            ["A", "B"]
        );
    }

    async fn a_new_tag_is_offered_at_once_and_one_of_another_server_soon(app) {
        let clerk = Clerk::hired(&app).await;
        app.hire("ben", GroupKey::Administrators).await;
        let there = app.restarted().await;
        try_as(&there, "ben@example.com", PASSWORD).await;
        let offered = async |browser: &Browser| browser.get("/customers").await.all("#tag option");
        assert_eq!(offered(&clerk.browser).await, [""; 0]);
        assert_eq!(offered(&there).await, [""; 0]);
        clerk.customer(&[("email", "a@example.com"), ("tags", "vip")]).await;
        assert_eq!(offered(&clerk.browser).await, ["vip"]);
        app.app.clock.advance(Duration::from_millis(2_999));
        assert_eq!(offered(&there).await, [""; 0]);
        app.app.clock.advance(Duration::from_millis(1));
        assert_eq!(offered(&there).await, ["vip"]);
    }

    async fn each_order_goes_both_ways(app) {
        let clerk = Clerk::hired(&app).await;
        for (first, last, email, progress) in [
            ("b", "", "z@example.com", "50"), ("Ärger", "", "y@example.com", "50"),
            ("B", "a", "x@example.com", "0"), ("_", "", "w@example.com", "100"),
        ] {
            let name = [("first_name", first), ("last_name", last), ("email", email)];
            let said = [&name[..], &[("verification_progress", progress)]].concat();
            let said = [&said[..], &[("verification_reason", "seen")]].concat();
            clerk.customer(&said).await;
            app.app.clock.advance(Duration::from_secs(1));
        }
        for (sort, expected) in [
            ("id", ["b", "Ärger", "B a", "_"]), ("name", ["_", "b", "B a", "Ärger"]),
            ("email", ["_", "B a", "Ärger", "b"]), ("created_at", ["b", "Ärger", "B a", "_"]),
            ("verification_progress", ["B a", "b", "Ärger", "_"]),
        ] {
            let page = clerk.browser.get(&format!("/customers?sort={sort}")).await;
            assert_eq!(names(&page), expected, "{sort}");
            let mut turned = expected;
            turned.reverse();
            let page = clerk.browser.get(&format!("/customers?sort=-{sort}")).await;
            assert_eq!(names(&page), turned, "-{sort}");
        }
        let newest = names(&clerk.browser.get("/customers").await);
        assert_eq!(newest, ["_", "B a", "Ärger", "b"], "newest first by itself");
    }
}
