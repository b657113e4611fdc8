//! The customer form, filled in by something that is no form of ours.

use crate::customers::{Clerk, count, new_customer};
use crate::on_both_engines;

on_both_engines! {
    async fn what_no_form_sends_is_refused(app) {
        let clerk = Clerk::hired(&app).await;
        for (name, value) in [
            ("first_name", "Ma\0ria"), ("last_name", "\u{1}"), ("address", "\u{7f}"),
            ("\u{8}", "x"), ("role", "administrator"), ("id", "7"), ("created_at", "0"),
            ("search_text", "x"),
        ] {
            let answer = clerk.create(&[(name, value)]).await;
            assert_eq!(answer.status, 400, "{name:?}={value:?}");
        }
        let twice = [("last_name", "Meier"), ("last_name", "Meyer")];
        assert_eq!(clerk.create(&twice).await.status, 400);
        let form = new_customer(&clerk.browser).await;
        assert_eq!(
            form.clone().set("last_name", "\0").submit().await.status,
            400,
            "with files"
        );
        let (kind, mut body) = form.encode();
        let at = body
            .windows(5)
            .position(|part| part == b"Maria")
            .expect("a name");
        body[at] = 0xFF;
        assert_eq!(
            clerk
                .browser
                .post_raw("/customers", &kind, body)
                .await
                .status,
            400,
            "UTF-8"
        );
        let token = clerk.browser.get("/account").await.value("csrf_token");
        for odd in ["%FF", "%C0%80", "%ED%A0%80", "%00"] {
            let body = format!("csrf_token={token}&first_name={odd}").into_bytes();
            let kind = "application/x-www-form-urlencoded";
            let answer = clerk.browser.post_raw("/customers", kind, body).await;
            assert_eq!(answer.status, 400, "{odd}");
        }
        assert_eq!(count(&clerk.browser).await, 0);
    }
}
