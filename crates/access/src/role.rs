//! Roles: names for the sets of scopes that people begin with.

use model::Scope;

use crate::{join, split};

/// What a person is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// May do everything.
    Admin,
    /// Sees and changes records, starts imports and syncs' runs.
    Editor,
    /// Sees records.
    Reader,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Admin, Self::Editor, Self::Reader];

    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Editor => "editor",
            Self::Reader => "reader",
        }
    }

    /// The role with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// What it may do.
    #[must_use]
    pub fn scopes(self) -> Vec<Scope> {
        split(match self {
            Self::Admin => "admin",
            Self::Editor => "*:read *:write",
            Self::Reader => "*:read",
        })
    }

    /// The role with exactly these scopes, space-separated; `None` for a set of its own.
    #[must_use]
    pub fn of(scopes: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| join(&role.scopes()) == scopes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_known_by_its_name_and_by_its_scopes() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.name()), Some(role));
            assert_eq!(Role::of(&join(&role.scopes())), Some(role));
        }
        assert_eq!(Role::of("customers:read"), None);
        assert_eq!(Role::parse("owner"), None);
    }
}
