//! Hostile uploads: each is refused with a sentence or stored without harm. Never an answer of 500
//! or above, never a temporary file left, never bytes without a row.

pub mod files;
pub mod wire;

use std::io::Write;
use std::time::Duration;

use self::files::*;
use self::wire::{BOUNDARY, Form, LIMIT, Person, Reply, Site, multipart};

const TYPE: &str = "cannot be accepted here";
const NAME: &str = "but the name does not end in";
const DAMAGED: &str = "damaged or incomplete";
const BEHIND: &str = "attached behind the picture";
const PIXELS: &str = "too many pixels";

/// The form came back with this sentence, and nothing was stored.
fn assert_refused(person: &Person<'_>, what: &str, reply: &Reply, sentence: &str) {
    let text = reply.text();
    assert!(matches!(reply.status, 413 | 422), "{what}: {} {text}", reply.status);
    assert!(text.contains(sentence), "{what}: no “{sentence}” in {text}");
    assert!(text.contains("Maria"), "{what}: what was typed is gone");
    person.site.assert_nothing_is_left_arriving();
    assert_eq!(person.site.stored_files(), 0, "{what}");
}

fn assert_stored(what: &str, reply: &Reply) {
    assert_eq!(reply.status, 303, "{what}: {}", reply.text());
}

