//! The first administrator, created through a link that works once.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::staff::device::KnownDevice;
use crate::domain::staff::group::GroupKey;
use crate::domain::staff::member::{CreateError, NewMember};
use crate::domain::staff::name::StaffName;
use crate::domain::staff::new_password::NewPassword;
use crate::domain::staff::second_factor::RequiredOf;
use crate::domain::staff::setup::{self, RedeemError};
use crate::domain::values::email::Email;
use crate::domain::values::problem::Problem;
use crate::domain::values::zone::Zone;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::new_password;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::session::{StaffSession, device_cookie};
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

const FIELDS: [&str; 5] = ["token", "name", "email", "password", "password_again"];

/// The token in the address.
#[derive(Deserialize)]
pub struct Link {
    #[serde(default)]
    token: String,
}

/// The setup page.
#[derive(Template)]
#[template(path = "setup/form.html")]
struct FormPage {
    shell: Shell,
    form: Typed,
}

/// The form, while its link works.
pub async fn form(app: web::Data<App>, shell: Shell, link: web::Query<Link>) -> Answer {
    if !setup::is_open(&app.db, &link.token, shell.now()).await? {
        return Err(Failure::NotFound);
    }
    html(&FormPage {
        shell,
        form: Typed::with([("token", link.into_inner().token)]),
    })
}

/// Creates the first administrator and signs them in.
pub async fn submit(
    app: web::Data<App>,
    shell: Shell,
    session: StaffSession,
    link: web::Query<Link>,
    form: Form,
) -> Answer {
    form.0.only(&FIELDS, &[])?;
    let sent = Some(form.0.text("token")).filter(|token| !token.is_empty());
    let token = sent.unwrap_or(&link.token).to_owned();
    if !setup::is_open(&app.db, &token, shell.now()).await? {
        return Err(Failure::NotFound);
    }
    let mut typed = Typed::kept(&form.0, FIELDS_KEPT);
    let Some(first) = parse(&shell, &mut typed, &form.0) else {
        return html_status(
            StatusCode::UNPROCESSABLE_ENTITY,
            &FormPage { shell, form: typed },
        );
    };
    let email = first.email.to_string();
    create(&app, &shell, &session, &token, first).await?;
    let mut answer = see_other("/")?;
    // A mark is for who has given everything that is asked for.
    if app.second_factor_required_of() == RequiredOf::Everybody {
        return Ok(answer);
    }
    let device = KnownDevice::new()?;
    let cookie = device_cookie(device.mark(&app.key, &email, shell.now()));
    answer.add_cookie(&cookie).map_err(anyhow::Error::from)?;
    Ok(answer)
}

const FIELDS_KEPT: [&str; 3] = ["token", "name", "email"];

/// What was typed, checked.
struct First {
    email: Email,
    name: StaffName,
    password: NewPassword,
}

fn parse(shell: &Shell, typed: &mut Typed, fields: &Fields) -> Option<First> {
    let problem = |field: &str, problem: &Problem| shell.problem(field, problem);
    let name: Result<StaffName, Problem> = fields.text("name").parse();
    if let Err(error) = &name {
        typed.refuse("name", problem("name", error));
    }
    let email: Result<Email, Problem> = fields.text("email").parse();
    if let Err(error) = &email {
        typed.refuse("email", problem("email", error));
    }
    let context = [fields.text("email"), fields.text("name")];
    let password = new_password::read(shell, fields, typed, &context);
    Some(First {
        email: email.ok()?,
        name: name.ok()?,
        password: password?,
    })
}

async fn create(
    app: &App,
    shell: &Shell,
    session: &StaffSession,
    token: &str,
    first: First,
) -> Result<(), Failure> {
    let new = NewMember {
        email: first.email,
        name: first.name,
        password_hash: new_password::hashed(app, first.password).await?,
        groups: BTreeSet::from([GroupKey::Administrators]),
        locale: shell.locale,
        zone: Zone::UTC,
    };
    let user_agent = session.user_agent.as_deref();
    let staff = (&app.db, app.second_factor_required_of());
    let redeemed = setup::redeem(staff, &shell.actor(), token, new, user_agent).await;
    session.begin(&redeemed.map_err(|error| match error {
        // With staff there is no link: whoever was second finds nothing here.
        RedeemError::LinkInvalid | RedeemError::Create(CreateError::EmailTaken) => {
            Failure::NotFound
        }
        RedeemError::Create(CreateError::Db(error)) | RedeemError::Db(error) => error.into(),
    })?)
}
