//! Demo requests about the customer: what was approved is what the customer's row says.

use super::Plan;
use super::asking::Telling;
use crate::domain::requests::payload::{Payload, RequestType};
use crate::domain::requests::status::RequestStatus;
use crate::domain::values::percent::ProfitShare;
use crate::domain::values::person::CustomerType;

/// Things that only the platform does.
const OUTSIDE: [&str; 3] = ["Prepaid card", "Leverage 1:100", "Swap-free trading"];

impl Telling<'_> {
    pub(super) fn about_the_customer(&mut self, plan: Plan) -> Payload {
        let approved = plan.status == RequestStatus::Approved;
        match plan.kind {
            RequestType::Address => self.address(approved),
            RequestType::ClientType => self.client_type(approved),
            RequestType::Profile => Payload::Profile {
                first_name: None,
                last_name: self.asker.last_name.clone(),
                email: Some(match approved {
                    true => self.asker.email.to_string(),
                    false => format!("new.{}", self.asker.email),
                }),
                phone: None,
            },
            RequestType::Partner => Payload::Partner {
                profit_share: match self.asker.profit_share {
                    ProfitShare(0) => ProfitShare(500),
                    share => share,
                },
            },
            RequestType::Verification => {
                self.level += i32::from(approved);
                Payload::Verification {
                    level: if approved { self.level } else { self.level + 1 },
                    reason: Some("Wants to trade larger amounts".to_owned()),
                }
            }
            _ => {
                let title = OUTSIDE[self.teller.rng.usize(..OUTSIDE.len())].to_owned();
                let wanted = (
                    "Wanted by".to_owned(),
                    "the customer, in the cabinet".to_owned(),
                );
                Payload::External {
                    title,
                    details: vec![wanted],
                }
            }
        }
    }

    /// Approved ones have made the address what it is.
    fn address(&mut self, approved: bool) -> Payload {
        match &self.asker.address {
            Some(address) if approved => Payload::Address {
                address: address.clone(),
            },
            None if approved => Payload::Profile {
                first_name: None,
                last_name: self.asker.last_name.clone(),
                email: None,
                phone: None,
            },
            _ => Payload::Address {
                address: format!("{} New Street", self.teller.rng.u8(1..)),
            },
        }
    }

    fn client_type(&self, approved: bool) -> Payload {
        let corporate = (self.asker.customer_type == CustomerType::Corporate) == approved;
        let name = self.asker.last_name.as_deref().unwrap_or("Nobody");
        let company = self.asker.company.clone();
        let company = company.unwrap_or_else(|| format!("{name} Trading Ltd"));
        match corporate {
            true => Payload::ClientType {
                customer_type: CustomerType::Corporate,
                company: Some(company),
            },
            false => Payload::ClientType {
                customer_type: CustomerType::Individual,
                company: None,
            },
        }
    }
}
