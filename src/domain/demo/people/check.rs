//! How far a demo person's identity check has come, and the papers that go with it.

use fastrand::Rng;

use super::{DAY, chance};
use crate::domain::verification::step::Step;

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

/// How far somebody is with what they handed in and what is not verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A reviewer has yet to look at it.
    Waiting,
    /// They were asked to hand it in again.
    AskedAgain,
    /// It was rejected.
    Rejected,
}

/// The steps somebody handed in that are not verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    pub standing: Standing,
    /// How long ago they handed them in, or the reviewer decided.
    pub since_before_seconds: i64,
    /// At least one, each with the code of the reason if it was decided.
    pub steps: Vec<(Step, Option<&'static str>)>,
}

/// Where an identity check stands.
pub struct Check {
    /// What has been verified.
    pub steps: Steps,
    /// What was handed in.
    pub papers: Vec<Paper>,
    /// What of it is not verified.
    pub open: Option<Open>,
    /// They must have a phone number.
    pub phone: bool,
    /// They must have given their passport or id card, and with it their birth date.
    pub document: bool,
    /// They must have given an address.
    pub address: bool,
}

impl Check {
    /// The check of somebody who registered so many seconds ago. `drawn` says that their papers
    /// will be there to look at: of those more wait, so that a small demo has work for a reviewer.
    pub fn choose(registered: i64, drawn: bool, rng: &mut Rng) -> Check {
        let stage = stage(registered as f64 / DAY, rng);
        // Most do the selfie before the address.
        let selfie_first = chance(rng, 70.0);
        let steps = Steps {
            email: stage >= 1,
            phone: stage >= 2,
            document: stage >= 3,
            selfie: stage == 5 || stage == 4 && selfie_first,
            address: stage == 5 || stage == 4 && !selfie_first,
        };
        let next = steps.phone && chance(rng, 60.0);
        let (more_selfie, more_address) = (chance(rng, 50.0), chance(rng, 35.0));
        let standing = standing(drawn, rng).filter(|_| stage < 5);
        let further = standing.is_some();
        let document = steps.document || next && further;
        let selfie = steps.selfie || document && more_selfie && further;
        let address = steps.address || document && more_address && further;
        let papers = papers(document, selfie, address, rng);
        let handed_in = [
            (Step::Document, document && !steps.document),
            (Step::Selfie, selfie && !steps.selfie),
            (Step::Address, address && !steps.address),
        ];
        let open = standing.and_then(|standing| open(standing, handed_in, registered, rng));
        Check {
            steps,
            papers,
            open,
            phone: steps.phone,
            document,
            address,
        }
    }
}

/// Whether somebody went on, and what came of it.
fn standing(drawn: bool, rng: &mut Rng) -> Option<Standing> {
    let (waiting, asked_again, rejected) = if drawn { (44, 8, 5) } else { (10, 3, 2) };
    let ticket = rng.u8(..100);
    if ticket < waiting {
        Some(Standing::Waiting)
    } else if ticket < waiting + asked_again {
        Some(Standing::AskedAgain)
    } else if ticket < waiting + asked_again + rejected {
        Some(Standing::Rejected)
    } else {
        None
    }
}

fn open(
    standing: Standing,
    handed_in: [(Step, bool); 3],
    registered: i64,
    rng: &mut Rng,
) -> Option<Open> {
    let days = match standing {
        Standing::Waiting => 5.0,
        Standing::AskedAgain | Standing::Rejected => 60.0,
    };
    // Half an hour at least, if they have been here for that long.
    let since = 1800 + (rng.f64() * rng.f64() * days * DAY) as i64;
    let steps: Vec<_> = handed_in
        .into_iter()
        .filter(|(_, given)| *given)
        .map(|(step, _)| (step, reason(standing, step, rng)))
        .collect();
    (!steps.is_empty()).then_some(Open {
        standing,
        since_before_seconds: since.min(registered / 2),
        steps,
    })
}

/// The code of the reason that a decision was given.
fn reason(standing: Standing, step: Step, rng: &mut Rng) -> Option<&'static str> {
    let codes: &[&'static str] = match (standing, step) {
        (Standing::Waiting, _) => return None,
        (Standing::AskedAgain, Step::Address) => &["address-mismatch", "unreadable"],
        (Standing::AskedAgain, _) => &["unreadable", "cut-off"],
        (Standing::Rejected, _) => &["suspected-forgery", "third-party-document"],
    };
    Some(codes[rng.usize(..codes.len())])
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
