//! Files made on the spot, and what a form says about a customer.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Luma, Rgb};
use pdf_writer::{Content, Finish, Pdf, Rect, Ref};

/// The fields of a new customer, but for the token.
pub fn customer<'a>(email: &'a str, last_name: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("first_name", "Nora"),
        ("last_name", last_name),
        ("customer_type", "individual"),
        ("email", email),
        ("gender", "female"),
        ("country", "DE"),
        ("language", "en"),
        ("status", "active"),
        ("affiliate_profit_share", "10"),
        ("tags", "alpha, beta"),
    ]
}

/// A picture with something to see in it.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let colour = |x, y| Rgb([(x * 3) as u8, (y * 5) as u8, (x ^ y) as u8]);
    let pixels = image::RgbImage::from_fn(width, height, colour);
    encoded(&DynamicImage::ImageRgb8(pixels))
}

/// Few bytes, many pixels.
pub fn grey(width: u32, height: u32) -> Vec<u8> {
    let pixels = image::GrayImage::from_pixel(width, height, Luma([7]));
    encoded(&DynamicImage::ImageLuma8(pixels))
}

/// A PNG of exactly so many bytes that is none behind its header.
pub fn bytes_like_png(size: usize) -> Vec<u8> {
    let mut bytes = png(4, 4);
    bytes.truncate(40);
    bytes.resize(size, 0x5A);
    bytes
}

fn encoded(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A PDF file of one page with a dark square on it.
pub fn pdf() -> Vec<u8> {
    let (catalog, pages, page, content) = (Ref::new(1), Ref::new(2), Ref::new(3), Ref::new(4));
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages);
    pdf.pages(pages).kids([page]).count(1);
    let mut sheet = pdf.page(page);
    sheet.media_box(Rect::new(0.0, 0.0, 300.0, 400.0));
    sheet.parent(pages).contents(content);
    sheet.finish();
    let mut drawing = Content::new();
    drawing.set_fill_rgb(0.1, 0.2, 0.4);
    drawing.rect(50.0, 100.0, 200.0, 200.0).fill_nonzero();
    pdf.stream(content, &drawing.finish());
    pdf.finish()
}
