//! What staff may be allowed to do: one list, and for each entry a type that handlers ask for.

use std::collections::BTreeSet;

/// Names a permission in a type: `Allowed<ViewCustomers>` in a handler is its access rule.
pub trait Require {
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($($variant:ident = $code:literal),+ $(,)?) => {
        /// Something that a group may allow its members to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Permission { $($variant),+ }

        impl Permission {
            /// Every permission there is.
            pub const ALL: &'static [Permission] = &[$(Permission::$variant),+];

            /// The stored code, `area.verb`.
            pub fn code(self) -> &'static str {
                match self { $(Permission::$variant => $code),+ }
            }

            /// The permission of a stored code; `None` when an older or newer version wrote it.
            pub fn from_code(code: &str) -> Option<Permission> {
                match code {
                    $($code => Some(Permission::$variant),)+
                    _ => None,
                }
            }
        }

        $(
            #[doc = concat!("Stands for `", $code, "` in a handler's signature.")]
            #[derive(Clone, Copy, Debug)]
            pub struct $variant;

            impl Require for $variant {
                const PERMISSION: Permission = Permission::$variant;
            }
        )+
    };
}

permissions! {
    ViewCustomers = "customers.view",
    CreateCustomers = "customers.create",
    UpdateCustomers = "customers.update",
    BlockCustomers = "customers.block",
    SeePersonalData = "customers.personal",
    RevealCustomers = "customers.reveal",
    ExportCustomers = "customers.export",
    ViewCustomerSessions = "customer-sessions.view",
    EndCustomerSessions = "customer-sessions.end",
    ViewVerification = "verification.view",
    ReviewVerification = "verification.review",
    ViewRequests = "requests.view",
    UpdateRequests = "requests.update",
    ApproveRequests = "requests.approve",
    RejectRequests = "requests.reject",
    ExportRequests = "requests.export",
    ViewMonitors = "monitors.view",
    UpdateMonitors = "monitors.update",
    ViewStaff = "staff.view",
    UpdateStaff = "staff.update",
    ViewJournal = "journal.view",
    ExportJournal = "journal.export",
    ViewMails = "mails.view",
    ResendMails = "mails.resend",
    UpdateSettings = "settings.update",
}

/// What one member may do.
pub type Permissions = BTreeSet<Permission>;

impl Permission {
    /// The key of its words.
    pub fn words_key(self) -> String {
        format!("permission-{}", self.code().replace('.', "-"))
    }

    /// The key of the sentence that says what it lets its holder do.
    pub fn meaning_key(self) -> String {
        format!("{}-means", self.words_key())
    }

    /// Whether it only lets its holder read.
    pub fn only_reads(self) -> bool {
        self.code().ends_with(".view")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_unique_and_leads_back() {
        let codes: BTreeSet<&str> = Permission::ALL.iter().map(|each| each.code()).collect();
        assert_eq!(codes.len(), Permission::ALL.len());
        for permission in Permission::ALL {
            assert_eq!(Permission::from_code(permission.code()), Some(*permission));
        }
        assert_eq!(Permission::from_code("customers.destroy"), None);
    }

    #[test]
    fn a_marker_stands_for_its_permission() {
        assert_eq!(UpdateMonitors::PERMISSION.code(), "monitors.update");
        assert_eq!(
            ViewVerification::PERMISSION.words_key(),
            "permission-verification-view"
        );
    }
}
