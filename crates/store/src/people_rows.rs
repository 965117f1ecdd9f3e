//! Rows around people: sessions, sign-in links, saved views. Of tokens only the SHA-256 is kept.

use model::ObjectId;

/// A signed-in person on one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonSessionRow {
    /// SHA-256 of the token that the browser holds; the primary key.
    pub hash: Vec<u8>,
    /// What it is called in lists; no secret.
    pub id: i64,
    /// Who.
    pub person: i64,
    /// How it began: `password`, `link` or `setup`.
    pub way: String,
    /// When it began.
    pub created_ms: i64,
    /// When it was last used, to the minute.
    pub seen_ms: i64,
    /// When it ends however much it is used.
    pub ends_ms: i64,
    /// Client address at the beginning.
    pub address: String,
    /// What the browser calls itself, shortened.
    pub agent: String,
}

/// A link that signs somebody in, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInLinkRow {
    /// SHA-256 of its token; the primary key.
    pub hash: Vec<u8>,
    /// Who.
    pub person: i64,
    /// When it was made.
    pub created_ms: i64,
    /// When it stops to work; `None`: with its first use only.
    pub ends_ms: Option<i64>,
}

/// A list as somebody wants to see it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListViewRow {
    /// Primary key.
    pub id: i64,
    /// The object whose records it lists.
    pub object: ObjectId,
    /// [`model::Actor`] as text.
    pub owner: String,
    /// Others see it too.
    pub shared: bool,
    /// Shown name.
    pub name: String,
    /// Columns, filter, order: JSON object text.
    pub definition: String,
    /// Raised by one with each change.
    pub version: i64,
    /// When it was made.
    pub created_ms: i64,
    /// When it last changed.
    pub updated_ms: i64,
}
