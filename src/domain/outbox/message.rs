//! What mails there are: each with its code, the values that its words may name, and the words it
//! comes with, which are files under `templates/mail/`.

use super::template::Template;
use crate::domain::values::person::Language;

macro_rules! file {
    ($code:literal, $part:literal, $language:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/templates/mail/",
            $code,
            "/",
            $part,
            ".",
            $language,
            ".txt"
        ))
    };
}

macro_rules! messages {
    ($(
        $(#[doc = $doc:literal])* $(#[cfg($only:meta)])?
        $variant:ident = $code:literal [$($value:literal),+]
    ),+ $(,)?) => {
        /// A kind of mail.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Message { $($(#[doc = $doc])* $(#[cfg($only)])? $variant),+ }

        impl Message {
            /// Every kind.
            pub const ALL: &'static [Message] = &[$($(#[cfg($only)])? Message::$variant),+];

            /// The code in addresses and the database. Its words have the key `mail-CODE`, with
            /// dashes.
            pub fn code(self) -> &'static str {
                match self { $($(#[cfg($only)])? Message::$variant => $code),+ }
            }

            /// What its words may name in braces.
            pub fn values(self) -> &'static [&'static str] {
                match self { $($(#[cfg($only)])? Message::$variant => &[$($value),+]),+ }
            }

            /// The subject and the text of the files.
            fn files(self, language: Language) -> (&'static str, &'static str) {
                match (self, language) {
                    $(
                        $(#[cfg($only)])?
                        (Message::$variant, Language::En) =>
                            (file!($code, "subject", "en"), file!($code, "body", "en")),
                        $(#[cfg($only)])?
                        (Message::$variant, Language::De) =>
                            (file!($code, "subject", "de"), file!($code, "body", "de")),
                        $(#[cfg($only)])?
                        (Message::$variant, Language::Ar) =>
                            (file!($code, "subject", "ar"), file!($code, "body", "ar")),
                    )+
                }
            }
        }
    };
}

messages! {
    /// A step of the verification was accepted.
    VerificationAccepted = "verification.accepted" ["name", "step"],
    /// The customer shall hand something in again.
    VerificationAskedAgain = "verification.asked-again" ["name", "step", "reason"],
    /// A step of the verification was rejected.
    VerificationRejected = "verification.rejected" ["name", "step", "reason"],
    /// A request was approved.
    RequestApproved = "request.approved" ["name", "request", "number"],
    /// A request was rejected.
    RequestRejected = "request.rejected" ["name", "request", "number", "reason"],
    /// A new member sets their password with the link.
    StaffInvitation = "staff.invitation" ["name", "by", "email", "link"],
    /// A code for the second step of signing in.
    StaffSignInCode = "staff.sign-in-code" ["name", "code"],
    /// A member has set up a second factor.
    StaffSecondFactorSet = "staff.second-factor-set" ["name", "email"],
    /// A member has removed their second factor.
    StaffSecondFactorRemoved = "staff.second-factor-removed" ["name", "email"],
    /// Somebody else took away a member's second factor.
    StaffSecondFactorReset = "staff.second-factor-reset" ["name", "by"],
    /// A member has added a passkey.
    #[cfg(feature = "passkeys")]
    StaffPasskeyAdded = "staff.passkey-added" ["name", "passkey", "when", "device", "ip"],
    /// A member has removed a passkey.
    #[cfg(feature = "passkeys")]
    StaffPasskeyRemoved = "staff.passkey-removed" ["name", "passkey", "when", "device", "ip"],
    /// A member has removed their app and keeps their passkeys.
    #[cfg(feature = "passkeys")]
    StaffAppRemoved = "staff.app-removed" ["name", "email"],
    /// A recovery code was used.
    StaffRecoveryCodeUsed = "staff.recovery-code-used" ["name", "left"],
    /// A member has made new recovery codes.
    StaffRecoveryCodesMade = "staff.recovery-codes-made" ["name", "when", "device", "ip"],
    /// Somebody signed in with a browser that had not done so before.
    StaffNewDevice = "staff.new-device" ["name", "when", "device", "ip"],
    /// A member has another password.
    StaffPasswordChanged = "staff.password-changed" ["name", "when", "device", "ip"],
    /// A member confirms a new address with the link.
    StaffEmailConfirm = "staff.email-confirm" ["name", "email", "link"],
    /// To the old address: another one shall take its place.
    StaffEmailAsked = "staff.email-asked" ["name", "email", "when", "device", "ip"],
    /// To the old address: another one took its place.
    StaffEmailChanged = "staff.email-changed" ["name", "email", "by", "when"],
    /// Somebody put a member into other groups.
    StaffGroupsChanged = "staff.groups-changed" ["name", "by", "groups", "when"],
    /// So many sign-ins failed that the door is closed.
    StaffManyFailures = "staff.many-failures" ["name", "when", "device", "ip"],
    /// The password was right, and so many codes were wrong that the second step is closed.
    StaffManyWrongCodes = "staff.many-wrong-codes" ["name", "when", "device", "ip"],
    /// Somebody who has lost their password sets another one with the link.
    StaffPasswordLink = "staff.password-link" ["name", "by", "link", "when"],
    /// So many passwords were wrong that the right one is not taken any more, either.
    StaffPasswordClosed = "staff.password-closed" ["name", "when", "device", "ip"],
    /// There is a new key to the API.
    StaffTokenCreated = "staff.token-created" ["name", "by", "token", "when"],
}

/// Without these a mail would not say what it is written for.
const NEEDED: [&str; 3] = ["reason", "link", "code"];

/// What works once and is in a letter, for nobody but its receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    Link,
    Code,
}

impl Message {
    /// What of its letters works once, if anything does.
    pub fn secret(self) -> Option<Secret> {
        match self {
            Message::StaffInvitation | Message::StaffEmailConfirm | Message::StaffPasswordLink => {
                Some(Secret::Link)
            }
            Message::StaffSignInCode => Some(Secret::Code),
            _ => None,
        }
    }

    /// Whether it is written to a member of the staff and not to a customer.
    pub fn is_to_staff(self) -> bool {
        self.code().starts_with("staff.")
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Message> {
        let mut all = Message::ALL.iter().copied();
        all.find(|message| message.code() == code)
    }

    /// What its text has to name.
    pub fn needed(self) -> impl Iterator<Item = &'static str> {
        let values = self.values().iter().copied();
        values.filter(|value| NEEDED.contains(value))
    }

    /// The words it comes with.
    pub fn original(self, language: Language) -> Template {
        let (subject, body) = self.files(language);
        Template {
            subject: subject.trim_end().to_owned(),
            body: body.trim_end().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_every_mail_name_only_what_it_knows_and_all_it_needs() {
        for message in Message::ALL {
            assert_eq!(Message::from_code(message.code()), Some(*message));
            for language in Language::ALL {
                let original = message.original(*language);
                let read = Template::parse(*message, &original.subject, &original.body);
                assert_eq!(read, Ok(original), "{}", message.code());
            }
        }
    }
}
