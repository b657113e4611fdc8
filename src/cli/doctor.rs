//! `doctor`: checks what the program stands on and says what to do about each finding.

use std::io::Write;

use sea_orm_migration::{MigrationStatus, MigratorTrait};

use crate::app;
use crate::config::Config;
use crate::domain::journal::seal;
use crate::domain::staff::roster::{self, Standing};
use crate::migrations::Migrator;
use crate::platform::crypto::MasterKey;
use crate::platform::db::Db;
use crate::platform::mailer::{Mailer, Why};
use crate::platform::storage::Storage;
use crate::worker;

/// What was found about one thing.
struct Finding {
    what: &'static str,
    /// What is wrong and what to do, if anything is.
    wrong: Option<String>,
}

/// Runs the command. Fails when anything is wrong.
pub async fn doctor(config: Config, out: &mut impl Write) -> anyhow::Result<()> {
    let mut findings = vec![
        fine("settings"),
        transport(&config),
        key(&config),
        storage(&config),
        mail(&config).await,
    ];
    match Db::connect(&config.database).await {
        Ok(db) => {
            findings.push(fine("database"));
            findings.push(schema(&db).await);
            findings.push(staff(&db).await);
            findings.push(journal(&config, &db).await);
        }
        Err(error) => {
            let advice = "start it, or correct COUNTERSIGN_DATABASE_URL";
            findings.push(wrong(
                "database",
                format!("does not answer ({error}); {advice}"),
            ));
        }
    }
    let mut problems = 0;
    for finding in &findings {
        match &finding.wrong {
            None => writeln!(out, "ok       {}", finding.what)?,
            Some(advice) => {
                problems += 1;
                writeln!(out, "PROBLEM  {}: {advice}", finding.what)?;
            }
        }
    }
    anyhow::ensure!(problems == 0, "found {problems}");
    Ok(())
}

/// Whether the journal still has its end. `journal verify` looks at all of it.
async fn journal(config: &Config, db: &Db) -> Finding {
    let stands = async {
        match worker::sealed(config).await? {
            Some(known) => anyhow::Ok(seal::stands(db.read(), &known).await?),
            None => Ok(true),
        }
    };
    match stands.await {
        Ok(true) => fine("journal"),
        Ok(false) => wrong("journal", "run: countersign journal verify".to_owned()),
        Err(error) => wrong("journal", format!("cannot be checked ({error:#})")),
    }
}

fn fine(what: &'static str) -> Finding {
    Finding { what, wrong: None }
}

fn wrong(what: &'static str, advice: String) -> Finding {
    Finding {
        what,
        wrong: Some(advice),
    }
}

fn transport(config: &Config) -> Finding {
    if config.https() || config.listen.ip().is_loopback() {
        return fine("transport");
    }
    let advice = "pages travel unencrypted; put a TLS proxy in front and set COUNTERSIGN_PUBLIC_URL to its https:// address";
    wrong("transport", advice.to_owned())
}

fn key(config: &Config) -> Finding {
    match MasterKey::load(&config.key_file()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            wrong("key", error.to_string())
        }
        _ => fine("key"),
    }
}

fn storage(config: &Config) -> Finding {
    match Storage::open(&config.document_store).and_then(|storage| storage.check()) {
        Ok(()) => fine("storage"),
        Err(error) => {
            let place = config.document_store.display();
            wrong(
                "storage",
                format!(
                    "cannot write to {place} ({error}); make it writable or set COUNTERSIGN_DOCUMENT_STORE"
                ),
            )
        }
    }
}

/// Connects and greets, or writes and removes a file; no mail is sent.
async fn mail(config: &Config) -> Finding {
    let host = config.public_url.host_str().unwrap_or("localhost");
    let mailer = Mailer::new(&config.mail_url, &config.mail_from, host);
    let Err(error) = mailer.check().await else {
        return fine("mail");
    };
    let to = &config.mail_url;
    let what = match error.why {
        Why::Storage => "make the directory writable or set COUNTERSIGN_MAIL_URL",
        Why::Insecure => {
            "the server must offer TLS with a certificate for its name; ?tls=none goes without"
        }
        Why::SignIn => "correct user and password in COUNTERSIGN_MAIL_URL",
        _ => "start the mail server, or correct COUNTERSIGN_MAIL_URL",
    };
    wrong("mail", format!("{to} does not take mail ({error}); {what}"))
}

async fn schema(db: &Db) -> Finding {
    if let Err(error) = app::refuse_newer_schema(db).await {
        return wrong("migrations", format!("{error:#}"));
    }
    let found = Migrator::get_migration_with_status_read_only(db.read())
        .await
        .unwrap_or_default();
    let missing = found
        .iter()
        .filter(|one| one.status() != MigrationStatus::Applied)
        .count();
    if missing == 0 && !found.is_empty() {
        return fine("migrations");
    }
    wrong(
        "migrations",
        format!("{missing} missing; run: countersign migrate"),
    )
}

async fn staff(db: &Db) -> Finding {
    match roster::everyone(db.read()).await {
        Ok(all) if all.iter().any(|one| one.standing() == Standing::Active) => fine("staff"),
        Ok(_) => wrong("staff", "nobody can sign in; start the server and open its setup link, or run: countersign staff create".into()),
        Err(_) => wrong("staff", "cannot be read before the schema is up to date".into()),
    }
}
