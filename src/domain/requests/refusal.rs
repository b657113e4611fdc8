//! Why a request could not be carried out: kept as a key with values, so that each reader is told
//! in their own language.

use sea_orm::DbErr;

use crate::domain::journal::masked::masked_value;
use crate::domain::values::ids::CustomerId;
use crate::domain::values::sight::Sight;
use crate::platform::locales::{self, Locale};

/// Values that are figures, which every language writes in its own way.
const FIGURES: [&str; 5] = ["amount", "available", "balance", "held", "needed"];

/// Why an effect cannot be carried out: nothing was changed, and the request stays open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The key of its words.
    pub key: &'static str,
    /// The values in them, by name: figures, names.
    pub values: Vec<(&'static str, String)>,
    /// The number of another customer's account that it tells of: not everybody who reads records
    /// may know of that one, so they say no more than its number.
    pub of_another: Option<String>,
}

impl Refusal {
    /// What it says in a language.
    pub fn words(&self, locale: Locale) -> String {
        let values = self.values.iter();
        let values = values.map(|(name, value)| (*name, value.as_str()));
        said(locale, self.key, values)
    }

    /// As it is told to somebody who may see the customer's data masked.
    pub fn seen_by(mut self, sight: &Sight, customer: CustomerId) -> Refusal {
        if !sight.sees(customer) {
            for (name, value) in &mut self.values {
                *value = masked_value(name, value);
            }
        }
        self
    }

    /// What the journal keeps of it; [`retold`] reads it.
    pub fn kept(&self) -> Result<String, DbErr> {
        let kept = match &self.of_another {
            Some(number) => serde_json::to_string(&("effect-receiver-unfit", [("number", number)])),
            None => serde_json::to_string(&(self.key, &self.values)),
        };
        kept.map_err(|error| DbErr::Custom(format!("refusal: {error}")))
    }
}

/// A kept refusal in a language. `None` for a sentence that an older version kept, and for words
/// that this version does not have.
pub fn retold(kept: &str, locale: Locale) -> Option<String> {
    let (key, values): (String, Vec<(String, String)>) = serde_json::from_str(kept).ok()?;
    let values = values.iter();
    let values = values.map(|(name, value)| (name.as_str(), value.as_str()));
    locale.has(&key).then(|| said(locale, &key, values))
}

fn said<'a>(locale: Locale, key: &str, values: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let shown = values.map(|(name, value)| match FIGURES.contains(&name) {
        true => (name, locales::decimal(locale, value).into()),
        false => (name, value.into()),
    });
    locale.words_with(key, &shown.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_refusal_is_told_in_each_language_and_an_old_sentence_is_not() {
        let figures = [
            ("number", "T-000001"),
            ("balance", "1234.5"),
            ("needed", "2000"),
        ];
        let mut values = figures
            .map(|(name, value)| (name, value.to_owned()))
            .to_vec();
        values.push(("currency", "EUR".to_owned()));
        let refusal = Refusal {
            key: "effect-not-enough",
            values,
            of_another: None,
        };
        let kept = refusal.kept().unwrap_or_default();
        for (locale, balance) in [(Locale::En, "1,234.5"), (Locale::De, "1.234,5")] {
            let told = retold(&kept, locale).unwrap_or_default();
            assert!(
                told.contains(balance) && told.contains("T-000001"),
                "{told}"
            );
            assert_eq!(told, refusal.words(locale));
        }
        for old in [
            "There are 5 EUR on it.",
            "",
            "[]",
            r#"["effect-of-tomorrow",[]]"#,
        ] {
            assert_eq!(retold(old, Locale::En), None, "{old}");
        }
    }
}
