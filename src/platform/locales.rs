//! Languages: the Fluent files under `locales/`, compiled in, and the words they give.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use unic_langid::{LanguageIdentifier, langid};

/// A language the pages speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    #[default]
    En,
    De,
    Ar,
}

impl Locale {
    /// Every language, in the order of the language menu.
    pub const ALL: [Locale; 3] = [Locale::En, Locale::De, Locale::Ar];

    /// The tag for `lang=` and for stored settings.
    pub fn code(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::De => "de",
            Locale::Ar => "ar",
        }
    }

    /// What speakers call their language.
    pub fn own_name(self) -> &'static str {
        match self {
            Locale::En => "English",
            Locale::De => "Deutsch",
            Locale::Ar => "العربية",
        }
    }

    /// The writing direction, for `dir=`.
    pub fn direction(self) -> &'static str {
        match self {
            Locale::Ar => "rtl",
            Locale::En | Locale::De => "ltr",
        }
    }

    /// The language that suits an `Accept-Language` header best; English when none does.
    pub fn negotiate(accepted: &str) -> Locale {
        let wanted = fluent_langneg::accepted_languages::parse(accepted);
        let ours = Locale::ALL.map(Locale::identifier);
        let wanted: Vec<LanguageIdentifier> = wanted
            .iter()
            .filter_map(|tag| tag.to_string().parse().ok())
            .collect();
        wanted
            .iter()
            .find_map(|tag| ours.iter().position(|own| own.language == tag.language))
            .map_or(Locale::En, |index| Locale::ALL[index])
    }

    /// The words for a key. A key that does not exist comes back as itself: a test makes sure that
    /// every key used exists in every language.
    pub fn words(self, key: &str) -> String {
        match self.language().plain.get(key) {
            Some(words) => words.clone(),
            None => self.format(key, None),
        }
    }

    /// The words for a key with values in them.
    pub fn words_with(self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, value.clone());
        }
        self.format(key, Some(&args))
    }

    /// Whether the key exists in this language.
    pub fn has(self, key: &str) -> bool {
        self.language().bundle.has_message(key)
    }

    fn format(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = &self.language().bundle;
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::warn!(key, locale = self.code(), "words are missing");
            return key.to_owned();
        };
        bundle
            .format_pattern(pattern, args, &mut Vec::new())
            .into_owned()
    }

    fn language(self) -> &'static Language {
        &LANGUAGES[self as usize]
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Locale::En => langid!("en"),
            Locale::De => langid!("de"),
            Locale::Ar => langid!("ar"),
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

impl FromStr for Locale {
    type Err = ();

    fn from_str(code: &str) -> Result<Locale, ()> {
        Locale::ALL
            .into_iter()
            .find(|locale| locale.code() == code)
            .ok_or(())
    }
}

#[derive(RustEmbed)]
#[folder = "locales/"]
struct Files;

static LANGUAGES: LazyLock<[Language; 3]> = LazyLock::new(|| Locale::ALL.map(load));

/// The words of a language.
struct Language {
    bundle: FluentBundle<FluentResource>,
    /// Those with no values in them, as they are shown: most of every page.
    plain: HashMap<String, String>,
}

fn load(locale: Locale) -> Language {
    let mut bundle = FluentBundle::new_concurrent(vec![locale.identifier()]);
    // Marks that isolate a value's direction matter where both directions meet in one sentence.
    bundle.set_use_isolating(locale == Locale::Ar);
    let mut keys = Vec::new();
    for name in Files::iter().filter(|name| name.starts_with(&format!("{locale}/"))) {
        let Some(file) = Files::get(&name) else {
            continue;
        };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
            tracing::error!(%name, ?errors, "a language file has mistakes");
            resource
        });
        let lines = resource.source().lines();
        keys.extend(lines.filter_map(|line| Some(line.split_once('=')?.0.trim_end().to_owned())));
        bundle.add_resource_overriding(resource);
    }
    let plain = keys.into_iter().filter_map(|key| {
        let pattern = bundle.get_message(&key)?.value()?;
        let mut missing = Vec::new();
        let words = bundle.format_pattern(pattern, None, &mut missing);
        missing.is_empty().then(|| (key, words.into_owned()))
    });
    Language {
        plain: plain.collect(),
        bundle,
    }
}

/// What a language puts before the decimals, and between groups of three digits.
pub fn number_signs(locale: Locale) -> (char, char) {
    match locale {
        Locale::En | Locale::Ar => ('.', ','),
        Locale::De => (',', '.'),
    }
}

/// A whole number with the separators of a language.
pub fn number(locale: Locale, value: u64) -> String {
    grouped(locale, &value.to_string())
}

/// A number in plain digits (`-1234.5`) as a language writes it.
pub fn decimal(locale: Locale, plain: &str) -> String {
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", plain),
    };
    let (point, _) = number_signs(locale);
    match digits.split_once('.') {
        Some((whole, fraction)) => format!("{sign}{}{point}{fraction}", grouped(locale, whole)),
        None => format!("{sign}{}", grouped(locale, digits)),
    }
}

fn grouped(locale: Locale, digits: &str) -> String {
    let (_, separator) = number_signs(locale);
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}
