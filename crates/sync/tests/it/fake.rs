//! A connector to a system that lives in this process: what it holds and how it answers is up to the test.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use connector::{
    AcceptedPush, Account, CheckLine, CheckState, ConnectContext, Connector, ConnectorError, Cursor, Description, FieldInfo, FieldKind,
    PageEnd, PushRefused, PushReply, PushRequest, ReadRequest, SecretText, Setting, SettingKind, Source, StreamCapabilities, StreamInfo,
    StreamShape, Target, Token,
};
use model::{CellKind, Label, RecordBatch};
use sync::connections::{Vault, VaultError};

/// What a system holds. Found by the host of its address, so that tests do not meet.
pub struct FakeSystem {
    pub key: Mutex<String>,
    pub organisation: Mutex<String>,
    pub forbidden: Mutex<Vec<String>>,
    pub renewals: AtomicU32,
    pub rows: Mutex<Vec<[String; 4]>>,
    /// Streams whose pushes were looked after, in order.
    pub kept: Mutex<Vec<String>>,
}

static SYSTEMS: LazyLock<Mutex<HashMap<String, Arc<FakeSystem>>>> = LazyLock::new(Mutex::default);

impl FakeSystem {
    /// The system at `url`; made when missing, with the key `right`.
    pub fn at(url: &str) -> Arc<Self> {
        let mut systems = SYSTEMS.lock().expect("systems");
        let system = systems.entry(url.to_owned()).or_insert_with(|| {
            Arc::new(Self {
                key: Mutex::new("right".to_owned()),
                organisation: Mutex::new("org-1".to_owned()),
                forbidden: Mutex::default(),
                renewals: AtomicU32::new(0),
                kept: Mutex::default(),
                rows: Mutex::new(vec![
                    ["7", "张伟", "zhang@example.cn", "2026-05-01T08:00:00Z"].map(str::to_owned),
                    ["8", "Li Na", "li@example.cn", "2026-05-02T08:00:00Z"].map(str::to_owned),
                ]),
            })
        });
        Arc::clone(system)
    }
}

/// Bound to the place and unreadable, but no encryption: that is tested where it is made.
pub struct TestVault;

impl Vault for TestVault {
    fn seal(&self, place: &str, secret: &SecretText) -> Result<String, VaultError> {
        let bytes: Vec<String> = secret.reveal().bytes().map(|byte| format!("{:02x}", byte ^ 0x5a)).collect();
        Ok(format!("{place}|{}", bytes.concat()))
    }

    fn open(&self, place: &str, sealed: &str) -> Result<SecretText, VaultError> {
        let text = sealed.strip_prefix(&format!("{place}|")).ok_or_else(|| VaultError("another place".to_owned()))?;
        let bytes: Vec<u8> = (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hex") ^ 0x5a).collect();
        Ok(SecretText::new(String::from_utf8(bytes).expect("text")))
    }
}

/// See the module.
pub struct FakeConnector;

/// The list of connectors of these tests.
pub static CONNECTORS: &[&dyn Connector] =
    &[&FakeConnector, &connector_messenger::DingTalk, &connector_messenger::Feishu, &connector_messenger::WeCom];

static DESCRIPTION: LazyLock<Description> = LazyLock::new(|| {
    let label = |en: &str, zh: &str| Label { en: en.to_owned(), zh: zh.to_owned() };
    Description {
        name: "fake",
        title: label("Fake system", "虚拟系统"),
        summary: label("Lives in the process of a test.", "仅用于测试。"),
        category: "crm",
        settings: vec![
            Setting { name: "url", label: label("Address", "地址"), kind: SettingKind::Url, required: true, ..Setting::default() },
            Setting { name: "api_key", label: label("Key", "密钥"), kind: SettingKind::Secret, required: true, ..Setting::default() },
            Setting {
                name: "page_size",
                label: label("Rows of a page", "每页行数"),
                kind: SettingKind::Integer,
                default: Some("50"),
                ..Setting::default()
            },
        ],
        page: "fake.md",
    }
});

impl Connector for FakeConnector {
    fn description(&self) -> &Description {
        &DESCRIPTION
    }

    fn connect(&self, context: ConnectContext) -> Result<Box<dyn Account>, ConnectorError> {
        let system = FakeSystem::at(context.required("url")?);
        context.secret("api_key")?;
        Ok(Box::new(FakeAccount { context, system }))
    }
}

struct FakeAccount {
    context: ConnectContext,
    system: Arc<FakeSystem>,
}

impl FakeAccount {
    fn sign_in(&self) -> Result<Token, ConnectorError> {
        if let Some(token) = self.context.tokens.load()? {
            return Ok(token);
        }
        self.context.tokens.renew(None, &mut |_| {
            if self.context.secret("api_key")?.reveal() != self.system.key.lock().expect("key").as_str() {
                return Err(ConnectorError::Unauthorised { system: "Fake".to_owned(), reason: "unknown key".to_owned() });
            }
            let number = self.system.renewals.fetch_add(1, Ordering::Relaxed) + 1;
            Ok(Token {
                access: SecretText::new(format!("canary-access-{number}")),
                refresh: SecretText::new(format!("canary-refresh-{number}")),
                ..Token::default()
            })
        })
    }

