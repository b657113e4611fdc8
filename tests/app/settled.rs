//! What a decision leaves behind in the ledger: money moves once, nothing stays set aside, and the
//! record says all of it.

use countersign::domain::ledger::account::AccountKind;
use countersign::domain::ledger::post::{self, NewTransaction};
use countersign::domain::ledger::transaction::{TransactionKind, TransactionStatus};
use countersign::domain::requests::payload::{Payload, Rate};
use countersign::domain::requests::status::RequestStatus;
use countersign::domain::staff::permission::Permission;
use countersign::domain::values::ids::{AccountId, RequestId};

use crate::access::permissions::with;
use crate::audits::withdrawal;
use crate::customers::Clerk;
use crate::effects::{approved, asked, change, refused};
use crate::holds::{set_aside, transactions_of};
use crate::ledger::{archived, balance, books_are_right, money, opened, posted};
use crate::on_both_engines;
use crate::requests_decide::{filled, matter, page, reject_page, row, told};
use crate::support::TestApp;
use crate::verification_review::mails;

/// The platform does something for a request by itself.
async fn happened(
    app: &TestApp,
    (account, request): (AccountId, RequestId),
    amount: &str,
    status: TransactionStatus,
) {
    let new = NewTransaction {
        kind: TransactionKind::Withdrawal,
        amount: money(amount),
        currency: "EUR".parse().expect("a currency"),
        status,
        reference: None,
        request: Some(request),
    };
    happens(app, account, new).await;
}

async fn happens(app: &TestApp, account: AccountId, new: NewTransaction) {
    let txn = app.app.db.begin().await.expect("a transaction");
    let posted = post::post(&txn, app.app.clock.now(), account, new).await;
    posted.expect("posted");
    txn.commit().await.expect("a commit");
}

