//! A caller: a system that tells of its records when they change, and signs what it tells as the hook demands.

use connector::SecretText;
use connector::signature::{HmacKind, StandardWebhook, Written, hmac_text};
use mapping::{TARGET_EXTERNAL_ID, TARGET_UPDATED_AT};
use model::{FieldType, Object, format_ms};
use serde_json::{Map, Value};
use sync::SyncDefinition;
use sync::connections::ConnectionDraft;

use crate::Refused;
use crate::stage::Piece;
use crate::systems::CALLED;
use crate::told::path_of;

/// The hook's secret on a stage, and that of a stranger. Both are published here: they guard nothing.
const SECRET: &str = "whsec_cmVoZWFyc2FsIHNlY3JldCwgMzIgYnl0ZXMgbG9uZyE=";
const STRANGE: &str = "whsec_c3RyYW5nZXJzIHNlY3JldCwgMzIgYnl0ZXMgbG9uZyE=";
/// Time between two changes of different records, in milliseconds.
const STEP_MS: i64 = 1_000;
/// Time between two rounds of changes.
const ROUND_MS: i64 = 3_600_000;

/// See the module.
pub(crate) struct Caller {
    settings: Map<String, Value>,
    /// What its records look like; at least one.
    told: Vec<Map<String, Value>>,
    key: Vec<String>,
    /// Where the time of change stands, where anything reads it.
    version: Option<Vec<String>>,
    columns: Vec<Column>,
    began_ms: i64,
}

/// A column whose texts differ from record to record.
struct Column {
    path: Vec<String>,
    kind: Differs,
}

/// How texts of a column differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Differs {
    Email,
    Phone,
    /// From record to record.
    ByRecord,
    /// And from change to change.
    ByChange,
}

/// Something that happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// Which record, from 0.
    pub number: u32,
    /// Its how many-th change, from 1.
    pub change: u32,
    pub is_removal: bool,
    pub at_ms: i64,
}

/// A call on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub id: String,
    pub body: Vec<u8>,
    pub is_strangers: bool,
    /// Somebody changes it after it was signed.
    pub is_changed: bool,
}

impl Caller {
    /// What its records look like.
    pub fn records(&self) -> &[Map<String, Value>] {
        &self.told
    }

    /// For the hook of a piece, whose records are of `object`.
    ///
    /// # Errors
    /// [`Refused::Stage`] where nothing is known of its records.
    pub fn new(piece: &Piece, object: &Object) -> Result<Self, Refused> {
        let text = |name: &str| piece.settings.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        let template = piece.told.first().ok_or_else(|| Refused::Stage("nothing is known of the records that calls tell of".to_owned()))?;
        let path = |column: &str| column.split('.').map(str::to_owned).collect::<Vec<_>>();
        let stands = |column: &&str| value_at(template, &path(column)).is_some();
        let of_mapping =
            rules(&piece.definition).filter(|rule| rule.to == TARGET_UPDATED_AT).flat_map(|rule| &rule.from).map(String::as_str);
        let version = text("version").or_else(|| of_mapping.clone().find(stands));
        let is_read = version.is_some_and(|version| of_mapping.clone().any(|column| column == version));
        let key = text("key").unwrap_or("id");
        let mut columns = Vec::new();
        for rule in rules(&piece.definition).filter(|rule| rule.transforms.is_empty() && rule.values.is_empty()) {
            let Some(kind) = differs(object, &rule.to) else { continue };
            let own = rule.from.iter().map(String::as_str).filter(|column| *column != key && Some(*column) != version);
            columns.extend(own.map(|column| Column { path: path(column), kind }));
        }
        Ok(Self {
            settings: piece.settings.clone(),
            told: piece.told.clone(),
            key: path(key),
            version: version.filter(|_| is_read).map(path),
            columns,
            began_ms: sandbox::START_MS - 10 * ROUND_MS,
        })
    }

