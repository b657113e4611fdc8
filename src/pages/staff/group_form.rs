//! The form of a group: what it shows, and what it sends.

use askama::Template;

use super::matrix::{self, Area};
use crate::app::App;
use crate::domain::staff::details::Problems;
use crate::domain::staff::group_save::Details;
use crate::domain::staff::groups::{self, Group};
use crate::domain::staff::permission::{Permission, Permissions};
use crate::domain::values::ids::StaffId;
use crate::edge::error::Failure;
use crate::edge::forms::Fields;
use crate::edge::paths;
use crate::edge::shell::Shell;
use crate::edge::typed::{Typed, stored_now, switch, switch_words};

const FIELDS: [&str; 5] = ["name", "description", "version", "pick", SWITCH];
pub(super) const SWITCH: &str = "requires_second_factor";

/// The form of a new or a stored group; one that came with the product can only be read.
#[derive(Template)]
#[template(path = "staff/group_form.html")]
pub(super) struct FormPage {
    shell: Shell,
    form: Typed,
    areas: Vec<Area>,
    group: Option<Group>,
    members: Vec<(StaffId, String)>,
    /// Whether somebody else was first.
    pub stale: bool,
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

    /// What is stored now and is not what was typed, with its label.
    fn stored_now(&self) -> Vec<(String, String)> {
        let Some(group) = &self.group else {
            return Vec::new();
        };
        let words = |permissions: &Permissions| {
            let words = permissions.iter().map(|one| self.shell.t(one.words_key()));
            words.collect::<Vec<_>>().join(", ")
        };
        let all = [
            (
                "field-name",
                self.form.value("name").to_owned(),
                group.name.clone(),
            ),
            (
                "field-description",
                self.form.value("description").to_owned(),
                group.description.clone(),
            ),
            (
                "field-permissions",
                words(&matrix::granted(&self.areas)),
                words(&group.permissions()),
            ),
            (
                "field-requires-second-factor",
                switch_words(&self.shell, self.form.value(SWITCH)),
                switch_words(&self.shell, &switch(group.requires_second_factor)),
            ),
        ];
        stored_now(&self.shell, all)
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

/// The page with a form.
pub(super) async fn page(
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
pub(super) struct Sent {
    pub form: Typed,
    permissions: Vec<String>,
    /// The quick pick that was pressed: then nothing is saved.
    pub pick: Option<Permissions>,
}

impl Sent {
    /// Reads a form. Fails with fields that it does not have.
    pub fn read(fields: &Fields) -> Result<Sent, Failure> {
        fields.only(&FIELDS, &["permissions"])?;
        let mut form = Typed::kept(fields, FIELDS);
        form.set(SWITCH, switch(fields.is_on(SWITCH)));
        Ok(Sent {
            form,
            permissions: fields.all("permissions").map(str::to_owned).collect(),
            pick: matrix::picked(fields.text("pick")),
        })
    }

    /// The permissions that are chosen.
    pub fn granted(&self) -> Permissions {
        let codes = self.permissions.iter();
        codes
            .filter_map(|code| Permission::from_code(code))
            .collect()
    }

    /// What was typed, or every mistake in it.
    pub fn parse(&self) -> Result<Details, Problems> {
        let permissions = self.permissions.iter().map(String::as_str);
        let [name, description, ..] = FIELDS.map(|field| self.form.value(field));
        let required = self.form.value(SWITCH) == "on";
        let details = Details::parse(name, description, permissions)?;
        Ok(details.requiring_second_factor(required))
    }
}
