//! A card of the review: one step with its files, its data, its past, and what can be decided.

use super::offer::Offer;
use super::sent::Sent;
use crate::domain::customers::customer::Model as Customer;
use crate::domain::documents::slot::Slot;
use crate::domain::documents::stored::Model as Document;
use crate::domain::values::mask;
use crate::domain::verification::dossier::{Dossier, evidence, files, is_decided, standing};
use crate::domain::verification::review::{self, Decision, Evidence};
use crate::domain::verification::step::{self, Step, StepState};
use crate::edge::paths;
use crate::edge::shell::Shell;
use crate::pages::customers::back::back;
use crate::platform::clock::Timestamp;

/// One step.
pub struct Card {
    pub step: Step,
    /// Where a decision about it is sent.
    pub decide_path: String,
    pub title: String,
    pub state: Option<StepState>,
    pub state_words: String,
    /// Since when it stands so.
    pub since: Option<Timestamp>,
    /// How long it has waited for a reviewer.
    pub waits: Option<String>,
    /// Who brought it here, and why.
    pub notes: Vec<String>,
    pub facts: Vec<Fact>,
    pub files: Vec<Document>,
    pub earlier: Vec<Document>,
    /// What else helps to compare.
    pub beside: Vec<Document>,
    pub past: Vec<Past>,
    pub accept: Option<Offer>,
    pub others: Vec<Offer>,
}

/// What the customer says about themselves.
pub struct Fact {
    pub label: String,
    pub value: Option<String>,
}

/// A decision in words.
pub struct Past {
    pub review: review::Model,
    pub words: String,
    pub reason: Option<String>,
    pub seen: Vec<Seen>,
}

/// What was looked at.
pub struct Seen {
    pub words: String,
    /// Of a file: its page and its digest.
    pub file: Option<(String, String)>,
}

/// A step in the summary.
pub struct Mark {
    pub anchor: String,
    pub title: String,
    pub words: String,
    pub state: &'static str,
    pub icon: &'static str,
}

impl Card {
    /// The card of a step.
    pub fn of(
        shell: &Shell,
        customer: &Customer,
        dossier: &Dossier,
        step: Step,
        sent: &Sent,
    ) -> Card {
        let row = dossier.row(step);
        let state = standing(row, customer, step);
        let offer = |decision| Offer::of(shell, customer, dossier, (step, decision), sent);
        let decided = is_decided(state);
        let (accept, others) = if decided {
            (None, vec![offer(Decision::Reopen)])
        } else {
            let something = !evidence(customer, step, &dossier.documents).is_empty();
            let accept = something.then(|| offer(Decision::Accept));
            (
                accept,
                vec![offer(Decision::AskAgain), offer(Decision::Reject)],
            )
        };
        let earlier = step.slots().iter();
        let earlier = earlier.flat_map(|slot| dossier.documents.earlier(*slot));
        Card {
            step,
            decide_path: back(shell).carry(&paths::decide(customer.id, step)),
            title: shell.t(format!("step-{}", step.code())),
            state,
            state_words: shell.t(state_key(state)),
            since: row.filter(|_| state.is_some()).map(|row| row.since),
            waits: row
                .and_then(|row| row.waiting_since)
                .map(|since| shell.age(&since)),
            notes: notes(shell, dossier, row, state),
            facts: facts(shell, customer, step),
            files: files(step, &dossier.documents).cloned().collect(),
            earlier: earlier.cloned().collect(),
            beside: beside(dossier, step),
            past: dossier
                .reviews_of(step)
                .map(|review| past(shell, dossier, review))
                .collect(),
            accept,
            others,
        }
    }

    /// Whether somebody waits for a decision.
    pub fn is_open(&self) -> bool {
        !is_decided(self.state)
    }

    /// Its id on the page.
    pub fn anchor(&self) -> String {
        format!("step-{}", self.step.code())
    }

    /// Its line in the summary.
    pub fn mark(&self, shell: &Shell) -> Mark {
        Mark {
            anchor: format!("#{}", self.anchor()),
            title: self.title.clone(),
            words: match &self.waits {
                Some(age) => shell.t1("review-waits", "age", age.as_str()),
                None => self.state_words.clone(),
            },
            state: self.look(),
            icon: self.icon(),
        }
    }

    /// What style sheets call its state.
    pub fn look(&self) -> &'static str {
        match self.state {
            None => "missing",
            Some(StepState::Accepted) => "accepted",
            Some(StepState::Rejected) => "rejected",
            Some(StepState::AskedAgain) => "asked",
            Some(StepState::Submitted | StepState::Recheck) => "waiting",
        }
    }

    /// The icon of its state.
    pub fn icon(&self) -> &'static str {
        match self.state {
            None => "circle-dashed",
            Some(StepState::Accepted) => "circle-check",
            Some(StepState::Rejected) => "circle-x",
            Some(StepState::AskedAgain) => "mail",
            Some(StepState::Submitted) => "clock",
            Some(StepState::Recheck) => "alert-triangle",
        }
    }
}

