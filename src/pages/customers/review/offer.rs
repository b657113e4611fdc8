//! What a reviewer may decide about a step, each with its form and the letters that would be sent.

use super::sent::{Sent, field_id};
use crate::domain::customers::customer::Model as Customer;
use crate::domain::outbox::template::Letter;
use crate::domain::verification::decide::needs_comment;
use crate::domain::verification::dossier::Dossier;
use crate::domain::verification::letter::compose;
use crate::domain::verification::review::Decision;
use crate::domain::verification::step::Step;
use crate::edge::shell::Shell;

/// A decision with the form for it.
pub struct Offer {
    pub decision: Decision,
    pub words: String,
    pub icon: &'static str,
    /// The end of the ids in its form.
    pub suffix: String,
    /// The reasons to choose from.
    pub choices: Vec<Choice>,
    /// What the customer will read, when no reason changes it.
    pub letter: Option<Letter>,
    /// Whether nothing goes without a comment.
    pub needs_comment: bool,
    pub comment: String,
    /// Whether the form came back.
    pub open: bool,
    pub reason_error: Option<String>,
    pub comment_error: Option<String>,
}

/// A reason, and the letter that follows from it.
pub struct Choice {
    pub code: String,
    pub name: String,
    pub letter: Letter,
    pub checked: bool,
}

impl Offer {
    /// The form for a decision, with what was typed into it before.
    pub fn of(
        shell: &Shell,
        customer: &Customer,
        dossier: &Dossier,
        (step, decision): (Step, Decision),
        sent: &Sent,
    ) -> Offer {
        let open = sent.is(step, decision);
        let code = decision.code().replace('_', "-");
        let choices = dossier.reasons.iter();
        let choices = choices.filter(|reason| reason.fits(decision, step));
        let choices = choices.filter_map(|reason| {
            Some(Choice {
                code: reason.code.clone(),
                name: reason.name(shell.locale.code()).to_owned(),
                letter: compose(&dossier.wording, customer, step, decision, Some(reason))?,
                checked: open && sent.reason == reason.code,
            })
        });
        let plain = decision == Decision::Accept;
        Offer {
            decision,
            words: shell.t(format!("decision-{code}")),
            icon: match decision {
                Decision::Accept => "check",
                Decision::AskAgain => "mail",
                Decision::Reject => "ban",
                Decision::Reopen => "history",
            },
            suffix: format!("{code}-{}", step.code()),
            choices: choices.collect(),
            letter: compose(&dossier.wording, customer, step, decision, None).filter(|_| plain),
            needs_comment: needs_comment(decision, step, dossier.row(step)),
            comment: if open {
                sent.comment.clone()
            } else {
                String::new()
            },
            open,
            reason_error: sent.error(&field_id("reason", decision, step)),
            comment_error: sent.error(&field_id("comment", decision, step)),
        }
    }

    /// Whether the form asks for a reason.
    pub fn asks_reason(&self) -> bool {
        matches!(self.decision, Decision::AskAgain | Decision::Reject)
    }
}
