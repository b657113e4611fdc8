//! `demo`: customers who do not exist, with what they ask for; and what `serve --demo` prepares on
//! an empty database.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use secrecy::SecretString;

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::demo::fill::{self, Progress};
use crate::domain::staff::group::GroupKey;
use crate::domain::staff::member::{self, NewMember};
use crate::domain::values::ids::CustomerId;
use crate::domain::values::zone::Zone;
use crate::platform::locales::Locale;
use crate::platform::random;

/// How many customers `serve --demo` makes.
const CUSTOMERS: u64 = 400;

/// How many requests `serve --demo` makes.
const REQUESTS: u64 = 600;

/// What the demo's people are made from.
const SEED: u64 = 1;

/// A staff member per group: name, and the part of the address before the @.
const STAFF: [(&str, &str, GroupKey); 4] = [
    ("Ada Admin", "admin", GroupKey::Administrators),
    ("Cora Compliance", "compliance", GroupKey::Compliance),
    ("Sam Support", "support", GroupKey::Support),
    ("Ari Auditor", "auditor", GroupKey::Auditor),
];

/// So many of them have their papers before the server answers; the others' are drawn meanwhile.
const PAPERS_FIRST: usize = 8;

/// What the command was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub customers: u64,
    pub requests: u64,
    pub seed: u64,
}

/// Runs the command.
pub async fn fill(app: &App, wanted: Wanted, out: &mut impl Write) -> anyhow::Result<()> {
    let Wanted {
        customers,
        requests,
        seed,
    } = wanted;
    let bar = bar(customers);
    let actor = Actor::command("demo", app.clock.now());
    let filled = fill::customers(
        &app.db,
        &actor,
        customers,
        seed,
        |progress| match progress {
            Progress::Customers(there) => bar.set_position(there),
            Progress::Indexes => bar.set_message("building the indexes, this takes a while "),
        },
    )
    .await?;
    bar.finish_and_clear();
    let bar = ProgressBar::new(filled.without_papers.len() as u64).with_message("drawing papers");
    for (index, id) in filled.without_papers {
        fill::papers(&app.db, &app.storage, &actor, seed, index, id).await?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    writeln!(out, "Made {} demo customers.", filled.customers)?;
    if requests > 0 {
        let bar = self::bar(requests);
        let made = fill::requests(&app.db, &actor, requests, seed, |there| {
            bar.set_position(there);
        });
        let made = made.await?;
        bar.finish_and_clear();
        writeln!(out, "Made {made} demo requests.")?;
    }
    Ok(())
}

fn bar(length: u64) -> ProgressBar {
    let bar = ProgressBar::new(length);
    let template = "{msg}{bar:40} {human_pos} of {human_len}, {eta} left";
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// What `serve --demo` made on an empty database.
pub struct Prepared {
    /// How to sign in.
    pub sign_in: String,
    /// Customers whose papers are still to be drawn.
    waiting: Vec<(u64, CustomerId)>,
}

/// Fills an empty database with customers and staff. Says how to sign in, also when an earlier
/// start made them; `None` when the database is somebody's own.
pub async fn prepare(app: &App, out: &mut impl Write) -> anyhow::Result<Option<Prepared>> {
    let note = app.config.data_dir.join("demo-sign-in.txt");
    if !member::none_yet(app.db.read()).await? || fill::count(&app.db).await? > 0 {
        let said = std::fs::read_to_string(note).ok();
        return Ok(said.map(|sign_in| Prepared {
            sign_in,
            waiting: Vec::new(),
        }));
    }
    writeln!(out, "Filling the empty database with demo data…")?;
    out.flush()?;
    let actor = Actor::command("demo", app.clock.now());
    let mut filled = fill::customers(&app.db, &actor, CUSTOMERS, SEED, |_| ()).await?;
    filled.most_wanted_first(SEED, app.clock.today());
    let mut drawn = filled.without_papers;
    let waiting = drawn.split_off(PAPERS_FIRST.min(drawn.len()));
    for (index, id) in drawn {
        fill::papers(&app.db, &app.storage, &actor, SEED, index, id).await?;
    }
    fill::requests(&app.db, &actor, REQUESTS, SEED, |_| ()).await?;
    let password = password()?;
    hire(app, &actor, &password).await?;
    let sign_in = sign_in_text(&password);
    write_note(note, &sign_in)?;
    Ok(Some(Prepared { sign_in, waiting }))
}

/// Draws the papers that are still missing, while the server answers already.
pub async fn draw_waiting(app: App, prepared: Prepared) {
    let actor = Actor::command("demo", app.clock.now());
    for (index, id) in prepared.waiting {
        if let Err(error) = fill::papers(&app.db, &app.storage, &actor, SEED, index, id).await {
            tracing::warn!(%error, "demo papers could not be drawn");
            return;
        }
    }
}

/// A staff member per group, all with one password.
async fn hire(app: &App, actor: &Actor, password: &str) -> anyhow::Result<()> {
    let hash = app
        .hasher
        .hash(SecretString::from(password.to_owned()))
        .await?;
    for (name, address, group) in STAFF {
        let new = NewMember {
            email: format!("{address}@demo.example")
                .parse()
                .context("demo address")?,
            name: name.parse().context("demo name")?,
            password_hash: hash.clone(),
            groups: [group].into(),
            locale: Locale::En,
            zone: Zone::UTC,
        };
        member::create(&app.db, actor, new).await?;
    }
    Ok(())
}

/// Made anew for each installation: there is no default password, not even in the demo.
fn password() -> anyhow::Result<String> {
    const SYLLABLES: [&str; 32] = [
        "ba", "de", "fi", "go", "hu", "ja", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu",
        "wa", "ze", "bi", "do", "fu", "ga", "he", "jo", "ku", "la", "me", "ni", "po", "ru", "sa",
        "te", "vi",
    ];
    let bytes = random::bytes::<16>()?;
    let syllables: Vec<&str> = bytes
        .iter()
        .map(|byte| SYLLABLES[usize::from(*byte) % 32])
        .collect();
    Ok(syllables
        .chunks(4)
        .map(<[&str]>::concat)
        .collect::<Vec<_>>()
        .join("-"))
}

fn sign_in_text(password: &str) -> String {
    let mut text = format!("Sign in with one of these and the password  {password}\n");
    for (name, address, _) in STAFF {
        text.push_str(&format!(
            "  {:<26} {name}\n",
            format!("{address}@demo.example")
        ));
    }
    text
}

/// Kept beside the key, so that the next start can say it again.
fn write_note(path: PathBuf, text: &str) -> anyhow::Result<()> {
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())?;
    Ok(())
}
