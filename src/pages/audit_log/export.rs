//! The filtered journal as a file.

use actix_web::http::Method;
use actix_web::{HttpRequest, web};

use super::list::kinds;
use crate::app::App;
use crate::domain::export::Format;
use crate::domain::journal::export::{self, Rows};
use crate::domain::journal::search::JournalFilter;
use crate::domain::staff::permission::ExportJournal;
use crate::edge::download::{self, Download};
use crate::edge::error::Answer;
use crate::edge::filters::refused;
use crate::edge::forms::Fields;
use crate::edge::guard::{Allowed, Recent};
use crate::edge::shell::Shell;

/// The journal as CSV.
pub async fn csv(
    staff: Recent<Allowed<ExportJournal>>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    file(&staff.0, &shell, &app, &http, Format::Csv).await
}

/// The journal as an Excel workbook.
pub async fn xlsx(
    staff: Recent<Allowed<ExportJournal>>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    file(&staff.0, &shell, &app, &http, Format::Xlsx).await
}

async fn file(
    staff: &Allowed<ExportJournal>,
    shell: &Shell,
    app: &App,
    http: &HttpRequest,
    format: Format,
) -> Answer {
    let asked = Fields::decode(http.query_string().as_bytes())?.into_pairs();
    let filter = JournalFilter::parse(&download::parameters(asked));
    let filter = filter.map_err(|unknown| refused(shell, unknown))?;
    let mut head = download::headed(shell, "journal", format);
    if http.method() == Method::HEAD {
        return Ok(head.finish());
    }
    let place = download::place(app)?;
    let reader = (kinds(shell), shell.zone);
    let rows = Rows::of(&app.db, staff.actor(), filter.clone(), reader).await?;
    download::fits(app, shell, &rows).await?;
    export::begin(&app.db, staff.actor(), &filter, format).await?;
    let download = Download {
        rows,
        table: export::table(),
        place,
    };
    Ok(download.send(app, head, format))
}
