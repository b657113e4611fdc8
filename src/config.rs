//! Settings: one list of options, read from the command line, the environment, a file, or a
//! default.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;
use url::Url;

use crate::platform::db::DatabaseUrl;

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
    /// Largest uploaded file in bytes; 10 MiB.
    pub upload_limit_bytes: u64,
    /// Proxies whose `Forwarded` and `X-Forwarded-For` are believed; none.
    pub trusted_proxies: Vec<IpNet>,
    /// What is logged: a `tracing` filter; `info`.
    pub log: String,
    /// How log lines look; pretty.
    pub log_format: LogFormat,
    /// Whether staff must have a second factor. This version has none: it warns at the start.
    pub require_2fa: bool,
    /// Youngest customer in years; 18.
    pub minimum_age: u32,
    /// A staff session ends after so long without a request; 15 minutes.
    pub session_idle: Duration,
    /// A staff session ends after so long in any case; 12 hours.
    pub session_lifetime: Duration,
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
        let mut reader = Reader::gather(sources)?;
        let config = reader.config();
        match (config, reader.problems.is_empty()) {
            (Some(config), true) => Ok(config),
            (_, _) => Err(ConfigError(reader.problems)),
        }
    }

    /// Whether pages travel encrypted, so that browsers may be told to insist on it.
    pub fn https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// The key file.
    pub fn key_file(&self) -> PathBuf {
        self.data_dir.join("key")
    }
}

/// Typed access to what was said, collecting problems on the way.
struct Reader {
    said: BTreeMap<&'static str, String>,
    problems: Vec<String>,
}

impl Reader {
    fn gather(sources: &Sources) -> Result<Reader, ConfigError> {
        let mut reader = Reader {
            said: BTreeMap::new(),
            problems: Vec::new(),
        };
        reader.read_file(sources);
        reader.read_environment(&sources.environment);
        reader.said.extend(
            sources
                .arguments
                .iter()
                .map(|(key, value)| (*key, value.clone())),
        );
        if reader.problems.is_empty() {
            Ok(reader)
        } else {
            Err(ConfigError(reader.problems))
        }
    }

