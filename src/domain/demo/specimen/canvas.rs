//! A picture to draw smooth shapes on.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

/// Red, green, blue.
pub type Colour = [u8; 3];

/// A point, or a width and a height.
pub type Pair = (f32, f32);

/// A part of the picture: left, top, width, height.
#[derive(Clone, Copy, Debug)]
pub struct Area(pub f32, pub f32, pub f32, pub f32);

/// A picture.
pub struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
    clip: Area,
}

impl Canvas {
    /// A picture of one colour.
    pub fn new(width: u32, height: u32, colour: Colour) -> Canvas {
        let clip = Area(0.0, 0.0, width as f32, height as f32);
        Canvas {
            width,
            height,
            pixels: colour.repeat((width * height) as usize),
            clip,
        }
    }

    /// Confines what is drawn from here on to an area.
    pub fn clip(&mut self, area: Option<Area>) {
        self.clip = area.unwrap_or(Area(0.0, 0.0, self.width as f32, self.height as f32));
    }

    /// Fills all of the picture with colours between two, top to bottom.
    pub fn gradient(&mut self, from: Colour, to: Colour) {
        let height = self.height as f32;
        for (row, pixels) in self
            .pixels
            .chunks_exact_mut(self.width as usize * 3)
            .enumerate()
        {
            let colour = mix(from, to, row as f32 / height);
            pixels.copy_from_slice(&colour.repeat(pixels.len() / 3));
        }
    }

    /// A rectangle with round corners.
    pub fn rectangle(&mut self, area: Area, radius: f32, colour: Colour, alpha: f32) {
        let Area(left, top, width, height) = area;
        if radius == 0.0 {
            return self.shape(area, colour, |_, _| alpha);
        }
        let middle = (left + width / 2.0, top + height / 2.0);
        self.shape(area, colour, |x, y| {
            let dx = (x - middle.0).abs() - width / 2.0 + radius;
            let dy = (y - middle.1).abs() - height / 2.0 + radius;
            let distance = length(dx.max(0.0), dy.max(0.0)) + dx.max(dy).min(0.0) - radius;
            alpha * cover(distance)
        });
    }

    /// An ellipse around a middle.
    pub fn ellipse(&mut self, middle: Pair, radius: Pair, colour: Colour) {
        let area = Area(
            middle.0 - radius.0,
            middle.1 - radius.1,
            2.0 * radius.0,
            2.0 * radius.1,
        );
        self.shape(area, colour, |x, y| {
            let part = length((x - middle.0) / radius.0, (y - middle.1) / radius.1);
            cover((part - 1.0) * radius.0.min(radius.1))
        });
    }

    /// The line of a circle.
    pub fn ring(&mut self, middle: Pair, radius: f32, line: f32, colour: Colour, alpha: f32) {
        let area = around(middle, (radius + line, radius + line));
        self.shape(area, colour, |x, y| {
            let distance = length(x - middle.0, y - middle.1) - radius;
            alpha * cover(distance.abs() - line / 2.0)
        });
    }

    /// Circles around a middle, a gap apart, like those a stone makes in water.
    pub fn ripples(&mut self, middle: Pair, gap: f32, count: f32, line: f32, colour: Colour) {
        let outer = gap * (count + 0.5);
        self.shape(around(middle, (outer, outer)), colour, |x, y| {
            let distance = length(x - middle.0, y - middle.1);
            let nearest = f32::from((distance * (1.0 / gap) + 0.5) as u8).clamp(1.0, count) * gap;
            cover((distance - nearest).abs() - line / 2.0)
        });
    }

