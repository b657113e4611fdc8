//! Accepting files: what has arrived is examined before anything is kept. The content decides what
//! a file is; the client's `Content-Type` is never looked at.

use std::io::{BufReader, Error, Read, Result, Seek, SeekFrom};

use tempfile::NamedTempFile;
use tokio::sync::Semaphore;

use super::extent;
use super::file_name::FileName;
use super::media_type::MediaType;
use super::preview::{self, NoPreview};
use super::refusal::Refusal;
use super::slot::Slot;
use crate::platform::storage::Storage;

/// How many bytes at the beginning tell the type.
const HEAD: u64 = 8 * 1024;

/// A PDF file carries its end mark within this many last bytes.
const PDF_TAIL: u64 = 1024;

/// One examination at a time: decoding a picture may take 256 MiB.
static EXAMINATIONS: Semaphore = Semaphore::const_new(1);

/// A file whose bytes have come in whole and are not yet trusted.
#[derive(Debug)]
pub struct Arrived {
    pub slot: Slot,
    pub file_name: FileName,
    /// Disappears when dropped.
    pub file: NamedTempFile,
    pub size_bytes: u64,
    /// Of the bytes as they came, in hexadecimal digits.
    pub sha256: String,
}

/// A file that is what it says and may be stored.
#[derive(Debug)]
pub struct Accepted {
    pub slot: Slot,
    pub file_name: FileName,
    pub media_type: MediaType,
    pub file: NamedTempFile,
    pub size_bytes: u64,
    pub sha256: String,
    /// What a picture has beyond its bytes; a PDF has none.
    pub picture: Option<Picture>,
}

/// What is drawn of a picture.
#[derive(Debug)]
pub struct Picture {
    /// Of the upright original, in pixels.
    pub width: u32,
    pub height: u32,
    /// Re-encoded, without metadata.
    pub preview: NamedTempFile,
}

/// A file that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub slot: Slot,
    /// The cleaned name, to tell the person which file it was.
    pub file_name: String,
    pub refusal: Refusal,
}

/// Examines files off the runtime, one at a time across all requests. Fails only when the disk
/// does.
pub async fn examine_all(
    storage: &Storage,
    arrived: Vec<Arrived>,
) -> Result<(Vec<Accepted>, Vec<Refused>)> {
    let (mut accepted, mut refused) = (Vec::new(), Vec::new());
    for one in arrived {
        let (slot, file_name) = (one.slot, one.file_name.to_string());
        let verdict = examine_apart(storage.clone(), one).await?;
        match verdict {
            Ok(file) => accepted.push(file),
            Err(refusal) => refused.push(Refused {
                slot,
                file_name,
                refusal,
            }),
        }
    }
    Ok((accepted, refused))
}

async fn examine_apart(
    storage: Storage,
    arrived: Arrived,
) -> Result<std::result::Result<Accepted, Refusal>> {
    let permit = EXAMINATIONS.acquire().await.map_err(Error::other)?;
    let examination = tokio::task::spawn_blocking(move || {
        // Held until the work ends, also when the request that asked for it is gone.
        let _permit = permit;
        examine(&storage, arrived)
    });
    examination.await.unwrap_or_else(|failed| {
        tracing::error!(%failed, "a decoder gave up on an uploaded file");
        Ok(Err(Refusal::Damaged))
    })
}

/// Decides what a file is and whether its slot takes it. Blocks, and may take 256 MiB. The outer
/// failure is the disk's, the inner one is about the file.
pub fn examine(
    storage: &Storage,
    arrived: Arrived,
) -> Result<std::result::Result<Accepted, Refusal>> {
    let media_type = match recognise(&arrived)? {
        Ok(media_type) => media_type,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let looked_into = if media_type.is_picture() {
        look_into_picture(storage, &arrived, media_type).map(Some)
    } else {
        look_into_pdf(&arrived).map(|()| None)
    };
    let Arrived {
        slot,
        file_name,
        file,
        size_bytes,
        sha256,
    } = arrived;
    match looked_into {
        Ok(picture) => Ok(Ok(Accepted {
            slot,
            file_name,
            media_type,
            file,
            size_bytes,
            sha256,
            picture,
        })),
        Err(NoPreview::Refused(refusal)) => Ok(Err(refusal)),
        Err(NoPreview::Failed(error)) => Err(error),
    }
}

/// The type, if the content tells one that the slot takes and the name agrees.
fn recognise(arrived: &Arrived) -> Result<std::result::Result<MediaType, Refusal>> {
    if arrived.size_bytes == 0 {
        return Ok(Err(Refusal::Empty));
    }
    let mut head = Vec::new();
    arrived.file.reopen()?.take(HEAD).read_to_end(&mut head)?;
    let content = MediaType::of_content(&head)
        .filter(|media_type| arrived.slot.allowed().contains(media_type));
    let Some(content) = content else {
        return Ok(Err(Refusal::type_not_allowed(arrived.slot)));
    };
    let extension = arrived.file_name.extension().unwrap_or_default();
    if !content.extensions().contains(&extension.as_str()) {
        return Ok(Err(Refusal::NameContradictsContent { content }));
    }
    Ok(Ok(content))
}

fn look_into_picture(
    storage: &Storage,
    arrived: &Arrived,
    media_type: MediaType,
) -> std::result::Result<Picture, NoPreview> {
    let mut file = BufReader::new(arrived.file.reopen()?);
    let Some(extent) = extent::of(media_type, &mut file, arrived.size_bytes)? else {
        return Err(NoPreview::Refused(Refusal::Damaged));
    };
    if extent::hides_something(media_type, &mut file, extent)? {
        return Err(NoPreview::Refused(Refusal::MoreThanAPicture));
    }
    let mut preview = storage.arriving()?;
    let original = arrived.file.reopen()?;
    let (width, height) = preview::draw(original, media_type, extent, preview.as_file_mut())?;
    Ok(Picture {
        width,
        height,
        preview,
    })
}

/// A PDF file is only looked at from outside: parsers have taken servers down. It is drawn in the
/// browser, without scripts.
fn look_into_pdf(arrived: &Arrived) -> std::result::Result<(), NoPreview> {
    let mut file = arrived.file.reopen()?;
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(arrived.size_bytes.saturating_sub(PDF_TAIL)))?;
    file.take(PDF_TAIL).read_to_end(&mut tail)?;
    if tail.windows(5).any(|five| five == b"%%EOF") {
        Ok(())
    } else {
        Err(NoPreview::Refused(Refusal::Damaged))
    }
}

#[cfg(test)]
mod tests;
