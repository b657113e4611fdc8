//! The bill of a power company that does not exist, as a proof of address.

use any_ascii::any_ascii_char;
use chrono::{Days, Months};
use fastrand::Rng;
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::signature;
use crate::domain::demo::people::Person;

const REGULAR: Name = Name(b"F1");
const BOLD: Name = Name(b"F2");

const LEFT: f32 = 64.0;
const RIGHT: f32 = 531.0;

/// A colour in parts of one.
type Tone = (f32, f32, f32);

const INK: Tone = (0.13, 0.15, 0.19);
const SOFT: Tone = (0.42, 0.45, 0.5);
const RULE: Tone = (0.8, 0.82, 0.85);
const BRANDS: [Tone; 4] = [
    (0.06, 0.36, 0.42),
    (0.16, 0.26, 0.5),
    (0.44, 0.2, 0.3),
    (0.2, 0.38, 0.22),
];

/// The bill, one page of PDF.
pub fn bill(person: &Person) -> Vec<u8> {
    let [catalog, pages, page, regular, bold, body, info] = [1, 2, 3, 4, 5, 6, 7].map(Ref::new);
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages);
    pdf.pages(pages).kids([page]).count(1);
    let mut sheet = pdf.page(page);
    sheet
        .media_box(Rect::new(0.0, 0.0, 595.0, 842.0))
        .parent(pages)
        .contents(body);
    sheet
        .resources()
        .fonts()
        .pair(REGULAR, regular)
        .pair(BOLD, bold);
    sheet.finish();
    for (font, base) in [(regular, &b"Helvetica"[..]), (bold, b"Helvetica-Bold")] {
        let mut font = pdf.type1_font(font);
        font.base_font(Name(base))
            .encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    pdf.document_info(info)
        .title(TextStr("Specimen of a utility bill"));
    pdf.stream(body, &contents(person));
    pdf.finish()
}

fn contents(person: &Person) -> Vec<u8> {
    let mut rng = Rng::with_seed(signature(person) ^ 5);
    let brand = BRANDS[rng.usize(..BRANDS.len())];
    let mut sheet = Sheet {
        content: Content::new(),
    };
    sheet.mark();
    letterhead(&mut sheet, brand);
    addressee(&mut sheet, person);
    facts(&mut sheet, person, &mut rng);
    let kilowatt_hours = 150 + rng.u32(..500);
    let bottom = amounts(&mut sheet, kilowatt_hours, 4 + rng.u32(..20), brand);
    consumption(&mut sheet, bottom - 44.0, brand, &mut rng);
    let end = "Example Utilities is fictitious. Nothing is owed and nobody can be paid.";
    sheet.rule(74.0, RULE);
    sheet.text((LEFT, 58.0), REGULAR, 8.0, SOFT, end);
    sheet.right(RIGHT, 58.0, (REGULAR, 8.0), SOFT, "1 / 1");
    sheet.content.finish().to_vec()
}

fn letterhead(sheet: &mut Sheet, brand: Tone) {
    sheet.fill((0.0, 772.0), (595.0, 70.0), brand);
    let white = (1.0, 1.0, 1.0);
    sheet.text((LEFT, 804.0), BOLD, 20.0, white, "Example Utilities");
    sheet.text(
        (LEFT, 787.0),
        REGULAR,
        9.5,
        white,
        "Power and water for Exampleland",
    );
    for (position, height) in [14.0, 24.0, 34.0].into_iter().enumerate() {
        let left = 491.0 + 14.0 * position as f32;
        sheet.fill((left, 787.0), (10.0, height), white);
    }
}

fn addressee(sheet: &mut Sheet, person: &Person) {
    let sender = "Example Utilities · 1 Sample Square · Exampleton";
    sheet.text((LEFT, 722.0), REGULAR, 7.5, SOFT, sender);
    let name = format!("{} {}", person.latin_first_name, person.latin_last_name);
    let address = person
        .address
        .as_deref()
        .unwrap_or("1 Sample Square, Exampleton");
    let lines = person.company.iter().map(String::as_str);
    let lines = lines
        .chain([name.as_str()])
        .chain(address.split(", "))
        .chain([person.country]);
    for (position, line) in lines.enumerate() {
        sheet.text(
            (LEFT, 702.0 - 15.0 * position as f32),
            REGULAR,
            11.0,
            INK,
            line,
        );
    }
}

fn facts(sheet: &mut Sheet, person: &Person, rng: &mut Rng) {
    let date = person.papers_dated;
    let facts = [
        ("Date", date.format("%d %B %Y").to_string()),
        (
            "Bill no.",
            format!("{}-{:06}", date.format("%Y"), rng.u32(..1_000_000)),
        ),
        ("Customer no.", format!("{:08}", rng.u32(..100_000_000))),
        (
            "Pay by",
            (date + Days::new(14)).format("%d %B %Y").to_string(),
        ),
    ];
    for (position, (label, value)) in facts.iter().enumerate() {
        let base = 702.0 - 15.0 * position as f32;
        sheet.text((360.0, base), REGULAR, 9.5, SOFT, label);
        sheet.text((432.0, base), REGULAR, 9.5, INK, value);
    }
    let month = (date - Months::new(1)).format("%B %Y");
    sheet.text(
        (LEFT, 586.0),
        BOLD,
        15.0,
        INK,
        &format!("Your bill for {month}"),
    );
    let words = "Thank you for being our customer. This is what you used at the address above.";
    sheet.text((LEFT, 566.0), REGULAR, 10.0, INK, words);
}

