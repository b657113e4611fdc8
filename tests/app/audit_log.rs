//! The journal as a page: filtered by who, what, on what, when, from where and how it ended; pages,
//! files, and what somebody with tags sees of it (S35, S106, S108).

use std::time::Duration;

use countersign::domain::customers::sessions::{self, NewSession};
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::CustomerId;
use sea_orm::ConnectionTrait;

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::scope::{IDA, JON, three, tina};
use crate::support::TestApp;
use crate::support::app::NOW;
use crate::support::page::Page;

/// The sentences of a page.
fn told(page: &Page) -> Vec<String> {
    assert_eq!(page.status, 200, "{}", page.text());
    page.all("#entries .told-sentence")
}

/// Ada makes Maria, changes her a day later from another address; Sam is refused the staff.
async fn a_day(app: &TestApp) -> Clerk {
    let ada = Clerk::hired(app).await;
    let maria = ada.customer(&[("country", "DE")]).await;
    crate::requests::deposit(app, maria, "100").await;
    app.app.clock.advance(Duration::from_secs(24 * 3600));
    let sam = app.member_of(GroupKey::Support).await.at([10, 1, 2, 3]);
    assert_eq!(sam.get("/staff").await.status, 403);
    let page = sam.get("/requests/1").await;
    let token = page.value("csrf_token");
    let colored = sam
        .post(
            "/requests/1/comments",
            &[("csrf_token", &token), ("body", "Looks fine")],
        )
        .await;
    assert_eq!(colored.status, 303, "{}", colored.text());
    app.app.clock.advance(Duration::from_secs(60));
    let ada = Clerk::of(app.sign_in("administrators").await).await;
    let changed = ada.update(maria, "1", &[("country", "AT")]).await;
    assert_eq!(changed.status, 303);
    ada
}

