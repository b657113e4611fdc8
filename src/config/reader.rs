//! Gives every setting its type, collecting all problems on the way.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;
use url::Url;

use super::{Config, ConfigError, LogFormat, SETTINGS};
use crate::platform::db::DatabaseUrl;
use crate::platform::mailer::{MailFrom, MailUrl};

/// Typed access to what was said, collecting problems on the way.
pub(super) struct Reader {
    said: BTreeMap<&'static str, String>,
    problems: Vec<String>,
}

impl Reader {
    pub(super) fn new(said: BTreeMap<&'static str, String>) -> Reader {
        Reader {
            said,
            problems: Vec::new(),
        }
    }

    pub(super) fn config(&mut self) -> Option<Config> {
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
        let mail_url = self.mail_url(&data_dir);
        let mail_from = self.mail_from();
        let require_2fa = self.switch("require_2fa", "true");
        let minimum_age = self.number("minimum_age", 18, 0..=100);
        let idle = self.number("session_idle_minutes", 15, 1..=720);
        let hours = self.number("session_hours", 12, 1..=24);
        let export_rows = self.number("export_rows", 2_000_000, 1..=1_000_000_000);
        Some(Config {
            listen: listen?,
            public_url: public_url?,
            data_dir,
            database: database?,
            document_store: document_store?,
            mail_url: mail_url?,
            mail_from: mail_from?,
            upload_limit_bytes: upload_limit? * 1024 * 1024,
            trusted_proxies: trusted_proxies?,
            log,
            log_format: log_format?,
            require_2fa,
            minimum_age: u32::try_from(minimum_age?).ok()?,
            session_idle: Duration::from_secs(idle? * 60),
            session_lifetime: Duration::from_secs(hours? * 3600),
            export_rows: export_rows?,
            metrics_token: self.text("metrics_token").map(Into::into),
        })
    }

    /// The settings, unless anything is wrong with them.
    pub(super) fn finish(self, config: Option<Config>) -> Result<Config, ConfigError> {
        match (config, self.problems.is_empty()) {
            (Some(config), true) => Ok(config),
            (_, _) => Err(ConfigError(self.problems)),
        }
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

    fn switch(&mut self, key: &'static str, default: &str) -> bool {
        let text = self.text(key).unwrap_or_else(|| default.to_owned());
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

    fn mail_url(&mut self, data_dir: &Path) -> Option<MailUrl> {
        let Some(text) = self.text("mail_url") else {
            return Some(MailUrl::Directory(data_dir.join("mail")));
        };
        match text.parse() {
            Ok(url) => Some(url),
            Err(what) => {
                // The value may hold a password: it is not repeated.
                self.problem("mail_url", what);
                None
            }
        }
    }

    fn mail_from(&mut self) -> Option<MailFrom> {
        let what = "must be a mail address, with or without a name";
        self.parsed("mail_from", what, "Countersign <no-reply@localhost>")
    }
}
