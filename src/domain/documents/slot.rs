//! Slots: the places a customer has for files, one per field of the form.

use sea_orm::{DeriveActiveEnum, EnumIter};

use super::media_type::MediaType;

/// The most selfie pictures a customer has at one time.
pub const MOST_SELFIES: usize = 6;

/// One place for files. Its code is the form's field and the stored value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Slot {
    #[sea_orm(string_value = "doc_file_1")]
    DocFile1,
    #[sea_orm(string_value = "doc_file_2")]
    DocFile2,
    #[sea_orm(string_value = "selfie_images")]
    SelfieImages,
    #[sea_orm(string_value = "address_file")]
    AddressFile,
    #[sea_orm(string_value = "photo")]
    Photo,
    #[sea_orm(string_value = "cover_photo")]
    CoverPhoto,
}

/// What a document is there to prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proof {
    Document,
    Selfie,
    Address,
}

impl Proof {
    /// The code of the verification step it serves.
    pub fn code(self) -> &'static str {
        match self {
            Proof::Document => "document",
            Proof::Selfie => "selfie",
            Proof::Address => "address",
        }
    }
}

impl Slot {
    /// Every slot, in the order of the form.
    pub const ALL: [Slot; 6] = [
        Slot::DocFile1,
        Slot::DocFile2,
        Slot::SelfieImages,
        Slot::AddressFile,
        Slot::Photo,
        Slot::CoverPhoto,
    ];

    /// The form's field, which is also the stored value.
    pub fn code(self) -> &'static str {
        match self {
            Slot::DocFile1 => "doc_file_1",
            Slot::DocFile2 => "doc_file_2",
            Slot::SelfieImages => "selfie_images",
            Slot::AddressFile => "address_file",
            Slot::Photo => "photo",
            Slot::CoverPhoto => "cover_photo",
        }
    }

    /// The slot of a form field.
    pub fn from_code(code: &str) -> Option<Slot> {
        Slot::ALL.into_iter().find(|slot| slot.code() == code)
    }

    /// The key of its label.
    pub fn label_key(self) -> &'static str {
        match self {
            Slot::DocFile1 => "field-doc-file-1",
            Slot::DocFile2 => "field-doc-file-2",
            Slot::SelfieImages => "field-selfie-images",
            Slot::AddressFile => "field-address-file",
            Slot::Photo => "field-photo",
            Slot::CoverPhoto => "field-cover-photo",
        }
    }

    /// The verification step it belongs to; `None` for the pictures of the profile, which prove
    /// nothing and need no permission of their own.
    pub fn proves(self) -> Option<Proof> {
        match self {
            Slot::DocFile1 | Slot::DocFile2 => Some(Proof::Document),
            Slot::SelfieImages => Some(Proof::Selfie),
            Slot::AddressFile => Some(Proof::Address),
            Slot::Photo | Slot::CoverPhoto => None,
        }
    }

    /// Whether it holds several files at a time; a new file then joins the others instead of
    /// replacing one, until somebody has decided about them.
    pub fn several(self) -> bool {
        self == Slot::SelfieImages
    }

    /// How many current files it holds at most.
    pub fn most(self) -> usize {
        if self.several() { MOST_SELFIES } else { 1 }
    }

    /// The types it takes.
    pub fn allowed(self) -> &'static [MediaType] {
        match self {
            Slot::Photo | Slot::CoverPhoto => MediaType::PICTURES,
            _ => MediaType::ALL,
        }
    }

    /// The `accept` attribute of its file input.
    pub fn accept(self) -> &'static str {
        match self {
            Slot::Photo | Slot::CoverPhoto => {
                "image/jpeg,image/png,image/webp,.jpg,.jpeg,.png,.webp"
            }
            _ => "image/jpeg,image/png,image/webp,application/pdf,.jpg,.jpeg,.png,.webp,.pdf",
        }
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ActiveEnum, Iterable};

    use super::*;
    use crate::domain::values::mask;

    #[test]
    fn the_code_is_the_stored_value_and_finds_its_slot() {
        for slot in Slot::iter() {
            assert_eq!(slot.to_value(), slot.code());
            assert_eq!(Slot::from_code(slot.code()), Some(slot));
            assert_eq!(
                slot.label_key(),
                format!("field-{}", slot.code().replace('_', "-"))
            );
        }
        assert_eq!(Slot::iter().count(), Slot::ALL.len());
        assert_eq!(Slot::ALL.map(Slot::code), mask::FILES, "what is masked");
    }

    #[test]
    fn what_is_offered_is_what_is_taken() {
        for slot in Slot::ALL {
            for media_type in MediaType::ALL {
                let offered = slot.accept().split(',').any(|one| one == media_type.mime());
                assert_eq!(
                    offered,
                    slot.allowed().contains(media_type),
                    "{slot:?} {media_type:?}"
                );
            }
        }
    }
}
