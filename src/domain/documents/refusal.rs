//! Why a file was not taken: kinds, not sentences, so that every language can say it.

use fluent_bundle::FluentValue;

use super::media_type::MediaType;
use super::size;
use super::slot::Slot;
use crate::platform::locales::Locale;

/// Why a file was not taken. The others of the same form are not affected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// More bytes than the setting allows.
    TooLarge { limit_bytes: u64 },
    /// A file without a byte in it.
    Empty,
    /// Its content is none of the types the slot takes.
    TypeNotAllowed { allowed: &'static [MediaType] },
    /// The name says one type, the content another (or the name says none).
    NameContradictsContent { content: MediaType },
    /// More pixels than we can examine.
    TooManyPixels {
        most_side: u32,
        most_megapixels: u32,
    },
    /// It ends too early or cannot be drawn.
    Damaged,
    /// Something else hangs behind the end of the picture.
    MoreThanAPicture,
    /// The slot is full.
    TooManyFiles { most: usize },
    /// The customer's documents, earlier versions included, fill all the room they have.
    NoRoom { most_bytes: u64 },
}

impl Refusal {
    /// What is not allowed in a slot.
    pub fn type_not_allowed(slot: Slot) -> Refusal {
        Refusal::TypeNotAllowed {
            allowed: slot.allowed(),
        }
    }

    /// The key of the sentence.
    pub fn key(&self) -> &'static str {
        match self {
            Refusal::TooLarge { .. } => "upload-too-large",
            Refusal::Empty => "upload-empty",
            Refusal::TypeNotAllowed { .. } => "upload-type-not-allowed",
            Refusal::NameContradictsContent { .. } => "upload-name-contradicts-content",
            Refusal::TooManyPixels { .. } => "upload-too-many-pixels",
            Refusal::Damaged => "upload-damaged",
            Refusal::MoreThanAPicture => "upload-more-than-a-picture",
            Refusal::TooManyFiles { .. } => "upload-too-many-files",
            Refusal::NoRoom { .. } => "upload-no-room",
        }
    }

    /// The sentence for the one who chose the file.
    pub fn words(&self, locale: Locale) -> String {
        let values: Vec<(&str, FluentValue<'static>)> = match self {
            Refusal::Empty | Refusal::Damaged | Refusal::MoreThanAPicture => Vec::new(),
            Refusal::TooLarge { limit_bytes: bytes } | Refusal::NoRoom { most_bytes: bytes } => {
                vec![("limit", size::words(locale, *bytes).into())]
            }
            Refusal::TypeNotAllowed { allowed } => vec![("types", names(allowed).into())],
            Refusal::NameContradictsContent { content } => vec![
                ("type", content.name().into()),
                (
                    "extension",
                    content
                        .extensions()
                        .first()
                        .copied()
                        .unwrap_or_default()
                        .into(),
                ),
            ],
            Refusal::TooManyPixels {
                most_side,
                most_megapixels,
            } => {
                vec![
                    ("side", (*most_side).into()),
                    ("megapixels", (*most_megapixels).into()),
                ]
            }
            Refusal::TooManyFiles { most } => vec![("most", (*most).into())],
        };
        locale.words_with(self.key(), &values)
    }
}

fn names(types: &[MediaType]) -> String {
    types
        .iter()
        .map(|media_type| media_type.name())
        .collect::<Vec<_>>()
        .join(", ")
}