    fn read_file(&mut self, sources: &Sources) {
        let (path, wanted) = match &sources.file {
            Some(path) => (path.clone(), true),
            None => (PathBuf::from("countersign.toml"), false),
        };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !wanted => return,
            Err(error) => return self.problems.push(format!("{}: {error}", path.display())),
        };
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(error) => {
                return self
                    .problems
                    .push(format!("{}: {}", path.display(), error.message()));
            }
        };
        for (key, value) in table {
            let place = path.display();
            match (
                SETTINGS.iter().find(|setting| setting.key == key),
                plain(&value),
            ) {
                (None, _) => self
                    .problems
                    .push(format!("{place}: unknown key `{key}`; {}", known_keys())),
                (Some(setting), None) => {
                    self.problems.push(format!(
                        "{place}: `{key}` must be a text or a number, for example {}",
                        setting.example
                    ));
                }
                (Some(setting), Some(value)) => {
                    self.said.insert(setting.key, value);
                }
            }
        }
    }

    fn read_environment(&mut self, environment: &BTreeMap<String, String>) {
        if let Some(url) = environment.get("DATABASE_URL") {
            self.said.insert("database_url", url.clone());
        }
        for (name, value) in environment {
            let Some(key) = name.strip_prefix("COUNTERSIGN_") else {
                continue;
            };
            let key = key.to_lowercase();
            if let Some(setting) = SETTINGS.iter().find(|setting| setting.key == key) {
                self.said.insert(setting.key, value.clone());
            } else if let Some(setting) = SETTINGS
                .iter()
                .find(|setting| Some(setting.key) == key.strip_suffix("_file"))
            {
                match std::fs::read_to_string(value) {
                    Ok(text) => {
                        self.said.insert(setting.key, text.trim().to_owned());
                    }
                    Err(error) => self
                        .problems
                        .push(format!("{name}: cannot read {value}: {error}")),
                }
            } else {
                self.problems
                    .push(format!("{name}: unknown option; {}", known_keys()));
            }
        }
    }

    fn config(&mut self) -> Option<Config> {
        let data_dir = PathBuf::from(self.text("data_dir").unwrap_or_else(|| "./data".into()));
        let listen = self.parsed("listen", "must be an address and a port", "127.0.0.1:8080");
        let public_url = self.public_url(listen);
        let database = self.database(&data_dir);
        let document_store = self.document_store(&data_dir);
        let upload_limit = self.number("upload_limit_mb", 10, 1..=200);
        let trusted_proxies = self.networks();
        let log = self.text("log").unwrap_or_else(|| "info".into());
        if tracing_subscriber::EnvFilter::try_new(&log).is_err() {
            self.problem("log", "is no log filter");
        }
        let log_format = self.log_format();
        self.mail();
        let require_2fa = self.switch("require_2fa");
        let minimum_age = self.number("minimum_age", 18, 0..=100);
        let idle = self.number("session_idle_minutes", 15, 1..=720);
        let hours = self.number("session_hours", 12, 1..=24);
        Some(Config {
            listen: listen?,
            public_url: public_url?,
            data_dir,
            database: database?,
            document_store: document_store?,
            upload_limit_bytes: upload_limit? * 1024 * 1024,
            trusted_proxies: trusted_proxies?,
            log,
            log_format: log_format?,
            require_2fa,
            minimum_age: u32::try_from(minimum_age?).ok()?,
            session_idle: Duration::from_secs(idle? * 60),
            session_lifetime: Duration::from_secs(hours? * 3600),
            metrics_token: self.text("metrics_token").map(Into::into),
        })
    }

    fn text(&self, key: &str) -> Option<String> {
        self.said
            .get(key)
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    }

    fn problem(&mut self, key: &str, what: impl fmt::Display) {
        let example = SETTINGS
            .iter()
            .find(|setting| setting.key == key)
            .map_or("", |setting| setting.example);
        let name = format!("COUNTERSIGN_{}", key.to_uppercase());
        self.problems
            .push(format!("{key} ({name}): {what}, for example {example}"));
    }

    fn parsed<T: FromStr>(&mut self, key: &'static str, what: &str, default: &str) -> Option<T> {
        let text = self.text(key).unwrap_or_else(|| default.to_owned());
        let value = text.parse().ok();
        if value.is_none() {
            self.problem(key, format_args!("`{text}` {what}"));
        }
        value
    }

    fn number(
        &mut self,
        key: &'static str,
        default: u64,
        range: std::ops::RangeInclusive<u64>,
    ) -> Option<u64> {
        let Some(text) = self.text(key) else {
            return Some(default);
        };
        let value = text.parse().ok().filter(|value| range.contains(value));
        if value.is_none() {
            let (low, high) = range.into_inner();
            self.problem(
                key,
                format_args!("`{text}` must be a whole number from {low} to {high}"),
            );
        }
        value
    }

    fn switch(&mut self, key: &'static str) -> bool {
        let text = self.text(key).unwrap_or_else(|| "false".into());
        if !matches!(text.as_str(), "true" | "false") {
            self.problem(key, format_args!("`{text}` must be true or false"));
        }
        text == "true"
    }

    fn public_url(&mut self, listen: Option<SocketAddr>) -> Option<Url> {
        // Without an address to listen on, that is the one thing to say.
        let default = || listen.map(|listen| format!("http://{listen}"));
        let text = self.text("public_url").or_else(default)?;
        match Url::parse(&text) {
            Ok(url)
                if matches!(url.scheme(), "http" | "https")
                    && url.has_host()
                    && url.path() == "/" =>
            {
                Some(url)
            }
            _ => {
                self.problem(
                    "public_url",
                    format_args!("`{text}` must be http:// or https:// and a host, without a path"),
                );
                None
            }
        }
    }

    fn database(&mut self, data_dir: &Path) -> Option<DatabaseUrl> {
        let default = || format!("sqlite://{}", data_dir.join("countersign.sqlite").display());
        match self.text("database_url").unwrap_or_else(default).parse() {
            Ok(url) => Some(url),
            Err(what) => {
                // The value may hold a password: it is not repeated.
                self.problem("database_url", what);
                None
            }
        }
    }

    fn document_store(&mut self, data_dir: &Path) -> Option<PathBuf> {
        let Some(text) = self.text("document_store") else {
            return Some(data_dir.to_owned());
        };
        if text.contains("://") {
            self.problem(
                "document_store",
                "must be a directory (this version stores documents in a directory only)",
            );
            return None;
        }
        Some(PathBuf::from(text))
    }

    fn networks(&mut self) -> Option<Vec<IpNet>> {
        let text = self.text("trusted_proxies").unwrap_or_default();
        let parts = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let networks: Result<Vec<IpNet>, _> = parts
            .map(|part| {
                part.parse::<IpNet>()
                    .or_else(|_| part.parse::<std::net::IpAddr>().map(IpNet::from))
            })
            .collect();
        if networks.is_err() {
            self.problem(
                "trusted_proxies",
                format_args!("`{text}` must be networks separated by commas"),
            );
        }
        networks.ok()
    }

    fn log_format(&mut self) -> Option<LogFormat> {
        match self.text("log_format").as_deref() {
            None | Some("pretty") => Some(LogFormat::Pretty),
            Some("json") => Some(LogFormat::Json),
            Some(other) => {
                let other = other.to_owned();
                self.problem(
                    "log_format",
                    format_args!("`{other}` must be pretty or json"),
                );
                None
            }
        }
    }

    fn mail(&mut self) {
        let known = ["smtp://", "smtps://", "file:"];
        if let Some(text) = self.text("mail_url")
            && !known.iter().any(|scheme| text.starts_with(scheme))
        {
            self.problem("mail_url", "must begin with smtp://, smtps:// or file:");
        }
        if let Some(text) = self.text("mail_from")
            && !text.contains('@')
        {
            self.problem(
                "mail_from",
                format_args!("`{text}` must hold a mail address"),
            );
        }
    }
}

fn plain(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(switch) => Some(switch.to_string()),
        toml::Value::Array(list) => list
            .iter()
            .map(|item| item.as_str())
            .collect::<Option<Vec<_>>>()
            .map(|list| list.join(",")),
        _ => None,
    }
}

fn known_keys() -> String {
    let keys: Vec<&str> = SETTINGS.iter().map(|setting| setting.key).collect();
    format!(
        "known are, for example listen = 127.0.0.1:8080: {}",
        keys.join(", ")
    )
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
