//! Sessions of people: begun by a password, a one-time link or the first set-up; kept in the store, known by a hash.
//!
//! A session ends 12 hours after its last use, 7 days after its beginning, on sign-out, and when its person gets another password,
//! other rights, or is shut out. Each sign-in makes a new token; nothing a browser brought along becomes one.

use std::sync::Arc;

use model::{Actor, Caller};
use store::rows::UserRow;
use store::{IdKind, PersonSessionRow, SESSION_IDLE_MS, Session, SignInLinkRow, StoreError};

use crate::key::{digest, has_shape, new_token};
use crate::people::insert;
use crate::role::Role;
use crate::verified::{Holder, Principal};
use crate::{Access, AccessError, password, split};

/// How long a session lasts however much it is used: 7 days, in milliseconds.
pub const SESSION_MS: i64 = 7 * 86_400_000;
/// How long a link works unless it is said otherwise: 10 minutes, in milliseconds.
pub const LINK_MS: i64 = 10 * 60_000;
/// How long after signing in by a link a password may be set without the old one, which may be forgotten.
const FRESH_MS: i64 = 15 * 60_000;
/// Sessions of one person at the same time; the oldest go.
const SESSIONS_MAX: usize = 50;
/// Characters kept of what a browser calls itself.
const AGENT_CHARACTERS_MAX: usize = 200;

const SESSION_PREFIX: &str = "rs_";
const LINK_PREFIX: &str = "rl_";
const SETUP_PREFIX: &str = "ru_";

/// How a session begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// With a password.
    Password,
    /// With a one-time link.
    Link,
    /// By setting the installation up.
    Setup,
}

impl Way {
    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Link => "link",
            Self::Setup => "setup",
        }
    }
}

/// What signs in.
#[derive(Clone, Debug, Default)]
pub struct Device {
    /// Client address.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// A session, just begun. Its token is given to the browser and stored nowhere.
#[derive(Debug)]
pub struct NewSession {
    /// What the browser shows from now on.
    pub token: String,
    /// Who.
    pub person: UserRow,
    /// When it ends however much it is used.
    pub ends_ms: i64,
}

/// A session and its person, as stored.
#[derive(Clone, Debug)]
pub struct SessionHolder {
    /// The session.
    pub session: PersonSessionRow,
    /// Who.
    pub person: UserRow,
}

impl Access {
    /// Begins a session for the person with this address and password. Blocks for the slow hash.
    ///
    /// # Errors
    /// [`AccessError::Refused`], store errors.
    pub fn sign_in_by_password(&self, email: &str, password: &str, device: &Device) -> Result<NewSession, AccessError> {
        let (person, _) = self.user_check(email, password)?;
        let (token, draft) = self.session_draft(Way::Password, device)?;
        let row = self.store.write(move |session| {
            // Checking a password takes a while, in which the person may have been shut out or have got another one.
            let now = session.user(person.id)?.filter(|now| now.password == person.password && now.disabled_ms.is_none());
            begin(session, &draft, &now.ok_or(AccessError::Refused)?)
        })?;
        Ok(new_session(token, row))
    }

    /// Begins a session with a one-time link, which works no more afterwards.
    ///
    /// # Errors
    /// [`AccessError::Refused`], store errors.
    pub fn sign_in_by_link(&self, link: &str, device: &Device) -> Result<NewSession, AccessError> {
        if !has_shape(link, LINK_PREFIX) {
            return Err(AccessError::Refused);
        }
        let hash = digest(link);
        let now_ms = self.store.clock().now_ms();
        let (token, draft) = self.session_draft(Way::Link, device)?;
        let row = self.store.write(move |session| {
            let link = session.sign_in_link_take(&hash)?.filter(|link| link.ends_ms.is_none_or(|at| at > now_ms));
            let Some(link) = link else { return Ok::<_, AccessError>(None) };
            let Some(person) = session.user(link.person)? else { return Ok(None) };
            // A link that came too late is taken away all the same, which an error would undo.
            if person.disabled_ms.is_some() { Ok(None) } else { begin(session, &draft, &person).map(Some) }
        })?;
        row.map(|row| new_session(token, row)).ok_or(AccessError::Refused)
    }

