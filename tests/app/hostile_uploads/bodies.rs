//! Forms and bodies that are not what they should be: too large, cut, stalled, without sense.

use std::io::{Read, Write};
use std::time::Duration;

use super::files::jpeg;
use super::wire::{self, BOUNDARY, Form, LIMIT, Person, Site, multipart};
use super::{assert_bad, assert_refused, assert_stored};

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
        assert_stored(
            "a file that fits",
            &person.upload("photo", "a.jpg", &padded(size)),
        );
    }
    let stored = site.stored_files();
    let form = person
        .form()
        .file("photo", b"a.jpg", &padded(LIMIT + 1))
        .text("last_name", "Behind");
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
    let reply = site
        .post_with("/customers", &person.cookies, &multipart(), huge, &body)
        .unwrap();
    assert_bad("10 GB announced", &reply, 413);
    assert!(reply.text().contains("Maria"), "what was typed is there");
    // 20 MB, where 13 MB is the most a form can have: it is read to its end and comes back.
    let large = vec![b'x'; 20 << 20];
    let form = person.form().file("photo", b"large.jpg", &large);
    let reply = person.send(form.text("last_name", "Behind"));
    assert_eq!(reply.status, 413, "{}", reply.text());
    for kept in ["Maria", "Behind", "large.jpg", "larger than 1 MB"] {
        assert!(reply.text().contains(kept), "{kept}: {}", reply.text());
    }
    // 60 MB in chunks, where four times 13 MB is the most that is read.
    let begin = person
        .form()
        .part(b"; name=\"photo\"; filename=\"a.jpg\"", b"")
        .unfinished();
    let mut chunked = format!("{:x}\r\n", begin.len()).into_bytes();
    chunked.extend(&begin);
    chunked.extend(b"\r\n");
    for _ in 0..60 {
        chunked.extend(b"100000\r\n");
        chunked.extend(vec![b'x'; 0x10_0000]);
        chunked.extend(b"\r\n");
    }
    let endless = "Transfer-Encoding: chunked\r\n";
    if let Some(reply) = site.post_with(
        "/customers",
        &person.cookies,
        &multipart(),
        endless,
        &chunked,
    ) {
        assert_bad("endless", &reply, 413);
        assert!(reply.text().contains("Maria"), "what was typed is there");
    }
    site.assert_nothing_is_left_arriving();
    assert_eq!(site.stored_files(), 0);
}

