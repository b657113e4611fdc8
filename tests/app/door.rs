//! What holds at the door and of what one signs in with, whatever happens in between.

use std::time::Duration;

use countersign::domain::staff::group::{self, GroupKey};
use countersign::domain::staff::member;
use countersign::domain::staff::new_password::{NewPassword, PasswordProblem};
use countersign::domain::staff::password::{Cost, Hasher};
use countersign::domain::staff::{recovery, throttle, token_rows};
use countersign::worker;
use futures_util::future::join_all;
use sea_orm::{ActiveValue::Set, EntityTrait, PaginatorTrait};

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::second_factor::{ADA, halfway, set_up};
use crate::sign_in::{SESSION, fail, stored, try_as};
use crate::staff_sessions::{count, is_signed_in};
use crate::support::app::PASSWORD;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

const FIVE_MINUTES: Duration = Duration::from_secs(5 * 60);

/// Names and types of what is filled in.
fn fields(page: &Page, form: &str) -> Vec<String> {
    let inputs = format!("{form} input:not([type=hidden])");
    page.attributes(&inputs, "name")
}

async fn keys(app: &TestApp) -> u64 {
    let rows = throttle::row::Entity::find().count(app.app.db.read());
    rows.await.expect("a number")
}

on_both_engines! {
    /// S12: not only their pages ask.
    async fn a_form_that_matters_asks_for_a_fresh_proof(app) {
        let ada = Clerk::hired(&app).await;
        app.hire("max", GroupKey::Support).await;
        set_up(&app, &app.sign_in("max").await).await;
        let auditor = group::id_of(app.app.db.read(), GroupKey::Auditor).await.expect("a group");
        let auditor = auditor.to_string();
        let member = [("name", "Eve"), ("email", "eve@example.com"), ("groups", auditor.as_str())];
        let changed = [member.as_slice(), &[("version", "1")]].concat();
        let forms: [(&str, &[(&str, &str)]); 7] = [
            ("/account/tokens", &[("token_name", "Report"), ("scope", "everything"), ("days", "90")]),
            ("/account/email", &[("email", "thief@example.com")]),
            ("/account/second-factor", &[("code", "000000")]),
            ("/account/second-factor/remove", &[]),
            ("/staff/2", &changed),
            ("/staff/2/reset-second-factor", &[]),
            ("/staff/2/send-password-link", &[]),
        ];
        app.app.clock.advance(FIVE_MINUTES);
        let written = count(&app, "staff.updated").await;
        for (path, sent) in forms {
            let answer = ada.post(path, sent).await;
            assert_eq!(answer.status, 303, "{path}");
            let asked = answer.location();
            assert!(asked.starts_with("/account/confirm?next="), "{path}: {asked}");
        }
        let tokens = token_rows::Entity::find().count(app.app.db.read()).await;
        assert_eq!(tokens.expect("a number"), 0);
        assert_eq!(stored(&app, "max").await.name, "max");
        for action in ["token.created", "staff.email-change-asked", "staff.second-factor-reset",
            "staff.password-link-sent"] {
            assert_eq!(count(&app, action).await, 0, "{action}");
        }
        assert_eq!(count(&app, "staff.updated").await, written);
        let page = ada.browser.get("/account/confirm").await;
        let proof = page.form_at("form[action='/account/confirm']").set("password", PASSWORD);
        assert_eq!(proof.submit().await.status, 303);
        let (path, sent) = forms[0];
        assert_eq!(ada.post(path, sent).await.status, 200, "proved");
    }

    /// S30: whoever finds an open session makes no recovery codes.
    async fn new_recovery_codes_want_a_fresh_proof(app) {
        let ada = app.administrator().await;
        set_up(&app, &ada).await;
        let page = ada.get("/account/second-factor").await;
        let form = page.form_at("form[action='/account/recovery-codes/renew']");
        let codes = || async { recovery::Entity::find().all(app.app.db.read()).await.expect("codes") };
        let before = codes().await;
        app.app.clock.advance(FIVE_MINUTES);
        let late = form.clone().submit().await;
        assert!(late.location().starts_with("/account/confirm?next="), "{}", late.location());
        assert_eq!((codes().await, count(&app, "staff.recovery-codes-made").await), (before.clone(), 0));
        let proof = ada.get("/account/confirm").await.form_at("form[action='/account/confirm']");
        assert_eq!(proof.set("password", PASSWORD).submit().await.status, 303);
        assert_eq!(form.submit().await.status, 303);
        assert_ne!(codes().await, before);
        assert_eq!(count(&app, "staff.recovery-codes-made").await, 1);
    }

    /// S3: who belongs to other groups signs in again, and gets another key.
    async fn other_groups_end_the_sessions_of_before(app) {
        let ada = Clerk::hired(&app).await;
        app.hire("max", GroupKey::Support).await;
        let max = app.sign_in("max").await;
        let key = max.cookie(SESSION).expect("a key");
        let edit = || async { ada.browser.get("/staff/2/edit").await.form_at("form[action='/staff/2']") };
        assert_eq!(edit().await.set("name", "Maximilian").submit().await.status, 303);
        assert!(is_signed_in(&max).await, "a name is no group");
        let auditor = group::id_of(app.app.db.read(), GroupKey::Auditor).await.expect("a group");
        assert_eq!(edit().await.set("groups", &auditor.to_string()).submit().await.status, 303);
        assert!(!is_signed_in(&max).await, "the key from before is dead");
        assert!(is_signed_in(&ada.browser).await, "nobody else's");
        let again = app.sign_in("max").await;
        assert_ne!(again.cookie(SESSION).expect("a key"), key);
        assert_eq!(again.get("/staff").await.status, 200, "as an auditor");
    }

    /// S11: one entry, by whom and of how many, and none where nothing ended.
    async fn what_an_administrator_ends_is_one_entry(app) {
        let ada = Clerk::hired(&app).await;
        app.hire("max", GroupKey::Support).await;
        let (one, two) = (app.sign_in("max").await, app.sign_in("max").await);
        assert_eq!(ada.post("/staff/2/end-sessions", &[]).await.status, 303);
        assert!(!is_signed_in(&one).await && !is_signed_in(&two).await);
        assert!(is_signed_in(&ada.browser).await);
        assert_eq!(count(&app, "staff.session-ended").await, 1);
        let page = ada.browser.get("/staff/2").await;
        let told = page.all(".timeline li");
        let told = told.iter().filter(|entry| entry.contains("session")).collect::<Vec<_>>();
        assert!(told.len() == 1 && told[0].contains("administrators"), "{told:?}");
        assert!(told[0].contains('2'), "how many: {told:?}");
        assert_eq!(ada.post("/staff/2/end-sessions", &[]).await.status, 303);
        assert_eq!(count(&app, "staff.session-ended").await, 1, "there were none");
    }

    /// S17: no password gets too old, and nothing helps to remember one.
    async fn a_password_of_last_year_still_signs_in(app) {
        app.hire("max", GroupKey::Support).await;
        let changed = stored(&app, "max").await.password_changed_at;
        app.app.clock.advance(Duration::from_secs(400 * 24 * 60 * 60));
        let wrong = try_as(&app.stranger(), "max@example.com", "wrong").await;
        assert_eq!(wrong.errors(), ["The e-mail address or the password is wrong."]);
        assert_eq!(fields(&wrong, "form[action='/login']"), ["email", "password"]);
        let max = app.stranger();
        let answer = try_as(&max, "max@example.com", PASSWORD).await;
        assert_eq!((answer.status, answer.location().as_str()), (303, "/"));
        assert_eq!(max.get("/").await.status, 200, "led nowhere else");
        assert_eq!(stored(&app, "max").await.password_changed_at, changed);
        let account = max.get("/account").await;
        let form = "form[action='/account/password']";
        assert_eq!(fields(&account, form), ["current", "new", "again"], "no hint to write down");
    }

    /// S18: what shall be filled in is told to those who fill in for us, and nothing keeps them off.
    async fn a_code_is_told_apart_from_a_password(app) {
        let ada = app.administrator().await;
        let offered = ada.get("/account/second-factor").await;
        set_up(&app, &ada).await;
        let second = app.stranger();
        let step = halfway(&second, ADA).await;
        let again = ada.get("/account/confirm").await;
        for page in [&offered, &step, &again] {
            assert_eq!(page.attributes("#code", "autocomplete"), ["one-time-code"]);
            assert_eq!(page.attributes("#code", "type"), ["text"]);
            assert!(!page.html().contains("onpaste"));
        }
        assert_eq!(again.attributes("#password", "autocomplete"), ["current-password"]);
        assert_eq!(again.attributes("#password", "type"), ["password"]);
    }

    /// What each of them counts and gives back is in the others' way, and nobody has to wait for it.
    async fn sign_ins_at_the_same_moment_all_succeed(app) {
        app.hire("max", GroupKey::Support).await;
        for _ in 0..5 {
            let tries = [(); 4].map(|()| async {
                try_as(&app.stranger(), "max@example.com", PASSWORD).await.status
            });
            assert_eq!(join_all(tries).await, [303; 4]);
        }
        assert_eq!(stored(&app, "max").await.strangers_failures, 0);
    }

    /// S27: what was counted is in the database, and a new process reads it there.
    async fn a_restart_forgets_no_failure(app) {
        app.hire("max", GroupKey::Support).await;
        fail(&app.stranger(), "max@example.com", 3).await;
        let again = app.restarted().await;
        fail(&again, "MAX@example.com ", 2).await;
        let closed = try_as(&again, "max@example.com", PASSWORD).await;
        assert_eq!((closed.status, closed.header("retry-after").as_str()), (429, "30"));
        let third = app.restarted().await;
        assert_eq!(try_as(&third, "max@example.com", PASSWORD).await.status, 429);
        assert_eq!(try_as(&app.stranger(), "max@example.com", PASSWORD).await.status, 429);
        app.app.clock.advance(Duration::from_secs(30));
        assert_eq!(try_as(&third, "max@example.com", PASSWORD).await.status, 303);
    }

    /// S27: an address writes down thirty names, and then none until it opens again.
    async fn names_that_somebody_makes_up_do_not_pile_up(app) {
        let guesser = app.stranger();
        for name in 0..200 {
            fail(&guesser, &format!("made-up-{name}@example.com"), 1).await;
        }
        assert_eq!(keys(&app).await, 30 * 2 + 1, "each with and without its address, and the address");
        for hour in 1..=3 {
            app.app.clock.advance(Duration::from_secs(60 * 60));
            for name in 0..40 {
                fail(&guesser, &format!("made-up-{hour}-{name}@example.com"), 1).await;
            }
            assert!(keys(&app).await <= (hour + 1) * 60 + 1, "{}", keys(&app).await);
        }
        app.app.clock.advance(Duration::from_secs(12 * 60 * 60 + 1));
        worker::sweep(&app.app).await;
        assert_eq!(keys(&app).await, 0, "swept, half a day after the last one");
    }
}

