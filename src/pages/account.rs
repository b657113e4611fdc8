//! One's own account: name, how pages look, one's sessions, one's password; and pages of their own
//! for the address, sign-ins and tokens.

pub mod email;
pub mod sign_ins;
pub mod tokens;

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use secrecy::SecretString;

use crate::app::App;
use crate::domain::staff::account::{self, ChangePasswordError, Profile};
use crate::domain::staff::member::Theme;
use crate::domain::staff::name::StaffName;
use crate::domain::staff::new_password::NewPassword;
use crate::domain::staff::password::HashError;
use crate::domain::staff::signed_in::SignedIn;
use crate::domain::staff::{group, own_sessions};
use crate::domain::values::ids::StaffSessionId;
use crate::domain::values::problem::Problem;
use crate::domain::values::zone::Zone;
use crate::edge::device::device_words;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::guard::Member;
use crate::edge::paths;
use crate::edge::respond::{html_status, see_other};
use crate::edge::session::StaffSession;
use crate::edge::shell::Shell;
use crate::edge::typed::{Typed, switch};
use crate::platform::clock::Timestamp;
use crate::platform::locales::Locale;

/// The fields of the profile.
const PROFILE: [&str; 5] = ["name", "language", "timezone", "theme", "shortcuts"];

/// One's own account.
#[derive(Template)]
#[template(path = "account/index.html")]
struct IndexPage {
    shell: Shell,
    staff: Arc<SignedIn>,
    groups: Vec<String>,
    sessions: Vec<SessionLine>,
    preferences: Typed,
    password: Typed,
}

/// A session, told to its owner.
struct SessionLine {
    id: StaffSessionId,
    device: String,
    ip: Option<String>,
    begun_at: Timestamp,
    last_seen_at: Timestamp,
    current: bool,
}

impl IndexPage {
    /// What is wrong, whichever form it was.
    fn errors(&self) -> &[(String, String)] {
        if self.preferences.errors.is_empty() {
            &self.password.errors
        } else {
            &self.preferences.errors
        }
    }

    fn languages(&self) -> Vec<(String, String)> {
        Locale::ALL
            .map(|each| (each.code().to_owned(), each.own_name().to_owned()))
            .into()
    }

    fn zones(&self) -> Vec<(String, String)> {
        // The zone at hand may be an old name that is no longer offered.
        let own = self.staff.zone.name();
        let mut names: Vec<&str> = Zone::offered().collect();
        if !names.contains(&own) {
            names.insert(0, own);
        }
        names
            .into_iter()
            .map(|name| (name.to_owned(), name.replace('_', " ")))
            .collect()
    }

    fn themes(&self) -> Vec<(String, String)> {
        let words = |theme: Theme| self.shell.t(format!("theme-{}", theme.code()));
        Theme::ALL
            .map(|theme| (theme.code().to_owned(), words(theme)))
            .into()
    }
}

/// The page.
pub async fn index(member: Member, shell: Shell, app: web::Data<App>) -> Answer {
    let preferences = typed(&member.staff);
    show(&app, member, shell, preferences, Typed::default()).await
}

fn typed(staff: &SignedIn) -> Typed {
    Typed::with([
        ("name", staff.name.clone()),
        ("language", staff.locale.code().to_owned()),
        ("timezone", staff.zone.name().to_owned()),
        ("theme", staff.theme.code().to_owned()),
        ("shortcuts", switch(staff.shortcuts)),
    ])
}

async fn show(
    app: &App,
    member: Member,
    shell: Shell,
    preferences: Typed,
    password: Typed,
) -> Answer {
    let staff = member.staff;
    let stored =
        own_sessions::of_member(&app.db, staff.id, app.session_limits(), shell.now()).await?;
    let sessions = stored.into_iter().map(|each| SessionLine {
        id: each.id,
        device: device_words(&shell, each.user_agent.as_deref()),
        ip: each.ip,
        begun_at: each.created_at,
        last_seen_at: each.last_seen_at,
        current: each.id == staff.session.id,
    });
    let sessions = sessions.collect();
    let groups = group::of_member(app.db.read(), staff.id).await?;
    let groups = groups.into_iter().map(|group| group.name).collect();
    let page = IndexPage {
        shell,
        staff,
        groups,
        sessions,
        preferences,
        password,
    };
    let failed = !page.errors().is_empty();
    html_status(
        if failed {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        },
        &page,
    )
}

