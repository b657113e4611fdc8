//! The embedded front end: every file under one hash of them all, so that it may be kept forever.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{LazyLock, OnceLock};

use actix_web::http::header::{self, Encoding, EntityTag};
use actix_web::web::Bytes;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
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

/// Where a file is served; nowhere when there is none.
pub fn path(name: &str) -> &'static str {
    PLACES.get(name).map_or("", |place| &place.path)
}

/// The routes of the front end.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .service(at("/static/{hash}/{name:.*}").get(file))
        .service(at("/favicon.ico").get(favicon))
        .service(at("/robots.txt").get(robots));
}

async fn file(path: web::Path<(String, String)>, http: HttpRequest) -> Answer {
    let (hash, name) = path.into_inner();
    serve(&http, &name, hash == *HASH).await
}

async fn favicon(http: HttpRequest) -> Answer {
    serve(&http, "favicon.svg", false).await
}

async fn robots(http: HttpRequest) -> Answer {
    serve(&http, "robots.txt", false).await
}

/// A file in the forms that it travels in.
struct Asset {
    kind: &'static str,
    digest: String,
    plain: Bytes,
    gzip: Bytes,
    brotli: Bytes,
}

/// Where a file is served, and its forms, made when it is first asked for and kept: there are only
/// so many files.
struct Place {
    path: String,
    asset: OnceLock<Asset>,
}

static PLACES: LazyLock<HashMap<String, Place>> = LazyLock::new(|| {
    let place = |name: &str| Place {
        path: format!("/static/{}/{name}", *HASH),
        asset: OnceLock::new(),
    };
    Files::iter()
        .map(|name| (name.to_string(), place(&name)))
        .collect()
});

/// A file of ours by its exact name: nothing is looked up on a disk.
async fn serve(http: &HttpRequest, name: &str, forever: bool) -> Answer {
    let (name, place) = PLACES.get_key_value(name).ok_or(Failure::NotFound)?;
    let asset = match place.asset.get() {
        Some(asset) => asset,
        None => web::block(move || place.asset.get_or_init(|| Asset::of(name)))
            .await
            .map_err(anyhow::Error::from)?,
    };
    Ok(asset.answer(http, forever))
}

impl Asset {
    /// Compresses; blocks for as long as that takes.
    fn of(name: &str) -> Asset {
        let file = Files::get(name);
        let plain = file.map(|file| file.data.into_owned()).unwrap_or_default();
        Asset {
            kind: kind(name),
            digest: random::to_hex(&Sha256::digest(&plain)[..12]),
            gzip: smaller(&plain, gzip(&plain)),
            brotli: smaller(&plain, brotli(&plain)),
            plain: plain.into(),
        }
    }

    /// What the browser understands best, or nothing when it has it already.
    fn answer(&self, http: &HttpRequest, forever: bool) -> HttpResponse {
        let (coding, bytes) = self.understood(http);
        let tag = EntityTag::new_strong(format!("{}-{coding}", self.digest));
        let kept = http.get_header::<header::IfNoneMatch>();
        let kept = kept.is_some_and(|kept| match kept {
            header::IfNoneMatch::Any => true,
            header::IfNoneMatch::Items(tags) => tags.iter().any(|one| one.weak_eq(&tag)),
        });
        let mut answer = if kept {
            HttpResponse::NotModified()
        } else {
            HttpResponse::Ok()
        };
        let keep = if forever {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        answer
            .insert_header((header::CACHE_CONTROL, keep))
            .insert_header((header::VARY, "accept-encoding"))
            .insert_header(header::ETag(tag));
        if kept {
            return answer.finish();
        }
        // Named even when it is none: what stands here is not compressed again on the way.
        answer
            .insert_header((header::CONTENT_ENCODING, coding))
            .insert_header((header::CONTENT_TYPE, self.kind))
            .body(bytes.clone())
    }

    fn understood(&self, http: &HttpRequest) -> (&'static str, &Bytes) {
        let forms = [
            (Encoding::brotli(), "br", &self.brotli),
            (Encoding::gzip(), "gzip", &self.gzip),
        ];
        let offered: Vec<Encoding> = forms
            .iter()
            .filter(|(_, _, bytes)| !bytes.is_empty())
            .map(|(encoding, _, _)| encoding.clone())
            .chain([Encoding::identity()])
            .collect();
        let asked = http.get_header::<header::AcceptEncoding>();
        let chosen = asked.and_then(|asked| asked.negotiate(offered.iter()));
        let chosen = chosen.unwrap_or_else(Encoding::identity);
        let form = forms
            .into_iter()
            .find(|(encoding, _, _)| *encoding == chosen);
        form.map_or(("identity", &self.plain), |(_, coding, bytes)| {
            (coding, bytes)
        })
    }
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("json") => "application/json",
        Some("txt") | None => "text/plain; charset=utf-8",
        Some(_) => "application/octet-stream",
    }
}

/// Compressed bytes that are worth it; otherwise none.
fn smaller(plain: &[u8], compressed: std::io::Result<Vec<u8>>) -> Bytes {
    match compressed {
        Ok(bytes) if bytes.len() < plain.len() => bytes.into(),
        _ => Bytes::new(),
    }
}

fn gzip(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(plain)?;
    packer.finish()
}

fn brotli(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let (buffer, quality, window) = (4096, 9, 22);
    let mut packer = brotli::CompressorWriter::new(Vec::new(), buffer, quality, window);
    packer.write_all(plain)?;
    packer.flush()?;
    Ok(packer.into_inner())
}
