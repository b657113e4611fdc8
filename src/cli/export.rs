//! `export`: customers or requests into a file, or onto standard output.

use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono_tz::Tz;
use clap::{Args, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::customers::export::columns::table;
use crate::domain::customers::export::{self as customers, DocumentNumbers};
use crate::domain::customers::search::CustomerFilter;
use crate::domain::export::csv::Csv;
use crate::domain::export::jsonl::Jsonl;
use crate::domain::export::table::Table;
use crate::domain::export::xlsx::Xlsx;
use crate::domain::export::{Batches, Format};
use crate::domain::requests::export as requests;
use crate::domain::requests::search::{Asking, Assignee, RequestFilter, SearchError};
use crate::domain::values::criteria::Unknown;
use crate::domain::values::ids::StaffId;
use crate::platform::locales::Locale;

/// What can be exported.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Every customer, or those that the filters leave
    Customers {
        #[command(flatten)]
        target: Target,
        /// A parameter of the list's address, such as country=DE; may come several times
        #[arg(long = "filter", value_name = "NAME=VALUE", value_parser = of_customers)]
        filters: Vec<(String, String)>,
    },
    /// Requests as their list has them: open ones, unless --filter status=all or another status
    Requests {
        #[command(flatten)]
        target: Target,
        /// A parameter of the list's address, such as type=deposit; may come several times
        #[arg(long = "filter", value_name = "NAME=VALUE", value_parser = of_requests)]
        filters: Vec<(String, String)>,
    },
}

