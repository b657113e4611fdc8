//! The door: signing in, being kept out, the first administrator, and forms from elsewhere.

use std::time::Duration;

use countersign::domain::journal::entry;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::{disable, member, session, setup, sign_in, throttle};
use futures_util::future::join_all;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::on_both_engines;
use crate::support::app::PASSWORD;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

const SESSION: &str = "__Host-countersign";
const DEVICE: &str = "__Host-countersign-device";

/// What someone types at the door.
async fn try_as(browser: &Browser, email: &str, password: &str) -> Page {
    let form = browser.get("/login").await.form();
    form.set("email", email)
        .set("password", password)
        .submit()
        .await
}

/// Several wrong passwords, one after the other.
async fn fail(browser: &Browser, email: &str, times: usize) -> Page {
    let mut last = None;
    for _ in 0..times {
        last = Some(try_as(browser, email, "not the password at all").await);
    }
    last.expect("at least one try")
}

async fn journaled(app: &TestApp, action: &str) -> Vec<entry::Model> {
    let mine = entry::Entity::find().filter(entry::Column::Action.eq(action));
    mine.all(app.app.db.read()).await.expect("entries")
}

async fn sessions(app: &TestApp) -> u64 {
    session::Entity::find()
        .count(app.app.db.read())
        .await
        .expect("a number")
}

async fn stored(app: &TestApp, name: &str) -> member::Model {
    let email = format!("{name}@example.com").parse().expect("an address");
    member::by_email(app.app.db.read(), &email)
        .await
        .expect("an answer")
        .expect("a member")
}

/// The page without what differs on every page: the token and the request's id.
fn masked(page: &Page) -> String {
    let mut html = page.html();
    for value in page.attributes("input[name=csrf_token]", "value") {
        html = html.replace(&value, "");
    }
    html.replace(&page.header("x-request-id"), "")
}

