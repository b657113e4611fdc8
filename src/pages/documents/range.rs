//! The part of a file that a request asks for (RFC 9110, section 14).

/// What to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Everything: nothing else was asked for, or more than one part.
    Whole,
    /// From the first to the last byte, both included.
    Part { first: u64, last: u64 },
    /// Nothing of the file lies in what was asked for.
    Nothing,
}

/// Reads a `Range` header for a file of `size` bytes. Several parts at a time, other units and what
/// makes no sense are answered with the whole file, as the standard allows.
pub fn wanted(header: Option<&str>, size: u64) -> Wanted {
    let Some(asked) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return Wanted::Whole;
    };
    let Some((first, last)) = asked
        .trim()
        .split_once('-')
        .filter(|_| !asked.contains(','))
    else {
        return Wanted::Whole;
    };
    match (number(first), number(last)) {
        (Typed::Number(first), Typed::Number(last)) if first <= last => part(first, last, size),
        (Typed::Number(first), Typed::None) => part(first, u64::MAX, size),
        (Typed::None, Typed::Number(0)) | (Typed::Number(_), Typed::Number(_)) => Wanted::Nothing,
        (Typed::None, Typed::Number(length)) => part(size.saturating_sub(length), u64::MAX, size),
        _ => Wanted::Whole,
    }
}

enum Typed {
    None,
    Number(u64),
    Nonsense,
}

/// Digits only; a number too large for us is larger than any file.
fn number(typed: &str) -> Typed {
    let typed = typed.trim();
    if typed.is_empty() {
        return Typed::None;
    }
    if !typed.bytes().all(|digit| digit.is_ascii_digit()) {
        return Typed::Nonsense;
    }
    Typed::Number(typed.parse().unwrap_or(u64::MAX))
}

fn part(first: u64, last: u64, size: u64) -> Wanted {
    if first >= size {
        return Wanted::Nothing;
    }
    Wanted::Part {
        first,
        last: last.min(size - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_at_a_time() {
        let part = |first, last| Wanted::Part { first, last };
        for (header, expected) in [
            ("bytes=0-0", part(0, 0)),
            ("bytes=0-99", part(0, 99)),
            ("bytes=10-", part(10, 99)),
            ("bytes=-10", part(90, 99)),
            ("bytes=-1000", part(0, 99)),
            ("bytes=90-1000", part(90, 99)),
            ("bytes=0-18446744073709551615", part(0, 99)),
            ("bytes=0-99999999999999999999999", part(0, 99)),
        ] {
            assert_eq!(wanted(Some(header), 100), expected, "{header}");
        }
    }

    #[test]
    fn what_is_not_there_cannot_be_had() {
        for header in [
            "bytes=100-",
            "bytes=100-200",
            "bytes=-0",
            "bytes=50-40",
            "bytes=99999999999999999999-",
        ] {
            assert_eq!(wanted(Some(header), 100), Wanted::Nothing, "{header}");
        }
        assert_eq!(wanted(Some("bytes=0-"), 0), Wanted::Nothing);
    }

    #[test]
    fn everything_else_is_the_whole_file() {
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=0-1,5-6",
            "items=0-1",
            "bytes=+1-2",
        ] {
            assert_eq!(wanted(Some(header), 100), Wanted::Whole, "{header}");
        }
        assert_eq!(wanted(None, 100), Wanted::Whole);
    }
}
