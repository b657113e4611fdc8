//! From which difference on an audit reports an account: a setting, and what it does.

use countersign::domain::journal::entry;
use countersign::domain::settings::audit::AuditLimits;
use countersign::domain::settings::stored;
use futures_util::future::join_all;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::audits::{audited, maria, tamper, verdict};
use crate::customers::Clerk;
use crate::on_both_engines;
use crate::support::TestApp;
use crate::support::page::Page;

const PATH: &str = "/settings/audit";

async fn told(app: &TestApp) -> Vec<entry::Model> {
    let all = entry::Entity::find().filter(entry::Column::Action.eq("settings.updated"));
    let all = all.order_by_asc(entry::Column::Id).all(app.app.db.read());
    all.await.expect("entries")
}

async fn save(ada: &Clerk, absolute: &str, per_mille: &str) -> Page {
    let form = ada.browser.get(PATH).await.form();
    let form = form
        .set("audit_absolute", absolute)
        .set("audit_per_mille", per_mille);
    form.submit().await
}

on_both_engines! {
    async fn the_limits_begin_at_nothing_and_are_changed_on_record(app) {
        let ada = Clerk::of(app.administrator().await).await;
        let page = ada.browser.get(PATH).await;
        assert_eq!((page.value("audit_absolute"), page.value("audit_per_mille")), ("0".into(), "0".into()));
        assert!(page.text().contains("nobody has changed them yet"));
        assert_eq!(page.find("nav a[aria-current=page]").as_deref(), Some("Settings"));
        assert_eq!(save(&ada, "0.00", "0").await.status, 303, "the same");
        assert!(told(&app).await.is_empty());
        let done = save(&ada, " 2.5 ", "0.25").await;
        let page = done.follow().await;
        assert_eq!(page.flash(), "The limits have been saved. They hold from the next audit on.");
        assert_eq!((page.value("audit_absolute"), page.value("audit_per_mille")), ("2.5".into(), "0.25".into()));
        assert!(page.find(".audit-saved").is_some_and(|said| said.ends_with("20 Nov 2026, 12:00 · administrators")));
        assert_eq!(save(&ada, "3", "0.25").await.status, 303);
        let told = told(&app).await;
        assert_eq!((told.len(), told[0].subject_name.as_str()), (2, "audit"));
        let changes: Vec<_> = told.iter().map(|one| one.changes().len()).collect();
        assert_eq!(changes, [2, 1]);
    }

    async fn limits_that_cannot_be_are_refused(app) {
        let ada = Clerk::of(app.administrator().await).await;
        let largest = "99999999999999999999";
        for (absolute, per_mille, words) in [
            ("", "0", "Absolute limit: enter something"), ("-1", "0", "Absolute limit: enter plain digits"),
            ("1e3", "0", "Absolute limit: enter plain digits"),
            ("0.0000000000000000001", "0", "Absolute limit: enter plain digits"),
            ("100000000000000000000", "0", "Absolute limit: enter plain digits"),
            ("0", "", "balance: enter something"), ("0", "-0.01", "from 0 to 1000"),
            ("0", "1000.01", "from 0 to 1000"), ("0", "0.001", "at most 2 decimals"),
        ] {
            let answer = save(&ada, absolute, per_mille).await;
            assert_eq!(answer.status, 422, "{absolute:?} {per_mille:?}");
            let errors = answer.errors();
            assert!(errors.len() == 1 && errors[0].contains(words), "{errors:?}");
            assert_eq!((answer.value("audit_absolute").as_str(), answer.value("audit_per_mille").as_str()), (absolute, per_mille));
            assert!(answer.title().starts_with("Error:"));
        }
        assert_eq!(save(&ada, "", "x").await.errors().len(), 2);
        for (absolute, per_mille) in [("0.000000000000000001", "1000"), (largest, "0.01"), ("0", "1000.00")] {
            assert_eq!(save(&ada, absolute, per_mille).await.status, 303, "{absolute} {per_mille}");
        }
        assert_eq!(ada.post(PATH, &[("version", "1"), ("x", "y")]).await.status, 400);
        assert_eq!(ada.post(PATH, &[("audit_absolute", "1"), ("audit_per_mille", "1")]).await.status, 400);
    }

    async fn of_two_who_save_at_once_one_is_told(app) {
        let ada = Clerk::of(app.administrator().await).await;
        for (first, second) in [("1", "2"), ("3", "4")] {
            let stale = ada.browser.get(PATH).await.form().set("audit_absolute", second);
            assert_eq!(save(&ada, first, "0").await.status, 303);
            let late = stale.submit().await;
            assert_eq!(late.status, 409);
            assert_eq!(late.value("audit_absolute"), second, "what was typed stays");
            let now = late.find(".error-summary .facts").unwrap_or_default();
            assert_eq!(now, format!("Absolute limit {first} Limit in per mille of the balance 0"));
            assert_eq!(late.form().submit().await.status, 303, "sending it again means it");
        }
        let (db, actor) = (&app.app.db, app.actor());
        let limits: Vec<_> = (10..14).flat_map(|each| AuditLimits::parse(&each.to_string(), "0")).collect();
        let saving = limits.iter().map(|limits| stored::save(db, &actor, 4, limits));
        let saved = join_all(saving).await;
        assert_eq!(saved.iter().filter(|one| one.is_ok()).count(), 1);
        assert!(saved.iter().flat_map(|one| one.as_ref().err()).all(|error| matches!(error, stored::SaveError::Stale)), "{saved:?}");
    }

    async fn the_first_who_save_at_once_do_not_overwrite_each_other(app) {
        let (db, actor) = (&app.app.db, app.actor());
        let limits: Vec<_> = (10..14).flat_map(|each| AuditLimits::parse(&each.to_string(), "0")).collect();
        let saved = join_all(limits.iter().map(|limits| stored::save(db, &actor, 0, limits))).await;
        assert_eq!(saved.iter().filter(|one| one.is_ok()).count(), 1);
        assert!(saved.iter().flat_map(|one| one.as_ref().err()).all(|error| matches!(error, stored::SaveError::Stale)), "{saved:?}");
        assert_eq!(told(&app).await.len(), 1);
    }

    async fn a_difference_counts_beyond_both_limits_and_old_results_stay(app) {
        let (_, account, id) = maria(&app, "100").await;
        let ada = Clerk::of(app.sign_in("administrators").await).await;
        let small = "All OK: no difference is beyond the limits";
        for (absolute, per_mille, balance, expected) in [
            ("5", "0", "105", small), ("5", "0", "105.000000000000000001", "One discrepancy"),
            ("5", "0", "95", small), ("5", "0", "94.999999999999999999", "One discrepancy"),
            // 200 per mille of 125 is 25, of 80 it is 16.
            ("0", "200", "125", small), ("0", "199.99", "125", "One discrepancy"),
            ("0", "250", "80", small), ("0", "249.99", "80", "One discrepancy"),
            ("30", "100", "125", small), ("20", "100", "125", "One discrepancy"),
            ("20", "300", "125", small), ("0", "1000", "0", "One discrepancy"),
            ("100", "0", "0", small),
        ] {
            assert_eq!(save(&ada, absolute, per_mille).await.status, 303);
            tamper(&app, account, balance).await;
            let page = audited(&ada, id).await;
            assert_eq!(verdict(&page), expected, "{balance} with {absolute} and {per_mille}");
            assert_eq!(page.has("#audit-warning"), expected != small);
        }
        let page = ada.browser.get(&format!("/requests/{id}")).await;
        assert!(page.find(".audit-result").is_some_and(|said| said.ends_with("Differences of more than 100 counted.")));
        let older = page.all(".audit-older");
        assert!(older[0].ends_with("Differences of more than 1,000 ‰ of the balance counted."), "{}", older[0]);
        assert!(older[1].ends_with("more than 20 and more than 300 ‰ of the balance counted."), "{}", older[1]);
        assert_eq!(page.all(".audit-older > summary .audit-off").len(), 6);
    }
}
