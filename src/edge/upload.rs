//! Forms with files: read as they stream in, with a bound on everything, files straight to the
//! disk.
//!
//! A file that is too large costs only itself: it is dropped as it comes, and the rest of the form
//! survives, so that a person need not type it again.

mod incoming;
mod metered;
mod plain;

use actix_multipart::{Field, Multipart};
use actix_web::http::header;
use actix_web::{HttpRequest, web};
use futures_util::StreamExt;

use self::incoming::Incoming;
use self::metered::{Gauge, Metered};
use super::error::Failure;
use super::forms::{self, Fields};
use super::guard::check_csrf;
use crate::app::App;
use crate::domain::documents::accept::{Arrived, Refused};
use crate::domain::documents::file_name::FileName;
use crate::domain::documents::refusal::Refusal;
use crate::domain::documents::slot::Slot;
use crate::platform::storage::Storage;

/// The most files in one form.
pub const MOST_FILES: usize = 12;

/// The most parts of one form, files and empty file inputs included.
const MOST_PARTS: usize = 80;

/// The largest text field, in bytes.
const MOST_TEXT: usize = 64 * 1024;

/// All text fields together, in bytes.
const MOST_TEXT_IN_ALL: usize = 512 * 1024;

/// What a request may have beside the bytes of its files.
const OVERHEAD: u64 = 1024 * 1024;

/// How many times the largest form is still read to its end, without keeping more of it. What is
/// larger is answered from what came before the file that was too much.
const DRAINED_FORMS: u64 = 4;

/// A form with files as it came: nothing in it is trusted yet.
#[derive(Debug, Default)]
pub struct Submission {
    pub fields: Fields,
    /// The fields that signs were taken out of which cannot be stored. When there are any, nothing
    /// of the form may be saved.
    pub unreadable: Vec<String>,
    /// Whole files, to be examined.
    pub arrived: Vec<Arrived>,
    /// Files already turned away. When there are any, nothing of the form may be saved.
    pub refused: Vec<Refused>,
}

/// Reads a form with or without files. The token must have come, and be right, before the first
/// file. A file that is too large is refused and the rest of the form read, up to a bound: beyond
/// it, or when the request says at once that it goes beyond, the form ends with that file.
pub async fn receive(
    http: &HttpRequest,
    payload: web::Payload,
    app: &App,
) -> Result<Submission, Failure> {
    if forms::is_urlencoded(http) {
        return plain::receive(http, payload).await;
    }
    if !is_multipart(http) {
        return Err(Failure::UnsupportedMedia);
    }
    let limit_bytes = app.config.upload_limit_bytes;
    let most_bytes = limit_bytes
        .saturating_mul(MOST_FILES as u64)
        .saturating_add(OVERHEAD);
    let drained = most_bytes.saturating_mul(DRAINED_FORMS);
    let endless = announced_bytes(http).is_some_and(|bytes| bytes > drained);
    let (metered, gauge) = Metered::new(payload, drained, most_bytes);
    let receiver = Receiver {
        http,
        storage: &app.storage,
        limit_bytes,
        endless,
        gauge,
        submission: Submission::default(),
        token_is_right: false,
        text_bytes: 0,
        files: 0,
    };
    receiver
        .receive(Multipart::new(http.headers(), metered))
        .await
}

fn is_multipart(http: &HttpRequest) -> bool {
    let kind = http
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = kind
        .and_then(|kind| kind.split(';').next())
        .unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("multipart/form-data")
}

fn announced_bytes(http: &HttpRequest) -> Option<u64> {
    http.headers()
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

/// Whether a part has come to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    Whole,
    /// The form was too large to read on.
    Broken,
}

/// One form on its way in.
struct Receiver<'a> {
    http: &'a HttpRequest,
    storage: &'a Storage,
    limit_bytes: u64,
    /// The request says itself that it is more than is ever read.
    endless: bool,
    gauge: Gauge,
    submission: Submission,
    token_is_right: bool,
    text_bytes: usize,
    files: usize,
}

