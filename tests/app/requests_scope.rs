//! Whose requests somebody sees: what is outside their tags is, for them, not there.

use chrono_tz::Tz;
use countersign::domain::customers::search::Count;
use countersign::domain::customers::tags;
use countersign::domain::ledger::account::AccountKind;
use countersign::domain::requests::comment;
use countersign::domain::requests::payload::Payload;
use countersign::domain::requests::search::{Asking, List, RequestFilter, Tallies, Whose};
use countersign::domain::requests::status::RequestStatus;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::scope;
use countersign::domain::values::ids::{AccountId, RequestId, StaffId};
use countersign::domain::values::scope::Scope;
use countersign::domain::values::sight::Sight;
use sea_orm::EntityTrait;

use crate::audits::{asked, audited, tamper, verdict};
use crate::customers::Clerk;
use crate::ledger::{archived, opened};
use crate::on_both_engines;
use crate::requests::{stored, submit};
use crate::requests_decide::submitted;
use crate::requests_list::{nine, numbers};
use crate::support::TestApp;
use crate::support::app::NOW;

/// Limits somebody to customers with these tags, which are made where missing.
pub async fn limit(app: &TestApp, who: StaffId, names: &[&str]) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let db = app.app.db.write();
    let tags = match names.is_empty() {
        true => Vec::new(),
        false => tags::ids_of(db, &names).await.expect("tags"),
    };
    scope::allow(db, who, &tags).await.expect("a scope");
}

/// Sam of support, who sees the customers with these tags.
pub async fn sam(app: &TestApp, tags: &[&str]) -> (StaffId, Clerk) {
    let id = app.hire("sam", GroupKey::Support).await;
    limit(app, id, tags).await;
    (id, Clerk::of(app.sign_in("sam").await).await)
}

/// Of the other side's account Sam learns whether its balance is explained, and no figure: neither
/// from Ada's audit nor from his own.
async fn discrepancies_are_told_without_figures(
    app: &TestApp,
    ada: &Clerk,
    sam: &Clerk,
    (id, to): (RequestId, AccountId),
) {
    for (balance, off) in [("4322", true), ("4321", false)] {
        tamper(app, to, balance).await;
        for auditor in [ada, sam] {
            let own = audited(auditor, id).await;
            let page = sam.browser.get(&format!("/requests/{id}")).await;
            assert_eq!(verdict(&page), verdict(&own), "all read the same");
            assert_eq!(verdict(&page) == "All OK", !off);
            assert_eq!(page.has("#audit-warning"), off);
            let result = page.find("#audit .audit-result").expect("a result");
            let said = match off {
                true => "P-000002, of a customer whom you do not see: its balance is not explained",
                false => "P-000002, of a customer whom you do not see: its balance is explained",
            };
            assert!(
                result.contains(said) && !result.contains("4,32"),
                "{result}"
            );
        }
    }
}

async fn tabs(clerk: &Clerk, query: &str) -> Vec<String> {
    let page = clerk.browser.get(&format!("/requests?{query}")).await;
    page.all(".request-tabs li")
}

