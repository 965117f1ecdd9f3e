//! People: who there is, and what about them may change.
//!
//! Whoever loses rights, is shut out or gets another password loses all sessions in the same transaction. Somebody who may
//! administer always remains; that is looked at while nobody else changes people.

use model::{Actor, Caller, Scope};
use store::rows::UserRow;
use store::{IdKind, Session, StoreError};

use crate::role::Role;
use crate::{Access, AccessError, check_name, join, password, split};

/// Characters of a password.
const PASSWORD_CHARACTERS: std::ops::RangeInclusive<usize> = 12..=256;

/// What is to change of a person; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct PersonChange {
    /// Shown name.
    pub name: Option<String>,
    /// What the person may do.
    pub role: Option<Role>,
    /// Shut out, or let in again.
    pub disabled: Option<bool>,
}

impl Access {
    /// Adds a person with a password. Blocks, also for the slow hash.
    ///
    /// # Errors
    /// [`AccessError::Name`], [`AccessError::Email`], [`AccessError::PasswordLength`], [`AccessError::EmailTaken`].
    pub fn user_add(&self, email: &str, name: &str, password: &str, scopes: &[Scope]) -> Result<UserRow, AccessError> {
        let draft = self.draft(email, name, Some(password), scopes)?;
        self.store.write(move |session| insert(session, &draft))
    }

    /// Adds a person without a password, who signs in by a link first.
    ///
    /// # Errors
    /// [`AccessError::Name`], [`AccessError::Email`], [`AccessError::EmailTaken`].
    pub fn user_invite(&self, email: &str, name: &str, role: Role) -> Result<UserRow, AccessError> {
        let draft = self.draft(email, name, None, &role.scopes())?;
        self.store.write(move |session| insert(session, &draft))
    }

    pub(crate) fn draft(&self, email: &str, name: &str, password: Option<&str>, scopes: &[Scope]) -> Result<UserRow, AccessError> {
        let name = name.trim();
        check_name(name)?;
        let email = email.trim().to_lowercase();
        let is_address = email.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
        if email.len() > 254 || !is_address || email.chars().any(|character| character.is_control() || character.is_whitespace()) {
            return Err(AccessError::Email);
        }
        Ok(UserRow {
            id: 0,
            email,
            name: name.to_owned(),
            password: password.map_or(Ok(String::new()), hashed)?,
            scopes: join(scopes),
            created_ms: self.store.clock().now_ms(),
            disabled_ms: None,
        })
    }

    /// The person with this address and password. Takes the same time whether or not the address is known.
    ///
    /// # Errors
    /// [`AccessError::Refused`], store errors.
    pub fn user_check(&self, email: &str, password: &str) -> Result<(UserRow, Caller), AccessError> {
        let email = email.trim().to_lowercase();
        let row = self.store.read(|session| session.user_by_email(&email))?;
        let is_right = password::verify(password, row.as_ref().map(|row| row.password.as_str()));
        match row {
            Some(row) if is_right && row.disabled_ms.is_none() => {
                let caller = Caller { actor: Actor::User(row.id), scopes: split(&row.scopes) };
                Ok((row, caller))
            }
            _ => Err(AccessError::Refused),
        }
    }

    /// All people by id, those shut out too.
    ///
    /// # Errors
    /// Store errors.
    pub fn users(&self) -> Result<Vec<UserRow>, AccessError> {
        Ok(self.store.read(|session| session.users())?)
    }

    /// The person with this id.
    ///
    /// # Errors
    /// Store errors.
    pub fn user(&self, id: i64) -> Result<Option<UserRow>, AccessError> {
        Ok(self.store.read(move |session| session.user(id))?)
    }

    /// The person with this address.
    ///
    /// # Errors
    /// Store errors.
    pub fn user_by_email(&self, email: &str) -> Result<Option<UserRow>, AccessError> {
        let email = email.trim().to_lowercase();
        Ok(self.store.read(|session| session.user_by_email(&email))?)
    }

    /// Changes a person; `None` when there is none.
    ///
    /// # Errors
    /// [`AccessError::Name`], [`AccessError::LastAdministrator`], store errors.
    pub fn user_change(&self, id: i64, change: &PersonChange) -> Result<Option<UserRow>, AccessError> {
        if let Some(name) = &change.name {
            check_name(name)?;
        }
        let (change, now_ms) = (change.clone(), self.store.clock().now_ms());
        let changed = self.store.write(move |session| {
            session.people_lock()?;
            let Some(before) = session.user(id)? else { return Ok::<_, AccessError>(None) };
            let mut row = before.clone();
            if let Some(name) = &change.name {
                row.name = name.trim().to_owned();
            }
            if let Some(role) = change.role {
                row.scopes = join(&role.scopes());
            }
            if let Some(disabled) = change.disabled {
                row.disabled_ms = disabled.then(|| row.disabled_ms.unwrap_or(now_ms));
            }
            session.user_update(&row)?;
            if row.scopes != before.scopes || row.disabled_ms.is_some() {
                session.person_sessions_end(id)?;
            }
            if may_administer(&before) && !may_administer(&row) && !session.users()?.iter().any(may_administer) {
                return Err(AccessError::LastAdministrator);
            }
            Ok(Some(row))
        })?;
        self.verified.forget(&Actor::User(id));
        Ok(changed)
    }

    /// Gives a person another password and ends all their sessions. False when there is no such person. Blocks for the slow hash.
    ///
    /// # Errors
    /// [`AccessError::PasswordLength`], store errors.
    pub fn user_password(&self, id: i64, password: &str) -> Result<bool, AccessError> {
        let hash = hashed(password)?;
        let done = self.store.write(move |session| {
            session.people_lock()?;
            let Some(mut row) = session.user(id)? else { return Ok::<_, StoreError>(false) };
            row.password.clone_from(&hash);
            session.user_update(&row)?;
            session.person_sessions_end(id)?;
            Ok(true)
        })?;
        self.verified.forget(&Actor::User(id));
        Ok(done)
    }
}

/// The Argon2id hash of a password that is neither too short nor too long.
pub(crate) fn hashed(password: &str) -> Result<String, AccessError> {
    if !PASSWORD_CHARACTERS.contains(&password.chars().count()) {
        return Err(AccessError::PasswordLength);
    }
    password::hash(password).ok_or(AccessError::Random)
}

pub(crate) fn insert(session: &mut Session<'_>, draft: &UserRow) -> Result<UserRow, AccessError> {
    let row = UserRow { id: session.allocate_ids(IdKind::User, 1)?, ..draft.clone() };
    if session.user_insert(&row)? { Ok(row) } else { Err(AccessError::EmailTaken) }
}

fn may_administer(row: &UserRow) -> bool {
    let caller = Caller { actor: Actor::User(row.id), scopes: split(&row.scopes) };
    row.disabled_ms.is_none() && caller.may_administer()
}
