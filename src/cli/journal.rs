//! `journal`: whether the record of who did what is what it was.

use std::io::Write;

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};

use crate::app::App;
use crate::domain::export::table::moment;
use crate::domain::journal::verify::{self, Harm, VerifyError};
use crate::worker;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Compute the chain of the journal anew and compare it with its seals; name the first entry
    /// that was edited, removed, reordered, added, or is not what was sealed
    Verify,
}

/// Runs the command.
pub async fn journal(app: &App, action: Action, out: &mut impl Write) -> anyhow::Result<()> {
    let Action::Verify = action;
    let bar = ProgressBar::new(0);
    let template = "{bar:40} {human_pos} of {human_len} entries";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    let known = worker::sealed(&app.config).await?;
    let checked = verify::verify(&app.db, &app.key, known.as_ref(), |done, all| {
        bar.set_length(all.unsigned_abs());
        bar.set_position(done.unsigned_abs());
    });
    let checked = checked.await;
    bar.finish_and_clear();
    let whole = checked.map_err(|error| advised(app, error))?;
    let sealed = whole.sealed.map_or_else(
        || "not sealed yet (a running server does that)".to_owned(),
        |(no, at)| format!("sealed up to entry {no} at {}", moment(at)),
    );
    writeln!(
        out,
        "{} entries, each as it was written; the last has the hash {}; {sealed}.",
        whole.entries, whole.hash
    )?;
    Ok(())
}

/// What to do about a fault, where there is something.
fn advised(app: &App, error: VerifyError) -> anyhow::Error {
    let cut_off = matches!(&error, VerifyError::Broken(broken) if broken.harm == Harm::CutOff);
    let error = anyhow::Error::from(error);
    if !cut_off {
        return error;
    }
    let advice = format!(
        "only if you have put back an older copy yourself, delete {}",
        app.config.sealed_file().display()
    );
    error.context(advice)
}
