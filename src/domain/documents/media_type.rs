//! The types of file we take.

use sea_orm::{DeriveActiveEnum, EnumIter};

/// A type of file, decided from its content. What the client calls it is never asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum MediaType {
    #[sea_orm(string_value = "image/jpeg")]
    Jpeg,
    #[sea_orm(string_value = "image/png")]
    Png,
    #[sea_orm(string_value = "image/webp")]
    Webp,
    #[sea_orm(string_value = "application/pdf")]
    Pdf,
}

impl MediaType {
    /// Every type there is.
    pub const ALL: &'static [MediaType] = &[
        MediaType::Jpeg,
        MediaType::Png,
        MediaType::Webp,
        MediaType::Pdf,
    ];

    /// Those that are pictures.
    pub const PICTURES: &'static [MediaType] = &[MediaType::Jpeg, MediaType::Png, MediaType::Webp];

    /// Its name in a `Content-Type`, which is also the stored value.
    pub fn mime(self) -> &'static str {
        match self {
            MediaType::Jpeg => "image/jpeg",
            MediaType::Png => "image/png",
            MediaType::Webp => "image/webp",
            MediaType::Pdf => "application/pdf",
        }
    }

    /// What people call it; the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            MediaType::Jpeg => "JPEG",
            MediaType::Png => "PNG",
            MediaType::Webp => "WebP",
            MediaType::Pdf => "PDF",
        }
    }

    /// Whether it is a picture, and so has a preview.
    pub fn is_picture(self) -> bool {
        self != MediaType::Pdf
    }

    /// How names of such files end, lower-cased.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            MediaType::Jpeg => &["jpg", "jpeg"],
            MediaType::Png => &["png"],
            MediaType::Webp => &["webp"],
            MediaType::Pdf => &["pdf"],
        }
    }

    /// The type that the first bytes of a file tell; `None` for everything we do not take. A PDF
    /// must begin with its mark: readers that search for it are what polyglots live on.
    pub fn of_content(head: &[u8]) -> Option<MediaType> {
        let told = infer::get(head)?;
        let media_type = MediaType::ALL
            .iter()
            .copied()
            .find(|one| one.mime() == told.mime_type())?;
        let begins = match media_type {
            MediaType::Jpeg => head.starts_with(b"\xFF\xD8\xFF"),
            MediaType::Png => head.starts_with(b"\x89PNG\r\n\x1A\n"),
            MediaType::Webp => head.starts_with(b"RIFF"),
            MediaType::Pdf => head.starts_with(b"%PDF-"),
        };
        begins.then_some(media_type)
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ActiveEnum, Iterable};

    use super::*;

    #[test]
    fn the_name_is_the_stored_value() {
        for media_type in MediaType::iter() {
            assert_eq!(media_type.to_value(), media_type.mime());
        }
    }

    #[test]
    fn only_the_first_bytes_count() {
        assert_eq!(
            MediaType::of_content(b"\xFF\xD8\xFF\xE0rest"),
            Some(MediaType::Jpeg)
        );
        assert_eq!(
            MediaType::of_content(b"\x89PNG\r\n\x1A\nrest"),
            Some(MediaType::Png)
        );
        assert_eq!(
            MediaType::of_content(b"RIFF\x10\0\0\0WEBPVP8 "),
            Some(MediaType::Webp)
        );
        assert_eq!(MediaType::of_content(b"%PDF-1.7\n"), Some(MediaType::Pdf));
        for other in [
            &b""[..],
            b"GIF89a",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"<!doctype html><script>",
            b"PK\x03\x04",
            b"MZ\x90\0",
            b"\n%PDF-1.7\n",
            b"junk%PDF-1.7\n",
            b"XIFF\x10\0\0\0WEBPVP8 ",
            b"\x89PNG",
        ] {
            assert_eq!(MediaType::of_content(other), None, "{other:?}");
        }
    }
}
