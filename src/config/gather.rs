//! Gathers what was said about the settings from the file, the environment and the command line;
//! the later wins over the earlier.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{ConfigError, SETTINGS, Sources};

/// What was said, by key. Fails with everything that cannot be read or is no setting.
pub(super) fn gather(sources: &Sources) -> Result<BTreeMap<&'static str, String>, ConfigError> {
    let mut gathered = Gathered {
        said: sources.defaults.clone(),
        ..Gathered::default()
    };
    gathered.read_file(sources);
    gathered.read_environment(&sources.environment);
    let arguments = sources.arguments.iter();
    gathered
        .said
        .extend(arguments.map(|(key, value)| (*key, value.clone())));
    if gathered.problems.is_empty() {
        Ok(gathered.said)
    } else {
        Err(ConfigError(gathered.problems))
    }
}

#[derive(Default)]
struct Gathered {
    said: BTreeMap<&'static str, String>,
    problems: Vec<String>,
}

impl Gathered {
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