/// The table of amounts; gives back where it ends.
fn amounts(sheet: &mut Sheet, kilowatt_hours: u32, cubic_metres: u32, brand: Tone) -> f32 {
    let power = kilowatt_hours * 31;
    let water = cubic_metres * 214;
    let base = 1_290;
    let net = base + power + water;
    let tax = net / 5;
    let rows = [
        (
            "Base charge",
            "1 month".to_owned(),
            "12.90".to_owned(),
            base,
        ),
        (
            "Electricity",
            format!("{kilowatt_hours} kWh"),
            "0.31".to_owned(),
            power,
        ),
        (
            "Water",
            format!("{cubic_metres} m³"),
            "2.14".to_owned(),
            water,
        ),
        ("Tax, 20 %", String::new(), String::new(), tax),
    ];
    let mut top = 530.0;
    sheet.fill((LEFT, top - 7.0), (RIGHT - LEFT, 22.0), (0.94, 0.95, 0.96));
    sheet.text((LEFT + 8.0, top), BOLD, 9.5, INK, "Item");
    for (edge, title) in [(330.0, "Used"), (420.0, "Price"), (RIGHT - 8.0, "Amount")] {
        sheet.right(edge, top, (BOLD, 9.5), INK, title);
    }
    for (item, used, price, amount) in &rows {
        top -= 24.0;
        sheet.text((LEFT + 8.0, top), REGULAR, 10.0, INK, item);
        sheet.right(330.0, top, (REGULAR, 10.0), INK, used);
        sheet.right(420.0, top, (REGULAR, 10.0), INK, price);
        sheet.right(RIGHT - 8.0, top, (REGULAR, 10.0), INK, &money(*amount));
        sheet.rule(top - 8.0, RULE);
    }
    top -= 28.0;
    sheet.text(
        (LEFT + 8.0, top),
        BOLD,
        12.0,
        brand,
        "To pay, in Exampleland dollars",
    );
    sheet.right(RIGHT - 8.0, top, (BOLD, 12.0), brand, &money(net + tax));
    top
}

/// A bar for each of the last twelve months.
fn consumption(sheet: &mut Sheet, top: f32, brand: Tone, rng: &mut Rng) {
    sheet.text(
        (LEFT, top),
        BOLD,
        10.0,
        INK,
        "Electricity in the last twelve months",
    );
    let floor = top - 110.0;
    for month in 0..12u8 {
        let winter = (f32::from(month) - 5.5).abs() / 5.5;
        let height = 30.0 + 34.0 * winter + 20.0 * rng.f32();
        let left = LEFT + 8.0 + 38.5 * f32::from(month);
        let tone = if month == 11 {
            brand
        } else {
            (0.76, 0.8, 0.84)
        };
        sheet.fill((left, floor), (24.0, height), tone);
    }
    sheet.rule(floor, SOFT);
}

/// A page to write on.
struct Sheet {
    content: Content,
}

impl Sheet {
    /// `SPECIMEN` across the page, below everything else.
    fn mark(&mut self) {
        let (sine, cosine) = 0.92_f32.sin_cos();
        self.content
            .begin_text()
            .set_font(BOLD, 118.0)
            .set_fill_gray(0.9);
        self.content
            .set_text_matrix([cosine, sine, -sine, cosine, 146.0, 140.0]);
        self.content.show(Str(b"SPECIMEN")).end_text();
    }

    fn text(&mut self, at: (f32, f32), font: Name, size: f32, tone: Tone, text: &str) {
        self.content.set_fill_rgb(tone.0, tone.1, tone.2);
        self.content
            .begin_text()
            .set_font(font, size)
            .next_line(at.0, at.1);
        self.content.show(Str(&windows_1252(text))).end_text();
    }

    /// Text that ends at an edge: exactly so for numbers, about so for words.
    fn right(&mut self, edge: f32, base: f32, font: (Name, f32), tone: Tone, text: &str) {
        let wide = |sign| match sign {
            '.' | ' ' | '/' | 't' | 'i' => 0.278,
            '³' => 0.333,
            'k' | 'c' => 0.5,
            'm' => 0.833,
            'W' => 0.944,
            _ => 0.556,
        };
        let width = font.1 * text.chars().map(wide).sum::<f32>();
        self.text((edge - width, base), font.0, font.1, tone, text);
    }

    fn fill(&mut self, corner: (f32, f32), size: (f32, f32), tone: Tone) {
        self.content.set_fill_rgb(tone.0, tone.1, tone.2);
        self.content
            .rect(corner.0, corner.1, size.0, size.1)
            .fill_nonzero();
    }

    fn rule(&mut self, base: f32, tone: Tone) {
        self.fill((LEFT, base), (RIGHT - LEFT, 0.6), tone);
    }
}

/// The text as the fonts of PDF encode it; what they lack is put in plain letters.
fn windows_1252(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            ' '..='~' | '\u{A0}'..='\u{FF}' => bytes.push(sign as u8),
            other => bytes.extend(any_ascii_char(other).bytes()),
        }
    }
    bytes
}

fn money(cents: u32) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
