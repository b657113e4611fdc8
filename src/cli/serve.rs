//! `serve`: migrate, say where and how to sign in, then answer requests until told to stop.

use std::io::{ErrorKind, Write};
use std::net::TcpListener;
use std::time::Duration;

use anyhow::Context;
use futures_util::future::select_all;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::demo;
use crate::app::{App, make_private};
use crate::config::Config;
use crate::domain::actor::Actor;
use crate::domain::requests::bell::Bell;
use crate::domain::staff::setup;
use crate::platform::lock::DirectoryLock;
use crate::{telemetry, worker};

/// How long mails on their way may take once requests have finished.
const WORKER_STOPS: Duration = Duration::from_millis(1500);

/// Runs the command.
pub async fn serve(config: Config, with_demo: bool, out: &mut impl Write) -> anyhow::Result<()> {
    let address = config.listen;
    let listener =
        TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
    listener.set_nonblocking(true)?;
    let _alone = lock(&config)?;
    let app = App::open(config).await?;
    telemetry::metrics();
    sweep_arriving(&app)?;
    let demo = if with_demo {
        demo::prepare(&app, out).await?
    } else {
        None
    };
    let url = app
        .config
        .public_url
        .as_str()
        .trim_end_matches('/')
        .to_owned();
    writeln!(out, "\nCountersign is serving {url}")?;
    if let Some(demo) = &demo {
        writeln!(out, "{}", demo.sign_in)?;
    }
    let actor = Actor::command("serve", app.clock.now());
    if let Some(token) = setup::ensure_link(&app.db, &actor)
        .await
        .context("cannot make a setup link")?
    {
        writeln!(
            out,
            "Create the first administrator (once, within 24 hours):\n  {url}/setup?token={token}"
        )?;
    }
    out.flush()?;
    let (stop, stopped) = watch::channel(false);
    let work = tokio::spawn(worker::work(app.clone(), stopped));
    let drawing = demo.map(|demo| tokio::spawn(demo::draw_waiting(app.clone(), demo)));
    let server = app.serve(listener)?;
    let ending = tokio::spawn(end_streams(app.bell.clone()));
    let served = server.await;
    ending.abort();
    stop.send_replace(true);
    if tokio::time::timeout(WORKER_STOPS, work).await.is_err() {
        tracing::info!("a mail on its way was abandoned; it will be sent again");
    }
    if let Some(drawing) = drawing {
        drawing.abort();
    }
    app.db.close().await.context("cannot close the database")?;
    tracing::info!("stopped");
    served.context("the server failed")
}

/// A server that is told to stop lets requests finish, and a stream never would.
async fn end_streams(bell: Bell) {
    let told = [
        SignalKind::terminate(),
        SignalKind::interrupt(),
        SignalKind::quit(),
    ];
    let told = told.into_iter().filter_map(|kind| signal(kind).ok());
    let told = told.map(|mut told| Box::pin(async move { told.recv().await }));
    select_all(told).await;
    bell.close();
}

/// Files that were arriving when an earlier process died will never be whole.
fn sweep_arriving(app: &App) -> anyhow::Result<()> {
    let swept = app.storage.sweep();
    let swept = swept.context("cannot remove half-arrived files")?;
    if swept > 0 {
        tracing::info!(
            swept,
            "removed files that were arriving when the last process ended"
        );
    }
    Ok(())
}

/// Two servers in one directory would sweep away each other's arriving files (R13).
fn lock(config: &Config) -> anyhow::Result<DirectoryLock> {
    let place = config.data_dir.display();
    make_private(&config.data_dir)
        .with_context(|| format!("cannot make the data directory {place}"))?;
    DirectoryLock::take(&config.data_dir).map_err(|error| match error.kind() {
        ErrorKind::WouldBlock => anyhow::anyhow!(
            "another server is running in the data directory {place}; stop it first, or give this \
             one a directory of its own (COUNTERSIGN_DATA_DIR)"
        ),
        _ => anyhow::Error::new(error).context(format!("cannot lock the data directory {place}")),
    })
}