on_both_engines! {
    async fn the_door_writes_nothing_and_gives_no_session(app) {
        let stranger = app.stranger();
        let door = stranger.get("/login").await;
        assert_eq!(door.status, 200);
        assert_eq!(stranger.cookie(SESSION), None);
        assert_eq!(stranger.get("/account").await.location(), "/login?next=%2Faccount");
        assert_eq!(sessions(&app).await, 0);
    }

    async fn signing_in_leads_back_to_where_one_wanted_to_go(app) {
        app.hire("ada", GroupKey::Administrators).await;
        let ada = app.stranger();
        let door = ada.get("/account").await.follow().await;
        let answer = door.form().set("email", " ADA@Example.com ").set("password", PASSWORD).submit().await;
        assert_eq!((answer.status, answer.location()), (303, "/account".to_owned()));
        assert_eq!(answer.follow().await.status, 200);
        assert_eq!(ada.get("/login").await.location(), "/", "who is signed in goes on");
        let entries = journaled(&app, "staff.signed-in").await;
        assert_eq!(entries.len(), 1);
        assert_eq!((entries[0].actor_name.as_str(), entries[0].ip.as_deref()), ("ada", Some("127.0.0.1")));
    }

    async fn cookies_are_for_this_host_and_for_nobody_else(app) {
        app.hire("ada", GroupKey::Support).await;
        let answer = try_as(&app.stranger(), "ada@example.com", PASSWORD).await;
        let cookies: Vec<String> = answer.headers.get_all("set-cookie")
            .map(|cookie| cookie.to_str().expect("text").to_owned()).collect();
        assert!(cookies.iter().any(|cookie| cookie.starts_with(&format!("{SESSION}="))), "{cookies:?}");
        assert!(cookies.iter().any(|cookie| cookie.starts_with(&format!("{DEVICE}="))), "{cookies:?}");
        for cookie in &cookies {
            assert!(cookie.starts_with("__Host-") && cookie.len() <= 4096, "{cookie}");
            for attribute in ["; Secure", "; HttpOnly", "; Path=/"] {
                assert!(cookie.contains(attribute), "{cookie}: {attribute}");
            }
            assert!(cookie.contains("SameSite=Lax") || cookie.contains("SameSite=Strict"), "{cookie}");
            assert!(!cookie.contains("Domain"), "{cookie}");
        }
    }

    async fn a_cookie_from_before_is_never_adopted(app) {
        app.hire("ada", GroupKey::Support).await;
        let browser = app.stranger();
        browser.set_cookie(SESSION, "made-up-by-somebody-else");
        try_as(&browser, "ada@example.com", PASSWORD).await;
        let first = browser.cookie(SESSION).expect("a session");
        assert_ne!(first, "made-up-by-somebody-else");
        let old = browser.copy();
        let door = old.copy();
        // Signing in once more from within ends the session one came with.
        let token = door.get("/account").await.attributes("input[name=csrf_token]", "value").remove(0);
        let again = [("csrf_token", token.as_str()), ("email", "ada@example.com"), ("password", PASSWORD)];
        assert_eq!(door.post("/login", &again).await.status, 303);
        assert_ne!(door.cookie(SESSION).expect("a session"), first);
        assert_eq!(old.get("/account").await.status, 303, "the old one is dead");
        assert_eq!(sessions(&app).await, 1);
    }

    async fn nothing_tells_who_works_here(app) {
        app.hire("ada", GroupKey::Support).await;
        app.hire("bob", GroupKey::Support).await;
        let email = "bob@example.com".parse().expect("an address");
        disable::disable(&app.app.db, &app.actor(), &email).await.expect("disabled");
        let typed = [("ada@example.com", "wrong password"), ("bob@example.com", PASSWORD), ("eve@example.com", PASSWORD)];
        let mut answers = Vec::new();
        for (index, (email, password)) in typed.into_iter().enumerate() {
            let browser = app.stranger().at([10, 0, 0, index as u8 + 1]);
            let page = try_as(&browser, email, password).await;
            assert_eq!(page.errors(), ["The address or the password is wrong."], "{email}");
            assert_eq!(page.value("email"), email);
            assert_eq!(page.value("password"), "");
            let headers: Vec<String> = page.headers.iter().map(|(name, _)| name.to_string()).collect();
            answers.push((page.status, headers.len(), masked(&page).replace(email, "")));
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
        // Locked looks alike, too.
        let (known, unknown) = (app.stranger().at([10, 0, 1, 1]), app.stranger().at([10, 0, 1, 2]));
        let known = fail(&known, "ada@example.com", 6).await;
        let unknown = fail(&unknown, "eve@example.com", 6).await;
        assert_eq!((known.status, masked(&known)), (unknown.status, masked(&unknown)));
        assert_eq!(known.header("retry-after"), unknown.header("retry-after"));
    }

    async fn every_failure_is_on_record_without_what_was_typed(app) {
        app.hire("ada", GroupKey::Support).await;
        fail(&app.stranger(), "ada@example.com", 20).await;
        try_as(&app.stranger(), PASSWORD, "anything").await;
        let failed = journaled(&app, "staff.sign-in-failed").await;
        assert_eq!(failed.len(), 6, "refused tries write nothing");
        assert!(failed[..5].iter().all(|entry| entry.subject_name == "a•••@example.com"));
        assert_eq!(failed[5].subject_name, "•••", "a password in the wrong field");
        assert_eq!(journaled(&app, "staff.sign-in-throttled").await.len(), 1, "once per closing");
    }

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
        assert_eq!(try_as(&guesser, "ada@example.com", PASSWORD).await.status, 303);
        app.app.clock.advance(Duration::from_secs(13 * 60 * 60));
        assert!(throttle::sweep(&app.app.db, app.app.clock.now()).await.expect("swept") > 0);
        assert_eq!(throttle::row::Entity::find().count(app.app.db.read()).await.expect("a number"), 0);
    }

    async fn a_guesser_cannot_lock_others_out(app) {
        app.hire("ada", GroupKey::Support).await;
        let known = app.sign_in("ada").await;
        let guesser = app.stranger();
        fail(&guesser, "ada@example.com", 5).await;
        assert_eq!(try_as(&guesser, "ada@example.com", PASSWORD).await.status, 429);
        let device = app.stranger();
        device.set_cookie(DEVICE, &known.cookie(DEVICE).expect("a mark"));
        assert_eq!(try_as(&device, "ada@example.com", PASSWORD).await.status, 303, "a known device");
        let elsewhere = app.stranger().at([127, 0, 0, 2]);
        assert_eq!(try_as(&elsewhere, "ada@example.com", PASSWORD).await.status, 303, "another address");
    }

    async fn a_device_is_known_for_one_account_only(app) {
        app.hire("ada", GroupKey::Support).await;
        app.hire("bob", GroupKey::Support).await;
        let bob = app.sign_in("bob").await;
        fail(&app.stranger(), "ada@example.com", 5).await;
        for mark in [bob.cookie(DEVICE).expect("a mark"), "a.1.00".to_owned(), String::new()] {
            let thief = app.stranger();
            thief.set_cookie(DEVICE, &mark);
            assert_eq!(try_as(&thief, "ada@example.com", PASSWORD).await.status, 429, "{mark}");
        }
        // And it has a limit of its own.
        let device = app.stranger();
        device.set_cookie(DEVICE, &bob.cookie(DEVICE).expect("a mark"));
        fail(&device, "bob@example.com", 5).await;
        assert_eq!(try_as(&device, "bob@example.com", PASSWORD).await.status, 429);
        assert_eq!(try_as(&app.stranger(), "bob@example.com", PASSWORD).await.status, 303);
    }

    async fn many_addresses_close_an_account_to_strangers_but_not_to_its_owner(app) {
        app.hire("ada", GroupKey::Support).await;
        let known = app.sign_in("ada").await;
        for last in 1..=5 {
            fail(&app.stranger().at([10, 0, 0, last]), "ada@example.com", 5).await;
        }
        let fresh = app.stranger().at([10, 0, 0, 99]);
        assert_eq!(try_as(&fresh, "ada@example.com", PASSWORD).await.status, 429);
        let device = app.stranger().at([10, 0, 0, 99]);
        device.set_cookie(DEVICE, &known.cookie(DEVICE).expect("a mark"));
        assert_eq!(try_as(&device, "ada@example.com", PASSWORD).await.status, 303);
    }

    async fn one_address_cannot_try_one_password_on_everybody(app) {
        let guesser = app.stranger();
        let mut statuses = Vec::new();
        for index in 0..40 {
            statuses.push(fail(&guesser, &format!("name{index}@example.com"), 1).await.status);
        }
        assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 30);
        assert_eq!(statuses.last(), Some(&429));
        app.hire("ada", GroupKey::Support).await;
        let elsewhere = app.stranger().at([127, 0, 0, 2]);
        assert_eq!(try_as(&elsewhere, "ada@example.com", PASSWORD).await.status, 303);
    }

    async fn tries_in_parallel_and_in_other_letters_count_as_well(app) {
        app.hire("ada", GroupKey::Support).await;
        let stranger = app.stranger().expecting_failure();
        let form = stranger.get("/login").await.form().set("password", "not the password at all");
        let spellings = ["ada@example.com", "ADA@example.com", " ada@EXAMPLE.com", "Ada@Example.Com "];
        let tries = (0..50).map(|index| form.clone().set("email", spellings[index % 4]).submit());
        let statuses: Vec<u16> = join_all(tries).await.iter().map(|page| page.status).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 5, "{statuses:?}");
    }

    async fn a_right_password_takes_the_failures_back(app) {
        app.hire("ada", GroupKey::Support).await;
        for _ in 0..4 {
            let browser = app.stranger();
            fail(&browser, "ada@example.com", 4).await;
            assert_eq!(try_as(&browser, "ada@example.com", PASSWORD).await.status, 303);
        }
    }

    async fn a_full_queue_is_answered_as_such_and_counts_nothing(app) {
        app.hire("ada", GroupKey::Support).await;
        let seats: Vec<_> = std::iter::from_fn(|| app.app.hasher.seat().ok()).take(64).collect();
        let browser = app.stranger().expecting_failure();
        let busy = try_as(&browser, "ada@example.com", PASSWORD).await;
        assert_eq!(busy.status, 503);
        assert_ne!(busy.header("retry-after"), "");
        drop(seats);
        assert_eq!(throttle::row::Entity::find().count(app.app.db.read()).await.expect("a number"), 0);
        assert_eq!(try_as(&browser, "ada@example.com", PASSWORD).await.status, 303);
    }

    async fn an_endless_password_is_refused_quickly(app) {
        app.hire("ada", GroupKey::Support).await;
        for length in [1025, 100_000] {
            let page = try_as(&app.stranger(), "ada@example.com", &"a".repeat(length)).await;
            assert_eq!(page.status, 422);
        }
        let page = try_as(&app.stranger(), "ada@example.com", &"a".repeat(1_000_000)).await;
        assert_eq!(page.status, 413);
        assert_eq!(throttle::row::Entity::find().count(app.app.db.read()).await.expect("a number"), 0);
    }

    async fn empty_fields_are_named(app) {
        let page = try_as(&app.stranger(), "", "").await;
        assert_eq!((page.status, page.errors().len()), (422, 2));
        assert!(page.title().starts_with("Error:"), "{}", page.title());
    }

    async fn passwords_are_typed_pasted_and_remembered_as_passwords(app) {
        let door = app.stranger().get("/login").await;
        assert_eq!(door.attributes("#password", "type"), ["password"]);
        assert_eq!(door.attributes("#password", "autocomplete"), ["current-password"]);
        assert_eq!(door.attributes("#email", "autocomplete"), ["username"]);
        assert!(!door.html().contains("onpaste"));
        let account = app.member_of(GroupKey::Support).await.get("/account").await;
        assert_eq!(account.attributes("#new, #again", "autocomplete"), ["new-password", "new-password"]);
        assert_eq!(account.attributes("#current, #new, #again", "type"), ["password"; 3]);
    }

    async fn a_login_from_another_site_is_refused(app) {
        app.hire("ada", GroupKey::Support).await;
        let fields = [("email", "ada@example.com"), ("password", PASSWORD)];
        assert_eq!(app.stranger().post("/login", &fields).await.status, 403, "no token");
        let foreign = app.stranger().get("/login").await.value("csrf_token");
        let victim = app.stranger();
        victim.get("/login").await;
        let with_foreign = [("csrf_token", foreign.as_str()), fields[0], fields[1]];
        assert_eq!(victim.post("/login", &with_foreign).await.status, 403, "somebody else's token");
        for (name, value) in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site")] {
            let browser = app.stranger().with_header(name, value);
            assert_eq!(try_as(&browser, "ada@example.com", PASSWORD).await.status, 403, "{value}");
        }
        assert_eq!(sessions(&app).await, 0);
    }

    async fn nobody_is_led_elsewhere_after_signing_in(app) {
        app.hire("ada", GroupKey::Support).await;
        for next in ["//evil.example", "/\\evil.example", "/%09/evil.example", "https:evil.example", "javascript:alert(1)", "/login?next=//e"] {
            let browser = app.stranger();
            let path = format!("/login?next={}", countersign::edge::paths::encode(next));
            assert_eq!(browser.get(&path).await.value("next"), "", "{next}");
            let form = browser.get("/login").await.form().set("next", next);
            let answer = form.set("email", "ada@example.com").set("password", PASSWORD).submit().await;
            assert_eq!((answer.status, answer.location()), (303, "/".to_owned()), "{next}");
        }
    }

    async fn an_unknown_field_is_no_part_of_the_form(app) {
        let form = app.stranger().get("/login").await.form();
        assert_eq!(form.set("role", "administrators").submit().await.status, 400);
    }

    async fn stored_passwords_are_argon2id_and_keys_are_hashed(app) {
        let ada = app.member_of(GroupKey::Administrators).await;
        assert!(stored(&app, "administrators").await.password_hash.starts_with("$argon2id$v=19$m="));
        let row = session::Entity::find().one(app.app.db.read()).await.expect("an answer").expect("a row");
        assert_eq!(row.key_hash.len(), 64);
        assert!(!row.state.contains(&ada.cookie(SESSION).expect("a session")));
    }

    async fn the_first_start_gives_a_link_that_works_once(app) {
        let actor = app.actor();
        let old = setup::ensure_link(&app.app.db, &actor).await.expect("a link").expect("a token");
        let token = setup::ensure_link(&app.app.db, &actor).await.expect("a link").expect("a token");
        assert_eq!(app.stranger().get(&format!("/setup?token={old}")).await.status, 404, "replaced");
        assert_eq!(app.stranger().get("/setup?token=admin").await.status, 404);
        assert_eq!(app.stranger().get("/setup").await.status, 404);
        let path = format!("/setup?token={token}");
        let founder = app.stranger();
        let weak = founder.get(&path).await.form().set("name", "Ada").set("email", "ada").set("password", "admin")
            .set("password_again", "admin").submit().await;
        assert_eq!((weak.status, weak.errors().len()), (422, 2), "{:?}", weak.errors());
        assert_eq!((weak.value("name"), weak.value("password")), ("Ada".to_owned(), String::new()));
        let form = weak.form().set("email", "ada@example.com").set("password", PASSWORD);
        let differing = form.clone().set("password_again", "something else entirely").submit().await;
        assert_eq!(differing.errors(), ["The two passwords are not the same"]);
        let form = form.set("password_again", PASSWORD);
        let both = join_all([form.clone().submit(), form.clone().submit()]).await;
        let mut statuses: Vec<u16> = both.iter().map(|page| page.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 404]);
        assert_eq!(app.stranger().get(&path).await.status, 404, "used");
        assert_eq!(setup::ensure_link(&app.app.db, &actor).await.expect("an answer"), None);
        assert_eq!(try_as(&app.stranger(), "ada@example.com", PASSWORD).await.status, 303);
    }

    async fn a_setup_link_expires(app) {
        let token = setup::ensure_link(&app.app.db, &app.actor()).await.expect("a link").expect("a token");
        let form = app.stranger().get(&format!("/setup?token={token}")).await.form();
        app.app.clock.advance(setup::LIFETIME);
        let form = form.set("name", "Ada").set("email", "ada@example.com").set("password", PASSWORD);
        assert_eq!(form.set("password_again", PASSWORD).submit().await.status, 404);
    }
}

