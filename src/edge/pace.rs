//! How fast a program may ask the API: so many requests a minute for each token (S90).

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::Clock as Ticks;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use super::error::Failure;
use crate::domain::values::ids::ApiTokenId;
use crate::platform::clock::Clock;

/// So many requests may come at once with one token, and so many more in every minute.
pub const A_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(599);

/// The application's clock, as the limiter reads it: the time since 1970.
#[derive(Clone, Debug)]
struct Time(Clock);

impl Ticks for Time {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.now().0).unwrap_or(0))
    }
}

type Limiter =
    RateLimiter<ApiTokenId, HashMapStateStore<ApiTokenId>, Time, NoOpMiddleware<Duration>>;

/// Remembers how fast each token asks, in this process; a few bytes for each token that was used
/// since the start.
#[derive(Clone, Debug)]
pub struct Pace {
    time: Time,
    limiter: Arc<Limiter>,
}

impl Pace {
    /// Nobody has asked for anything yet.
    pub fn new(clock: &Clock) -> Pace {
        let time = Time(clock.clone());
        let store = HashMapStateStore::default();
        let limiter = RateLimiter::new(Quota::per_minute(A_MINUTE), store, time.clone());
        let limiter = Arc::new(limiter);
        Pace { time, limiter }
    }

    /// Counts a request with a token. Fails when it comes too early, and says when it would not.
    pub fn count(&self, token: ApiTokenId) -> Result<(), Failure> {
        self.limiter.check_key(&token).map_err(|early| {
            let wait = early.wait_time_from(self.time.now());
            // The header tells whole seconds: never fewer than it takes.
            let retry_after = Duration::from_secs(wait.as_millis().div_ceil(1000) as u64);
            Failure::TooMany { retry_after }
        })
    }
}
