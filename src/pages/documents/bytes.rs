//! Bytes of documents on their way out: in pieces, under headers that keep them from doing
//! anything.

use std::io::{Error, ErrorKind, SeekFrom};
use std::time::{Duration, Instant};

use actix_web::body::SizedStream;
use actix_web::http::{Method, StatusCode, header};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use futures_util::Stream;
use futures_util::stream::try_unfold;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::range::{self, Wanted};
use crate::domain::documents::media_type::MediaType;
use crate::edge::error::{Answer, Failure};

/// How much of a file is in memory at a time.
const PIECE: u64 = 64 * 1024;

/// How long sending may take besides its length, and the slowest reader we wait for, in bytes a
/// second.
const GRACE: Duration = Duration::from_secs(30);
const SLOWEST: u64 = 4 * 1024;

/// A stored file about to be sent.
pub struct Outgoing {
    pub file: File,
    pub size: u64,
    pub media_type: MediaType,
    /// The value of `Content-Disposition`.
    pub disposition: String,
}

impl Outgoing {
    /// What of it a request asks for.
    pub fn wanted(&self, http: &HttpRequest) -> Wanted {
        // Without a validator of ours, `If-Range` can only mean: send everything.
        if http.headers().contains_key(header::IF_RANGE) {
            return Wanted::Whole;
        }
        let asked = http
            .headers()
            .get(header::RANGE)
            .and_then(|value| value.to_str().ok());
        range::wanted(asked, self.size)
    }

    /// The answer; without the bytes when only the head is asked for.
    pub async fn send(mut self, http: &HttpRequest, wanted: Wanted) -> Answer {
        let size = self.size;
        let (status, first, length) = match wanted {
            Wanted::Whole => (StatusCode::OK, 0, size),
            Wanted::Part { first, last } => (StatusCode::PARTIAL_CONTENT, first, last - first + 1),
            Wanted::Nothing => return Ok(nothing(size)),
        };
        let mut answer = sealed(status);
        answer
            .insert_header((header::CONTENT_TYPE, self.media_type.mime()))
            .insert_header((header::CONTENT_DISPOSITION, self.disposition.as_str()));
        if let Wanted::Part { first, last } = wanted {
            answer.insert_header((
                header::CONTENT_RANGE,
                format!("bytes {first}-{last}/{size}"),
            ));
        }
        if http.method() == Method::HEAD {
            let no_bytes = futures_util::stream::empty::<Result<Bytes, Error>>();
            return Ok(answer.body(SizedStream::new(length, no_bytes)));
        }
        self.file
            .seek(SeekFrom::Start(first))
            .await
            .map_err(Failure::from)?;
        Ok(answer.body(SizedStream::new(length, pieces(self.file, length))))
    }
}

fn nothing(size: u64) -> HttpResponse {
    sealed(StatusCode::RANGE_NOT_SATISFIABLE)
        .insert_header((header::CONTENT_RANGE, format!("bytes */{size}")))
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .body("")
}

/// The headers of every answer that carries bytes of a document (S72).
fn sealed(status: StatusCode) -> HttpResponseBuilder {
    let mut answer = HttpResponse::build(status);
    answer
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox; frame-ancestors 'none'",
        ))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"))
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        // Compressed on the way, lengths and ranges would not be those of the file.
        .insert_header((header::CONTENT_ENCODING, "identity"));
    answer
}

/// Breaks off when the reader is slower than [`SLOWEST`] by more than [`GRACE`] (S95).
fn pieces(file: File, length: u64) -> impl Stream<Item = Result<Bytes, Error>> {
    let begun = Instant::now();
    try_unfold((file, length), move |(mut file, left)| async move {
        if left == 0 {
            return Ok(None);
        }
        let allowed = GRACE + Duration::from_secs((length - left) / SLOWEST);
        if begun.elapsed() > allowed {
            return Err(Error::from(ErrorKind::TimedOut));
        }
        let mut piece = Vec::new();
        let read = (&mut file)
            .take(left.min(PIECE))
            .read_to_end(&mut piece)
            .await? as u64;
        if read == 0 {
            return Err(Error::from(ErrorKind::UnexpectedEof));
        }
        Ok(Some((Bytes::from(piece), (file, left - read))))
    })
}
