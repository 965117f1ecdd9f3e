//! Who asks, and what they may do. Every read and write of the store takes a caller.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::RunId;

/// Who made a change.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The product itself (start-up, maintenance) or the console of the machine.
    System,
    /// A person, by id.
    User(i64),
    /// An API key, by id.
    Key(i64),
    /// A run: who started it stands in the run.
    Run(RunId),
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System => f.write_str("system"),
            Self::User(id) => write!(f, "user:{id}"),
            Self::Key(id) => write!(f, "key:{id}"),
            Self::Run(id) => write!(f, "run:{id}"),
        }
    }
}

impl Actor {
    /// Reads the text form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "system" {
            return Some(Self::System);
        }
        let (kind, id) = text.split_once(':')?;
        let id = id.parse().ok()?;
        match kind {
            "user" => Some(Self::User(id)),
            "key" => Some(Self::Key(id)),
            "run" => Some(Self::Run(RunId(id))),
            _ => None,
        }
    }
}

/// What a caller wants to do with an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// See records, history, lists, exports.
    Read,
    /// Create, change, delete, merge, import.
    Write,
    /// Change the schema, keys, people, settings.
    Admin,
}

impl Verb {
    /// The name in scopes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Admin => "admin",
        }
    }
}

/// One right: `customers:read`, `*:write`, `admin`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Scope {
    /// `None` means every object.
    pub object: Option<String>,
    /// What is allowed. Write does not include read; admin includes everything.
    pub verb: Verb,
}

impl Scope {
    /// Reads the text form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "admin" {
            return Some(Self { object: None, verb: Verb::Admin });
        }
        let (object, verb) = text.split_once(':')?;
        let verb = match verb {
            "read" => Verb::Read,
            "write" => Verb::Write,
            _ => return None,
        };
        let object = if object == "*" { None } else { Some(object.to_owned()) };
        Some(Self { object, verb })
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.verb, &self.object) {
            (Verb::Admin, _) => f.write_str("admin"),
            (verb, object) => write!(f, "{}:{}", object.as_deref().unwrap_or("*"), verb.name()),
        }
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        scope.to_string()
    }
}

impl TryFrom<String> for Scope {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is not a scope; write e.g. customers:read, *:write or admin"))
    }
}

/// Somebody who asks, with their rights.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Recorded with every change.
    pub actor: Actor,
    /// What they may do.
    pub scopes: Vec<Scope>,
}

impl Caller {
    /// The console of the machine and the product itself: may do everything.
    #[must_use]
    pub fn system() -> Self {
        Self { actor: Actor::System, scopes: vec![Scope { object: None, verb: Verb::Admin }] }
    }

    /// True when one of the scopes allows `verb` on `object` (its plural API name).
    #[must_use]
    pub fn may(&self, verb: Verb, object: &str) -> bool {
        self.scopes.iter().any(|scope| {
            scope.verb == Verb::Admin || (scope.verb == verb && scope.object.as_deref().is_none_or(|allowed| allowed == object))
        })
    }

    /// True with the scope `admin`.
    #[must_use]
    pub fn may_administer(&self) -> bool {
        self.scopes.iter().any(|scope| scope.verb == Verb::Admin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_allow_what_they_say_and_no_more() {
        let caller = Caller {
            actor: Actor::Key(1),
            scopes: vec![Scope::parse("customers:read").expect("scope"), Scope::parse("*:write").expect("scope")],
        };
        assert!(caller.may(Verb::Read, "customers") && !caller.may(Verb::Read, "deals"));
        assert!(caller.may(Verb::Write, "deals") && !caller.may_administer());
        assert!(Caller::system().may(Verb::Read, "deals"));
        for text in ["admin", "*:read", "deals:write"] {
            assert_eq!(Scope::parse(text).expect("scope").to_string(), text);
        }
        assert!(Scope::parse("deals:fly").is_none());
        for actor in [Actor::System, Actor::User(3), Actor::Key(4), Actor::Run(RunId(5))] {
            assert_eq!(Actor::parse(&actor.to_string()), Some(actor));
        }
    }
}
