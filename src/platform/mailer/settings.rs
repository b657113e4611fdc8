//! Where mails go and whom they come from, as the settings say it.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use lettre::message::Mailbox;
use percent_encoding::percent_decode_str;
use secrecy::SecretString;
use url::{Host, Url};

/// Where mails go.
#[derive(Clone, Debug)]
pub enum MailUrl {
    Smtp(SmtpServer),
    /// Each mail becomes a file.
    Directory(PathBuf),
}

/// A server that takes mail.
#[derive(Clone, Debug)]
pub struct SmtpServer {
    /// A name, or an address without brackets.
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    pub credentials: Option<(String, SecretString)>,
}

/// How the connection to a server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Encrypted from the first byte (`smtps://`).
    Wrapped,
    /// Begun in the clear, and encrypted by STARTTLS before anything of ours is said.
    StartTls,
    /// Not at all: a server on this machine, or `?tls=none`.
    None,
}

impl FromStr for MailUrl {
    type Err = &'static str;

    /// The text may hold a password: what is wrong never repeats it.
    fn from_str(typed: &str) -> Result<MailUrl, Self::Err> {
        if let Some(path) = typed.strip_prefix("file:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err("file: needs a directory");
            }
            return Ok(MailUrl::Directory(PathBuf::from(path)));
        }
        if !typed.starts_with("smtp://") && !typed.starts_with("smtps://") {
            return Err("must begin with smtp://, smtps:// or file:");
        }
        let url = Url::parse(typed).map_err(|_| "is no address of a mail server")?;
        smtp(&url).map(MailUrl::Smtp)
    }
}

fn smtp(url: &Url) -> Result<SmtpServer, &'static str> {
    let host = url.host_str().filter(|host| !host.is_empty());
    let host = host.ok_or("needs the name of a mail server")?;
    let host = host.trim_start_matches('[').trim_end_matches(']');
    if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
        return Err("has no path behind the server");
    }
    let wrapped = url.scheme() == "smtps";
    let tls = match (wrapped, url.query()) {
        (true, None) => Tls::Wrapped,
        (false, Some("tls=none")) => Tls::None,
        (false, None) if is_loopback(host) => Tls::None,
        (false, None) => Tls::StartTls,
        (false, Some("tls=starttls")) => Tls::StartTls,
        _ => return Err("understands ?tls=none and ?tls=starttls behind smtp:// only"),
    };
    let text = |part: &str| {
        let decoded = percent_decode_str(part).decode_utf8();
        decoded
            .map(|text| text.into_owned())
            .map_err(|_| "has a user or a password that is not UTF-8")
    };
    let credentials = match (url.username(), url.password()) {
        ("", None) => None,
        ("", Some(_)) | (_, None) => return Err("needs both a user and a password, or neither"),
        (user, Some(password)) => Some((text(user)?, text(password)?.into())),
    };
    if credentials.is_some() && tls == Tls::None && !is_loopback(host) {
        return Err("would send the password unencrypted: leave ?tls=none out");
    }
    Ok(SmtpServer {
        host: host.to_owned(),
        port: url.port().unwrap_or(if wrapped { 465 } else { 587 }),
        tls,
        credentials,
    })
}

fn is_loopback(host: &str) -> bool {
    let address = host.parse::<std::net::IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|ip| ip.is_loopback())
}

/// Whom mails come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailFrom(pub(super) Mailbox);

impl FromStr for MailFrom {
    type Err = ();

    fn from_str(typed: &str) -> Result<MailFrom, ()> {
        if typed.contains(char::is_control) {
            return Err(());
        }
        typed.parse().map(MailFrom).map_err(|_| ())
    }
}

impl fmt::Display for MailUrl {
    /// Where to, without user and password.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MailUrl::Smtp(server) => write!(out, "{}:{}", server.host, server.port),
            MailUrl::Directory(path) => path.display().fmt(out),
        }
    }
}

/// The name in the form that the wire carries: `münchen.de` is `xn--mnchen-3ya.de`.
pub(super) fn on_the_wire(domain: &str) -> Option<String> {
    match Host::parse(domain).ok()? {
        Host::Domain(name) => Some(name),
        Host::Ipv4(_) | Host::Ipv6(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(typed: &str) -> SmtpServer {
        match typed.parse() {
            Ok(MailUrl::Smtp(server)) => server,
            other => panic!("{typed}: {other:?}"),
        }
    }

    #[test]
    fn a_server_elsewhere_is_spoken_to_in_secret() {
        for (typed, port, tls) in [
            ("smtp://mail.example.com", 587, Tls::StartTls),
            ("smtp://mail.example.com:25/", 25, Tls::StartTls),
            ("smtp://mail.example.com:25?tls=none", 25, Tls::None),
            ("smtps://mail.example.com", 465, Tls::Wrapped),
            ("smtp://localhost:1025", 1025, Tls::None),
            ("smtp://127.0.0.1:1025", 1025, Tls::None),
            ("smtp://[::1]:1025", 1025, Tls::None),
            ("smtp://localhost:1025?tls=starttls", 1025, Tls::StartTls),
        ] {
            let server = server(typed);
            assert_eq!((server.port, server.tls), (port, tls), "{typed}");
        }
        assert_eq!(server("smtp://[::1]:1025").host, "::1");
    }

    #[test]
    fn what_is_no_way_out_is_refused_without_repeating_it() {
        for typed in [
            "",
            "mail.example.com",
            "http://mail.example.com",
            "smtp://",
            "smtp://:25",
            "file:",
            "smtp://mail.example.com/path",
            "smtp://mail.example.com?tls=maybe",
            "smtps://mail.example.com?tls=none",
            "smtp://user@mail.example.com",
            "smtp://:geheim@mail.example.com",
            "smtp://user:geheim@mail.example.com?tls=none",
            "smtp://user:geheim@mail.example.com:99999",
        ] {
            let refused = typed.parse::<MailUrl>();
            assert!(
                refused.as_ref().is_err_and(|what| !what.contains("geheim")),
                "{typed}: {refused:?}"
            );
        }
    }

    #[test]
    fn a_password_is_read_and_never_shown() {
        use secrecy::ExposeSecret;
        let server = server("smtps://ada%40example.com:ge%2Fheim@mail.example.com");
        assert!(!format!("{server:?}").contains("heim"));
        let (user, password) = server.credentials.unwrap();
        assert_eq!(
            (user.as_str(), password.expose_secret()),
            ("ada@example.com", "ge/heim")
        );
    }

    #[test]
    fn a_sender_is_a_mailbox() {
        for typed in ["no-reply@localhost", "Countersign <a@example.com>"] {
            assert!(typed.parse::<MailFrom>().is_ok(), "{typed}");
        }
        for typed in [
            "",
            "Countersign",
            "a@b@c",
            "A <a@example.com>\r\nBcc: b@example.com",
        ] {
            assert!(typed.parse::<MailFrom>().is_err(), "{typed}");
        }
    }
}