on_both_engines! {
    /// Without the permission to see staff, a list of all their names is none of one's business.
    async fn who_sees_no_staff_chooses_from_the_names_on_the_page(app) {
        let ada = a_day(&app).await;
        let zoe = app.hire("zoe", GroupKey::Support).await;
        let blind = "DELETE FROM staff_group_permissions WHERE permission = 'staff.view' AND group_id IN \
            (SELECT id FROM staff_groups WHERE key = 'auditor')";
        app.app.db.write().execute_unprepared(blind).await.expect("no sight");
        let reader = app.member_of(GroupKey::Auditor).await;
        let offered = |page: &Page| page.all("select#actor option");
        let path = format!("/audit-log?actor={zoe}");
        assert!(offered(&ada.browser.get("/audit-log").await).contains(&"zoe".to_owned()));
        let page = reader.get("/audit-log").await;
        let names = offered(&page)[3..].to_vec();
        assert_eq!(names, ["administrators", "auditor", "support"], "whom the page names, and oneself");
        let page = reader.get(&path).await;
        assert_eq!(page.status, 200);
        assert!(!page.markup().contains("zoe"), "not by trying numbers either");
        assert_eq!(page.attributes("select#actor option[selected]", "value"), [zoe.to_string()]);
    }

    async fn the_journal_is_a_page_of_sentences_with_what_changed(app) {
        let ada = a_day(&app).await;
        let page = ada.browser.get("/audit-log").await;
        let sentences = told(&page);
        assert_eq!(sentences[0], "administrators changed the customer Maria");
        assert!(sentences.iter().any(|one| one == "support was refused GET /staff Refused"), "{sentences:?}");
        let first = page.find("#entries > li").expect("an entry");
        for words in ["Germany", "Austria", "127.0.0.1", "Administrators", "Session"] {
            assert!(first.contains(words), "{words} in {first}");
        }
        let links = page.attributes("#entries > li:first-child a", "href");
        for link in ["/customers/1", "/audit-log?subject=customer%3A1", "/audit-log?actor=1", "/audit-log?ip=127%2E0%2E0%2E1"] {
            assert!(links.iter().any(|one| one == link), "{link} in {links:?}");
        }
        for link in links {
            assert_eq!(ada.browser.get(&link).await.status, 200, "{link}");
        }
        assert!(ada.browser.get("/").await.attributes("nav a", "href").contains(&"/audit-log".to_owned()));
    }

    async fn each_filter_finds_exactly_its_entries(app) {
        let ada = a_day(&app).await;
        let created = "administrators created the customer Maria";
        let changed = "administrators changed the customer Maria";
        let commented = "support commented on the request #1";
        let refused = "support was refused GET /staff Refused";
        let ways_in = ["administrators signed in", "support signed in", "administrators signed in"];
        let id = ada.browser.get("/audit-log?outcome=refused").await
            .find("#entries .audit-facts a[href*='request_id'] bdi").expect("a request id");
        let by_request = format!("request_id={id}");
        for (query, expected) in [
            ("actor=2", vec![commented, refused, "support signed in"]),
            ("actor=commands&action=staff.created", vec![
                "The command “test” created the staff member support",
                "The command “test” created the staff member administrators",
            ]),
            ("action=customer.updated&action=customer.created", vec![changed, created]),
            ("action=staff.signed-in", ways_in.to_vec()),
            ("subject=customer:1", vec![changed, created]),
            ("subject=request:1", vec![commented]),
            ("customer=1", vec![changed, commented, created]),
            ("customer=1&to=2026-11-20", vec![created]),
            ("customer=1&from=2026-11-21", vec![changed, commented]),
            ("from=2026-11-22", vec![]),
            ("to=2026-11-19", vec![]),
            ("ip=10.1.2.3", vec![commented, refused]),
            ("ip=10.0.0.0/8", vec![commented, refused]),
            ("ip=10.2.0.0/16", vec![]),
            ("ip=::ffff:10.1.2.3&actor=2&outcome=done", vec![commented]),
            ("outcome=refused", vec![refused]),
            (by_request.as_str(), vec![refused]),
            ("actor=nobody", vec![]),
        ] {
            let page = ada.browser.get(&format!("/audit-log?{query}")).await;
            assert_eq!(told(&page), expected, "{query}");
            let chips = page.attributes(".chips a", "href");
            assert_eq!(chips.len(), query.matches('=').count(), "{query}");
            for chip in chips {
                assert_eq!(ada.browser.get(&chip).await.status, 200, "{chip}");
            }
        }
    }

    async fn an_unknown_filter_or_value_is_told_and_never_a_full_list(app) {
        let ada = app.administrator().await;
        for query in [
            "q=x", "actor=0", "actor=me", "action=staff.nothing", "subject=customer", "subject=planet:7",
            "subject=customer:0", "customer=x", "from=yesterday", "to=2026-13-01", "ip=300.1.1.1",
            "ip=10.0.0.0/33", "outcome=maybe", "per_page=26", "after=x", "before=1", "after=1-1&before=1-1",
            "actor=1&actor=2",
        ] {
            for path in ["/audit-log", "/audit-log/export.csv"] {
                // A file knows no places.
                if path.ends_with("csv") && ["per_page", "after", "before"].iter().any(|name| query.starts_with(name)) {
                    continue;
                }
                let page = ada.get(&format!("{path}?{query}")).await;
                assert_eq!(page.status, 422, "{path}?{query}");
            }
        }
        assert!(ada.get("/audit-log?ip=x").await.text().contains("neither an internet address nor a network"));
        assert_eq!(ada.get("/audit-log/addresses?ip=x").await.status, 422);
    }

    async fn pages_lead_forth_and_back_and_keep_the_filter(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        for version in 1..=55 {
            // Several within one moment, so that the number decides.
            if version % 3 == 0 {
                app.app.clock.advance(Duration::from_secs(1));
            }
            let said = (version % 2).to_string();
            assert_eq!(ada.update(maria, &version.to_string(), &[("discount", &said)]).await.status, 303);
        }
        let go = async |page: &Page, rel: &str| {
            let link = page.attributes(&format!(".pager a[rel={rel}]"), "href").pop();
            ada.browser.get(&link.expect("a link")).await
        };
        let ids = |page: &Page| page.all("#entries a[href*='request_id']");
        let first = ada.browser.get("/audit-log?customer=1").await;
        let second = go(&first, "next").await;
        let third = go(&second, "next").await;
        assert_eq!([&first, &second, &third].map(|page| told(page).len()), [25, 25, 6]);
        assert!(!first.has(".pager a[rel=prev]") && !third.has(".pager a[rel=next]"));
        assert_eq!(ids(&go(&third, "prev").await), ids(&second));
        assert_eq!(ids(&go(&go(&third, "prev").await, "prev").await), ids(&first));
        let all: std::collections::BTreeSet<_> = [&first, &second, &third].iter().flat_map(|page| ids(page)).collect();
        assert_eq!(all.len(), 56, "none twice, none missing");
        let hundred = ada.browser.get("/audit-log?customer=1&per_page=100").await;
        assert_eq!(told(&hundred).len(), 56);
    }

    async fn a_file_has_exactly_the_filtered_journal_and_is_an_entry_itself(app) {
        let ada = a_day(&app).await;
        let file = ada.browser.get("/audit-log/export.csv?customer=1&per_page=25").await;
        assert_eq!(file.status, 200);
        let text = file.html();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4, "{text}");
        assert!(lines[0].contains("id,at,actor_kind") && lines[1].contains("customer.updated"), "{text}");
        let newest = ada.browser.get("/audit-log").await;
        assert_eq!(told(&newest)[0], "administrators exported the journal");
        assert!(newest.find("#entries > li").is_some_and(|entry| entry.contains("customer=1")));
        let book = ada.browser.get("/audit-log/export.xlsx").await;
        assert!(book.status == 200 && book.body.starts_with(b"PK"));
        // Five minutes after the password somebody has to prove again who they are (S12).
        app.app.clock.advance(Duration::from_secs(301));
        let late = ada.browser.get("/audit-log/export.csv").await;
        assert!(late.status == 303 && late.location().starts_with("/account/confirm"), "{}", late.location());
    }

    async fn s35_somebody_with_tags_sees_their_customers_and_their_own_acts(app) {
        let ada = three(&app).await;
        crate::requests::deposit(&app, JON, "5").await;
        let (id, tina) = tina(&app, &["vip"]).await;
        assert_eq!(ada.update(IDA, "1", &[("first_name", "Ida"), ("last_name", "Alike"), ("email", "ida@example.com"), ("tags", "vip")]).await.status, 303);
        let page = tina.browser.get("/audit-log?per_page=100").await;
        let sentences = told(&page).join("\n");
        assert!(sentences.contains("Ida Alike") && sentences.contains("signed in"), "{sentences}");
        assert!(!sentences.contains("Jon") && !sentences.contains("Kim"), "{sentences}");
        assert!(!sentences.contains("administrators signed in"), "{sentences}");
        for path in ["subject=customer:2", "customer=2", "subject=staff:1"] {
            assert_eq!(told(&tina.browser.get(&format!("/audit-log?{path}")).await).len(), 0, "{path}");
        }
        let own = format!("/audit-log?actor={id}");
        assert!(!told(&tina.browser.get(&own).await).is_empty());
    }

    async fn sign_ins_are_found_by_address_and_network(app) {
        let ada = three(&app).await;
        for (customer, reference, ip) in [(1, "a", "10.9.8.7"), (2, "b", "10.9.8.7"), (3, "c", "2001:db8::7"), (1, "d", "odd")] {
            let new = NewSession {
                reference: reference.to_owned(), ip: Some(ip.to_owned()), user_agent: None, at: NOW,
            };
            sessions::started(&app.app.db, CustomerId(customer), new).await.expect("a session");
        }
        app.hire("max", GroupKey::Auditor).await;
        let door = app.stranger().at([10, 9, 0, 1]);
        crate::sign_in::try_as(&door, "max@example.com", "wrong").await;
        let page = ada.browser.get("/audit-log/addresses").await;
        assert!(page.status == 200 && !page.has("#staff-title"));
        for (ip, staff, customers) in [
            ("10.9.8.7", 0, vec!["Jon Alike", "Ida Alike"]),
            ("10.9.0.0/16", 1, vec!["Jon Alike", "Ida Alike"]),
            ("2001:db8::/32", 0, vec!["Kim Alike"]),
            ("10.9.0.1", 1, vec![]),
            ("::/0", 2, vec!["Kim Alike", "Jon Alike", "Ida Alike"]),
        ] {
            let page = ada.browser.get(&format!("/audit-log/addresses?ip={ip}")).await;
            assert_eq!(page.all(".told-sentence").len(), staff, "{ip}: {}", page.text());
            assert_eq!(page.all("#customer-sessions th[scope=row]"), customers, "{ip}");
        }
        // Who may not see customer sessions gets the staff alone.
        let revoke = "DELETE FROM staff_group_permissions WHERE permission = 'customer-sessions.view'";
        allow(&app, revoke).await;
        let page = ada.browser.get("/audit-log/addresses?ip=10.9.8.7").await;
        assert!(page.has("#staff-title") && !page.has("#customers-title"));
    }

    async fn s108_no_route_changes_the_journal(app) {
        let ada = app.administrator().await;
        for path in ["/audit-log", "/audit-log/addresses", "/audit-log/export.csv"] {
            for method in ["POST", "PUT", "PATCH", "DELETE"] {
                let method = method.parse().expect("a method");
                assert_eq!(ada.send(method, path, None, Vec::new()).await.status, 405, "{path}");
            }
        }
        assert!(crate::access::routes().iter().all(|(method, path)| !path.contains("audit-log") || method == "GET"));
    }
}

/// Changes what groups may do behind the program's back.
async fn allow(app: &TestApp, sql: &str) {
    use sea_orm::ConnectionTrait;
    app.app
        .db
        .write()
        .execute_unprepared(sql)
        .await
        .expect("a change");
}
