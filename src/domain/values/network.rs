//! Addresses of the internet and their networks, in a form that both engines find ranges of.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use ipnet::IpNet;

use super::networks;

/// An address as 32 hexadecimal digits. One of IPv4 is what IPv6 calls it, so that there is one
/// order for both.
pub fn key(ip: IpAddr) -> String {
    let ip: Ipv6Addr = match ip {
        IpAddr::V4(ip) => ip.to_ipv6_mapped(),
        IpAddr::V6(ip) => ip,
    };
    format!("{:032x}", u128::from(ip))
}

/// The key of a written address; `None` when it is none.
pub fn key_of(written: &str) -> Option<String> {
    written.parse().ok().map(key)
}

/// One address, or a network of many: `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network(IpNet);

impl Network {
    /// The keys of its first and its last address.
    pub fn range(self) -> (String, String) {
        (key(self.0.network()), key(self.0.broadcast()))
    }

    /// Whether it is a single address.
    pub fn is_single(self) -> bool {
        self.0.prefix_len() == self.0.max_prefix_len()
    }
}

impl FromStr for Network {
    type Err = ();

    fn from_str(typed: &str) -> Result<Network, ()> {
        networks::network(typed).map(Network).map_err(|_| ())
    }
}

impl fmt::Display for Network {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_single() {
            true => self.0.addr().fmt(out),
            false => self.0.fmt(out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(network: &str, ip: &str) -> bool {
        let network: Network = network.parse().unwrap_or_else(|()| panic!("{network}"));
        let (first, last) = network.range();
        let key = key_of(ip).unwrap_or_else(|| panic!("{ip}"));
        (first..=last).contains(&key)
    }

    #[test]
    fn a_network_holds_its_first_and_its_last_address_and_no_other() {
        for (network, inside, outside) in [
            (
                "10.0.0.0/8",
                ["10.0.0.0", "10.255.255.255"],
                ["9.255.255.255", "11.0.0.0"],
            ),
            (
                "10.1.2.3",
                ["10.1.2.3", "::ffff:10.1.2.3"],
                ["10.1.2.2", "10.1.2.4"],
            ),
            (
                "10.1.2.3/24",
                ["10.1.2.0", "10.1.2.255"],
                ["10.1.1.255", "10.1.3.0"],
            ),
            (
                "2001:db8::/32",
                ["2001:db8::", "2001:db8:ffff::1"],
                ["2001:db7::", "2001:db9::"],
            ),
            (
                "0.0.0.0/0",
                ["0.0.0.0", "255.255.255.255"],
                ["::1", "2001:db8::"],
            ),
        ] {
            assert!(inside.iter().all(|ip| holds(network, ip)), "{network}");
            assert!(outside.iter().all(|ip| !holds(network, ip)), "{network}");
        }
        assert!(holds("::/0", "1.2.3.4") && holds("::/0", "fe80::1"));
    }

    #[test]
    fn a_network_is_written_as_it_is_read() {
        for (typed, written) in [
            ("10.1.2.3/24", "10.1.2.0/24"),
            ("10.1.2.3/32", "10.1.2.3"),
            ("::ffff:10.1.2.3", "10.1.2.3"),
            ("2001:DB8::/32", "2001:db8::/32"),
        ] {
            let network: Network = typed.parse().unwrap_or_else(|()| panic!("{typed}"));
            assert_eq!(network.to_string(), written);
        }
        for odd in [
            "",
            "10",
            "10.0.0.0/33",
            "10.0.0/8",
            "example.com",
            "1.2.3.4/8/8",
            "fe80::%1",
        ] {
            assert!(odd.parse::<Network>().is_err(), "{odd}");
        }
    }
}
