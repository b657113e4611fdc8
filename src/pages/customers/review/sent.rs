//! A decision as it came: kept for the page that comes back, with what is wrong with it.

use crate::domain::values::problem::Problem;
use crate::domain::verification::dossier::Dossier;
use crate::domain::verification::review::Decision;
use crate::domain::verification::step::Step;
use crate::edge::forms::Fields;
use crate::edge::shell::Shell;

/// See the module; the default is a page that nothing came with.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    step: Option<Step>,
    pub decision: Option<Decision>,
    pub reason: String,
    pub comment: String,
    /// The field's id on the page, and what is wrong with it.
    errors: Vec<(String, String)>,
}

impl Sent {
    /// Reads a form.
    pub fn of(step: Step, fields: &Fields) -> Sent {
        Sent {
            step: Some(step),
            decision: Decision::from_code(fields.text("decision")),
            reason: fields.text("reason").to_owned(),
            comment: fields.text("comment").to_owned(),
            errors: Vec::new(),
        }
    }

    /// Whether it came from this form.
    pub fn is(&self, step: Step, decision: Decision) -> bool {
        (self.step, self.decision) == (Some(step), Some(decision))
    }

    /// Says what is wrong with the fields.
    pub fn refuse(&mut self, shell: &Shell, problems: &[(&'static str, Problem)]) {
        for (field, problem) in problems {
            let words = shell.problem(field, problem);
            let name = field.strip_prefix("review_").unwrap_or(field);
            self.errors.push((self.id(name), words));
        }
    }

    /// Says that there is no such decision.
    pub fn refuse_decision(&mut self, shell: &Shell) {
        let words = shell.problem("review_decision", &Problem::NotChosen);
        self.errors.push((self.step_id(), words));
    }

    /// Says that there is nothing to accept.
    pub fn refuse_empty(&mut self, shell: &Shell) {
        let words = shell.t("review-nothing-handed-in");
        self.errors.push((self.step_id(), words));
    }

    /// Field and words, for the summary.
    pub fn errors(&self) -> Vec<(String, String)> {
        self.errors.clone()
    }

    /// What is wrong with a field of this form.
    pub fn error(&self, id: &str) -> Option<String> {
        let found = self.errors.iter().find(|(field, _)| field == id);
        found.map(|(_, words)| words.clone())
    }

    /// What was typed, in words.
    pub fn words(&self, shell: &Shell, dossier: &Dossier) -> Vec<(String, String)> {
        let decision = self.decision.map(|decision| {
            let words = shell.t(format!("decision-{}", decision.code().replace('_', "-")));
            (shell.t("field-review-decision"), words)
        });
        let reason = dossier.reason(&self.reason).map(|reason| {
            let words = reason.name(shell.locale.code()).to_owned();
            (shell.t("field-review-reason"), words)
        });
        let comment = (!self.comment.trim().is_empty())
            .then(|| (shell.t("field-review-comment"), self.comment.clone()));
        [decision, reason, comment].into_iter().flatten().collect()
    }

    fn id(&self, name: &str) -> String {
        match (self.decision, self.step) {
            (Some(decision), Some(step)) => field_id(name, decision, step),
            _ => self.step_id(),
        }
    }

    fn step_id(&self) -> String {
        let code = self.step.map(Step::code).unwrap_or_default();
        format!("step-{code}")
    }
}

/// The id of a field: there are many forms on the page.
pub fn field_id(name: &str, decision: Decision, step: Step) -> String {
    let decision = decision.code().replace('_', "-");
    format!("{name}-{decision}-{}", step.code())
}
