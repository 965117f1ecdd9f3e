//! Opening the account of a connection: for work, for people who look around, for pushes, and without being stored.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use connector::http::{Exchanges, Limits, Priority};
use connector::{Account, ConnectContext, ConnectorError, SecretText, TokenStore};
use serde_json::{Map, Value};
use store::{ConnectionRow, ConnectionState, StoreError};

use super::tokens::{MemoryTokens, StoredTokens};
use super::watched::{Before, Watch, WatchedAccount};
use super::{
    ConnectionDraft, ConnectionError, Connections, Known, PUSHED_FOR, PUSHED_MAX, PauseCause, Purpose, Pushed, Sealed, UNSAVED, Use,
    health, lock, network, secrets, settings, settings_of,
};

impl Connections {
    /// Opens an account that is not stored; its token is forgotten with it.
    ///
    /// # Errors
    /// [`ConnectionError::Setting`] and others that name what does not fit.
    pub fn open_unsaved(&self, draft: &ConnectionDraft) -> Result<Box<dyn Account>, ConnectionError> {
        self.check_settings(&draft.connector, &draft.settings, draft.secrets.keys())?;
        let using = Use { priority: Priority::Interactive, ..Use::default() };
        self.connect_with((UNSAVED, 0), &draft.connector, &draft.settings, draft.secrets.clone(), &using)
    }

    /// Opens a connection for work, after looking whether it still answers for the same organisation.
    ///
    /// # Errors
    /// [`ConnectionError::Paused`] for a connection that waits for a person, [`ConnectionError::Connector`] for what the other
    /// system says, store errors.
    pub fn open_account(&self, id: i64, using: &Use) -> Result<Box<dyn Account>, ConnectionError> {
        let row = self.row(id)?;
        match row.state {
            ConnectionState::Active => {}
            ConnectionState::Paused => return Err(ConnectionError::Paused { name: row.name, reason: row.reason }),
            ConnectionState::Archived => return Err(ConnectionError::NotFound(id.to_string())),
        }
        let account = self.connect(&row, using, Purpose::Work)?;
        self.verify_organisation(&row, account.as_ref())?;
        Ok(account)
    }

    /// Opens a connection for a person who looks around or for a push that arrives: makes no call, and paused ones open too.
    ///
    /// # Errors
    /// As [`Connections::open_account`], but for the pause.
    pub fn open_for_discovery(&self, id: i64) -> Result<Box<dyn Account>, ConnectionError> {
        let row = self.row(id)?;
        if row.state == ConnectionState::Archived {
            return Err(ConnectionError::NotFound(id.to_string()));
        }
        let using = Use { priority: Priority::Interactive, ..Use::default() };
        self.connect(&row, &using, Purpose::Discovery)
    }

    /// As [`Connections::open_for_discovery`], kept open for the pushes that follow.
    ///
    /// # Errors
    /// As [`Connections::open_for_discovery`].
    pub fn open_for_pushes(&self, id: i64) -> Result<Arc<dyn Account>, ConnectionError> {
        let kept = lock(&self.inner.pushed).get(&id).cloned();
        if let Some(kept) = kept.as_ref().filter(|kept| kept.looked.elapsed() < PUSHED_FOR) {
            return Ok(Arc::clone(&kept.account));
        }
        let row = self.row(id)?;
        if row.state == ConnectionState::Archived {
            lock(&self.inner.pushed).remove(&id);
            return Err(ConnectionError::NotFound(id.to_string()));
        }
        let account = match kept.filter(|kept| kept.version == row.version) {
            Some(kept) => kept.account,
            None => {
                let using = Use { priority: Priority::Interactive, ..Use::default() };
                Arc::from(self.connect(&row, &using, Purpose::Discovery)?)
            }
        };
        let mut pushed = lock(&self.inner.pushed);
        if pushed.len() >= PUSHED_MAX && !pushed.contains_key(&id) {
            pushed.clear();
        }
        pushed.insert(id, Pushed { version: row.version, account: Arc::clone(&account), looked: Instant::now() });
        Ok(account)
    }

    /// Forgets the account that takes pushes, after its settings were changed here.
    pub(crate) fn forget_pushed(&self, id: i64) {
        lock(&self.inner.pushed).remove(&id);
    }

    pub(super) fn connect(&self, row: &ConnectionRow, using: &Use, purpose: Purpose) -> Result<Box<dyn Account>, ConnectionError> {
        let sealed = secrets::read(&row.secrets)?;
        let secrets = secrets::open_all(self.inner.setup.vault.as_ref(), row.id, &sealed)?;
        let before = if purpose == Purpose::Discovery { self.before(row, &sealed, using)? } else { None };
        let exchanges = Arc::new(Exchanges::default());
        let settings = settings_of(row)?;
        let inner = self.connect_keeping((row.id, row.version), &row.connector, &settings, secrets, using, Some(&exchanges))?;
        let watch = Watch { connections: self.clone(), connection: row.id, version: row.version, purpose };
        Ok(Box::new(WatchedAccount { inner, watch, exchanges, before }))
    }