/// Saves the profile.
pub async fn save(member: Member, shell: Shell, app: web::Data<App>, form: Form) -> Answer {
    form.0.only(&PROFILE, &[])?;
    let mut typed = Typed::kept(&form.0, PROFILE);
    typed.set("shortcuts", switch(form.0.is_on("shortcuts")));
    let Some(wanted) = parse(&shell, &mut typed, &form.0) else {
        return show(&app, member, shell, typed, Typed::default()).await;
    };
    account::change_profile(&app.db, &member.actor, &member.staff, &wanted).await?;
    shell.flash("account-saved");
    see_other(paths::account())
}

fn parse(shell: &Shell, typed: &mut Typed, fields: &Fields) -> Option<Profile> {
    // A form that says nothing about the name leaves it alone.
    let own = shell.staff.as_ref().filter(|_| !fields.has("name"));
    let name = own.map_or(fields.text("name"), |staff| staff.name.as_str());
    let name = name.parse::<StaffName>();
    let locale = fields
        .text("language")
        .parse()
        .map_err(|()| Problem::UnknownChoice);
    let zone = fields.text("timezone").parse::<Zone>();
    let theme = fields.text("theme").parse::<Theme>();
    let problems = [
        ("name", name.as_ref().err()),
        ("language", locale.as_ref().err()),
        ("timezone", zone.as_ref().err()),
        ("theme", theme.as_ref().err()),
    ];
    for (field, problem) in problems {
        if let Some(problem) = problem {
            typed.refuse(field, shell.problem(field, problem));
        }
    }
    Some(Profile {
        name: name.ok()?,
        locale: locale.ok()?,
        zone: zone.ok()?.0,
        theme: theme.ok()?,
        shortcuts: fields.is_on("shortcuts"),
    })
}

/// Changes the password; all other sessions end.
pub async fn change_password(
    member: Member,
    shell: Shell,
    session: StaffSession,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    form.0.only(&["current", "new", "again"], &[])?;
    let mut typed = Typed::default();
    if let Some(new) = new_password(&shell, &member.staff, &mut typed, &form.0) {
        let current = SecretString::from(form.0.text("current").to_owned());
        let parts = (&app.db, &app.hasher, &app.key);
        match account::change_password(parts, &member.actor, &member.staff, current, new).await {
            Ok(key) => {
                session.renew(&key)?;
                shell.flash("account-password-changed");
                return see_other(paths::account());
            }
            Err(ChangePasswordError::CurrentWrong) => {
                typed.refuse("current", shell.t("password-wrong"))
            }
            Err(ChangePasswordError::SameAgain) => typed.refuse("new", shell.t("password-same")),
            Err(error) => return Err(failure(error)),
        }
    }
    let preferences = self::typed(&member.staff);
    show(&app, member, shell, preferences, typed).await
}

fn new_password(
    shell: &Shell,
    staff: &SignedIn,
    typed: &mut Typed,
    fields: &Fields,
) -> Option<NewPassword> {
    if fields.text("current").is_empty() {
        let label = shell.t(super::label("current"));
        typed.refuse("current", shell.t1("problem-required", "field", label));
    }
    let new = NewPassword::parse(fields.text("new"), &[staff.email.as_str(), &staff.name]);
    if let Err(problem) = &new {
        typed.refuse("new", shell.t(problem.words_key()));
    } else if fields.text("new") != fields.text("again") {
        typed.refuse("again", shell.t("password-mismatch"));
    }
    new.ok().filter(|_| typed.errors.is_empty())
}

fn failure(error: ChangePasswordError) -> Failure {
    match error {
        ChangePasswordError::Throttled { retry_after } => Failure::TooMany { retry_after },
        ChangePasswordError::Gone
        | ChangePasswordError::CurrentWrong
        | ChangePasswordError::SameAgain => Failure::SignInFirst,
        ChangePasswordError::Hash(HashError::Busy) => Failure::Unavailable,
        ChangePasswordError::Hash(failed) => Failure::Internal(failed.into()),
        ChangePasswordError::Db(error) => error.into(),
    }
}

/// Ends one of one's own sessions; the one at hand as well.
pub async fn end_session(
    member: Member,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<StaffSessionId>,
    form: Form,
) -> Answer {
    form.0.only(&[], &[])?;
    if !own_sessions::end_own(&app.db, &member.actor, *id).await? {
        return Err(Failure::NotFound);
    }
    shell.flash("account-session-ended");
    see_other(paths::account())
}

/// Ends all sessions of one's own but the one at hand.
pub async fn end_others(member: Member, shell: Shell, app: web::Data<App>, form: Form) -> Answer {
    form.0.only(&[], &[])?;
    own_sessions::end_others(&app.db, &member.actor, member.staff.session.id).await?;
    shell.flash("account-sessions-ended");
    see_other(paths::account())
}
