//! How far a demo person's identity check has come, and the papers that go with it.

use fastrand::Rng;

use super::chance;

/// The verified steps of an identity check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// The mail address.
    pub email: bool,
    /// The phone number.
    pub phone: bool,
    /// Passport or id card.
    pub document: bool,
    /// The picture of their face.
    pub selfie: bool,
    /// The proof of address.
    pub address: bool,
}

/// A file a person handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paper {
    /// The page of a passport with the picture.
    Passport,
    /// The front of an id card.
    IdCardFront,
    /// The back of an id card.
    IdCardBack,
    /// A picture of the face, for the check.
    Selfie,
    /// A utility bill.
    ProofOfAddress,
    /// The picture of their profile.
    Photo,
    /// The wide picture above their profile.
    CoverPhoto,
}

/// Where an identity check stands.
pub struct Check {
    /// What has been verified.
    pub steps: Steps,
    /// What was handed in; some of it still waits to be looked at.
    pub papers: Vec<Paper>,
    /// They must have a phone number.
    pub phone: bool,
    /// They must have given their passport or id card, and with it their birth date.
    pub document: bool,
    /// They must have given an address.
    pub address: bool,
}

impl Check {
    /// The check of somebody who registered this many days ago.
    pub fn choose(days: f64, rng: &mut Rng) -> Check {
        let stage = stage(days, rng);
        // Most do the selfie before the address.
        let selfie_first = chance(rng, 70.0);
        let steps = Steps {
            email: stage >= 1,
            phone: stage >= 2,
            document: stage >= 3,
            selfie: stage == 5 || stage == 4 && selfie_first,
            address: stage == 5 || stage == 4 && !selfie_first,
        };
        let document = steps.document || steps.phone && chance(rng, 60.0);
        let selfie = steps.selfie || document && chance(rng, 50.0);
        let address = steps.address || document && chance(rng, 35.0);
        let papers = papers(document, selfie, address, rng);
        Check {
            steps,
            papers,
            phone: steps.phone,
            document,
            address,
        }
    }
}

impl Steps {
    /// 20 for every verified step.
    pub fn progress(self) -> u8 {
        let steps = [
            self.email,
            self.phone,
            self.document,
            self.selfie,
            self.address,
        ];
        steps
            .into_iter()
            .map(|verified| 20 * u8::from(verified))
            .sum()
    }
}

/// From 0, nothing verified, to 5, everything; newcomers have come less far.
fn stage(days: f64, rng: &mut Rng) -> u8 {
    let stage = match rng.u8(..100) {
        0..8 => 0,
        8..24 => 1,
        24..40 => 2,
        40..50 => 3,
        50..60 => 4,
        _ => 5,
    };
    if days < 4.0 {
        stage.min(rng.u8(..=5)).min(rng.u8(..=5))
    } else {
        stage
    }
}

fn papers(document: bool, selfie: bool, address: bool, rng: &mut Rng) -> Vec<Paper> {
    let passport = document && chance(rng, 55.0);
    let card = document && !passport;
    let candidates = [
        (Paper::Passport, passport),
        (Paper::IdCardFront, card),
        (Paper::IdCardBack, card),
        (Paper::Selfie, selfie),
        (Paper::ProofOfAddress, address),
        (Paper::Photo, chance(rng, 35.0)),
        (Paper::CoverPhoto, chance(rng, 10.0)),
    ];
    candidates
        .into_iter()
        .filter_map(|(paper, given)| given.then_some(paper))
        .collect()
}