on_both_engines! {
    async fn money_that_has_been_moved_is_not_moved_again(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("100", "EUR")).await;
        let id = asked(&app, maria, withdrawal(), Some(account), Some(("40", "EUR"))).await;
        happened(&app, (account, id), "-40", TransactionStatus::Done).await;
        let changes = approved(&app, id).await.expect("it has been done");
        assert!(changes.iter().all(|one| one.field == "account_number"), "{changes:?}");
        assert_eq!(balance(&app, account).await, "60");
        assert_eq!(transactions_of(&app, id).await.len(), 1);
        let other = asked(&app, maria, withdrawal(), Some(account), Some(("40", "EUR"))).await;
        happened(&app, (account, other), "-30", TransactionStatus::Done).await;
        let said = refused(&app, other).await;
        assert_eq!(said, "30 EUR of this request are done already on the account P-000001, which is not what it asks for.");
        books_are_right(&app).await;
    }

    async fn nothing_stays_set_aside_after_an_approval_wherever_it_is(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("100", "EUR")).await;
        let other = opened(&app, maria, AccountKind::Personal, ("0", "EUR")).await;
        posted(&app, other, ("40", "EUR"), TransactionStatus::Done).await.expect("money");
        let id = asked(&app, maria, withdrawal(), Some(account), Some(("40", "EUR"))).await;
        set_aside(&app, other, id, "-40").await;
        happened(&app, (account, id), "-3", TransactionStatus::InProgress).await;
        let address = Payload::Address { address: "Elsewhere 1".to_owned() };
        let moving = asked(&app, maria, address, None, None).await;
        set_aside(&app, account, moving, "-5").await;
        for id in [id, moving] {
            approved(&app, id).await.expect("an effect");
            let left = transactions_of(&app, id).await;
            let held = left.iter().filter(|one| one.status == TransactionStatus::Hold).count();
            assert_eq!(held, 0, "{left:?}");
        }
        posted(&app, other, ("-40", "EUR"), TransactionStatus::Done).await.expect("it is free");
        archived(&app, other).await.expect("nothing waits there");
        books_are_right(&app).await;
    }

    async fn what_is_under_way_pays_and_keeps_the_name_that_the_platform_gave_it(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("100", "EUR")).await;
        let id = asked(&app, maria, withdrawal(), Some(account), Some(("40", "EUR"))).await;
        set_aside(&app, account, id, "-40").await;
        let going = NewTransaction {
            kind: TransactionKind::Correction,
            amount: money("-40"),
            currency: "EUR".parse().expect("a currency"),
            status: TransactionStatus::InProgress,
            reference: Some("payout 77".to_owned()),
            request: Some(id),
        };
        happens(&app, account, going).await;
        approved(&app, id).await.expect("it is paid");
        assert_eq!(balance(&app, account).await, "60");
        let both = transactions_of(&app, id).await;
        let states: Vec<_> = both.iter().map(|one| (one.status, one.kind)).collect();
        let withdrawal = TransactionKind::Withdrawal;
        assert_eq!(states, [
            (TransactionStatus::Rejected, withdrawal), (TransactionStatus::Done, withdrawal),
        ]);
        assert_eq!(both[1].reference.as_deref(), Some("payout 77"));
        books_are_right(&app).await;
    }

    async fn the_platform_settles_what_it_does_itself(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("100", "EUR")).await;
        let id = asked(&app, maria, matter(), None, None).await;
        set_aside(&app, account, id, "-40").await;
        approved(&app, id).await.expect("nothing to do here");
        assert_eq!(transactions_of(&app, id).await[0].status, TransactionStatus::Hold);
    }

    async fn nobody_is_rejected_whose_money_may_be_on_its_way(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("100", "EUR")).await;
        for status in TransactionStatus::waiting() {
            let id = asked(&app, maria, withdrawal(), Some(account), Some(("5", "EUR"))).await;
            happened(&app, (account, id), "-5", status).await;
            let answer = filled(&reject_page(&ada, id).await).submit().await;
            let rejected = row(&app, id).await.status == RequestStatus::Rejected;
            assert_eq!(rejected, !status.is_under_way(), "{status:?}: {}", answer.text());
            if rejected {
                assert_eq!(transactions_of(&app, id).await[0].status, TransactionStatus::Rejected);
                continue;
            }
            assert_eq!(answer.status, 422);
            assert!(answer.text().contains("5 EUR of this request are under way on the account P-000001."), "{}", answer.text());
            assert_eq!(transactions_of(&app, id).await[0].status, status, "it goes on");
            approved(&app, id).await.expect("that is what it is under way for");
        }
        books_are_right(&app).await;
    }

    async fn the_record_of_a_decision_says_what_became_of_the_money_and_what_was_said(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("100", "EUR")).await;
        let ask = || asked(&app, maria, withdrawal(), Some(account), Some(("40", "EUR")));
        let (yes, no) = (ask().await, ask().await);
        set_aside(&app, account, yes, "-50").await;
        set_aside(&app, account, no, "-1").await;
        let form = page(&ada, yes).await.form_at("#decide form").set("comment", "Called her.");
        assert_eq!(form.submit().await.status, 303);
        let form = filled(&reject_page(&ada, no).await).set("comment", "No answer.");
        assert_eq!(form.submit().await.status, 303);
        for (id, before, after, comment) in [
            (yes, "P-000001: -50 EUR hold", "P-000001: -40 EUR done", "Called her."),
            (no, "P-000001: -1 EUR hold", "P-000001: -1 EUR rejected", "No answer."),
        ] {
            let entry = told(&app, id).await.remove(0);
            let changes = entry.changes();
            let (Some(was), Some(is)) = change(&changes, "transaction") else { panic!("{changes:?}") };
            assert_eq!((was.as_str(), is.as_str()), (before, after));
            assert_eq!(change(&changes, "body").1.as_deref(), Some(comment));
        }
        let shown = page(&ada, yes).await;
        assert!(shown.text().contains("P-000001: -50 EUR, On hold"), "{}", shown.text());
        assert!(shown.text().contains("P-000001: -40 EUR, Done"), "{}", shown.text());
    }

    async fn a_transfer_says_what_it_brings(app) {
        let clerk = Clerk::hired(&app).await;
        let maria = clerk.customer(&[]).await;
        let other = clerk.customer(&[("email", "other@example.com")]).await;
        let from = opened(&app, maria, AccountKind::Personal, ("100", "EUR")).await;
        let to = opened(&app, other, AccountKind::Personal, ("7", "USD")).await;
        let rate = Some(Rate("1.25".parse().expect("a rate")));
        let id = asked(&app, maria, Payload::Transfer { to, rate }, Some(from), Some(("10", "EUR"))).await;
        let changes = approved(&app, id).await.expect("a transfer");
        assert_eq!(change(&changes, "account_to_credited").1.as_deref(), Some("12.5 USD"));
        assert!(changes.iter().all(|one| one.field != "account_to_balance"), "whose it is has theirs: {changes:?}");
    }

    async fn who_may_only_act_reads_nothing_by_a_refusal(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("98765", "EUR")).await;
        let id = asked(&app, maria, withdrawal(), Some(account), Some(("40", "EUR"))).await;
        let may = [
            Permission::ApproveRequests,
            Permission::RejectRequests,
            Permission::UpdateRequests,
            Permission::SeePersonalData,
        ];
        let blind = Clerk::of(with(&app, "blind", may.into_iter().collect()).await).await;
        assert_eq!(page(&blind, id).await.status, 403);
        let at = |verb: &str| format!("/requests/{id}/{verb}");
        for (verb, fields, status) in [
            ("approve", &[("version", "99")][..], 409),
            ("color", &[("color", "zz")], 422),
            ("amount", &[("version", "1"), ("amount", "x")], 422),
            ("comments", &[("body", "")], 422),
        ] {
            let answer = blind.post(&at(verb), fields).await;
            assert_eq!(answer.status, status, "{verb}: {}", answer.text());
            assert!(answer.text().contains("You may not open requests"), "{verb}: {}", answer.text());
            for secret in ["98,765", "Maria", "P-000001"] {
                assert!(!answer.text().contains(secret), "{verb}: {}", answer.text());
            }
        }
        assert_eq!(blind.post(&at("approve"), &[("version", "1")]).await.status, 303);
        let late = blind.post(&at("approve"), &[("version", "1")]).await;
        assert_eq!(late.status, 409);
        assert!(!late.text().contains("98,7"), "{}", late.text());
    }

    async fn of_another_customers_account_records_say_its_number_alone(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let other = ada.customer(&[("email", "other@example.com")]).await;
        let from = opened(&app, maria, AccountKind::Personal, ("100", "EUR")).await;
        let closed = opened(&app, other, AccountKind::Personal, ("0", "EUR")).await;
        let dollars = opened(&app, other, AccountKind::Personal, ("0", "USD")).await;
        archived(&app, closed).await.expect("an end");
        for (to, words) in [(closed, "P-000002 is archived"), (dollars, "what one EUR is worth in USD")] {
            let payload = Payload::Transfer { to, rate: Some(Rate(money("0"))) };
            let id = asked(&app, maria, payload, Some(from), Some(("5", "EUR"))).await;
            let answer = page(&ada, id).await.form_at("#decide form").submit().await;
            assert!(answer.text().contains(words), "who sees the customer is told: {}", answer.text());
            let kept = told(&app, id).await.remove(0);
            let (_, Some(why)) = change(&kept.changes(), "refusal") else { panic!("{kept:?}") };
            assert!(why.contains("effect-receiver-unfit") && !why.contains("USD"), "{why}");
            let later = page(&ada, id).await;
            assert!(later.text().contains("cannot receive this transfer"), "{}", later.text());
        }
    }

    async fn who_is_rejected_hears_of_what_they_asked_for(app) {
        let ada = Clerk::hired(&app).await;
        let maria = ada.customer(&[]).await;
        let account = opened(&app, maria, AccountKind::Personal, ("1000", "EUR")).await;
        let payload = Payload::Withdrawal {
            method: "Bank wire".to_owned(),
            destination: String::new(),
            amount_editable: true,
        };
        let ask = || asked(&app, maria, payload.clone(), Some(account), Some(("360", "EUR")));
        let (no, yes) = (ask().await, ask().await);
        for id in [no, yes] {
            let form = page(&ada, id).await.form_at("#amount-form").set("amount", "3");
            assert_eq!(form.submit().await.status, 303);
        }
        let shown = reject_page(&ada, no).await;
        assert!(shown.find("[data-resolution='2']").expect("a letter").contains("360 EUR"));
        assert_eq!(filled(&shown).submit().await.status, 303);
        assert_eq!(page(&ada, yes).await.form_at("#decide form").submit().await.status, 303);
        let letters = mails(&app).await;
        let letter = |kind: &str| letters.iter().find(|mail| mail.kind == kind).expect("a letter").body.clone();
        let (no, yes) = (letter("request.rejected"), letter("request.approved"));
        assert!(no.contains("360"), "{no}");
        assert!(yes.contains("3\u{a0}EUR") && !yes.contains("360"), "what was done: {yes}");
    }
}
