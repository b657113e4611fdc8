//! What can be done: one list of actions, each with the code that the journal stores.

use super::entry::Outcome;

macro_rules! actions {
    ($($(#[$only:meta])? $variant:ident = $code:literal),+ $(,)?) => {
        /// Something that was done, or refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $($(#[$only])? $variant),+ }

        impl Action {
            /// Every action there is.
            pub const ALL: &'static [Action] = &[$($(#[$only])? Action::$variant),+];

            /// The stored code, `subject.verb`. The sentence for it has the key
            /// `journal-subject-verb`.
            pub fn code(self) -> &'static str {
                match self { $($(#[$only])? Action::$variant => $code),+ }
            }
        }
    };
}

actions! {
    SignedIn = "staff.signed-in",
    SignInFailed = "staff.sign-in-failed",
    SignInThrottled = "staff.sign-in-throttled",
    SignedOut = "staff.signed-out",
    StaffCreated = "staff.created",
    StaffInvited = "staff.invited",
    InvitationAccepted = "staff.invitation-accepted",
    StaffUpdated = "staff.updated",
    StaffDisabled = "staff.disabled",
    StaffEnabled = "staff.enabled",
    PasswordChanged = "staff.password-changed",
    PasswordLinkAsked = "staff.password-link-asked",
    PasswordLinkSent = "staff.password-link-sent",
    PasswordReset = "staff.password-reset",
    PasswordClosed = "staff.password-closed",
    PreferencesChanged = "staff.preferences-changed",
    SessionEnded = "staff.session-ended",
    SecondFactorSet = "staff.second-factor-set",
    SecondFactorRemoved = "staff.second-factor-removed",
    SecondFactorReset = "staff.second-factor-reset",
    SecondFactorFailed = "staff.second-factor-failed",
    #[cfg(feature = "passkeys")]
    PasskeyAdded = "staff.passkey-added",
    #[cfg(feature = "passkeys")]
    PasskeyRemoved = "staff.passkey-removed",
    #[cfg(feature = "passkeys")]
    PasskeyWentBack = "staff.passkey-went-back",
    RecoveryCodesMade = "staff.recovery-codes-made",
    SignInCodeSent = "staff.sign-in-code-sent",
    Proved = "staff.proved",
    EmailChangeAsked = "staff.email-change-asked",
    EmailChangeCancelled = "staff.email-change-cancelled",
    EmailChanged = "staff.email-changed",
    TokenCreated = "token.created",
    TokenRevoked = "token.revoked",
    SignInReopened = "staff.sign-in-reopened",
    AddressRuleAdded = "address-rule.added",
    AddressRuleEnded = "address-rule.ended",
    SetupLinkMade = "staff.setup-link-made",
    GroupCreated = "group.created",
    GroupUpdated = "group.updated",
    GroupDeleted = "group.deleted",
    CustomerCreated = "customer.created",
    CustomerUpdated = "customer.updated",
    DocumentAdded = "customer.document-added",
    DocumentReplaced = "customer.document-replaced",
    DocumentViewed = "customer.document-viewed",
    DocumentDownloaded = "customer.document-downloaded",
    CustomerBlocked = "customer.blocked",
    CustomerUnblocked = "customer.unblocked",
    CustomerRevealed = "customer.revealed",
    CustomerSessionEnded = "customer.session-ended",
    CustomersExported = "customer.exported",
    CustomersImported = "customer.imported",
    StepAccepted = "customer.step-accepted",
    StepAskedAgain = "customer.step-asked-again",
    StepRejected = "customer.step-rejected",
    StepReopened = "customer.step-reopened",
    StepRecheck = "customer.step-recheck",
    ReasonCreated = "reason.created",
    ReasonUpdated = "reason.updated",
    ReasonDeleted = "reason.deleted",
    MailResent = "mail.resent",
    MailCancelled = "mail.cancelled",
    MailTemplateChanged = "mail-template.changed",
    MailTemplateReset = "mail-template.reset",
    MonitorCreated = "monitor.created",
    MonitorUpdated = "monitor.updated",
    MonitorActivated = "monitor.activated",
    MonitorDeactivated = "monitor.deactivated",
    RequestApproved = "request.approved",
    RequestRejected = "request.rejected",
    RequestNotApproved = "request.not-approved",
    RequestCommented = "request.commented",
    RequestColored = "request.colored",
    RequestAmountChanged = "request.amount-changed",
    RequestsExported = "request.exported",
    RequestAudited = "request.audited",
    RequestCommentEdited = "request.comment-edited",
    CustomerColored = "customer.colored",
    SettingsUpdated = "settings.updated",
    RequestClaimed = "request.claimed",
    RequestTakenOver = "request.taken-over",
    RequestReleased = "request.released",
    ResolutionCreated = "resolution.created",
    ResolutionUpdated = "resolution.updated",
    ResolutionDeleted = "resolution.deleted",
    AccountOpened = "account.opened",
    AccountArchived = "account.archived",
    RequestSumFailed = "request.sum-failed",
    AccessRefused = "access.refused",
    FormRefused = "form.refused",
    JournalExported = "journal.exported",
    DemoFilled = "demo.filled",
}

impl Action {
    /// The action of a stored code; `None` when an older or newer version wrote it.
    pub fn from_code(code: &str) -> Option<Action> {
        Action::ALL
            .iter()
            .copied()
            .find(|action| action.code() == code)
    }

    /// The key of its sentence. What says the contrary when it was refused has another one then.
    pub fn sentence_key(self, outcome: Outcome) -> String {
        let key = format!("journal-{}", self.code().replace('.', "-"));
        match (self, outcome) {
            (Action::Proved | Action::PasswordChanged, Outcome::Refused) => {
                format!("{key}-refused")
            }
            _ => key,
        }
    }
}
