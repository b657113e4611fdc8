//! Draws the papers of demo people: fictitious, of no real state, and marked as specimens.

mod bill;
mod canvas;
mod card;
mod face;
mod text;

use super::people::{Paper, Person};

/// A file a demo person handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Specimen {
    /// As they would have named it.
    pub file_name: String,
    /// `image/png` or `application/pdf`.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The paper of this person. The same arguments always give the same bytes.
pub fn specimen(paper: Paper, person: &Person) -> Specimen {
    let (name, bytes) = match paper {
        Paper::Passport => ("passport.png", card::passport(person)),
        Paper::IdCardFront => ("id-card-front.png", card::front(person)),
        Paper::IdCardBack => ("id-card-back.png", card::back(person)),
        Paper::Selfie => ("selfie.png", face::selfie(person)),
        Paper::ProofOfAddress => ("utility-bill.pdf", bill::bill(person)),
        Paper::Photo => ("photo.png", face::photo(person)),
        Paper::CoverPhoto => ("cover.png", face::cover(person)),
    };
    let media_type = if paper == Paper::ProofOfAddress {
        "application/pdf"
    } else {
        "image/png"
    };
    Specimen {
        file_name: name.to_owned(),
        media_type,
        bytes,
    }
}

/// A number that stands for the person, to vary drawings by.
fn signature(person: &Person) -> u64 {
    // FNV-1a; the hasher of the standard library may change.
    person
        .email
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::people::person;
    use super::*;

    const PICTURES: [Paper; 6] = [
        Paper::Passport,
        Paper::IdCardFront,
        Paper::IdCardBack,
        Paper::Selfie,
        Paper::Photo,
        Paper::CoverPhoto,
    ];

    fn someone(index: u64) -> Person {
        person(
            7,
            index,
            NaiveDate::from_ymd_opt(2026, 2, 28).unwrap_or_default(),
        )
    }

    #[test]
    fn pictures_are_small_and_can_be_read() {
        for paper in PICTURES {
            let file = specimen(paper, &someone(3));
            let picture = image::load_from_memory(&file.bytes).ok();
            assert!(
                picture.is_some_and(|picture| picture.width() >= 480),
                "{paper:?}"
            );
            assert!(
                file.bytes.len() < 64 * 1024,
                "{paper:?} has {}",
                file.bytes.len()
            );
        }
    }

    #[test]
    fn bills_are_whole() {
        let file = specimen(Paper::ProofOfAddress, &someone(3));
        assert!(file.bytes.starts_with(b"%PDF-"));
        assert!(file.bytes.trim_ascii_end().ends_with(b"%%EOF"));
    }

    #[test]
    fn the_same_person_has_the_same_papers() {
        for paper in PICTURES.into_iter().chain([Paper::ProofOfAddress]) {
            assert_eq!(specimen(paper, &someone(5)), specimen(paper, &someone(5)));
            assert_ne!(
                specimen(paper, &someone(5)).bytes,
                specimen(paper, &someone(6)).bytes
            );
        }
    }
}
