//! Where a picture ends, and whether something else hangs behind it.
//!
//! A file can be a picture and something else at once: an archive, a page or a program appended to
//! a picture still draws as that picture. Behind the end of a PNG or WebP file there is never
//! anything but padding. Phones do append to JPEG files (further pictures of the same shot, gain
//! maps, a short film, makers' own blocks), so there only what is known to be dangerous is refused:
//! archives, pages and PDF files. Whatever is kept is served as an attachment of our own type and
//! drawn only after re-encoding.

use std::io::{BufRead, Read, Result, Seek, SeekFrom};

use super::media_type::MediaType;

/// The most padding behind a picture, in bytes.
const MOST_PADDING: u64 = 16;

/// What begins a page, a program or a PDF file, lower-cased.
const DANGEROUS: [&[u8]; 8] = [
    b"<script",
    b"<html",
    b"<!doctype",
    b"<body",
    b"<svg ",
    b"<iframe",
    b"<?php",
    b"%pdf-",
];

/// The size of the record that ends a zip archive, without its comment.
const ZIP_END: usize = 22;

/// What a picture's frame tells without decoding it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The offset just behind the picture.
    pub end: u64,
    /// Drawn in several passes (a progressive JPEG, an animation), which takes more memory.
    pub in_passes: bool,
}

