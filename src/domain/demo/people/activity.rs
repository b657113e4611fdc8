//! What a demo person does on the platform: sessions, the last thing they did, a block.

use fastrand::Rng;

use super::{DAY, chance};

/// What they do on the platform.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// How long ago they last did something; `None` when they never came back.
    pub last_before_seconds: Option<i64>,
    /// At most three, the oldest first.
    pub sessions: Vec<Session>,
    /// Why they may not come back.
    pub block: Option<Block>,
}

/// A session on the platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The platform's name for it, unique by index.
    pub reference: String,
    /// Of a network reserved for examples.
    pub ip: String,
    pub user_agent: &'static str,
    pub started_before_seconds: i64,
    pub seen_before_seconds: i64,
    /// Signed out; else it goes on.
    pub ended: bool,
}

/// A block by staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub before_seconds: i64,
    pub reason: &'static str,
}

const USER_AGENTS: [&str; 4] = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
     Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like \
     Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 \
     Mobile Safari/537.36",
];

const BLOCK_REASONS: [&str; 4] = [
    "Chargeback of the first deposit",
    "Asked for it by telephone: the account was taken over",
    "Same identity card as another customer",
    "Court order; see the case file",
];

/// The networks of RFC 5737.
const NETWORKS: [&str; 3] = ["192.0.2", "198.51.100", "203.0.113"];

impl Activity {
    /// What somebody did since they registered so long ago.
    pub fn choose(index: u64, registered: i64, active: bool, rng: &mut Rng) -> Activity {
        let block = (!active && chance(rng, 35.0)).then(|| Block {
            before_seconds: part(registered, 0.6, rng),
            reason: BLOCK_REASONS[rng.usize(..BLOCK_REASONS.len())],
        });
        // A blocked customer did nothing since.
        let latest = block.map_or(0, |block| block.before_seconds);
        let last = chance(rng, 85.0).then(|| latest + part(registered - latest, 0.5, rng));
        let sessions = match last {
            Some(last) if chance(rng, 12.0) => {
                sessions(index, registered, last, block.is_some(), rng)
            }
            _ => Vec::new(),
        };
        Activity {
            last_before_seconds: last,
            sessions,
            block,
        }
    }
}

/// One to three, the last of which saw the last thing they did.
fn sessions(index: u64, registered: i64, last: i64, blocked: bool, rng: &mut Rng) -> Vec<Session> {
    let count = rng.i64(1..=3);
    let room = registered - last;
    let one = |number: i64, rng: &mut Rng| {
        // Each has an equal part of the time since they registered.
        let seen = last + room * (count - number) / count;
        let length = (room / count).min(1 + rng.i64(0..DAY as i64));
        let network = NETWORKS[rng.usize(..NETWORKS.len())];
        Session {
            reference: format!("demo-{index}-{number}"),
            ip: format!("{network}.{}", rng.u8(1..255)),
            user_agent: USER_AGENTS[rng.usize(..USER_AGENTS.len())],
            started_before_seconds: seen + length,
            seen_before_seconds: seen,
            ended: blocked || number < count && chance(rng, 60.0),
        }
    };
    (1..=count).map(|number| one(number, rng)).collect()
}

/// A part of a time, the shorter ones more often; at most `most` of it.
fn part(seconds: i64, most: f64, rng: &mut Rng) -> i64 {
    (seconds as f64 * most * rng.f64() * rng.f64()) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_happens_before_they_registered_or_after_a_block() {
        let mut rng = Rng::with_seed(1);
        let mut seen = [0; 3];
        for index in 0..20_000 {
            let registered = 60 + rng.i64(0..10_000_000);
            let active = rng.bool();
            let Activity {
                last_before_seconds,
                sessions,
                block,
            } = Activity::choose(index, registered, active, &mut rng);
            assert!(block.is_none() || !active);
            let latest = block.map_or(0, |block| block.before_seconds);
            if let Some(last) = last_before_seconds {
                assert!((latest..=registered).contains(&last));
            }
            for session in &sessions {
                let Session {
                    started_before_seconds: started,
                    seen_before_seconds: seen,
                    ..
                } = *session;
                assert!(latest <= seen && seen <= started && started <= registered);
                assert!(session.ended || block.is_none());
            }
            let newest = sessions.last().map(|session| session.seen_before_seconds);
            assert!(newest.is_none() || newest == last_before_seconds);
            seen[sessions.len().min(2)] += 1;
        }
        assert!(seen.into_iter().all(|count| count > 100), "{seen:?}");
    }
}
