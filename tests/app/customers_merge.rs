//! Two people at one customer: what only one of them changed is kept, and nothing is lost unseen.

use countersign::domain::staff::group::GroupKey;
use futures_util::future::join;

use crate::customers::{Clerk, stored, told};
use crate::hostile_uploads::files::png;
use crate::on_both_engines;
use crate::support::TestApp;

async fn two(app: &TestApp) -> (Clerk, Clerk) {
    let ada = Clerk::hired(app).await;
    let ben = Clerk::of(app.member_of(GroupKey::Compliance).await).await;
    (ada, ben)
}

on_both_engines! {
    async fn who_changed_other_fields_is_merged_with(app) {
        let (ada, ben) = two(&app).await;
        let id = ada.customer(&[("tags", "new"), ("document_number", "L01X00T47")]).await;
        let (hers, his) = (ada.editing(id).await, ben.editing(id).await);
        let saved = hers
            .set("last_name", "Meier")
            .set("verified_email", "on")
            .set("verification_reason", "called her")
            .set("document_number", "L01X00T48")
            .submit()
            .await;
        assert_eq!(saved.status, 303);
        let late = his.set("phone", "+49 30 901820").set("tags", "new, vip").submit().await;
        assert_eq!(late.status, 303, "{}", late.text());
        let said = late.follow().await.flash();
        assert!(said.contains("changed meanwhile by administrators"), "{said}");
        let now = stored(&app, id).await;
        assert_eq!((now.customer.version, now.customer.name().as_str()), (3, "Maria Meier"));
        assert!(now.customer.phone.is_some() && now.customer.verified_email);
        assert_eq!(now.customer.document_number.as_deref(), Some("L01X00T48"));
        assert_eq!((now.customer.verification_progress.0, now.tags.join(" ")), (20, "new vip".into()));
        let changed = told(&app, id).await.remove(0).changes();
        let fields: Vec<&str> = changed.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["phone", "tags"], "only what is his");
    }

    async fn the_same_change_by_both_is_no_conflict(app) {
        let (ada, ben) = two(&app).await;
        let id = ada.customer(&[]).await;
        let (hers, his) = (ada.editing(id).await, ben.editing(id).await);
        assert_eq!(hers.set("last_name", "Meier").submit().await.status, 303);
        assert_eq!(his.set("last_name", " Meier ").submit().await.status, 303);
        assert_eq!(stored(&app, id).await.customer.version, 2, "nothing to write");
    }

    async fn both_switch_a_flag_on_and_the_progress_follows_both(app) {
        let (ada, ben) = two(&app).await;
        let id = ada.customer(&[]).await;
        let (hers, his) = (ada.editing(id).await, ben.editing(id).await);
        let hers = hers.set("verified_email", "on").set("verification_progress", "20");
        assert_eq!(hers.set("verification_reason", "a").submit().await.status, 303);
        let his = his.set("verified_phone", "on").set("verification_progress", "20");
        assert_eq!(his.set("verification_reason", "b").submit().await.status, 303);
        let now = stored(&app, id).await.customer;
        assert!(now.verified_email && now.verified_phone);
        assert_eq!(now.verification_progress.0, 40);
    }

    async fn of_what_both_changed_each_chooses_field_by_field(app) {
        let (ada, ben) = two(&app).await;
        let id = ada.customer(&[("address", "There")]).await;
        let (hers, his) = (ada.editing(id).await, ben.editing(id).await);
        let hers = hers.set("last_name", "Meier").set("company", "A").set("address", "Hers");
        assert_eq!(hers.set("telegram_chat_id", "7").submit().await.status, 303);
        let his = his.set("last_name", "Meyer").set("company", "B").set("discount", "5");
        let late = his.set("address", "His").submit().await;
        assert_eq!(late.status, 409);
        let rows = late.all(".error-summary tbody tr th");
        assert_eq!(rows, ["Last name", "Company", "Address"]);
        assert!(late.all(".error-summary tbody tr")[2].starts_with("Address There His Hers"));
        assert_eq!(late.value("telegram_chat_id"), "7", "only hers, taken over");
        assert_eq!((late.value("discount"), late.value("last_name")), ("5".into(), "Meyer".into()));
        let form = late.form().set("keep_company", "theirs").set("address", "Both");
        assert_eq!(form.submit().await.status, 303);
        let now = stored(&app, id).await.customer;
        assert_eq!(
            (now.last_name.as_deref(), now.company.as_deref(), now.address.as_deref()),
            (Some("Meyer"), Some("A"), Some("Both"))
        );
        assert_eq!((now.discount.0, now.telegram_chat_id.as_deref()), (5, Some("7")));
    }

    async fn a_mistake_first_does_not_forget_what_the_form_was_made_from(app) {
        let (ada, ben) = two(&app).await;
        let id = ada.customer(&[]).await;
        let (hers, his) = (ada.editing(id).await, ben.editing(id).await);
        assert_eq!(hers.set("last_name", "Meier").submit().await.status, 303);
        let wrong = his.set("discount", "101").submit().await;
        assert_eq!((wrong.status, wrong.value("version").as_str()), (422, "1"));
        assert_eq!(wrong.form().set("discount", "10").submit().await.status, 303);
        let now = stored(&app, id).await.customer;
        assert_eq!((now.last_name.as_deref(), now.discount.0), (Some("Meier"), 10));
    }

    async fn one_file_of_two_people_is_put_before_the_second(app) {
        let (ada, ben) = two(&app).await;
        let id = ada.customer(&[]).await;
        let (hers, his) = (ada.editing(id).await, ben.editing(id).await);
        let other = ben.editing(id).await;
        let hers = hers.attach("doc_file_1", "hers.png", &png());
        assert_eq!(hers.submit().await.status, 303);
        let late = his.attach("doc_file_1", "his.png", &png()).submit().await;
        assert_eq!(late.status, 409, "{}", late.text());
        let row = late.all(".error-summary tbody tr").concat();
        assert!(row.contains("his.png") && row.contains("hers.png"), "{row}");
        assert!(late.all(".flash-warning").concat().contains("his.png"), "choose it again");
        let again = late.form().attach("doc_file_1", "his.png", &png()).submit().await;
        assert_eq!(again.status, 303);
        let other = other.attach("doc_file_2", "back.png", &png()).submit().await;
        assert_eq!(other.status, 303, "another slot is nobody's");
    }

    async fn of_many_pairs_of_late_edits_none_overwrites_unseen(app) {
        let (ada, ben) = two(&app).await;
        let fields = ["last_name", "company", "address", "telegram_chat_id"];
        for number in 0..60_usize {
            let email = format!("pair.{number}@example.com");
            let id = ada.customer(&[("email", &email)]).await;
            let (hers, his) = (ada.editing(id).await, ben.editing(id).await);
            let (one, two) = (fields[number % 4], fields[number / 4 % 4]);
            let answers = join(hers.set(one, "1").submit(), his.set(two, "2").submit()).await;
            let now = stored(&app, id).await;
            let value = |field: &str| {
                let facts = countersign::domain::customers::save::facts(&now);
                let found = facts.into_iter().find(|(name, _)| *name == field);
                found.and_then(|(_, value)| value)
            };
            if one == two {
                let statuses = [answers.0.status, answers.1.status];
                assert!([[303, 409], [409, 303]].contains(&statuses), "{number}: {statuses:?}");
                let winner = if answers.0.status == 303 { "1" } else { "2" };
                assert_eq!(value(one).as_deref(), Some(winner), "{number}");
            } else {
                assert_eq!((answers.0.status, answers.1.status), (303, 303), "{number}");
                assert_eq!(value(one).as_deref(), Some("1"), "{number}");
                assert_eq!(value(two).as_deref(), Some("2"), "{number}");
            }
        }
    }
}
