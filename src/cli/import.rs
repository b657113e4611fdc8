//! `import`: customers out of a file.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::customers::details::Rules;
use crate::domain::customers::import::reading::Reader;
use crate::domain::customers::import::refused::RefusedRows;
use crate::domain::customers::import::{BATCH, Fault, Import, Mode};
use crate::domain::values::person::Status;
use crate::edge::forms::problem_words;
use crate::platform::locales::Locale;

/// So many refused rows are told on the terminal; all of them are in the file.
const TOLD: u64 = 20;

/// What can be imported.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Customers: CSV with the names of the form's fields in its first line, or JSON lines
    Customers(Customers),
}

/// How customers are imported.
#[derive(Debug, Args)]
pub struct Customers {
    /// The file, as UTF-8
    file: PathBuf,
    /// Do everything but keep it
    #[arg(long)]
    dry_run: bool,
    /// Where refused rows go, to be corrected and imported again [default: FILE.failed.csv]
    #[arg(long, value_name = "FILE")]
    failed: Option<PathBuf>,
}

/// Runs the command. Fails when a row was refused.
pub async fn import(app: &App, what: What, out: &mut impl Write) -> anyhow::Result<()> {
    let What::Customers(customers) = what;
    let path = customers.file;
    let cannot = || format!("cannot import {}", path.display());
    let mut reader = Reader::open(&path).with_context(cannot)?;
    let failed = customers.failed.unwrap_or_else(|| {
        let mut name = path.clone().into_os_string();
        name.push(".failed.csv");
        name.into()
    });
    let mut refused = RefusedRows::new(failed, &reader.names);
    let bar = bar(std::fs::metadata(&path).with_context(cannot)?.len());
    let actor = Actor::command("import", app.clock.now());
    let rules = Rules {
        today: app.clock.today(),
        minimum_age: app.config.minimum_age,
        status: Status::Active,
    };
    let mode = if customers.dry_run {
        Mode::DryRun
    } else {
        Mode::Keep
    };
    let mut import = Import::begin(&app.db, &actor, rules, mode).await?;
    loop {
        let rows = reader.batch(BATCH).with_context(cannot)?;
        if rows.is_empty() {
            break;
        }
        let mut told = import.counts.failed;
        for (row, faults) in import.batch(rows).await.with_context(cannot)? {
            let words: Vec<String> = faults.iter().map(words).collect();
            told += 1;
            if told <= TOLD {
                bar.suspend(|| tell(row.line, &words));
            }
            refused.add(&row, &words.join("; "))?;
        }
        bar.set_position(reader.position());
    }
    bar.finish_and_clear();
    let name = path.file_name().unwrap_or(path.as_os_str());
    import.finish(&name.to_string_lossy()).await?;
    let kept = refused.finish().context("cannot write the refused rows")?;
    summary(&import, mode, out)?;
    let Some(kept) = kept else { return Ok(()) };
    anyhow::bail!(
        "{} rows were refused; correct them in {} and import that file",
        import.counts.failed,
        kept.display()
    )
}

fn bar(bytes: u64) -> ProgressBar {
    let bar = ProgressBar::new(bytes);
    let template = "{bar:40} {binary_bytes} of {binary_total_bytes}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

fn summary(import: &Import<'_>, mode: Mode, out: &mut impl Write) -> std::io::Result<()> {
    let made = import.new_monitors.join(", ");
    let (registered, monitors) = match mode {
        Mode::Keep => ("Imported", "New exchange monitors"),
        Mode::DryRun => ("Would import", "Exchange monitors that would be made"),
    };
    if !made.is_empty() {
        writeln!(out, "{monitors}: {made}.")?;
    }
    let counts = import.counts;
    writeln!(
        out,
        "{registered} {} customers, refused {} rows.",
        counts.registered, counts.failed
    )
}

fn tell(line: u64, words: &[String]) {
    let mut err = std::io::stderr();
    for words in words {
        let _ = writeln!(err, "line {line}: {words}");
    }
}

/// What is wrong, with the name of the column in front.
fn words(fault: &Fault) -> String {
    match fault {
        Fault::Field(field, problem) => {
            format!("{field}: {}", problem_words(Locale::En, field, problem))
        }
        Fault::ControlCharacters(field) => {
            format!("{field}: contains control characters that cannot be stored")
        }
        Fault::FieldCount { found, expected } => {
            format!("has {found} fields instead of {expected}")
        }
        Fault::NotAnObject => "is not a JSON object of texts, numbers and lists".to_owned(),
        Fault::UnknownField(name) => format!("{name}: customers have no such field"),
    }
}