#[actix_web::test]
async fn a_guess_costs_the_same_for_everybody() {
    use countersign::domain::staff::password::{Cost, Hasher};
    use countersign::domain::staff::sign_in::{Attempt, Door};

    let app = TestApp::on_sqlite().await;
    let hasher = Hasher::start(Cost::production()).expect("threads");
    app.hire("ada", GroupKey::Support).await;
    let strong = hasher.hash(PASSWORD.into()).await.expect("a hash");
    let mut row: member::ActiveModel = stored(&app, "ada").await.into();
    row.password_hash = sea_orm::ActiveValue::Set(strong);
    member::Entity::update(row)
        .exec(app.app.db.write())
        .await
        .expect("stored");
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..40_u8 {
        for (side, email) in ["ada@example.com", "eve@example.com"]
            .into_iter()
            .enumerate()
        {
            let mut actor = app.actor();
            actor.ip = Some(std::net::Ipv4Addr::new(10, side as u8, round, 1).into());
            actor.at = actor.at.plus(Duration::from_secs(u64::from(round) * 3600));
            let door = Door {
                db: &app.app.db,
                hasher: &hasher,
                key: &app.app.key,
            };
            let attempt = Attempt {
                email: email.to_owned(),
                password: "not the password at all".into(),
                device_mark: None,
                user_agent: None,
            };
            let started = std::time::Instant::now();
            let refused = sign_in::sign_in(door, &actor, attempt).await;
            times[side].push(started.elapsed());
            assert!(matches!(
                refused,
                Err(sign_in::Refusal::Wrong | sign_in::Refusal::Throttled { .. })
            ));
        }
    }
    let [known, unknown] = times.map(|mut side| {
        side.sort_unstable();
        side[side.len() / 2].as_secs_f64()
    });
    // Wide, because other tests run beside it: a missing hash would be a factor of ten.
    assert!((0.5..2.0).contains(&(known / unknown)), "{known} {unknown}");
}
