//! Likely duplicates, as a piece of a page that the form fetches while somebody types.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::customers::duplicates::{self, Duplicate, Likeness};
use crate::domain::staff::permission::{CreateCustomers, Permission, UpdateCustomers};
use crate::domain::values::ids::CustomerId;
use crate::domain::values::person;
use crate::domain::values::text;
use crate::edge::error::Answer;
use crate::edge::guard::EitherOf;
use crate::edge::respond::html;
use crate::edge::shell::Shell;

/// Who looks alike, and why.
#[derive(Template)]
#[template(path = "customers/duplicates.html")]
struct DuplicatesPiece {
    shell: Shell,
    duplicates: Vec<Duplicate>,
}

/// What is typed so far.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TypedSoFar {
    first_name: String,
    last_name: String,
    birth_date: String,
    phone: String,
    document_number: String,
    except: String,
}

/// Who looks like what is typed so far.
pub async fn piece(
    _staff: EitherOf<CreateCustomers, UpdateCustomers>,
    shell: Shell,
    app: web::Data<App>,
    typed: web::Query<TypedSoFar>,
) -> Answer {
    let except = typed.except.parse().ok();
    let likeness = likeness(&shell, except, |field| match field {
        "first_name" => &typed.first_name,
        "last_name" => &typed.last_name,
        "birth_date" => &typed.birth_date,
        "phone" => &typed.phone,
        "document_number" => &typed.document_number,
        _ => "",
    });
    let duplicates =
        duplicates::find(app.db.read(), (&shell.scope(), &shell.sight()), &likeness).await?;
    html(&DuplicatesPiece { shell, duplicates })
}

/// What a half-finished form tells about somebody: what makes no sense yet tells nothing. Document
/// numbers are for those who may see documents.
pub fn likeness<'a>(
    shell: &Shell,
    except: Option<CustomerId>,
    typed: impl Fn(&str) -> &'a str,
) -> Likeness {
    let text = |field: &str| {
        let text = text::optional(typed(field), 100).ok().flatten()?;
        (!text.contains(char::is_control)).then_some(text)
    };
    let document_number = text("document_number");
    Likeness {
        first_name: text("first_name").unwrap_or_default(),
        last_name: text("last_name"),
        birth_date: person::parse_date(typed("birth_date")).ok(),
        phone: typed("phone").parse().ok(),
        document_number: document_number.filter(|_| shell.may(Permission::ViewVerification)),
        except,
    }
}
