//! What the accounts of a connector's tests stand on, and reading with them to the end.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use model::{Clock, RecordBatch, Removal};
use serde_json::Value;

use crate::account::{Account, ConnectContext, ReadRequest, SecretText};
use crate::error::ConnectorError;
use crate::http::{AddressRules, Client, ClientSettings};
use crate::source::{Cursor, Source};

use super::{KeptTokens, Time};

/// The surroundings of an account: a clock that turns instead of waiting, tokens that outlive the account, this machine's addresses.
#[derive(Clone, Debug)]
pub struct Stand {
    /// The clock, shared with the simulator.
    pub time: Arc<Time>,
    /// The connection's tokens.
    pub tokens: Arc<KeptTokens>,
    /// How long a simulator that is silent is waited for.
    pub patience: Duration,
    /// Addresses that may be called.
    pub addresses: AddressRules,
    /// Folders that may be read and written.
    pub folders: Vec<PathBuf>,
}

impl Stand {
    /// Surroundings with this clock, in which the loopback address alone may be called.
    ///
    /// # Errors
    /// None in practice: that its own address cannot be read.
    pub fn new(time: &Arc<Time>) -> Result<Self, ConnectorError> {
        Ok(Self {
            time: Arc::clone(time),
            tokens: Arc::default(),
            patience: Duration::from_millis(700),
            addresses: AddressRules::allowing(["127.0.0.1"])?,
            folders: Vec::new(),
        })
    }

    /// What [`crate::Connector::connect`] takes: `settings`, with `more` over them, and `secrets`, of which the last of a name counts.
    ///
    /// # Errors
    /// Those of [`Client::new`].
    pub fn context(&self, settings: Value, more: &Value, secrets: &[(&str, &str)]) -> Result<ConnectContext, ConnectorError> {
        let mut settings = match settings {
            Value::Object(settings) => settings,
            _ => serde_json::Map::new(),
        };
        settings.extend(more.as_object().cloned().unwrap_or_default());
        let client = ClientSettings {
            addresses: self.addresses.clone(),
            seed: Some(7),
            idle_timeout_max: self.patience,
            pause: Arc::clone(&self.time) as _,
            ..ClientSettings::default()
        };
        Ok(ConnectContext {
            connection: "1".to_owned(),
            settings,
            secrets: secrets.iter().map(|(name, secret)| ((*name).to_owned(), SecretText::new(*secret))).collect(),
            http: Client::new(client, Arc::clone(&self.time) as _)?,
            tokens: Arc::clone(&self.tokens) as _,
            clock: Arc::clone(&self.time) as Arc<dyn Clock>,
            cancel: Arc::new(AtomicBool::new(false)),
            folders: self.folders.clone(),
        })
    }
}

/// What a reading to the end gave.
#[derive(Debug, Default)]
pub struct Reading {
    /// Text by column name, by id.
    pub rows: BTreeMap<String, BTreeMap<String, String>>,
    /// Ids in the order in which they came; one that came twice stands twice.
    pub order: Vec<String>,
    /// Removals in their order.
    pub removed: Vec<Removal>,
    /// Where the next reading begins.
    pub next: Cursor,
}

impl Reading {
    /// Reads what `request` asks for from `from` to the end, `rows_max` at a time.
    ///
    /// # Errors
    /// Those of [`Account::source`] and [`Source::read`].
    pub fn of(account: &dyn Account, request: &ReadRequest, from: &Cursor, rows_max: usize) -> Result<Self, ConnectorError> {
        Self::of_source(&mut *account.source(request)?, from, rows_max)
    }

    /// Reads a source that is open already.
    ///
    /// # Errors
    /// Those of [`Source::read`].
    pub fn of_source(source: &mut dyn Source, from: &Cursor, rows_max: usize) -> Result<Self, ConnectorError> {
        let mut reading = Self { next: from.clone(), ..Self::default() };
        loop {
            let mut batch = RecordBatch::default();
            let end = source.read(&reading.next, rows_max, &mut batch)?;
            let key = source.shape().key_column.clone().unwrap_or_default();
            for row in batch.rows() {
                let cell = |(at, column): (usize, &String)| (column.clone(), row.cell(at).1.to_owned());
                let cells: BTreeMap<String, String> = row.columns().iter().enumerate().map(cell).collect();
                let id = cells.get(&key).cloned().unwrap_or_default();
                reading.order.push(id.clone());
                reading.rows.insert(id, cells);
            }
            reading.removed.extend(batch.removals().iter().cloned());
            reading.next = end.next;
            if end.last {
                return Ok(reading);
            }
        }
    }

    /// Ids of the removals.
    #[must_use]
    pub fn removed_ids(&self) -> Vec<&str> {
        self.removed.iter().map(|removal| removal.external_id.as_str()).collect()
    }
}
