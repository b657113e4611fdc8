//! `migrate`: the schema up, down, or where it stands.

use std::io::Write;

use anyhow::Context;
use clap::Subcommand;
use sea_orm_migration::{MigrationStatus, MigratorTrait};

use crate::app;
use crate::config::Config;
use crate::domain::staff::password::Cost;
use crate::migrations::Migrator;
use crate::platform::clock::Clock;

/// Which way.
#[derive(Debug, Subcommand)]
pub enum Direction {
    /// Run every migration that is missing (what happens without a word)
    Up,
    /// Take back the last N migrations and the data in them
    Down {
        /// How many
        #[arg(value_parser = clap::value_parser!(u32).range(1..=1000))]
        count: u32,
    },
    /// List the migrations and whether each has run
    Status,
}

/// Runs the command.
pub async fn migrate(
    config: Config,
    direction: Option<Direction>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let app = app::App::connect(config, Clock::Machine, Cost::production()).await?;
    match direction.unwrap_or(Direction::Up) {
        Direction::Up => {
            app.migrate().await?;
            writeln!(out, "The schema is up to date.")?;
        }
        Direction::Down { count } => {
            app::refuse_newer_schema(&app.db).await?;
            Migrator::down(app.db.write(), Some(count))
                .await
                .context("a migration could not be taken back")?;
            writeln!(out, "Took back {count}.")?;
        }
        Direction::Status => {
            app::refuse_newer_schema(&app.db).await?;
            for migration in Migrator::get_migration_with_status_read_only(app.db.read()).await? {
                let done = migration.status() == MigrationStatus::Applied;
                writeln!(
                    out,
                    "{}  {}",
                    if done { "applied" } else { "missing" },
                    migration.name()
                )?;
            }
        }
    }
    app.db.close().await?;
    Ok(())
}
