//! Who has lost their password sets another one with a link by mail, and nobody learns who works
//! here (S23, S31, S32).

use std::time::Duration;

use countersign::domain::journal::entry;
use countersign::domain::outbox::mail;
use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::lost_password::{self, LIFETIME};
use countersign::domain::staff::throttle;
use countersign::worker;
use futures_util::future::join_all;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::customers::Clerk;
use crate::on_both_engines;
use crate::own_account::{mail, mails};
use crate::second_factor::{ADA, code, give, set_up};
use crate::sign_in::{fail, stored, try_as};
use crate::staff_sessions::{count, is_signed_in, sessions};
use crate::support::app::PASSWORD;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

const NEW: &str = "tangerine sunset marble fox";

/// Types an address into the form that asks for a link.
async fn ask(browser: &Browser, email: &str) -> Page {
    let page = browser.get("/login/forgotten").await;
    let form = page.form_at("form[action='/login/forgotten']");
    form.set("email", email).submit().await
}

/// The links in the letters that have left, oldest first.
async fn links(app: &TestApp) -> Vec<String> {
    worker::deliver(&app.app).await;
    let letters = app.app.mailer.sent().into_iter();
    let link = |text: String| {
        let at = text.find("/login/new-password?token=")?;
        text[at..].lines().next().map(str::to_owned)
    };
    letters.filter_map(|letter| link(letter.text)).collect()
}

async fn newest(app: &TestApp) -> String {
    links(app).await.pop().expect("a link")
}

/// Opens a link that works and sets the new password.
async fn set(app: &TestApp, link: &str) -> Page {
    let page = app.stranger().get(link).await;
    assert_eq!(page.status, 200, "{}", page.text());
    typed(&page, NEW, NEW).await
}

async fn typed(page: &Page, password: &str, again: &str) -> Page {
    let form = page.form_at("form[action='/login/new-password']");
    let form = form.set("password", password);
    form.set("password_again", again).submit().await
}

/// The one page for every link that does not work, which says how to get another one.
fn assert_void(page: &Page) {
    assert_eq!(page.status, 404);
    assert_eq!(page.heading(), "This link does not work any more");
    assert!(page.has("a[href='/login/forgotten']") && !page.has("input[type=password]"));
}

/// A page without its token and its number.
fn masked(page: &Page) -> String {
    let mut html = page.html();
    for value in page.attributes("input[name=csrf_token]", "value") {
        html = html.replace(&value, "");
    }
    html.replace(&page.header("x-request-id"), "")
}

fn headers(page: &Page) -> Vec<String> {
    let all = page.headers.iter();
    let told = all.filter(|(name, _)| !["x-request-id", "set-cookie"].contains(&name.as_str()));
    told.map(|(name, value)| format!("{name}: {}", value.to_str().expect("text")))
        .collect()
}

