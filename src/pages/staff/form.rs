//! Inviting a member, and changing one.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;

use super::{BEYOND, sender};
use crate::app::App;
use crate::domain::staff::details::{Details, Problems, SaveError};
use crate::domain::staff::invite;
use crate::domain::staff::permission::UpdateStaff;
use crate::domain::staff::roster::{self, Person};
use crate::domain::staff::update;
use crate::domain::values::ids::{GroupId, StaffId};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::guard::{Allowed, Recent};
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::{Typed, stored_now};

const FIELDS: [&str; 5] = ["name", "email", "tags", "allowed_networks", "version"];

/// The form of a new or a stored member.
#[derive(Template)]
#[template(path = "staff/form.html")]
struct FormPage {
    shell: Shell,
    form: Typed,
    groups: Vec<(GroupId, String)>,
    /// The groups that are chosen.
    chosen: Vec<String>,
    /// The stored one; `None` for a new one.
    person: Option<Person>,
    /// Whether somebody else was first.
    stale: bool,
    /// Whether the reader changes themselves: groups and tags stay then.
    own: bool,
}

impl FormPage {
    fn action(&self) -> String {
        match &self.person {
            Some(person) => paths::staff_member(person.id),
            None => paths::staff().to_owned(),
        }
    }

    /// What is stored now and is not what was typed, with its label.
    fn stored_now(&self) -> Vec<(String, String)> {
        let Some(person) = &self.person else {
            return Vec::new();
        };
        let now = Sent::of(person);
        let named = |chosen: &[String]| {
            let groups = self.groups.iter();
            let named = groups.filter(|(id, _)| chosen.contains(&id.to_string()));
            let names: Vec<&str> = named.map(|(_, name)| name.as_str()).collect();
            names.join(", ")
        };
        let both = |label, field| {
            let text = |form: &Typed| form.value(field).to_owned();
            (label, text(&self.form), text(&now.form))
        };
        let fields = [
            both("field-name", "name"),
            both("field-email", "email"),
            ("field-groups", named(&self.chosen), named(&now.groups)),
            both("field-allowed-tags", "tags"),
            both("field-allowed-networks", "allowed_networks"),
        ];
        stored_now(&self.shell, fields)
    }

    fn is_chosen(&self, id: &GroupId) -> bool {
        self.chosen.contains(&id.to_string())
    }
}

/// What was sent.
struct Sent {
    form: Typed,
    groups: Vec<String>,
}

impl Sent {
    fn read(fields: &Fields) -> Result<Sent, Failure> {
        fields.only(&FIELDS, &["groups"])?;
        Ok(Sent {
            form: Typed::kept(fields, FIELDS),
            groups: fields.all("groups").map(str::to_owned).collect(),
        })
    }

    fn parse(&self) -> Result<Details, Problems> {
        let groups = self.groups.iter().map(String::as_str);
        let [name, email, tags, networks, _] = FIELDS.map(|field| self.form.value(field));
        Details::parse(name, email, groups, tags, networks)
    }

    fn of(person: &Person) -> Sent {
        Sent {
            form: Typed::with([
                ("name", person.name.clone()),
                ("email", person.email.to_string()),
                ("tags", person.tags().join(", ")),
                ("allowed_networks", person.allowed_networks.clone()),
                ("version", person.version.to_string()),
            ]),
            groups: person.groups().iter().map(ToString::to_string).collect(),
        }
    }
}

/// The empty form. Whoever gives somebody groups proves first that it is them (S12).
pub async fn new(
    _staff: Recent<Allowed<UpdateStaff>>,
    shell: Shell,
    app: web::Data<App>,
) -> Answer {
    let empty = Sent {
        form: Typed::default(),
        groups: Vec::new(),
    };
    html(&page(&app, shell, empty, None).await?)
}

async fn page(
    app: &App,
    shell: Shell,
    sent: Sent,
    person: Option<Person>,
) -> Result<FormPage, Failure> {
    let me = shell.staff.as_ref().map(|staff| staff.id);
    Ok(FormPage {
        groups: roster::group_names(app.db.read()).await?,
        form: sent.form,
        chosen: sent.groups,
        own: person.as_ref().is_some_and(|person| Some(person.id) == me),
        person,
        stale: false,
        shell,
    })
}

/// Invites somebody.
pub async fn create(
    Recent(staff): Recent<Allowed<UpdateStaff>>,
    shell: Shell,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    let sent = Sent::read(&form.0)?;
    let invited = match sent.parse() {
        Ok(details) => invite::invite(&app.db, staff.actor(), sender(&app, &shell), &details).await,
        Err(problems) => Err(SaveError::Invalid(problems)),
    };
    match invited {
        Ok(id) => {
            shell.flash("staff-invited-done");
            see_other(&paths::staff_member(id))
        }
        Err(error) => refused(&app, shell, sent, None, error).await,
    }
}

/// The form with what is stored. What it changes is asked about again, and that before anything is
/// typed (S12).
pub async fn edit(
    _staff: Recent<Allowed<UpdateStaff>>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<StaffId>,
) -> Answer {
    let person = stored(&app, *id).await?;
    let sent = Sent::of(&person);
    html(&page(&app, shell, sent, Some(person)).await?)
}

async fn stored(app: &App, id: StaffId) -> Result<Person, Failure> {
    let person = roster::find(app.db.read(), id).await?;
    person.ok_or(Failure::NotFound)
}

/// Saves a changed member.
pub async fn update(
    Recent(staff): Recent<Allowed<UpdateStaff>>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<StaffId>,
    form: Form,
) -> Answer {
    let person = stored(&app, *id).await?;
    let sent = Sent::read(&form.0)?;
    let version = sent.form.value("version").parse();
    let version = version.map_err(|_| Failure::BadRequest("error-version"))?;
    let saved = match sent.parse() {
        Ok(details) => {
            let sender = sender(&app, &shell);
            update::update(&app.db, staff.actor(), sender, (*id, version), &details).await
        }
        Err(problems) => Err(SaveError::Invalid(problems)),
    };
    match saved {
        Ok(()) => {
            shell.flash("staff-updated-done");
            see_other(&paths::staff_member(*id))
        }
        Err(error) => refused(&app, shell, sent, Some(person), error).await,
    }
}

/// The form as typed, with why it was not saved.
async fn refused(
    app: &App,
    shell: Shell,
    mut sent: Sent,
    person: Option<Person>,
    error: SaveError,
) -> Answer {
    match error {
        SaveError::Invalid(problems) => {
            for (field, problem) in &problems {
                // The list of groups, and the tags, have longer names in the form.
                let label = if *field == "tags" {
                    "allowed_tags"
                } else {
                    field
                };
                sent.form.refuse(field, shell.problem(label, problem));
            }
            let page = page(app, shell, sent, person).await?;
            html_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        SaveError::Stale => {
            let now = person.as_ref().map_or(0, |person| person.version);
            sent.form.set("version", now.to_string());
            let page = FormPage {
                stale: true,
                ..page(app, shell, sent, person).await?
            };
            html_status(StatusCode::CONFLICT, &page)
        }
        SaveError::NotFound => Err(Failure::NotFound),
        SaveError::Beyond => Err(Failure::AgainstRule(BEYOND)),
        SaveError::Token(error) => Err(error.into()),
        SaveError::Db(error) => Err(error.into()),
    }
}