fn state_key(state: Option<StepState>) -> &'static str {
    match state {
        None => "step-state-nothing",
        Some(StepState::Submitted) => "step-state-submitted",
        Some(StepState::Recheck) => "step-state-recheck",
        Some(StepState::Accepted) => "step-state-accepted",
        Some(StepState::AskedAgain) => "step-state-asked-again",
        Some(StepState::Rejected) => "step-state-rejected",
    }
}

/// Who brought the step where it stands, and why.
fn notes(
    shell: &Shell,
    dossier: &Dossier,
    row: Option<&step::Model>,
    state: Option<StepState>,
) -> Vec<String> {
    let id = row.and_then(|row| row.review_id);
    let review = dossier.reviews.iter().find(|review| Some(review.id) == id);
    let Some(review) = review else {
        let unexplained = state == Some(StepState::Accepted);
        return unexplained
            .then(|| shell.t("review-before-reviews"))
            .into_iter()
            .collect();
    };
    let by = review.decided_by.as_str();
    if review.by_hand {
        let why = review.comment.clone();
        let why = why.unwrap_or_else(|| shell.t("review-no-reason"));
        let key = match review.decision {
            Decision::Accept => "review-by-hand-on",
            _ => "review-by-hand-off",
        };
        return vec![shell.t2(key, "by", by, "why", why)];
    }
    let mut notes = vec![match state {
        Some(StepState::Recheck) => shell.t1("review-recheck", "by", by),
        Some(StepState::Submitted) => shell.t1("review-reopened-by", "by", by),
        _ => shell.t1("review-by", "by", by),
    }];
    let name = review
        .reason
        .as_ref()
        .map(|code| reason(shell, dossier, code));
    notes.extend(name.map(|name| shell.t1("review-because", "reason", name)));
    notes
}

/// The name of a reason; its code when it has none any more.
fn reason(shell: &Shell, dossier: &Dossier, code: &str) -> String {
    let known = dossier.reason(code);
    known
        .map_or(code, |reason| reason.name(shell.locale.code()))
        .to_owned()
}

/// What the files prove.
fn facts(shell: &Shell, customer: &Customer, step: Step) -> Vec<Fact> {
    let fact = |label: &str, value: Option<String>| Fact {
        label: shell.t(label),
        value,
    };
    let name = || fact("field-name", Some(customer.name()));
    let country = || fact("field-country", Some(customer.country.name(shell.locale)));
    let born = || match shell.sees(customer.id) {
        true => customer.birth_date.as_ref().map(|day| shell.date(day)),
        false => Some(mask::BIRTH_DATE.to_owned()),
    };
    match step {
        Step::Email => vec![fact("field-email", Some(customer.email.to_string()))],
        Step::Phone => {
            let phone = customer.phone.as_ref();
            vec![
                fact("field-phone", phone.map(ToString::to_string)),
                country(),
            ]
        }
        Step::Document => vec![
            name(),
            fact("field-birth-date", born()),
            country(),
            fact("field-document-number", customer.document_number.clone()),
        ],
        Step::Selfie => vec![name(), fact("field-birth-date", born())],
        Step::Address => vec![
            name(),
            fact("field-address", customer.address.clone()),
            country(),
        ],
    }
}

/// A face is compared with the photo of the profile and with that of the document.
fn beside(dossier: &Dossier, step: Step) -> Vec<Document> {
    if step != Step::Selfie {
        return Vec::new();
    }
    let slots = [Slot::Photo, Slot::DocFile1];
    let pictures = slots
        .iter()
        .flat_map(|slot| dossier.documents.current(*slot));
    let pictures = pictures.filter(|file| file.media_type.is_picture());
    pictures.cloned().collect()
}

fn past(shell: &Shell, dossier: &Dossier, review: &review::Model) -> Past {
    let code = review.decision.code().replace('_', "-");
    let key = if review.by_hand {
        "decided-by-hand"
    } else {
        "decided"
    };
    let seen = review.evidence().into_iter().map(|seen| match seen {
        Evidence::Channel(words) => Seen { words, file: None },
        Evidence::Document { id, sha256 } => Seen {
            words: shell.t1("review-seen-file", "id", id.to_string()),
            file: Some((paths::document(id), sha256)),
        },
    });
    Past {
        words: shell.t1(&format!("{key}-{code}"), "by", review.decided_by.as_str()),
        reason: review
            .reason
            .as_ref()
            .map(|code| reason(shell, dossier, code)),
        seen: seen.collect(),
        review: review.clone(),
    }
}
