//! Networks that somebody may come from.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::{IpNet, Ipv4Net};

use super::problem::Problem;

/// The most networks of one list.
pub const MOST: usize = 50;

/// A list of networks; an empty one stands for anywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Networks(Vec<IpNet>);

impl Networks {
    /// Whether somebody may come from here. An address that nobody knows is in no network.
    pub fn admit(&self, from: Option<IpAddr>) -> bool {
        let inside = |ip: IpAddr| self.0.iter().any(|network| contains(network, ip));
        self.0.is_empty() || from.is_some_and(inside)
    }
}

/// Whether a stored list admits an address. One that cannot be read admits nobody: a list never
/// grows by a mistake.
pub fn admit(stored: &str, from: Option<IpAddr>) -> bool {
    stored
        .parse::<Networks>()
        .is_ok_and(|networks| networks.admit(from))
}

/// Whether an address lies in a network, however it is written.
pub fn contains(network: &IpNet, ip: IpAddr) -> bool {
    network.contains(&ip.to_canonical())
}

/// Reads a network (`10.0.0.0/8`) or a single address.
pub fn network(typed: &str) -> Result<IpNet, Problem> {
    let typed = typed.trim();
    let read = typed.parse::<IpNet>().map(|network| network.trunc());
    read.or_else(|_| typed.parse().map(|ip: IpAddr| ip.into()))
        .map(canonical)
        .map_err(|_| Problem::NotANetwork)
}

/// A network of IPv4 that is written as one of IPv6 (`::ffff:10.0.0.0/104`) is that of IPv4.
fn canonical(network: IpNet) -> IpNet {
    let mapped = match network {
        IpNet::V4(_) => None,
        IpNet::V6(v6) => v6
            .addr()
            .to_ipv4_mapped()
            .zip(v6.prefix_len().checked_sub(96)),
    };
    let plain = mapped.and_then(|(ip, bits)| Ipv4Net::new(ip, bits).ok());
    plain.map_or(network, IpNet::V4)
}

impl FromStr for Networks {
    type Err = Problem;

    /// Several are separated by commas, spaces or lines.
    fn from_str(typed: &str) -> Result<Networks, Problem> {
        let parts = typed.split(|sign: char| sign == ',' || sign == ';' || sign.is_whitespace());
        let parts = parts.filter(|part| !part.is_empty());
        let mut networks = parts
            .map(network)
            .collect::<Result<Vec<IpNet>, Problem>>()?;
        networks.sort_unstable();
        networks.dedup();
        match networks.len() {
            0..=MOST => Ok(Networks(networks)),
            _ => Err(Problem::TooManyNetworks { max: MOST }),
        }
    }
}

impl fmt::Display for Networks {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        out.write_str(&all.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> Option<IpAddr> {
        text.parse().ok()
    }

    #[test]
    fn a_list_is_read_however_it_is_separated_and_written_one_way() {
        let list =
            "10.1.2.3/8; 192.0.2.7\n2001:db8::1/32,192.0.2.7 ::ffff:192.0.2.7 ::ffff:10.9.9.9/104"
                .parse::<Networks>();
        let list = list.unwrap();
        assert_eq!(list.to_string(), "10.0.0.0/8, 192.0.2.7/32, 2001:db8::/32");
        assert_eq!(list.to_string().parse(), Ok(list.clone()));
        for (from, inside) in [
            ("10.255.255.255", true),
            ("11.0.0.0", false),
            ("192.0.2.7", true),
            ("::ffff:192.0.2.7", true),
            ("192.0.2.8", false),
            ("2001:db8:ffff::", true),
            ("2001:db9::", false),
        ] {
            assert_eq!(list.admit(ip(from)), inside, "{from}");
        }
        assert!(!list.admit(None));
    }

    #[test]
    fn a_network_of_ipv4_in_the_clothes_of_ipv6_is_that_of_ipv4() {
        for (typed, read) in [
            ("::ffff:127.0.0.1/128", "127.0.0.1/32"),
            ("::ffff:10.1.2.3/104", "10.0.0.0/8"),
            ("::ffff:0:0/96", "0.0.0.0/0"),
            ("::ffff:0:0/95", "::fffe:0:0/95"),
            ("::1/128", "::1/128"),
            ("::/0", "::/0"),
        ] {
            assert_eq!(
                network(typed).map(|net| net.to_string()),
                Ok(read.to_owned())
            );
        }
    }

    #[test]
    fn an_empty_list_is_anywhere_and_an_unreadable_one_nowhere() {
        assert!(admit("", None) && admit(" ", ip("10.0.0.1")));
        for wrong in ["10.0.0.0/33", "office", "10.0.0.0/8, x", "10.0.0/8"] {
            assert_eq!(
                wrong.parse::<Networks>(),
                Err(Problem::NotANetwork),
                "{wrong}"
            );
            assert!(!admit(wrong, ip("10.0.0.1")), "{wrong}");
        }
        let many = |count: usize| {
            (0..count)
                .map(|last| format!("10.0.0.{last} "))
                .collect::<String>()
        };
        assert!(many(MOST).parse::<Networks>().is_ok());
        let problem = Problem::TooManyNetworks { max: MOST };
        assert_eq!(many(MOST + 1).parse::<Networks>(), Err(problem));
    }
}
