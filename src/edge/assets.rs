//! The embedded front end: every file under one hash of them all, so that it may be kept forever.

use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::at::at;
use super::error::{Answer, Failure};
use crate::platform::random;

#[derive(RustEmbed)]
#[folder = "static/"]
#[exclude = "vendor.lock"]
#[exclude = "icons.txt"]
struct Files;

/// A digest of the whole front end: it changes when any file does.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut digest = Sha256::new();
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    for file in names.iter().filter_map(|name| Files::get(name)) {
        digest.update(file.metadata.sha256_hash());
    }
    random::to_hex(&digest.finalize()[..8])
});

/// Where a file is served.
pub fn path(name: &str) -> String {
    format!("/static/{}/{name}", *HASH)
}

/// The routes of the front end.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .service(at("/static/{hash}/{name:.*}").get(file))
        .service(at("/favicon.ico").get(favicon))
        .service(at("/robots.txt").get(robots));
}

async fn file(path: web::Path<(String, String)>) -> Answer {
    let (hash, name) = path.into_inner();
    serve(&name, hash == *HASH)
}

async fn favicon() -> Answer {
    serve("favicon.svg", false)
}

async fn robots() -> Answer {
    serve("robots.txt", false)
}

/// A file of ours by its exact name: nothing is looked up on a disk.
fn serve(name: &str, forever: bool) -> Answer {
    let file = Files::get(name).ok_or(Failure::NotFound)?;
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("json") => "application/json",
        Some("txt") | None => "text/plain; charset=utf-8",
        Some(_) => "application/octet-stream",
    };
    let keep = if forever {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CACHE_CONTROL, keep))
        .body(file.data.into_owned()))
}
