//! The background: hands over mails that are due, watches for the bell, and sweeps what has
//! expired. It looks first and writes only what is due.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use anyhow::Context;
use futures_util::FutureExt;
use tokio::sync::watch;

use crate::app::App;
use crate::config::Config;
use crate::domain::documents::sweep::{self, Swept};
use crate::domain::journal::seal::{self, SealError, Sealed};
use crate::domain::outbox::delivery::{self, Post, Round};
use crate::domain::requests::{presence, sum};
use crate::domain::staff::{session, throttle};
use crate::platform::memo;

/// How often it looks for mails that are due.
const MAILS: Duration = Duration::from_secs(2);

/// How often it asks whether a server that did not answer does so again.
const OUTAGE: Duration = Duration::from_secs(15);

/// How often it writes down who is looking at requests.
const LOOKS: Duration = Duration::from_secs(1);

/// How often it seals the journal, if there are new entries.
const SEALS: Duration = Duration::from_secs(60);

/// How often it sweeps sessions, counters, sums and looks.
const SWEEPS: Duration = Duration::from_secs(300);

/// How often it sweeps stored bytes that no document names; the first time at the start.
const STRAYS: Duration = Duration::from_secs(24 * 3600);

/// Runs until `stop` says so or its sender is gone. What fails is logged and tried again the next
/// time; a mail on its way may still arrive, no other one is begun.
pub async fn work(app: App, stop: watch::Receiver<bool>) {
    let mut stopped = stop.clone();
    let sweeping = async {
        tokio::join!(
            sweeps(&app),
            strays(&app),
            looks(&app),
            seals(&app),
            app.bell.watch(&app.db, &app.clock)
        );
    };
    let sweeping = async {
        tokio::select! {
            () = sweeping => {}
            _ = stopped.wait_for(|stop| *stop) => {}
        }
    };
    tokio::join!(mails(&app, stop), sweeping);
    write_looks(&app).await;
    seal(&app).await;
}

async fn looks(app: &App) {
    loop {
        tokio::time::sleep(LOOKS).await;
        write_looks(app).await;
    }
}

/// Writes down who was seen at requests since the last time.
pub async fn write_looks(app: &App) {
    if let Err(error) = presence::write_down(&app.db, &app.looks).await {
        tracing::warn!(%error, "who is looking at requests could not be written down");
    }
}

async fn seals(app: &App) {
    loop {
        seal(app).await;
        tokio::time::sleep(SEALS).await;
    }
}

/// Seals the journal up to its end, and writes down beside the key how far that is.
pub async fn seal(app: &App) {
    match try_to_seal(app).await {
        Ok(()) => {}
        Err(error) if error.is::<SealError>() => {
            tracing::error!(%error, "not sealed; run: countersign journal verify");
        }
        Err(error) => tracing::warn!(%error, "the journal could not be sealed"),
    }
}

async fn try_to_seal(app: &App) -> anyhow::Result<()> {
    let known = sealed(&app.config).await?;
    let sealed = seal::seal_end(&app.db, &app.key, known.as_ref(), app.clock.now()).await;
    let sealed = match sealed {
        Err(SealError::Db(error)) => return Err(error.into()),
        sealed => sealed?,
    };
    if let Some(sealed) = sealed.filter(|sealed| Some(sealed) != known.as_ref()) {
        memo::write(&app.config.sealed_file(), sealed.to_string()).await?;
    }
    Ok(())
}

/// How far this machine has sealed the journal. Fails when the file that says so is none.
pub async fn sealed(config: &Config) -> anyhow::Result<Option<Sealed>> {
    let path = config.sealed_file();
    let read = async {
        let known = memo::read(&path).await?;
        anyhow::Ok(known.map(|known| known.parse()).transpose()?)
    };
    read.await.with_context(|| path.display().to_string())
}

async fn mails(app: &App, mut stop: watch::Receiver<bool>) {
    // An outage may have begun before this process did.
    let mut outage = delivery::delayed_by_outage(&app.db, app.clock.now())
        .await
        .unwrap_or(true);
    loop {
        let pause = if outage { OUTAGE } else { MAILS };
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(pause) => {}
        }
        let round = async {
            if outage && app.mailer.check().await.is_ok() {
                hurry(app).await;
            }
            deliver_until(app, || *stop.borrow()).await
        };
        match AssertUnwindSafe(round).catch_unwind().await {
            Ok(round) => outage = round.outage,
            // The panic itself is in the log; mails must go on leaving.
            Err(_) => outage = true,
        }
    }
}

async fn hurry(app: &App) {
    match delivery::end_outage(&app.db, app.clock.now()).await {
        Ok(0) => {}
        Ok(mails) => tracing::info!(mails, "the mail server answers again"),
        Err(error) => tracing::warn!(%error, "delayed mails could not be hurried"),
    }
}

/// Hands over everything that is due now.
pub async fn deliver(app: &App) -> Round {
    deliver_until(app, || false).await
}

async fn deliver_until(app: &App, stopped: impl Fn() -> bool) -> Round {
    let post = Post {
        db: &app.db,
        mailer: &app.mailer,
        clock: &app.clock,
        key: &app.key,
    };
    delivery::deliver(post, stopped)
        .await
        .unwrap_or_else(|error| {
            tracing::warn!(%error, "mails that are due could not be looked up");
            Round::default()
        })
}

async fn sweeps(app: &App) {
    loop {
        tokio::time::sleep(SWEEPS).await;
        sweep(app).await;
    }
}

/// Sweeps what has expired.
pub async fn sweep(app: &App) {
    let now = app.clock.now();
    if let Err(error) = session::sweep(&app.db, app.session_limits(), now).await {
        tracing::warn!(%error, "expired staff sessions could not be removed");
    }
    if let Err(error) = throttle::sweep(&app.db, now).await {
        tracing::warn!(%error, "old sign-in failures could not be removed");
    }
    if let Err(error) = sum::sweep(&app.db, now).await {
        tracing::warn!(%error, "old sums could not be removed");
    }
    if let Err(error) = presence::sweep(&app.db, now).await {
        tracing::warn!(%error, "old looks at requests could not be removed");
    }
}

async fn strays(app: &App) {
    loop {
        sweep_strays(app).await;
        tokio::time::sleep(STRAYS).await;
    }
}

/// Sweeps stored bytes that no document names.
pub async fn sweep_strays(app: &App) {
    match sweep::sweep(&app.db, &app.storage, app.clock.now()).await {
        Ok(Swept::Removed(0)) => {}
        Ok(Swept::Removed(files)) => tracing::info!(files, "removed files that no document names"),
        Ok(Swept::Doubtful { strays, named }) => tracing::error!(
            strays,
            named,
            "most stored files belong to no document: is this the right database for this store? \
             Nothing was removed"
        ),
        Err(error) => tracing::warn!(%error, "stored files could not be swept"),
    }
}
