//! What a request's page says to who decides: that it is final, what arrives and what is missing,
//! what has changed since, and whether the customer was told.

use countersign::domain::customers::customer;
use countersign::domain::ledger::account::AccountKind;
use countersign::domain::outbox::mail::{self, MailState};
use countersign::domain::requests::payload::{Payload, Rate};
use countersign::domain::requests::request::{Column, NewRequest};
use countersign::domain::requests::status::RequestStatus;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::values::ids::{AccountId, CustomerId, RequestId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bell::without_requests;
use crate::customers::Clerk;
use crate::ledger::opened;
use crate::on_both_engines;
use crate::requests::{deposit, resolve, set, submit};
use crate::requests_decide::{asked, matter, page, sam, submitted};
use crate::requests_list::nine;
use crate::support::TestApp;
use crate::support::app::NOW;
use crate::support::page::Page;
use crate::verification_review::mails;

/// A customer asks for an amount in euro to move from an account.
async fn moving(
    app: &TestApp,
    customer: CustomerId,
    (account, amount): (AccountId, &str),
    payload: Payload,
) -> RequestId {
    let new = NewRequest {
        customer,
        payload,
        account: Some(account),
        amount: Some(amount.parse().expect("an amount")),
        currency: Some("EUR".parse().expect("a currency")),
    };
    submitted(app, new).await
}

fn facts(page: &Page) -> String {
    page.all(".request-main .facts > div").join("\n")
}

/// Whether the titles of failures stand before the page's own.
fn fails(page: &Page) -> bool {
    page.title().starts_with("Error: ")
}

on_both_engines! {
    async fn who_approves_reads_that_it_is_final_and_what_of_it_is_missing(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let from = opened(&app, maria, AccountKind::Trade, ("100", "EUR")).await;
        let to = opened(&app, maria, AccountKind::Trade, ("0", "USD")).await;
        let rate = Some(Rate("1.0853".parse().expect("a rate")));
        let enough = moving(&app, maria, (from, "100"), Payload::Transfer { to, rate }).await;
        let shown = page(&ada, enough).await;
        assert_eq!(shown.find("#decide-final").as_deref(), Some("An approval is final, and the customer is told at once."));
        assert_eq!(shown.all(".request-account h2"), ["From account T-000001", "To account T-000002"]);
        let said = facts(&shown);
        assert!(said.contains("Exchange rate 1.0853") && said.contains("Arrives there 108.53 USD"), "{said}");
        assert!(!shown.has("#short-warning"));
        let rate = Some(Rate("2".parse().expect("a rate")));
        let euro = opened(&app, maria, AccountKind::Trade, ("0", "EUR")).await;
        let same = moving(&app, maria, (from, "7"), Payload::Transfer { to: euro, rate }).await;
        assert!(facts(&page(&ada, same).await).contains("Arrives there 7 EUR"), "no rate between the same");
        let withdrawal = Payload::Withdrawal { method: "card".into(), destination: "4111".into(), amount_editable: true };
        for (payload, amount, short) in [
            (withdrawal.clone(), "100", false), (withdrawal, "100.000000000000000001", true),
            (Payload::Investment { to: euro }, "101", true), (crate::requests::editable(true), "101", false),
        ] {
            let id = moving(&app, maria, (from, amount), payload).await;
            let shown = page(&ada, id).await;
            assert_eq!(shown.has("#short-warning"), short, "{id}: {amount}");
            assert!(!short || shown.find("#short-warning").is_some_and(|said| said.ends_with("Account T-000001")));
            resolve(&app, id, RequestStatus::Rejected).await;
            assert!(!page(&ada, id).await.has("#short-warning, #decide-final"), "{id} is decided");
        }
        assert!(!page(&ada, enough).await.has("#blocked-warning"));
        let block = ada.post(&format!("/customers/{maria}/block"), &[("reason", "Stolen card")]).await;
        assert_eq!(block.status, 303, "{}", block.text());
        assert!(page(&ada, enough).await.has("#blocked-warning"));
    }

    async fn a_change_is_told_of_while_it_is_one(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let share = || Payload::Partner { profit_share: "5".parse().expect("a share") };
        let name = || Payload::Profile { first_name: Some("Maria".into()), last_name: None, email: None, phone: None };
        let (share, name) = (asked(&app, maria, share()).await, asked(&app, maria, name()).await);
        assert_eq!(facts(&page(&ada, share).await), "Profit share today: 0 % → wanted: 5 %");
        assert_eq!(facts(&page(&ada, name).await), "First name Maria (unchanged)");
        for id in [share, name] {
            set(&app, id, Column::Status, RequestStatus::Approved).await;
            set(&app, id, Column::ResolvedAt, NOW).await;
        }
        let said = facts(&page(&ada, share).await);
        assert!(said.starts_with("Profit share 5 %\n") && !said.contains("0 %"), "{said}");
        assert!(facts(&page(&ada, name).await).starts_with("First name Maria\n"));
    }

    async fn who_approves_reads_what_of_the_verification_falls(app) {
        use customer::Column::{Address, VerifiedAddress, VerifiedDocument, VerifiedPhone};
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let mut verified = customer::Entity::update_many();
        for column in [VerifiedPhone, VerifiedDocument, VerifiedAddress] {
            verified = verified.col_expr(column, Expr::value(true));
        }
        let verified = verified.col_expr(Address, Expr::value("Here 1")).filter(customer::Column::Id.eq(maria));
        verified.exec(app.app.db.write()).await.expect("flags");
        let profile = |first_name: Option<&str>, phone: Option<&str>| Payload::Profile {
            first_name: first_name.map(Into::into), last_name: None, email: None, phone: phone.map(Into::into),
        };
        let moves = |address: &str| Payload::Address { address: address.to_owned() };
        for (payload, falls) in [
            (profile(Some("Marla"), Some("+49 30 901821")), Some("Phone, Document")),
            (profile(Some("Maria"), None), None),
            (moves("There 2"), Some("Address")),
            (moves("Here 1"), None),
        ] {
            let id = asked(&app, maria, payload).await;
            let said = facts(&page(&ada, id).await);
            let line = said.lines().find_map(|line| line.strip_prefix("No longer verified after that "));
            assert_eq!(line, falls, "{said}");
        }
    }

    async fn a_decided_request_says_what_became_of_its_letter(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let (sam, id) = (sam(&app).await, asked(&app, maria, matter()).await);
        assert!(!page(&sam, id).await.has(".request-letter"));
        let done = page(&sam, id).await.form_at("#decide form").submit().await.follow().await;
        assert_eq!(done.all(".request-letter"), ["Letter to the customer: Waiting"]);
        let mail = &mails(&app).await[0];
        assert_eq!(mail.request_id, Some(id));
        assert_eq!(done.attributes(".request-letter a", "href"), [format!("/mail-log/{}", mail.id)]);
        let letter = sam.browser.get(&format!("/mail-log/{}", mail.id)).await;
        assert_eq!(letter.attributes(".facts a", "href"), [format!("/customers/{maria}"), format!("/requests/{id}")]);
        let sent = mail::Entity::update_many()
            .col_expr(mail::Column::State, Expr::value(MailState::Sent))
            .col_expr(mail::Column::SentAt, Expr::value(NOW))
            .filter(mail::Column::Id.eq(mail.id));
        sent.exec(app.app.db.write()).await.expect("sent");
        let again = [("state", "sent")];
        assert_eq!(sam.post(&format!("/mail-log/{}/resend", mail.id), &again).await.status, 403);
        without_requests(&app).await;
        let cora = Clerk::of(app.member_of(GroupKey::Compliance).await).await;
        assert_eq!(cora.post(&format!("/mail-log/{}/resend", mail.id), &again).await.status, 303);
        let shown = page(&sam, id).await;
        let expected = ["Letter to the customer: Sent · 20 Nov 2026, 12:00", "Letter to the customer: Waiting"];
        assert_eq!(shown.all(".request-letter"), expected, "the copy, too");
        let letter = cora.browser.get(&format!("/mail-log/{}", mail.id)).await;
        assert!(letter.text().contains("Request no. 1") && !letter.has(&format!("a[href='/requests/{id}']")));
    }

    async fn a_decision_that_fails_says_so_in_the_title(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let (sam, id) = (sam(&app).await, asked(&app, maria, matter()).await);
        let shown = page(&sam, id).await;
        let form = shown.form_at("#decide form");
        assert!(!fails(&shown));
        let long = form.clone().set("comment", &"ä".repeat(2_001)).submit().await;
        assert!(long.status == 422 && fails(&long), "{}", long.title());
        assert_eq!(long.value_of("#decide-final"), "", "the form is there still");
        assert!(long.find("#comment").is_some_and(|kept| kept.chars().count() == 2_001));
        assert_eq!(form.clone().submit().await.status, 303);
        let late = form.submit().await;
        assert!(late.status == 409 && fails(&late), "{}", late.title());
    }

    async fn what_is_done_on_the_way_through_a_list_keeps_the_place_in_it(app) {
        let ada = nine(&app).await;
        let back = "?from=type%3Dwithdrawal";
        let here = format!("/requests/6{back}");
        let shown = ada.browser.get(&here).await;
        let done = shown.form_at("#own-customer_color-form").set("color", "#2f9e44").submit().await;
        assert_eq!(done.location(), here);
        let wrong = shown.form_at("#own-customer_color-form").set("color", "green").submit().await;
        assert_eq!((wrong.status, wrong.value_of("#decide [name=from]").as_str()), (422, "type=withdrawal"));
        assert_eq!(shown.form_at("#comment-form").set("body", "Called.").submit().await.location(), here);
        let shown = ada.browser.get(&here).await;
        let change = shown.attributes(".request-comments a", "href").concat();
        assert_eq!(change, format!("/requests/6/comments/1{back}"));
        let form = ada.browser.get(&change).await;
        assert_eq!(form.attributes(".breadcrumbs a, .form-actions a", "href"), [here.as_str(), here.as_str()]);
        let wrong = form.form_at("#comment-form").set("body", " ").submit().await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.form_at("#comment-form").set("body", "Called twice.").submit().await.location(), here);
    }
}

