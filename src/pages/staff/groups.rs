//! Groups of staff: named sets of permissions. The built-in ones can be looked at and copied.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::matrix::{self, Area};
use crate::app::App;
use crate::domain::staff::details::Problems;
use crate::domain::staff::group_save::{self, Details, GroupError};
use crate::domain::staff::groups::{self, Group};
use crate::domain::staff::permission::{Permission, Permissions, UpdateStaff, ViewStaff};
use crate::domain::values::ids::{GroupId, StaffId};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::{Fields, Form};
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::{Typed, switch};

const FIELDS: [&str; 5] = ["name", "description", "version", "pick", SWITCH];
const SWITCH: &str = "requires_second_factor";

/// Every group.
#[derive(Template)]
#[template(path = "staff/groups.html")]
struct IndexPage {
    shell: Shell,
    groups: Vec<Group>,
    may_update: bool,
}

/// The list.
pub async fn index(_staff: Allowed<ViewStaff>, shell: Shell, app: web::Data<App>) -> Answer {
    html(&IndexPage {
        groups: groups::all(app.db.read()).await?,
        may_update: shell.may(Permission::UpdateStaff),
        shell,
    })
}

/// The form of a new or a stored group; one that came with the product can only be read.
#[derive(Template)]
#[template(path = "staff/group_form.html")]
struct FormPage {
    shell: Shell,
    form: Typed,
    areas: Vec<Area>,
    group: Option<Group>,
    members: Vec<(StaffId, String)>,
    /// Whether somebody else was first.
    stale: bool,
}

impl FormPage {
    fn built_in(&self) -> bool {
        self.group.as_ref().is_some_and(Group::is_built_in)
    }

    fn action(&self) -> String {
        match &self.group {
            Some(group) => paths::staff_group(group.id),
            None => paths::staff_groups().to_owned(),
        }
    }

    fn more_members(&self) -> bool {
        let shown = self.members.len();
        let all = self.group.as_ref().map_or(0, |group| group.members);
        usize::try_from(all).is_ok_and(|all| all > shown)
    }

    fn verbs(&self) -> [&'static str; 4] {
        matrix::VERBS
    }
}

/// The group that a new one begins as a copy of.
#[derive(Deserialize)]
pub struct From {
    from: Option<GroupId>,
}

/// The empty form, or a copy.
pub async fn new(
    _staff: Allowed<UpdateStaff>,
    shell: Shell,
    app: web::Data<App>,
    query: web::Query<From>,
) -> Answer {
    let copied = match query.from {
        Some(id) => Some(stored(&app, id).await?),
        None => None,
    };
    let (form, granted) = match &copied {
        Some(group) => {
            let name = shell.t1("group-copy-name", "name", group.name.as_str());
            let description = group.description.clone();
            let required = (SWITCH, switch(group.requires_second_factor));
            let form = Typed::with([("name", name), ("description", description), required]);
            (form, group.permissions())
        }
        None => (Typed::default(), Permissions::new()),
    };
    html(&page(&app, shell, form, &granted, None).await?)
}

async fn stored(app: &App, id: GroupId) -> Result<Group, Failure> {
    let group = groups::find(app.db.read(), id).await?;
    group.ok_or(Failure::NotFound)
}

async fn page(
    app: &App,
    shell: Shell,
    form: Typed,
    granted: &Permissions,
    group: Option<Group>,
) -> Result<FormPage, Failure> {
    let members = match &group {
        Some(group) => groups::members(app.db.read(), group.id).await?,
        None => Vec::new(),
    };
    Ok(FormPage {
        shell,
        form,
        areas: matrix::areas(granted),
        group,
        members,
        stale: false,
    })
}

/// What was sent.
struct Sent {
    form: Typed,
    permissions: Vec<String>,
    /// The quick pick that was pressed: then nothing is saved.
    pick: Option<Permissions>,
}

impl Sent {
    fn read(fields: &Fields) -> Result<Sent, Failure> {
        fields.only(&FIELDS, &["permissions"])?;
        let mut form = Typed::kept(fields, FIELDS);
        form.set(SWITCH, switch(fields.is_on(SWITCH)));
        Ok(Sent {
            form,
            permissions: fields.all("permissions").map(str::to_owned).collect(),
            pick: matrix::picked(fields.text("pick")),
        })
    }

    fn granted(&self) -> Permissions {
        let codes = self.permissions.iter();
        codes
            .filter_map(|code| Permission::from_code(code))
            .collect()
    }

