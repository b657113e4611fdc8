//! Settings: one list of options, read from the command line, the environment, a file, or a
//! default.

mod gather;
mod reader;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;
use url::Url;

use self::reader::Reader;
use crate::platform::db::DatabaseUrl;
use crate::platform::mailer::{MailFrom, MailUrl};

/// Everything the program can be told. Fields carry their meaning, unit and default.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address and port to serve on; `127.0.0.1:8080`.
    pub listen: SocketAddr,
    /// Base of absolute links and measure of the origin check; `http://` and the listening address.
    pub public_url: Url,
    /// SQLite file, documents, key file; `./data`.
    pub data_dir: PathBuf,
    /// Where the database is; a SQLite file in the data directory.
    pub database: DatabaseUrl,
    /// Where documents are stored; the data directory.
    pub document_store: PathBuf,
    /// Where mails go; the directory `mail` in the data directory.
    pub mail_url: MailUrl,
    /// Whom mails come from; `Countersign <no-reply@localhost>`.
    pub mail_from: MailFrom,
    /// Largest uploaded file in bytes; 10 MiB.
    pub upload_limit_bytes: u64,
    /// Proxies whose `Forwarded` and `X-Forwarded-For` are believed; none.
    pub trusted_proxies: Vec<IpNet>,
    /// What is logged: a `tracing` filter; `info`.
    pub log: String,
    /// How log lines look; pretty.
    pub log_format: LogFormat,
    /// Whether everybody on the staff must have a second factor; yes, and no with `serve --demo`.
    pub require_2fa: bool,
    /// Youngest customer in years; 18.
    pub minimum_age: u32,
    /// A staff session ends after so long without a request; 15 minutes.
    pub session_idle: Duration,
    /// A staff session ends after so long in any case; 12 hours.
    pub session_lifetime: Duration,
    /// The most rows that a file from a list may have; two million. Commands have no limit.
    pub export_rows: u64,
    /// What a scraper must send as `Authorization: Bearer …`; none, and then only this machine may
    /// read `/metrics`.
    pub metrics_token: Option<secrecy::SecretString>,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Pretty,
    Json,
}

/// One option: its name in every source, and how it is explained.
pub struct Setting {
    /// The key in `countersign.toml`; upper-cased behind `COUNTERSIGN_` in the environment.
    pub key: &'static str,
    /// A value that works.
    pub example: &'static str,
}

/// Every option there is. Unknown ones stop the start.
pub const SETTINGS: &[Setting] = &[
    Setting {
        key: "listen",
        example: "127.0.0.1:8080",
    },
    Setting {
        key: "public_url",
        example: "https://office.example.com",
    },
    Setting {
        key: "data_dir",
        example: "./data",
    },
    Setting {
        key: "database_url",
        example: "postgres://countersign@localhost/countersign",
    },
    Setting {
        key: "document_store",
        example: "/var/lib/countersign",
    },
    Setting {
        key: "mail_url",
        example: "smtp://mail.example.com:587",
    },
    Setting {
        key: "mail_from",
        example: "Countersign <no-reply@example.com>",
    },
    Setting {
        key: "upload_limit_mb",
        example: "10",
    },
    Setting {
        key: "trusted_proxies",
        example: "10.0.0.0/8,127.0.0.1/32",
    },
    Setting {
        key: "log",
        example: "info",
    },
    Setting {
        key: "log_format",
        example: "json",
    },
    Setting {
        key: "require_2fa",
        example: "false",
    },
    Setting {
        key: "minimum_age",
        example: "18",
    },
    Setting {
        key: "session_idle_minutes",
        example: "15",
    },
    Setting {
        key: "session_hours",
        example: "12",
    },
    Setting {
        key: "export_rows",
        example: "100000",
    },
    Setting {
        key: "metrics_token",
        example: "a long random text",
    },
];

/// Everything wrong with the settings, a line each.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

/// What was said, by key, before it means anything.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// What holds where nothing is said, if not the usual default, by key.
    pub defaults: BTreeMap<&'static str, String>,
    /// From the command line, by key.
    pub arguments: BTreeMap<&'static str, String>,
    /// The environment.
    pub environment: BTreeMap<String, String>,
    /// A file named with `--config`; without one, `countersign.toml` is read if it is there.
    pub file: Option<PathBuf>,
}

/// The environment of the process; variables that are not Unicode are none of ours.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the environment"
)]
pub fn environment() -> BTreeMap<String, String> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

impl Config {
    /// Reads and checks everything. Fails with all problems at once.
    pub fn load(sources: &Sources) -> Result<Config, ConfigError> {
        let mut reader = Reader::new(gather::gather(sources)?);
        let config = reader.config();
        reader.finish(config)
    }

    /// Whether pages travel encrypted, so that browsers may be told to insist on it.
    pub fn https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// How far this machine has sealed the journal.
    pub fn sealed_file(&self) -> PathBuf {
        self.data_dir.join("journal-sealed")
    }

    /// The key file.
    pub fn key_file(&self) -> PathBuf {
        self.data_dir.join("key")
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    fn load(environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let environment = environment
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()))
            .collect();
        Config::load(&Sources {
            environment,
            ..Sources::default()
        })
    }

    #[test]
    fn nothing_said_means_the_defaults() {
        let config = load(&[]);
        assert_eq!(
            config.map(|config| config.public_url.to_string()),
            Ok("http://127.0.0.1:8080/".into())
        );
    }

    #[test]
    fn a_bad_value_names_its_key_the_problem_and_an_example() {
        let problems = load(&[
            ("COUNTERSIGN_LISTEN", "nowhere"),
            ("COUNTERSIGN_UPLOAD_LIMIT_MB", "0"),
        ]);
        let lines = problems.err().map(|error| error.0).unwrap_or_default();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(
            lines[0].contains("COUNTERSIGN_LISTEN")
                && lines[0].contains("nowhere")
                && lines[0].contains("127.0.0.1:8080")
        );
    }

    #[test]
    fn an_unknown_option_stops_the_start() {
        assert!(load(&[("COUNTERSIGN_LISTENN", "127.0.0.1:1")]).is_err());
    }

    #[test]
    fn a_database_address_is_never_repeated_in_an_error() {
        let error = load(&[("DATABASE_URL", "mysql://root:geheim@db")])
            .err()
            .map(|error| error.to_string());
        assert!(error.is_some_and(|error| !error.contains("geheim")));
    }
}
