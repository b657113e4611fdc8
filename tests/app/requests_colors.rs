//! The colour of a customer, which marks all their requests that have none of their own; and that
//! nobody works on requests of customers they may not see.

use countersign::domain::customers::customer;
use countersign::domain::journal::entry::Subject;
use countersign::domain::journal::reading;
use countersign::domain::ledger::account::AccountKind;
use countersign::domain::requests::payload::Payload;
use countersign::domain::requests::status::RequestStatus;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::scope;
use countersign::domain::values::ids::{CustomerId, TagId};
use sea_orm::EntityTrait;

use crate::audits::{asked, audited, tamper, verdict, withdrawal};
use crate::customers::Clerk;
use crate::ledger::opened;
use crate::on_both_engines;
use crate::requests::{deposit, resolve};
use crate::requests_decide::sam;
use crate::support::TestApp;

async fn color(app: &TestApp, id: CustomerId) -> Option<String> {
    let found = customer::Entity::find_by_id(id)
        .one(app.app.db.read())
        .await;
    found.expect("a look").expect("a customer").request_color
}

on_both_engines! {
    async fn a_customers_colour_marks_requests_without_one_of_their_own(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let (one, other) = (deposit(&app, maria, "1").await, deposit(&app, maria, "2").await);
        let sam = sam(&app).await;
        let path = format!("/requests/{one}");
        let page = sam.browser.get(&path).await;
        assert!(page.find(".request-options .form-note").is_some_and(|said| said == "Neither this request nor its customer has a colour."));
        assert_eq!(page.all("#customer_color-form button").len(), 8);
        let form = page.form_at("#own-customer_color-form").set("color", " #2F9E44 ");
        let done = form.submit().await;
        assert_eq!((done.status, done.location()), (303, path.clone()), "back to where it was chosen");
        let page = done.follow().await;
        assert_eq!(page.flash(), "The customer’s colour has been saved.");
        assert_eq!(page.find(".request-options .form-note").as_deref(), Some("Green Lists show the customer’s colour, because this request has none of its own."));
        assert_eq!(page.find("#customer_color-form [aria-pressed=true]").as_deref(), Some("Green"));
        assert!(!page.has("#color-form [aria-pressed=true]"));
        assert_eq!(sam.post(&format!("{path}/color"), &[("color", "#e03131")]).await.status, 303);
        let page = sam.browser.get(&path).await;
        assert_eq!(page.find(".request-options .form-note").as_deref(), Some("Red Lists show this request’s own colour."));
        let list = sam.browser.get("/requests?sort=id").await;
        assert_eq!(list.all("tbody .request-color"), ["Red", "Green"]);
        assert_eq!(sam.browser.get("/requests?color=%232f9e44").await.all("tbody tr").len(), 1);

        resolve(&app, other, RequestStatus::Approved).await;
        let decided = sam.browser.get(&format!("/requests/{other}")).await;
        assert!(!decided.has("#color-form"), "its own stays");
        let done = decided.form_at("#no-customer_color-form").submit().await;
        assert_eq!((done.status, done.location()), (303, format!("/requests/{other}")));
        assert_eq!(color(&app, maria).await, None);
        let told = reading::since(app.app.db.read(), Subject::Customer(maria), None, 9).await.expect("entries");
        let changes: Vec<_> = told[..2].iter().flat_map(|one| one.changes()).map(|one| (one.before, one.after)).collect();
        let green = || Some("#2f9e44".to_owned());
        assert_eq!(changes, [(green(), None), (None, green())]);
        let history = ada.browser.get(&format!("/customers/{maria}/history")).await;
        assert_eq!(history.find(".told-sentence").as_deref(), Some("support changed the colour of the requests of Maria"));
        assert_eq!(history.find(".diff div").as_deref(), Some("Colour of the requests before: Green now: empty"));
    }

    async fn a_customers_colour_is_chosen_on_their_requests_tab(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let tab = format!("/customers/{maria}/requests");
        let path = format!("/customers/{maria}/request-color");
        for (typed, kept) in [("#3b82f6", Some("#3b82f6")), ("#ABCDEF", Some("#abcdef")), ("#abcdef", Some("#abcdef")), (" ", None)] {
            let form = ada.browser.get(&tab).await.form_at("#own-customer_color-form");
            let done = form.set("color", typed).submit().await;
            assert_eq!((done.status, done.location()), (303, tab.clone()), "{typed:?}");
            assert_eq!(color(&app, maria).await.as_deref(), kept, "{typed:?}");
        }
        let id = deposit(&app, maria, "1").await.to_string();
        for typed in ["red", "#12345", "#1234567", "#12345g", "123456"] {
            let words = "Colour: enter # and six hexadecimal digits, such as #1f77b4";
            let answer = ada.post(&path, &[("color", typed)]).await;
            assert_eq!((answer.status, answer.value_of("#customer_color").as_str()), (422, typed));
            assert_eq!((answer.errors(), answer.heading()), (vec![words.to_owned()], "Maria".to_owned()));
            let answer = ada.post(&path, &[("color", typed), ("request", &id)]).await;
            assert_eq!((answer.status, answer.value_of("#customer_color").as_str()), (422, typed));
            assert_eq!(answer.find("#customer_color-error").as_deref(), Some(words));
            assert_eq!(answer.value_of("#color"), "", "the other form is as it was");
        }
        assert_eq!(ada.post(&path, &[("color", ""), ("x", "y")]).await.status, 400);
        assert_eq!(ada.post("/customers/99/request-color", &[("color", "")]).await.status, 404);
        let told = reading::since(app.app.db.read(), Subject::Customer(maria), None, 9).await.expect("entries");
        assert_eq!(told.iter().filter(|one| one.action == "customer.colored").count(), 3);
        let auditor = app.member_of(GroupKey::Auditor).await;
        assert!(!auditor.get(&tab).await.has(".request-options"));
    }

    async fn who_sees_only_some_customers_works_on_theirs_alone(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[("tags", "vip")]).await;
        let zoe = ada.customer(&[("email", "zoe@example.com")]).await;
        let theirs = opened(&app, zoe, AccountKind::Personal, ("7", "EUR")).await;
        let own = opened(&app, maria, AccountKind::Personal, ("9", "EUR")).await;
        let hidden = asked(&app, zoe, theirs, withdrawal()).await;
        let shared = asked(&app, maria, own, Payload::Transfer { to: theirs, rate: None }).await;
        let max = app.hire("max", GroupKey::Support).await;
        let sent = [("body", "x"), ("version", "1")];
        let max_signs_in = async || Clerk::of(app.sign_in("max").await).await;
        let max_works = max_signs_in().await;
        assert_eq!(max_works.post(&format!("/requests/{hidden}/comments"), &sent[..1]).await.status, 303);
        scope::allow(app.app.db.write(), max, &[TagId(1)]).await.expect("a scope");
        for (path, fields) in [
            (format!("/requests/{hidden}/audit"), vec![]),
            (format!("/requests/{hidden}/comments"), vec![("body", "x")]),
            (format!("/requests/{hidden}/comments/1"), sent.to_vec()),
            (format!("/requests/{hidden}/color"), vec![("color", "#e03131")]),
            (format!("/requests/{hidden}/amount"), vec![("amount", "1"), ("version", "1")]),
            (format!("/customers/{zoe}/request-color"), vec![("color", "#e03131")]),
        ] {
            assert_eq!(max_works.post(&path, &fields).await.status, 404, "{path}");
        }
        assert_eq!(max_works.browser.get(&format!("/requests/{hidden}/comments/1")).await.status, 404);
        assert_eq!(color(&app, zoe).await, None);

        tamper(&app, theirs, "8").await;
        let page = audited(&max_works, shared).await;
        assert_eq!((verdict(&page).as_str(), page.all(".audit-result h3").len()), ("One discrepancy", 1));
        let all = audited(&ada, shared).await;
        assert_eq!((verdict(&all).as_str(), all.all("#audit > div > .audit-result h3").len()), ("One discrepancy", 2));
        let page = max_works.browser.get(&format!("/requests/{shared}")).await;
        let shown = page.all(".audit-result").concat();
        assert!(shown.contains("P-000001, of a customer whom you do not see"), "{shown}");
        assert_eq!(page.all(".audit-result h3").len(), 2, "one account in each");
        assert_eq!(max_works.post(&format!("/customers/{maria}/request-color"), &[("color", "#e03131")]).await.status, 303);
    }
}
