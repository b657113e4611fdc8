//! Digits of other keyboards.

/// A digit of Arabia or Persia as the one of Europe; every other character as it is.
pub fn latin(letter: char) -> char {
    let zero = match letter {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return letter,
    };
    let value = u32::from(letter) - u32::from(zero);
    char::from_digit(value, 10).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_both_keyboards_are_read_and_nothing_else() {
        let read = |typed: &str| typed.chars().map(latin).collect::<String>();
        assert_eq!(read("٠١٢٣٤٥٦٧٨٩"), "0123456789");
        assert_eq!(read("۰۱۲۳۴۵۶۷۸۹"), "0123456789");
        assert_eq!(read("0x٫ز٪"), "0x٫ز٪");
    }
}
