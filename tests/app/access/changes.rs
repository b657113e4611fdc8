//! Every route that changes something is used as people use it, and each use is exactly one entry
//! (S106). A route more fails here until it is used, too.

use std::collections::BTreeSet;

use countersign::domain::staff::group::GroupKey;
use countersign::domain::staff::setup;
use countersign::worker;

mod business;
mod office;
#[cfg(feature = "passkeys")]
mod passkeys;

use super::driving::routes;
use super::recorded::entries;
use crate::customers::Clerk;
use crate::second_factor::{ADA, code, halfway};
use crate::support::app::PASSWORD;
use crate::support::page::Page;
use crate::support::{Browser, TestApp};

/// What a use of a route leaves in the journal: nothing, where nothing is changed.
const NOTHING: &str = "";

/// Counts entries, and remembers what was used.
struct Uses {
    app: TestApp,
    used: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Uses {
    fn of(app: TestApp) -> Self {
        let (used, wrong) = (BTreeSet::new(), Vec::new());
        Self { app, used, wrong }
    }

    /// One use of a route, which succeeds and makes this one entry (or these, with a plus between).
    async fn one(&mut self, route: &str, actions: &str, using: impl Future<Output = Page>) -> Page {
        let before = entries(&self.app).await.len();
        let answer = using.await;
        let new = entries(&self.app).await.split_off(before);
        let made: Vec<&str> = new.iter().map(|entry| entry.action.as_str()).collect();
        let done = [200, 204, 303].contains(&answer.status);
        let told = new.iter().all(|entry| {
            entry.request_id == answer.header("x-request-id")
                && entry.at == self.app.app.clock.now()
                && entry.ip.as_deref() == Some("127.0.0.1")
                && !entry.refused()
                // Who is only half in, or founds the house, is nobody yet.
                && entry.actor_name.is_empty() == (entry.actor_kind == "nobody")
        });
        if !done || made.join("+") != actions || !told {
            let errors = answer.errors();
            let said = format!("{route}: {} {errors:?} {made:?} {new:?}", answer.status);
            self.wrong.push(said);
        }
        self.used.insert(route.to_owned());
        answer
    }

    /// One use by sending these fields.
    async fn sent(
        &mut self,
        by: &Clerk,
        route: &str,
        path: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> Page {
        self.one(route, action, by.post(path, fields)).await
    }

    /// One use by a page's own form with this changed in it.
    async fn form(
        &mut self,
        by: &Clerk,
        (route, page): (&str, &str),
        action: &str,
        changes: &[(&str, &str)],
    ) {
        let form = by.browser.get(page).await.form();
        let form = changes
            .iter()
            .fold(form, |form, (name, value)| form.set(name, value));
        self.one(route, action, form.submit()).await;
    }
}

/// The routes of these forms.
fn forms(of: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let posts = routes().into_iter().filter(|(method, _)| method == "POST");
    posts
        .map(|(_, path)| path)
        .filter(|path| of(path))
        .collect()
}

/// The link with this in it in the newest letter that has one.
async fn newest_link(app: &TestApp, part: &str) -> String {
    worker::deliver(&app.app).await;
    let letters = app.app.mailer.sent();
    let mut lines = letters.iter().rev().flat_map(|letter| letter.text.lines());
    let line = lines.find(|line| line.contains(part)).expect("a link");
    line[line.find(part).expect("a path")..].to_owned()
}

async fn of_an_account(uses: &mut Uses, ada: &Clerk) {
    let form = ada
        .browser
        .get("/account")
        .await
        .form_at("form[action='/account']");
    uses.one(
        "/account",
        "staff.preferences-changed",
        form.set("name", "Ada").submit(),
    )
    .await;
    let form = ada.browser.get("/account/confirm").await.form();
    uses.one(
        "/account/confirm",
        "staff.proved",
        form.set("password", PASSWORD).submit(),
    )
    .await;
    let sent = [("token_name", "Report"), ("scope", "read"), ("days", "1")];
    uses.sent(
        ada,
        "/account/tokens",
        "/account/tokens",
        "token.created",
        &sent,
    )
    .await;
    let revoke = "/account/tokens/{id}/revoke";
    uses.sent(
        ada,
        revoke,
        "/account/tokens/1/revoke",
        "token.revoked",
        &[],
    )
    .await;
    let (email, cancel) = ("/account/email", "/account/email/cancel");
    let next = [("email", "ada@example.com")];
    uses.sent(ada, email, email, "staff.email-change-asked", &next)
        .await;
    uses.sent(ada, cancel, cancel, "staff.email-change-cancelled", &[])
        .await;
    uses.app.sign_in("administrators").await;
    let page = ada.browser.get("/account").await;
    let end = page.attributes(
        "form[action^='/account/sessions/'][action$='/end']",
        "action",
    );
    uses.sent(
        ada,
        "/account/sessions/{id}/end",
        end.first().expect("a session"),
        "staff.session-ended",
        &[],
    )
    .await;
    let all = "/account/sessions/end-others";
    uses.sent(ada, all, all, "staff.session-ended", &[]).await;
    let form = ada
        .browser
        .get("/account")
        .await
        .form_at("form[action='/account/password']");
    let new = form
        .set("current", PASSWORD)
        .set("new", "eleven loud herons on the roof");
    let new = new.set("again", "eleven loud herons on the roof").submit();
    uses.one("/account/password", "staff.password-changed", new)
        .await;
}

/// The second factor of an account, and the door with it.
async fn of_the_door(uses: &mut Uses, browser: &Browser) {
    let page = browser.get("/account/second-factor").await;
    let secret = page.find("code.secret").expect("a secret");
    let form = page.form_at("form[action='/account/second-factor']");
    let form = form.set("code", &code(&uses.app, &secret, 0));
    uses.one(
        "/account/second-factor",
        "staff.second-factor-set",
        form.submit(),
    )
    .await;
    let codes = "/account/recovery-codes";
    let kept = browser.get("/account/second-factor").await;
    let renewed = kept
        .form_at("form[action='/account/recovery-codes/renew']")
        .submit();
    uses.one(
        "/account/recovery-codes/renew",
        "staff.recovery-codes-made",
        renewed,
    )
    .await;
    let kept = browser
        .get(codes)
        .await
        .form_at("form[action='/account/recovery-codes']");
    uses.one(codes, NOTHING, kept.submit()).await;
    uses.app
        .app
        .clock
        .advance(std::time::Duration::from_secs(30));
    let other = uses.app.stranger();
    let page = halfway(&other, "auditor@example.com").await;
    let mail = page.form_at("form[action='/login/2fa/mail']").submit();
    uses.one("/login/2fa/mail", "staff.sign-in-code-sent", mail)
        .await;
    let page = other
        .get("/login/2fa")
        .await
        .form_at("form[action='/login/2fa']");
    let page = page.set("code", &code(&uses.app, &secret, 0));
    uses.one("/login/2fa", "staff.signed-in", page.submit())
        .await;
    let page = browser.get("/account/second-factor").await;
    let removed = page
        .form_at("form[action='/account/second-factor/remove']")
        .submit();
    uses.one(
        "/account/second-factor/remove",
        "staff.second-factor-removed",
        removed,
    )
    .await;
    let out = browser
        .get("/account")
        .await
        .form_at("form[action='/logout']");
    uses.one("/logout", "staff.signed-out", out.submit()).await;
}

#[actix_web::test]
async fn s106_each_use_of_each_form_is_exactly_one_entry() {
    let mut uses = Uses::of(TestApp::on_sqlite().await);
    let link = setup::ensure_link(&uses.app.app.db, &uses.app.actor()).await;
    let link = link.expect("a link").expect("a token");
    let form = uses
        .app
        .stranger()
        .get(&format!("/setup?token={link}"))
        .await
        .form();
    let form = form.set("name", "administrators").set("email", ADA);
    let form = form
        .set("password", PASSWORD)
        .set("password_again", PASSWORD);
    uses.one("/setup", "staff.created+staff.signed-in", form.submit())
        .await;
    let browser = uses.app.stranger();
    browser.get("/login").await;
    let form = browser
        .get("/login")
        .await
        .form()
        .set("email", ADA)
        .set("password", PASSWORD);
    uses.one("/login", "staff.signed-in", form.submit()).await;
    let ada = Clerk::of(browser).await;
    uses.app.hire("auditor", GroupKey::Auditor).await;
    let sees = [
        countersign::domain::staff::permission::Permission::ViewCustomers,
        countersign::domain::staff::permission::Permission::RevealCustomers,
    ];
    super::permissions::with(&uses.app, "auditor-of-one", sees.into()).await;
    business::of_customers(&mut uses, &ada).await;
    business::of_requests(&mut uses, &ada).await;
    office::of_settings(&mut uses, &ada).await;
    office::of_staff(&mut uses, &ada).await;
    let auditor = uses.app.sign_in("auditor").await;
    of_the_door(&mut uses, &auditor).await;
    of_an_account(&mut uses, &ada).await;
    assert!(uses.wrong.is_empty(), "{:#?}", uses.wrong);
    // Another password came with another key, and so with other tokens.
    let ada = Clerk::of(ada.browser).await;
    let next = [("email", "ada@example.com")];
    assert_eq!(ada.post("/account/email", &next).await.status, 303);
    let link = newest_link(&uses.app, "/account/email/confirm?token=").await;
    let form = uses.app.stranger().get(&link).await.form();
    uses.one(
        "/account/email/confirm",
        "staff.email-changed",
        form.submit(),
    )
    .await;
    assert!(uses.wrong.is_empty(), "{:#?}", uses.wrong);
    let all = forms(|path| !path.contains("passkey"));
    let unused: Vec<_> = all.difference(&uses.used).collect();
    assert!(unused.is_empty(), "never used: {unused:?}");
    assert_eq!(uses.used, all);
}
