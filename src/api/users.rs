//! `/users`: who works here.

use actix_web::{HttpRequest, web};
use chrono::SecondsFormat;
use serde::Serialize;

use super::asked;
use crate::app::App;
use crate::domain::staff::permission::ViewStaff;
use crate::domain::staff::roster::{self, Person};
use crate::domain::values::ids::{GroupId, StaffId};
use crate::edge::bearer::Bearer;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Fields;
use crate::edge::json::{List, invalid, json};
use crate::edge::shell::Shell;

/// A member of staff.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct User {
    id: StaffId,
    name: String,
    email: String,
    groups: Vec<Group>,
    /// `active`, `invited` or `disabled`.
    status: &'static str,
    create_time: String,
}

/// A group that somebody is in.
#[derive(Serialize)]
struct Group {
    id: GroupId,
    name: String,
}

impl User {
    fn of(person: &Person, known: &[(GroupId, String)]) -> User {
        let joined = person.groups();
        let groups = known.iter().filter(|(id, _)| joined.contains(id));
        let at = person.created_at.utc();
        User {
            id: person.id,
            name: person.name.clone(),
            email: person.email.to_string(),
            groups: groups
                .map(|(id, name)| Group {
                    id: *id,
                    name: name.clone(),
                })
                .collect(),
            status: person.standing().code(),
            create_time: at.to_rfc3339_opts(SecondsFormat::Secs, false),
        }
    }
}

/// `GET /users`: in the order of their numbers.
pub async fn list(
    _holder: Bearer<ViewStaff>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    let parameters = Fields::decode(http.query_string().as_bytes())?.into_pairs();
    let asked = match asked::read(&shell, &parameters) {
        Ok(asked) => asked,
        Err(wrong) => return invalid(&shell, &wrong),
    };
    let db = app.db.read();
    // Few enough to be passed over here.
    let most = asked.offset + asked.limit;
    let people = roster::numbered(db, StaffId(asked.after), most).await?;
    let known = roster::group_names(db).await?;
    let passed = usize::try_from(asked.offset).unwrap_or(usize::MAX);
    let people = people.iter().skip(passed);
    json(&List {
        total: roster::count(db).await?,
        data: people.map(|person| User::of(person, &known)).collect(),
    })
}

/// `GET /users/{id}`
pub async fn show(
    _holder: Bearer<ViewStaff>,
    app: web::Data<App>,
    id: web::Path<StaffId>,
) -> Answer {
    let db = app.db.read();
    let person = roster::find(db, *id).await?.ok_or(Failure::NotFound)?;
    json(&User::of(&person, &roster::group_names(db).await?))
}