    /// Makes a link that signs `person` in once, within `lifetime_ms` or, without one, whenever it is used. Returns its token.
    ///
    /// # Errors
    /// [`AccessError::Refused`] when there is no such person or they are shut out, store errors.
    pub fn link_create(&self, person: i64, lifetime_ms: Option<i64>) -> Result<String, AccessError> {
        let token = new_token(LINK_PREFIX).map_err(|_| AccessError::Random)?;
        let created_ms = self.store.clock().now_ms();
        let row = SignInLinkRow {
            hash: digest(&token).to_vec(),
            person,
            created_ms,
            ends_ms: lifetime_ms.map(|lifetime_ms| created_ms + lifetime_ms),
        };
        self.store.write(move |session| {
            if session.user(person)?.is_none_or(|person| person.disabled_ms.is_some()) {
                return Err(AccessError::Refused);
            }
            session.sign_in_links_end(person)?;
            Ok(session.sign_in_link_insert(&row)?)
        })?;
        Ok(token)
    }

    /// Who holds the session with this token.
    ///
    /// # Errors
    /// [`AccessError::Refused`], store errors.
    pub fn session_verify(&self, token: &str) -> Result<Arc<Principal>, AccessError> {
        if !has_shape(token, SESSION_PREFIX) {
            return Err(AccessError::Refused);
        }
        let digest = digest(token);
        match self.verified.get(&digest, self.store.clock().now_ms()) {
            Some(known) => Ok(known),
            None => self.session_principal(digest),
        }
    }

    pub(crate) fn session_principal(&self, digest: [u8; 32]) -> Result<Arc<Principal>, AccessError> {
        let now_ms = self.store.clock().now_ms();
        let SessionHolder { session, person } = self.session_of(digest)?.ok_or(AccessError::Refused)?;
        let holder = Holder {
            caller: Caller { actor: Actor::User(person.id), scopes: split(&person.scopes) },
            session: Some(session.id),
            expires_ms: Some(session.ends_ms),
            last_used_ms: Some(session.seen_ms),
        };
        Ok(self.verified.remember(digest, holder, now_ms))
    }

    /// The live session that `principal` stands for and its person; `None` for a key.
    ///
    /// # Errors
    /// Store errors.
    pub fn session_holder(&self, principal: &Principal) -> Result<Option<SessionHolder>, AccessError> {
        if principal.session.is_none() { Ok(None) } else { self.session_of(principal.digest) }
    }

    fn session_of(&self, digest: [u8; 32]) -> Result<Option<SessionHolder>, AccessError> {
        let now_ms = self.store.clock().now_ms();
        let found = self.store.read(move |session| {
            let Some(row) = session.person_session(&digest)? else { return Ok::<_, StoreError>(None) };
            Ok(session.user(row.person)?.map(|person| SessionHolder { session: row, person }))
        })?;
        Ok(found.filter(|found| {
            let row = &found.session;
            found.person.disabled_ms.is_none() && is_live(row, now_ms)
        }))
    }

    /// Live sessions of one person or of all, newest first.
    ///
    /// # Errors
    /// Store errors.
    pub fn sessions(&self, person: Option<i64>) -> Result<Vec<PersonSessionRow>, AccessError> {
        let now_ms = self.store.clock().now_ms();
        let mut rows = self.store.read(move |session| session.person_sessions(person))?;
        rows.retain(|row| is_live(row, now_ms));
        Ok(rows)
    }

    /// Ends the session with this id, of `person` alone if one is named. Works at once here, within five seconds in other
    /// processes. False when there is none.
    ///
    /// # Errors
    /// Store errors.
    pub fn session_end(&self, id: i64, person: Option<i64>) -> Result<bool, AccessError> {
        let ended = self.store.write(move |session| {
            let found = session.person_sessions(person)?.into_iter().find(|row| row.id == id);
            let Some(row) = found else { return Ok::<_, StoreError>(None) };
            session.person_session_end(&row.hash)?;
            Ok(Some(row.person))
        })?;
        if let Some(person) = ended {
            self.verified.forget(&Actor::User(person));
        }
        Ok(ended.is_some())
    }

