//! What an approval may not do: judge papers for those who do not, act unseen, or undo what a
//! colleague did meanwhile.

use countersign::domain::customers::customer;
use countersign::domain::documents::stored;
use countersign::domain::ledger::account::AccountKind;
use countersign::domain::requests::payload::Payload;
use countersign::domain::requests::search::MOST_CUSTOMERS;
use countersign::domain::requests::status::RequestStatus;
use countersign::domain::values::ids::{CustomerId, DocumentId, RequestId};
use countersign::domain::verification::step::Step;
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, EntityTrait};

use crate::customers::{Clerk, stored as stored_customer};
use crate::effects::asked;
use crate::ledger::{balance, opened};
use crate::masked::mia;
use crate::on_both_engines;
use crate::requests_decide::{filled, matter, page, reject_page, row, sam};
use crate::support::TestApp;
use crate::support::page::Page;
use crate::verification_review::{decide, handed_in, reviews};

async fn papers(app: &TestApp, maria: CustomerId) -> RequestId {
    let all = stored::Entity::find()
        .all(app.app.db.read())
        .await
        .expect("documents");
    let own = all.into_iter().filter(|one| one.customer_id == maria);
    let documents: Vec<DocumentId> = own.map(|one| one.id).collect();
    asked(app, maria, Payload::Document { documents }, None, None).await
}

async fn approve(clerk: &Clerk, id: RequestId) -> Page {
    clerk
        .post(&format!("/requests/{id}/approve"), &[("version", "1")])
        .await
}

async fn address(app: &TestApp, customer: CustomerId, address: &str) -> RequestId {
    let address = address.to_owned();
    asked(app, customer, Payload::Address { address }, None, None).await
}

/// So many more customers like one.
async fn alike(app: &TestApp, one: CustomerId, many: u64) {
    let one = stored_customer(app, one).await.customer;
    let rows = (0..many).map(|number| customer::ActiveModel {
        id: NotSet,
        email: Set(format!("many{number}@example.com")
            .parse()
            .expect("an address")),
        ..one.clone().into()
    });
    let insert = customer::Entity::insert_many(rows);
    insert
        .exec_without_returning(app.app.db.write())
        .await
        .expect("customers");
}