on_both_engines! {
    /// S31: hashed, opened without harm, used once, and all sessions end.
    async fn max_has_lost_his_password_and_sets_another_one(app) {
        app.hire("max", GroupKey::Support).await;
        let before = [app.sign_in("max").await, app.sign_in("max").await];
        let door = app.stranger().get("/login").await;
        assert!(door.has("a[href='/login/forgotten']"));
        let told = mails(&app).await.len();
        let answer = ask(&app.stranger(), " Max@Example.com ").await;
        assert_eq!((answer.status, answer.location().as_str()), (303, "/login/forgotten/sent"));
        assert_eq!(answer.follow().await.heading(), "Look into your mail");
        assert_eq!(mails(&app).await[told..], [mail("password-link", "max")]);
        let link = newest(&app).await;
        let token = link.rsplit('=').next().expect("a token");
        assert_eq!(token.len(), 64, "256 bits");
        let rows = lost_password::Entity::find().all(app.app.db.read()).await.expect("rows");
        let letters = mail::Entity::find().all(app.app.db.read()).await.expect("mails");
        assert_eq!(rows.len(), 1);
        assert!(!format!("{rows:?}{letters:?}").contains(token), "the token is in no row");
        for _ in 0..3 {
            assert_eq!(app.stranger().get(&link).await.status, 200, "looking changes nothing");
        }
        let page = app.stranger().get(&link).await;
        for (password, again) in [("short", "short"), (NEW, PASSWORD), ("max@example.com", "max@example.com")] {
            let refused = typed(&page, password, again).await;
            assert_eq!((refused.status, refused.errors().len()), (422, 1), "{password}");
            assert_eq!(refused.attributes("#password", "value"), [""], "never shown again");
        }
        assert!(is_signed_in(&before[0]).await, "nothing has happened yet");
        let done = set(&app, &link).await;
        assert_eq!((done.status, done.location().as_str()), (303, "/login"));
        assert!(done.follow().await.flash().contains("new password is set"));
        assert_eq!(sessions(&app).await, 0, "it signs nobody in");
        assert!(!is_signed_in(&before[0]).await && !is_signed_in(&before[1]).await);
        assert_eq!(mails(&app).await[told + 1..], [mail("password-changed", "max")]);
        assert_eq!(count(&app, "staff.password-link-asked").await, 1);
        assert_eq!(count(&app, "staff.password-reset").await, 1);
        assert_eq!(try_as(&app.stranger(), "max@example.com", PASSWORD).await.status, 422);
        assert_eq!(try_as(&app.stranger(), "max@example.com", NEW).await.status, 303);
        assert_void(&app.stranger().get(&link).await);
    }

    async fn a_link_works_for_thirty_minutes(app) {
        app.hire("max", GroupKey::Support).await;
        ask(&app.stranger(), "max@example.com").await;
        let link = newest(&app).await;
        app.app.clock.advance(LIFETIME - Duration::from_secs(1));
        let page = app.stranger().get(&link).await;
        assert_eq!(page.status, 200, "29 minutes and 59 seconds");
        app.app.clock.advance(Duration::from_secs(1));
        assert_void(&app.stranger().get(&link).await);
        assert_void(&typed(&page, NEW, NEW).await);
        app.app.clock.advance(Duration::from_secs(1));
        assert_void(&typed(&page, NEW, NEW).await);
        assert_eq!(LIFETIME.as_secs(), 30 * 60);
        assert_eq!(try_as(&app.stranger(), "max@example.com", PASSWORD).await.status, 303);
        ask(&app.stranger(), "max@example.com").await;
        let link = newest(&app).await;
        app.app.clock.advance(LIFETIME - Duration::from_secs(1));
        assert_eq!(set(&app, &link).await.status, 303, "until the very end");
    }

    async fn a_link_is_used_once_and_ended_by_the_next_one(app) {
        app.hire("max", GroupKey::Support).await;
        app.hire("eve", GroupKey::Support).await;
        let mut sent = Vec::new();
        for email in ["max@example.com", "eve@example.com", "max@example.com"] {
            ask(&app.stranger(), email).await;
            sent.push(newest(&app).await);
        }
        let [first, eves, second] = sent.try_into().expect("three links");
        assert_void(&app.stranger().get(&first).await);
        let page = app.stranger().get(&second).await;
        let all = join_all((0..5).map(|_| typed(&page, NEW, NEW))).await;
        assert_eq!(all.iter().filter(|page| page.status == 303).count(), 1, "of five at once");
        all.iter().filter(|page| page.status != 303).for_each(assert_void);
        assert_eq!(count(&app, "staff.password-reset").await, 1);
        assert_eq!(app.stranger().get(&eves).await.status, 200, "hers is another one");
        for made_up in ["", "?token=", "?token=x", "?token=%00"] {
            assert_void(&app.stranger().get(&format!("/login/new-password{made_up}")).await);
        }
    }

    /// S31: the link shows who reads the mail, and no more than that.
    async fn the_second_factor_is_asked_for_afterwards(app) {
        let ada = app.administrator().await;
        let secret = set_up(&app, &ada).await;
        ask(&app.stranger(), ADA).await;
        let done = set(&app, &newest(&app).await).await;
        assert_eq!(done.status, 303);
        assert!(!is_signed_in(&ada).await);
        let browser = app.stranger();
        let half = try_as(&browser, ADA, NEW).await;
        assert_eq!(half.location(), "/login/2fa");
        assert!(!is_signed_in(&browser).await);
        assert_eq!(give(&browser, &code(&app, &secret, 0)).await.status, 303);
        assert!(is_signed_in(&browser).await);
    }

    async fn another_password_or_address_and_being_shut_out_end_a_link(app) {
        let ada = Clerk::hired(&app).await;
        app.hire("max", GroupKey::Support).await;
        let max = app.sign_in("max").await;
        ask(&app.stranger(), "max@example.com").await;
        let page = max.get("/account").await.form_at("form[action='/account/password']");
        let page = page.set("current", PASSWORD).set("new", NEW).set("again", NEW);
        assert_eq!(page.submit().await.status, 303);
        assert_void(&app.stranger().get(&newest(&app).await).await);
        ask(&app.stranger(), "max@example.com").await;
        assert_eq!(ada.post("/staff/2/disable", &[]).await.status, 303);
        assert_eq!(ada.post("/staff/2/enable", &[]).await.status, 303);
        assert_void(&app.stranger().get(&newest(&app).await).await);
        ask(&app.stranger(), "max@example.com").await;
        let link = newest(&app).await;
        assert_eq!(app.stranger().get(&link).await.status, 200);
        let form = ada.browser.get("/staff/2/edit").await.form_at("form[action='/staff/2']");
        assert_eq!(form.set("email", "moved@example.com").submit().await.status, 303);
        assert_void(&app.stranger().get(&link).await);
    }

    /// S23: byte for byte the same, whoever it is.
    async fn asking_tells_nobody_who_works_here(app) {
        let ada = Clerk::hired(&app).await;
        for name in ["max", "bob"] {
            app.hire(name, GroupKey::Support).await;
        }
        assert_eq!(ada.post("/staff/3/disable", &[]).await.status, 303);
        let sent = [("name", "Noor"), ("email", "noor@example.com")];
        assert_eq!(ada.post("/staff", &sent).await.status, 303);
        let told = mails(&app).await.len();
        let mut answers = Vec::new();
        for name in ["max", "bob", "noor", "nobody"] {
            let browser = app.stranger();
            let answer = ask(&browser, &format!("{name}@example.com")).await;
            let page = answer.follow().await;
            answers.push((
                (answer.status, headers(&answer), answer.html()),
                (page.status, headers(&page), masked(&page)),
            ));
        }
        for other in &answers[1..] {
            assert_eq!(*other, answers[0]);
        }
        assert_eq!(mails(&app).await[told..], [mail("password-link", "max")], "and nobody else");
        let rows = lost_password::Entity::find().count(app.app.db.read()).await;
        assert_eq!(rows.expect("a number"), 1, "nothing is left of the others");
        let asked = entry::Column::Action.eq("staff.password-link-asked");
        let asked = entry::Entity::find().filter(asked).all(app.app.db.read()).await;
        let asked: Vec<_> = asked.expect("entries").into_iter().map(|one| one.subject_name).collect();
        assert_eq!(asked, ["max", "b•••@example.com", "n•••@example.com", "n•••@example.com"]);
        let wrong = ask(&app.stranger(), "no address").await;
        assert_eq!((wrong.status, wrong.value("email").as_str()), (422, "no address"));
    }

    async fn nobody_is_flooded_with_links_and_nobody_asks_for_everybody(app) {
        app.hire("max", GroupKey::Support).await;
        for email in ["max@example.com", "nobody@example.com"] {
            for place in 1..=5 {
                let browser = app.stranger().at([10, 0, 0, place]);
                assert_eq!(ask(&browser, email).await.status, 303, "{email}");
            }
            let closed = ask(&app.stranger().at([10, 0, 0, 6]), email).await;
            let wait = closed.header("retry-after");
            assert_eq!((closed.status, wait.as_str()), (429, "30"), "{email}");
        }
        assert_eq!(links(&app).await.len(), 5);
        app.app.clock.advance(Duration::from_secs(30));
        assert_eq!(ask(&app.stranger(), "max@example.com").await.status, 303);
        let guesser = app.stranger().at([10, 9, 9, 9]);
        let mut statuses = Vec::new();
        for number in 0..31 {
            statuses.push(ask(&guesser, &format!("name{number}@example.com")).await.status);
        }
        assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 30);
        assert_eq!(statuses.last(), Some(&429), "one address, whoever is asked for");
        assert_eq!(try_as(&guesser, "max@example.com", PASSWORD).await.status, 303, "signing in is not");
        let rows = throttle::row::Entity::find().all(app.app.db.read()).await.expect("rows");
        assert!(!format!("{rows:?}").contains("max@"), "digests alone");
    }

    /// S32: nobody but its owner sees the link, and nobody sets somebody else's password.
    async fn an_administrator_sends_a_link_and_sees_nothing_of_it(app) {
        let ada = Clerk::hired(&app).await;
        app.hire("max", GroupKey::Support).await;
        let page = ada.browser.get("/staff/2").await;
        let form = page.form_at("form[action='/staff/2/send-password-link']");
        assert_eq!(form.fields.len(), 1, "a token and nothing to fill in");
        let told = mails(&app).await.len();
        let sent = form.clone().submit().await;
        assert_eq!((sent.status, sent.location().as_str()), (303, "/staff/2"));
        let page = sent.follow().await;
        assert_eq!(page.flash(), "The link is on its way.");
        assert_eq!(mails(&app).await[told..], [mail("password-link", "max")]);
        let link = newest(&app).await;
        let token = link.rsplit('=').next().expect("a token");
        let number = mails(&app).await.len();
        for path in ["/staff/2".to_owned(), format!("/mail-log/{number}"), "/audit-log".to_owned()] {
            let page = ada.browser.get(&path).await;
            assert!(page.status == 200 && !page.html().contains(token), "{path}");
        }
        assert!(page.all(".told-sentence")[0].contains("administrators sent max a link"));
        let edit = ada.browser.get("/staff/2/edit").await;
        assert!(!edit.has("input[type=password]"), "no password to type for others");
        let field = [("password", NEW), ("password_hash", NEW)];
        for field in field {
            let sent = [("name", "max"), ("email", "max@example.com"), ("version", "1"), field];
            assert_eq!(ada.post("/staff/2", &sent).await.status, 400, "{field:?}");
        }
        assert_eq!(set(&app, &link).await.status, 303);
        assert_eq!(try_as(&app.stranger(), "max@example.com", NEW).await.status, 303);
        let letter = app.app.mailer.sent().into_iter().find(|one| one.text.contains(token));
        let letter = letter.expect("the letter");
        assert!(letter.text.contains("administrators asked for a new password"), "{}", letter.text);
        // Asked again after five minutes.
        app.app.clock.advance(Duration::from_secs(5 * 60));
        let late = form.submit().await;
        assert!(late.location().starts_with("/account/confirm"), "{}", late.location());
        assert_eq!(links(&app).await.len(), 1);
    }

    async fn no_link_for_who_cannot_sign_in_and_none_from_who_may_not(app) {
        let ada = Clerk::hired(&app).await;
        app.hire("max", GroupKey::Support).await;
        let max = Clerk::of(app.sign_in("max").await).await;
        assert_eq!(max.post("/staff/1/send-password-link", &[]).await.status, 403);
        let path = "/staff/2/send-password-link";
        assert_eq!(ada.post("/staff/2/disable", &[]).await.status, 303);
        assert!(!ada.browser.get("/staff/2").await.has(&format!("form[action='{path}']")));
        assert_eq!(ada.post(path, &[]).await.status, 409);
        assert_eq!(ada.post("/staff", &[("name", "Noor"), ("email", "noor@example.com")]).await.status, 303);
        assert_eq!(ada.post("/staff/3/send-password-link", &[]).await.status, 409, "invited");
        assert_eq!(ada.post("/staff/99/send-password-link", &[]).await.status, 404);
        assert!(links(&app).await.is_empty());
    }

    /// In their own language, and the pages in that of the reader.
    async fn a_letter_speaks_the_language_of_its_reader(app) {
        app.hire("max", GroupKey::Support).await;
        for (language, subject) in [("de", "Ein Link zu einem neuen Passwort"), ("ar", "رابط لكلمة مرور جديدة")] {
            let mut row: countersign::domain::staff::member::ActiveModel = stored(&app, "max").await.into();
            row.locale = sea_orm::ActiveValue::Set(language.to_owned());
            let row = countersign::domain::staff::member::Entity::update(row);
            row.exec(app.app.db.write()).await.expect("a change");
            ask(&app.stranger(), "max@example.com").await;
            let link = newest(&app).await;
            let letter = app.app.mailer.sent().pop().expect("a letter");
            assert_eq!(letter.subject, subject);
            let page = app.stranger().with_header("accept-language", language).get(&link).await;
            assert_eq!(page.attributes("html", "lang"), [language]);
        }
    }

    /// A link is no way around a closed door: who guessed has to wait all the same.
    async fn a_link_does_not_help_a_guesser(app) {
        app.hire("max", GroupKey::Support).await;
        let guesser = app.stranger();
        fail(&guesser, "max@example.com", 5).await;
        assert_eq!(ask(&guesser, "max@example.com").await.status, 303);
        assert_eq!(try_as(&guesser, "max@example.com", PASSWORD).await.status, 429);
        let half = app.stranger().at([10, 0, 0, 2]);
        assert_eq!(try_as(&half, "max@example.com", PASSWORD).await.status, 303);
        assert_eq!(half.get(&newest(&app).await).await.status, 200, "also who is signed in");
    }
}

#[actix_web::test]
async fn where_everybody_must_a_link_does_not_lead_past_setting_up() {
    let app = TestApp::start(&[("require_2fa", "true")]).await;
    app.hire("administrators", GroupKey::Administrators).await;
    ask(&app.stranger(), ADA).await;
    assert_eq!(set(&app, &newest(&app).await).await.status, 303);
    let browser = app.stranger();
    let answer = try_as(&browser, ADA, NEW).await;
    assert_eq!(answer.location(), "/login/2fa");
    assert!(!is_signed_in(&browser).await);
}
