//! The passports and id cards of a country that does not exist.

mod machine;

use chrono::{Months, NaiveDate};

use super::canvas::{Area, Canvas, Colour, Pair, mix};
use super::text::{Style, width};
use super::{face, signature};
use crate::domain::demo::people::{Gender, Person};

const WHITE: Colour = [255, 255, 255];
const INK: Colour = [30, 34, 44];
const LABEL: Colour = [104, 110, 122];
const RED: Colour = [186, 44, 52];

/// Dark colours of documents.
const TINTS: [Colour; 5] = [
    [34, 58, 104],
    [92, 30, 48],
    [24, 84, 78],
    [74, 52, 104],
    [60, 72, 84],
];

/// The page of the passport with the picture.
pub fn passport(person: &Person) -> Vec<u8> {
    let tint = tint(person);
    let mut canvas = page(tint, "PASSPORT");
    face::portrait(&mut canvas, Area(48.0, 136.0, 250.0, 312.0), person);
    let right = 640.0;
    field(&mut canvas, (334.0, 150.0), "Passport No.", number(person));
    field(
        &mut canvas,
        (right, 150.0),
        "Code of issuing state",
        machine::STATE,
    );
    field(
        &mut canvas,
        (334.0, 212.0),
        "Surname",
        &person.latin_last_name.to_uppercase(),
    );
    field(
        &mut canvas,
        (334.0, 274.0),
        "Given names",
        &person.latin_first_name.to_uppercase(),
    );
    field(&mut canvas, (334.0, 336.0), "Nationality", "EXAMPLELANDER");
    field(&mut canvas, (right, 336.0), "Sex", sex(person));
    field(
        &mut canvas,
        (334.0, 398.0),
        "Date of birth",
        &day(birth(person)),
    );
    field(
        &mut canvas,
        (right, 398.0),
        "Date of issue",
        &day(issued(person)),
    );
    field(&mut canvas, (334.0, 460.0), "Authority", "PASSPORT OFFICE");
    field(
        &mut canvas,
        (right, 460.0),
        "Date of expiry",
        &day(expires(person)),
    );
    machine::draw(&mut canvas, 538.0, &machine::passport(person));
    canvas.specimen((450.0, 300.0), 220.0, RED, 0.22);
    canvas.png()
}

/// The front of the id card.
pub fn front(person: &Person) -> Vec<u8> {
    let tint = tint(person);
    let mut canvas = page(tint, "IDENTITY CARD");
    face::portrait(&mut canvas, Area(48.0, 140.0, 300.0, 375.0), person);
    field(&mut canvas, (390.0, 160.0), "Card No.", number(person));
    field(
        &mut canvas,
        (390.0, 230.0),
        "Surname",
        &person.latin_last_name.to_uppercase(),
    );
    field(
        &mut canvas,
        (390.0, 300.0),
        "Given names",
        &person.latin_first_name.to_uppercase(),
    );
    field(
        &mut canvas,
        (390.0, 370.0),
        "Date of birth",
        &day(birth(person)),
    );
    field(&mut canvas, (660.0, 370.0), "Sex", sex(person));
    field(&mut canvas, (390.0, 440.0), "Nationality", "EXAMPLELANDER");
    field(
        &mut canvas,
        (660.0, 440.0),
        "Date of expiry",
        &day(expires(person)),
    );
    field(&mut canvas, (390.0, 510.0), "Signature of the holder", "");
    scribble(&mut canvas, (392.0, 550.0), person);
    canvas.specimen((450.0, 320.0), 220.0, RED, 0.22);
    canvas.png()
}

/// The back of the id card.
pub fn back(person: &Person) -> Vec<u8> {
    let tint = tint(person);
    let mut canvas = page(tint, "IDENTITY CARD");
    let address = person.address.as_deref().unwrap_or("—");
    let (street, city) = address.split_once(", ").unwrap_or((address, ""));
    field(&mut canvas, (48.0, 160.0), "Address", street);
    let style = Style {
        size: 28.0,
        bold: true,
        colour: INK,
    };
    canvas.text((48.0, 224.0), city, style);
    field(
        &mut canvas,
        (48.0, 270.0),
        "Authority",
        "EXAMPLE CITY REGISTRY",
    );
    field(
        &mut canvas,
        (48.0, 340.0),
        "Date of issue",
        &day(issued(person)),
    );
    let chip = Area(690.0, 160.0, 130.0, 104.0);
    canvas.rectangle(chip, 16.0, [206, 178, 104], 1.0);
    for row in [194.0, 230.0] {
        canvas.line((690.0, row), (820.0, row), 2.0, [150, 124, 60]);
    }
    for column in [733.0, 777.0] {
        canvas.line((column, 160.0), (column, 264.0), 2.0, [150, 124, 60]);
    }
    machine::draw(&mut canvas, 476.0, &machine::card(person));
    canvas.specimen((450.0, 320.0), 220.0, RED, 0.22);
    canvas.png()
}