#[actix_web::test]
async fn a_text_beside_the_decision_is_not_left_behind_unsaid() {
    let app = TestApp::on_sqlite().await;
    let ada = Clerk::hired(&app).await;
    let maria = ada.customer(&[]).await;
    let id = deposit(&app, maria, "10").await;
    let shown = page(&ada, id).await;
    assert!(shown.has("#decide form[data-unadded=body]") && shown.has("#body-unadded[hidden]"));
    let hint = shown.find("#body-hint").unwrap_or_default();
    assert!(hint.contains("Add it before you decide"), "{hint}");
    resolve(&app, id, RequestStatus::Approved).await;
    let decided = page(&ada, id).await;
    assert!(!decided.has("#body-unadded, [data-unadded]") && decided.has("#comment-form"));
    // Below the decision in the source, whatever the screen.
    let html = shown.html();
    let at = |part: &str| html.find(part).unwrap_or_else(|| panic!("{part}"));
    assert!(at("id=\"decide\"") < at("id=\"comments\""));
}

#[actix_web::test]
async fn home_says_that_there_is_no_work_only_to_who_has_none() {
    let app = TestApp::on_sqlite().await;
    let ada = Clerk::hired(&app).await;
    let nothing = "Your groups do not give you any work here yet.";
    for (at, permissions, told) in [(0, "requests.view", false), (1, "monitors.view", true)] {
        let name = format!("Group {at}");
        let sent = [
            ("name", name.as_str()),
            ("description", ""),
            ("permissions", permissions),
        ];
        let made = ada.post("/staff/groups", &sent).await;
        assert_eq!(made.status, 303, "{}", made.text());
        let member = format!("sam{at}");
        let id = app.hire(&member, GroupKey::Support).await;
        let edit = ada.browser.get(&format!("/staff/{id}/edit")).await;
        let edit = edit.form_at(&format!("form[action='/staff/{id}']"));
        let edit = edit.without("groups").set("groups", &(5 + at).to_string());
        assert_eq!(edit.submit().await.status, 303);
        let home = app.sign_in(&member).await.get("/").await;
        assert_eq!(home.text().contains(nothing), told, "{permissions}");
        assert_eq!(home.has("[data-requests-waiting]"), !told, "{permissions}");
    }
}

/// A day reads the same wherever people read it.
#[actix_web::test]
async fn days_of_filters_read_as_days_do() {
    let app = TestApp::on_sqlite().await;
    let ada = Clerk::hired(&app).await;
    let maria = ada.customer(&[]).await;
    submit(&app, NOW, maria, matter(), None).await;
    for (list, says) in [
        ("/requests", "Created from"),
        ("/customers", "Registered from"),
    ] {
        let path = format!("{list}?created_from=2026-11-02");
        let chips = ada.browser.get(&path).await.all(".chips bdi");
        assert_eq!(chips, [format!("{says}: 2 Nov 2026")], "{list}");
    }
    let path = "/requests?typed_in=en&amount_min=x";
    let words = ada.browser.get(path).await.errors().concat();
    assert!(words.starts_with("Amount from: "), "{words}");
}
