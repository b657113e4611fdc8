//! The permissions as a table: an area to a row, what is done there to a column.

use crate::domain::staff::permission::{Permission, Permissions};

/// The columns that most areas have; everything else is special.
pub const VERBS: [&str; 4] = ["view", "create", "update", "delete"];

/// An area with its permissions.
pub struct Area {
    /// The first half of their codes; its words have the key `area-CODE`.
    pub code: &'static str,
    /// What is in each of [`VERBS`], and then what is special.
    pub cells: [Vec<Cell>; 5],
}

/// One permission.
pub struct Cell {
    pub permission: Permission,
    pub on: bool,
}

/// Those that are on.
pub fn granted(areas: &[Area]) -> Permissions {
    let cells = areas.iter().flat_map(|area| area.cells.iter().flatten());
    let on = cells.filter(|cell| cell.on);
    on.map(|cell| cell.permission).collect()
}

/// All of them, with those on that are granted.
pub fn areas(granted: &Permissions) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for permission in Permission::ALL.iter().copied() {
        let (code, verb) = permission.code().split_once('.').unwrap_or_default();
        let known = areas.iter().position(|area| area.code == code);
        let at = known.unwrap_or_else(|| {
            let cells = Default::default();
            areas.push(Area { code, cells });
            areas.len() - 1
        });
        let column = VERBS.iter().position(|known| *known == verb);
        areas[at].cells[column.unwrap_or(VERBS.len())].push(Cell {
            permission,
            on: granted.contains(&permission),
        });
    }
    areas
}

/// What a quick pick grants; `None` for one that there is not.
pub fn picked(pick: &str) -> Option<Permissions> {
    let all = Permission::ALL.iter().copied();
    match pick {
        "all" => Some(all.collect()),
        "none" => Some(Permissions::new()),
        "view" => Some(all.filter(|permission| permission.only_reads()).collect()),
        _ => None,
    }
}
