//! Passkeys: added, used at the second step and as a proof, and every way in which an answer is
//! refused.

mod account;
pub mod device;

use std::time::Duration;

use countersign::domain::journal::entry;
use countersign::domain::staff::group::GroupKey;
use futures_util::future::join_all;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::Value;

use self::device::{Device, ORIGIN};
use crate::on_both_engines;
use crate::second_factor::{ADA, give, halfway};
use crate::sign_in::{DEVICE, SESSION};
use crate::staff_sessions::{count, is_signed_in};
use crate::support::app::PASSWORD;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

const FIVE_MINUTES: Duration = Duration::from_secs(5 * 60);
const MOMENT: Duration = Duration::from_millis(1);

/// The installation reached by a name: numbers have no passkeys.
pub async fn named(app: TestApp) -> TestApp {
    app.reached_at(ORIGIN).await
}

/// Asks for a challenge, as the script of a page's form for passkeys does.
pub async fn ask(page: &Page, browser: &Browser) -> Page {
    let address = page
        .attributes("form[data-passkey]", "data-passkey")
        .remove(0);
    let token = page.value_of("form[data-passkey] input[name=csrf_token]");
    browser.post(&address, &[("csrf_token", &token)]).await
}

/// A challenge of a page's form for passkeys.
async fn challenge(page: &Page, browser: &Browser) -> Value {
    let answer = ask(page, browser).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).expect("a challenge")
}

/// Sends what a device has answered with the form of the page.
async fn send(page: &Page, credential: &str) -> Page {
    let form = page.form_at("form[data-passkey]");
    form.set("credential", credential).submit().await
}

/// Adds a device under a name.
async fn add(browser: &Browser, device: &mut Device, name: &str) -> Page {
    let page = browser.get("/account/second-factor").await;
    let made = device.make(&challenge(&page, browser).await);
    let form = page.form_at("form[data-passkey]");
    form.set("passkey_name", name)
        .set("credential", &made)
        .submit()
        .await
}

