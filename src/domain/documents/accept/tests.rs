//! What is taken, what is refused, and what a preview looks like.

use std::io::{Cursor, Write};

use image::{DynamicImage, GenericImageView, ImageFormat, Rgba, RgbaImage};

use super::*;

/// Looks into `bytes` as a file in `slot`; afterwards nothing may be left of it.
fn verdict(slot: Slot, name: &str, bytes: &[u8]) -> std::result::Result<Drawn, Refusal> {
    let folder = tempfile::tempdir().expect("a folder");
    let storage = Storage::open(folder.path()).expect("a store");
    let mut file = storage.arriving().expect("room on the disk");
    file.write_all(bytes).expect("room on the disk");
    let (file_name, size_bytes) = (FileName::given(name), bytes.len() as u64);
    let arrived = Arrived {
        slot,
        file_name,
        file,
        size_bytes,
        sha256: String::new(),
    };
    let verdict = examine(&storage, arrived)
        .expect("a working disk")
        .map(Drawn::of);
    assert_eq!(storage.arriving_count().expect("a folder"), 0);
    verdict
}

/// What was found, and the preview's bytes.
#[derive(Debug)]
struct Drawn {
    media_type: MediaType,
    width: u32,
    height: u32,
    preview: Vec<u8>,
}

impl Drawn {
    fn of(accepted: Accepted) -> Drawn {
        let (mut width, mut height, mut preview) = (0, 0, Vec::new());
        if let Some(mut picture) = accepted.picture {
            (width, height) = (picture.width, picture.height);
            picture
                .preview
                .reopen()
                .expect("a file")
                .read_to_end(&mut preview)
                .expect("bytes");
            picture.preview.flush().expect("a file");
        }
        Drawn {
            media_type: accepted.media_type,
            width,
            height,
            preview,
        }
    }
}

fn picture(format: ImageFormat, width: u32, height: u32, alpha: u8) -> Vec<u8> {
    let pixels = RgbaImage::from_fn(width, height, |x, _| Rgba([(x % 256) as u8, 99, 9, alpha]));
    let picture = DynamicImage::ImageRgba8(pixels);
    let picture = if alpha == 255 {
        picture.into_rgb8().into()
    } else {
        picture
    };
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

#[test]
fn every_type_is_taken_under_its_own_name_only() {
    let files = [
        ("a.jpg", picture(ImageFormat::Jpeg, 30, 20, 255)),
        ("a.png", picture(ImageFormat::Png, 30, 20, 255)),
        ("a.webp", picture(ImageFormat::WebP, 30, 20, 255)),
        (
            "a.pdf",
            b"%PDF-1.4\n1 0 obj\nendobj\ntrailer\n%%EOF\n".to_vec(),
        ),
    ];
    for (name, bytes) in &files {
        let found = verdict(Slot::DocFile1, name, bytes).expect("a good file");
        assert!(name.ends_with(found.media_type.extensions()[0]));
        assert!(verdict(Slot::DocFile1, &name.to_uppercase(), bytes).is_ok());
        for wrong in ["a.gif", "a", "a.exe", "a.jpg.html"] {
            let refusal = verdict(Slot::DocFile1, wrong, bytes).expect_err("a wrong name");
            assert!(
                matches!(refusal, Refusal::NameContradictsContent { .. }),
                "{wrong}"
            );
        }
    }
    let refusal = verdict(Slot::Photo, "a.pdf", &files[3].1).expect_err("no picture");
    assert_eq!(refusal, Refusal::type_not_allowed(Slot::Photo));
}

#[test]
fn too_many_pixels_are_refused_before_they_are_decoded() {
    let wide = picture(ImageFormat::Png, 12_001, 1, 255);
    let refusal = verdict(Slot::Photo, "a.png", &wide).expect_err("too wide");
    assert_eq!(
        refusal,
        Refusal::TooManyPixels {
            most_side: 12_000,
            most_megapixels: 50
        }
    );
    assert!(
        verdict(
            Slot::Photo,
            "a.png",
            &picture(ImageFormat::Png, 12_000, 1, 255)
        )
        .is_ok()
    );
}

#[test]
fn a_preview_is_small_and_keeps_what_shines_through() {
    let found = verdict(
        Slot::Photo,
        "a.png",
        &picture(ImageFormat::Png, 3_000, 400, 255),
    );
    let found = found.expect("a good picture");
    assert_eq!((found.width, found.height), (3_000, 400));
    let preview = image::load_from_memory(&found.preview).expect("a preview");
    assert_eq!((preview.width(), preview.height()), (1_600, 213));
    assert_eq!(preview::media_type_of(&found.preview), MediaType::Jpeg);
    let found = verdict(
        Slot::Photo,
        "a.webp",
        &picture(ImageFormat::WebP, 30, 40, 90),
    );
    let preview = found.expect("a good picture").preview;
    assert_eq!(preview::media_type_of(&preview), MediaType::Png);
    let preview = image::load_from_memory(&preview).expect("a preview");
    assert_eq!(preview.get_pixel(3, 3).0[3], 90);
}

#[test]
fn a_preview_stands_upright_and_tells_no_place() {
    // Orientation 6: the camera was held on its side.
    let mut exif = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0".to_vec();
    exif.extend(b"\0\0\0\0GPSLatitude 52.52");
    let mut bytes = picture(ImageFormat::Jpeg, 40, 20, 255);
    let mut marker = vec![0xFF, 0xE1, 0, u8::try_from(exif.len() + 2).expect("short")];
    marker.append(&mut exif);
    bytes.splice(2..2, marker);
    let found = verdict(Slot::SelfieImages, "a.jpeg", &bytes).expect("a good picture");
    assert_eq!((found.width, found.height), (20, 40));
    let preview = image::load_from_memory(&found.preview).expect("a preview");
    assert_eq!((preview.width(), preview.height()), (20, 40));
    for trace in [&b"GPS"[..], b"Exif"] {
        assert!(!found.preview.windows(trace.len()).any(|part| part == trace));
    }
}
