//! Drawn faces: a person looks alike on every picture of theirs.

use fastrand::Rng;

use super::canvas::{Area, Canvas, Colour, Pair, mix};
use super::signature;
use super::text::Style;
use crate::domain::demo::people::{Gender, Person};

const WHITE: Colour = [255, 255, 255];
const INK: Colour = [38, 32, 36];

const SKIN: [Colour; 6] = [
    [246, 215, 190],
    [236, 196, 164],
    [222, 174, 136],
    [196, 146, 106],
    [156, 108, 76],
    [112, 76, 56],
];
const HAIR: [Colour; 6] = [
    [40, 32, 34],
    [66, 46, 38],
    [104, 70, 46],
    [150, 104, 60],
    [204, 166, 104],
    [142, 62, 40],
];
const GREY: Colour = [176, 176, 180];
const CLOTHES: [Colour; 8] = [
    [52, 84, 132],
    [44, 104, 96],
    [134, 60, 72],
    [84, 72, 128],
    [70, 78, 90],
    [176, 116, 56],
    [60, 110, 62],
    [40, 48, 64],
];
const WALLS: [Colour; 6] = [
    [214, 226, 236],
    [232, 222, 208],
    [216, 230, 216],
    [230, 216, 224],
    [222, 220, 236],
    [236, 232, 204],
];

/// What somebody looks like.
struct Face {
    skin: Colour,
    hair: Colour,
    clothes: Colour,
    long: bool,
    bald: bool,
    beard: bool,
    glasses: bool,
    parting: f32,
    forehead: f32,
    smile: f32,
}

impl Face {
    fn of(person: &Person) -> Face {
        let mut rng = Rng::with_seed(signature(person));
        let male = match person.gender {
            Gender::Male => true,
            Gender::Female => false,
            Gender::Other => rng.bool(),
        };
        let age = person
            .birth_date
            .and_then(|birth| person.papers_dated.years_since(birth));
        let skin = rng.usize(..SKIN.len());
        // The darker the skin, the fewer of the hair colours, which grow lighter.
        let hair = HAIR[rng.usize(..HAIR.len() - skin)];
        let fading = (age.unwrap_or(35) as f32 - 45.0).clamp(0.0, 25.0) / 25.0;
        Face {
            skin: SKIN[skin],
            hair: mix(hair, GREY, fading),
            clothes: pick(&CLOTHES, &mut rng),
            long: !male && rng.u8(..10) < 8,
            bald: male && rng.f32() < 0.1 + 0.25 * fading,
            beard: male && rng.u8(..10) < 3,
            glasses: rng.u8(..10) < 3,
            parting: if rng.bool() { 1.0 } else { -1.0 } * (4.0 + 5.0 * rng.f32()),
            forehead: 2.0 * rng.f32(),
            smile: rng.f32(),
        }
    }
}

/// A bust before a plain wall.
pub fn portrait(canvas: &mut Canvas, area: Area, person: &Person) {
    let wall = pick(&WALLS, &mut Rng::with_seed(signature(person) ^ 1));
    canvas.clip(Some(area));
    canvas.rectangle(area, 0.0, wall, 1.0);
    bust(canvas, area, &Face::of(person));
    canvas.clip(None);
}

/// The picture for the check: upright, at home.
pub fn selfie(person: &Person) -> Vec<u8> {
    let mut rng = Rng::with_seed(signature(person) ^ 2);
    let wall = pick(&WALLS, &mut rng);
    let mut canvas = Canvas::new(600, 800, wall);
    let sky = mix(wall, WHITE, 0.7);
    let window = if rng.bool() { 40.0 } else { 400.0 };
    canvas.rectangle(Area(window, 60.0, 160.0, 250.0), 4.0, WHITE, 1.0);
    canvas.rectangle(
        Area(window + 10.0, 70.0, 66.0, 230.0),
        0.0,
        mix(sky, CLOTHES[0], 0.25),
        1.0,
    );
    canvas.rectangle(
        Area(window + 84.0, 70.0, 66.0, 230.0),
        0.0,
        mix(sky, CLOTHES[0], 0.25),
        1.0,
    );
    canvas.rectangle(
        Area(0.0, 560.0, 600.0, 240.0),
        0.0,
        mix(wall, INK, 0.18),
        1.0,
    );
    bust(
        &mut canvas,
        Area(20.0, 110.0, 560.0, 690.0),
        &Face::of(person),
    );
    canvas.specimen((300.0, 640.0), 150.0, WHITE, 0.45);
    canvas.png()
}

/// The picture of their profile.
pub fn photo(person: &Person) -> Vec<u8> {
    let mut rng = Rng::with_seed(signature(person) ^ 3);
    let (from, to) = (pick(&WALLS, &mut rng), pick(&CLOTHES, &mut rng));
    let mut canvas = Canvas::new(512, 512, WHITE);
    canvas.gradient(from, mix(from, to, 0.55));
    bust(
        &mut canvas,
        Area(46.0, 30.0, 420.0, 504.0),
        &Face::of(person),
    );
    canvas.specimen((256.0, 430.0), 90.0, WHITE, 0.5);
    canvas.png()
}