fn assert_bad(what: &str, reply: &Reply, status: u16) {
    assert_eq!(reply.status, status, "{what}: {}", reply.text());
    assert!(reply.text().contains("<h1>"), "{what}: no page");
}

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
        ("a.xml", b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>".to_vec()),
        ("a.gif", gif.to_vec()),
        ("a.png", gif.to_vec()),
        ("a.gif", [&gif[..], &zip("Evil.class")].concat()),
        ("a.bmp", [&b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0"[..], &[0; 56]].concat()),
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
        let what = format!("{name} {:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(12)]));
        assert_refused(&person, &what, &person.upload("doc_file_1", name, bytes), TYPE);
    }
    assert_refused(&person, "pdf as photo", &person.upload("photo", "a.pdf", &pdf()), TYPE);
    assert_refused(&person, "empty", &person.upload("photo", "a.png", b""), "This file is empty");
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
        assert_refused(&person, name, &person.upload("address_file", name, bytes), NAME);
    }
}

#[test]
fn what_is_cut_or_broken_is_refused() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    for (name, bytes) in [("a.jpg", jpeg()), ("a.png", png()), ("a.webp", webp()), ("a.pdf", pdf())] {
        for cut in [13, 40, bytes.len() / 3, bytes.len() / 2, bytes.len() - 7] {
            let what = format!("{name} cut at {cut}");
            assert_refused(&person, &what, &person.upload("doc_file_2", name, &bytes[..cut]), DAMAGED);
        }
    }
    let mut flipped = png();
    flipped[60] ^= 0x10;
    let cases: &[(&str, Vec<u8>)] = &[
        ("a.png", flipped),
        ("a.png", b"\x89PNG\r\n\x1A\n<script>alert(1)</script>".to_vec()),
        ("a.jpg", b"\xFF\xD8\xFF<script>alert(1)</script>".to_vec()),
        ("a.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xD9".to_vec()),
        ("a.webp", b"RIFF\x1A\0\0\0WEBPVP8 \x0E\0\0\0<script></scr>".to_vec()),
        ("a.webp", b"RIFF\xFF\xFF\xFF\xFFWEBPVP8L\0\0\0\0\0\0".to_vec()),
        ("a.pdf", b"%PDF-1.7\n<script>alert(1)</script>".to_vec()),
        ("a.pdf", [pdf(), vec![b' '; 2000]].concat()),
        ("a.png", bomb(0, 0)),
        ("a.png", bomb(9, 9)),
    ];
    for (name, bytes) in cases {
        let what = format!("{name} {:?}", String::from_utf8_lossy(&bytes[..30.min(bytes.len())]));
        assert_refused(&person, &what, &person.upload("doc_file_2", name, bytes), DAMAGED);
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
    for (width, height) in [(20_000, 20_000), (12_001, 1), (1, 12_001), (10_000, 5_001), (u32::MAX / 2, 1)] {
        let reply = person.upload("photo", "a.png", &bomb(width, height));
        assert_refused(&person, &format!("{width} x {height}"), &reply, PIXELS);
    }
    assert_refused(&person, "wide", &person.upload("photo", "a.png", &grey(12_001, 2)), PIXELS);
    assert_stored("as wide as can be", &person.upload("photo", "a.png", &grey(12_000, 4_000)));
}

#[test]
fn twenty_pixel_bombs_at_once_take_no_memory() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    let before = resident_kib();
    std::thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| {
                let reply = person.upload("photo", "a.png", &bomb(20_000, 20_000));
                assert_eq!(reply.status, 422);
            });
        }
    });
    let grown = resident_kib().saturating_sub(before);
    assert!(grown < 100 * 1024, "{grown} KiB more");
    site.assert_nothing_is_left_arriving();
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
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
        ("a.png", png_with(b"tEXt", &[&b"Comment\0"[..], page].concat())),
        ("a.jpg", [&jpeg()[..], &jpeg(), b"\0\0\0\x18ftypmp42film"].concat()),
        ("a.jpg", [&jpeg()[..], b"\r\n\0\0"].concat()),
        ("a.JPG", jpeg()),
        ("a.jpeg", jpeg()),
    ];
    for (index, (name, bytes)) in cases.iter().enumerate() {
        assert_stored(name, &person.upload("doc_file_1", name, bytes));
        let original = person.get(&format!("/documents/{}/original", index + 1));
        assert_eq!((original.status, &original.body), (200, bytes));
        let kind = if name.ends_with("pdf") { "application/pdf" } else { "image/" };
        assert!(original.header("content-type").unwrap().starts_with(kind));
        assert!(original.header("content-disposition").unwrap().starts_with("attachment"));
        assert!(original.header("content-security-policy").unwrap().contains("sandbox"));
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
        (b"<img src=x onerror=alert(1)>.jpg", "<img src=x onerror=alert(1)>.jpg"),
        (b"{{7*7}}.jpg", "{{7*7}}.jpg"),
        (b".jpg", ".jpg"),
        (long.as_bytes(), &long[long.len() - 255..]),
    ];
    for (index, (given, kept)) in cases.iter().enumerate() {
        let what = String::from_utf8_lossy(given);
        assert_stored(&what, &person.send(person.form().file("photo", given, &jpeg())));
        let id = index as i64 + 1;
        let document = actix_web::rt::System::new().block_on(async {
            use countersign::domain::documents::stored;
            let id = countersign::domain::values::ids::DocumentId(id);
            stored::find(site.app.db.read(), id).await.unwrap().unwrap()
        });
        assert_eq!(document.file_name.as_str(), *kept, "{what}");
        let original = person.get(&format!("/documents/{id}/original"));
        let disposition = original.header("content-disposition").unwrap().to_owned();
        assert!(disposition.starts_with("attachment; filename=\""), "{disposition}");
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

#[test]
fn the_limit_is_the_limit() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    let padded = |size: usize| {
        let mut bytes = jpeg();
        bytes.resize(size, 0);
        bytes
    };
    for size in [LIMIT - 1, LIMIT] {
        assert_stored("a file that fits", &person.upload("photo", "a.jpg", &padded(size)));
    }
    let stored = site.stored_files();
    let form = person.form().file("photo", b"a.jpg", &padded(LIMIT + 1)).text("last_name", "Behind");
    let reply = person.send(form);
    assert_eq!(reply.status, 413);
    assert!(reply.text().contains("larger than 1 MB") && reply.text().contains("Behind"));
    assert_eq!(site.stored_files(), stored);
    let six = (0..6).fold(person.form(), |form, _| {
        form.file("selfie_images", b"a.jpg", &padded(LIMIT + 100_000))
    });
    assert_eq!(person.send(six).status, 413);
    site.assert_nothing_is_left_arriving();
}

