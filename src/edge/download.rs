//! A list as a file: made on a thread of its own, sent as fast as it is taken.

use std::io::{Error, Read, Seek};

use actix_web::body::BodyStream;
use actix_web::http::{StatusCode, header};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, HttpResponseBuilder};
use futures_util::stream;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::error::Failure;
use super::shell::Shell;
use super::way_back::page_of;
use crate::app::App;
use crate::domain::export::csv::{BYTE_ORDER_MARK, Csv};
use crate::domain::export::table::Table;
use crate::domain::export::xlsx::Xlsx;
use crate::domain::export::{Batches, Format};
use crate::platform::storage::Storage;

/// Parameters of a list that say which page of it is shown: a file has them all.
const PAGE: [&str; 3] = ["after", "before", "per_page"];

/// How much of a finished file is in memory at a time.
const PIECE: usize = 64 * 1024;

/// What somebody receives piece by piece; who goes away closes it.
type Outlet = mpsc::Sender<Result<Bytes, Error>>;

/// The parameters of a list's address that its file knows.
pub fn parameters(mut asked: Vec<(String, String)>) -> Vec<(String, String)> {
    asked.retain(|(name, _)| !PAGE.contains(&name.as_str()));
    asked
}

/// A place among those who export, given back when the work is over.
pub fn place(app: &App) -> Result<OwnedSemaphorePermit, Failure> {
    let place = app.exports.clone().try_acquire_owned();
    place.map_err(|_| Failure::Busy("error-exports-busy"))
}

/// Refuses a list that has more rows than a file may have.
pub async fn fits(app: &App, shell: &Shell, rows: &impl Batches) -> Result<(), Failure> {
    let most = app.config.export_rows;
    match rows.more_than(most).await? {
        false => Ok(()),
        true => Err(Failure::TooManyRows {
            words: shell.t1("error-rows-most", "most", shell.number(&most)),
            list: page_of(shell.path(), shell.query()),
        }),
    }
}

/// The head of the file: `name` is how its name begins.
pub fn headed(shell: &Shell, name: &str, format: Format) -> HttpResponseBuilder {
    let day = shell.now().local(shell.zone).date_naive();
    let name = format!("attachment; filename=\"{name}-{day}.{}\"", format.code());
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

/// What is to be sent.
pub struct Download<B: Batches> {
    pub rows: B,
    pub table: Table<B::Record>,
    pub place: OwnedSemaphorePermit,
}

impl<B: Batches + Send + 'static> Download<B>
where
    B::Record: 'static,
{
    /// Sends it as CSV, or as a workbook.
    pub fn send(self, app: &App, mut head: HttpResponseBuilder, format: Format) -> HttpResponse {
        let storage = app.storage.clone();
        head.body(made(move |outlet| async move {
            let outcome = match format {
                Format::Xlsx => self.write_xlsx(&storage, &outlet).await,
                Format::Csv | Format::Jsonl => self.write_csv(&outlet).await,
            };
            conclude(outcome, &outlet).await;
        }))
    }

    async fn write_csv(mut self, outlet: &Outlet) -> anyhow::Result<()> {
        let csv = Csv::new(&self.table);
        let mut head = BYTE_ORDER_MARK.to_vec();
        head.extend(csv.head()?);
        outlet.send(Ok(head.into())).await?;
        loop {
            let records = self.rows.next().await?;
            if records.is_empty() {
                return Ok(());
            }
            outlet.send(Ok(csv.lines(&records)?.into())).await?;
        }
    }

    async fn write_xlsx(mut self, storage: &Storage, outlet: &Outlet) -> anyhow::Result<()> {
        let mut book = Xlsx::new(&self.table, storage.passing())?;
        loop {
            anyhow::ensure!(!outlet.is_closed(), "nobody waits any more");
            let records = self.rows.next().await?;
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
}

/// Runs the work on a thread of its own and hands out what it makes. One piece waits at most: the
/// work goes on when the one before has been taken, and ends when nobody is there any more.
fn made<W>(
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
