//! Files made on the spot: good ones, and every kind of bad one.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Luma, Rgb};

/// A picture with something to see in it.
pub fn picture(format: ImageFormat) -> Vec<u8> {
    sized(format, 64, 48)
}

pub fn sized(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let colour = |x, y| Rgb([(x * 3) as u8, (y * 5) as u8, (x ^ y) as u8]);
    let pixels = image::RgbImage::from_fn(width, height, colour);
    encoded(format, &DynamicImage::ImageRgb8(pixels))
}

/// Few bytes, many pixels.
pub fn grey(width: u32, height: u32) -> Vec<u8> {
    let pixels = image::GrayImage::from_pixel(width, height, Luma([7]));
    encoded(ImageFormat::Png, &DynamicImage::ImageLuma8(pixels))
}

fn encoded(format: ImageFormat, picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn jpeg() -> Vec<u8> {
    picture(ImageFormat::Jpeg)
}

pub fn png() -> Vec<u8> {
    picture(ImageFormat::Png)
}

pub fn webp() -> Vec<u8> {
    picture(ImageFormat::WebP)
}

pub fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>\
      endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
        .to_vec()
}

/// A PDF file that runs a script when opened by a reader that lets it.
pub fn pdf_with_script() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\n\
      trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
        .to_vec()
}

/// A zip archive with one empty file in it; also the shape of JAR and office files.
pub fn zip(name: &str) -> Vec<u8> {
    let size = (name.len() as u16).to_le_bytes();
    let mut bytes = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    bytes.extend(size);
    bytes.extend(b"\0\0");
    bytes.extend(name.as_bytes());
    let directory = bytes.len() as u32;
    bytes.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    bytes.extend(size);
    bytes.extend([0; 16]);
    bytes.extend(name.as_bytes());
    let length = bytes.len() as u32 - directory;
    bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    bytes.extend(length.to_le_bytes());
    bytes.extend(directory.to_le_bytes());
    bytes.extend(b"\0\0");
    bytes
}

/// A PNG whose header promises more than its 70 bytes could ever hold.
pub fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    bytes.extend(chunk(b"IHDR", &header));
    bytes.extend(chunk(b"IDAT", b"\x78\x01\x01\x01\0\xFE\xFF\0\0\x01\0\x01"));
    bytes.extend(chunk(b"IEND", b""));
    bytes
}

/// A PNG with another chunk right after its header.
pub fn png_with(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut bytes = png();
    bytes.splice(33..33, chunk(kind, content));
    bytes
}

/// A JPEG with another segment right after its beginning.
pub fn jpeg_with(marker: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = jpeg();
    let mut segment = vec![0xFF, marker];
    segment.extend((content.len() as u16 + 2).to_be_bytes());
    segment.extend(content);
    bytes.splice(2..2, segment);
    bytes
}

/// A JPEG that says where it was taken, and that the camera lay on its side.
pub fn jpeg_with_place() -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0".to_vec();
    exif.extend(b"\0\0\0\0GPSLatitude 52.5200 N GPSLongitude 13.4050 E");
    jpeg_with(0xE1, &exif)
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut bytes = (content.len() as u32).to_be_bytes().to_vec();
    let summed = [&kind[..], content].concat();
    bytes.extend(&summed);
    bytes.extend(crc32(&summed).to_be_bytes());
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xEDB8_8320
            } else {
                sum >> 1
            }
        })
    })
}
