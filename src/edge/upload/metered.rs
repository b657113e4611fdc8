//! A body that is counted and timed as it streams in: too much of it, and too little of it for too
//! long, both end it.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_multipart::MultipartError;
use actix_web::error::PayloadError;
use actix_web::web::{self, Bytes};
use futures_util::Stream;
use tokio::time::{Interval, MissedTickBehavior};

use crate::edge::error::Failure;

/// A body is looked at this often: a stalled one is cut after twice as long at most.
const WINDOW: Duration = Duration::from_secs(15);

/// How many bytes a window must bring: the slowest line we wait for has 1 KiB a second.
const LEAST_PER_WINDOW: u64 = 15 * 1024;

/// A body with a limit and a least speed.
pub struct Metered {
    payload: web::Payload,
    left_bytes: u64,
    windows: Interval,
    window_bytes: u64,
    cut: Rc<Cell<Option<Cut>>>,
}

/// Says afterwards why a body broke off.
#[derive(Clone)]
pub struct Gauge {
    most_bytes: u64,
    cut: Rc<Cell<Option<Cut>>>,
}

#[derive(Clone, Copy)]
enum Cut {
    TooLarge,
    Stalled,
}

impl Metered {
    /// Lets at most `read_bytes` through; `most_bytes` is the limit that people are told.
    pub fn new(payload: web::Payload, read_bytes: u64, most_bytes: u64) -> (Metered, Gauge) {
        let cut = Rc::new(Cell::new(None));
        let mut windows = tokio::time::interval(WINDOW);
        windows.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let gauge = Gauge {
            most_bytes,
            cut: Rc::clone(&cut),
        };
        // An interval ticks at once: that first tick must not find an idle window.
        let window_bytes = LEAST_PER_WINDOW;
        (
            Metered {
                payload,
                left_bytes: read_bytes,
                windows,
                window_bytes,
                cut,
            },
            gauge,
        )
    }

    fn break_off(
        &self,
        cut: Cut,
        error: PayloadError,
    ) -> Poll<Option<Result<Bytes, PayloadError>>> {
        self.cut.set(Some(cut));
        Poll::Ready(Some(Err(error)))
    }
}

impl Gauge {
    /// Whether reading failed because more came than is read.
    pub fn was_too_large(&self) -> bool {
        matches!(self.cut.get(), Some(Cut::TooLarge))
    }

    /// The failure for a body that is larger than any form can be.
    pub fn too_large(&self) -> Failure {
        Failure::TooLarge {
            limit_bytes: self.most_bytes,
        }
    }

    /// Why reading failed: a limit of ours, or else a body that makes no sense.
    pub fn failure(&self, error: &MultipartError) -> Failure {
        tracing::debug!(?error, "a form with files broke off");
        match self.cut.get() {
            Some(Cut::TooLarge) => self.too_large(),
            Some(Cut::Stalled) => Failure::TooSlow("error-upload-stalled"),
            None => Failure::BadRequest("error-upload-broken"),
        }
    }
}

impl Stream for Metered {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match Pin::new(&mut self.payload).poll_next(context) {
            Poll::Ready(Some(Ok(bytes))) => {
                let size = bytes.len() as u64;
                let Some(left) = self.left_bytes.checked_sub(size) else {
                    return self.break_off(Cut::TooLarge, PayloadError::Overflow);
                };
                self.left_bytes = left;
                self.window_bytes = self.window_bytes.saturating_add(size);
                Poll::Ready(Some(Ok(bytes)))
            }
            Poll::Ready(end) => Poll::Ready(end),
            Poll::Pending => {
                // Asked again after a tick, so that the next one wakes us.
                while self.windows.poll_tick(context).is_ready() {
                    if self.window_bytes < LEAST_PER_WINDOW {
                        let stalled = std::io::ErrorKind::TimedOut.into();
                        return self.break_off(Cut::Stalled, PayloadError::Io(stalled));
                    }
                    self.window_bytes = 0;
                }
                Poll::Pending
            }
        }
    }
}
