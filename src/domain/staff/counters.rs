//! What failed sign-ins are counted against, and how long each counter closes the door.

use std::net::IpAddr;
use std::time::Duration;

use super::device::KnownDevice;
use super::in_a_row::Side;
use crate::domain::values::ids::StaffId;
use crate::platform::crypto::MasterKey;
use crate::platform::random;

/// Failures from one address (or device) that close an account to it.
const PAIR_LIMIT: i64 = 5;

/// Failures from anywhere that close an account to strangers.
const ACCOUNT_LIMIT: i64 = 25;

/// Failures over all accounts that close the door to an address.
const ADDRESS_LIMIT: i64 = 30;

const FIRST_CLOSING: Duration = Duration::from_secs(30);
const LONGEST_CLOSING: Duration = Duration::from_secs(15 * 60);

/// Failures of an account count until there was none for so long.
const REMEMBER_ACCOUNT: Duration = Duration::from_secs(12 * 60 * 60);

/// Failures of an address count for less: many people may share it.
const REMEMBER_ADDRESS: Duration = Duration::from_secs(60 * 60);

/// What a try is counted against.
#[derive(Clone, Debug)]
pub struct Counters {
    /// The pair first, then account and address: always in this order.
    pub counters: Vec<Counter>,
    /// Whose account it is, once somebody has looked: told to those who open doors.
    pub member: Option<StaffId>,
    /// From where their password is tried, if it is a password at all.
    pub password: Option<Side>,
}

/// One of them: a digest, never what was typed.
#[derive(Clone, Debug)]
pub struct Counter {
    pub subject: String,
    pub kind: Kind,
    /// What a closed one is told by: its words have the key `blocked-CODE`.
    pub told: &'static str,
    /// Where the tries came from, if that is what is counted.
    pub network: Option<String>,
}

/// What a counter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An account from one address, one known device, or inside a session.
    Pair,
    /// An account from anywhere.
    Account,
    /// An address over all accounts.
    Address,
}

impl Counters {
    /// A try from somewhere that has not signed in to the account before.
    pub fn of_stranger(key: &MasterKey, account: &str, ip: Option<IpAddr>) -> Counters {
        let address = ip.map_or_else(|| "unknown".to_owned(), network);
        Counters {
            counters: vec![
                Counter::new(key, (Kind::Pair, "pair"), &format!("{address}\n{account}"))
                    .from(&address),
                Counter::new(key, (Kind::Account, "account"), account),
                Counter::new(key, (Kind::Address, "address"), &address).from(&address),
            ],
            member: None,
            password: Some(Side::Strangers),
        }
    }

    /// A try from a browser that has: only its own failures count, whatever strangers do.
    pub fn of_device(key: &MasterKey, account: &str, device: &KnownDevice) -> Counters {
        let subject = format!("{}\n{account}", device.id());
        Counters {
            counters: vec![Counter::new(key, (Kind::Pair, "device"), &subject)],
            member: None,
            password: Some(Side::Own),
        }
    }

    /// A code asked for after the right password. The capital letter keeps it apart from an account
    /// that somebody types at the door: those are brought into small letters.
    pub fn of_second_step(
        key: &MasterKey,
        account: &str,
        ip: Option<IpAddr>,
        device: Option<&KnownDevice>,
    ) -> Counters {
        let step = format!("Second step of {account}");
        let counters = match device {
            Some(device) => Counters::of_device(key, &step, device),
            None => Counters::of_stranger(key, &step, ip),
        };
        Counters {
            password: None,
            ..counters
        }
    }

    /// A code that is asked for by mail.
    pub fn of_code_by_mail(key: &MasterKey, account: &str) -> Counters {
        Counters {
            counters: vec![Counter::new(key, (Kind::Pair, "code-by-mail"), account)],
            member: None,
            password: None,
        }
    }

    /// A link to a new password: nobody's mailbox is flooded, and nobody asks for everybody.
    pub fn of_lost_password(key: &MasterKey, account: &str, ip: Option<IpAddr>) -> Counters {
        let address = ip.map_or_else(|| "unknown".to_owned(), network);
        Counters {
            counters: vec![
                Counter::new(key, (Kind::Pair, "lost-password"), account),
                Counter::new(key, (Kind::Address, "lost-passwords"), &address).from(&address),
            ],
            member: None,
            password: None,
        }
    }

    /// A password or a code asked for once more inside a session: it is a code unless somebody says
    /// that it is a password.
    pub fn of_session(key: &MasterKey, account: &str) -> Counters {
        Counters {
            counters: vec![Counter::new(key, (Kind::Pair, "session"), account)],
            member: None,
            password: None,
        }
    }

    /// Whose account it is.
    pub fn whose(self, member: Option<StaffId>) -> Counters {
        Counters { member, ..self }
    }
}

impl Counter {
    fn new(key: &MasterKey, (kind, told): (Kind, &'static str), of: &str) -> Counter {
        let digest = key.sign("sign-in counter", format!("{told}\n{of}").as_bytes());
        Counter {
            subject: random::to_hex(&digest),
            kind,
            told,
            network: None,
        }
    }

    fn from(mut self, network: &str) -> Counter {
        self.network = Some(network.to_owned());
        self
    }
}

impl Kind {
    /// Failures that close it.
    pub fn limit(self) -> i64 {
        match self {
            Kind::Pair => PAIR_LIMIT,
            Kind::Account => ACCOUNT_LIMIT,
            Kind::Address => ADDRESS_LIMIT,
        }
    }

    /// Failures are forgotten when there was none for so long.
    pub fn remember(self) -> Duration {
        match self {
            Kind::Pair | Kind::Account => REMEMBER_ACCOUNT,
            Kind::Address => REMEMBER_ADDRESS,
        }
    }

    /// After so long no counter of any kind counts.
    pub fn longest_memory() -> Duration {
        REMEMBER_ACCOUNT
    }

    /// How long to close after so many failures; nothing below the limit.
    pub fn closing(self, failures: i64) -> Duration {
        let beyond = failures - self.limit();
        if beyond < 0 {
            return Duration::ZERO;
        }
        let doublings = u32::try_from(Ord::min(beyond, 16)).unwrap_or(16);
        FIRST_CLOSING
            .saturating_mul(1 << doublings)
            .min(LONGEST_CLOSING)
    }
}

/// What one sender of requests has for itself: an IPv4 address, or an IPv6 network of 64 bits.
fn network(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closings_grow_and_end_at_a_quarter_of_an_hour() {
        let seconds = |failures| Kind::Pair.closing(failures).as_secs();
        assert_eq!([4, 5, 6, 7, 9].map(seconds), [0, 30, 60, 120, 480]);
        assert_eq!([10, 100, i64::MAX].map(seconds), [900, 900, 900]);
    }

    #[test]
    fn an_address_is_its_network() {
        let network = |ip: &str| ip.parse().map(network);
        assert_eq!(network("2001:db8:1:2:3::4"), network("2001:db8:1:2:ffff::"));
        assert_ne!(network("2001:db8:1:2::"), network("2001:db8:1:3::"));
        assert_eq!(network("::ffff:10.0.0.1"), network("10.0.0.1"));
    }
}
