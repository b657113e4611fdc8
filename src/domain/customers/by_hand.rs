//! What one save of the form does to the verification steps. No flag goes on without a reason, none
//! stays on when what it stands for changed, none goes off without a reason, and the progress says
//! why it does not follow.

use super::customer::Model;
use super::details::{Details, Problems};
use crate::domain::documents::slot::Slot;
use crate::domain::values::percent::Percent;
use crate::domain::values::problem::Problem;
use crate::domain::verification::progress::follows_from;
use crate::domain::verification::step::Step;

/// What a save will do, weighed before anything is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Flags that are on for a reason that was given, without a review.
    pub accepted: Vec<Step>,
    /// Flags that fall because what they stood for was changed or replaced.
    pub dropped: Vec<Step>,
    /// Flags that were switched off.
    pub reopened: Vec<Step>,
    /// Steps that files came for and nothing of the above happens to.
    pub handed_in: Vec<Step>,
    /// The reason that was given, when something of the save needed one.
    pub reason: Option<String>,
    /// Why the progress is not what follows; what will be stored.
    pub progress_reason: Option<String>,
}

/// What a flag comes to.
enum Fate {
    Untouched,
    Accepted,
    Dropped,
    Reopened,
    /// It would go on, and nothing is said.
    Uncovered,
    /// It would go off, and nothing is said.
    Unexplained,
}

impl Details {
    /// Whether the flag of a step is on.
    pub fn flag(&self, step: Step) -> bool {
        match step {
            Step::Email => self.verified_email,
            Step::Phone => self.verified_phone,
            Step::Document => self.verified_document,
            Step::Selfie => self.verified_selfie,
            Step::Address => self.verified_address,
        }
    }

    /// Switches the flag of a step off.
    pub fn drop_flag(&mut self, step: Step) {
        match step {
            Step::Email => self.verified_email = false,
            Step::Phone => self.verified_phone = false,
            Step::Document => self.verified_document = false,
            Step::Selfie => self.verified_selfie = false,
            Step::Address => self.verified_address = false,
        }
    }

    /// The progress that follows from the flags.
    pub fn follows(&self) -> Percent {
        follows_from(Step::ALL.map(|step| self.flag(step)))
    }
}

/// Decides what becomes of flags and progress, and puts it into `details`. `files` are the slots
/// that files came for. Fails at every flag and at a progress that wants a reason and has none.
pub fn weigh(
    before: Option<&Model>,
    details: &mut Details,
    files: &[Slot],
) -> Result<Plan, Problems> {
    let mut plan = Plan::default();
    let mut problems = Problems::new();
    let meant = details.follows();
    let covered = details.verification_reason.is_some() && !reason_is_taken(before, details);
    for step in Step::ALL {
        match fate(before, details, (files, covered), step) {
            Fate::Untouched if has_files(step, files) => plan.handed_in.push(step),
            Fate::Untouched => {}
            Fate::Accepted => plan.accepted.push(step),
            Fate::Reopened => plan.reopened.push(step),
            Fate::Uncovered => problems.push((step.flag(), Problem::FlagNeedsReason)),
            Fate::Unexplained => problems.push((step.flag(), Problem::FlagOffNeedsReason)),
            Fate::Dropped => {
                details.drop_flag(step);
                plan.dropped.push(step);
            }
        }
    }
    match progress(before, details, meant) {
        Ok((percent, reason)) => {
            details.verification_progress = percent;
            plan.progress_reason = reason;
        }
        Err(problem) => problems.push(("verification_progress", problem)),
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let was = before.and_then(|before| before.progress_reason.as_deref());
    let explains_progress =
        plan.progress_reason.is_some() && plan.progress_reason.as_deref() != was;
    if !plan.accepted.is_empty() || !plan.reopened.is_empty() || explains_progress {
        plan.reason = details.verification_reason.clone();
    }
    Ok(plan)
}

fn has_files(step: Step, files: &[Slot]) -> bool {
    step.slots().iter().any(|slot| files.contains(slot))
}

/// What a flag comes to; whether a reason covers changed data is known before any flag fell.
fn fate(
    before: Option<&Model>,
    details: &Details,
    (files, covered): (&[Slot], bool),
    step: Step,
) -> Fate {
    let was = before.is_some_and(|before| before.flag(step));
    let changed = before.is_some_and(|before| before.differs(details, step));
    let explained = details.verification_reason.is_some();
    match (was, details.flag(step)) {
        (false, false) => Fate::Untouched,
        (false, true) if explained => Fate::Accepted,
        (false, true) => Fate::Uncovered,
        (true, false) if explained => Fate::Reopened,
        (true, false) => Fate::Unexplained,
        // Nobody has looked at a new file: no words stand for that.
        (true, true) if has_files(step, files) => Fate::Dropped,
        (true, true) if !changed => Fate::Untouched,
        (true, true) if covered => Fate::Accepted,
        (true, true) => Fate::Dropped,
    }
}

/// Whether the reason was given for something else: it does not stand for changed data as well.
fn reason_is_taken(before: Option<&Model>, details: &Details) -> bool {
    let Some(before) = before else { return true };
    let switched = |step: Step| before.flag(step) != details.flag(step);
    let progress = details.verification_progress;
    let set = progress != before.verification_progress && progress != details.follows();
    set || Step::ALL.into_iter().any(switched)
}

impl Model {
    /// Whether a form says something else about what a step proves.
    pub fn differs(&self, details: &Details, step: Step) -> bool {
        match step {
            Step::Email => self.email != details.email,
            Step::Phone => self.phone != details.phone,
            Step::Document => {
                self.first_name != details.first_name
                    || self.last_name != details.last_name
                    || self.birth_date != details.birth_date
                    || self.document_number != details.document_number
            }
            Step::Address => self.address != details.address || self.country != details.country,
            Step::Selfie => false,
        }
    }
}

/// The progress to store and why it is not what follows. `meant` is what follows from the flags as
/// they were typed, before any fell.
fn progress(
    before: Option<&Model>,
    details: &Details,
    meant: Percent,
) -> Result<(Percent, Option<String>), Problem> {
    let (typed, follows) = (details.verification_progress, details.follows());
    if typed == follows || typed == meant {
        return Ok((follows, None));
    }
    let unchanged = before.filter(|before| before.verification_progress == typed);
    if let Some(before) = unchanged {
        let followed = follows_from(before.flags());
        if followed == before.verification_progress {
            return Ok((follows, None));
        }
        // Nothing about it was set by this form: what explained it before still does.
        if followed == follows && details.verification_reason.is_none() {
            return Ok((typed, before.progress_reason.clone()));
        }
    }
    match &details.verification_reason {
        Some(reason) => Ok((typed, Some(reason.clone()))),
        None => Err(Problem::ProgressNeedsReason { follows: follows.0 }),
    }
}