on_both_engines! {
    async fn sam_lists_counts_and_finds_what_is_of_his_customers(app) {
        nine(&app).await;
        let (_, sam) = sam(&app, &["vip"]).await;
        for (query, expected) in [
            ("", vec![6, 7, 9]), ("status=all", vec![9, 8, 7, 6, 5]),
            ("status=all&sort=amount", vec![7, 9, 8, 6, 5]),
            ("q=1", vec![]), ("q=6", vec![6]), ("q=curie", vec![]), ("q=omar", vec![6, 7, 9]),
            ("email=maria@example.com", vec![]), ("email=omar@", vec![6, 7, 9]),
            ("customer=1", vec![]), ("customer=2", vec![6, 7, 9]),
            ("customer=1&q=curie", vec![]), ("type=deposit&status=all", vec![8, 5]),
            ("amount_min=1&status=all", vec![8, 6, 5]), ("assignee=none", vec![6, 7, 9]),
        ] {
            assert_eq!(numbers(&sam, query).await, expected, "{query}");
        }
        let all = ["Open 3", "New 2", "Pending 1", "In progress 0", "Approved 1", "Rejected 1", "All 5"];
        assert_eq!(tabs(&sam, "").await, all);
        let none = ["Open 0", "New 0", "Pending 0", "In progress 0", "Approved 0", "Rejected 0", "All 0"];
        assert_eq!(tabs(&sam, "customer=1").await, none);
        assert_eq!(tabs(&sam, "q=2&status=all").await, none);
    }

    async fn a_request_outside_is_answered_as_one_that_is_not_there(app) {
        nine(&app).await;
        let (_, sam) = sam(&app, &["vip"]).await;
        assert_eq!(sam.browser.get("/requests/6").await.status, 200);
        for id in [1, 99] {
            let path = format!("/requests/{id}");
            assert_eq!(sam.browser.get(&path).await.status, 404, "{id}");
            let rejection = [
                ("resolution_type", "1"), ("resolution", "2"), ("verification_code", "1"),
                ("version", "1"),
            ];
            assert_eq!(sam.browser.get(&format!("{path}/reject")).await.status, 404, "{id}");
            let decisions: [(&str, &[(&str, &str)]); 5] = [
                ("reject", &rejection), ("approve", &[("version", "1")]),
                ("comments", &[("body", "hello")]), ("color", &[("color", "#e03131")]),
                ("amount", &[("amount", "1"), ("version", "1")]),
            ];
            for (verb, fields) in decisions {
                let answer = sam.post(&format!("{path}/{verb}"), fields).await;
                assert_eq!(answer.status, 404, "{verb} {id}");
            }
        }
        let row = stored(&app, RequestId(1)).await;
        assert_eq!((row.version, row.status, row.color), (1, RequestStatus::New, None));
        let comments = comment::Entity::find().all(app.app.db.read()).await.expect("comments");
        assert!(comments.is_empty());
        for (customer, status) in [(1, 404), (2, 200), (99, 404)] {
            let tab = sam.browser.get(&format!("/customers/{customer}/requests")).await;
            assert_eq!(tab.status, status, "{customer}");
        }
    }

    async fn who_is_limited_by_nothing_sees_all_and_a_change_holds_at_once(app) {
        nine(&app).await;
        let (id, sam) = sam(&app, &[]).await;
        assert_eq!(numbers(&sam, "").await, [1, 2, 3, 6, 7, 9]);
        limit(&app, id, &["vip"]).await;
        assert_eq!(numbers(&sam, "").await, [6, 7, 9]);
        assert_eq!(sam.browser.get("/requests/1").await.status, 404);
        limit(&app, id, &["nobody has this"]).await;
        assert_eq!(numbers(&sam, "status=all").await, [0; 0]);
        assert_eq!(sam.browser.get("/requests/6").await.status, 404);
        limit(&app, id, &[]).await;
        assert_eq!(sam.browser.get("/requests/1").await.status, 200);
    }

    async fn of_two_tags_either_will_do_and_both_count_once(app) {
        let ada = nine(&app).await;
        let said = [("email", "ida@example.com"), ("tags", "vip, wholesale")];
        let ida = ada.customer(&said).await;
        submit(&app, NOW, ida, Payload::Archive {}, None).await;
        let (id, sam) = sam(&app, &["vip", "wholesale"]).await;
        assert_eq!(numbers(&sam, "").await, [6, 7, 9, 10]);
        assert_eq!(tabs(&sam, "").await[0], "Open 4");
        limit(&app, id, &["wholesale"]).await;
        assert_eq!(numbers(&sam, "").await, [10]);
    }

    async fn few_customers_and_many_give_the_same_list(app) {
        nine(&app).await;
        let (id, _) = sam(&app, &["vip"]).await;
        let tags = tags::ids_of(app.app.db.write(), &["vip".to_owned()]).await.expect("tags");
        let scope = Scope::of(tags);
        let asking = Asking { me: id, zone: Tz::UTC, now: NOW, scope, sight: Sight::Clear };
        for query in ["status=all", "status=all&sort=-amount", "type=deposit&status=all", "created_from=2026-11-17"] {
            let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
            let filter = RequestFilter::parse(&pairs).expect("a filter");
            let mut seen = Vec::new();
            for whose in [Whose::Carriers, Whose::Anybody] {
                let asked = (filter.clone(), asking.clone());
                let list = List::of(&app.app.db, &Tallies::default(), asked, whose).await.expect("a list");
                let lines = list.lines(&app.app.db, 100).await.expect("lines");
                let numbers: Vec<i64> = lines.iter().map(|line| line.id.0).collect();
                let counts = RequestStatus::ALL.map(|status| list.counts.of(&[status]));
                seen.push((numbers, counts));
            }
            assert_eq!(seen[0], seen[1], "{query}");
            assert!(!seen[0].0.is_empty() && seen[0].0.iter().all(|number| *number > 4), "{query}");
            let rejected = Count { figure: 1, more: false };
            assert!(query != "status=all" || seen[1].1[4] == rejected);
        }
    }

    async fn of_an_account_outside_that_takes_nothing_sam_does_not_learn_why(app) {
        let ada = Clerk::hired(&app).await;
        let omar = ada.customer(&[("first_name", "Omar"), ("tags", "vip")]).await;
        let other = ada.customer(&[("email", "h@example.com")]).await;
        let from = opened(&app, omar, AccountKind::Trade, ("100", "EUR")).await;
        let (_, sam) = sam(&app, &["vip"]).await;
        let usd = opened(&app, other, AccountKind::Trade, ("0", "USD")).await;
        let demo = opened(&app, other, AccountKind::Demo, ("0", "EUR")).await;
        let gone = opened(&app, other, AccountKind::Trade, ("0", "EUR")).await;
        archived(&app, gone).await.expect("archived");
        for to in [usd, demo, gone] {
            let transfer = Payload::Transfer { to, rate: None };
            let id = asked(&app, omar, from, transfer).await;
            let path = format!("/requests/{id}/approve");
            let [his, hers] = [sam.post(&path, &[("version", "1")]).await, ada.post(&path, &[("version", "1")]).await];
            assert_eq!((his.status, hers.status), (422, 422));
            let [his, hers] = [his, hers].map(|page| page.find("#decide").unwrap_or_default());
            assert!(his.contains("cannot receive this transfer."), "{his}");
            assert!(!hers.contains("cannot receive this transfer."), "{hers}");
        }
    }

    async fn of_an_account_outside_sam_reads_nothing_but_the_number(app) {
        let ada = Clerk::hired(&app).await;
        let omar = ada.customer(&[("first_name", "Omar"), ("tags", "vip")]).await;
        let said = [("first_name", "Hidden"), ("last_name", "Person"), ("email", "h@example.com")];
        let other = ada.customer(&said).await;
        let from = opened(&app, omar, AccountKind::Trade, ("100", "EUR")).await;
        let to = opened(&app, other, AccountKind::Personal, ("4321", "EUR")).await;
        let new = countersign::domain::requests::request::NewRequest {
            customer: omar,
            payload: Payload::Transfer { to, rate: None },
            account: Some(from),
            amount: Some("30".parse().expect("an amount")),
            currency: Some("EUR".parse().expect("a currency")),
        };
        let id = submitted(&app, new).await;
        let (_, sam) = sam(&app, &["vip"]).await;
        let path = format!("/requests/{id}");
        let number = "P-000002";
        for decided in [false, true] {
            let page = sam.browser.get(&path).await;
            let text = page.text();
            assert!(text.contains(number) && page.has("[data-hidden-account]"), "{text}");
            for secret in ["Hidden", "Person", "4,321", "4321", "4,351", "4351"] {
                assert!(!text.contains(secret), "{secret}: {text}");
            }
            let all = ada.browser.get(&path).await;
            let balance = if decided { "4,351" } else { "4,321" };
            assert!(all.text().contains("Hidden Person") && all.text().contains(balance));
            if !decided {
                discrepancies_are_told_without_figures(&app, &ada, &sam, (id, to)).await;
                let answer = sam.post(&format!("{path}/approve"), &[("version", "1")]).await;
                assert_eq!(answer.status, 303, "{}", answer.text());
            }
        }
    }
}
