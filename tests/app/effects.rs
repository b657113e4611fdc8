//! What approving a request does, type by type, and why it may not: people, papers and accounts.

use countersign::domain::customers::customer::Model as Customer;
use countersign::domain::journal::entry::Change;
use countersign::domain::ledger::account::{self, AccountKind};
use countersign::domain::ledger::transaction::TransactionStatus;
use countersign::domain::requests::effect::{self, EffectError};
use countersign::domain::requests::payload::Payload;
use countersign::domain::requests::refusal::Refusal;
use countersign::domain::requests::request::{self, NewRequest};
use countersign::domain::values::ids::{AccountId, CustomerId, DocumentId, RequestId};
use countersign::domain::values::percent::{Percent, ProfitShare};
use countersign::domain::values::person::CustomerType;
use countersign::domain::values::scope::Scope;
use countersign::domain::values::sight::Sight;
use countersign::domain::verification::review::{Decision, Evidence};
use countersign::domain::verification::step::{Step, StepState};
use countersign::platform::locales::Locale;

use crate::customers::{Clerk, id_of, stored, told};
use crate::hostile_uploads::files::png;
use crate::ledger::{books_are_right, opened, posted};
use crate::on_both_engines;
use crate::requests_halfway::everything;
use crate::support::TestApp;
use crate::verification_review::{handed_in, mails, reviews, state};

/// Hands in a request, about an account and an amount if it has one: `("12.5", "EUR")`.
pub async fn asked(
    app: &TestApp,
    customer: CustomerId,
    payload: Payload,
    account: Option<AccountId>,
    amount: Option<(&str, &str)>,
) -> RequestId {
    let new = NewRequest {
        customer,
        payload,
        account,
        amount: amount.map(|(amount, _)| amount.parse().expect("an amount")),
        currency: amount.map(|(_, currency)| currency.parse().expect("a currency")),
    };
    let db = app.app.db.write();
    request::submit(db, app.app.clock.now(), new)
        .await
        .expect("a request")
}

/// Carries out what a request asks for.
pub async fn approved(app: &TestApp, id: RequestId) -> Result<Vec<Change>, Refusal> {
    let txn = app.app.db.begin().await.expect("a transaction");
    let found = request::find(&txn, &Scope::All, id)
        .await
        .expect("an answer");
    let request = found.expect("a request");
    let payload = request.payload().expect("a payload");
    match effect::apply(&txn, &app.actor(), &request, &payload).await {
        Ok(changes) => {
            txn.commit().await.expect("a commit");
            Ok(changes)
        }
        Err(EffectError::Refused(refusal)) => Err(refusal),
        Err(EffectError::Db(error)) => panic!("{error}"),
    }
}

/// What a request without account and amount does.
async fn done(app: &TestApp, customer: CustomerId, payload: Payload) -> Vec<Change> {
    let id = asked(app, customer, payload, None, None).await;
    approved(app, id).await.expect("an effect")
}

/// Why a request cannot be carried out, in English; every language can say it, and nothing changed.
pub async fn refused(app: &TestApp, id: RequestId) -> String {
    let before = everything(app).await;
    let refusal = approved(app, id).await.expect_err("a refusal");
    assert_eq!(everything(app).await, before, "{refusal:?}");
    let words = |locale: Locale| {
        assert!(locale.has(refusal.key), "{locale}: {}", refusal.key);
        let values: Vec<_> = refusal
            .values
            .iter()
            .map(|(name, value)| (*name, value.into()))
            .collect();
        locale.words_with(refusal.key, &values)
    };
    for locale in Locale::ALL {
        assert!(!words(locale).contains("{$"), "{}", words(locale));
    }
    words(Locale::En)
}

async fn refused_of(app: &TestApp, customer: CustomerId, payload: Payload) -> String {
    let id = asked(app, customer, payload, None, None).await;
    refused(app, id).await
}