/// Adds a device that must be taken.
async fn has_added(browser: &Browser, device: &mut Device) {
    let answer = add(browser, device, "the blue key").await;
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// Uses a device at the second step that this browser stands before.
async fn enter(browser: &Browser, device: &mut Device) -> Page {
    let page = browser.get("/login/2fa").await;
    let answer = device.answer(&challenge(&page, browser).await);
    send(&page, &answer).await
}

async fn last_entry(app: &TestApp) -> entry::Model {
    let all = entry::Entity::find().order_by_desc(entry::Column::Id);
    let last = all.one(app.app.db.read()).await.expect("entries");
    last.expect("an entry")
}

on_both_engines! {
    /// S3, S28: the same as with a code.
    async fn ada_signs_in_with_her_key(app) {
        let app = named(app).await;
        let ada = app.administrator().await;
        let mut key = Device::new();
        has_added(&ada, &mut key).await;
        let second = app.stranger();
        let page = halfway(&second, ADA).await;
        assert!(page.has("form[action='/login/2fa/passkey'][hidden]"), "a script shows it");
        assert!(page.has("form[action='/login/2fa'] #code"), "as before without one");
        let half = second.copy();
        let done = enter(&second, &mut key).await;
        assert_eq!((done.status, done.location().as_str()), (303, "/"), "{}", done.text());
        assert!(is_signed_in(&second).await);
        assert!(second.cookie(DEVICE).is_some());
        assert_ne!(second.cookie(SESSION), half.cookie(SESSION));
        assert!(!is_signed_in(&half).await, "the key from before is dead");
        let last = last_entry(&app).await;
        assert_eq!(last.action, "staff.signed-in");
        assert!(format!("{:?}", last.changes).contains("passkey"), "{last:?}");
        let list = second.get("/account/second-factor").await;
        assert_eq!(list.all("#passkeys time").len(), 2, "added, and used");
    }

    async fn she_is_led_to_where_she_wanted_to_go(app) {
        let app = named(app).await;
        let mut key = Device::new();
        has_added(&app.administrator().await, &mut key).await;
        let second = app.stranger();
        let door = second.get("/customers?q=x").await.follow().await;
        let form = door.form().set("email", ADA).set("password", PASSWORD);
        let page = form.submit().await.follow().await;
        let answer = key.answer(&challenge(&page, &second).await);
        assert_eq!(send(&page, &answer).await.location(), "/customers?q=x");
    }

    /// Origin, party, presence of the owner, signature: each is looked at.
    async fn an_answer_that_is_not_for_us_is_refused(app) {
        let app = named(app).await;
        let mut key = Device::new();
        has_added(&app.administrator().await, &mut key).await;
        let half = app.stranger();
        halfway(&half, ADA).await;
        key.origin = "http://localhost:8081".to_owned();
        let page = enter(&half, &mut key).await;
        assert_eq!((page.status, page.errors().len()), (422, 1), "another page");
        assert!(page.has("#passkey") && page.has("#code"));
        (key.origin, key.party) = (ORIGIN.to_owned(), "example.com".to_owned());
        assert_eq!(enter(&half, &mut key).await.status, 422, "for somebody else");
        (key.party, key.verifies) = ("localhost".to_owned(), false);
        assert_eq!(enter(&half, &mut key).await.status, 422, "nobody has shown who they are");
        key.verifies = true;
        let mut impostor = key.impostor();
        impostor.counter = Some(100);
        assert_eq!(enter(&half, &mut impostor).await.status, 422, "signed by another key");
        assert_eq!(count(&app, "staff.second-factor-failed").await, 4);
        assert_eq!(enter(&half, &mut key).await.status, 303, "all of it right");
    }

    /// S29: five tries, then a pause, together with codes.
    async fn wrong_answers_bring_the_same_pause_as_wrong_codes(app) {
        let app = named(app).await;
        let mut key = Device::new();
        has_added(&app.administrator().await, &mut key).await;
        let half = app.stranger();
        halfway(&half, ADA).await;
        for _ in 0..2 {
            assert_eq!(give(&half, "000000").await.status, 422);
        }
        let page = half.get("/login/2fa").await;
        for nonsense in ["", "{}", "no answer at all"] {
            assert_eq!(send(&page, nonsense).await.status, 422, "{nonsense}");
        }
        let closed = enter(&half, &mut key).await;
        assert_eq!((closed.status, closed.header("retry-after").as_str()), (429, "30"));
        assert_eq!(count(&app, "staff.sign-in-throttled").await, 1);
        app.app.clock.advance(Duration::from_secs(31));
        assert_eq!(enter(&half, &mut key).await.status, 303);
    }

    async fn a_challenge_is_answered_once(app) {
        let app = named(app).await;
        let mut key = Device::new();
        key.counter = None;
        has_added(&app.administrator().await, &mut key).await;
        let half = app.stranger();
        let page = halfway(&half, ADA).await;
        let asked = challenge(&page, &half).await;
        // A wrong answer uses it up as well.
        assert_eq!(send(&page, "{}").await.status, 422);
        let late = key.answer(&asked);
        assert_eq!(send(&page, &late).await.status, 422, "used up");
        let older = challenge(&page, &half).await;
        let newer = challenge(&page, &half).await;
        let answer = key.answer(&older);
        assert_eq!(send(&page, &answer).await.status, 422, "a newer one took its place");
        let answer = key.answer(&newer);
        assert_eq!(send(&page, &answer).await.status, 422, "and is used up by that");
        assert_eq!(enter(&half, &mut key).await.status, 303);
    }

    /// S29: of four answers at the same moment one succeeds.
    async fn of_uses_at_once_one_succeeds(app) {
        let app = named(app).await;
        let mut key = Device::new();
        key.counter = None;
        has_added(&app.administrator().await, &mut key).await;
        let half = app.stranger();
        let page = halfway(&half, ADA).await;
        let answer = key.answer(&challenge(&page, &half).await);
        let forms: Vec<_> = (0..4)
            .map(|_| page.form_at("form[data-passkey]").set("credential", &answer))
            .collect();
        let answers = join_all(forms.into_iter().map(|form| form.submit())).await;
        let right = answers.iter().filter(|one| one.status == 303 && one.location() == "/");
        assert_eq!(right.count(), 1);
    }

    /// A challenge belongs to the session that asked for it.
    async fn somebody_elses_challenge_is_refused(app) {
        let app = named(app).await;
        let mut key = Device::new();
        key.counter = None;
        has_added(&app.administrator().await, &mut key).await;
        let (one, other) = (app.stranger(), app.stranger());
        let (page, elsewhere) = (halfway(&one, ADA).await, halfway(&other, ADA).await);
        challenge(&page, &one).await;
        let answer = key.answer(&challenge(&elsewhere, &other).await);
        assert_eq!(send(&page, &answer).await.status, 422, "of another session of hers");
        assert_eq!(send(&elsewhere, &answer).await.status, 303, "there it is right");
    }

    async fn a_challenge_is_good_for_less_than_five_minutes(app) {
        let app = named(app).await;
        let mut key = Device::new();
        has_added(&app.administrator().await, &mut key).await;
        let waits = [(FIVE_MINUTES + MOMENT, 422), (FIVE_MINUTES, 422), (FIVE_MINUTES - MOMENT, 303)];
        for (waited, status) in waits {
            let half = app.stranger();
            let page = halfway(&half, ADA).await;
            let asked = challenge(&page, &half).await;
            app.app.clock.advance(waited);
            assert_eq!(send(&page, &key.answer(&asked)).await.status, status, "{waited:?}");
        }
    }

    /// A count that does not grow means that there may be two of it: refused, and on record.
    async fn a_counter_that_goes_back_is_refused_and_recorded(app) {
        let app = named(app).await;
        let mut key = Device::new();
        has_added(&app.administrator().await, &mut key).await;
        key.counter = Some(9);
        let half = app.stranger();
        halfway(&half, ADA).await;
        let page = half.get("/login/2fa").await;
        let asked = challenge(&page, &half).await;
        let second = app.stranger();
        halfway(&second, ADA).await;
        assert_eq!(enter(&second, &mut key).await.status, 303, "ten");
        // This challenge was made when the count was lower: what counts is the count now.
        for counter in [8, 9] {
            key.counter = Some(counter);
            let answer = match counter {
                8 => key.answer(&asked),
                _ => key.answer(&challenge(&page, &half).await),
            };
            assert_eq!(send(&page, &answer).await.status, 422, "{}", counter + 1);
            let last = last_entry(&app).await;
            assert_eq!((last.action.as_str(), last.outcome.as_str()), ("staff.passkey-went-back", "refused"));
            assert!(format!("{:?}", last.changes).contains("the blue key"));
        }
        assert_eq!(enter(&half, &mut key).await.status, 303, "eleven");
    }

    async fn a_device_that_does_not_count_works_for_ever(app) {
        let app = named(app).await;
        let mut key = Device::new();
        key.counter = None;
        has_added(&app.administrator().await, &mut key).await;
        for _ in 0..2 {
            let half = app.stranger();
            halfway(&half, ADA).await;
            assert_eq!(enter(&half, &mut key).await.status, 303);
        }
    }

    async fn somebody_elses_passkey_lets_nobody_in(app) {
        let app = named(app).await;
        let (mut hers, mut eves) = (Device::new(), Device::new());
        has_added(&app.administrator().await, &mut hers).await;
        let eve = app.member_of(GroupKey::Support).await;
        has_added(&eve, &mut eves).await;
        let half = app.stranger();
        halfway(&half, ADA).await;
        assert_eq!(enter(&half, &mut eves).await.status, 422);
        assert_eq!(enter(&half, &mut hers).await.status, 303);
        // Nor does a device that one account knows become that of another.
        let copied = add(&eve, &mut hers.impostor(), "hers").await;
        assert_eq!(copied.status, 422);
        assert!(copied.errors()[0].contains("known already"), "{:?}", copied.errors());
    }
}