impl Receiver<'_> {
    async fn receive(mut self, mut form: Multipart) -> Result<Submission, Failure> {
        let mut parts = 0;
        while let Some(part) = form.next().await {
            let part = part.map_err(|error| self.gauge.failure(&error))?;
            parts += 1;
            if parts > MOST_PARTS {
                return Err(Failure::BadRequest("error-upload-too-many"));
            }
            if self.part(part).await? == Came::Broken {
                break;
            }
        }
        // The body ended, but not with the end of the form.
        self.check_token()?;
        if self.endless && self.submission.refused.is_empty() {
            return Err(self.gauge.too_large());
        }
        Ok(self.submission)
    }

    async fn part(&mut self, part: Field) -> Result<Came, Failure> {
        let name = part.name().unwrap_or_default().to_owned();
        let disposition = part.content_disposition();
        let file_name = disposition.and_then(|sent| {
            let plain = sent.get_filename().map(ToOwned::to_owned);
            plain.or_else(|| {
                let extended = sent.get_filename_ext()?;
                Some(String::from_utf8_lossy(&extended.value).into_owned())
            })
        });
        match (Slot::from_code(&name), file_name) {
            (Some(slot), Some(file_name)) if !file_name.is_empty() => {
                return self.file(slot, &file_name, part).await;
            }
            (Some(_), _) => self.nothing_chosen(part).await?,
            (None, Some(_)) => return Err(Failure::BadRequest("error-upload-unknown-file")),
            (None, None) => self.text(&name, part).await?,
        }
        Ok(Came::Whole)
    }

    async fn text(&mut self, name: &str, mut part: Field) -> Result<(), Failure> {
        let mut value = Vec::new();
        while let Some(chunk) = part.next().await {
            let chunk = chunk.map_err(|error| self.gauge.failure(&error))?;
            self.text_bytes += chunk.len();
            let size = value.len() + chunk.len();
            if size > MOST_TEXT || self.text_bytes > MOST_TEXT_IN_ALL {
                let limit = if size > MOST_TEXT {
                    MOST_TEXT
                } else {
                    MOST_TEXT_IN_ALL
                };
                return Err(Failure::TooLarge {
                    limit_bytes: limit as u64,
                });
            }
            value.extend_from_slice(&chunk);
        }
        if !self.submission.fields.push_readable(name, value)? {
            self.submission.unreadable.push(name.to_owned());
        }
        Ok(())
    }

    /// A file input that was left empty: browsers send it without name and bytes.
    async fn nothing_chosen(&mut self, mut part: Field) -> Result<(), Failure> {
        while let Some(chunk) = part.next().await {
            if !chunk
                .map_err(|error| self.gauge.failure(&error))?
                .is_empty()
            {
                return Err(Failure::BadRequest("error-upload-unnamed-file"));
            }
        }
        Ok(())
    }

    async fn file(&mut self, slot: Slot, given: &str, mut part: Field) -> Result<Came, Failure> {
        self.check_token()?;
        self.files += 1;
        let file_name = FileName::given(given);
        let earlier = self.files_for(slot);
        if earlier >= slot.most() && !slot.several() {
            return Err(Failure::BadRequest("error-upload-two-files"));
        }
        if self.endless {
            return Ok(self.give_up(slot, &file_name));
        }
        let mut keeping = if earlier >= slot.most() || self.files > MOST_FILES {
            Err(Refusal::TooManyFiles { most: slot.most() })
        } else {
            Ok(Incoming::open(self.storage).await?)
        };
        // What is not kept is still read to its end: the fields behind it matter.
        while let Some(chunk) = part.next().await {
            let chunk = match chunk {
                Ok(chunk) => chunk,
                Err(_) if self.gauge.was_too_large() => return Ok(self.give_up(slot, &file_name)),
                Err(error) => return Err(self.gauge.failure(&error)),
            };
            let Ok(incoming) = &mut keeping else { continue };
            if incoming.size_bytes + chunk.len() as u64 > self.limit_bytes {
                keeping = Err(Refusal::TooLarge {
                    limit_bytes: self.limit_bytes,
                });
            } else {
                incoming.write(&chunk).await?;
            }
        }
        match keeping {
            Ok(incoming) => {
                let arrived = incoming.finish(slot, file_name).await?;
                self.submission.arrived.push(arrived);
            }
            Err(refusal) => self.refuse(slot, &file_name, refusal),
        }
        Ok(Came::Whole)
    }

    /// Reads no further. The token was right: the form is a person's, and what was typed came
    /// before the files.
    fn give_up(&mut self, slot: Slot, file_name: &FileName) -> Came {
        let limit_bytes = self.limit_bytes;
        self.refuse(slot, file_name, Refusal::TooLarge { limit_bytes });
        Came::Broken
    }

    fn refuse(&mut self, slot: Slot, file_name: &FileName, refusal: Refusal) {
        self.submission.refused.push(Refused {
            slot,
            file_name: file_name.to_string(),
            refusal,
        });
    }

    fn files_for(&self, slot: Slot) -> usize {
        let arrived = self
            .submission
            .arrived
            .iter()
            .filter(|file| file.slot == slot)
            .count();
        arrived
            + self
                .submission
                .refused
                .iter()
                .filter(|file| file.slot == slot)
                .count()
    }

    fn check_token(&mut self) -> Result<(), Failure> {
        if !self.token_is_right {
            check_csrf(self.http, self.submission.fields.text("csrf_token"))?;
            self.token_is_right = true;
        }
        Ok(())
    }
}
