//! What the selects of the customer form offer.

use crate::app::App;
use crate::domain::customers::customer::Model;
use crate::domain::monitors::monitor;
use crate::domain::values::country::Country;
use crate::domain::values::person::{CustomerType, Gender, Language, Status};
use crate::domain::values::zone::Zone;
use crate::edge::error::Failure;
use crate::edge::shell::Shell;

/// A list of (value, words) for a select.
pub type Options = Vec<(String, String)>;

/// What the form's selects offer.
pub struct Choices {
    pub customer_types: Options,
    pub genders: Options,
    pub countries: Options,
    pub timezones: Options,
    pub languages: Options,
    pub statuses: Options,
    pub monitors: Options,
}

impl Choices {
    /// Everything, in the reader's language. The monitor that `linked` already has stays offered
    /// and is marked when it became inactive.
    pub async fn gather(
        app: &App,
        shell: &Shell,
        linked: Option<&Model>,
    ) -> Result<Choices, Failure> {
        let zone = linked.and_then(|customer| customer.timezone);
        let linked = linked.and_then(|customer| customer.exchange_monitor_id);
        let monitors = monitor::all(&app.db)
            .await?
            .into_iter()
            .filter_map(|monitor| {
                let words = match (monitor.active, Some(monitor.id) == linked) {
                    (true, _) => monitor.name,
                    (false, true) => shell.t1("monitor-inactive", "name", monitor.name),
                    (false, false) => return None,
                };
                Some((monitor.id.to_string(), words))
            });
        Ok(Choices {
            customer_types: codes(shell, "customer-type", CustomerType::ALL),
            genders: codes(shell, "gender", Gender::ALL),
            countries: countries(shell),
            timezones: timezones(zone),
            languages: codes(shell, "language", Language::ALL),
            statuses: codes(shell, "status", Status::ALL),
            monitors: monitors.collect(),
        })
    }
}

/// The zones worth offering; an old name that is stored stays offered.
fn timezones(stored: Option<Zone>) -> Options {
    let mut names: Vec<&str> = Zone::offered().collect();
    if let Some(own) = stored.filter(|zone| !names.contains(&zone.name())) {
        names.insert(0, own.name());
    }
    names
        .into_iter()
        .map(|name| (name.to_owned(), name.replace('_', " ")))
        .collect()
}

/// The choices of a list of codes, in words.
pub fn codes<C: ToString>(shell: &Shell, prefix: &str, all: &[C]) -> Options {
    all.iter()
        .map(|choice| {
            (
                choice.to_string(),
                shell.t(format!("{prefix}-{}", choice.to_string())),
            )
        })
        .collect()
}

/// Every country by name.
pub fn countries(shell: &Shell) -> Options {
    Country::all(shell.locale)
        .iter()
        .map(|(country, name)| (country.to_string(), name.clone()))
        .collect()
}
