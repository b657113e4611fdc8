//! The same form from a browser (or a script) that sends no files.

use actix_web::{HttpRequest, web};

use super::Submission;
use crate::domain::documents::slot::Slot;
use crate::edge::error::Failure;
use crate::edge::forms::{self, Fields};
use crate::edge::guard::check_csrf;

/// Reads a form that came without an encoding for files. Fails when it names one.
pub async fn receive(http: &HttpRequest, payload: web::Payload) -> Result<Submission, Failure> {
    let body = forms::read(payload).await?;
    let sent = body
        .split(|byte| *byte == b'&')
        .filter(|pair| !is_empty_file_input(pair));
    let fields = Fields::decode(&sent.collect::<Vec<_>>().join(&b'&'))?;
    check_csrf(http, fields.text("csrf_token"))?;
    // Without an encoding for files, a browser would send the name alone.
    if Slot::ALL.iter().any(|slot| fields.has(slot.code())) {
        return Err(Failure::BadRequest("error-upload-broken"));
    }
    Ok(Submission {
        fields,
        ..Submission::default()
    })
}

fn is_empty_file_input(pair: &[u8]) -> bool {
    Slot::ALL.iter().any(|slot| {
        let rest = pair.strip_prefix(slot.code().as_bytes());
        matches!(rest, Some(b"" | b"="))
    })
}