    /// Gives the person behind `holder` another password and begins a new session, the only one from now on. The old password
    /// must be told, unless there is none or the session was begun by a link within a quarter of an hour.
    ///
    /// # Errors
    /// [`AccessError::Refused`] for a wrong old password, [`AccessError::PasswordLength`], store errors.
    pub fn own_password(&self, holder: &SessionHolder, old: Option<&str>, new: &str, device: &Device) -> Result<NewSession, AccessError> {
        let SessionHolder { session, person } = holder;
        let now_ms = self.store.clock().now_ms();
        let is_fresh = session.way != Way::Password.name() && now_ms - session.created_ms < FRESH_MS;
        if !is_fresh && !person.password.is_empty() && !password::verify(old.unwrap_or_default(), Some(&person.password)) {
            return Err(AccessError::Refused);
        }
        if !self.user_password(person.id, new)? {
            return Err(AccessError::Refused);
        }
        let (token, draft) = self.session_draft(Way::Password, device)?;
        let person = person.clone();
        let row = self.store.write(move |session| begin(session, &draft, &person))?;
        Ok(new_session(token, row))
    }

    /// True while nobody can sign in because there is nobody.
    ///
    /// # Errors
    /// Store errors.
    pub fn needs_setup(&self) -> Result<bool, AccessError> {
        Ok(self.users()?.is_empty())
    }

    /// Adds the first person, an administrator, and signs them in. Of several who come at once, one gets it. The one-time token
    /// is the caller's to check.
    ///
    /// # Errors
    /// [`AccessError::SetupClosed`] when there is somebody already, those of [`Access::user_add`].
    pub fn set_up(&self, email: &str, name: &str, password: &str, device: &Device) -> Result<NewSession, AccessError> {
        let person = self.draft(email, name, Some(password), &Role::Admin.scopes())?;
        let (token, draft) = self.session_draft(Way::Setup, device)?;
        let row = self.store.write(move |session| {
            session.people_lock()?;
            if !session.users()?.is_empty() {
                return Err(AccessError::SetupClosed);
            }
            let person = insert(session, &person)?;
            begin(session, &draft, &person)
        })?;
        Ok(new_session(token, row))
    }

    fn session_draft(&self, way: Way, device: &Device) -> Result<(String, PersonSessionRow), AccessError> {
        let token = new_token(SESSION_PREFIX).map_err(|_| AccessError::Random)?;
        let now_ms = self.store.clock().now_ms();
        let draft = PersonSessionRow {
            hash: digest(&token).to_vec(),
            id: 0,
            person: 0,
            way: way.name().to_owned(),
            created_ms: now_ms,
            seen_ms: now_ms,
            ends_ms: now_ms + SESSION_MS,
            address: device.address.clone(),
            agent: device.agent.chars().filter(|character| !character.is_control()).take(AGENT_CHARACTERS_MAX).collect(),
        };
        Ok((token, draft))
    }
}

/// A token for the set-up of a new installation.
///
/// # Errors
/// [`AccessError::Random`].
pub fn new_setup_token() -> Result<String, AccessError> {
    new_token(SETUP_PREFIX).map_err(|_| AccessError::Random)
}

fn is_live(row: &PersonSessionRow, now_ms: i64) -> bool {
    now_ms < row.ends_ms && now_ms - row.seen_ms < SESSION_IDLE_MS
}

fn begin(session: &mut Session<'_>, draft: &PersonSessionRow, person: &UserRow) -> Result<SessionHolder, AccessError> {
    let id = session.allocate_ids(IdKind::PersonSession, 1)?;
    let row = PersonSessionRow { id, person: person.id, ..draft.clone() };
    session.person_session_insert(&row, SESSIONS_MAX)?;
    Ok(SessionHolder { session: row, person: person.clone() })
}

fn new_session(token: String, holder: SessionHolder) -> NewSession {
    NewSession { token, person: holder.person, ends_ms: holder.session.ends_ms }
}
