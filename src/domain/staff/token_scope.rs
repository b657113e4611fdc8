//! What a token may do of what its owner may: never more, whatever it was made for.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use super::permission::{Permission, Permissions};

/// What a token is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenScope {
    /// All that its owner may at the time of use.
    Everything,
    /// Of that, what only reads.
    OnlyReads,
    /// Of that, what was chosen.
    Chosen(Permissions),
}

const EVERYTHING: &str = "everything";
const READS: &str = "read";

impl TokenScope {
    /// The kinds, in the order of the form; their words have the key `token-scope-CODE`.
    pub const CODES: [&str; 3] = [READS, EVERYTHING, "chosen"];

    /// The code of the kind.
    pub fn code(&self) -> &'static str {
        match self {
            TokenScope::OnlyReads => READS,
            TokenScope::Everything => EVERYTHING,
            TokenScope::Chosen(_) => "chosen",
        }
    }

    /// What is left of what the owner may.
    pub fn of(&self, owner: Permissions) -> Permissions {
        let within = |permission: &Permission| match self {
            TokenScope::Everything => true,
            TokenScope::OnlyReads => permission.only_reads(),
            TokenScope::Chosen(chosen) => chosen.contains(permission),
        };
        owner.into_iter().filter(within).collect()
    }
}

impl fmt::Display for TokenScope {
    /// As it is stored.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TokenScope::Everything => out.write_str(EVERYTHING),
            TokenScope::OnlyReads => out.write_str(READS),
            TokenScope::Chosen(chosen) => {
                let codes: Vec<&str> = chosen.iter().map(|each| each.code()).collect();
                out.write_str(&codes.join(","))
            }
        }
    }
}

impl FromStr for TokenScope {
    type Err = Infallible;

    /// What cannot be read allows nothing: a scope never grows by a mistake.
    fn from_str(stored: &str) -> Result<TokenScope, Infallible> {
        Ok(match stored {
            EVERYTHING => TokenScope::Everything,
            READS => TokenScope::OnlyReads,
            codes => {
                let known = codes.split(',').filter_map(Permission::from_code);
                TokenScope::Chosen(known.collect())
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Permissions {
        Permission::ALL.iter().copied().collect()
    }

    #[test]
    fn a_scope_is_read_as_it_was_written_and_takes_nothing_that_its_owner_lacks() {
        let chosen = Permissions::from([Permission::ViewStaff, Permission::UpdateStaff]);
        for scope in [
            TokenScope::Everything,
            TokenScope::OnlyReads,
            TokenScope::Chosen(chosen.clone()),
        ] {
            assert_eq!(scope.to_string().parse(), Ok(scope.clone()));
            let owner = Permissions::from([Permission::ViewStaff, Permission::UpdateMonitors]);
            assert!(scope.of(owner.clone()).is_subset(&owner), "{scope}");
        }
        assert_eq!(TokenScope::Chosen(chosen.clone()).of(all()), chosen);
        assert_eq!(TokenScope::Everything.of(all()), all());
        assert!(
            TokenScope::OnlyReads
                .of(all())
                .iter()
                .all(|each| each.only_reads())
        );
    }

    #[test]
    fn what_cannot_be_read_allows_nothing() {
        for stored in ["", "EVERYTHING", "all", "customers.destroy"] {
            let Ok(scope) = stored.parse::<TokenScope>();
            assert!(scope.of(all()).is_empty(), "{stored}");
        }
    }
}
