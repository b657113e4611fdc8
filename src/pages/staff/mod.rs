//! Staff: the list, one member, inviting and changing them, and their groups.

pub mod form;
mod group_form;
pub mod groups;
pub mod invitation;
pub mod list;
mod matrix;
pub mod show;

use crate::app::App;
use crate::domain::staff::invite::Sender;
use crate::edge::shell::Shell;

/// Whoever has less than a member does nothing about them.
const BEYOND: &str = "error-beyond-you";

/// What a letter to a new member is made with.
fn sender<'a>(app: &'a App, shell: &Shell) -> Sender<'a> {
    Sender {
        key: &app.key,
        base: app.config.public_url.as_str(),
        locale: shell.locale,
    }
}
