//! Whom the journal offers to be filtered by.

use std::collections::BTreeMap;

use crate::app::App;
use crate::domain::journal::entry::Model;
use crate::domain::journal::search::JournalFilter;
use crate::domain::staff::permission::Permission;
use crate::domain::staff::roster;
use crate::edge::error::Failure;
use crate::edge::shell::Shell;

/// Whom to choose from, as id and name: all staff for those who see them; else oneself and whom the
/// page names anyway. Who is chosen stays so, as a number when nothing on the page says who it is.
pub(super) async fn choice(
    shell: &Shell,
    app: &App,
    filter: &JournalFilter,
    entries: &[Model],
) -> Result<Vec<(String, String)>, Failure> {
    if shell.may(Permission::ViewStaff) {
        let everyone = roster::everyone(app.db.read()).await?.into_iter();
        let named = everyone.map(|person| (person.id.to_string(), person.name));
        return Ok(named.collect());
    }
    let members = entries.iter().filter_map(|entry| {
        let id = entry.actor_id?;
        Some((id.to_string(), entry.actor_name.clone()))
    });
    let own = shell.staff.iter();
    let own = own.map(|staff| (staff.id.to_string(), staff.name.clone()));
    let chosen = filter.criteria().into_iter();
    let chosen = chosen.filter(|(name, value)| *name == "actor" && value.parse::<i64>().is_ok());
    let numbers = chosen.map(|(_, id)| (id.clone(), id));
    // The later of two with the same number stays.
    let names: BTreeMap<String, String> = numbers.chain(members).chain(own).collect();
    let mut names: Vec<(String, String)> = names.into_iter().collect();
    names.sort_by(|(_, one), (_, other)| one.cmp(other));
    Ok(names)
}
