//! The filtered list of customers as a file.

use actix_web::http::Method;
use actix_web::{HttpRequest, web};

use super::list::form::orderable;
use crate::app::App;
use crate::domain::customers::export::columns::table;
use crate::domain::customers::export::{self, DocumentNumbers, Rows};
use crate::domain::customers::search::CustomerFilter;
use crate::domain::export::Format;
use crate::domain::staff::permission::{ExportCustomers, Permission};
use crate::edge::download::{self, Download};
use crate::edge::error::Answer;
use crate::edge::filters::refused;
use crate::edge::forms::Fields;
use crate::edge::guard::{Allowed, Recent};
use crate::edge::shell::Shell;

/// The list as CSV.
pub async fn csv(
    Recent(staff): Recent<Allowed<ExportCustomers>>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    file(&staff, &shell, &app, &http, Format::Csv).await
}

/// The list as an Excel workbook.
pub async fn xlsx(
    Recent(staff): Recent<Allowed<ExportCustomers>>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    file(&staff, &shell, &app, &http, Format::Xlsx).await
}

async fn file(
    staff: &Allowed<ExportCustomers>,
    shell: &Shell,
    app: &App,
    http: &HttpRequest,
    format: Format,
) -> Answer {
    let asked = Fields::decode(http.query_string().as_bytes())?.into_pairs();
    let filter = CustomerFilter::parse(&download::parameters(asked));
    let filter = filter.map_err(|unknown| refused(shell, unknown))?;
    orderable(shell, filter.sort)?;
    let mut head = download::headed(shell, "customers", format);
    if http.method() == Method::HEAD {
        return Ok(head.finish());
    }
    let place = download::place(app)?;
    let numbers = if shell.may(Permission::ViewVerification) {
        DocumentNumbers::Shown
    } else {
        DocumentNumbers::Withheld
    };
    let rows = Rows::of(&app.db, staff.actor(), filter.clone(), shell.zone).await?;
    download::fits(app, shell, &rows).await?;
    export::begin(&app.db, staff.actor(), &filter, format).await?;
    let download = Download {
        rows,
        table: table(numbers),
        place,
    };
    Ok(download.send(app, head, format))
}
