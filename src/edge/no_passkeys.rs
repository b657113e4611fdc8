//! What pages have of passkeys in a program that is built without them: nothing.

use super::drawn::Drawn;
use super::error::Failure;
use super::shell::Shell;
use super::typed::Typed;
use crate::app::App;
use crate::domain::staff::signed_in::SignedIn;

/// Where a passkey would be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    TheSecondStep,
    TheConfirmation,
}

/// The passkeys of a member on the page of their second factor.
pub struct Section {
    pub drawn: Drawn,
    /// How many there are.
    pub count: usize,
}

/// No section.
pub async fn section(
    _: &App,
    _: &Shell,
    _: &SignedIn,
    _: &Typed,
) -> Result<Option<Section>, Failure> {
    Ok(None)
}

/// No button.
pub async fn button(
    _: &App,
    _: &Shell,
    _: (&SignedIn, At),
    _: &Typed,
) -> Result<Option<Drawn>, Failure> {
    Ok(None)
}
