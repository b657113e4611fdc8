//! What holds on every route, whatever it is: the way out, the headers, the token of a form.

use actix_web::http::Method;

use super::driving::{address, drive};
use super::{furnished, table};
use crate::support::page::Page;

/// Headers of every answer and what they begin with (S49, S50, S54, S55).
const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", "default-src 'none'"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", ""),
    ("cache-control", "no-store"),
];

fn is_page(answer: &Page) -> bool {
    answer.status == 200 && answer.header("content-type").starts_with("text/html")
}

#[actix_web::test]
async fn every_answer_has_its_headers_and_cannot_be_framed() {
    let app = furnished().await;
    for (name, method) in [("administrators", "GET"), ("auditor", "POST")] {
        let browser = app.sign_in(name).await;
        for (_, path, _) in table().filter(|(other, ..)| *other == method) {
            let answer = drive(&browser, method, &address(path)).await;
            for (header, begins) in HEADERS {
                let value = answer.header(header);
                let said = format!("{method} {path} {header}: {value:?}");
                assert!(value.starts_with(begins), "{said}");
            }
            let policy = answer.header("content-security-policy");
            assert!(policy.contains("frame-ancestors 'none'"), "{method} {path}");
            assert!(!policy.contains("unsafe"), "{method} {path}");
            // S57
            let kind = answer.header("content-type");
            let text = kind.starts_with("text/");
            assert!(!text || kind.ends_with("; charset=utf-8"), "{path}: {kind}");
        }
    }
}

#[actix_web::test]
async fn signing_out_is_offered_on_every_page() {
    let app = furnished().await;
    let ada = app.sign_in("administrators").await;
    let mut pages = 0;
    for (_, path, _) in table().filter(|(method, ..)| *method == "GET") {
        let page = ada.get(&address(path)).await;
        // A piece of a page is fetched into one that has it.
        if is_page(&page) && *path != "/customers/duplicates" {
            assert!(page.has("form[action='/logout'] button"), "S13: {path}");
            pages += 1;
        }
    }
    assert!(pages > 30, "{pages} pages");
}

#[actix_web::test]
async fn no_form_is_taken_without_the_token_of_its_own_session() {
    let app = furnished().await;
    let ada = app.sign_in("administrators").await;
    let foreign = app.sign_in("support").await.get("/account").await;
    let foreign = foreign.value("csrf_token");
    // Who is in already is led on from the second step, whatever is sent there.
    let forms =
        table().filter(|(method, path, _)| *method == "POST" && !path.starts_with("/login/2fa"));
    for (_, path, _) in forms {
        for token in ["", "csrf_token=", &format!("csrf_token={foreign}")] {
            let body = format!("{token}&version=1").into_bytes();
            let kind = "application/x-www-form-urlencoded";
            let answer = ada
                .send(Method::POST, &address(path), Some(kind), body)
                .await;
            assert_eq!(answer.status, 403, "S43: {path} with {token:?}");
        }
    }
    let still = ada.get("/account").await;
    assert_eq!(still.status, 200, "nobody was signed out");
}
