//! Text on pictures, in Noto Sans.

use ab_glyph::{Font, FontRef, Glyph, PxScale, ScaleFont, point};

use super::canvas::{Canvas, Colour, Pair, around};

/// Text of a size and colour.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// In pixels.
    pub size: f32,
    /// Bold or regular.
    pub bold: bool,
    /// Colour.
    pub colour: Colour,
}

impl Canvas {
    /// Text that starts at a point of its base line.
    pub fn text(&mut self, at: Pair, text: &str, style: Style) {
        let Some(font) = font(style.bold) else { return };
        for glyph in layout(&font, text, at, style.size) {
            self.glyph(&font, glyph, style.colour);
        }
    }

    /// Text of which every letter is as wide as the others.
    pub fn columns(&mut self, at: Pair, text: &str, advance: f32, style: Style) {
        let Some(font) = font(style.bold) else { return };
        let scaled = font.as_scaled(PxScale::from(style.size));
        for (position, sign) in text.chars().enumerate() {
            let id = scaled.glyph_id(sign);
            let left = at.0 + position as f32 * advance + (advance - scaled.h_advance(id)) / 2.0;
            let glyph = id.with_scale_and_position(style.size, point(left, at.1));
            self.glyph(&font, glyph, style.colour);
        }
    }

    /// `SPECIMEN` across, rising to the right, so that what is below can still be read.
    pub fn specimen(&mut self, middle: Pair, size: f32, colour: Colour, alpha: f32) {
        const SLOPE: f32 = 0.42;
        let (Some(font), text) = (font(true), "SPECIMEN") else {
            return;
        };
        let wide = width(text, size, true);
        let mut mask = Mask::new(wide as usize + 2, size as usize + 2);
        for glyph in layout(&font, text, (1.0, size * 0.85), size) {
            mask.glyph(&font, glyph);
        }
        let (sine, cosine) = SLOPE.sin_cos();
        let reach = (wide * cosine + size * sine) / 2.0;
        let rise = (wide * sine + size * cosine) / 2.0;
        let area = around(middle, (reach, rise));
        let (half_width, half_height) = (mask.width as f32 / 2.0, size / 2.0);
        self.shape(area, colour, |x, y| {
            let (dx, dy) = (x - middle.0, y - middle.1);
            let along = dx * cosine - dy * sine + half_width;
            let across = dx * sine + dy * cosine + half_height;
            alpha * mask.at(along, across)
        });
    }

    fn glyph(&mut self, font: &FontRef, glyph: Glyph, colour: Colour) {
        let Some(outline) = font.outline_glyph(glyph) else {
            return;
        };
        let bounds = outline.px_bounds();
        outline.draw(|column, row, alpha| {
            let (x, y) = (bounds.min.x + column as f32, bounds.min.y + row as f32);
            self.dot(x, y, colour, alpha);
        });
    }
}

/// How wide a text is.
pub fn width(text: &str, size: f32, bold: bool) -> f32 {
    let Some(font) = font(bold) else { return 0.0 };
    let scaled = font.as_scaled(PxScale::from(size));
    text.chars()
        .map(|sign| scaled.h_advance(scaled.glyph_id(sign)))
        .sum()
}

fn font(bold: bool) -> Option<FontRef<'static>> {
    let bytes = if bold {
        notosans::BOLD_TTF
    } else {
        notosans::REGULAR_TTF
    };
    FontRef::try_from_slice(bytes).ok()
}

fn layout(font: &FontRef, text: &str, at: Pair, size: f32) -> Vec<Glyph> {
    let scaled = font.as_scaled(PxScale::from(size));
    let mut left = at.0;
    let place = |sign| {
        let id = scaled.glyph_id(sign);
        let glyph = id.with_scale_and_position(size, point(left, at.1));
        left += scaled.h_advance(id);
        glyph
    };
    text.chars().map(place).collect()
}

/// Text that is not on a picture yet.
struct Mask {
    width: usize,
    height: usize,
    alpha: Vec<f32>,
}

impl Mask {
    fn new(width: usize, height: usize) -> Mask {
        Mask {
            width,
            height,
            alpha: vec![0.0; width * height],
        }
    }

    fn glyph(&mut self, font: &FontRef, glyph: Glyph) {
        let Some(outline) = font.outline_glyph(glyph) else {
            return;
        };
        let bounds = outline.px_bounds();
        outline.draw(|column, row, alpha| {
            let column = (bounds.min.x + column as f32) as usize;
            let row = (bounds.min.y + row as f32) as usize;
            if let Some(cell) = self.alpha.get_mut(row * self.width + column) {
                *cell = cell.max(alpha.min(1.0));
            }
        });
    }

    /// Between the four nearest cells.
    fn at(&self, x: f32, y: f32) -> f32 {
        if x < 0.0 || y < 0.0 || x >= self.width as f32 || y >= self.height as f32 {
            return 0.0;
        }
        let (column, row) = (x as usize, y as usize);
        let (right, down) = (x - column as f32, y - row as f32);
        let cell = |column: usize, row: usize| {
            let position = row * self.width + column;
            self.alpha.get(position).copied().unwrap_or_default()
        };
        let above = cell(column, row) * (1.0 - right) + cell(column + 1, row) * right;
        let below = cell(column, row + 1) * (1.0 - right) + cell(column + 1, row + 1) * right;
        above * (1.0 - down) + below * down
    }
}