/// Reads a picture's frame; `None` when the file ends before the picture does.
pub fn of(
    media_type: MediaType,
    file: &mut (impl BufRead + Seek),
    size_bytes: u64,
) -> Result<Option<Extent>> {
    let extent = match media_type {
        MediaType::Png => png(file, size_bytes),
        MediaType::Webp => webp(file, size_bytes),
        MediaType::Jpeg => jpeg(file),
        MediaType::Pdf => Ok(Extent {
            end: size_bytes,
            in_passes: false,
        }),
    };
    match extent {
        Ok(extent) => Ok((extent.end <= size_bytes).then_some(extent)),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether more than padding hangs behind the picture (for a JPEG: more than is harmless).
pub fn hides_something(
    media_type: MediaType,
    file: &mut (impl BufRead + Seek),
    extent: Extent,
) -> Result<bool> {
    file.seek(SeekFrom::Start(extent.end))?;
    let mut behind = Vec::new();
    if media_type != MediaType::Jpeg {
        file.take(MOST_PADDING + 1).read_to_end(&mut behind)?;
        let padding = |byte: &u8| *byte == 0 || byte.is_ascii_whitespace();
        return Ok(behind.len() as u64 > MOST_PADDING || !behind.iter().all(padding));
    }
    file.read_to_end(&mut behind)?;
    Ok(is_dangerous(&mut behind))
}

fn is_dangerous(behind: &mut [u8]) -> bool {
    if ends_as_archive(behind) {
        return true;
    }
    behind.make_ascii_lowercase();
    (0..behind.len())
        .filter(|at| matches!(behind[*at], b'<' | b'%'))
        .any(|at| DANGEROUS.iter().any(|mark| behind[at..].starts_with(mark)))
}

/// Whether a zip archive (also a JAR or an office file) ends where the file does.
fn ends_as_archive(bytes: &[u8]) -> bool {
    let from = bytes.len().saturating_sub(ZIP_END + usize::from(u16::MAX));
    bytes[from..]
        .windows(ZIP_END)
        .enumerate()
        .any(|(at, record)| {
            let comment = usize::from(u16::from_le_bytes([record[20], record[21]]));
            record.starts_with(b"PK\x05\x06") && from + at + ZIP_END + comment == bytes.len()
        })
}

/// A picture of 50 megapixels has a few thousand chunks; one of empty chunks alone is an attack.
const MOST_CHUNKS: u32 = 100_000;

fn png(file: &mut (impl BufRead + Seek), size_bytes: u64) -> Result<Extent> {
    let mut at = 8;
    file.seek(SeekFrom::Start(at))?;
    for _ in 0..MOST_CHUNKS {
        if at >= size_bytes {
            break;
        }
        let [length, kind] = [bytes::<4>(file)?, bytes::<4>(file)?];
        let length = u32::from_be_bytes(length);
        // Length, kind and checksum take four bytes each.
        at += 12 + u64::from(length);
        // Relative, because an absolute one would throw the buffer away for each chunk.
        file.seek_relative(i64::from(length) + 4)?;
        if &kind == b"IEND" {
            return Ok(Extent {
                end: at,
                in_passes: false,
            });
        }
    }
    Err(std::io::ErrorKind::UnexpectedEof.into())
}

fn webp(file: &mut (impl BufRead + Seek), size_bytes: u64) -> Result<Extent> {
    file.seek(SeekFrom::Start(4))?;
    let length = 8 + u64::from(u32::from_le_bytes(bytes(file)?));
    // Lengths are even, but some writers leave out the last byte of padding.
    let padded = length.next_multiple_of(2);
    let end = if padded <= size_bytes { padded } else { length };
    file.seek(SeekFrom::Start(12))?;
    let [kind, _length, flags] = [bytes::<4>(file)?, bytes::<4>(file)?, bytes::<4>(file)?];
    Ok(Extent {
        end,
        in_passes: &kind == b"VP8X" && flags[0] & 0b10 != 0,
    })
}

fn jpeg(file: &mut (impl BufRead + Seek)) -> Result<Extent> {
    file.seek(SeekFrom::Start(2))?;
    let mut in_passes = false;
    loop {
        match next_marker(file)? {
            0xD9 => {
                return Ok(Extent {
                    end: file.stream_position()?,
                    in_passes,
                });
            }
            0x01 | 0xD8 => {}
            marker => {
                in_passes |= matches!(marker, 0xC2 | 0xC6 | 0xCA | 0xCE);
                let length = u16::from_be_bytes(bytes(file)?);
                file.seek_relative(i64::from(length.saturating_sub(2)))?;
            }
        }
    }
}

/// The next marker, past whatever lies between: picture data, in which `FF` is followed by zero or
/// a restart mark, and fill bytes.
fn next_marker(file: &mut impl BufRead) -> Result<u8> {
    loop {
        file.skip_until(0xFF)?;
        let [mut marker] = bytes(file)?;
        while marker == 0xFF {
            [marker] = bytes(file)?;
        }
        if !matches!(marker, 0x00 | 0xD0..=0xD7) {
            return Ok(marker);
        }
    }
}

fn bytes<const N: usize>(file: &mut impl Read) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageFormat};
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    const KINDS: [(MediaType, ImageFormat); 3] = [
        (MediaType::Jpeg, ImageFormat::Jpeg),
        (MediaType::Png, ImageFormat::Png),
        (MediaType::Webp, ImageFormat::WebP),
    ];

    fn picture(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let noise = |x, y| image::Rgb([(x * 7 + y) as u8, (x * y) as u8, (x ^ y) as u8]);
        let picture = image::RgbImage::from_fn(61, 47, noise);
        DynamicImage::ImageRgb8(picture)
            .write_to(&mut bytes, format)
            .expect("a picture");
        bytes.into_inner()
    }

    fn extent(media_type: MediaType, bytes: &[u8]) -> Option<Extent> {
        of(media_type, &mut Cursor::new(bytes), bytes.len() as u64).expect("memory can be read")
    }

    fn hides(media_type: MediaType, bytes: &[u8]) -> bool {
        let extent = extent(media_type, bytes).expect("a whole picture");
        hides_something(media_type, &mut Cursor::new(bytes), extent).expect("memory can be read")
    }

    #[test]
    fn a_picture_ends_where_its_file_does() {
        for (media_type, format) in KINDS {
            let bytes = picture(format);
            assert_eq!(
                extent(media_type, &bytes).map(|one| one.end),
                Some(bytes.len() as u64)
            );
            assert!(!hides(media_type, &bytes));
        }
    }

    #[test]
    fn a_cut_picture_has_no_end() {
        for (media_type, format) in KINDS {
            let bytes = picture(format);
            for cut in [12, bytes.len() / 4, bytes.len() / 2, bytes.len() - 2] {
                assert_eq!(
                    extent(media_type, &bytes[..cut]),
                    None,
                    "{media_type:?} at {cut}"
                );
            }
        }
    }

    #[test]
    fn padding_is_nothing_but_a_script_is() {
        for (media_type, format) in KINDS {
            let bytes = picture(format);
            assert!(!hides(media_type, &[&bytes[..], b"\0\0\r\n"].concat()));
            let page = b"\n<HTML><Script>alert(1)</script>";
            assert!(
                hides(media_type, &[&bytes[..], page].concat()),
                "{media_type:?}"
            );
        }
    }

    #[test]
    fn an_archive_behind_a_picture_is_found() {
        let mut archive = b"PK\x03\x04class PK\x05\x06".to_vec();
        archive.extend([0; 16]);
        archive.extend(3_u16.to_le_bytes());
        archive.extend(b"jar");
        for (media_type, format) in KINDS {
            assert!(hides(
                media_type,
                &[picture(format), archive.clone()].concat()
            ));
        }
    }

    #[test]
    fn what_phones_append_stays() {
        let jpeg = picture(ImageFormat::Jpeg);
        let film = b"\0\0\0\x18ftypmp42 film";
        assert!(!hides(
            MediaType::Jpeg,
            &[&jpeg[..], &jpeg[..], film].concat()
        ));
        assert!(hides(
            MediaType::Png,
            &[&picture(ImageFormat::Png)[..], film].concat()
        ));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in vec(any::<u8>(), 0..600)) {
            for (media_type, _) in KINDS {
                let size = bytes.len() as u64;
                if let Ok(Some(extent)) = of(media_type, &mut Cursor::new(&bytes), size) {
                    prop_assert!(extent.end <= size);
                    let _ = hides_something(media_type, &mut Cursor::new(&bytes), extent);
                }
            }
        }
    }
}