#[test]
fn a_body_that_is_too_large_is_not_read() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    let body = person.form().file("photo", b"a.jpg", &jpeg()).whole();
    let huge = "Content-Length: 10000000000\r\n";
    let reply = site.post_with("/customers", &person.cookies, &multipart(), huge, &body).unwrap();
    assert_bad("10 GB announced", &reply, 413);
    // 40 MB in chunks, where 13 MB is the most a form can have.
    let begin = person.form().part(b"; name=\"photo\"; filename=\"a.jpg\"", b"").unfinished();
    let mut chunked = format!("{:x}\r\n", begin.len()).into_bytes();
    chunked.extend(&begin);
    chunked.extend(b"\r\n");
    for _ in 0..40 {
        chunked.extend(b"100000\r\n");
        chunked.extend(vec![b'x'; 0x10_0000]);
        chunked.extend(b"\r\n");
    }
    let endless = "Transfer-Encoding: chunked\r\n";
    if let Some(reply) = site.post_with("/customers", &person.cookies, &multipart(), endless, &chunked) {
        assert_bad("endless", &reply, 413);
    }
    site.assert_nothing_is_left_arriving();
    assert_eq!(site.stored_files(), 0);
}

#[test]
fn forms_that_make_no_sense_are_refused() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    let jpeg = jpeg();
    let many = (0..20_000).fold(person.form(), |form, index| form.text(&format!("f{index}"), ""));
    let thirteen = (0..13).fold(person.form(), |form, _| form.file("selfie_images", b"a.jpg", &jpeg));
    let nested = b"; name=\"photo\"; filename=\"a.jpg\"\r\nContent-Type: multipart/mixed; boundary=x";
    let cases: Vec<(&str, u16, Form)> = vec![
        ("two files for one", 400, person.form().file("photo", b"a.jpg", &jpeg).file("photo", b"b.jpg", &jpeg)),
        ("unknown file", 400, person.form().file("avatar", b"a.jpg", &jpeg)),
        ("unknown empty file", 400, person.form().file("avatar", b"", b"")),
        ("no file name", 400, person.form().part(b"; name=\"photo\"", &jpeg)),
        ("empty file name", 400, person.form().file("photo", b"", &jpeg)),
        ("no name", 400, person.form().part(b"", b"x")),
        ("empty name", 400, person.form().part(b"; name=\"\"", b"x")),
        ("nested", 400, person.form().part(nested, b"--x\r\n\r\n--x--")),
        ("20,000 parts", 400, many),
        ("13 files", 400, thirteen),
        ("a large text", 413, person.form().text("address", &"x".repeat(65 * 1024))),
        ("many large texts", 413, (0..12).fold(person.form(), |form, _| form.text("x", &"x".repeat(60_000)))),
        ("not UTF-8", 400, person.form().part(b"; name=\"address\"", b"\xFF\xFE")),
        ("NUL", 400, person.form().text("address", "a\0b")),
        ("unknown field", 400, person.form().text("is_admin", "1")),
        ("one field twice", 400, person.form().text("last_name", "a").text("last_name", "b")),
        ("huge part header", 400, person.form().part(format!("; name=\"{}\"", "n".repeat(90_000)).as_bytes(), b"")),
        ("part length too short", 400, person.form().part(b"; name=\"photo\"; filename=\"a.jpg\"\r\nContent-Length: 3", &jpeg)),
        ("part length no number", 400, person.form().part(b"; name=\"photo\"; filename=\"a.jpg\"\r\nContent-Length: -1", &jpeg)),
        ("no token", 403, Form::default().text("first_name", "Maria").file("photo", b"a.jpg", &jpeg)),
        ("a wrong token", 403, Form::default().text("csrf_token", "AAAA").file("photo", b"a.jpg", &jpeg)),
        ("the token after the file", 403, Form::default().file("photo", b"a.jpg", &jpeg).text("csrf_token", &person.token)),
    ];
    for (what, status, form) in cases {
        assert_bad(what, &person.send(form), status);
        site.assert_nothing_is_left_arriving();
    }
    let seven = (0..7).fold(person.form(), |form, _| form.file("selfie_images", b"a.jpg", &jpeg));
    assert_refused(&person, "seven selfies", &person.send(seven), "Only 6 files fit here");
    assert_eq!(site.stored_files(), 0);
}

