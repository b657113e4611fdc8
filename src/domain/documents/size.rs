//! Sizes of files as people read them.

use fluent_bundle::FluentValue;

use crate::platform::locales::Locale;

const KIB: u64 = 1024;
const MIB: u64 = 1024 * 1024;

/// A number of bytes in words: `732 bytes`, `48 KB`, `1.4 MB`. A kilobyte is 1,024 bytes here, as
/// in the setting of the upload limit.
pub fn words(locale: Locale, bytes: u64) -> String {
    let (key, number) = match bytes {
        0..KIB => {
            return locale.words_with("file-size-bytes", &[("bytes", FluentValue::from(bytes))]);
        }
        KIB..MIB => ("file-size-kilobytes", bytes.div_ceil(KIB).to_string()),
        _ => ("file-size-megabytes", tenths(locale, bytes)),
    };
    locale.words_with(key, &[("size", FluentValue::from(number))])
}

fn tenths(locale: Locale, bytes: u64) -> String {
    let tenths = u128::from(bytes) * 10 / u128::from(MIB);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    match (tenth, locale) {
        (0, _) => whole.to_string(),
        (_, Locale::De) => format!("{whole},{tenth}"),
        (_, Locale::En | Locale::Ar) => format!("{whole}.{tenth}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_follow_the_language() {
        assert_eq!(tenths(Locale::En, 10 * MIB), "10");
        assert_eq!(tenths(Locale::En, MIB + MIB / 2), "1.5");
        assert_eq!(tenths(Locale::De, MIB + MIB / 2), "1,5");
        assert_eq!(words(Locale::En, u64::MAX), "17592186044415.9 MB");
    }
}
