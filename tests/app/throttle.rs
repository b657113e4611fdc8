//! The throttle at the door: it slows guessers down and is no weapon against anybody else.

use std::time::Duration;

use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::throttle;
use futures_util::future::join_all;
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::on_both_engines;
use crate::sign_in::{DEVICE, fail, try_as};
use crate::support::app::PASSWORD;

on_both_engines! {
    async fn closings_grow_and_always_end(app) {
        app.hire("ada", GroupKey::Support).await;
        let guesser = app.stranger();
        assert_eq!(fail(&guesser, "ada@example.com", 5).await.status, 422);
        let mut waits = Vec::new();
        for _ in 0..8 {
            let closed = try_as(&guesser, "ada@example.com", PASSWORD).await;
            assert_eq!(closed.status, 429, "even the right password waits");
            let wait = closed.header("retry-after").parse().expect("seconds");
            waits.push(wait);
            app.app.clock.advance(Duration::from_secs(wait));
            assert_eq!(fail(&guesser, "ada@example.com", 1).await.status, 422);
        }
        assert_eq!(waits, [30, 60, 120, 240, 480, 900, 900, 900]);
        app.app.clock.advance(Duration::from_secs(900));
        assert_eq!(
            try_as(&guesser, "ada@example.com", PASSWORD).await.status,
            303
        );
        app.app.clock.advance(Duration::from_secs(13 * 60 * 60));
        assert!(
            throttle::sweep(&app.app.db, app.app.clock.now())
                .await
                .expect("swept")
                > 0
        );
        assert_eq!(
            throttle::row::Entity::find()
                .count(app.app.db.read())
                .await
                .expect("a number"),
            0
        );
    }

    async fn a_guesser_cannot_lock_others_out(app) {
        app.hire("ada", GroupKey::Support).await;
        let known = app.sign_in("ada").await;
        let guesser = app.stranger();
        fail(&guesser, "ada@example.com", 5).await;
        assert_eq!(
            try_as(&guesser, "ada@example.com", PASSWORD).await.status,
            429
        );
        let device = app.stranger();
        device.set_cookie(DEVICE, &known.cookie(DEVICE).expect("a mark"));
        assert_eq!(
            try_as(&device, "ada@example.com", PASSWORD).await.status,
            303,
            "a known device"
        );
        let elsewhere = app.stranger().at([127, 0, 0, 2]);
        assert_eq!(
            try_as(&elsewhere, "ada@example.com", PASSWORD).await.status,
            303,
            "another address"
        );
    }

    async fn a_device_is_known_for_one_account_only(app) {
        app.hire("ada", GroupKey::Support).await;
        app.hire("bob", GroupKey::Support).await;
        let bob = app.sign_in("bob").await;
        fail(&app.stranger(), "ada@example.com", 5).await;
        for mark in [
            bob.cookie(DEVICE).expect("a mark"),
            "a.1.00".to_owned(),
            String::new(),
        ] {
            let thief = app.stranger();
            thief.set_cookie(DEVICE, &mark);
            assert_eq!(
                try_as(&thief, "ada@example.com", PASSWORD).await.status,
                429,
                "{mark}"
            );
        }
        // And it has a limit of its own.
        let device = app.stranger();
        device.set_cookie(DEVICE, &bob.cookie(DEVICE).expect("a mark"));
        fail(&device, "bob@example.com", 5).await;
        assert_eq!(
            try_as(&device, "bob@example.com", PASSWORD).await.status,
            429
        );
        assert_eq!(
            try_as(&app.stranger(), "bob@example.com", PASSWORD)
                .await
                .status,
            303
        );
    }

    async fn many_addresses_close_an_account_to_strangers_but_not_to_its_owner(app) {
        app.hire("ada", GroupKey::Support).await;
        let known = app.sign_in("ada").await;
        for last in 1..=5 {
            fail(&app.stranger().at([10, 0, 0, last]), "ada@example.com", 5).await;
        }
        let fresh = app.stranger().at([10, 0, 0, 99]);
        assert_eq!(
            try_as(&fresh, "ada@example.com", PASSWORD).await.status,
            429
        );
        let device = app.stranger().at([10, 0, 0, 99]);
        device.set_cookie(DEVICE, &known.cookie(DEVICE).expect("a mark"));
        assert_eq!(
            try_as(&device, "ada@example.com", PASSWORD).await.status,
            303
        );
    }

    async fn one_address_cannot_try_one_password_on_everybody(app) {
        let guesser = app.stranger();
        let mut statuses = Vec::new();
        for index in 0..40 {
            statuses.push(
                fail(&guesser, &format!("name{index}@example.com"), 1)
                    .await
                    .status,
            );
        }
        assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 30);
        assert_eq!(statuses.last(), Some(&429));
        app.hire("ada", GroupKey::Support).await;
        let elsewhere = app.stranger().at([127, 0, 0, 2]);
        assert_eq!(
            try_as(&elsewhere, "ada@example.com", PASSWORD).await.status,
            303
        );
    }

    async fn tries_in_parallel_and_in_other_letters_count_as_well(app) {
        app.hire("ada", GroupKey::Support).await;
        let stranger = app.stranger().expecting_failure();
        let form = stranger
            .get("/login")
            .await
            .form()
            .set("password", "not the password at all");
        let spellings = [
            "ada@example.com",
            "ADA@example.com",
            " ada@EXAMPLE.com",
            "Ada@Example.Com ",
        ];
        let tries = (0..50).map(|index| form.clone().set("email", spellings[index % 4]).submit());
        let statuses: Vec<u16> = join_all(tries)
            .await
            .iter()
            .map(|page| page.status)
            .collect();
        assert_eq!(
            statuses.iter().filter(|status| **status == 422).count(),
            5,
            "{statuses:?}"
        );
    }

    async fn a_right_password_takes_the_failures_back(app) {
        app.hire("ada", GroupKey::Support).await;
        for _ in 0..4 {
            let browser = app.stranger();
            fail(&browser, "ada@example.com", 4).await;
            assert_eq!(
                try_as(&browser, "ada@example.com", PASSWORD).await.status,
                303
            );
        }
    }

    async fn a_full_queue_is_answered_as_such_and_counts_nothing(app) {
        app.hire("ada", GroupKey::Support).await;
        let seats: Vec<_> = std::iter::from_fn(|| app.app.hasher.seat().ok())
            .take(64)
            .collect();
        let browser = app.stranger().expecting_failure();
        let busy = try_as(&browser, "ada@example.com", PASSWORD).await;
        assert_eq!(busy.status, 503);
        assert_ne!(busy.header("retry-after"), "");
        drop(seats);
        assert_eq!(
            throttle::row::Entity::find()
                .count(app.app.db.read())
                .await
                .expect("a number"),
            0
        );
        assert_eq!(
            try_as(&browser, "ada@example.com", PASSWORD).await.status,
            303
        );
    }
}
