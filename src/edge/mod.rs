//! What every request passes through, from the outside in: guard and headers, session, who is
//! asking, forms, and how an answer or a failure is drawn.

pub mod addresses;
pub mod assets;
pub mod at;
pub mod bearer;
pub mod client;
pub mod csrf;
pub mod dead_link;
pub mod device;
pub mod download;
pub mod drawn;
pub mod error;
pub mod filters;
pub mod flash;
pub mod forms;
pub mod guard;
pub mod headers;
pub mod health;
pub mod identify;
pub mod json;
pub mod new_password;
pub mod next;
pub mod offer;
pub mod outer;
pub mod pace;
#[cfg(feature = "passkeys")]
pub mod passkeys;
#[cfg(not(feature = "passkeys"))]
#[path = "no_passkeys.rs"]
pub mod passkeys;
pub mod paths;
pub mod respond;
pub mod session;
pub mod shell;
pub mod typed;
pub mod upload;
