//! Every form of settings and staff, used once.

use super::{Uses, newest_link};
use crate::customers::Clerk;
use crate::second_factor::set_up;
use crate::sign_in::fail;
use crate::support::app::PASSWORD;

pub(super) async fn of_settings(uses: &mut Uses, ada: &Clerk) {
    let audit = ("/settings/audit", "/settings/audit");
    uses.form(ada, audit, "settings.updated", &[("audit_absolute", "2")])
        .await;
    let monitors = "/settings/exchange-monitors";
    uses.form(
        ada,
        (monitors, &format!("{monitors}/new")),
        "monitor.created",
        &[("name", "Alpha")],
    )
    .await;
    let edit = (
        &*format!("{monitors}/{{id}}"),
        &*format!("{monitors}/1/edit"),
    );
    uses.form(ada, edit, "monitor.updated", &[("name", "Beta")])
        .await;
    let types = "/settings/resolution-types";
    uses.form(
        ada,
        (types, &format!("{types}/new")),
        "resolution.created",
        &[("name", "Cards")],
    )
    .await;
    let edit = (&*format!("{types}/{{id}}"), &*format!("{types}/8/edit"));
    uses.form(ada, edit, "resolution.updated", &[("name", "All cards")])
        .await;
    let delete = (
        &*format!("{types}/{{id}}/delete"),
        &*format!("{types}/8/delete"),
    );
    uses.form(ada, delete, "resolution.deleted", &[]).await;
    let all = "/settings/resolutions";
    let said = [
        ("resolution_type", "1"),
        ("name", "Not in stock"),
        ("text_en", "One"),
    ];
    uses.form(
        ada,
        (all, &format!("{all}/new")),
        "resolution.created",
        &said,
    )
    .await;
    let edit = (&*format!("{all}/{{id}}"), &*format!("{all}/17/edit"));
    uses.form(ada, edit, "resolution.updated", &[("text_de", "Eins")])
        .await;
    let delete = (
        &*format!("{all}/{{id}}/delete"),
        &*format!("{all}/17/delete"),
    );
    uses.form(ada, delete, "resolution.deleted", &[]).await;
    let reasons = "/settings/verification";
    let said = [
        ("name_en", "Stamp missing"),
        ("letter_en", "One"),
        ("step", "address"),
        ("for_ask_again", "on"),
    ];
    uses.form(
        ada,
        (reasons, &format!("{reasons}/new")),
        "reason.created",
        &said,
    )
    .await;
    let made = countersign::domain::verification::reason::all(uses.app.app.db.read()).await;
    let made = made
        .expect("reasons")
        .iter()
        .map(|one| one.id.0)
        .max()
        .expect("a reason");
    let edit = (
        &*format!("{reasons}/{{id}}"),
        &*format!("{reasons}/{made}/edit"),
    );
    uses.form(ada, edit, "reason.updated", &[("letter_de", "Eins")])
        .await;
    let delete = (
        &*format!("{reasons}/{{id}}/delete"),
        &*format!("{reasons}/{made}/delete"),
    );
    uses.form(ada, delete, "reason.deleted", &[]).await;
    let text = "/settings/mail-templates/request.rejected.de/edit";
    let form = ada.browser.get(text).await.form_at(".mail-template form");
    let changed = form.set("mail_subject", "Leider nein: {request}").submit();
    uses.one(
        "/settings/mail-templates/{id}",
        "mail-template.changed",
        changed,
    )
    .await;
    let form = ada
        .browser
        .get(text)
        .await
        .form_at("form[action$='/delete']");
    uses.one(
        "/settings/mail-templates/{id}/delete",
        "mail-template.reset",
        form.submit(),
    )
    .await;
    let rules = "/settings/address-rules";
    let said = [
        ("rule_kind", "deny"),
        ("network", "203.0.113.0/24"),
        ("rule_reason", "because"),
        ("lasts", "day"),
    ];
    uses.sent(ada, rules, rules, "address-rule.added", &said)
        .await;
    let end = format!("{rules}/{{id}}/end");
    uses.sent(
        ada,
        &end,
        &format!("{rules}/1/end"),
        "address-rule.ended",
        &[],
    )
    .await;
    fail(&uses.app.stranger().at([10, 0, 0, 7]), "sam@example.com", 5).await;
    let subject = ada
        .browser
        .get(rules)
        .await
        .attributes("#blocked input[name=subject]", "value");
    let open = [("subject", subject[0].as_str())];
    let unblock = format!("{rules}/unblock");
    uses.sent(ada, &unblock, &unblock, "staff.sign-in-reopened", &open)
        .await;
}

