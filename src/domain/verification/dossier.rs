//! A dossier: everything a reviewer looks at about one customer, read at once.

use sea_orm::{ConnectionTrait, DbErr};

use super::reason;
use super::review::{self, Evidence};
use super::step::{self, Step, StepState};
use crate::domain::customers::customer::Model as Customer;
use crate::domain::documents::slot::Slot;
use crate::domain::documents::stored::{self, CustomerDocuments, Model as Document};
use crate::domain::outbox::wording::Wording;
use crate::domain::values::sight::Sight;

/// The steps of a customer with their files, decisions, and the reasons to choose from.
pub struct Dossier {
    pub steps: Vec<step::Model>,
    /// Newest first.
    pub reviews: Vec<review::Model>,
    pub documents: CustomerDocuments,
    pub reasons: Vec<reason::Model>,
    /// What letters to the customer say.
    pub wording: Wording,
}

impl Dossier {
    /// Reads it, as it is seen.
    pub async fn of(
        db: &impl ConnectionTrait,
        sight: &Sight,
        customer: &Customer,
    ) -> Result<Dossier, DbErr> {
        let reviews = review::of_customer(db, customer.id).await?.into_iter();
        Ok(Dossier {
            steps: step::of_customer(db, customer.id).await?,
            reviews: reviews.map(|review| review.seen_by(sight)).collect(),
            documents: stored::of_customer(db, sight, customer.id).await?,
            reasons: reason::all(db).await?,
            wording: Wording::of(db, customer.language).await?,
        })
    }

    /// The row of a step; without one, nothing was handed in.
    pub fn row(&self, step: Step) -> Option<&step::Model> {
        self.steps.iter().find(|row| row.step == step)
    }

    /// The decisions about a step, newest first.
    pub fn reviews_of(&self, step: Step) -> impl Iterator<Item = &review::Model> {
        self.reviews
            .iter()
            .filter(move |review| review.step == step)
    }

    /// The reason of a code, if it is still in the dictionary.
    pub fn reason(&self, code: &str) -> Option<&reason::Model> {
        self.reasons.iter().find(|reason| reason.code == code)
    }
}

/// Where a step stands. A flag without a row was switched on before there were reviews; a row that
/// says accepted while the flag is off has been overtaken, and the step is open again.
pub fn standing(row: Option<&step::Model>, customer: &Customer, step: Step) -> Option<StepState> {
    match row.map(|row| row.state) {
        None if customer.flag(step) => Some(StepState::Accepted),
        Some(StepState::Accepted) if !customer.flag(step) => None,
        other => other,
    }
}

/// Whether somebody has decided: then it waits for nobody here.
pub fn is_decided(state: Option<StepState>) -> bool {
    use StepState::{Accepted, AskedAgain, Rejected};
    matches!(state, Some(Accepted | AskedAgain | Rejected))
}

/// The slots for several files whose files somebody has decided about: the next ones are looked at
/// alone, so they take the place of all of those.
pub async fn begins_anew(
    db: &impl ConnectionTrait,
    customer: &Customer,
) -> Result<Vec<Slot>, DbErr> {
    let rows = step::of_customer(db, customer.id).await?;
    let row = |step: Step| rows.iter().find(|row| row.step == step);
    let decided = |step: &Step| is_decided(standing(row(*step), customer, *step));
    let steps = Step::ALL.into_iter().filter(decided);
    let slots = steps.flat_map(|step| step.slots().iter().copied());
    Ok(slots.filter(|slot| slot.several()).collect())
}

/// What there is to look at for a step: its current files, or the address or number.
pub fn evidence(customer: &Customer, step: Step, documents: &CustomerDocuments) -> Vec<Evidence> {
    match step {
        Step::Email => vec![Evidence::Channel(customer.email.to_string())],
        Step::Phone => {
            let phone = customer.phone.iter();
            phone
                .map(|phone| Evidence::Channel(phone.to_string()))
                .collect()
        }
        Step::Document | Step::Selfie | Step::Address => files(step, documents)
            .map(|file| Evidence::Document {
                id: file.id,
                sha256: file.sha256.clone(),
            })
            .collect(),
    }
}

/// The current files that prove a step.
pub fn files(step: Step, documents: &CustomerDocuments) -> impl Iterator<Item = &Document> {
    let slots = step.slots().iter();
    slots.flat_map(|slot| documents.current(*slot))
}