    /// A connection for its calls: the settings of the real one, and a secret of its own.
    pub fn draft(&self, name: &str) -> ConnectionDraft {
        let secrets = if self.signs() { vec![("secret".to_owned(), SecretText::new(SECRET))] } else { Vec::new() };
        ConnectionDraft {
            name: name.to_owned(),
            connector: CALLED.to_owned(),
            settings: self.settings.clone(),
            secrets: secrets.into_iter().collect(),
        }
    }

    /// Whether late calls can be told from new ones.
    pub fn tells_versions(&self) -> bool {
        self.version.is_some()
    }

    /// Whether strangers can be told from it.
    pub fn signs(&self) -> bool {
        self.setting("signature") != Some("none")
    }

    fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
    }

    /// What happens to `records` records, in order: they appear, some change twice, some go where the hook knows how that is told.
    pub fn story(&self, records: u32) -> Vec<Told> {
        let at = |round: i64, number: u32| self.began_ms + round * ROUND_MS + i64::from(number) * STEP_MS;
        let tell =
            |round: u32, number: u32, is_removal: bool| Told { number, change: round, is_removal, at_ms: at(i64::from(round), number) };
        let mut story: Vec<Told> = (0..records).map(|number| tell(1, number, false)).collect();
        story.extend((0..records).filter(|number| number % 3 == 0).map(|number| tell(2, number, false)));
        story.extend((0..records).filter(|number| number % 6 == 0).map(|number| tell(3, number, false)));
        if self.removal().is_some() {
            story.extend((0..records).filter(|number| number % 13 == 5).map(|number| tell(4, number, true)));
        }
        story
    }

    /// The name of an event that means deletion, where the hook knows one and where it stands.
    fn removal(&self) -> Option<String> {
        let events = self.setting("deleted_events")?;
        let first = events.split([',', '，']).map(str::trim).find(|event| !event.is_empty())?;
        self.setting("event_at").map(|_| first.to_owned())
    }

    /// The id of a record.
    pub fn key(number: u32) -> String {
        format!("C{number}")
    }

    /// The call about something that happened.
    pub fn call(&self, told: &Told) -> Call {
        let mut record = self.told[usize::try_from(told.number).unwrap_or(0) % self.told.len()].clone();
        for column in &self.columns {
            if let Some(Value::String(text)) = value_at(&record, &column.path) {
                let new = match column.kind {
                    Differs::Email => format!("caller{}@rehearsal.example", told.number),
                    Differs::Phone => format!("+86138{:08}", 20_000_000 + told.number),
                    Differs::ByRecord => format!("{text}-{}", told.number),
                    Differs::ByChange => format!("{text} {}.{}", told.number, told.change),
                };
                put(&mut record, &column.path, Value::from(new));
            }
        }
        put(&mut record, &self.key, Value::from(Self::key(told.number)));
        if let Some(version) = &self.version {
            put(&mut record, version, Value::from(format_ms(told.at_ms)));
        }
        let id = format!("call_{}_{}", told.number, told.change);
        Call { id, body: self.body(record, told.is_removal), is_strangers: false, is_changed: false }
    }

    fn body(&self, record: Map<String, Value>, is_removal: bool) -> Vec<u8> {
        let place = path_of(&self.settings, "records_at");
        let mut whole = Map::new();
        if place.is_empty() {
            whole = record;
        } else {
            put(&mut whole, &place, Value::Object(record));
        }
        let event = path_of(&self.settings, "event_at");
        if !event.is_empty() {
            let name = self.removal().filter(|_| is_removal).unwrap_or_else(|| "rehearsal.changed".to_owned());
            put(&mut whole, &event, Value::from(name));
        }
        Value::Object(whole).to_string().into_bytes()
    }

    /// A call that cannot be read: the `at`-th of several kinds.
    pub fn malformed(&self, told: &Told, at: usize) -> Call {
        let good = self.call(told);
        let body = match at % 5 {
            0 => good.body[..good.body.len() / 2].to_vec(),
            1 => b"[1, 2, 3]".to_vec(),
            2 => b"<html><body>502</body></html>".to_vec(),
            3 => b"   ".to_vec(),
            _ => b"\"changed\"".to_vec(),
        };
        Call { id: format!("malformed_{at}"), body, ..good }
    }

    /// Headers of a call that is sent at `now_ms`: how it is written, and the signature of whoever sends it.
    ///
    /// # Errors
    /// [`Refused::Stage`] for a scheme that is not known here.
    pub fn headers(&self, call: &Call, now_ms: i64) -> Result<Vec<(String, String)>, Refused> {
        let secret = SecretText::new(if call.is_strangers { STRANGE } else { SECRET });
        let name = |usual: &str| self.setting("signature_name").unwrap_or(usual).to_ascii_lowercase();
        let prefix = self.setting("signature_prefix").unwrap_or_default();
        let hmac = |kind: HmacKind| (name("x-signature"), format!("{prefix}{}", hmac_text(kind, Written::Hex, &secret, &[&call.body])));
        let mut headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        if let Some(header) = self.setting("delivery_header") {
            headers.push((header.to_ascii_lowercase(), call.id.clone()));
        }
        match self.setting("signature").unwrap_or("standard_webhooks") {
            "standard_webhooks" => {
                let signer = StandardWebhook::new(&[secret]).map_err(|error| Refused::Stage(error.to_string()))?;
                headers.extend(signer.sign(&call.id, now_ms / 1_000, &call.body).map(|(name, value)| (name.to_owned(), value)));
            }
            "hmac_sha256" => headers.push(hmac(HmacKind::Sha256)),
            "hmac_sha1" => headers.push(hmac(HmacKind::Sha1)),
            "token" => headers.push((name("authorization"), format!("{prefix}{}", secret.reveal()))),
            "none" => {}
            other => return Err(Refused::Stage(format!("no caller signs with {other:?}"))),
        }
        Ok(headers)
    }

    /// Whether a change of the body after signing is noticed: a token covers nothing of it.
    pub fn covers_body(&self) -> bool {
        self.signs() && self.setting("signature") != Some("token")
    }
}

