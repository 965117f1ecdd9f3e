//! Who may do what: API keys, people and their sessions, and the one decision function; and the vault that keeps secrets of connections.
//!
//! Keys are random and long, so their SHA-256 is stored and nothing slower is needed; passwords are chosen by people and get
//! Argon2id. A verified key is remembered in memory for a few seconds, so that checking it costs about a microsecond and a
//! revocation by another process works soon, one by this process at once. Nothing here speaks HTTP.

mod key;
mod password;
mod people;
mod role;
mod sign_in;
pub mod vault;
mod verified;

use std::sync::Arc;

use model::{Actor, Caller, Scope, Verb};
use store::rows::ApiKeyRow;
use store::{IdKind, Store, StoreError};

pub use key::KEY_PREFIX;
pub use people::PersonChange;
pub use role::Role;
pub use sign_in::{Device, LINK_MS, NewSession, SESSION_MS, SessionHolder, Way, new_setup_token};
pub use verified::Principal;

use key::{digest, new_key};
use verified::{Holder, Verified};

/// Why a key or a person was refused, or could not be made.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// No such key or person, wrong password, expired, revoked, shut out. Deliberately one variant.
    #[error("the key or password is not valid")]
    Refused,
    /// A scope that does not read.
    #[error("scope {0:?} is unknown; write e.g. customers:read, *:write or admin")]
    Scope(String),
    /// A name that is empty or longer than 100 characters.
    #[error("a name has 1 to 100 characters")]
    Name,
    /// An address without `@`, or longer than 254 characters.
    #[error("this is not an e-mail address")]
    Email,
    /// A password shorter than 12 or longer than 256 characters.
    #[error("a password has 12 to 256 characters")]
    PasswordLength,
    /// The address belongs to another person.
    #[error("somebody with this address exists already")]
    EmailTaken,
    /// The installation has its first person already, or the one-time token is another one.
    #[error("the one-time token does not fit, or somebody has set this installation up already")]
    SetupClosed,
    /// The last administrator must stay.
    #[error("somebody must remain who may administer; make another person an administrator first")]
    LastAdministrator,
    /// The operating system gave no randomness, or hashing failed.
    #[error("the operating system gave no randomness")]
    Random,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keys and people of one installation. Cheap to clone.
#[derive(Clone)]
pub struct Access {
    store: Store,
    verified: Arc<Verified>,
}

/// A key, just made. Its text is shown once and stored nowhere.
pub struct NewKey {
    /// What is stored.
    pub row: ApiKeyRow,
    /// The key itself.
    pub token: String,
}

