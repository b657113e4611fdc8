//! Files that are not what they seem.

use super::files::*;
use super::{assert_refused, assert_stored, wire};

const TYPE: &str = "cannot be accepted here";
const NAME: &str = "but the name does not end in";
const DAMAGED: &str = "damaged or incomplete";
const BEHIND: &str = "besides the picture";
const PIXELS: &str = "too many pixels";

#[test]
fn what_is_neither_picture_nor_pdf_is_refused() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    let svg = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    let page = b"<!doctype html><script>alert(document.domain)</script>";
    let gif = b"GIF89a\x01\0\x01\0\0\0\0;";
    let cases: &[(&str, Vec<u8>)] = &[
        ("a.svg", svg.to_vec()),
        ("a.png", svg.to_vec()),
        ("a.html", page.to_vec()),
        ("a.jpg", page.to_vec()),
        ("a.png", page.to_vec()),
        ("a.pdf", page.to_vec()),
        ("a.jpg", b"<?php system($_GET['c']); ?>".to_vec()),
        (
            "a.xml",
            b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>".to_vec(),
        ),
        ("a.gif", gif.to_vec()),
        ("a.png", gif.to_vec()),
        ("a.gif", [&gif[..], &zip("Evil.class")].concat()),
        (
            "a.bmp",
            [&b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0"[..], &[0; 56]].concat(),
        ),
        ("a.tiff", b"II\x2A\0\x08\0\0\0\0\0\0\0\0\0".to_vec()),
        ("a.ico", [&b"\0\0\x01\0\x01\0"[..], &[0; 40]].concat()),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec()),
        ("a.avif", b"\0\0\0\x18ftypavif\0\0\0\0mif1avif".to_vec()),
        ("a.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isomiso2".to_vec()),
        ("a.zip", zip("a.txt")),
        ("a.docx", zip("word/document.xml")),
        ("a.pdf", zip("META-INF/MANIFEST.MF")),
        ("a.exe", [&b"MZ\x90\0"[..], &[0; 200]].concat()),
        ("a.jpg", [&b"MZ\x90\0"[..], &[0; 200]].concat()),
        ("a.pdf", [&b"\x7FELF\x02\x01\x01"[..], &[0; 60]].concat()),
        ("a.sh", b"#!/bin/sh\nrm -rf /\n".to_vec()),
        ("a.rtf", b"{\\rtf1\\ansi}".to_vec()),
        ("a.pdf", [&b"junk before\n"[..], &pdf()].concat()),
        ("a.pdf", [zip("x"), pdf()].concat()),
        ("a.webp", b"RIFF\x04\0\0\0AVI LIST".to_vec()),
        ("a.jpg", b"\0".to_vec()),
        ("a.jpg", vec![0xFF; 5000]),
        ("a.png", b"\x89PNG".to_vec()),
    ];
    for (name, bytes) in cases {
        let what = format!(
            "{name} {:?}",
            String::from_utf8_lossy(&bytes[..bytes.len().min(12)])
        );
        assert_refused(
            &person,
            &what,
            &person.upload("doc_file_1", name, bytes),
            TYPE,
        );
    }
    assert_refused(
        &person,
        "pdf as photo",
        &person.upload("photo", "a.pdf", &pdf()),
        TYPE,
    );
    assert_refused(
        &person,
        "empty",
        &person.upload("photo", "a.png", b""),
        "This file is empty",
    );
}

#[test]
fn a_name_that_contradicts_the_content_is_refused() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    let cases: &[(&str, Vec<u8>)] = &[
        ("a.jpg", png()),
        ("a.png", jpeg()),
        ("a.jpg", webp()),
        ("a.webp", png()),
        ("a.jpg", pdf()),
        ("a.pdf", jpeg()),
        ("passport.jpg.exe", jpeg()),
        ("passport.exe.jpg", png()),
        ("passport.svg", png()),
        ("passport.html", jpeg()),
        ("passport", jpeg()),
        ("passport.", jpeg()),
        ("..", jpeg()),
        ("passport.jpg ;.php", jpeg()),
        ("passport.gpj\u{202E}.exe", jpeg()),
    ];
    for (name, bytes) in cases {
        assert_refused(
            &person,
            name,
            &person.upload("address_file", name, bytes),
            NAME,
        );
    }
}

