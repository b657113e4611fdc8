//! From where people may come: rules for everybody, and who is closed out after too many tries.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use crate::app::App;
use crate::domain::settings::address_rules::{
    self, LASTS, MOST, Model, NewRule, RuleError, RuleKind,
};
use crate::domain::staff::blocked::{self, Blocked};
use crate::domain::staff::permission::UpdateSettings;
use crate::domain::values::ids::AddressRuleId;
use crate::domain::values::problem::Problem;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

const FIELDS: [&str; 4] = ["rule_kind", "network", "rule_reason", "lasts"];

/// The page.
#[derive(Template)]
#[template(path = "address_rules/index.html")]
struct IndexPage {
    shell: Shell,
    form: Typed,
    rules: Vec<Model>,
    blocked: Vec<Blocked>,
    /// Where the reader is, as the rules see it.
    here: String,
}

impl IndexPage {
    fn kinds(&self) -> Vec<(String, String)> {
        let words = |kind: RuleKind| self.shell.t(format!("rule-kind-{}", kind.code()));
        RuleKind::ALL
            .map(|kind| (kind.code().to_owned(), words(kind)))
            .into()
    }

    fn durations(&self) -> Vec<(String, String)> {
        let words = |code| self.shell.t(format!("rule-lasts-{code}"));
        LASTS.map(|(code, _)| (code.to_owned(), words(code))).into()
    }

    fn is_live(&self, rule: &Model) -> bool {
        rule.is_live(self.shell.now())
    }

    /// What is closed, in words.
    fn what(&self, one: &Blocked) -> String {
        self.shell.t(format!("blocked-{}", one.kind))
    }
}

/// `GET /settings/address-rules`
pub async fn index(_staff: Allowed<UpdateSettings>, shell: Shell, app: web::Data<App>) -> Answer {
    show(&app, shell, Typed::default(), StatusCode::OK).await
}

async fn show(app: &App, shell: Shell, form: Typed, status: StatusCode) -> Answer {
    let here = own_address(&shell);
    let page = IndexPage {
        rules: address_rules::all(app.db.read()).await?,
        blocked: blocked::all(&app.db, shell.now()).await?,
        shell,
        form,
        here,
    };
    html_status(status, &page)
}

fn own_address(shell: &Shell) -> String {
    let ip = shell.actor().ip;
    ip.map(|ip| ip.to_canonical().to_string())
        .unwrap_or_default()
}

/// `POST /settings/address-rules`
pub async fn add(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    form.0.only(&FIELDS, &[])?;
    let mut form = Typed::kept(&form.0, FIELDS);
    let [kind, network, reason, lasts] = FIELDS.map(|field| form.value(field));
    let problems = match NewRule::parse(kind, network, reason, lasts) {
        Ok(new) => match address_rules::add(&app.db, &app.gate, staff.actor(), &new).await {
            Ok(()) => {
                shell.flash_with("rule-added", new.network);
                return see_other(paths::address_rules());
            }
            Err(RuleError::LocksYouOut) => {
                let own = own_address(&shell);
                vec![("network", Problem::LocksYouOut { own })]
            }
            Err(RuleError::ThereAlready) => vec![("network", Problem::RuleThereAlready)],
            Err(RuleError::TooMany) => vec![("network", Problem::TooManyNetworks { max: MOST })],
            Err(RuleError::NotFound) => return Err(Failure::NotFound),
            Err(RuleError::Db(error)) => return Err(error.into()),
        },
        Err(problems) => problems,
    };
    for (field, problem) in &problems {
        form.refuse(field, shell.problem(field, problem));
    }
    show(&app, shell, form, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// `POST /settings/address-rules/{id}/end`
pub async fn end(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<AddressRuleId>,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    match address_rules::end(&app.db, &app.gate, staff.actor(), *id).await {
        Ok(()) => {
            shell.flash("rule-ended");
            see_other(paths::address_rules())
        }
        Err(RuleError::LocksYouOut) => Err(Failure::AgainstRule("error-rule-locks-you-out")),
        Err(RuleError::NotFound | RuleError::TooMany | RuleError::ThereAlready) => {
            Err(Failure::NotFound)
        }
        Err(RuleError::Db(error)) => Err(error.into()),
    }
}

/// `POST /settings/address-rules/unblock`
pub async fn unblock(
    staff: Allowed<UpdateSettings>,
    shell: Shell,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    form.0.only(&["subject"], &[])?;
    if !blocked::open(&app.db, staff.actor(), form.0.text("subject")).await? {
        return Err(Failure::NotFound);
    }
    shell.flash("blocked-opened");
    see_other(paths::address_rules())
}
