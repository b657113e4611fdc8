//! The filtered list as a file: made on a thread of its own, sent as fast as it is taken.

use std::io::{Error, Read, Seek};

use actix_web::body::BodyStream;
use actix_web::http::{Method, StatusCode, header};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use futures_util::stream;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::list::refused;
use crate::app::App;
use crate::domain::customers::export::csv::{BYTE_ORDER_MARK, Csv};
use crate::domain::customers::export::xlsx::Xlsx;
use crate::domain::customers::export::{self, DocumentNumbers, Format, Rows};
use crate::domain::customers::search::CustomerFilter;
use crate::domain::staff::permission::{ExportCustomers, Permission};
use crate::edge::error::{Answer, Failure};
use crate::edge::forms::Fields;
use crate::edge::guard::Allowed;
use crate::edge::shell::Shell;
use crate::platform::storage::Storage;

/// Parameters of the list that say which page of it is shown.
const PAGE: [&str; 3] = ["after", "before", "per_page"];

/// How much of a finished file is in memory at a time.
const PIECE: usize = 64 * 1024;

/// What somebody receives piece by piece; who goes away closes it.
type Outlet = mpsc::Sender<Result<Bytes, Error>>;

/// The list as CSV.
pub async fn csv(
    staff: Allowed<ExportCustomers>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    let Some(order) = order(&staff, &shell, &app, &http, Format::Csv).await? else {
        return Ok(headed(&shell, Format::Csv).finish());
    };
    let made = send(move |outlet| async move {
        let outcome = write_csv(order, &outlet).await;
        conclude(outcome, &outlet).await;
    });
    Ok(headed(&shell, Format::Csv).body(made))
}

/// The list as an Excel workbook.
pub async fn xlsx(
    staff: Allowed<ExportCustomers>,
    shell: Shell,
    app: web::Data<App>,
    http: HttpRequest,
) -> Answer {
    let Some(order) = order(&staff, &shell, &app, &http, Format::Xlsx).await? else {
        return Ok(headed(&shell, Format::Xlsx).finish());
    };
    let storage = app.storage.clone();
    let made = send(move |outlet| async move {
        let outcome = write_xlsx(order, &storage, &outlet).await;
        conclude(outcome, &outlet).await;
    });
    Ok(headed(&shell, Format::Xlsx).body(made))
}

/// What is to be exported, written down in the journal and with a place among those at it.
struct Order {
    rows: Rows,
    numbers: DocumentNumbers,
    /// Given back when the work is over.
    _place: OwnedSemaphorePermit,
}

/// `None` when only the head is asked for.
async fn order(
    staff: &Allowed<ExportCustomers>,
    shell: &Shell,
    app: &App,
    http: &HttpRequest,
    format: Format,
) -> Result<Option<Order>, Failure> {
    let mut parameters = Fields::decode(http.query_string().as_bytes())?.into_pairs();
    parameters.retain(|(name, _)| !PAGE.contains(&name.as_str()));
    let filter =
        CustomerFilter::parse(&parameters).map_err(|unknown| refused(shell, &unknown.0))?;
    if http.method() == Method::HEAD {
        return Ok(None);
    }
    let place = app.exports.clone().try_acquire_owned();
    let place = place.map_err(|_| Failure::Busy("error-exports-busy"))?;
    let numbers = if shell.may(Permission::ViewVerification) {
        DocumentNumbers::Shown
    } else {
        DocumentNumbers::Withheld
    };
    let rows = Rows::of(&app.db, staff.actor(), filter.clone(), shell.zone).await?;
    export::begin(&app.db, staff.actor(), &filter, format).await?;
    Ok(Some(Order {
        rows,
        numbers,
        _place: place,
    }))
}

fn headed(shell: &Shell, format: Format) -> HttpResponseBuilder {
    let day = shell.now().local(shell.zone).date_naive();
    let name = format!("attachment; filename=\"customers-{day}.{}\"", format.code());
    let kind = match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::Jsonl => "application/jsonl",
    };
    let mut answer = HttpResponse::build(StatusCode::OK);
    answer
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // Compressing a million lines would cost more than making them.
        .insert_header((header::CONTENT_ENCODING, "identity"));
    answer
}

/// Runs the work on a thread of its own and hands out what it makes. One piece waits at most: the
/// work goes on when the one before has been taken, and ends when nobody is there any more.
fn send<W>(
    work: impl FnOnce(Outlet) -> W + Send + 'static,
) -> BodyStream<impl stream::Stream<Item = Result<Bytes, Error>>>
where
    W: Future<Output = ()>,
{
    let (outlet, pieces) = mpsc::channel(1);
    let runtime = Handle::current();
    tokio::task::spawn_blocking(move || runtime.block_on(work(outlet)));
    BodyStream::new(stream::unfold(pieces, |mut pieces| async move {
        Some((pieces.recv().await?, pieces))
    }))
}

/// Nobody is there any more, or the work failed: then the answer breaks off, so that nobody takes
/// half a file for a whole one.
async fn conclude(outcome: anyhow::Result<()>, outlet: &Outlet) {
    if let Err(error) = outcome {
        if !outlet.is_closed() {
            tracing::error!(?error, "an export failed");
        }
        let _ = outlet.send(Err(Error::other("the export failed"))).await;
    }
}

async fn write_csv(mut order: Order, outlet: &Outlet) -> anyhow::Result<()> {
    let csv = Csv::new(order.numbers);
    let mut head = BYTE_ORDER_MARK.to_vec();
    head.extend(csv.head()?);
    outlet.send(Ok(head.into())).await?;
    loop {
        let records = order.rows.next().await?;
        if records.is_empty() {
            return Ok(());
        }
        outlet.send(Ok(csv.lines(&records)?.into())).await?;
    }
}

async fn write_xlsx(mut order: Order, storage: &Storage, outlet: &Outlet) -> anyhow::Result<()> {
    let mut book = Xlsx::new(order.numbers, storage.passing())?;
    loop {
        anyhow::ensure!(!outlet.is_closed(), "nobody waits any more");
        let records = order.rows.next().await?;
        if records.is_empty() {
            break;
        }
        book.add(&records)?;
    }
    let mut file = storage.arriving()?;
    book.save(&mut file)?;
    file.rewind()?;
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        let read = file.by_ref().take(PIECE as u64).read_to_end(&mut piece)?;
        if read == 0 {
            return Ok(());
        }
        outlet.send(Ok(piece.into())).await?;
    }
}