    /// The account with the secrets before, while these count for calls of the other system.
    fn before(&self, row: &ConnectionRow, sealed: &Sealed, using: &Use) -> Result<Option<Before>, ConnectionError> {
        let Some(until_ms) = secrets::until(sealed) else { return Ok(None) };
        let opened = secrets::open_before(self.inner.setup.vault.as_ref(), row.id, sealed, self.inner.clock.now_ms())?;
        let Some(opened) = opened else { return Ok(None) };
        // What cannot be opened any more counts no longer; the secrets in use do.
        let account = self.connect_with((row.id, row.version), &row.connector, &settings_of(row)?, opened, using).ok();
        Ok(account.map(|account| Before { account, until_ms }))
    }

    /// Makes the account of these settings; makes no call.
    pub(super) fn connect_with(
        &self,
        about: (i64, i64),
        connector: &str,
        settings: &Map<String, Value>,
        secrets: BTreeMap<String, SecretText>,
        using: &Use,
    ) -> Result<Box<dyn Account>, ConnectionError> {
        self.connect_keeping(about, connector, settings, secrets, using, None)
    }

    /// As [`Connections::connect_with`], with a place where its calls are kept.
    fn connect_keeping(
        &self,
        (id, version): (i64, i64),
        connector: &str,
        settings: &Map<String, Value>,
        secrets: BTreeMap<String, SecretText>,
        using: &Use,
        exchanges: Option<&Arc<Exchanges>>,
    ) -> Result<Box<dyn Account>, ConnectionError> {
        let setup = &self.inner.setup;
        let connector = self.connector(connector)?;
        let stored = self.store().read(|session| session.setting(network::SETTING))?;
        let network = self.network_for(stored.as_deref().unwrap_or_default())?;
        let (turn, is_changed) = self.known(id, version);
        // What is not stored shares neither budget nor token with anything.
        let connection =
            if id == UNSAVED { format!("unsaved-{}", self.inner.unsaved.fetch_add(1, Ordering::Relaxed)) } else { id.to_string() };
        let http = network.client.for_connection(&connection, Limits::default());
        let http = exchanges.map_or_else(|| http.clone(), |kept| http.with_exchanges(Arc::clone(kept)));
        if is_changed {
            http.forget_token();
        }
        let tokens: Arc<dyn TokenStore> = if id == UNSAVED {
            Arc::new(MemoryTokens::default())
        } else {
            Arc::new(StoredTokens {
                store: setup.store.clone(),
                vault: Arc::clone(&setup.vault),
                connection: id,
                version,
                pause: Arc::clone(&setup.client.pause),
                cancel: Arc::clone(&using.cancel),
                turn,
            })
        };
        let context = ConnectContext {
            connection,
            settings: settings::with_defaults(connector.description(), settings),
            secrets,
            http: http.with_priority(using.priority).with_cancel(Arc::clone(&using.cancel)).with_calls(Arc::clone(&using.calls)),
            tokens,
            clock: Arc::clone(&self.inner.clock),
            cancel: Arc::clone(&using.cancel),
            folders: network.folders,
        };
        connector.connect(context).map_err(|error| match error {
            ConnectorError::Setting { setting, reason } => ConnectionError::setting(setting, reason),
            other => other.into(),
        })
    }

    /// The turn of those who renew the token, and whether this process last used other settings: its token in memory is then
    /// for these.
    fn known(&self, id: i64, version: i64) -> (Arc<Mutex<()>>, bool) {
        let mut known = self.inner.known.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = known.entry(id).or_insert_with(|| Known { version, turn: Arc::default() });
        let is_changed = entry.version != version;
        entry.version = version;
        (Arc::clone(&entry.turn), is_changed)
    }

    pub(super) fn verify_organisation(&self, row: &ConnectionRow, account: &dyn Account) -> Result<(), ConnectionError> {
        let Some(found) = account.organisation()? else { return Ok(()) };
        if row.organisation.is_empty() {
            let id = row.id;
            let first = found.clone();
            let kept = self.store().write(move |session| {
                let Some(mut row) = session.connection_for_update(id)? else { return Ok::<_, StoreError>(first.clone()) };
                if row.organisation.is_empty() {
                    row.organisation.clone_from(&first);
                    session.connection_update(&row)?;
                }
                Ok(row.organisation)
            })?;
            return self.compare_organisation(row, account, found, kept);
        }
        self.compare_organisation(row, account, found, row.organisation.clone())
    }

    fn compare_organisation(
        &self,
        row: &ConnectionRow,
        account: &dyn Account,
        found: String,
        expected: String,
    ) -> Result<(), ConnectionError> {
        if found == expected {
            return Ok(());
        }
        let error = ConnectorError::OtherOrganisation { system: account.system(), found, expected };
        self.pause_after(row.id, row.version, PauseCause::Organisation, &error.to_string());
        Err(error.into())
    }

    /// Pauses a connection because of what happened with these settings; a connection that was changed since, or is paused
    /// already, stays as it is.
    pub(super) fn pause_after(&self, id: i64, version: i64, cause: PauseCause, reason: &str) {
        let reason = reason.to_owned();
        let paused = self.store().write(move |session| {
            let Some(mut row) = session.connection_for_update(id)? else { return Ok::<_, StoreError>(false) };
            if row.version != version || row.state != ConnectionState::Active {
                return Ok(false);
            }
            health::pause(&mut row, cause, &reason);
            row.updated_ms = session.now_ms();
            session.connection_update(&row)
        });
        match paused {
            Ok(true) => tracing::warn!(connection = id, ?cause, "connection {id} is paused until a person settles it"),
            Ok(false) => {}
            Err(error) => tracing::error!(connection = id, %error, "connection {id} could not be paused"),
        }
    }
}
