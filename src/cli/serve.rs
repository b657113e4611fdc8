//! `serve`: migrate, say where and how to sign in, then answer requests until told to stop.

use std::io::Write;
use std::net::TcpListener;

use anyhow::Context;

use super::demo;
use crate::app::App;
use crate::config::Config;
use crate::domain::actor::Actor;
use crate::domain::staff::setup;
use crate::{telemetry, worker};

/// Runs the command.
pub async fn serve(config: Config, with_demo: bool, out: &mut impl Write) -> anyhow::Result<()> {
    let address = config.listen;
    let listener =
        TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
    listener.set_nonblocking(true)?;
    let app = App::open(config).await?;
    telemetry::metrics();
    if app.config.require_2fa {
        tracing::warn!("require_2fa has no effect: this version has no second factor");
    }
    let swept = app
        .storage
        .sweep()
        .context("cannot remove half-arrived files")?;
    if swept > 0 {
        tracing::info!(
            swept,
            "removed files that were arriving when the last process ended"
        );
    }
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
    let work = tokio::spawn(worker::work(app.clone()));
    let drawing = demo.map(|demo| tokio::spawn(demo::draw_waiting(app.clone(), demo)));
    let served = app.serve(listener)?.await;
    work.abort();
    if let Some(drawing) = drawing {
        drawing.abort();
    }
    app.db.close().await.context("cannot close the database")?;
    tracing::info!("stopped");
    served.context("the server failed")
}
