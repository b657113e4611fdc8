//! The customer form, filled in wrong from top to bottom, or by something that is no form of ours.

use countersign::domain::customers::customer;
use sea_orm::{IdenStatic, Iterable};

use crate::customers::{Clerk, count, new_customer, stored};
use crate::customers_rules::Desk;
use crate::hostile_uploads::files::png;
use crate::on_both_engines;

on_both_engines! {
    async fn all_mistakes_are_named_at_once_and_nothing_typed_is_lost(app) {
        let desk = Desk::of(&app).await;
        let typed = [
            ("first_name", ""), ("last_name", "<script>alert(1)</script>"),
            ("company", "\"Söhne\""), ("customer_type", "corporate"), ("email", "maria"),
            ("phone", "12"), ("telegram_chat_id", "maria"), ("address", "One\nTwo"), ("gender", ""),
            ("birth_date", "2020-01-01"), ("country", ""), ("timezone", "Asia/Dubai"),
            ("language", "ar"), ("newsletter", "on"), ("newsletter_source", "by phone"),
            ("status", "inactive"), ("discount", "101"), ("affiliate_profit_share", "12.345"),
            ("document_number", "X1"), ("verified_email", "on"), ("verified_phone", ""),
            ("verified_document", "on"), ("verified_selfie", ""), ("verified_address", "on"),
            ("verification_progress", "x"), ("tags", "VIP, vip"),
        ];
        let form = typed.iter().fold(desk.form.clone(), |form, (name, value)| {
            if value.is_empty() && name.starts_with("verified") {
                form.without(name)
            } else {
                form.set(name, value)
            }
        });
        let answer = form.submit().await;
        assert_eq!(answer.status, 422);
        let wrong = [
            "first_name", "email", "phone", "telegram_chat_id", "gender", "birth_date", "country",
            "discount", "affiliate_profit_share", "verification_progress",
        ];
        let links = answer.attributes(".error-summary a", "href");
        assert_eq!(
            links,
            wrong.map(|field| format!("#{field}")),
            "in the order of the page"
        );
        for field in wrong {
            assert!(answer.has(&format!("#{field}-error")), "{field}");
        }
        for (name, value) in typed {
            assert_eq!(answer.value(name), value, "{name}");
        }
        assert_eq!(count(&desk.browser).await, 0);
    }

    /// S38: of all that is stored of a customer, the form has its own fields and no others.
    async fn s38_no_other_column_is_a_field(app) {
        let clerk = Clerk::hired(&app).await;
        let id = clerk.customer(&[]).await;
        let before = stored(&app, id).await.customer;
        let page = clerk.browser.get(&format!("/customers/{id}/edit")).await;
        let own = page.attributes("main form [name]", "name");
        assert!(own.len() > 25, "{own:?}");
        let mut tried = 0;
        for column in customer::Column::iter() {
            let name = column.as_str();
            if own.iter().any(|field| field == name) {
                continue;
            }
            assert_eq!(clerk.create(&[(name, "1")]).await.status, 400, "{name}");
            assert_eq!(clerk.update(id, "1", &[(name, "1")]).await.status, 400, "{name}");
            tried += 1;
        }
        assert!(tried > 8, "{tried} columns");
        assert_eq!(stored(&app, id).await.customer, before);
    }

    async fn a_sign_that_cannot_be_stored_loses_nothing_else(app) {
        let clerk = Clerk::hired(&app).await;
        let form = new_customer(&clerk.browser).await;
        let form = form.set("last_name", "Mei\u{b}er").set("address", "One\u{7f}\nTwo").set("tags", "vip");
        let form = form.set("telegram_chat_id", "\0").attach("photo", "me.png", &png());
        let answer = form.submit().await;
        assert_eq!(answer.status, 422, "{}", answer.text());
        let words = "control characters, which cannot be stored, have been taken out. Look at what is left, and save again";
        assert_eq!(answer.errors(), [
            format!("Last name: {words}"), format!("Telegram chat id: {words}"), format!("Address: {words}"),
        ]);
        for (field, kept) in [
            ("last_name", "Meier"), ("address", "One\nTwo"), ("telegram_chat_id", ""), ("tags", "vip"),
            ("email", "maria@example.com"),
        ] {
            assert_eq!(answer.value(field), kept, "{field}");
        }
        assert!(answer.has("#last_name-error") && answer.text().contains("me.png"));
        assert_eq!(count(&clerk.browser).await, 0);
        let saved = answer.form().submit().await;
        assert_eq!(stored(&app, crate::customers::id_of(&saved)).await.customer.name(), "Maria Meier");
        // What is merely missing is said, and not that something was taken out.
        let edit = clerk.editing(crate::customers::id_of(&saved)).await;
        let answer = edit.set("first_name", "\u{1}").set("email", "nobody").submit().await;
        assert_eq!((answer.status, answer.errors().len()), (422, 2), "{:?}", answer.errors());
        assert_eq!(answer.errors()[0], format!("First name: {words}"));
    }

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
        for unseen in ["version", "base", "verified_email", "csrf_token"] {
            let odd = form.clone().set(unseen, "\0").submit().await;
            assert!([400, 403].contains(&odd.status), "{unseen}: {}", odd.status);
        }
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