    fn parse(&self) -> Result<Details, Problems> {
        let permissions = self.permissions.iter().map(String::as_str);
        let [name, description, ..] = FIELDS.map(|field| self.form.value(field));
        let required = self.form.value(SWITCH) == "on";
        let details = Details::parse(name, description, permissions)?;
        Ok(details.requiring_second_factor(required))
    }
}

/// Saves a new group, or answers a quick pick.
pub async fn create(
    staff: Allowed<UpdateStaff>,
    shell: Shell,
    app: web::Data<App>,
    form: Form,
) -> Answer {
    let sent = Sent::read(&form.0)?;
    if let Some(granted) = &sent.pick {
        return html(&page(&app, shell, sent.form, granted, None).await?);
    }
    let saved = match sent.parse() {
        Ok(details) => group_save::create(&app.db, staff.actor(), &details)
            .await
            .map(|_| ()),
        Err(problems) => Err(GroupError::Invalid(problems)),
    };
    answer(&app, shell, sent, None, saved, "group-created-done").await
}

/// The form with what is stored.
pub async fn edit(
    _staff: Allowed<ViewStaff>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<GroupId>,
) -> Answer {
    let group = stored(&app, *id).await?;
    let form = Typed::with([
        ("name", group.name.clone()),
        ("description", group.description.clone()),
        ("version", group.version.to_string()),
        (SWITCH, switch(group.requires_second_factor)),
    ]);
    let granted = group.permissions();
    html(&page(&app, shell, form, &granted, Some(group)).await?)
}

/// Saves a changed group, or answers a quick pick.
pub async fn update(
    staff: Allowed<UpdateStaff>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<GroupId>,
    form: Form,
) -> Answer {
    let group = stored(&app, *id).await?;
    let sent = Sent::read(&form.0)?;
    let version = version(&sent.form)?;
    if let Some(granted) = &sent.pick {
        return html(&page(&app, shell, sent.form, granted, Some(group)).await?);
    }
    let saved = match sent.parse() {
        Ok(details) => group_save::update(&app.db, staff.actor(), (*id, version), &details).await,
        Err(problems) => Err(GroupError::Invalid(problems)),
    };
    answer(&app, shell, sent, Some(group), saved, "group-updated-done").await
}

fn version(form: &Typed) -> Result<i64, Failure> {
    let version = form.value("version").parse();
    version.map_err(|_| Failure::BadRequest("error-version"))
}

/// Removes a group that nobody is in.
pub async fn delete(
    staff: Allowed<UpdateStaff>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<GroupId>,
    form: Form,
) -> Answer {
    form.0.only(&["version"], &[])?;
    stored(&app, *id).await?;
    let version = version(&Typed::kept(&form.0, ["version"]))?;
    match group_save::delete(&app.db, staff.actor(), (*id, version)).await {
        Ok(()) => {
            shell.flash("group-deleted-done");
            see_other(paths::staff_groups())
        }
        Err(error) => Err(failure(error)),
    }
}

fn failure(error: GroupError) -> Failure {
    match error {
        GroupError::Invalid(_) | GroupError::Stale => Failure::Conflict("error-409-what"),
        GroupError::NotFound => Failure::NotFound,
        GroupError::BuiltIn => Failure::Conflict("error-group-built-in"),
        GroupError::HasMembers => Failure::Conflict("error-group-has-members"),
        GroupError::Db(error) => error.into(),
    }
}

async fn answer(
    app: &App,
    shell: Shell,
    mut sent: Sent,
    group: Option<Group>,
    saved: Result<(), GroupError>,
    done: &'static str,
) -> Answer {
    let granted = sent.granted();
    match saved {
        Ok(()) => {
            shell.flash(done);
            see_other(paths::staff_groups())
        }
        Err(GroupError::Invalid(problems)) => {
            for (field, problem) in &problems {
                sent.form.refuse(field, shell.problem(field, problem));
            }
            let page = page(app, shell, sent.form, &granted, group).await?;
            html_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(GroupError::Stale) => {
            let now = group.as_ref().map_or(0, |group| group.version);
            sent.form.set("version", now.to_string());
            let page = FormPage {
                stale: true,
                ..page(app, shell, sent.form, &granted, group).await?
            };
            html_status(StatusCode::CONFLICT, &page)
        }
        Err(error) => Err(failure(error)),
    }
}