    fn allow(&self, stream: &str) -> Result<(), ConnectorError> {
        self.sign_in()?;
        if self.system.forbidden.lock().expect("list").iter().any(|forbidden| forbidden == stream) {
            return Err(ConnectorError::Forbidden { system: "Fake".to_owned(), reason: format!("no right to {stream}") });
        }
        if stream == "people" {
            Ok(())
        } else {
            Err(ConnectorError::NotFound { system: "Fake".to_owned(), what: format!("stream {stream}") })
        }
    }
}

fn field(name: &str, label: &str, kind: FieldKind) -> FieldInfo {
    FieldInfo { name: name.to_owned(), label: label.to_owned(), kind, ..FieldInfo::default() }
}

fn fields() -> Vec<FieldInfo> {
    vec![
        field("_id", "", FieldKind::Text),
        field("_w1", "姓名", FieldKind::Text),
        field("_w2", "电子邮箱", FieldKind::Text),
        field("_changed", "", FieldKind::Datetime),
    ]
}

impl Account for FakeAccount {
    fn check(&self) -> Vec<CheckLine> {
        let (state, detail) = match self.sign_in() {
            Ok(_) => (CheckState::Ok, "signed in".to_owned()),
            Err(error) => (CheckState::Failed, error.to_string()),
        };
        vec![CheckLine { check: "authorised", state, detail: Label { en: detail.clone(), zh: detail }, fix: Label::default() }]
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        self.sign_in()?;
        Ok(Some(self.system.organisation.lock().expect("organisation").clone()))
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        self.sign_in()?;
        let can = StreamCapabilities { full: true, ..StreamCapabilities::default() };
        Ok(vec![StreamInfo {
            name: "people".to_owned(),
            label: "People".to_owned(),
            likely_object: "customers".to_owned(),
            can,
            ..StreamInfo::default()
        }])
    }

    fn fields(&self, stream: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        self.allow(stream)?;
        Ok(fields())
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        self.allow(&request.stream)?;
        let columns: Vec<String> = fields().into_iter().map(|field| field.name).collect();
        let shape = StreamShape {
            columns: columns.into(),
            fields: fields().into(),
            key_column: Some("_id".to_owned()),
            version_column: Some("_changed".to_owned()),
            ..StreamShape::default()
        };
        Ok(Box::new(FakeSource { shape, system: Arc::clone(&self.system) }))
    }

    fn target(&self, stream: &str, _: Option<&str>, _: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        Err(ConnectorError::Unsupported { system: "Fake".to_owned(), what: format!("write {stream}") })
    }

    fn keep_pushes(&self, stream: &str) -> Result<(), ConnectorError> {
        self.allow(stream)?;
        self.system.kept.lock().expect("list").push(stream.to_owned());
        Ok(())
    }

    fn accept_push(&self, push: &PushRequest<'_>) -> Result<AcceptedPush, PushRefused> {
        if push.header("x-key") != Some(self.context.secret("api_key").map_err(|_| PushRefused::Signature)?.reveal()) {
            return Err(PushRefused::Signature);
        }
        let reply = PushReply { status: 200, content_type: "", body: String::new() };
        Ok(AcceptedPush { delivery_id: String::new(), stream: String::new(), reply, keep: false })
    }

    fn system(&self) -> String {
        "Fake".to_owned()
    }
}

struct FakeSource {
    shape: StreamShape,
    system: Arc<FakeSystem>,
}

impl Source for FakeSource {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, cursor: &Cursor, rows_max: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        into.reset(Arc::clone(&self.shape.columns));
        let from: usize = cursor.0.parse().unwrap_or(0);
        if self.system.forbidden.lock().expect("list").iter().any(|forbidden| forbidden == "rows") {
            return Err(ConnectorError::Forbidden { system: "Fake".to_owned(), reason: "no right to rows".to_owned() });
        }
        let rows = self.system.rows.lock().expect("rows");
        // One row a page, so that readers must follow the cursor.
        for (at, row) in rows.iter().enumerate().skip(from).take(rows_max.min(1)) {
            for cell in row {
                into.push_cell(CellKind::Text, cell);
            }
            into.finish_row(at as u64 + 1);
        }
        let next = from + into.len();
        Ok(PageEnd { next: Cursor(next.to_string()), last: next >= rows.len() })
    }
}
