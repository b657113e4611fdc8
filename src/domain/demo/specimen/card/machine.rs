//! The lines at the bottom of passports and id cards that machines can read.

use any_ascii::any_ascii;

use super::{INK, WHITE, birth, expires, number, sex};
use crate::domain::demo::people::Person;
use crate::domain::demo::specimen::canvas::{Area, Canvas};
use crate::domain::demo::specimen::text::Style;

/// Codes that begin with X are free for anybody's use.
pub const STATE: &str = "XEX";

/// The two lines of a passport, of 44 signs; without check digits, so that nobody takes them for
/// real.
pub fn passport(person: &Person) -> Vec<String> {
    let (birth, expiry) = (
        birth(person).format("%y%m%d"),
        expires(person).format("%y%m%d"),
    );
    let number = number(person);
    let sex = sex(person);
    vec![
        padded(&format!("P<{STATE}{}", machine_name(person)), 44),
        padded(&format!("{number}<{STATE}{birth}<{sex}{expiry}"), 44),
    ]
}

/// The three lines of an id card, of 30 signs.
pub fn card(person: &Person) -> Vec<String> {
    let (birth, expiry) = (
        birth(person).format("%y%m%d"),
        expires(person).format("%y%m%d"),
    );
    let sex = sex(person);
    vec![
        padded(&format!("I<{STATE}{}", number(person)), 30),
        padded(&format!("{birth}<{sex}{expiry}<{STATE}"), 30),
        padded(&machine_name(person), 30),
    ]
}

/// The lines for machines, on a light band at the bottom.
pub fn draw(canvas: &mut Canvas, first: f32, lines: &[String]) {
    let band = Area(0.0, first - 36.0, 900.0, 640.0 - first);
    canvas.rectangle(band, 0.0, WHITE, 0.75);
    let style = Style {
        size: 30.0,
        bold: false,
        colour: INK,
    };
    let mut base = first;
    for line in lines {
        let advance = 820.0 / line.len().max(1) as f32;
        canvas.columns((40.0, base), line, advance, style);
        base += 40.0;
    }
}

fn machine_name(person: &Person) -> String {
    let plain = |name: &str| {
        let fold = |sign: char| {
            if sign.is_ascii_alphabetic() {
                sign
            } else {
                '<'
            }
        };
        any_ascii(name)
            .to_uppercase()
            .replace('\'', "")
            .chars()
            .map(fold)
            .collect::<String>()
    };
    format!(
        "{}<<{}",
        plain(&person.latin_last_name),
        plain(&person.latin_first_name)
    )
}

fn padded(line: &str, length: usize) -> String {
    line.chars()
        .chain(std::iter::repeat('<'))
        .take(length)
        .collect()
}