/// S19: who signs in with a hash of weaker times has a strong one afterwards, once.
#[actix_web::test]
async fn a_weaker_hash_is_replaced_at_the_next_sign_in() {
    let strong = Hasher::start(Cost::production()).expect("threads");
    let app = TestApp::with(|app| app.hasher = strong).await;
    app.hire("max", GroupKey::Support).await;
    let weak = Hasher::start(Cost::cheap()).expect("threads");
    let weak = weak.hash(PASSWORD.into()).await.expect("a hash");
    let mut row: member::ActiveModel = stored(&app, "max").await.into();
    row.password_hash = Set(weak.clone());
    let row = member::Entity::update(row);
    row.exec(app.app.db.write()).await.expect("stored");
    let browser = app.stranger();
    assert_eq!(
        try_as(&browser, "max@example.com", "wrong").await.status,
        422
    );
    assert_eq!(
        stored(&app, "max").await.password_hash,
        weak,
        "not by a guess"
    );
    app.sign_in("max").await;
    let first = stored(&app, "max").await.password_hash;
    assert!(
        first.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{first}"
    );
    let max: Browser = app.sign_in("max").await;
    assert_eq!(stored(&app, "max").await.password_hash, first, "once");
    assert!(is_signed_in(&max).await);
}

/// What people make of a short word that has to be longer.
fn made_longer(word: &str) -> Vec<String> {
    let length = word.chars().count();
    let missing = 15_usize.saturating_sub(length);
    let mut letters = word.chars();
    let first = letters.next().map(|one| one.to_uppercase().to_string());
    let capital = format!("{}{}", first.unwrap_or_default(), letters.as_str());
    let repeated = word.repeat(15_usize.div_ceil(length));
    vec![
        repeated.to_uppercase(),
        repeated,
        format!("{word}{}", "1".repeat(missing)),
        format!("{capital}{}", "!".repeat(missing)),
    ]
}

/// S16: a few hundred of the thirty thousand that are known here, drawn from all of them.
#[test]
fn common_passwords_are_refused_in_any_letters_and_made_longer() {
    let words: Vec<&str> = include_str!("../data/common_passwords.txt")
        .lines()
        .collect();
    assert!(words.len() > 400, "{}", words.len());
    for word in words {
        for typed in [word.to_owned(), word.to_uppercase()] {
            assert!(NewPassword::parse(&typed, &[]).is_err(), "{typed}");
        }
        for typed in made_longer(word) {
            let problem = NewPassword::parse(&typed, &[]).err();
            assert_eq!(problem, Some(PasswordProblem::Guessable), "{typed}");
        }
    }
}