fn rules(definition: &SyncDefinition) -> impl Iterator<Item = &mapping::Rule> + Clone {
    definition.mapping.iter().flat_map(|mapping| &mapping.fields)
}

/// How texts for a field differ; `None` for what is the same for several records.
fn differs(object: &Object, to: &str) -> Option<Differs> {
    if to == TARGET_EXTERNAL_ID || to == TARGET_UPDATED_AT {
        return None;
    }
    let field = object.field(to)?;
    match &field.field_type {
        FieldType::Email => Some(Differs::Email),
        FieldType::Phone => Some(Differs::Phone),
        FieldType::Text | FieldType::LongText if field.unique || field.match_key.is_some() => Some(Differs::ByRecord),
        FieldType::Text | FieldType::LongText => Some(Differs::ByChange),
        FieldType::Url
        | FieldType::Integer
        | FieldType::Decimal
        | FieldType::Money
        | FieldType::Boolean
        | FieldType::Date
        | FieldType::Datetime
        | FieldType::Select { .. }
        | FieldType::MultiSelect { .. }
        | FieldType::Person
        | FieldType::Address
        | FieldType::Reference { .. }
        | FieldType::Json
        | FieldType::AutoNumber { .. } => None,
    }
}

fn value_at<'v>(record: &'v Map<String, Value>, path: &[String]) -> Option<&'v Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(record.get(first)?, |here, part| here.get(part))
}

/// Sets a value, making the objects that lead to it.
fn put(record: &mut Map<String, Value>, path: &[String], value: Value) {
    let Some((first, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        record.insert(first.clone(), value);
        return;
    }
    let inner = record.entry(first.clone()).or_insert_with(|| Value::Object(Map::new()));
    if !inner.is_object() {
        *inner = Value::Object(Map::new());
    }
    if let Some(members) = inner.as_object_mut() {
        put(members, rest, value);
    }
}