impl Access {
    /// Over an open store.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store, verified: Arc::new(Verified::default()) }
    }

    /// Makes a key. Blocks until it is on disk.
    ///
    /// # Errors
    /// [`AccessError::Name`], [`AccessError::Scope`] for an empty list, store errors.
    pub fn key_create(&self, name: &str, scopes: &[Scope], expires_ms: Option<i64>) -> Result<NewKey, AccessError> {
        check_name(name)?;
        if scopes.is_empty() {
            return Err(AccessError::Scope(String::new()));
        }
        let token = new_key().map_err(|_| AccessError::Random)?;
        let draft = ApiKeyRow {
            id: 0,
            name: name.to_owned(),
            prefix: token.chars().take(KEY_PREFIX.len() + 4).collect(),
            hash: digest(&token).to_vec(),
            scopes: join(scopes),
            created_ms: self.store.clock().now_ms(),
            expires_ms,
            revoked_ms: None,
            last_used_ms: None,
        };
        let row = self.store.write(move |session| {
            let id = session.allocate_ids(IdKind::ApiKey, 1)?;
            let row = ApiKeyRow { id, ..draft.clone() };
            session.api_key_insert(&row)?;
            Ok::<_, StoreError>(row)
        })?;
        Ok(NewKey { row, token })
    }

    /// All keys by id, revoked ones too.
    ///
    /// # Errors
    /// Store errors.
    pub fn keys(&self) -> Result<Vec<ApiKeyRow>, AccessError> {
        Ok(self.store.read(|session| session.api_keys())?)
    }

    /// Revokes a key; works at once here, within five seconds in other processes. False when there is none.
    ///
    /// # Errors
    /// Store errors.
    pub fn key_revoke(&self, id: i64) -> Result<bool, AccessError> {
        let at_ms = self.store.clock().now_ms();
        let done = self.store.write(move |session| session.api_key_revoke(id, at_ms))?;
        self.verified.forget(&Actor::Key(id));
        Ok(done)
    }

    /// The key remembered for this text, without asking the store; `None` means: ask [`Access::verify`].
    #[must_use]
    pub fn remembered(&self, token: &str) -> Option<Arc<Principal>> {
        self.verified.get(&digest(token), self.store.clock().now_ms()).filter(|known| known.session.is_none())
    }

    /// True for a key that this process found valid before, however long ago: no guess.
    #[must_use]
    pub fn was_valid(&self, token: &str) -> bool {
        self.verified.was_valid(&digest(token))
    }

    /// Who holds this key.
    ///
    /// # Errors
    /// [`AccessError::Refused`], store errors.
    pub fn verify(&self, token: &str) -> Result<Arc<Principal>, AccessError> {
        if let Some(known) = self.remembered(token) {
            return Ok(known);
        }
        if key::has_key_shape(token) { self.key_of(digest(token)) } else { Err(AccessError::Refused) }
    }

    /// Whether what was valid a while ago is so still, and with which rights: for answers that take long.
    ///
    /// # Errors
    /// [`AccessError::Refused`], store errors.
    pub fn confirm(&self, principal: &Principal) -> Result<Arc<Principal>, AccessError> {
        if let Some(known) = self.verified.get(&principal.digest, self.store.clock().now_ms()) {
            return Ok(known);
        }
        if principal.session.is_some() { self.session_principal(principal.digest) } else { self.key_of(principal.digest) }
    }

    fn key_of(&self, digest: [u8; 32]) -> Result<Arc<Principal>, AccessError> {
        let now_ms = self.store.clock().now_ms();
        let row = self.store.read(|session| session.api_key_by_hash(&digest))?.ok_or(AccessError::Refused)?;
        if row.revoked_ms.is_some() || row.expires_ms.is_some_and(|at| at <= now_ms) {
            self.verified.forget(&Actor::Key(row.id));
            return Err(AccessError::Refused);
        }
        let caller = Caller { actor: Actor::Key(row.id), scopes: split(&row.scopes) };
        let holder = Holder { caller, session: None, expires_ms: row.expires_ms, last_used_ms: row.last_used_ms };
        Ok(self.verified.remember(digest, holder, now_ms))
    }

    /// Notes the use of a key or session, at most once a minute; does not wait.
    pub fn note_use(&self, principal: &Principal) {
        let now_ms = self.store.clock().now_ms();
        if !principal.is_use_due(now_ms) {
            return;
        }
        let (actor, digest) = (principal.caller.actor.clone(), principal.digest);
        match actor {
            Actor::Key(id) => drop(self.store.submit(move |session| session.api_key_touch(id, now_ms))),
            Actor::User(_) => drop(self.store.submit(move |session| session.person_session_touch(&digest, now_ms))),
            Actor::System | Actor::Run(_) => {}
        }
    }
}

/// The one decision: may `caller` do this? `object` is the plural API name.
///
/// # Errors
/// The scope that is missing.
pub fn authorise(caller: &Caller, verb: Verb, object: &str) -> Result<(), Scope> {
    if caller.may(verb, object) {
        return Ok(());
    }
    let object = if verb == Verb::Admin { None } else { Some(object.to_owned()) };
    Err(Scope { object, verb })
}

/// As [`authorise`], where any object will do.
///
/// # Errors
/// The scope that is missing.
pub fn authorise_some(caller: &Caller, verb: Verb) -> Result<(), Scope> {
    let may = caller.may_administer() || caller.scopes.iter().any(|scope| scope.verb == verb);
    if may { Ok(()) } else { Err(Scope { object: None, verb }) }
}

/// Reads scopes separated by blanks or commas.
///
/// # Errors
/// [`AccessError::Scope`] with the first unknown one.
pub fn read_scopes(text: &str) -> Result<Vec<Scope>, AccessError> {
    text.split([' ', ','])
        .filter(|part| !part.is_empty())
        .map(|part| Scope::parse(part).ok_or_else(|| AccessError::Scope(part.chars().take(80).collect())))
        .collect()
}

fn check_name(name: &str) -> Result<(), AccessError> {
    let fits = !name.trim().is_empty() && name.chars().count() <= 100 && !name.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(AccessError::Name) }
}

fn join(scopes: &[Scope]) -> String {
    scopes.iter().map(Scope::to_string).collect::<Vec<_>>().join(" ")
}

fn split(scopes: &str) -> Vec<Scope> {
    scopes.split(' ').filter_map(Scope::parse).collect()
}
