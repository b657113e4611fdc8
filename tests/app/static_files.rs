//! The front end: compressed once, kept by browsers, and the same file however it travels.

use std::collections::BTreeSet;
use std::io::Read;

use crate::support::TestApp;
use crate::support::page::Page;
use crate::tidy;

async fn asked(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Page {
    let mut browser = app.stranger();
    for (name, value) in headers {
        browser = browser.with_header(name, value);
    }
    browser.get(path).await
}

fn inflated(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut reader = flate2::read::GzDecoder::new(bytes);
    reader.read_to_end(&mut plain).expect("gzip");
    plain
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut reader = brotli::Decompressor::new(bytes, 4096);
    reader.read_to_end(&mut plain).expect("brotli");
    plain
}

#[actix_web::test]
async fn a_file_travels_as_the_browser_understands_it_best() {
    let app = TestApp::on_sqlite().await;
    let source = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/static/app.css"));
    let source = source.expect("a style sheet");
    let path = countersign::edge::assets::path("app.css");
    for (accepts, coding) in [
        (None, "identity"),
        (Some("gzip, deflate, br, zstd"), "br"),
        (Some("br;q=0.5, gzip"), "gzip"),
        (Some("gzip"), "gzip"),
        (Some("br;q=0, gzip;q=0"), "identity"),
        (Some("zstd"), "identity"),
        (Some("???"), "identity"),
    ] {
        let headers: Vec<_> = accepts
            .map(|value| ("accept-encoding", value))
            .into_iter()
            .collect();
        let page = asked(&app, path, &headers).await;
        assert_eq!(
            (page.status, page.header("content-encoding").as_str()),
            (200, coding),
            "{accepts:?}"
        );
        assert_eq!(page.header("vary"), "accept-encoding", "{accepts:?}");
        assert_eq!(
            page.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        let plain = match coding {
            "br" => unpacked(&page.body),
            "gzip" => inflated(&page.body),
            _ => page.body.clone(),
        };
        assert!(plain == source, "{accepts:?}");
        let tag = page.header("etag");
        assert!(tag.ends_with(&format!("-{coding}\"")), "{tag}");
        let mut again = headers.clone();
        again.push(("if-none-match", tag.as_str()));
        let kept = asked(&app, path, &again).await;
        assert_eq!(
            (kept.status, kept.body.len(), kept.header("etag")),
            (304, 0, tag.clone())
        );
        again.pop();
        again.push(("if-none-match", "\"other\""));
        assert_eq!(asked(&app, path, &again).await.status, 200);
    }
}

#[actix_web::test]
async fn pages_are_still_compressed_as_they_are_made() {
    let app = TestApp::on_sqlite().await;
    let page = asked(&app, "/login", &[("accept-encoding", "gzip")]).await;
    assert_eq!(page.header("content-encoding"), "gzip");
    assert!(String::from_utf8_lossy(&inflated(&page.body)).contains("<form"));
}

#[test]
fn every_file_that_a_template_names_is_there() {
    let mut named = BTreeSet::new();
    for (_, template) in tidy::files("templates", &["html"]) {
        for after in template.split("asset(\"").skip(1) {
            let (name, _) = after.split_once('"').expect("a name ends");
            named.insert(name.to_owned());
        }
    }
    assert!(named.contains("icons.svg"), "{named:?}");
    named.retain(|name| countersign::edge::assets::path(name).is_empty());
    assert!(named.is_empty(), "nowhere: {named:?}");
}
