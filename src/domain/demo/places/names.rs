//! The first and last names demo people are given, by language; the tables of names only.

mod east;
mod latin;
mod north;

pub use east::{ARABIC, CHINESE, INDIAN, JAPANESE, KAZAKH, KOREAN, NIGERIAN, TURKISH, UKRAINIAN};
pub use latin::{BRAZILIAN, FRENCH, ITALIAN, SPANISH};
pub use north::{CZECH, DUTCH, ENGLISH, GERMAN, POLISH, SWEDISH};

/// The names of one language, each list separated by commas.
///
/// A name may be followed by `=` and the same name in its own script.
#[derive(Debug)]
pub struct Names {
    /// First names of men.
    pub male: &'static str,
    /// First names of women.
    pub female: &'static str,
    /// Last names; where they have a form for women, that follows after a `/`.
    pub last: &'static str,
}
