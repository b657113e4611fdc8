//! Whose customers somebody sees: outside of their tags there is nothing at all (S35 to S37).

use countersign::domain::customers::sessions::{self, NewSession};
use countersign::domain::customers::tags;
use countersign::domain::outbox::mail::NewMail;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::scope::allow;
use countersign::domain::values::ids::{CustomerId, StaffId};
use countersign::domain::verification::step::Step;

use crate::access::routes;
use crate::customers::Clerk;
use crate::mails::{enqueue, to_maria};
use crate::on_both_engines;
use crate::requests::deposit;
use crate::support::app::NOW;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};
use crate::verification_review::{handed_in, submitted};

/// Ida is Tina's, Jon is somebody else's, Kim is nobody's.
pub const IDA: CustomerId = CustomerId(1);
pub const JON: CustomerId = CustomerId(2);
pub const KIM: CustomerId = CustomerId(3);

/// Makes these the tags of a member.
pub async fn limit(app: &TestApp, staff: StaffId, names: &[&str]) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let txn = app.app.db.begin().await.expect("a transaction");
    let ids = match names.is_empty() {
        true => Vec::new(),
        false => tags::ids_of(&txn, &names).await.expect("tags"),
    };
    allow(&txn, staff, &ids).await.expect("a scope");
    txn.commit().await.expect("a commit");
}

/// Three customers with the same of everything: a paper, a session, a mail, a step that waits.
pub async fn three(app: &TestApp) -> Clerk {
    let ada = Clerk::hired(app).await;
    for (name, tags) in [("Ida", "vip, new"), ("Jon", "gold"), ("Kim", "")] {
        let email = format!("{}@example.com", name.to_lowercase());
        let said = [
            ("first_name", name),
            ("last_name", "Alike"),
            ("email", email.as_str()),
            ("tags", tags),
            ("phone", "+4930901820"),
            ("birth_date", "1990-12-31"),
            ("document_number", "L01X00T47"),
        ];
        let id = handed_in(app, &ada, &said, &[Step::Document]).await;
        submitted(app, id, Step::Email).await;
        let new = NewSession {
            reference: format!("session of {name}"),
            ip: None,
            user_agent: None,
            at: NOW,
        };
        sessions::started(&app.app.db, id, new)
            .await
            .expect("a session");
        let mail = NewMail {
            customer: Some(id),
            request: None,
            subject: format!("To {name}"),
            to_address: email.parse().expect("an address"),
            ..to_maria()
        };
        enqueue(app, mail).await;
    }
    ada
}

/// Tina, who may do everything to customers with these tags.
pub async fn tina(app: &TestApp, tags: &[&str]) -> (StaffId, Clerk) {
    let id = app.hire("tina", GroupKey::Administrators).await;
    limit(app, id, tags).await;
    (id, Clerk::of(app.sign_in("tina").await).await)
}

/// What a page says, without the number of the request.
fn words(page: &Page) -> String {
    page.html()
        .replace(&page.header("x-request-id"), "")
        .lines()
        .filter(|line| !line.contains("csrf_token"))
        .collect()
}

async fn drive(clerk: &Clerk, method: &str, path: &str) -> Page {
    if method == "GET" {
        return clerk.browser.get(path).await;
    }
    let plain = [
        "/sessions/",
        "/mail-log",
        "/request-color",
        "/reveal",
        "/hide",
    ];
    let decided = ["/approve", "/reject", "/amount"];
    let versioned = match path.starts_with("/requests/") {
        true => decided.iter().any(|part| path.ends_with(part)),
        false => !plain.iter().any(|part| path.contains(part)),
    };
    let version = [("version", "1")];
    clerk.post(path, &version[..usize::from(versioned)]).await
}

/// The routes to one customer, or to what hangs on one.
fn sweep() -> Vec<(String, String)> {
    let of_customers = [
        "/customers/{id}",
        "/documents/{id}",
        "/mail-log/{id}",
        "/requests/{id}",
    ];
    let swept = routes().into_iter().filter(|(_, path)| {
        let under = |prefix: &&str| path.starts_with(*prefix);
        of_customers.iter().any(under)
    });
    swept.collect()
}

on_both_engines! {
    async fn outside_of_the_tags_every_address_answers_as_if_nothing_were_there(app) {
        three(&app).await;
        for customer in [IDA, JON, KIM] {
            deposit(&app, customer, "100").await;
        }
        let (_, tina) = tina(&app, &["vip"]).await;
        let routes = sweep();
        assert!(routes.len() >= 32, "{routes:?}");
        for (method, route) in routes {
            // Customers, papers, sessions, mails and requests are numbered alike: 1 is Ida's, 2 and
            // 3 not.
            let at = |id: &str| {
                let path = route.replace("{id}", id).replace("{sid}", id);
                path.replace("{step}", "email").replace("{comment}", "1")
            };
            let absent = drive(&tina, &method, &at("999")).await;
            assert_eq!(absent.status, 404, "{method} {route}");
            for outside in ["2", "3"] {
                let answer = drive(&tina, &method, &at(outside)).await;
                assert_eq!(answer.status, 404, "{method} {route} of {outside}");
                let same = words(&answer).replace(&at(outside), "") == words(&absent).replace(&at("999"), "");
                assert!(same, "{method} {route}: {}\n{}", words(&answer), words(&absent));
            }
            let inside = drive(&tina, &method, &at("1")).await;
            if route.contains("{comment}") {
                assert_eq!(inside.status, 404, "nobody has commented");
            } else if method == "GET" {
                assert_eq!(inside.status, 200, "{route}: {}", inside.text());
            } else {
                let done = [200, 204, 303, 409, 422];
                assert!(done.contains(&inside.status), "{route}: {}", inside.status);
            }
        }
    }

    async fn a_session_is_looked_for_at_its_own_customer(app) {
        three(&app).await;
        let (_, tina) = tina(&app, &["vip"]).await;
        // Ida's address does not lead to Jon's session.
        for path in ["/customers/1/sessions/2/revoke", "/customers/2/sessions/1/revoke"] {
            assert_eq!(tina.post(path, &[]).await.status, 404, "{path}");
        }
        let ada = app.sign_in("administrators").await;
        let page = ada.get("/customers/2/sessions").await;
        assert!(page.has("form[action*='/sessions/2/revoke']"), "it is still open");
    }

    async fn tags_hold_from_the_very_next_request_on(app) {
        let ada = three(&app).await;
        let (id, tina) = tina(&app, &["vip"]).await;
        let sees = async |browser: &Browser| {
            let mut seen = Vec::new();
            for customer in [IDA, JON, KIM] {
                let page = browser.get(&format!("/customers/{customer}")).await;
                seen.extend((page.status == 200).then_some(customer));
            }
            seen
        };
        assert_eq!(sees(&tina.browser).await, [IDA]);
        limit(&app, id, &["gold"]).await;
        assert_eq!(sees(&tina.browser).await, [JON]);
        limit(&app, id, &["gold", "vip"]).await;
        assert_eq!(sees(&tina.browser).await, [IDA, JON]);
        limit(&app, id, &["nobody carries this"]).await;
        assert_eq!(sees(&tina.browser).await, []);
        limit(&app, id, &[]).await;
        assert_eq!(sees(&tina.browser).await, [IDA, JON, KIM], "no tags, no limit");
        // And the other way round: the tags of the customer.
        limit(&app, id, &["vip"]).await;
        let form = ada.editing(KIM).await.set("tags", "vip");
        assert_eq!(form.submit().await.status, 303);
        assert_eq!(sees(&tina.browser).await, [IDA, KIM]);
    }
}
