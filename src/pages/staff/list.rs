//! The list of staff.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;

use crate::app::App;
use crate::domain::staff::permission::{Permission, ViewStaff};
use crate::domain::staff::roster::{self, Person, SecondFactor, StaffFilter, StaffPage, Standing};
use crate::domain::values::email::Email;
use crate::domain::values::ids::GroupId;
use crate::edge::error::Answer;
use crate::edge::filters::{self, Chip};
use crate::edge::forms::Fields;
use crate::edge::guard::Allowed;
use crate::edge::paths;
use crate::edge::respond::html_status;
use crate::edge::shell::Shell;
use crate::edge::typed::Typed;

/// One page of the list with its filters.
#[derive(Template)]
#[template(path = "staff/list.html")]
struct ListPage {
    shell: Shell,
    filter: StaffFilter,
    /// What was typed and is not understood.
    form: Typed,
    /// `None` when something is not understood.
    page: Option<StaffPage>,
    groups: Vec<(GroupId, String)>,
    tags: Vec<String>,
    may_update: bool,
}

/// The list. An unknown filter or value is 422; what was searched for comes back with it.
pub async fn index(
    staff: Allowed<ViewStaff>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    let parameters = Fields::decode(http.query_string().as_bytes())?.into_pairs();
    let mut form = Typed::default();
    let typed = (&mut form, ["q"].as_slice());
    let wrong = |_| shell.t1("typed-too-long", "filter", shell.t("staff-search"));
    let filter = filters::understood(parameters, typed, StaffFilter::parse, wrong);
    let filter = filter.map_err(|unknown| filters::refused(&shell, unknown))?;
    let db = app.db.read();
    let page = match form.status() {
        StatusCode::OK => Some(roster::page(db, &filter).await?),
        _ => None,
    };
    html_status(
        form.status(),
        &ListPage {
            groups: roster::group_names(db).await?,
            tags: roster::some_tags(db, staff.scope()).await?,
            may_update: shell.may(Permission::UpdateStaff),
            shell,
            filter,
            form,
            page,
        },
    )
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
        let path = |parameters: &[_]| paths::with_query(paths::staff(), parameters);
        let t = |key: String| self.shell.t(key);
        Chip::each(&all, &all, path, |name, value| {
            let (label, shown) = match (name, value) {
                ("q", q) => ("staff-search", q.to_owned()),
                ("status", code) => ("field-status", t(format!("standing-{code}"))),
                ("second_factor", code) => {
                    let words = t(format!("second-factor-is-{code}"));
                    ("column-second-factor", words)
                }
                ("group", _) => ("filter-group", self.group_name()),
                (_, tag) => ("field-allowed-tags", tag.to_owned()),
            };
            (self.shell.t(label), shown)
        })
    }

    fn group_name(&self) -> String {
        let known = self
            .groups
            .iter()
            .find(|(id, _)| Some(*id) == self.filter.group);
        known.map(|(_, name)| name.clone()).unwrap_or_default()
    }

    /// What was searched for, as it was typed.
    fn q(&self) -> &str {
        let understood = self.filter.q.as_deref().unwrap_or_default();
        self.form.or("q", understood)
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
}
