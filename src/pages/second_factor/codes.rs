//! One's own recovery codes: shown once, as a page and as a file, and made anew.

use actix_web::http::header::{self, DispositionParam, DispositionType};
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::staff::recovery;
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Form;
use crate::edge::guard::{Member, Recent};
use crate::edge::next::safe_next;
use crate::edge::paths;
use crate::edge::respond::{html, see_other};
use crate::edge::shell::Shell;

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    next: String,
}

/// New codes.
#[derive(Template)]
#[template(path = "second_factor/codes.html")]
struct CodesPage {
    shell: Shell,
    codes: Vec<String>,
    next: String,
}

/// The codes while they are new; afterwards nobody sees them again.
pub async fn show(
    member: Member,
    shell: Shell,
    app: web::Data<App>,
    wanted: web::Query<Wanted>,
) -> Answer {
    let next = safe_next(&wanted.next).unwrap_or_default();
    match shown(&app, &member).await? {
        Some(codes) => html(&CodesPage { shell, codes, next }),
        None => see_other(paths::second_factor()),
    }
}

async fn shown(app: &App, member: &Member) -> Result<Option<Vec<String>>, Failure> {
    let parts = (&app.db, &app.key);
    Ok(recovery::shown(parts, &member.staff, member.actor.at).await?)
}

/// The same codes as a file.
pub async fn file(member: Member, shell: Shell, app: web::Data<App>) -> Answer {
    let codes = shown(&app, &member).await?.ok_or(Failure::NotFound)?;
    let title = shell.t1("recovery-codes-file", "email", member.staff.email.as_str());
    let text = format!("{title}\r\n\r\n{}\r\n", codes.join("\r\n"));
    let name = DispositionParam::Filename("countersign-recovery-codes.txt".to_owned());
    let disposition = header::ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![name],
    };
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header(disposition)
        .body(text))
}

/// They are kept: nobody is shown them again.
pub async fn kept(member: Member, app: web::Data<App>, form: Form) -> Answer {
    form.0.only(&["next"], &[])?;
    recovery::kept(&app.db, &member.staff).await?;
    let next = safe_next(form.0.text("next"));
    see_other(next.as_deref().unwrap_or(paths::second_factor()))
}

/// Makes new ones; those before stop working.
pub async fn renew(Recent(member): Recent<Member>, app: web::Data<App>, form: Form) -> Answer {
    form.0.only(&[], &[])?;
    let parts = (&app.db, &app.key);
    if !recovery::renew(parts, &member.actor, &member.staff).await? {
        return Err(Failure::NotFound);
    }
    see_other(paths::recovery_codes())
}