/// An empty page: waves, a band with the name of the state, its emblem.
fn page(tint: Colour, title: &str) -> Canvas {
    let paper = mix(WHITE, tint, 0.08);
    let mut canvas = Canvas::new(900, 600, paper);
    canvas.ripples((900.0, 600.0), 44.0, 11.0, 2.0, mix(paper, tint, 0.12));
    canvas.ripples((0.0, 600.0), 44.0, 5.0, 2.0, mix(paper, tint, 0.09));
    canvas.rectangle(Area(0.0, 0.0, 900.0, 104.0), 0.0, tint, 1.0);
    canvas.rectangle(Area(0.0, 104.0, 900.0, 6.0), 0.0, [206, 178, 104], 1.0);
    // A tick in a ring: the emblem of no state.
    canvas.ring((80.0, 52.0), 30.0, 4.0, [206, 178, 104], 1.0);
    canvas.line((66.0, 53.0), (76.0, 64.0), 5.0, WHITE);
    canvas.line((76.0, 64.0), (95.0, 40.0), 5.0, WHITE);
    let large = Style {
        size: 44.0,
        bold: true,
        colour: WHITE,
    };
    canvas.text((134.0, 56.0), "REPUBLIC OF EXAMPLELAND", large);
    let small = Style {
        size: 24.0,
        bold: false,
        colour: mix(WHITE, tint, 0.2),
    };
    canvas.text(
        (135.0, 86.0),
        "A fictitious document of a country that does not exist",
        small,
    );
    let end = Style {
        size: 30.0,
        bold: true,
        colour: [226, 202, 138],
    };
    canvas.text((868.0 - width(title, end.size, true), 86.0), title, end);
    canvas
}

/// A label and, below it, a value, no wider than there is room.
fn field(canvas: &mut Canvas, at: Pair, label: &str, value: &str) {
    canvas.text(
        at,
        label,
        Style {
            size: 19.0,
            bold: false,
            colour: LABEL,
        },
    );
    let room = 872.0 - at.0;
    let size = 30.0 * (room / width(value, 30.0, true).max(1.0)).min(1.0);
    canvas.text(
        (at.0, at.1 + 28.0),
        value,
        Style {
            size,
            bold: true,
            colour: INK,
        },
    );
}

/// A line that wavers as the person's hand does.
fn scribble(canvas: &mut Canvas, from: Pair, person: &Person) {
    let mut bits = signature(person);
    let mut last = from;
    for _ in 0..14 {
        let next = (
            last.0 + 9.0 + (bits % 7) as f32,
            from.1 - 14.0 + (bits % 29) as f32,
        );
        canvas.line(last, next, 2.5, [36, 52, 120]);
        (last, bits) = (next, bits.rotate_right(5));
    }
}

fn tint(person: &Person) -> Colour {
    TINTS[(signature(person) % TINTS.len() as u64) as usize]
}

fn number(person: &Person) -> &str {
    person.document_number.as_deref().unwrap_or("XX0000000")
}

fn sex(person: &Person) -> &'static str {
    match person.gender {
        Gender::Male => "M",
        Gender::Female => "F",
        Gender::Other => "X",
    }
}

fn birth(person: &Person) -> NaiveDate {
    person.birth_date.unwrap_or_default()
}

/// Some months before it was handed in.
fn issued(person: &Person) -> NaiveDate {
    person.papers_dated - Months::new(1 + (signature(person) % 40) as u32)
}

/// Ten years after it was issued.
fn expires(person: &Person) -> NaiveDate {
    issued(person) + Months::new(120)
}

fn day(date: NaiveDate) -> String {
    date.format("%d %b %Y").to_string().to_uppercase()
}