    /// A line with round ends.
    pub fn line(&mut self, from: Pair, to: Pair, thick: f32, colour: Colour) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let area = Area(
            from.0.min(to.0) - thick,
            from.1.min(to.1) - thick,
            dx.abs() + 2.0 * thick,
            dy.abs() + 2.0 * thick,
        );
        self.shape(area, colour, |x, y| {
            let part = ((x - from.0) * dx + (y - from.1) * dy) / (dx * dx + dy * dy).max(0.01);
            let part = part.clamp(0.0, 1.0);
            let distance = length(x - from.0 - part * dx, y - from.1 - part * dy);
            cover(distance - thick / 2.0)
        });
    }

    /// The picture as a PNG file.
    pub fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64 * 1024);
        let encoder = PngEncoder::new_with_quality(
            &mut bytes,
            CompressionType::Level(3),
            FilterType::NoFilter,
        );
        // Writing to memory does not fail.
        let _ = encoder.write_image(
            &self.pixels,
            self.width,
            self.height,
            ExtendedColorType::Rgb8,
        );
        bytes
    }

    /// Lays a colour over one pixel, if there is one.
    pub fn dot(&mut self, x: f32, y: f32, colour: Colour, alpha: f32) {
        if x >= 0.0 && y >= 0.0 && (x as u32) < self.width && (y as u32) < self.height {
            let start = (y as usize * self.width as usize + x as usize) * 3;
            if let Some(pixel) = self.pixels.get_mut(start..start + 3) {
                blend(pixel, colour, alpha);
            }
        }
    }

    /// Lays a colour over an area, as thick as the shape says for the middle of each pixel.
    pub fn shape(&mut self, area: Area, colour: Colour, thickness: impl Fn(f32, f32) -> f32) {
        let Area(left, top, width, height) = area;
        let Area(clip_left, clip_top, clip_width, clip_height) = self.clip;
        let columns = span(
            left - 1.0,
            left + width + 1.0,
            clip_left,
            clip_left + clip_width,
        );
        let rows = span(
            top - 1.0,
            top + height + 1.0,
            clip_top,
            clip_top + clip_height,
        );
        for row in rows {
            let start = row * self.width as usize;
            let bytes = (start + columns.start) * 3..(start + columns.end) * 3;
            let pixels = self.pixels.get_mut(bytes).unwrap_or_default();
            let mut x = columns.start as f32 + 0.5;
            for pixel in pixels.chunks_exact_mut(3) {
                blend(pixel, colour, thickness(x, row as f32 + 0.5));
                x += 1.0;
            }
        }
    }
}

/// A colour between two.
pub fn mix(from: Colour, to: Colour, part: f32) -> Colour {
    let between = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * part) as u8;
    [
        between(from[0], to[0]),
        between(from[1], to[1]),
        between(from[2], to[2]),
    ]
}

/// Lays a colour over a pixel. Edges have few steps: that halves the files and is hardly seen.
fn blend(pixel: &mut [u8], colour: Colour, alpha: f32) {
    const STEPS: f32 = 5.0;
    let step = (alpha * STEPS + 0.5) as u8;
    if step >= STEPS as u8 {
        pixel.copy_from_slice(&colour);
    } else if step > 0 {
        let alpha = f32::from(step) / STEPS;
        for (below, above) in pixel.iter_mut().zip(colour) {
            let (old, new) = (f32::from(*below), f32::from(above));
            *below = (old + (new - old) * alpha + 0.5) as u8;
        }
    }
}

/// The area that reaches this far to all sides of a middle.
pub fn around(middle: Pair, reach: Pair) -> Area {
    Area(
        middle.0 - reach.0,
        middle.1 - reach.1,
        2.0 * reach.0,
        2.0 * reach.1,
    )
}

/// Much faster than `hypot`, which guards against numbers no picture has.
fn length(x: f32, y: f32) -> f32 {
    (x * x + y * y).sqrt()
}

/// How much of a pixel is inside a shape whose edge is this far away.
fn cover(distance: f32) -> f32 {
    (0.5 - distance).clamp(0.0, 1.0)
}

fn span(from: f32, to: f32, least: f32, most: f32) -> std::ops::Range<usize> {
    from.max(least).max(0.0) as usize..to.min(most).max(0.0) as usize
}
