//! The filtered list of requests as a file.

use actix_web::http::Method;
use actix_web::{HttpRequest, web};

use super::list::{asking, failure, refused};
use crate::app::App;
use crate::domain::export::Format;
use crate::domain::requests::export::{self, Rows};
use crate::domain::requests::search::RequestFilter;
use crate::domain::staff::permission::ExportRequests;
use crate::edge::download::{self, Download};
use crate::edge::error::Answer;
use crate::edge::forms::Fields;
use crate::edge::guard::{Allowed, Recent};
use crate::edge::shell::Shell;

/// The list as CSV.
pub async fn csv(
    Recent(staff): Recent<Allowed<ExportRequests>>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    file(&staff, &shell, &app, &http, Format::Csv).await
}

/// The list as an Excel workbook.
pub async fn xlsx(
    Recent(staff): Recent<Allowed<ExportRequests>>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    file(&staff, &shell, &app, &http, Format::Xlsx).await
}

async fn file(
    staff: &Allowed<ExportRequests>,
    shell: &Shell,
    app: &App,
    http: &HttpRequest,
    format: Format,
) -> Answer {
    let asked = Fields::decode(http.query_string().as_bytes())?.into_pairs();
    let filter = RequestFilter::parse(&download::parameters(asked));
    let filter = filter.map_err(|unknown| refused(shell, unknown))?;
    let mut head = download::headed(shell, "requests", format);
    if http.method() == Method::HEAD {
        return Ok(head.finish());
    }
    let place = download::place(app)?;
    let asked = (filter.clone(), asking(staff.staff(), shell));
    let rows = Rows::of(&app.db, &app.tallies, asked, shell.locale).await;
    let rows = rows.map_err(|error| failure(shell, error))?;
    download::fits(app, shell, &rows).await?;
    export::begin(&app.db, staff.actor(), &filter, format).await?;
    let download = Download {
        rows,
        table: export::table(),
        place,
    };
    Ok(download.send(app, head, format))
}