#[test]
fn forms_that_make_no_sense_are_refused() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    let jpeg = jpeg();
    let many = (0..20_000).fold(person.form(), |form, index| {
        form.text(&format!("f{index}"), "")
    });
    let thirteen = (0..13).fold(person.form(), |form, _| {
        form.file("selfie_images", b"a.jpg", &jpeg)
    });
    let nested =
        b"; name=\"photo\"; filename=\"a.jpg\"\r\nContent-Type: multipart/mixed; boundary=x";
    let cases: Vec<(&str, u16, Form)> = vec![
        (
            "two files for one",
            400,
            person
                .form()
                .file("photo", b"a.jpg", &jpeg)
                .file("photo", b"b.jpg", &jpeg),
        ),
        (
            "unknown file",
            400,
            person.form().file("avatar", b"a.jpg", &jpeg),
        ),
        (
            "unknown empty file",
            400,
            person.form().file("avatar", b"", b""),
        ),
        (
            "no file name",
            400,
            person.form().part(b"; name=\"photo\"", &jpeg),
        ),
        (
            "empty file name",
            400,
            person.form().file("photo", b"", &jpeg),
        ),
        ("no name", 400, person.form().part(b"", b"x")),
        ("empty name", 400, person.form().part(b"; name=\"\"", b"x")),
        (
            "nested",
            400,
            person.form().part(nested, b"--x\r\n\r\n--x--"),
        ),
        ("20,000 parts", 400, many),
        ("13 files", 422, thirteen),
        (
            "a large text",
            413,
            person.form().text("address", &"x".repeat(65 * 1024)),
        ),
        (
            "many large texts",
            413,
            (0..12).fold(person.form(), |form, _| form.text("x", &"x".repeat(60_000))),
        ),
        (
            "not UTF-8",
            400,
            person.form().part(b"; name=\"address\"", b"\xFF\xFE"),
        ),
        ("NUL", 422, person.form().text("address", "a\0b")),
        ("unknown field", 400, person.form().text("is_admin", "1")),
        (
            "one field twice",
            400,
            person.form().text("last_name", "a").text("last_name", "b"),
        ),
        (
            "huge part header",
            400,
            person
                .form()
                .part(format!("; name=\"{}\"", "n".repeat(90_000)).as_bytes(), b""),
        ),
        (
            "part length too short",
            400,
            person.form().part(
                b"; name=\"photo\"; filename=\"a.jpg\"\r\nContent-Length: 3",
                &jpeg,
            ),
        ),
        (
            "part length no number",
            400,
            person.form().part(
                b"; name=\"photo\"; filename=\"a.jpg\"\r\nContent-Length: -1",
                &jpeg,
            ),
        ),
        (
            "no token",
            403,
            Form::default()
                .text("first_name", "Maria")
                .file("photo", b"a.jpg", &jpeg),
        ),
        (
            "a wrong token",
            403,
            Form::default()
                .text("csrf_token", "AAAA")
                .file("photo", b"a.jpg", &jpeg),
        ),
        (
            "the token after the file",
            403,
            Form::default()
                .file("photo", b"a.jpg", &jpeg)
                .text("csrf_token", &person.token),
        ),
    ];
    for (what, status, form) in cases {
        assert_bad(what, &person.send(form), status);
        site.assert_nothing_is_left_arriving();
    }
    let seven = (0..7).fold(person.form(), |form, _| {
        form.file("selfie_images", b"a.jpg", &jpeg)
    });
    assert_refused(
        &person,
        "seven selfies",
        &person.send(seven),
        "Only 6 files fit here",
    );
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
        (
            "an empty boundary",
            400,
            "multipart/form-data; boundary=",
            whole.clone(),
        ),
        (
            "another boundary",
            400,
            "multipart/form-data; boundary=zzz",
            whole.clone(),
        ),
        (
            "another kind of multipart",
            415,
            "multipart/mixed; boundary=zzz",
            whole.clone(),
        ),
        ("JSON", 415, "application/json", b"{}".to_vec()),
        ("XML", 415, "text/xml", b"<a/>".to_vec()),
        ("nothing said", 415, "", whole.clone()),
        ("nothing at all", 400, &right, Vec::new()),
        ("no end mark", 400, &right, form().unfinished()),
        (
            "cut in the file",
            400,
            &right,
            whole[..whole.len() - 200].to_vec(),
        ),
        (
            "cut in the end mark",
            400,
            &right,
            whole[..whole.len() - 6].to_vec(),
        ),
        (
            "only the end mark",
            403,
            &right,
            format!("--{BOUNDARY}--\r\n").into_bytes(),
        ),
        (
            "names of files in a plain form",
            400,
            "application/x-www-form-urlencoded",
            { format!("csrf_token={}&photo=a.jpg", person.token).into_bytes() },
        ),
    ];
    for (what, status, kind, body) in cases {
        assert_bad(
            what,
            &site.post("/customers", &person.cookies, kind, &body),
            status,
        );
        site.assert_nothing_is_left_arriving();
    }
    // The connection closes before everything that was announced has come.
    let more = format!("Content-Length: {}\r\n", whole.len() + 500_000);
    let reply = site.post_with(
        "/customers",
        &person.cookies,
        &right,
        &more,
        &form().unfinished(),
    );
    assert!(reply.is_none_or(|reply| reply.status == 400 || reply.status == 408));
    let less = format!("Content-Length: {}\r\n", whole.len() / 2);
    let reply = site
        .post_with("/customers", &person.cookies, &right, &less, &whole)
        .unwrap();
    assert_bad("more than announced", &reply, 400);
    site.assert_nothing_is_left_arriving();
    assert_eq!(site.stored_files(), 0);
}

#[test]
fn a_plain_form_and_empty_file_inputs_are_fine() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    let fields = site
        .customer()
        .into_iter()
        .map(|(name, value)| format!("&{name}={value}"));
    let body = format!(
        "csrf_token={}{}&photo=&selfie_images=",
        person.token,
        fields.collect::<String>()
    );
    let kind = "application/x-www-form-urlencoded; charset=UTF-8";
    let reply = site.post(
        "/customers",
        &person.cookies,
        kind,
        body.replace('@', "%40").as_bytes(),
    );
    assert_stored("a plain form", &reply);
    let empty = ["doc_file_1", "selfie_images", "photo"];
    let form = empty
        .iter()
        .fold(person.form(), |form, field| form.file(field, b"", b""));
    assert_stored("empty inputs", &person.send(form));
    assert_eq!(site.stored_files(), 0);
}

#[test]
fn a_client_that_goes_away_leaves_nothing() {
    let site = wire::start();
    let person = site.sign_in("administrators");
    for sent in [0, 200_000] {
        let part = person
            .form()
            .part(b"; name=\"photo\"; filename=\"a.jpg\"", &jpeg())
            .unfinished();
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
    let body = person
        .form()
        .part(b"; name=\"photo\"; filename=\"a.jpg\"", &jpeg())
        .unfinished();
    let mut connection = site.begin(&request(&site, &person, 800_000, &body));
    let started = std::time::Instant::now();
    let mut trickle = connection.try_clone().unwrap();
    std::thread::spawn(move || {
        while trickle.write_all(b"x").is_ok() {
            std::thread::sleep(Duration::from_secs(1));
        }
    });
    let mut answer = String::new();
    let _ = connection.read_to_string(&mut answer);
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
