//! Names of files, and where money goes, tell of people: whoever sees a customer masked reads
//! neither (S39).

use countersign::domain::ledger::account::AccountKind;
use countersign::domain::requests::payload::Payload;
use countersign::domain::requests::resolve::{self, Shown};
use countersign::domain::values::ids::{CustomerId, DocumentId};

use crate::customers::{Clerk, id_of, new_customer, stored};
use crate::effects::{approved, asked};
use crate::hostile_uploads::files::png;
use crate::ledger::opened;
use crate::masked::mia;
use crate::on_both_engines;
use crate::support::TestApp;
use crate::verification_review::{decide, reviews};

const PASSPORT: &str = "passport-of-jane-doe-1980-01-02.png";
const ACCOUNT: &str = "DE060535364513178664";

/// Jane, of whom Ada has two files of the same slot, and a bill.
async fn jane(app: &TestApp, ada: &Clerk) -> CustomerId {
    let form = new_customer(&ada.browser).await;
    let form = form.attach("doc_file_1", PASSPORT, &png());
    let jane = id_of(&form.submit().await);
    let form = ada.editing(jane).await;
    let form = form.attach("doc_file_1", "jane-doe-again.PNG", &png());
    let form = form.attach("address_file", "utility-bill-jane.png", &png());
    assert_eq!(form.submit().await.status, 303);
    let documents = vec![DocumentId(2), DocumentId(3)];
    asked(app, jane, Payload::Document { documents }, None, None).await;
    jane
}

on_both_engines! {
    async fn mia_reads_no_name_of_a_file(app) {
        let ada = Clerk::hired(&app).await;
        let jane = jane(&app, &ada).await;
        let mia = mia(&app).await;
        let pages = [
            ("/customers/1", true), ("/customers/1/edit", true), ("/customers/1/verification", true),
            ("/customers/1/history?looks=on", true), ("/audit-log?customer=1", true),
            ("/audit-log/export.csv?customer=1", true), ("/documents/1", true), ("/documents/2", true),
            ("/documents/3", true), ("/requests/1", true), ("/requests?status=all", false),
        ];
        for (path, names) in pages {
            let page = mia.browser.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            let said = page.markup();
            for word in ["jane", "1980", "utility", "passport-of"] {
                assert!(!said.contains(word), "{path} tells {word}");
            }
            assert_eq!(said.contains("•••.png"), names, "{path}");
        }
        for path in ["/documents/1/original", "/documents/1/preview"] {
            let refused = mia.browser.get(path).await;
            assert_eq!((refused.status, refused.header("content-disposition").as_str()), (403, ""), "{path}");
        }
        // Whoever sees her, reads them: Ada always, Mia once Jane is revealed.
        assert!(ada.browser.get("/documents/1").await.html().contains(PASSPORT));
        let purpose = [("purpose", "a call from her")];
        assert_eq!(mia.post(&format!("/customers/{jane}/reveal"), &purpose).await.status, 303);
        for path in ["/documents/1", "/customers/1/history?looks=on"] {
            assert!(mia.browser.get(path).await.html().contains(PASSPORT), "{path}");
        }
        assert!(mia.browser.get("/requests/1").await.html().contains("utility-bill-jane.png"));
        let saved = mia.browser.get("/documents/1/original").await;
        assert!(saved.header("content-disposition").contains(PASSPORT));
    }

    async fn mia_decides_about_nothing_that_she_is_not_shown(app) {
        let ada = Clerk::hired(&app).await;
        let jane = jane(&app, &ada).await;
        let mia = mia(&app).await;
        let page = mia.browser.get("/customers/1/verification").await;
        assert!(!page.has("#step-document form") && !page.has("[data-review-keys]"));
        let card = page.find("#step-document").expect("a card");
        assert!(card.contains("Reveal the customer first, then decide."), "{card}");
        let before = stored(&app, jane).await;
        let reopen = [("decision", "reopen"), ("comment", "why")];
        for said in [&[("decision", "accept")][..], &[("decision", "reject"), ("reason", "cut-off")], &reopen] {
            let refused = decide(&app, &mia, (jane, "document"), said).await;
            assert_eq!(refused.status, 403, "{said:?}");
            assert!(refused.text().contains("Reveal the customer first."), "{}", refused.text());
        }
        assert_eq!(stored(&app, jane).await, before);
        assert!(reviews(&app, jane).await.is_empty(), "nothing says that she looked");
        let approve = [("comment", ""), ("version", "1")];
        let refused = mia.post("/requests/1/approve", &approve).await;
        assert!(refused.text().contains("Reveal the customer first"), "{}", refused.text());
        assert!(reviews(&app, jane).await.is_empty());
        let purpose = [("purpose", "her papers")];
        assert_eq!(mia.post(&format!("/customers/{jane}/reveal"), &purpose).await.status, 303);
        let page = mia.browser.get("/customers/1/verification").await;
        assert_eq!(page.form_at("#step-document form").submit().await.status, 303);
        assert!(stored(&app, jane).await.customer.verified_document);
    }

    async fn mia_reads_the_end_of_the_account_that_money_goes_to(app) {
        let ada = Clerk::hired(&app).await;
        let jane = jane(&app, &ada).await;
        let account = opened(&app, jane, AccountKind::Personal, ("100", "EUR")).await;
        let payout = Payload::Withdrawal {
            method: "SEPA".into(),
            destination: ACCOUNT.into(),
            amount_editable: true,
        };
        let payout = asked(&app, jane, payout, Some(account), Some(("10", "EUR"))).await;
        let reason = Some("My name is Jane".to_owned());
        let level = Payload::Verification { level: 2, reason };
        let level = asked(&app, jane, level, None, None).await;
        let mia = mia(&app).await;
        let of_payout = format!("/requests/{payout}");
        let (seen, clear) = (mia.browser.get(&of_payout).await, ada.browser.get(&of_payout).await);
        assert!(clear.text().contains(ACCOUNT) && seen.text().contains("•••••8664"), "{}", seen.text());
        approved(&app, payout).await.expect("paid out");
        resolve::approve(&app.app.db, &app.actor(), level, Shown::of(1), "").await.expect("raised");
        let of_level = format!("/requests/{level}");
        assert!(ada.browser.get(&of_payout).await.text().matches(ACCOUNT).count() == 2, "and its transaction");
        assert!(ada.browser.get(&of_level).await.text().contains("My name is Jane"));
        for path in [
            of_payout.as_str(), of_level.as_str(), "/requests?status=all", "/requests/export.csv?status=all",
            "/customers/1/requests", "/customers/1/history", "/audit-log", "/audit-log/export.csv",
        ] {
            let page = mia.browser.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            let said = page.html();
            assert!(!said.contains("0605353645") && !said.contains("My name is Jane"), "{path}");
        }
    }
}
