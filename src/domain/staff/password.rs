//! Hashing passwords: argon2id on two threads of its own, with memory that is used again while
//! there is work.
//!
//! Hashing in a general blocking pool would be a way to exhaust memory: every hash takes 19 MiB,
//! and a flood of sign-ins would run dozens at once. Here two run at a time, the others wait in a
//! queue with an end, and beyond it the answer is [`HashError::Busy`].
//!
//! Passwords are brought into Unicode's normal form C before they are hashed, so that a letter
//! typed as one code point or as two is the same letter. Nothing else is done to them.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use argon2::Params;
use secrecy::SecretString;
use thiserror::Error;
use tokio::sync::{mpsc, oneshot};

use super::bench::Bench;

/// How many hashes run at once.
const THREADS: usize = 2;

/// How many wait; about two seconds of work.
const QUEUE: usize = 64;

/// The longest password that is looked at, in bytes.
pub const MAX_BYTES: usize = 1024;

/// How expensive a hash is.
#[derive(Clone, Debug)]
pub struct Cost(Params);

impl Cost {
    /// What OWASP names as the floor for argon2id: 19 MiB, two passes, one lane.
    pub fn production() -> Cost {
        Cost(Params::DEFAULT)
    }

    /// As little as argon2 allows, for tests and demo data.
    pub fn cheap() -> Cost {
        Cost(Params::new(64, 1, 1, None).unwrap_or(Params::DEFAULT))
    }
}

/// Why there is no hash or no verdict.
#[derive(Debug, Error)]
pub enum HashError {
    /// Too many are waiting; trying again later helps.
    #[error("too many passwords are waiting to be hashed")]
    Busy,
    #[error("the password could not be hashed: {0}")]
    Failed(String),
}

/// Whether a password is the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right {
        /// The stored hash is weaker than a new one would be.
        outdated: bool,
    },
    Wrong,
}

/// The pool. Cheap to clone; the threads end with its last clone.
#[derive(Clone, Debug)]
pub struct Hasher {
    queue: mpsc::Sender<Job>,
}

/// A place in the queue. Taken before a sign-in is counted, so that a full queue counts nothing.
pub struct Seat(mpsc::OwnedPermit<Job>);

#[derive(Debug)]
enum Job {
    Hash(SecretString, oneshot::Sender<Result<String, HashError>>),
    Verify(
        SecretString,
        Option<String>,
        oneshot::Sender<Result<Verdict, HashError>>,
    ),
}

impl Hasher {
    /// Starts the threads.
    pub fn start(cost: Cost) -> io::Result<Hasher> {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..THREADS {
            let mut bench = Bench::new(cost.0.clone())?;
            let jobs = Arc::clone(&jobs);
            std::thread::Builder::new()
                .name("hasher".to_owned())
                .spawn(move || {
                    while let Some(job) = next(&jobs, &mut bench) {
                        work(&mut bench, job);
                    }
                })?;
        }
        Ok(Hasher { queue })
    }

    /// A place in the queue, or [`HashError::Busy`].
    pub fn seat(&self) -> Result<Seat, HashError> {
        self.queue
            .clone()
            .try_reserve_owned()
            .map(Seat)
            .map_err(|_| HashError::Busy)
    }

    /// A PHC string for a new password.
    pub async fn hash(&self, password: SecretString) -> Result<String, HashError> {
        let Seat(place) = self.seat()?;
        let (answer, answered) = oneshot::channel();
        place.send(Job::Hash(password, answer));
        answered.await.map_err(|_| stopped())?
    }

    /// Whether this is the password of a stored PHC string. Without one, or with one that is not
    /// ours, it works for the same time and says no.
    pub async fn verify(
        &self,
        password: SecretString,
        stored: Option<&str>,
    ) -> Result<Verdict, HashError> {
        self.seat()?.verify(password, stored).await
    }
}

impl Seat {
    /// As [`Hasher::verify`], from a place already taken.
    pub async fn verify(
        self,
        password: SecretString,
        stored: Option<&str>,
    ) -> Result<Verdict, HashError> {
        let (answer, answered) = oneshot::channel();
        self.0
            .send(Job::Verify(password, stored.map(str::to_owned), answer));
        answered.await.map_err(|_| stopped())?
    }
}