#[test]
fn what_is_cut_or_broken_is_refused() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    for (name, bytes) in [
        ("a.jpg", jpeg()),
        ("a.png", png()),
        ("a.webp", webp()),
        ("a.pdf", pdf()),
    ] {
        for cut in [13, 40, bytes.len() / 3, bytes.len() / 2, bytes.len() - 7] {
            let what = format!("{name} cut at {cut}");
            assert_refused(
                &person,
                &what,
                &person.upload("doc_file_2", name, &bytes[..cut]),
                DAMAGED,
            );
        }
    }
    let mut flipped = png();
    flipped[60] ^= 0x10;
    let cases: &[(&str, Vec<u8>)] = &[
        ("a.png", flipped),
        (
            "a.png",
            b"\x89PNG\r\n\x1A\n<script>alert(1)</script>".to_vec(),
        ),
        ("a.jpg", b"\xFF\xD8\xFF<script>alert(1)</script>".to_vec()),
        (
            "a.jpg",
            b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xD9".to_vec(),
        ),
        (
            "a.webp",
            b"RIFF\x1A\0\0\0WEBPVP8 \x0E\0\0\0<script></scr>".to_vec(),
        ),
        (
            "a.webp",
            b"RIFF\xFF\xFF\xFF\xFFWEBPVP8L\0\0\0\0\0\0".to_vec(),
        ),
        ("a.pdf", b"%PDF-1.7\n<script>alert(1)</script>".to_vec()),
        ("a.pdf", [pdf(), vec![b' '; 2000]].concat()),
        ("a.png", bomb(0, 0)),
        ("a.png", bomb(9, 9)),
    ];
    for (name, bytes) in cases {
        let what = format!(
            "{name} {:?}",
            String::from_utf8_lossy(&bytes[..30.min(bytes.len())])
        );
        assert_refused(
            &person,
            &what,
            &person.upload("doc_file_2", name, bytes),
            DAMAGED,
        );
    }
}

#[test]
fn a_picture_with_something_behind_it_is_refused() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    let script = b"<script>alert(1)</script>";
    let page = b"\n<!DOCTYPE html><html><body onload=alert(1)>";
    let cases: &[(&str, Vec<u8>)] = &[
        ("a.jpg", [&jpeg()[..], page].concat()),
        ("a.jpg", [&jpeg()[..], &[0; 70_000], script].concat()),
        ("a.jpg", [jpeg(), zip("Evil.class")].concat()),
        ("a.jpg", [jpeg(), pdf_with_script()].concat()),
        ("a.png", [&png()[..], script].concat()),
        ("a.png", [png(), zip("Evil.class")].concat()),
        ("a.png", [png(), png()].concat()),
        ("a.webp", [&webp()[..], script].concat()),
        ("a.webp", [webp(), zip("Evil.class")].concat()),
    ];
    for (index, (name, bytes)) in cases.iter().enumerate() {
        let reply = person.upload("selfie_images", name, bytes);
        assert_refused(&person, &format!("{index} {name}"), &reply, BEHIND);
    }
}

#[test]
fn too_many_pixels_are_refused_and_many_are_not() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    for (width, height) in [
        (20_000, 20_000),
        (12_001, 1),
        (1, 12_001),
        (10_000, 5_001),
        (u32::MAX / 2, 1),
    ] {
        let reply = person.upload("photo", "a.png", &bomb(width, height));
        assert_refused(&person, &format!("{width} x {height}"), &reply, PIXELS);
    }
    assert_refused(
        &person,
        "wide",
        &person.upload("photo", "a.png", &grey(12_001, 2)),
        PIXELS,
    );
    assert_stored(
        "as wide as can be",
        &person.upload("photo", "a.png", &grey(12_000, 4_000)),
    );
}

#[test]
fn twenty_pixel_bombs_at_once_are_refused() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    std::thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| {
                let reply = person.upload("photo", "a.png", &bomb(20_000, 20_000));
                assert_eq!(reply.status, 422);
            });
        }
    });
    site.assert_nothing_is_left_arriving();
}

