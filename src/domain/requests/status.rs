//! Where a request stands, and what may become of it: the one place that says so.

use sea_orm::{DeriveActiveEnum, EnumIter};

/// Where a request stands. The numbers are those of reference/b2core-api-requests.txt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
pub enum RequestStatus {
    /// Nobody has looked at it.
    New = 127,
    /// Waits for a decision.
    Pending = 0,
    /// Somebody works on it.
    InProgress = 3,
    Approved = 1,
    Rejected = 2,
}

impl RequestStatus {
    /// Every status, in the order of the tabs.
    pub const ALL: [RequestStatus; 5] = [
        RequestStatus::New,
        RequestStatus::Pending,
        RequestStatus::InProgress,
        RequestStatus::Approved,
        RequestStatus::Rejected,
    ];

    /// Those that wait for a decision.
    pub const OPEN: [RequestStatus; 3] = [
        RequestStatus::New,
        RequestStatus::Pending,
        RequestStatus::InProgress,
    ];

    /// The code in addresses; its words have the key `request-status-CODE`, with dashes.
    pub fn code(self) -> &'static str {
        match self {
            RequestStatus::New => "new",
            RequestStatus::Pending => "pending",
            RequestStatus::InProgress => "in_progress",
            RequestStatus::Approved => "approved",
            RequestStatus::Rejected => "rejected",
        }
    }

    /// The status of a code.
    pub fn from_code(code: &str) -> Option<RequestStatus> {
        RequestStatus::ALL
            .into_iter()
            .find(|status| status.code() == code)
    }

    /// Whether nothing more can become of it.
    pub fn is_final(self) -> bool {
        matches!(self, RequestStatus::Approved | RequestStatus::Rejected)
    }

    /// Whether one may follow the other. A request that was looked at is never new again, and what
    /// was resolved stays resolved.
    pub fn may_become(self, next: RequestStatus) -> bool {
        use RequestStatus::{Approved, InProgress, New, Pending, Rejected};
        match self {
            New => matches!(next, Pending | InProgress | Approved | Rejected),
            Pending => matches!(next, InProgress | Approved | Rejected),
            InProgress => matches!(next, Pending | Approved | Rejected),
            Approved | Rejected => false,
        }
    }
}