/// What is written, and where.
#[derive(Debug, Args)]
pub struct Target {
    /// What the file looks like
    #[arg(long, value_enum)]
    format: Shape,
    /// Write into this file instead of standard output; it appears when it is complete
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Shape {
    Csv,
    Xlsx,
    Jsonl,
}

impl Shape {
    fn format(self) -> Format {
        match self {
            Shape::Csv => Format::Csv,
            Shape::Xlsx => Format::Xlsx,
            Shape::Jsonl => Format::Jsonl,
        }
    }
}

fn of_customers(typed: &str) -> Result<(String, String), String> {
    criterion(typed, |pair| CustomerFilter::parse(pair).map(drop))
}

fn of_requests(typed: &str) -> Result<(String, String), String> {
    criterion(typed, |pair| match RequestFilter::parse(pair)?.assignee {
        // A command is nobody.
        Some(Assignee::Me) => Err(Unknown("assignee".to_owned())),
        _ => Ok(()),
    })
}

/// Reads one filter; what the list does not know is wrong usage.
fn criterion(
    typed: &str,
    known: impl Fn(&[(String, String)]) -> Result<(), Unknown>,
) -> Result<(String, String), String> {
    let (name, value) = typed.split_once('=').ok_or("must be NAME=VALUE")?;
    let pair = (name.trim().to_owned(), value.trim().to_owned());
    if ["after", "before", "per_page"].contains(&name) || pair.1.is_empty() {
        return Err("is no filter of the list".to_owned());
    }
    known(std::slice::from_ref(&pair))
        .map_err(|unknown| format!("the list knows no such {}", unknown.0))?;
    Ok(pair)
}

fn twice(unknown: Unknown) -> anyhow::Error {
    anyhow::anyhow!("the filter {} came twice", unknown.0)
}

/// Runs the command.
pub async fn export(app: &App, what: What) -> anyhow::Result<()> {
    let actor = Actor::command("export", app.clock.now());
    match what {
        What::Customers { target, filters } => {
            let filter = CustomerFilter::parse(&filters).map_err(twice)?;
            let rows = customers::Rows::of(&app.db, &actor, filter.clone(), Tz::UTC).await?;
            let format = target.format.format();
            customers::begin(&app.db, &actor, &filter, format).await?;
            let table = table(DocumentNumbers::Shown);
            run(rows, table, &target, "customers").await
        }
        What::Requests { target, filters } => {
            let filter = RequestFilter::parse(&filters).map_err(twice)?;
            let rows = request_rows(app, &actor, filter.clone()).await?;
            let format = target.format.format();
            requests::begin(&app.db, &actor, &filter, format).await?;
            run(rows, requests::table(), &target, "requests").await
        }
    }
}

async fn request_rows(
    app: &App,
    actor: &Actor,
    filter: RequestFilter,
) -> anyhow::Result<requests::Rows> {
    let asking = Asking {
        // Nobody has this number.
        me: StaffId(0),
        zone: Tz::UTC,
        now: actor.at,
        scope: actor.scope.clone(),
        sight: actor.sight.clone(),
    };
    let asked = (filter, asking);
    let rows = requests::Rows::of(&app.db, &app.tallies, asked, Locale::En).await;
    rows.map_err(|error| match error {
        SearchError::TooWide => anyhow::anyhow!("too many customers match the search"),
        SearchError::Db(error) => error.into(),
    })
}

/// Writes a list of what `words` says, and tells how many there were.
async fn run<B: Batches>(
    rows: B,
    table: Table<B::Record>,
    target: &Target,
    words: &str,
) -> anyhow::Result<()> {
    let bar = ProgressBar::new_spinner();
    let template = format!("{{spinner}} {{human_pos}} {words}, {{per_sec}}");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    let format = target.format.format();
    let exported = match &target.out {
        Some(path) => into_file(rows, &table, format, path, &bar).await,
        None => onto_output(rows, &table, format, &bar).await,
    };
    bar.finish_and_clear();
    let count = exported?;
    if let Some(path) = &target.out {
        let mut out = std::io::stdout();
        writeln!(out, "Exported {count} {words} to {}.", path.display())?;
    }
    Ok(())
}

/// The file is complete or not there; what was there before stays until then.
async fn into_file<B: Batches>(
    rows: B,
    table: &Table<B::Record>,
    format: Format,
    path: &Path,
    bar: &ProgressBar,
) -> anyhow::Result<u64> {
    let cannot = || format!("cannot write {}", path.display());
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new()
        .prefix(".export-")
        .tempfile_in(folder)
        .with_context(cannot)?;
    let count = write(rows, table, format, folder, (&mut file, bar)).await?;
    file.as_file().sync_all().with_context(cannot)?;
    file.persist(path).with_context(cannot)?;
    Ok(count)
}

async fn onto_output<B: Batches>(
    rows: B,
    table: &Table<B::Record>,
    format: Format,
    bar: &ProgressBar,
) -> anyhow::Result<u64> {
    let mut out = std::io::stdout();
    if format != Format::Xlsx {
        return write(rows, table, format, Path::new("."), (&mut out, bar)).await;
    }
    let mut file = tempfile::tempfile().context("cannot make a temporary file")?;
    let passing = std::env::temp_dir();
    let count = write(rows, table, format, &passing, (&mut file, bar)).await?;
    file.rewind()?;
    std::io::copy(&mut file, &mut out)?;
    Ok(count)
}

/// Writes the list and says how many there were. Memory stays the same however many.
async fn write<B: Batches>(
    mut rows: B,
    table: &Table<B::Record>,
    format: Format,
    passing: &Path,
    (out, bar): (&mut (impl Write + Send), &ProgressBar),
) -> anyhow::Result<u64> {
    let (csv, jsonl) = (Csv::new(table), Jsonl::new(table));
    let mut book = match format {
        Format::Xlsx => Some(Xlsx::new(table, passing)?),
        Format::Csv | Format::Jsonl => None,
    };
    if format == Format::Csv {
        out.write_all(&csv.head()?)?;
    }
    let mut count = 0;
    loop {
        let records = rows.next().await?;
        if records.is_empty() {
            break;
        }
        match (&mut book, format) {
            (Some(book), _) => book.add(&records)?,
            (None, Format::Jsonl) => out.write_all(&jsonl.lines(&records)?)?,
            (None, _) => out.write_all(&csv.lines(&records)?)?,
        }
        count += records.len() as u64;
        bar.set_position(count);
    }
    if let Some(book) = book {
        book.save(&mut *out)?;
    }
    out.flush()?;
    Ok(count)
}
