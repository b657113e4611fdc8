//! Groups of staff: named sets of permissions. The built-in ones can be looked at and copied.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::group_form::{SWITCH, Sent, page};
use crate::app::App;
use crate::domain::staff::group_save::{self, GroupError};
use crate::domain::staff::groups::{self, Group};
use crate::domain::staff::permission::{Permission, Permissions, UpdateStaff, ViewStaff};
use crate::domain::values::ids::GroupId;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::{Allowed, Recent};
use crate::edge::paths;
use crate::edge::respond::{html, html_status, see_other};
use crate::edge::shell::Shell;
use crate::edge::typed::{Typed, switch};

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

/// The group that a new one begins as a copy of.
#[derive(Deserialize)]
pub struct From {
    from: Option<GroupId>,
}

/// The empty form, or a copy.
pub async fn new(
    _staff: Recent<Allowed<UpdateStaff>>,
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

/// Saves a new group, or answers a quick pick.
pub async fn create(
    Recent(staff): Recent<Allowed<UpdateStaff>>,
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

/// The form with what is stored. Whoever can change it proves first that it is them, before
/// anything is typed (S12).
pub async fn edit(
    _staff: Allowed<ViewStaff>,
    changing: Result<Recent<Allowed<UpdateStaff>>, Failure>,
    shell: Shell,
    app: web::Data<App>,
    id: web::Path<GroupId>,
) -> Answer {
    let group = stored(&app, *id).await?;
    if let (false, Err(Failure::ProveFirst(next))) = (group.is_built_in(), changing) {
        return Err(Failure::ProveFirst(next));
    }
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
    Recent(staff): Recent<Allowed<UpdateStaff>>,
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
    Recent(staff): Recent<Allowed<UpdateStaff>>,
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
        GroupError::Invalid(_) => Failure::AgainstRule("error-group-beyond-you"),
        GroupError::Stale => Failure::Conflict("error-409-what"),
        GroupError::NotFound => Failure::NotFound,
        GroupError::BuiltIn => Failure::AgainstRule("error-group-built-in"),
        GroupError::HasMembers => Failure::AgainstRule("error-group-has-members"),
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
            let mut page = page(app, shell, sent.form, &granted, group).await?;
            page.stale = true;
            html_status(StatusCode::CONFLICT, &page)
        }
        Err(error) => Err(failure(error)),
    }
}