#[test]
fn bodies_that_make_no_sense_are_refused() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    let form = || person.form().file("photo", b"a.jpg", &jpeg());
    let whole = form().whole();
    let right = multipart();
    let cases: Vec<(&str, u16, &str, Vec<u8>)> = vec![
        ("no boundary", 400, "multipart/form-data", whole.clone()),
        ("an empty boundary", 400, "multipart/form-data; boundary=", whole.clone()),
        ("another boundary", 400, "multipart/form-data; boundary=zzz", whole.clone()),
        ("another kind of multipart", 415, "multipart/mixed; boundary=zzz", whole.clone()),
        ("JSON", 415, "application/json", b"{}".to_vec()),
        ("XML", 415, "text/xml", b"<a/>".to_vec()),
        ("nothing said", 415, "", whole.clone()),
        ("nothing at all", 400, &right, Vec::new()),
        ("no end mark", 400, &right, form().unfinished()),
        ("cut in the file", 400, &right, whole[..whole.len() - 200].to_vec()),
        ("cut in the end mark", 400, &right, whole[..whole.len() - 6].to_vec()),
        ("only the end mark", 403, &right, format!("--{BOUNDARY}--\r\n").into_bytes()),
        ("names of files in a plain form", 400, "application/x-www-form-urlencoded", {
            format!("csrf_token={}&photo=a.jpg", person.token).into_bytes()
        }),
    ];
    for (what, status, kind, body) in cases {
        assert_bad(what, &site.post("/customers", &person.cookies, kind, &body), status);
        site.assert_nothing_is_left_arriving();
    }
    // The connection closes before everything that was announced has come.
    let more = format!("Content-Length: {}\r\n", whole.len() + 500_000);
    let reply = site.post_with("/customers", &person.cookies, &right, &more, &form().unfinished());
    assert!(reply.is_none_or(|reply| reply.status == 400 || reply.status == 408));
    let less = format!("Content-Length: {}\r\n", whole.len() / 2);
    let reply = site.post_with("/customers", &person.cookies, &right, &less, &whole).unwrap();
    assert_bad("more than announced", &reply, 400);
    site.assert_nothing_is_left_arriving();
    assert_eq!(site.stored_files(), 0);
}

#[test]
fn a_plain_form_and_empty_file_inputs_are_fine() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    let fields = site.customer().into_iter().map(|(name, value)| format!("&{name}={value}"));
    let body = format!("csrf_token={}{}&photo=&selfie_images=", person.token, fields.collect::<String>());
    let kind = "application/x-www-form-urlencoded; charset=UTF-8";
    let reply = site.post("/customers", &person.cookies, kind, body.replace('@', "%40").as_bytes());
    assert_stored("a plain form", &reply);
    let empty = ["doc_file_1", "selfie_images", "photo"];
    let form = empty.iter().fold(person.form(), |form, field| form.file(field, b"", b""));
    assert_stored("empty inputs", &person.send(form));
    assert_eq!(site.stored_files(), 0);
}

#[test]
fn a_client_that_goes_away_leaves_nothing() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    for sent in [0, 200_000] {
        let part = person.form().part(b"; name=\"photo\"; filename=\"a.jpg\"", &jpeg()).unfinished();
        let body = [part, vec![0; sent]].concat();
        let request = request(&site, &person, 800_000, &body);
        let connection = site.begin(&request);
        std::thread::sleep(Duration::from_millis(200));
        drop(connection);
        site.assert_nothing_is_left_arriving();
    }
    assert_eq!(site.stored_files(), 0);
}

#[test]
#[ignore = "waits half a minute for the server to lose patience"]
fn a_stalled_upload_is_cut() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    let body = person.form().part(b"; name=\"photo\"; filename=\"a.jpg\"", &jpeg()).unfinished();
    let mut connection = site.begin(&request(&site, &person, 800_000, &body));
    let started = std::time::Instant::now();
    let mut trickle = connection.try_clone().unwrap();
    std::thread::spawn(move || {
        while trickle.write_all(b"x").is_ok() {
            std::thread::sleep(Duration::from_secs(1));
        }
    });
    let mut answer = String::new();
    let _ = std::io::Read::read_to_string(&mut connection, &mut answer);
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    assert!(started.elapsed() < Duration::from_secs(35));
    site.assert_nothing_is_left_arriving();
}

fn request(site: &Site, person: &Person<'_>, length: usize, body: &[u8]) -> Vec<u8> {
    let host = site.app.config.listen;
    let head = format!(
        "POST /customers HTTP/1.1\r\nHost: {host}\r\nCookie: {}\r\nContent-Type: {}\r\n\
         Content-Length: {length}\r\n\r\n",
        person.cookies,
        multipart()
    );
    [head.as_bytes(), body].concat()
}
