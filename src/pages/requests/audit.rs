//! Auditing a request, and how what was found reads.

use actix_web::http::StatusCode;
use actix_web::web;

use super::back::Back;
use super::details::{self, Sent};
use crate::app::App;
use crate::domain::requests::audit::{self, Audit, AuditError, Checked, Unseen};
use crate::domain::settings::audit::AuditLimits;
use crate::domain::staff::permission::UpdateRequests;
use crate::domain::values::ids::RequestId;
use crate::domain::values::percent::PerMille;
use crate::domain::values::total::Total;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::see_other;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;
use crate::platform::locales;

/// `POST /requests/{id}/audit`
pub async fn audit(
    staff: Allowed<UpdateRequests>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<RequestId>,
    form: Form,
) -> Answer {
    form.0.only(&["from"], &[])?;
    let back = Back::of(&form.0);
    let turn = app.audits.acquire().await;
    let _turn = turn.map_err(|_| Failure::Unavailable)?;
    match audit::carry_out(&app.db, staff.actor(), *id).await {
        Ok(_) => {
            shell.flash("request-audited");
            see_other(&paths::audit_result(&back.carry(&paths::request(*id))))
        }
        Err(AuditError::NoAccount) => {
            let mut form = Typed::default();
            form.refuse("main", shell.t("request-audit-no-account"));
            let sent = Sent {
                form,
                back,
                ..Sent::default()
            };
            details::answer(&app, shell, *id, sent, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(AuditError::NotFound) => Err(Failure::NotFound),
        Err(AuditError::Db(error)) => Err(error.into()),
    }
}

/// What came out of an audit: `All OK`, or how many discrepancies.
pub fn verdict(shell: &Shell, audit: &Audit) -> String {
    let count = audit.discrepancies();
    let small = audit.accounts.iter().any(Checked::differs);
    match (count, small) {
        (0, false) => shell.t("request-audit-ok"),
        (0, true) => shell.t("request-audit-ok-small"),
        _ => shell.t1("request-audit-discrepancies", "count", count),
    }
}

/// What is wrong with an account, in a sentence; nothing when its balance is explained.
pub fn sentence(shell: &Shell, one: &Checked) -> Option<String> {
    let key = match (one.differs(), one.difference().is_negative()) {
        (false, _) => return None,
        (true, false) => "request-audit-more",
        (true, true) => "request-audit-less",
    };
    let by = shell.money(&one.difference().size(), &one.currency);
    Some(shell.t2(key, "number", one.number.as_str(), "by", by))
}

/// What came out of an account whose figures the reader does not see.
pub fn unseen(shell: &Shell, one: &Unseen) -> String {
    let key = match one.counts {
        true => "request-audit-unseen-differs",
        false => "request-audit-unseen-ok",
    };
    shell.t1(key, "number", one.number.as_str())
}

/// The figures of an account, each with its label, in the order in which they are reckoned.
pub fn figures(shell: &Shell, one: &Checked) -> Vec<(String, String)> {
    let money = |total: Total| shell.money(&total, &one.currency);
    let held = shell.t2(
        "request-audit-held",
        "count",
        one.holds,
        "sum",
        money(one.held),
    );
    let none = || shell.t("request-audit-no-holds");
    vec![
        (shell.t("request-audit-incoming"), money(one.incoming)),
        (
            shell.t("request-audit-outgoing"),
            money(Total::ZERO.minus(one.outgoing)),
        ),
        (shell.t("request-audit-sum"), money(one.sum())),
        (shell.t("request-audit-balance"), money(one.balance)),
        (shell.t("request-audit-difference"), money(one.difference())),
        (
            shell.t("request-audit-holds"),
            if one.holds == 0 { none() } else { held },
        ),
    ]
}

/// Which differences counted.
pub fn rule(shell: &Shell, limits: &AuditLimits) -> String {
    let figure = |plain: String| locales::decimal(shell.locale, &plain);
    let absolute = figure(limits.absolute.to_string());
    let share = figure(limits.per_mille.to_string());
    let none = AuditLimits::default();
    match (limits.absolute == none.absolute, limits.per_mille) {
        (true, PerMille(0)) => shell.t("request-audit-rule-all"),
        (false, PerMille(0)) => shell.t1("request-audit-rule-absolute", "absolute", absolute),
        (true, _) => shell.t1("request-audit-rule-share", "share", share),
        (false, _) => shell.t2(
            "request-audit-rule-both",
            "absolute",
            absolute,
            "share",
            share,
        ),
    }
}