on_both_engines! {
    async fn papers_are_judged_by_those_who_may_judge_them(app) {
        let ada = Clerk::hired(&app).await;
        let maria = handed_in(&app, &ada, &[], &[Step::Document]).await;
        let id = papers(&app, maria).await;
        let sam = sam(&app).await;
        assert!(!page(&sam, id).await.has("[data-decide=approve]"), "nothing is offered in vain");
        let refused = approve(&sam, id).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("That is for people who review verification."), "{}", refused.text());
        assert!(reviews(&app, maria).await.is_empty(), "nothing says that he looked");
        assert_eq!(row(&app, id).await.status, RequestStatus::New);
        // A reviewer has rejected them: only who reopens the step may accept them.
        let said = [("decision", "reject"), ("reason", "suspected-forgery")];
        assert_eq!(decide(&app, &ada, (maria, "document"), &said).await.status, 303);
        let refused = approve(&ada, id).await;
        assert!(refused.text().contains("must reopen it first"), "{}", refused.text());
        let said = [("decision", "reopen"), ("comment", "looked again")];
        assert_eq!(decide(&app, &ada, (maria, "document"), &said).await.status, 303);
        assert_eq!(approve(&ada, id).await.status, 303);
        assert!(stored_customer(&app, maria).await.customer.verified_document);
    }

    async fn nobody_approves_what_they_are_not_shown(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("10", "EUR")).await;
        let payout = Payload::Withdrawal {
            method: "SEPA".into(),
            destination: "DE060535364513178664".into(),
            amount_editable: false,
        };
        let payout = asked(&app, maria, payout, Some(account), Some(("4", "EUR"))).await;
        let moves = address(&app, maria, "1 New Street").await;
        let title = "Passport C01X00T47".to_owned();
        let external = Payload::External { title, details: Vec::new() };
        let external = asked(&app, maria, external, None, None).await;
        let mia = mia(&app).await;
        for id in [payout, moves, external] {
            let page = page(&mia, id).await;
            assert!(!page.html().contains("C01X00T47"));
            let refused = approve(&mia, id).await;
            assert_eq!(refused.status, 422, "{id}");
            assert!(refused.text().contains("Reveal the customer first."), "{}", refused.text());
        }
        for list in ["/requests", "/notifications", "/requests/export.csv"] {
            assert!(!mia.browser.get(list).await.html().contains("C01X00T47"), "{list}");
        }
        assert_eq!(balance(&app, account).await, "10");
        // Rejecting shows a letter without her name, and sends the one with it.
        let rejected = filled(&reject_page(&mia, moves).await).submit().await;
        assert_eq!(rejected.status, 303, "{}", rejected.text());
        let purpose = [("purpose", "a call from her")];
        assert_eq!(mia.post(&format!("/customers/{maria}/reveal"), &purpose).await.status, 303);
        assert_eq!(approve(&mia, payout).await.status, 303);
    }

    async fn what_a_colleague_corrected_is_not_undone_unseen(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[("address", "1 Old Street")]).await;
        let id = address(&app, maria, "2 Wanted Street").await;
        let sam = sam(&app).await;
        let opened = page(&sam, id).await;
        let edit = ada.editing(maria).await.set("address", "3 Corrected Street");
        assert_eq!(edit.submit().await.status, 303);
        let late = opened.form_at("#decide form").set("comment", "as asked").submit().await;
        assert_eq!(late.status, 409, "{}", late.text());
        assert!(late.text().contains("1 Old Street → 3 Corrected Street"), "{}", late.text());
        let stored = async || stored_customer(&app, maria).await.customer.address;
        assert_eq!(stored().await.as_deref(), Some("3 Corrected Street"));
        // The page now shows what is there, and is pressed again.
        let form = late.form_at("#decide form");
        assert_eq!(late.find("#comment").as_deref(), Some("as asked"));
        assert_eq!(form.submit().await.status, 303);
        assert_eq!(stored().await.as_deref(), Some("2 Wanted Street"));
    }

    async fn what_changes_nothing_of_the_customer_does_not_mind_their_changes(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let id = asked(&app, maria, matter(), None, None).await;
        let opened = page(&ada, id).await;
        assert!(!opened.has("[name=customer_version]"));
        let edit = ada.editing(maria).await.set("address", "3 Other Street");
        assert_eq!(edit.submit().await.status, 303);
        assert_eq!(opened.form_at("#decide form").submit().await.status, 303);
    }

    async fn a_version_that_never_was_is_a_late_form(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let id = address(&app, maria, "1 New Street").await;
        let sam = sam(&app).await;
        let path = format!("/requests/{id}/approve");
        for odd in [i64::MIN, -1, 0, 2, i64::MAX].map(|odd| odd.to_string()) {
            let odd = odd.as_str();
            for said in [&[("version", odd)][..], &[("version", "1"), ("customer_version", odd)]] {
                assert_eq!(sam.post(&path, said).await.status, 409, "{said:?}");
            }
        }
        assert_eq!(row(&app, id).await.status, RequestStatus::New);
    }

    async fn a_decision_stands_whatever_becomes_of_the_list(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let id = asked(&app, maria, matter(), None, None).await;
        let sam = sam(&app).await;
        alike(&app, maria, MOST_CUSTOMERS).await;
        let said = [("version", "1"), ("from", "q=example.com")];
        let done = sam.post(&format!("/requests/{id}/approve"), &said).await;
        assert_eq!((done.status, done.location()), (303, format!("/requests/{id}")));
        assert_eq!(row(&app, id).await.status, RequestStatus::Approved);
    }
}
