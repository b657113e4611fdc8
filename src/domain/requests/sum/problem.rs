//! The sums themselves: small enough for everybody's head, and how an answer is read.

use sea_orm::DbErr;

use crate::domain::values::digits;
use crate::platform::random;

/// A sum that is not the one before.
pub(super) fn other_than(before: Option<&str>) -> Result<(String, i32), DbErr> {
    loop {
        let bytes = random::bytes::<3>().map_err(|error| DbErr::Custom(error.to_string()))?;
        let (problem, answer) = made_from(bytes);
        if before != Some(problem.as_str()) {
            return Ok((problem, answer));
        }
    }
}

/// Numbers that people reckon with in their heads, and an answer that is not below zero.
fn made_from([operation, one, other]: [u8; 3]) -> (String, i32) {
    let up_to = |byte: u8, most: i32| i32::from(byte) % most + 1;
    match operation % 3 {
        0 => {
            let (a, b) = (up_to(one, 20), up_to(other, 20));
            (format!("{a} + {b}"), a + b)
        }
        1 => {
            let b = up_to(other, 20);
            let a = b + up_to(one, 20);
            (format!("{a} - {b}"), a - b)
        }
        _ => {
            let (a, b) = (up_to(one, 9) + 1, up_to(other, 9) + 1);
            (format!("{a} × {b}"), a * b)
        }
    }
}

/// A whole number in the digits of any keyboard.
pub(super) fn number(typed: &str) -> Option<i32> {
    let plain: String = typed.trim().chars().map(digits::latin).collect();
    let digits = plain.bytes().all(|byte| byte.is_ascii_digit());
    plain.parse().ok().filter(|_| digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sum_is_small_and_its_answer_is_what_the_text_says() {
        for operation in 0..3 {
            for one in 0..=u8::MAX {
                for other in (0..=u8::MAX).step_by(3) {
                    let (text, answer) = made_from([operation, one, other]);
                    let parts: Vec<&str> = text.split(' ').collect();
                    let number = |at: usize| parts[at].parse::<i32>().unwrap_or(-1);
                    let (a, b) = (number(0), number(2));
                    assert!(parts.len() == 3 && (1..=40).contains(&a) && (1..=20).contains(&b));
                    let expected = match parts[1] {
                        "+" => a + b,
                        "-" => a - b,
                        "×" => a * b,
                        sign => panic!("{sign}"),
                    };
                    assert!(answer == expected && answer >= 0, "{text}");
                }
            }
        }
    }

    #[test]
    fn a_number_is_plain_digits_of_either_script() {
        for (typed, number_of) in [(" 42 ", 42), ("٤٢", 42), ("۴۲", 42), ("007", 7)] {
            assert_eq!(number(typed), Some(number_of), "{typed}");
        }
        for typed in ["", "-1", "+1", "4.2", "x", "99999999999"] {
            assert_eq!(number(typed), None, "{typed}");
        }
    }
}
