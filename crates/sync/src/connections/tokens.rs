//! Tokens of a connection, encrypted in the store, renewed by one caller at a time across threads and nodes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use connector::http::{Pause, Wake};
use connector::{ConnectorError, Token, TokenStore};
use store::{Store, StoreError, kill_point};

use super::secrets::{self, Vault, VaultError};

/// The right to renew ends after this time, so that a node that died does not hold the others up for ever. Longer than a
/// renewal with all its attempts takes.
const LEASE_MS: i64 = 120_000;
/// Between two looks whether another node has renewed.
const LOOK: Duration = Duration::from_millis(200);
/// Looks in all: a little longer than a lease.
const LOOKS_MAX: u32 = 700;

/// Tokens of one connection at one version of its settings: a token that was asked for with older settings is not kept.
pub(super) struct StoredTokens {
    pub(super) store: Store,
    pub(super) vault: Arc<dyn Vault>,
    pub(super) connection: i64,
    pub(super) version: i64,
    pub(super) pause: Arc<dyn Pause>,
    pub(super) cancel: Arc<AtomicBool>,
    /// Held by the thread of this process that renews.
    pub(super) turn: Arc<Mutex<()>>,
}

/// Gives the right to renew back, whatever happens.
struct Lease<'a> {
    tokens: &'a StoredTokens,
    kept: bool,
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        if !self.kept {
            let id = self.tokens.connection;
            // Where the store fails, the right ends by itself.
            drop(self.tokens.store.write(move |session| session.connection_token_release(id)));
        }
    }
}

impl TokenStore for StoredTokens {
    fn load(&self) -> Result<Option<Token>, ConnectorError> {
        let id = self.connection;
        let row = self.store.read(|session| session.connection(id)).map_err(|error| unavailable(&error))?;
        match row {
            Some(row) if !row.token.is_empty() => match secrets::open_token(self.vault.as_ref(), id, &row.token) {
                Ok(token) => Ok(Some(token)),
                Err(error) => Err(unreadable(&error)),
            },
            Some(_) | None => Ok(None),
        }
    }

    fn renew(
        &self,
        stale: Option<&Token>,
        renew: &mut dyn FnMut(Option<&Token>) -> Result<Token, ConnectorError>,
    ) -> Result<Token, ConnectorError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let is_fresh = |kept: &Token| stale.is_none_or(|stale| stale.access != kept.access);
        for _ in 0..LOOKS_MAX {
            if let Some(kept) = self.load()?.filter(is_fresh) {
                return Ok(kept);
            }
            if self.lease()? {
                let mut lease = Lease { tokens: self, kept: false };
                // Whoever had the right before may have used it between the look above and now.
                let kept = self.load()?;
                if let Some(kept) = kept.clone().filter(is_fresh) {
                    return Ok(kept);
                }
                kill_point("K9");
                let token = renew(kept.as_ref())?;
                // The other system may know the old one no more, and nobody has the new one yet.
                kill_point("K9");
                self.save(&token)?;
                kill_point("K9");
                lease.kept = true;
                return Ok(token);
            }
            let wake = Wake::default();
            self.pause.pause(&wake, wake.seen(), LOOK, &self.cancel);
            if self.cancel.load(Ordering::Relaxed) {
                return Err(ConnectorError::Cancelled);
            }
        }
        Err(ConnectorError::Unavailable {
            system: "rapport".to_owned(),
            reason: "another process renews the token and does not come to an end".to_owned(),
            retry_after: None,
        })
    }
}

impl StoredTokens {
    fn lease(&self) -> Result<bool, ConnectorError> {
        let id = self.connection;
        let taken = self.store.write(move |session| {
            let until_ms = session.now_ms() + LEASE_MS;
            session.connection_token_lease(id, until_ms)
        });
        taken.map_err(|error| unavailable(&error))
    }

    /// On disk when this returns. With the token goes the right to renew.
    fn save(&self, token: &Token) -> Result<(), ConnectorError> {
        let (id, version) = (self.connection, self.version);
        let sealed = secrets::seal_token(self.vault.as_ref(), id, token).map_err(|error| unreadable(&error))?;
        let is_kept = self.store.write(move |session| {
            let is_same = session.connection_for_update(id)?.is_some_and(|row| row.version == version);
            if is_same {
                session.connection_token_save(id, &sealed)?;
            }
            Ok::<_, StoreError>(is_same)
        });
        if is_kept.map_err(|error| unavailable(&error))? {
            return Ok(());
        }
        Err(ConnectorError::Unavailable {
            system: "rapport".to_owned(),
            reason: "the connection was changed while its token was renewed".to_owned(),
            retry_after: None,
        })
    }
}

/// The token of an account that is not stored.
#[derive(Default)]
pub(super) struct MemoryTokens(Mutex<Option<Token>>);

impl TokenStore for MemoryTokens {
    fn load(&self) -> Result<Option<Token>, ConnectorError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn renew(
        &self,
        stale: Option<&Token>,
        renew: &mut dyn FnMut(Option<&Token>) -> Result<Token, ConnectorError>,
    ) -> Result<Token, ConnectorError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.as_ref()
            && stale.is_none_or(|stale| stale.access != kept.access)
        {
            return Ok(kept.clone());
        }
        let token = renew(kept.as_ref())?;
        *kept = Some(token.clone());
        Ok(token)
    }
}

fn unavailable(error: &StoreError) -> ConnectorError {
    ConnectorError::Unavailable {
        system: "rapport".to_owned(),
        reason: format!("tokens cannot be read or kept: {error}"),
        retry_after: None,
    }
}

fn unreadable(error: &VaultError) -> ConnectorError {
    ConnectorError::Setting { setting: "secrets".to_owned(), reason: error.to_string() }
}
