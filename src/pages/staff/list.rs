//! The list of staff.

use actix_web::{HttpRequest, web};
use askama::Template;

use crate::app::App;
use crate::domain::staff::permission::{Permission, ViewStaff};
use crate::domain::staff::roster::{self, Person, SecondFactor, StaffFilter, StaffPage, Standing};
use crate::domain::values::email::Email;
use crate::domain::values::ids::GroupId;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Fields;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::html;
use crate::edge::shell::Shell;

/// One page of the list with its filters.
#[derive(Template)]
#[template(path = "staff/list.html")]
struct ListPage {
    shell: Shell,
    filter: StaffFilter,
    page: StaffPage,
    groups: Vec<(GroupId, String)>,
    tags: Vec<String>,
    may_update: bool,
}

/// The list. An unknown filter or value is 422.
pub async fn index(
    staff: Allowed<ViewStaff>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    let parameters = Fields::decode(http.query_string().as_bytes())?.into_pairs();
    let filter = StaffFilter::parse(&parameters).map_err(|name| {
        Failure::Unprocessable(match name.as_str() {
            "after" | "before" => shell.t("error-cursor"),
            _ => shell.t1("list-unknown-value", "parameter", name),
        })
    })?;
    let db = app.db.read();
    html(&ListPage {
        page: roster::page(db, &filter).await?,
        groups: roster::group_names(db).await?,
        tags: roster::some_tags(db, staff.scope()).await?,
        may_update: shell.may(Permission::UpdateStaff),
        shell,
        filter,
    })
}

/// A filter that is on, and the list without it.
struct Chip {
    words: String,
    without: String,
}

impl ListPage {
    fn at(&self, side: &'static str, place: &Email) -> String {
        let mut parameters = self.filter.criteria();
        parameters.push((side, place.to_string()));
        paths::with_query(paths::staff(), &parameters)
    }

    fn groups_of(&self, person: &Person) -> String {
        roster::named(person, &self.groups).join(", ")
    }

    fn chips(&self) -> Vec<Chip> {
        let all = self.filter.criteria();
        let chip = |criterion: &(&'static str, String)| {
            let (label, shown) = match (criterion.0, criterion.1.as_str()) {
                ("q", q) => ("staff-search", q.to_owned()),
                ("status", code) => ("field-status", self.shell.t(format!("standing-{code}"))),
                ("second_factor", code) => (
                    "column-second-factor",
                    self.shell.t(format!("second-factor-is-{code}")),
                ),
                ("group", _) => ("filter-group", self.group_name()),
                (_, tag) => ("field-allowed-tags", tag.to_owned()),
            };
            let rest: Vec<_> = all
                .iter()
                .filter(|one| *one != criterion)
                .cloned()
                .collect();
            Chip {
                words: format!("{}: {shown}", self.shell.t(label)),
                without: paths::with_query(paths::staff(), &rest),
            }
        };
        all.iter().map(chip).collect()
    }

    fn group_name(&self) -> String {
        let known = self
            .groups
            .iter()
            .find(|(id, _)| Some(*id) == self.filter.group);
        known.map(|(_, name)| name.clone()).unwrap_or_default()
    }

    fn q(&self) -> &str {
        self.filter.q.as_deref().unwrap_or_default()
    }

    fn standings(&self) -> [Standing; 3] {
        Standing::ALL
    }

    fn is_standing(&self, standing: &Standing) -> bool {
        self.filter.status == Some(*standing)
    }

    fn second_factors(&self) -> [SecondFactor; 2] {
        SecondFactor::ALL
    }

    fn is_second_factor(&self, one: &SecondFactor) -> bool {
        self.filter.second_factor == Some(*one)
    }

    fn is_group(&self, id: &GroupId) -> bool {
        self.filter.group == Some(*id)
    }

    fn is_tag(&self, name: &str) -> bool {
        self.filter.tag.as_deref() == Some(name)
    }

    fn filtered(&self) -> bool {
        !self.filter.criteria().is_empty()
    }
}
