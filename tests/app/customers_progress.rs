//! Verification progress in the form: it follows from the flags, or says why not.

use crate::customers::{Clerk, stored};
use crate::on_both_engines;

on_both_engines! {
    async fn an_empty_progress_follows_from_the_flags(app) {
        let clerk = Clerk::hired(&app).await;
        let flags = [
            "verified_email", "verified_phone", "verified_document", "verified_selfie",
            "verified_address",
        ];
        for count in 0..=flags.len() {
            let email = format!("{count}@example.com");
            let mut said = vec![("email", email.as_str()), ("verification_reason", "seen")];
            said.extend(flags[..count].iter().map(|flag| (*flag, "on")));
            let id = clerk.customer(&said).await;
            let customer = stored(&app, id).await.customer;
            assert_eq!(customer.verification_progress.0, 20 * count as i32);
            assert_eq!(customer.progress_reason, None);
            let form = clerk.browser.get(&format!("/customers/{id}/edit")).await;
            let words = format!("Follows from the flags: {} %", 20 * count);
            assert_eq!(form.find("[data-follows]"), Some(words));
        }
    }

    async fn a_progress_that_contradicts_the_flags_wants_a_reason(app) {
        let clerk = Clerk::hired(&app).await;
        for typed in ["1", "19", "20", "100"] {
            let answer = clerk.create(&[("verification_progress", typed)]).await;
            assert_eq!(answer.status, 422, "{typed}");
            let words = "Verification progress in %: 0 % follows from the flags. Leave the field \
                         empty, or say below why it is different.";
            assert_eq!(answer.errors(), [words]);
            assert_eq!(
                answer.find("#verification_progress-error").as_deref(),
                Some(words)
            );
        }
        let answer = clerk.create(&[("verification_progress", "101")]).await;
        assert!(answer.errors()[0].ends_with("from 0 to 100"), "the range is first");
        let said = [("verification_progress", "35"), ("verification_reason", "old system")];
        let id = clerk.customer(&said).await;
        let customer = stored(&app, id).await.customer;
        assert_eq!(
            (customer.verification_progress.0, customer.progress_reason.as_deref()),
            (35, Some("old system"))
        );
        for tab in ["", "/verification"] {
            let page = clerk.browser.get(&format!("/customers/{id}{tab}")).await;
            assert!(page.text().contains("Set by hand: old system"), "{tab}");
        }
        // It stays as it is while nobody touches it.
        let form = clerk.editing(id).await.set("address", "Here");
        assert_eq!(form.submit().await.status, 303);
        let customer = stored(&app, id).await.customer;
        assert_eq!(customer.progress_reason.as_deref(), Some("old system"));
        // A value that follows forgets the reason.
        let form = clerk.editing(id).await.set("verification_progress", "0");
        assert_eq!(form.submit().await.status, 303);
        let customer = stored(&app, id).await.customer;
        assert_eq!((customer.verification_progress.0, customer.progress_reason), (0, None));
    }

    async fn a_progress_that_followed_follows_along(app) {
        let clerk = Clerk::hired(&app).await;
        let id = clerk.customer(&[]).await;
        let form = clerk.editing(id).await.set("verified_email", "on");
        let form = form.set("verification_reason", "seen");
        assert_eq!(form.submit().await.status, 303);
        assert_eq!(stored(&app, id).await.customer.verification_progress.0, 20);
        let form = clerk.editing(id).await.without("verified_email");
        let form = form.set("verification_reason", "a mistake");
        assert_eq!(form.submit().await.status, 303);
        assert_eq!(stored(&app, id).await.customer.verification_progress.0, 0);
        // One that never followed does not follow now.
        let form = clerk.editing(id).await.set("verification_progress", "50");
        let form = form.set("verification_reason", "half way");
        assert_eq!(form.submit().await.status, 303);
        let form = clerk.editing(id).await.set("verified_email", "on");
        assert_eq!(form.clone().submit().await.status, 422);
        assert_eq!(form.set("verification_reason", "both").submit().await.status, 303);
        let customer = stored(&app, id).await.customer;
        assert_eq!(
            (customer.verification_progress.0, customer.progress_reason.as_deref()),
            (50, Some("both"))
        );
    }
}