/// The wide picture above their profile: hills in the haze.
pub fn cover(person: &Person) -> Vec<u8> {
    let mut rng = Rng::with_seed(signature(person) ^ 4);
    let (haze, hill) = (pick(&WALLS, &mut rng), pick(&CLOTHES, &mut rng));
    let mut canvas = Canvas::new(1200, 400, haze);
    canvas.gradient(mix(haze, hill, 0.35), mix(haze, WHITE, 0.5));
    canvas.ellipse(
        (200.0 + 800.0 * rng.f32(), 150.0),
        (52.0, 52.0),
        mix(haze, WHITE, 0.8),
    );
    for layer in 1..=4u8 {
        let depth = f32::from(layer);
        let middle = (1200.0 * rng.f32(), 420.0 + 70.0 * depth);
        let radius = (500.0 + 500.0 * rng.f32(), 240.0 + 20.0 * rng.f32());
        canvas.ellipse(middle, radius, mix(haze, hill, 0.15 + 0.17 * depth));
    }
    let style = Style {
        size: 26.0,
        bold: true,
        colour: WHITE,
    };
    canvas.columns((1010.0, 380.0), "SPECIMEN", 21.0, style);
    canvas.png()
}

/// Head and shoulders, as large as the area allows.
fn bust(canvas: &mut Canvas, area: Area, face: &Face) {
    let pen = Pen {
        area,
        scale: area.2 / 100.0,
    };
    let shade = mix(face.skin, INK, 0.14);
    if face.long {
        pen.ellipse(canvas, (50.0, 54.0), (26.5, 33.0), face.hair);
        pen.block(canvas, Area(23.5, 54.0, 53.0, 38.0), 10.0, face.hair);
    }
    pen.block(canvas, Area(8.0, 92.0, 84.0, 60.0), 26.0, face.clothes);
    pen.block(canvas, Area(41.0, 68.0, 18.0, 30.0), 9.0, shade);
    pen.ellipse(canvas, (50.0, 91.5), (12.0, 6.5), shade);
    for side in [-1.0, 1.0] {
        pen.ellipse(canvas, (50.0 + side * 20.0, 54.0), (3.6, 5.2), shade);
    }
    if face.bald {
        pen.ellipse(canvas, (50.0, 51.0), (20.0, 26.5), face.skin);
    } else {
        pen.ellipse(canvas, (50.0, 44.0), (22.5, 23.0), face.hair);
        pen.ellipse(
            canvas,
            (50.0, 55.0 + face.forehead),
            (19.5, 22.5),
            face.skin,
        );
        pen.ellipse(canvas, (50.0 + face.parting, 34.5), (13.0, 7.0), face.hair);
    }
    if face.beard {
        pen.ellipse(canvas, (50.0, 69.0), (15.5, 11.5), face.hair);
        pen.ellipse(canvas, (50.0, 60.0), (14.0, 9.0), face.skin);
    }
    features(canvas, pen, face);
}

/// Eyes, brows, nose, mouth, glasses.
fn features(canvas: &mut Canvas, pen: Pen, face: &Face) {
    let shade = mix(face.skin, INK, 0.25);
    let brow = mix(face.hair, INK, 0.3);
    for side in [-1.0, 1.0] {
        let eye = 50.0 + side * 8.0;
        pen.ellipse(canvas, (eye, 53.0), (3.0, 2.1), WHITE);
        pen.ellipse(canvas, (eye, 53.0), (1.8, 2.0), INK);
        pen.line(canvas, (eye - 4.0, 47.5), (eye + 4.0, 47.5), 1.5, brow);
        if face.glasses {
            canvas.ring(
                pen.at((eye, 53.0)),
                6.4 * pen.scale,
                1.1 * pen.scale,
                INK,
                0.9,
            );
        }
    }
    if face.glasses {
        pen.line(canvas, (48.4, 52.5), (51.6, 52.5), 1.1, INK);
    }
    pen.line(canvas, (50.0, 55.0), (49.2, 61.0), 1.2, shade);
    pen.line(canvas, (49.2, 61.0), (51.2, 61.0), 1.2, shade);
    let lips = mix(face.skin, [170, 50, 60], 0.55);
    let (corner, middle) = (68.0 - 0.8 * face.smile, 68.2 + 0.8 * face.smile);
    pen.line(canvas, (44.5, corner), (50.0, middle), 1.5, lips);
    pen.line(canvas, (50.0, middle), (55.5, corner), 1.5, lips);
}

/// Draws in hundredths of an area's width.
#[derive(Clone, Copy)]
struct Pen {
    area: Area,
    scale: f32,
}

impl Pen {
    fn at(self, point: Pair) -> Pair {
        (
            self.area.0 + point.0 * self.scale,
            self.area.1 + point.1 * self.scale,
        )
    }

    fn ellipse(self, canvas: &mut Canvas, middle: Pair, radius: Pair, colour: Colour) {
        canvas.ellipse(
            self.at(middle),
            (radius.0 * self.scale, radius.1 * self.scale),
            colour,
        );
    }

    fn line(self, canvas: &mut Canvas, from: Pair, to: Pair, thick: f32, colour: Colour) {
        canvas.line(self.at(from), self.at(to), thick * self.scale, colour);
    }

    fn block(self, canvas: &mut Canvas, area: Area, radius: f32, colour: Colour) {
        let (left, top) = self.at((area.0, area.1));
        let area = Area(left, top, area.2 * self.scale, area.3 * self.scale);
        canvas.rectangle(area, radius * self.scale, colour, 1.0);
    }
}

fn pick<const N: usize>(choices: &[Colour; N], rng: &mut Rng) -> Colour {
    choices[rng.usize(..N)]
}
