//! Changing one's password: what a new one must be, and what else it does.

use std::time::Duration;

use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::session;
use futures_util::future::join;
use sea_orm::EntityTrait;

use crate::on_both_engines;
use crate::sign_in::{SESSION, stored};
use crate::staff_sessions::{count, is_signed_in, sessions};
use crate::support::Browser;
use crate::support::app::PASSWORD;
use crate::support::page::Page;

const NEW_PASSWORD: &str = "tangerine sunset marble fox";

async fn change_password(browser: &Browser, current: &str, new: &str, again: &str) -> Page {
    let form = browser
        .get("/account")
        .await
        .form_at("form[action='/account/password']");
    form.set("current", current)
        .set("new", new)
        .set("again", again)
        .submit()
        .await
}

on_both_engines! {
    async fn stored_passwords_are_argon2id_and_keys_are_hashed(app) {
        let ada = app.member_of(GroupKey::Administrators).await;
        assert!(
            stored(&app, "administrators")
                .await
                .password_hash
                .starts_with("$argon2id$v=19$m=")
        );
        let row = session::Entity::find()
            .one(app.app.db.read())
            .await
            .expect("an answer")
            .expect("a row");
        assert_eq!(row.key_hash.len(), 64);
        assert!(!row.state.contains(&ada.cookie(SESSION).expect("a session")));
    }

    async fn changing_the_password_ends_all_other_sessions(app) {
        let ada = app.administrator().await;
        let other = app.sign_in("administrators").await;
        let stolen = ada.copy();
        let answer = change_password(&ada, PASSWORD, NEW_PASSWORD, NEW_PASSWORD).await;
        assert_eq!(
            (answer.status, answer.location()),
            (303, "/account".to_owned())
        );
        assert!(answer.follow().await.flash().contains("changed"));
        assert!(is_signed_in(&ada).await, "goes on here");
        assert!(
            !is_signed_in(&other).await && !is_signed_in(&stolen).await,
            "under a new key"
        );
        assert_eq!(sessions(&app).await, 1);
        assert_eq!(count(&app, "staff.password-changed").await, 1);
        let door = app
            .stranger()
            .get("/login")
            .await
            .form()
            .set("email", "administrators@example.com");
        assert_eq!(
            door.clone().set("password", PASSWORD).submit().await.status,
            422
        );
        assert_eq!(
            door.set("password", NEW_PASSWORD).submit().await.status,
            303
        );
    }

    async fn a_new_password_is_long_and_hard_to_guess(app) {
        let ada = app.administrator().await;
        let fourteen = "x7$kQ9!mZp2#vL";
        for (new, refused) in [
            (fourteen, true),
            ("password1234567", true),
            ("Administrators1", true),
            ("administrators@example.com", true),
            ("Countersign2026!!", true),
            ("administrators, example: com 1 2 3 4", true),
            ("password1 password2 password3", true),
            ("11 22 33 44 55 66", true),
            (&"tangerine sunset ".repeat(100), true),
        ] {
            let page = change_password(&ada, PASSWORD, new, new).await;
            assert_eq!(page.status == 422, refused, "{new}: {:?}", page.errors());
            assert_eq!(page.attributes("#new", "value"), [""], "never shown again");
        }
        let mut current = PASSWORD.to_owned();
        let long: String = "tangerine sunset marble fox "
            .repeat(40)
            .chars()
            .take(1024)
            .collect();
        for new in [
            "x7$kQ9!mZp2#vLw",
            " fünf 🦦 spielen am Ufer ",
            &long[..64],
            &long[..128],
            &long,
        ] {
            assert_eq!(
                change_password(&ada, &current, new, new).await.status,
                303,
                "{new}"
            );
            new.clone_into(&mut current);
        }
        let cut = &long[..1023];
        assert_eq!(
            change_password(&ada, cut, NEW_PASSWORD, NEW_PASSWORD)
                .await
                .status,
            422,
            "not truncated"
        );
    }

    async fn both_spellings_of_a_letter_are_the_same_password(app) {
        let ada = app.administrator().await;
        let (composed, decomposed) = ("caf\u{e9} am stillen Fluss", "cafe\u{301} am stillen Fluss");
        assert_eq!(
            change_password(&ada, PASSWORD, composed, decomposed)
                .await
                .status,
            422,
            "typed twice alike"
        );
        assert_eq!(
            change_password(&ada, PASSWORD, composed, composed)
                .await
                .status,
            303
        );
        for typed in [composed, decomposed] {
            let door = app
                .stranger()
                .get("/login")
                .await
                .form()
                .set("email", "administrators@example.com");
            assert_eq!(door.set("password", typed).submit().await.status, 303);
        }
    }

    async fn changing_the_password_needs_the_current_one(app) {
        let ada = app.administrator().await;
        for _ in 0..5 {
            let page =
                change_password(&ada, "a wrong guess of mine", NEW_PASSWORD, NEW_PASSWORD).await;
            assert_eq!(page.errors(), ["The current password is wrong"]);
        }
        let throttled = change_password(&ada, PASSWORD, NEW_PASSWORD, NEW_PASSWORD).await;
        assert_eq!(
            throttled.status, 429,
            "an open session is no place to guess"
        );
        app.app.clock.advance(Duration::from_secs(30));
        assert_eq!(
            change_password(&ada, PASSWORD, NEW_PASSWORD, NEW_PASSWORD)
                .await
                .status,
            303
        );
    }

    async fn a_password_change_against_a_sign_out_leaves_no_session(app) {
        let ada = app.administrator().await;
        let kept = ada.copy();
        let page = ada.get("/account").await;
        let change = page
            .form_at("form[action='/account/password']")
            .set("current", PASSWORD)
            .set("new", NEW_PASSWORD)
            .set("again", NEW_PASSWORD)
            .submit();
        let out = page.form_at("form[action='/logout']").submit();
        let (changed, _) = join(change, out).await;
        // Either the change came first and the old key signs nobody out, or it was refused.
        let alive = sessions(&app).await;
        assert!(
            alive == 0 || changed.location() == "/account",
            "{alive} {}",
            changed.location()
        );
        assert!(!is_signed_in(&kept).await);
    }
}
