//! `export`: customers into a file, or onto standard output.

use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono_tz::Tz;
use clap::{Args, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::customers::export::csv::Csv;
use crate::domain::customers::export::jsonl::Jsonl;
use crate::domain::customers::export::xlsx::Xlsx;
use crate::domain::customers::export::{self, DocumentNumbers, Format, Rows};
use crate::domain::customers::search::CustomerFilter;

/// What can be exported.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Every customer, or those that the filters leave
    Customers(Customers),
}

/// How customers are exported.
#[derive(Debug, Args)]
pub struct Customers {
    /// What the file looks like
    #[arg(long, value_enum)]
    format: Shape,
    /// Write into this file instead of standard output; it appears when it is complete
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// A parameter of the list's address, such as country=DE; may come several times
    #[arg(long = "filter", value_name = "NAME=VALUE", value_parser = criterion)]
    filters: Vec<(String, String)>,
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

/// Reads one filter; what the list does not know is wrong usage.
fn criterion(typed: &str) -> Result<(String, String), String> {
    let (name, value) = typed.split_once('=').ok_or("must be NAME=VALUE")?;
    let pair = (name.trim().to_owned(), value.trim().to_owned());
    if ["after", "before", "per_page"].contains(&name) || pair.1.is_empty() {
        return Err("is no filter of the list".to_owned());
    }
    CustomerFilter::parse(std::slice::from_ref(&pair))
        .map_err(|unknown| format!("the list knows no such {}", unknown.0))?;
    Ok(pair)
}

/// Runs the command.
pub async fn export(app: &App, what: What) -> anyhow::Result<()> {
    let What::Customers(customers) = what;
    let filter = CustomerFilter::parse(&customers.filters)
        .map_err(|unknown| anyhow::anyhow!("the filter {} came twice", unknown.0))?;
    let format = customers.format.format();
    let actor = Actor::command("export", app.clock.now());
    let rows = Rows::of(&app.db, &actor, filter.clone(), Tz::UTC).await?;
    export::begin(&app.db, &actor, &filter, format).await?;
    let bar = ProgressBar::new_spinner();
    let template = "{spinner} {human_pos} customers, {per_sec}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    let exported = match &customers.out {
        Some(path) => into_file(rows, format, path, &bar).await,
        None => onto_output(rows, format, &bar).await,
    };
    bar.finish_and_clear();
    let count = exported?;
    if let Some(path) = customers.out {
        let mut out = std::io::stdout();
        writeln!(out, "Exported {count} customers to {}.", path.display())?;
    }
    Ok(())
}

/// The file is complete or not there; what was there before stays until then.
async fn into_file(
    rows: Rows,
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
    let count = write(rows, format, folder, &mut file, bar).await?;
    file.as_file().sync_all().with_context(cannot)?;
    file.persist(path).with_context(cannot)?;
    Ok(count)
}

async fn onto_output(rows: Rows, format: Format, bar: &ProgressBar) -> anyhow::Result<u64> {
    let mut out = std::io::stdout();
    if format != Format::Xlsx {
        return write(rows, format, Path::new("."), &mut out, bar).await;
    }
    let mut file = tempfile::tempfile().context("cannot make a temporary file")?;
    let count = write(rows, format, &std::env::temp_dir(), &mut file, bar).await?;
    file.rewind()?;
    std::io::copy(&mut file, &mut out)?;
    Ok(count)
}

/// Writes the customers and says how many there were. Memory stays the same however many.
async fn write(
    mut rows: Rows,
    format: Format,
    passing: &Path,
    out: &mut (impl Write + Send),
    bar: &ProgressBar,
) -> anyhow::Result<u64> {
    let numbers = DocumentNumbers::Shown;
    let (csv, jsonl) = (Csv::new(numbers), Jsonl::new(numbers));
    let mut book = match format {
        Format::Xlsx => Some(Xlsx::new(numbers, passing)?),
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
