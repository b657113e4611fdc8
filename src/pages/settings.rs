//! The settings: what there is to set, for those who may look at it.

use askama::Template;

use crate::edge::error::Answer;
use crate::edge::guard::Member;
use crate::edge::respond::html;
use crate::edge::shell::Shell;

/// Every page of settings that the reader may open.
#[derive(Template)]
#[template(path = "settings/index.html")]
struct IndexPage {
    shell: Shell,
}

/// `GET /settings`
pub async fn index(_staff: Member, shell: Shell) -> Answer {
    html(&IndexPage { shell })
}