pub(super) async fn of_staff(uses: &mut Uses, ada: &Clerk) {
    let noor = [
        ("name", "Noor"),
        ("email", "noor@example.com"),
        ("groups", "3"),
        ("tags", ""),
    ];
    // Who invites does two things at once: there is somebody new, and a letter to them.
    let both = "staff.created+staff.invited";
    let made = uses.sent(ada, "/staff", "/staff", both, &noor).await;
    let id = made
        .location()
        .rsplit('/')
        .next()
        .expect("a number")
        .to_owned();
    let at = |verb: &str| {
        (
            format!("/staff/{{id}}/{verb}"),
            format!("/staff/{id}/{verb}"),
        )
    };
    let (route, path) = at("invite");
    uses.sent(ada, &route, &path, "staff.invited", &[]).await;
    let link = newest_link(&uses.app, "/invitation?token=").await;
    let form = uses
        .app
        .stranger()
        .get(&link)
        .await
        .form_at("form[action='/invitation']");
    let accepting = form
        .set("password", PASSWORD)
        .set("password_again", PASSWORD)
        .submit();
    uses.one("/invitation", "staff.invitation-accepted", accepting)
        .await;
    let edit = ("/staff/{id}", &*format!("/staff/{id}/edit"));
    let form = ada
        .browser
        .get(edit.1)
        .await
        .form_at(&format!("form[action='/staff/{id}']"));
    uses.one(
        edit.0,
        "staff.updated",
        form.set("name", "Noor Noon").submit(),
    )
    .await;
    let her = uses.app.sign_in("noor").await;
    set_up(&uses.app, &her).await;
    for (verb, action) in [
        ("end-sessions", "staff.session-ended"),
        ("reset-second-factor", "staff.second-factor-reset"),
        ("disable", "staff.disabled"),
        ("enable", "staff.enabled"),
    ] {
        let (route, path) = at(verb);
        uses.sent(ada, &route, &path, action, &[]).await;
    }
    let (route, path) = at("send-password-link");
    uses.sent(ada, &route, &path, "staff.password-link-sent", &[])
        .await;
    let door = uses.app.stranger().get("/login/forgotten").await.form();
    let asking = door.set("email", "noor@example.com").submit();
    uses.one("/login/forgotten", "staff.password-link-asked", asking)
        .await;
    let link = newest_link(&uses.app, "/login/new-password?token=").await;
    let form = uses.app.stranger().get(&link).await.form();
    let another = "nine patient lanterns by the sea";
    let setting = form
        .set("password", another)
        .set("password_again", another)
        .submit();
    uses.one("/login/new-password", "staff.password-reset", setting)
        .await;
    let groups = "/staff/groups";
    let said = [
        ("name", "Night shift"),
        ("description", ""),
        ("permissions", "customers.view"),
    ];
    uses.sent(ada, groups, groups, "group.created", &said).await;
    let page = ada.browser.get(groups).await;
    let links = page.attributes("#groups a[href$='/edit']", "href");
    let newest = links.iter().max().expect("a group");
    let made = newest.trim_end_matches("/edit").to_owned();
    let said = [
        ("name", "Day shift"),
        ("version", "1"),
        ("permissions", "customers.view"),
    ];
    uses.sent(ada, "/staff/groups/{id}", &made, "group.updated", &said)
        .await;
    let delete = format!("{made}/delete");
    uses.sent(
        ada,
        "/staff/groups/{id}/delete",
        &delete,
        "group.deleted",
        &[("version", "2")],
    )
    .await;
}
