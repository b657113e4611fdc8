//! Customers, when two people want the same: one address once, and nobody overwritten unseen.

use countersign::domain::staff::group::GroupKey;
use futures_util::future::{join, join_all};

use crate::customers::{Clerk, count, stored, told};
use crate::on_both_engines;
use crate::support::TestApp;

const TAKEN: &str = "E-mail: this address already belongs to someone else";

/// Two people who may change customers.
async fn two(app: &TestApp) -> (Clerk, Clerk) {
    let ada = Clerk::hired(app).await;
    let ben = Clerk::of(app.member_of(GroupKey::Compliance).await).await;
    (ada, ben)
}

on_both_engines! {
    async fn an_address_belongs_to_one_customer_whatever_its_case(app) {
        let clerk = Clerk::hired(&app).await;
        clerk.customer(&[("email", "Maria@Example.com")]).await;
        for typed in [
            "maria@example.com", "MARIA@EXAMPLE.COM", " maria@example.com ",
        ] {
            let answer = clerk.create(&[("email", typed)]).await;
            assert_eq!(
                (answer.status, answer.errors()),
                (422, vec![TAKEN.to_owned()]),
                "{typed}"
            );
            assert_eq!(answer.find("#email-error").as_deref(), Some(TAKEN));
            assert_eq!(answer.value("email"), typed);
        }
        let other = clerk.customer(&[("email", "other@example.com")]).await;
        let answer = clerk
            .update(other, "1", &[("email", "MARIA@example.com")])
            .await;
        assert_eq!(
            (answer.status, answer.errors()),
            (422, vec![TAKEN.to_owned()])
        );
        let own = clerk
            .update(other, "1", &[("email", "OTHER@example.com")])
            .await;
        assert_eq!(own.status, 303, "one's own in other letters");
        assert_eq!(stored(&app, other).await.customer.version, 1);
    }

    async fn of_twenty_creations_at_once_with_one_address_one_succeeds(app) {
        let clerk = Clerk::hired(&app).await;
        let emails: Vec<String> = (0..20)
            .map(|number| {
                if number % 2 == 0 {
                    "one@example.com"
                } else {
                    "ONE@Example.com"
                }
                .to_owned()
            })
            .collect();
        let said: Vec<[(&str, &str); 1]> =
            emails.iter().map(|one| [("email", one.as_str())]).collect();
        let answers = join_all(said.iter().map(|said| clerk.create(said))).await;
        let (made, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|page| page.status == 303);
        assert_eq!((made.len(), refused.len()), (1, 19));
        for page in refused {
            assert_eq!(
                (page.status, page.find("#email-error").as_deref()),
                (422, Some(TAKEN))
            );
        }
        assert_eq!(count(&clerk.browser).await, 1);
    }

    async fn a_form_that_knows_nothing_of_its_making_is_compared_field_by_field(app) {
        let (ada, ben) = two(&app).await;
        let id = ada.customer(&[("tags", "new")]).await;
        let (hers, his) = (ada.editing(id).await, ben.editing(id).await);
        let saved = hers
            .set("last_name", "Meier")
            .set("telegram_chat_id", "7")
            .submit()
            .await;
        assert_eq!(saved.status, 303);
        for base in ["", "{", "[]", &format!("{{\"facts\":\"{}\"}}", "x".repeat(40_000))] {
            let late = his
                .clone()
                .set("base", base)
                .set("phone", "+49 30 901820")
                .set("address", "Here")
                .submit()
                .await;
            assert_eq!(late.status, 409, "{}", late.text());
            let rows = late.all(".error-summary tbody tr");
            let by = "administrators , 20 Nov 2026, 12:00";
            for row in [
                format!("Last name Not given Meier {by}"),
                format!("Telegram chat id Not given 7 {by}"),
                "Phone +4930901820 Not given".to_owned(),
                "Address Here Not given".to_owned(),
            ] {
                assert!(rows.contains(&row), "{row}: {rows:?}");
            }
            assert_eq!(rows.len(), 4, "{rows:?}");
            for (name, kept) in [
                ("phone", "+49 30 901820"), ("address", "Here"), ("version", "2"),
            ] {
                assert_eq!(late.value(name), kept);
            }
        }
        let now = stored(&app, id).await.customer;
        assert_eq!(
            (now.version, now.phone.is_some()),
            (2, false),
            "nothing of his is written"
        );
    }

    async fn mine_may_be_applied_on_top_on_purpose(app) {
        let (ada, ben) = two(&app).await;
        let id = ada.customer(&[]).await;
        let his = ben.editing(id).await;
        assert_eq!(
            ada.update(id, "1", &[("last_name", "Meier")]).await.status,
            303
        );
        let late = his.set("last_name", "Meyer").submit().await;
        assert_eq!(late.status, 409);
        assert!(late.text().contains("Somebody else was first"));
        assert!(late.text().contains("Apply mine on top"));
        assert_eq!(
            late.all(".error-summary tbody tr"),
            ["Last name Not given Meyer Meier administrators , 20 Nov 2026, 12:00"]
        );
        assert_eq!(late.form().submit().await.status, 303);
        assert_eq!(stored(&app, id).await.customer.name(), "Maria Meyer");
        let who: Vec<String> = told(&app, id)
            .await
            .into_iter()
            .map(|one| one.actor_name)
            .collect();
        assert_eq!(who, ["compliance", "administrators", "administrators"]);
    }

    async fn a_mistake_in_a_stale_form_is_a_mistake_first(app) {
        let (ada, ben) = two(&app).await;
        let id = ada.customer(&[]).await;
        assert_eq!(
            ada.update(id, "1", &[("last_name", "Meier")]).await.status,
            303
        );
        let wrong = ben.update(id, "1", &[("discount", "101")]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.value("version"), "1", "still stale");
        assert_eq!(
            wrong.form().set("discount", "10").submit().await.status,
            409
        );
        for version in ["", "x", "99999999999999999999"] {
            let answer = ben.update(id, version, &[]).await;
            assert_eq!(answer.status, 400, "{version:?}");
        }
        for version in ["0", "-1", "3"] {
            let answer = ben.update(id, version, &[("phone", "+4930901820")]).await;
            assert_eq!(answer.status, 409, "{version:?}");
        }
    }

    async fn in_fifty_races_nobody_is_overwritten_unseen(app) {
        let (ada, ben) = two(&app).await;
        for number in 0..50 {
            let email = format!("race.{number}@example.com");
            let id = ada.customer(&[("email", &email)]).await;
            let hers = [("email", email.as_str()), ("last_name", "Ada")];
            let his = [("email", email.as_str()), ("last_name", "Ben")];
            let answers = join(ada.update(id, "1", &hers), ben.update(id, "1", &his)).await;
            let winner = match (answers.0.status, answers.1.status) {
                (303, 409) => ("Ada", "administrators"),
                (409, 303) => ("Ben", "compliance"),
                other => panic!("race {number}: {other:?}"),
            };
            let now = stored(&app, id).await.customer;
            assert_eq!(
                (now.version, now.last_name.as_deref()),
                (2, Some(winner.0)),
                "{number}"
            );
            let entries = told(&app, id).await;
            assert_eq!(
                (entries.len(), entries[0].actor_name.as_str()),
                (2, winner.1),
                "{number}"
            );
        }
    }
}