fn stopped() -> HashError {
    HashError::Failed("the hashing threads have stopped".to_owned())
}

/// The next job; while there is none, the bench's memory is everybody's.
fn next(jobs: &Mutex<mpsc::Receiver<Job>>, bench: &mut Bench) -> Option<Job> {
    // Who holds the lock waits for a job, so there is none.
    if let Some(job) = jobs
        .try_lock()
        .ok()
        .and_then(|mut jobs| jobs.try_recv().ok())
    {
        return Some(job);
    }
    bench.rest();
    jobs.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .blocking_recv()
}

fn work(bench: &mut Bench, job: Job) {
    // Who asked may have gone; then nobody hears the answer, and that is all.
    match job {
        Job::Hash(password, answer) if !answer.is_closed() => {
            let _ = answer.send(bench.hash(&password));
        }
        Job::Verify(password, stored, answer) if !answer.is_closed() => {
            let _ = answer.send(bench.verify(&password, stored.as_deref()));
        }
        Job::Hash(..) | Job::Verify(..) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hasher() -> Hasher {
        Hasher::start(Cost::cheap()).expect("threads")
    }

    fn secret(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    #[tokio::test]
    async fn only_the_whole_password_is_right() {
        let hasher = hasher();
        let stored = hasher
            .hash(secret("correct horse 🐎 "))
            .await
            .expect("hash");
        for (typed, verdict) in [
            ("correct horse 🐎 ", Verdict::Right { outdated: false }),
            ("correct horse 🐎", Verdict::Wrong),
            ("Correct horse 🐎 ", Verdict::Wrong),
            ("", Verdict::Wrong),
        ] {
            assert_eq!(
                hasher.verify(secret(typed), Some(&stored)).await.ok(),
                Some(verdict),
                "{typed}"
            );
        }
    }

    #[tokio::test]
    async fn both_unicode_forms_are_the_same_password() {
        let hasher = hasher();
        let stored = hasher
            .hash(secret("caf\u{e9} au lait"))
            .await
            .expect("hash");
        let verdict = hasher
            .verify(secret("cafe\u{301} au lait"), Some(&stored))
            .await;
        assert_eq!(verdict.ok(), Some(Verdict::Right { outdated: false }));
    }

    #[tokio::test]
    async fn what_is_not_our_hash_is_never_right() {
        let hasher = hasher();
        let huge = "$argon2id$v=19$m=4194304,t=2,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        for stored in [
            None,
            Some(""),
            Some("$2b$12$abc"),
            Some("plain"),
            Some(huge),
        ] {
            let verdict = hasher.verify(secret("anything at all"), stored).await;
            assert_eq!(verdict.ok(), Some(Verdict::Wrong), "{stored:?}");
        }
    }

    #[tokio::test]
    async fn a_cheaper_hash_is_right_but_outdated() {
        let stored = hasher()
            .hash(secret("an old password"))
            .await
            .expect("hash");
        let now = Hasher::start(Cost::production()).expect("threads");
        let verdict = now.verify(secret("an old password"), Some(&stored)).await;
        assert_eq!(verdict.ok(), Some(Verdict::Right { outdated: true }));
        let fresh = now.hash(secret("an old password")).await.expect("hash");
        assert!(
            fresh.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{fresh}"
        );
    }

    #[tokio::test]
    async fn a_full_queue_says_so_at_once() {
        let hasher = hasher();
        let seats: Vec<Seat> = std::iter::from_fn(|| hasher.seat().ok())
            .take(QUEUE + 1)
            .collect();
        assert_eq!(seats.len(), QUEUE);
        assert!(matches!(
            hasher.hash(secret("one more")).await,
            Err(HashError::Busy)
        ));
        drop(seats);
        assert!(hasher.hash(secret("one more")).await.is_ok());
    }

    #[tokio::test]
    async fn a_password_of_a_megabyte_is_not_looked_at() {
        let long = "a".repeat(1_000_000);
        assert!(hasher().hash(secret(&long)).await.is_err());
    }
}