/// One field of what changed: before and after.
pub fn change(changes: &[Change], field: &str) -> (Option<String>, Option<String>) {
    let found = changes.iter().find(|change| change.field == field);
    let found = found.unwrap_or_else(|| panic!("no {field} in {changes:?}"));
    (found.before.clone(), found.after.clone())
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

async fn customer(app: &TestApp, id: CustomerId) -> Customer {
    stored(app, id).await.customer
}

fn profile(email: Option<&str>, phone: Option<&str>, last_name: Option<&str>) -> Payload {
    Payload::Profile {
        first_name: None,
        last_name: last_name.map(str::to_owned),
        email: email.map(str::to_owned),
        phone: phone.map(str::to_owned),
    }
}

async fn documents(app: &TestApp, customer: CustomerId) -> Vec<DocumentId> {
    use countersign::domain::documents::{slot::Slot, stored};
    let all = stored::of_customer(app.app.db.read(), &Sight::Clear, customer)
        .await
        .expect("documents");
    let current = Slot::ALL.into_iter().flat_map(|slot| all.current(slot));
    current.map(|document| document.id).collect()
}

on_both_engines! {
    async fn an_account_is_opened(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let payload = |product: &str| Payload::Account {
            product: product.to_owned(),
            kind: AccountKind::Trade,
            currency: "USDT".parse().expect("a currency"),
        };
        let changes = done(&app, maria, payload(" Pro ")).await;
        let accounts = account::of_customer(app.app.db.read(), maria).await.expect("accounts");
        assert_eq!((accounts.len(), accounts[0].product.as_str()), (1, "Pro"));
        assert_eq!((accounts[0].kind, accounts[0].currency.as_str()), (AccountKind::Trade, "USDT"));
        assert_eq!(change(&changes, "account_number"), (None, Some(accounts[0].number.clone())));
        for product in ["", " ", &"p".repeat(101)] {
            let words = refused_of(&app, maria, payload(product)).await;
            assert!(words.contains("1 to 100 characters"), "{words}");
        }
    }

    async fn an_account_is_archived_once_it_is_empty(app) {
        let clerk = Clerk::hired(&app).await;
        let maria = clerk.customer(&[]).await;
        let other = clerk.customer(&[("email", "other@example.com")]).await;
        let full = opened(&app, maria, AccountKind::Trade, ("0.01", "EUR")).await;
        let held = opened(&app, maria, AccountKind::Trade, ("0", "EUR")).await;
        posted(&app, held, ("5", "EUR"), TransactionStatus::Hold).await.expect("held");
        let empty = opened(&app, maria, AccountKind::Trade, ("0", "EUR")).await;
        let theirs = opened(&app, other, AccountKind::Trade, ("0", "EUR")).await;
        for (account, words) in [
            (Some(full), "There are 0.01 EUR on the account T-000001."),
            (Some(held), "not finished on the account T-000002: 1."),
            (Some(theirs), "The account T-000004 belongs to another customer."),
            (None, "does not say which account"),
        ] {
            let id = asked(&app, maria, Payload::Archive {}, account, None).await;
            let said = refused(&app, id).await;
            assert!(said.contains(words), "{said}");
        }
        let id = asked(&app, maria, Payload::Archive {}, Some(empty), None).await;
        approved(&app, id).await.expect("archived");
        assert!(crate::ledger::stored(&app, empty).await.archived_at.is_some());
        assert_eq!(refused(&app, id).await, "The account T-000003 is archived.");
    }

    async fn an_address_is_changed_and_told(app) {
        let maria = Clerk::hired(&app).await.customer(&[("address", "Here 1")]).await;
        let before = customer(&app, maria).await;
        let to = |address: &str| Payload::Address { address: address.to_owned() };
        let changes = done(&app, maria, to(" There 2 ")).await;
        let moved = (text("Here 1"), text("There 2"));
        assert_eq!(change(&changes, "address"), moved);
        let now = customer(&app, maria).await;
        assert_eq!((now.address.as_deref(), now.version), (Some("There 2"), before.version + 1));
        let told = told(&app, maria).await;
        assert_eq!(told[0].action, "customer.updated");
        assert_eq!(change(&told[0].changes(), "address"), moved);
        assert_eq!(done(&app, maria, to("There 2")).await, [], "it is there already");
        assert_eq!(customer(&app, maria).await.version, now.version);
        done(&app, maria, to(&"a".repeat(500))).await;
        for address in ["", " \n", &"a".repeat(501)] {
            let words = refused_of(&app, maria, to(address)).await;
            assert!(words.contains("cannot be an address"), "{words}");
        }
    }

    async fn a_company_needs_a_name(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let to = |customer_type, company: Option<&str>| Payload::ClientType {
            customer_type,
            company: company.map(str::to_owned),
        };
        for company in [None, Some(" ")] {
            let words = refused_of(&app, maria, to(CustomerType::Corporate, company)).await;
            assert!(words.contains("needs the name of a company"), "{words}");
        }
        let long = "c".repeat(151);
        let words = refused_of(&app, maria, to(CustomerType::Corporate, Some(&long))).await;
        assert!(words.contains("at most 150 characters"), "{words}");
        let changes = done(&app, maria, to(CustomerType::Corporate, Some("Brot GmbH"))).await;
        assert_eq!(change(&changes, "customer_type"), (text("individual"), text("corporate")));
        assert_eq!(change(&changes, "company"), (None, text("Brot GmbH")));
        done(&app, maria, to(CustomerType::Individual, None)).await;
        assert_eq!(customer(&app, maria).await.customer_type, CustomerType::Individual);
        done(&app, maria, to(CustomerType::Corporate, None)).await;
        let now = customer(&app, maria).await;
        assert_eq!((now.customer_type, now.company.as_deref()), (CustomerType::Corporate, Some("Brot GmbH")));
    }

    async fn a_profile_is_changed_as_if_it_were_typed(app) {
        let clerk = Clerk::hired(&app).await;
        clerk.customer(&[("email", "taken@example.com")]).await;
        let said = [("verified_email", "on"), ("verified_phone", "on"), ("phone", "+4930901820"),
            ("verification_reason", "seen"), ("last_name", "Meier"), ("tags", "vip")];
        let maria = clerk.customer(&said).await;
        for (payload, words) in [
            (profile(Some("Taken@Example.com"), None, None), "Another customer has the e-mail address"),
            (profile(Some("nobody"), None, None), "“nobody” is not an e-mail address."),
            (profile(Some(""), None, None), "is not an e-mail address."),
            (profile(None, Some("12"), None), "“12” is not a valid phone number"),
            (profile(None, None, Some(&"n".repeat(101))), "cannot be a last name"),
            (profile(None, None, None), "does not say what to change"),
        ] {
            let said = refused_of(&app, maria, payload).await;
            assert!(said.contains(words), "{said}");
        }
        let changes = done(&app, maria, profile(Some("New@example.com"), None, Some(""))).await;
        assert_eq!(change(&changes, "email"), (text("maria@example.com"), text("new@example.com")));
        assert_eq!(change(&changes, "last_name"), (text("Meier"), None));
        assert_eq!(change(&changes, "verified_email"), (text("on"), text("off")));
        let now = stored(&app, maria).await;
        assert_eq!(now.tags, ["vip"], "what nobody asked for stays");
        let now = now.customer;
        assert!(!now.verified_email && now.verified_phone);
        assert_eq!(now.verification_progress, Percent(20));
        assert_eq!(state(&app, maria, Step::Email).await.map(|row| row.state), Some(StepState::Recheck));
        let found = clerk.browser.get("/customers?q=new%40example.com").await;
        assert!(found.text().contains("new@example.com"), "it can be searched for");
    }

    async fn a_progress_set_by_hand_does_not_keep_a_profile_from_changing(app) {
        let said = [("verified_email", "on"), ("verification_progress", "90"), ("verification_reason", "old papers")];
        let maria = Clerk::hired(&app).await.customer(&said).await;
        done(&app, maria, profile(None, None, Some("Meier"))).await;
        let kept = customer(&app, maria).await;
        assert_eq!((kept.verification_progress, kept.progress_reason.is_some()), (Percent(90), true));
        done(&app, maria, profile(Some("new@example.com"), None, None)).await;
        let now = customer(&app, maria).await;
        assert_eq!((now.verification_progress, now.progress_reason), (Percent(0), None));
    }

    async fn a_level_is_only_ever_raised(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let to = |level| Payload::Verification { level, reason: text("papers are fine") };
        let changes = done(&app, maria, to(2)).await;
        assert_eq!(change(&changes, "verification_level"), (text("0"), text("2")));
        assert_eq!(change(&changes, "level_reason"), (None, text("papers are fine")));
        assert_eq!(change(&changes, "level_raised_by"), (None, text("test")));
        let now = customer(&app, maria).await;
        assert_eq!((now.verification_level, now.version), (2, 2));
        let entry = &told(&app, maria).await[0];
        assert_eq!(change(&entry.changes(), "verification_level"), (text("0"), text("2")));
        for level in [2, 1, 0, -1] {
            let words = refused_of(&app, maria, to(level)).await;
            assert!(words.contains(&format!("level 2. The request asks for {level},")), "{words}");
        }
        done(&app, maria, to(3)).await;
        assert_eq!(customer(&app, maria).await.verification_level, 3);
    }

    async fn a_customer_becomes_a_partner_once(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let with = |share| Payload::Partner { profit_share: ProfitShare(share) };
        let changes = done(&app, maria, with(1250)).await;
        assert_eq!(change(&changes, "affiliate_profit_share"), (text("0"), text("12.5")));
        assert_eq!(change(&changes, "partner_since"), (None, text("2026-11-20")));
        let now = customer(&app, maria).await;
        assert_eq!((now.profit_share, now.partner_since), (ProfitShare(1250), Some(app.app.clock.now())));
        let again = done(&app, maria, with(2000)).await;
        assert_eq!(again.len(), 1, "a partner already: {again:?}");
        assert_eq!(customer(&app, maria).await.partner_since, now.partner_since);
    }

    async fn what_is_outside_changes_nothing_here(app) {
        let maria = Clerk::hired(&app).await.customer(&[]).await;
        let payload = Payload::External { title: "Card".to_owned(), details: Vec::new() };
        let id = asked(&app, maria, payload, None, None).await;
        let before = everything(&app).await;
        assert_eq!(approved(&app, id).await, Ok(Vec::new()));
        assert_eq!(everything(&app).await, before);
    }

    async fn named_documents_are_accepted_and_the_flags_follow(app) {
        let clerk = Clerk::hired(&app).await;
        let maria = handed_in(&app, &clerk, &[], &[Step::Document, Step::Address]).await;
        let ids = documents(&app, maria).await;
        let changes = done(&app, maria, Payload::Document { documents: [ids.clone(), ids.clone()].concat() }).await;
        assert_eq!(change(&changes, "verified_document"), (text("off"), text("on")));
        assert_eq!(change(&changes, "verification_progress"), (text("0"), text("40")));
        let now = customer(&app, maria).await;
        assert!(now.verified_document && now.verified_address && !now.verified_selfie);
        assert_eq!((now.verification_progress, now.version, now.waiting_since), (Percent(40), 2, None));
        let reviews = reviews(&app, maria).await;
        assert_eq!(reviews.len(), 2);
        for review in &reviews {
            assert_eq!((review.decision, review.by_hand), (Decision::Accept, false));
            assert!(matches!(&review.evidence()[..], [Evidence::Document { id, .. }] if ids.contains(id)));
            let row = state(&app, maria, review.step).await.expect("a step");
            assert_eq!((row.state, row.review_id), (StepState::Accepted, Some(review.id)));
        }
        let entry = &told(&app, maria).await[0];
        assert_eq!(entry.action, "customer.step-accepted");
        assert!(mails(&app).await.is_empty(), "the request has a letter of its own");
        let again = done(&app, maria, Payload::Document { documents: ids }).await;
        assert_eq!(again.len(), 2, "accepted already: {again:?}");
        assert_eq!(customer(&app, maria).await.version, 2);
        books_are_right(&app).await;
    }

    async fn half_of_a_card_proves_nothing(app) {
        let clerk = Clerk::hired(&app).await;
        let maria = handed_in(&app, &clerk, &[], &[Step::Document, Step::Address]).await;
        let form = clerk.editing(maria).await.attach("doc_file_2", "back.png", &png());
        assert_eq!(id_of(&form.submit().await), maria);
        let [front, back, bill] = documents(&app, maria).await[..] else { panic!("three files") };
        for (named, left_out) in [(vec![back], "scan.png"), (vec![front, bill], "back.png")] {
            let said = refused_of(&app, maria, Payload::Document { documents: named }).await;
            assert!(said.contains(&format!("leaves out {left_out}")), "{said}");
        }
        let many = vec![front; 51];
        let said = refused_of(&app, maria, Payload::Document { documents: many }).await;
        assert!(said.contains("names 51 documents. More than 50"), "{said}");
        done(&app, maria, Payload::Document { documents: vec![back, front] }).await;
        let now = customer(&app, maria).await;
        assert!(now.verified_document && !now.verified_address);
    }

    async fn a_document_replaced_or_not_ones_own_is_refused(app) {
        let clerk = Clerk::hired(&app).await;
        let maria = handed_in(&app, &clerk, &[], &[Step::Document]).await;
        let said = [("email", "other@example.com")];
        let other = handed_in(&app, &clerk, &said, &[Step::Address]).await;
        let (old, theirs) = (documents(&app, maria).await[0], documents(&app, other).await[0]);
        let form = clerk.editing(maria).await;
        let form = form.attach("doc_file_1", "new.png", &png()).attach("photo", "me.png", &png());
        assert_eq!(id_of(&form.submit().await), maria);
        let current = documents(&app, maria).await;
        let (new, photo) = (current[0], current[1]);
        for (named, words) in [
            (vec![], "does not name a document"),
            (vec![new, old], "A newer file has taken the place of scan.png."),
            (vec![new, theirs], "belongs to another customer"),
            (vec![DocumentId(999)], "The document 999 does not exist"),
            (vec![new, photo], "me.png is a picture of the profile"),
        ] {
            let said = refused_of(&app, maria, Payload::Document { documents: named }).await;
            assert!(said.contains(words), "{said}");
        }
        done(&app, maria, Payload::Document { documents: vec![new] }).await;
        assert!(customer(&app, maria).await.verified_document);
    }
}
