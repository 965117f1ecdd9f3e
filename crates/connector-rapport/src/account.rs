//! One connection at work.

use connector::http::encode;
use connector::{
    Account, CheckLine, CheckState, ConnectContext, ConnectorError, FieldInfo, ReadMode, ReadRequest, Source, StreamCapabilities,
    StreamInfo, Target,
};
use model::Label;
use serde_json::Value;

use crate::client::{Api, SYSTEM};
use crate::rows;
use crate::source::{FetchSource, ObjectSource};
use crate::target::{BATCH_RECORDS_MAX, ObjectTarget};

/// Longest name of a source of the other side.
const SOURCE_BYTES_MAX: usize = 60;

/// See the module.
pub(crate) struct RapportAccount {
    api: Api,
}

impl RapportAccount {
    pub fn new(context: &ConnectContext) -> Result<Self, ConnectorError> {
        Ok(Self { api: Api::new(context)? })
    }

    fn objects(&self) -> Result<Vec<Value>, ConnectorError> {
        let answer = self.api.get("/objects", "/objects", &[])?;
        let listed = answer["items"].as_array().cloned().unwrap_or_default();
        Ok(listed.into_iter().filter(|object| object["archived"] != true).collect())
    }

    fn definition(&self, stream: &str) -> Result<Value, ConnectorError> {
        match self.api.get(&format!("/objects/{}", encode(stream)), "/objects/{name}", &[]) {
            Err(ConnectorError::NotFound { .. }) => {
                Err(ConnectorError::NotFound { system: SYSTEM.to_owned(), what: format!("object {stream:?}") })
            }
            other => other,
        }
    }
}

fn line(check: &'static str, state: CheckState, detail: Label, fix: Label) -> CheckLine {
    CheckLine { check, state, detail, fix }
}

impl Account for RapportAccount {
    fn check(&self) -> Vec<CheckLine> {
        let ok = |check, en: &str, zh: &str| line(check, CheckState::Ok, Label::new(en, zh), Label::default());
        let failed = |check, error: &ConnectorError, en: &str, zh: &str| {
            line(check, CheckState::Failed, Label::new(error.to_string(), error.to_string()), Label::new(en, zh))
        };
        let skipped = |check| line(check, CheckState::Skipped, Label::new("Not looked at.", "未检查。"), Label::default());
        let objects = self.objects();
        let mut lines = match &objects {
            Ok(_) => vec![ok("reachable", "Rapport answers.", "Rapport 有响应。"), ok("authorised", "The key is good.", "密钥有效。")],
            Err(error @ (ConnectorError::Unauthorised { .. } | ConnectorError::Forbidden { .. })) => vec![
                ok("reachable", "Rapport answers.", "Rapport 有响应。"),
                failed("authorised", error, "Make a new key there and enter it here.", "请在对方创建新密钥并填入此处。"),
            ],
            Err(error) => {
                vec![failed("reachable", error, "Look at the address and at the network.", "请检查网址和网络。"), skipped("authorised")]
            }
        };
        let Ok(objects) = objects else {
            lines.extend(["schema_readable", "changes_readable"].map(skipped));
            return lines;
        };
        lines.push(if objects.is_empty() {
            line(
                "schema_readable",
                CheckState::Failed,
                Label::new("The key may see no object.", "该密钥看不到任何对象。"),
                Label::new("Give it the scopes of the objects that are synced.", "请为其授予所同步对象的权限。"),
            )
        } else {
            let count = objects.len();
            let detail = Label { en: format!("{count} objects can be seen."), zh: format!("可见 {count} 个对象。") };
            line("schema_readable", CheckState::Ok, detail, Label::default())
        });
        lines.push(match self.api.get("/changes", "/changes", &[("cursor", "latest"), ("limit", "1")]) {
            Ok(_) => ok("changes_readable", "The change feed can be read.", "可读取变更流。"),
            Err(error) => failed(
                "changes_readable",
                &error,
                "Give the key the right to read; update the other installation if it is older than this one.",
                "请为密钥授予读取权限；若对方版本较旧，请先升级。",
            ),
        });
        lines
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        Ok(None)
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        let can = StreamCapabilities {
            full: true,
            incremental: true,
            deletes: true,
            reconcile: true,
            fetch: true,
            create: true,
            update: true,
            delete: true,
            upsert_by_key: true,
            idempotency_key: true,
            find: true,
            write_if_unchanged: true,
            write_records_max: BATCH_RECORDS_MAX,
            version_precision_ms: 1,
            ..StreamCapabilities::default()
        };
        let info = |object: &Value| {
            let name = object["name"].as_str().unwrap_or_default().to_owned();
            StreamInfo {
                label: object["label"]["en"].as_str().unwrap_or_default().to_owned(),
                likely_object: name.clone(),
                name,
                can: can.clone(),
                fields: Vec::new(),
            }
        };
        Ok(self.objects()?.iter().map(info).collect())
    }

    fn fields(&self, stream: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        Ok(rows::fields(&self.definition(stream)?))
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        let unsupported = |what: &str| Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what: what.to_owned() });
        if request.filter.is_some() {
            return unsupported("filter what changed; let the mapping's filter do it");
        }
        if matches!(request.mode, ReadMode::Range { .. }) {
            return unsupported("tell what changed in a time");
        }
        let shape = rows::shape(&self.fields(&request.stream)?, &request.columns);
        Ok(Box::new(ObjectSource { api: self.api.clone(), object: request.stream.clone(), shape, mode: request.mode.clone() }))
    }

    fn target(&self, stream: &str, key_field: Option<&str>, _: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        let fields = self.fields(stream)?;
        let lookups = fields.into_iter().filter(|field| field.is_lookup_key && field.name != rows::ID).map(|field| field.name);
        let source = key_field.map(str::to_owned);
        if source.as_ref().is_some_and(|source| source.is_empty() || source.len() > SOURCE_BYTES_MAX || source.contains(':')) {
            let reason = format!("a name of a source there, at most {SOURCE_BYTES_MAX} bytes, without a colon");
            return Err(ConnectorError::Setting { setting: "key_field".to_owned(), reason });
        }
        Ok(Box::new(ObjectTarget { api: self.api.clone(), object: stream.to_owned(), source, lookups: lookups.collect() }))
    }

    fn fetch(&self, stream: &str, ids: &[String]) -> Result<Box<dyn Source>, ConnectorError> {
        let shape = rows::shape(&self.fields(stream)?, &[]);
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        Ok(Box::new(FetchSource { api: self.api.clone(), object: stream.to_owned(), shape, ids }))
    }

    fn system(&self) -> String {
        SYSTEM.to_owned()
    }
}