#[test]
fn what_is_harmless_under_our_headers_is_stored() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    let page = b"<html><script>alert(1)</script></html>";
    let cases: &[(&str, Vec<u8>)] = &[
        ("a.pdf", pdf_with_script()),
        ("a.jpg", jpeg_with(0xFE, page)),
        ("a.jpg", jpeg_with(0xE1, page)),
        (
            "a.png",
            png_with(b"tEXt", &[&b"Comment\0"[..], page].concat()),
        ),
        (
            "a.jpg",
            [&jpeg()[..], &jpeg(), b"\0\0\0\x18ftypmp42film"].concat(),
        ),
        ("a.jpg", [&jpeg()[..], b"\r\n\0\0"].concat()),
        ("a.JPG", jpeg()),
        ("a.jpeg", jpeg()),
    ];
    for (index, (name, bytes)) in cases.iter().enumerate() {
        assert_stored(name, &person.upload("doc_file_1", name, bytes));
        let original = person.get(&format!("/documents/{}/original", index + 1));
        assert_eq!((original.status, &original.body), (200, bytes));
        let kind = if name.ends_with("pdf") {
            "application/pdf"
        } else {
            "image/"
        };
        assert!(original.header("content-type").unwrap().starts_with(kind));
        assert!(
            original
                .header("content-disposition")
                .unwrap()
                .starts_with("attachment")
        );
        assert!(
            original
                .header("content-security-policy")
                .unwrap()
                .contains("sandbox")
        );
    }
}

#[test]
fn a_name_is_only_data() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    let long = format!("{}.jpg", "x".repeat(5_000));
    let cases: &[(&[u8], &str)] = &[
        (b"../../../etc/cron.d/a.jpg", "a.jpg"),
        (b"..\\\\..\\\\a.jpg", "a.jpg"),
        (b"/etc/passwd.jpg", "passwd.jpg"),
        (b"C:\\\\fakepath\\\\a.jpg", "a.jpg"),
        (b"CON.jpg", "CON.jpg"),
        (b"a\\\"b.jpg", "a\"b.jpg"),
        (b"a%22; x=%22.jpg", "a%22; x=%22.jpg"),
        (b"a%0D%0ASet-Cookie: x=1.jpg", "a%0D%0ASet-Cookie: x=1.jpg"),
        ("ev\u{202E}gpj.il.jpg".as_bytes(), "evgpj.il.jpg"),
        ("a\u{200B}\u{FEFF}.jpg".as_bytes(), "a.jpg"),
        ("Pa\u{0308}ss.jpg".as_bytes(), "Päss.jpg"),
        ("جواز السفر.jpg".as_bytes(), "جواز السفر.jpg"),
        (
            b"<img src=x onerror=alert(1)>.jpg",
            "<img src=x onerror=alert(1)>.jpg",
        ),
        (b"{{7*7}}.jpg", "{{7*7}}.jpg"),
        (b".jpg", ".jpg"),
        (long.as_bytes(), &long[long.len() - 255..]),
    ];
    for (index, (given, kept)) in cases.iter().enumerate() {
        let what = String::from_utf8_lossy(given);
        assert_stored(
            &what,
            &person.send(person.form().file("photo", given, &jpeg())),
        );
        let id = index as i64 + 1;
        let document = actix_web::rt::System::new().block_on(async {
            use countersign::domain::documents::stored;
            use countersign::domain::values::scope::Scope;
            use countersign::domain::values::sight::Sight;
            let id = countersign::domain::values::ids::DocumentId(id);
            stored::find(site.app.db.read(), (&Scope::All, &Sight::Clear), id)
                .await
                .unwrap()
                .unwrap()
        });
        assert_eq!(document.file_name.as_str(), *kept, "{what}");
        let original = person.get(&format!("/documents/{id}/original"));
        let disposition = original.header("content-disposition").unwrap().to_owned();
        assert!(
            disposition.starts_with("attachment; filename=\""),
            "{disposition}"
        );
        assert_eq!(disposition.matches('"').count(), 2, "{disposition}");
        assert!(disposition.is_ascii() && original.header("set-cookie").is_none());
        let page = person.get(&format!("/documents/{id}"));
        assert_eq!(page.status, 200);
        assert!(!page.text().contains("<img src=x"));
    }
    let nul = person.form().file("photo", b"a\0.jpg", &jpeg());
    assert_eq!(person.send(nul).status, 400);
    let not_utf8 = person.form().file("photo", b"a\xFF\xFE.jpg", &jpeg());
    assert_eq!(person.send(not_utf8).status, 400);
    site.assert_nothing_is_left_arriving();
}
