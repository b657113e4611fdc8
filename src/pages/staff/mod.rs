//! Staff: the list, one member, inviting and changing them, and their groups.

pub mod form;
pub mod groups;
pub mod invitation;
pub mod list;
mod matrix;
pub mod show;

use crate::app::App;
use crate::domain::staff::invite::Sender;
use crate::edge::shell::Shell;

/// What a letter to a new member is made with.
fn sender<'a>(app: &'a App, shell: &Shell) -> Sender<'a> {
    Sender {
        key: &app.key,
        base: app.config.public_url.as_str(),
        locale: shell.locale,
    }
}
