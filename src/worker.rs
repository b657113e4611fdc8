//! The one background loop: sweeps what has expired. It looks first and writes only what is due.

use std::time::Duration;

use crate::app::App;
use crate::domain::staff::{session, throttle};

/// How often it looks.
const PAUSE: Duration = Duration::from_secs(300);

/// Runs until the process ends. A failed sweep is logged and tried again the next time.
pub async fn work(app: App) {
    loop {
        tokio::time::sleep(PAUSE).await;
        sweep(&app).await;
    }
}

/// One round.
pub async fn sweep(app: &App) {
    let now = app.clock.now();
    if let Err(error) = session::sweep(&app.db, app.session_limits(), now).await {
        tracing::warn!(%error, "expired staff sessions could not be removed");
    }
    if let Err(error) = throttle::sweep(&app.db, now).await {
        tracing::warn!(%error, "old sign-in failures could not be removed");
    }
}
