//! Fitting a ready-made definition to what a system really has.

use connector::{Account, ConnectorError, FieldInfo, StreamInfo};
use mapping::{TARGET_EXTERNAL_ID, TARGET_UPDATED_AT};
use serde_json::{Value, json};

use super::Choice;
use crate::definition::{DefinitionError, Direction, SyncDefinition};

/// A definition for a live stream.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// What becomes a sync.
    pub definition: SyncDefinition,
    /// What of the ready-made one has no counterpart there.
    pub left_out: Vec<LeftOut>,
}

/// A line that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Reading or writing.
    pub side: Side,
    /// The object's field.
    pub field: String,
    /// Columns that were looked for.
    pub columns: Vec<String>,
}

/// Which way a line goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// From the system.
    In,
    /// To the system.
    Out,
}

/// Why a ready-made sync does not fit.
#[derive(Debug, thiserror::Error)]
pub enum FitError {
    /// The system has no such stream, or several.
    #[error("no stream there is called {wanted}; name the one that is meant, e.g. {known}")]
    Stream {
        /// What was looked for.
        wanted: String,
        /// Some of those there are.
        known: String,
    },
    /// A column without which it makes no sense.
    #[error("the stream {stream:?} has no column for {field}; looked for: {wanted}")]
    Column {
        /// The stream.
        stream: String,
        /// The object's field.
        field: String,
        /// What was looked for.
        wanted: String,
    },
    /// The other system.
    #[error(transparent)]
    Connector(#[from] ConnectorError),
    /// The data of this program.
    #[error(transparent)]
    Definition(#[from] DefinitionError),
}

/// Streams named in an error.
const STREAMS_NAMED: usize = 5;

/// Makes a definition of `choice` called `name` for a connection called `connection`, whose system is asked for its streams and
/// fields through `account`. `stream` says which one, where it is not the usual one.
///
/// # Errors
/// [`FitError`].
pub fn prepare(choice: &Choice, account: &dyn Account, name: &str, connection: &str, stream: Option<&str>) -> Result<Fitted, FitError> {
    let stream = match (stream, choice.sync.get("stream").and_then(Value::as_str)) {
        (Some(stream), _) => stream.to_owned(),
        (None, usual) => find_stream(&account.streams()?, usual, &choice.stream_labels)?,
    };
    let mut whole = choice.sync.clone();
    whole.insert("name".to_owned(), json!(name));
    whole.insert("connection".to_owned(), json!(connection));
    whole.insert("stream".to_owned(), json!(stream));
    let definition = serde_json::from_value(Value::Object(whole));
    let definition: SyncDefinition = definition.map_err(|error| DefinitionError::new("/ready", error.to_string()))?;
    fit(definition, &account.fields(&stream)?)
}

fn find_stream(streams: &[StreamInfo], usual: Option<&str>, labels: &[String]) -> Result<String, FitError> {
    let by_name = streams.iter().find(|stream| usual.is_some_and(|usual| stream.name.eq_ignore_ascii_case(usual)));
    // Forms may be shown with what they belong to: `App · Form`.
    let is_called = |stream: &StreamInfo, label: &str| stream.label.rsplit(" · ").next() == Some(label);
    let by_label = || labels.iter().find_map(|label| streams.iter().find(|stream| is_called(stream, label)));
    if let Some(found) = by_name.or_else(by_label) {
        return Ok(found.name.clone());
    }
    let wanted = usual.map_or_else(|| labels.join(", "), str::to_owned);
    let shown =
        |stream: &StreamInfo| if stream.label == stream.name { stream.name.clone() } else { format!("{} ({})", stream.name, stream.label) };
    let known: Vec<String> = streams.iter().take(STREAMS_NAMED).map(shown).collect();
    Err(FitError::Stream { wanted, known: known.join(", ") })
}

/// Takes out of `definition` what the stream does not have, and calls the rest as the stream does.
fn fit(mut definition: SyncDefinition, fields: &[FieldInfo]) -> Result<Fitted, FitError> {
    let mut left_out = Vec::new();
    if let Some(mapping) = &mut definition.mapping {
        for rule in std::mem::take(&mut mapping.fields) {
            // A system that says nothing of its fields has what its documents say; ids and stamps are there in any case.
            let is_given = rule.from.is_empty() || fields.is_empty();
            let mut fitted = rule.clone();
            if !is_given {
                fitted.from = rule.from.iter().filter_map(|column| column_of(fields, column)).collect();
                fitted.from.dedup();
            }
            let is_of_system = [TARGET_EXTERNAL_ID, TARGET_UPDATED_AT].contains(&rule.to.as_str());
            match fitted.from.is_empty() && !rule.from.is_empty() {
                false => mapping.fields.push(fitted),
                true if is_of_system => mapping.fields.push(rule),
                true if rule.required => {
                    return Err(FitError::Column { stream: definition.stream, field: rule.to, wanted: rule.from.join(", ") });
                }
                true => left_out.push(LeftOut { side: Side::In, field: rule.to, columns: rule.from }),
            }
        }
    }
    if let Some(outgoing) = &mut definition.outgoing {
        for mut rule in std::mem::take(&mut outgoing.fields) {
            match column_of(fields, &rule.to) {
                Some(column) => {
                    rule.to = column;
                    outgoing.fields.push(rule);
                }
                None => left_out.push(LeftOut { side: Side::Out, field: rule.from, columns: vec![rule.to] }),
            }
        }
        outgoing.key_field = outgoing.key_field.take().and_then(|key| column_of(fields, &key));
        if outgoing.fields.is_empty() {
            definition.outgoing = None;
            definition.direction = Direction::In;
        }
    }
    Ok(Fitted { definition, left_out })
}

/// What the stream calls a column that is known by its name, or by its label, or is a part of a column.
fn column_of(fields: &[FieldInfo], wanted: &str) -> Option<String> {
    let by_name = fields.iter().find(|field| field.name.eq_ignore_ascii_case(wanted)).map(|field| field.name.clone());
    let by_label = || fields.iter().find(|field| field.label.eq_ignore_ascii_case(wanted)).map(|field| field.name.clone());
    let by_part = || {
        let (whole, _) = wanted.split_once('.')?;
        fields.iter().any(|field| field.name == whole).then(|| wanted.to_owned())
    };
    by_name.or_else(by_label).or_else(by_part)
}
