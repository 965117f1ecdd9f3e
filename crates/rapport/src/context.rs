//! What a command works with, whether it runs by itself or inside the server.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::Access;
use model::{Caller, SystemClock};
use records::{RecordError, Records};
use store::{Location, Store, StoreError};
use sync::alerts::PublicUrl;
use sync::connections::{Connections, NetworkSettings};
use sync::tasks::Tasks;
use sync::{ImportError, ImportSettings};

use crate::failure::{Failure, one_line};
use crate::installation_secrets;
use crate::language::Language;
use crate::output::Output;

/// Opened data. Cheap to clone.
#[derive(Clone)]
pub struct Installation {
    /// The records.
    pub records: Records,
    /// Keys and people.
    pub access: Access,
    /// How much an import may do at once, and where it puts rows aside.
    pub import_settings: ImportSettings,
    /// What an import locks.
    pub import_lock: Option<PathBuf>,
    /// Configured accounts.
    pub connections: Connections,
    /// Where the running server is reached, inside of one.
    pub address: Option<String>,
    /// Where people reach the running server, inside of one.
    pub public_url: Option<PublicUrl>,
    location: Location,
}

impl Installation {
    /// Opens the data at `location`.
    ///
    /// # Errors
    /// A failure that says what to do.
    pub fn open(location: &Location, language: Language) -> Result<Self, Failure> {
        let store = Store::open(location, Arc::new(SystemClock)).map_err(|error| open_failure(language, location, &error))?;
        let records = Records::new(store.clone()).map_err(|error| Failure::failed(one_line(&error)))?;
        let (folder, is_embedded) = match location {
            Location::Directory(directory) => (directory.clone(), true),
            Location::Postgres(_) => (tempfile::env::temp_dir(), false),
        };
        let import_lock = is_embedded.then(|| folder.join("import.lock"));
        let import_settings = ImportSettings { exclusive: is_embedded, ..ImportSettings::alone(folder) };
        let connections = installation_secrets::connections(&store, location, NetworkSettings::default())?;
        Ok(Self {
            records,
            access: Access::new(store),
            import_settings,
            import_lock,
            connections,
            address: None,
            public_url: None,
            location: location.clone(),
        })
    }

    /// The same with connections that may reach more than the installation allows.
    ///
    /// # Errors
    /// An entry that does not read.
    pub fn allowing(mut self, network: NetworkSettings) -> Result<Self, Failure> {
        network.rules(&[]).map_err(|error| Failure::usage(one_line(&error)))?;
        self.connections = installation_secrets::connections(self.records.store(), &self.location, network)?;
        Ok(self)
    }

    /// The same for use inside a server: other work goes on beside it.
    #[must_use]
    pub fn inside_server(mut self) -> Self {
        let exclusive = self.import_settings.exclusive;
        self.import_settings = ImportSettings { exclusive, ..ImportSettings::beside_others(self.import_settings.folder) };
        self.import_lock = None;
        self
    }
}

/// Why the data did not open, with what to do.
fn open_failure(language: Language, location: &Location, error: &StoreError) -> Failure {
    let failure = store_failure(language, error);
    let place = match location {
        Location::Directory(directory) => directory.display().to_string(),
        // The address may hold a password.
        Location::Postgres(_) => "PostgreSQL".to_owned(),
    };
    Failure::failed(format!("{place}: {}", failure.message))
}

/// Everything that a command needs.
pub struct Context {
    /// The records.
    pub records: Records,
    /// Keys and people.
    pub access: Access,
    /// Who asks: the console may do everything.
    pub caller: Caller,
    /// Language of the output.
    pub language: Language,
    /// Where the command speaks to.
    pub output: Arc<dyn Output>,
    /// Configured accounts.
    pub connections: Connections,
    /// Standing instructions.
    pub tasks: Tasks,
    /// What was asked for at the terminal, e.g. a password.
    pub secret: Option<String>,
    /// Where the running server is reached, inside of one.
    pub address: Option<String>,
    /// Where people reach the running server, inside of one.
    pub public_url: Option<PublicUrl>,
    /// How much an import may do at once, and where it puts rows aside.
    pub import_settings: ImportSettings,
    /// Locked during an import by commands that work on the data directory themselves: one import at a time.
    pub import_lock: Option<PathBuf>,
    folder: PathBuf,
}

impl Context {
    /// A command's surroundings; relative paths start from `folder`.
    pub fn new(installation: Installation, folder: PathBuf, language: Language, output: Arc<dyn Output>, secret: Option<String>) -> Self {
        let Installation { records, access, import_settings, import_lock, connections, address, public_url, location: _ } = installation;
        let tasks = Tasks::new(records.clone(), connections.clone());
        Self {
            address,
            public_url,
            connections,
            tasks,
            records,
            access,
            caller: Caller::system(),
            language,
            output,
            secret,
            import_settings,
            import_lock,
            folder,
        }
    }

    /// The store underneath.
    pub fn store(&self) -> &Store {
        self.records.store()
    }

    /// The place that a path of the command line means.
    pub fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// The object called `name`.
    ///
    /// # Errors
    /// A usage failure that names the objects there are.
    pub fn object(&self, name: &str) -> Result<Arc<model::Object>, Failure> {
        let schema = self.records.schema();
        if let Some(object) = schema.object(name).filter(|object| !object.archived) {
            return Ok(Arc::clone(object));
        }
        let known: Vec<&str> = schema.objects().iter().filter(|object| !object.archived).map(|object| object.name.as_str()).collect();
        let known = known.join(", ");
        Err(Failure::usage(match self.language {
            Language::En => format!("there is no object {name:?}; choose one of: {known}"),
            Language::Zh => format!("没有对象 {name:?}；可用的对象：{known}"),
        }))
    }

    /// Prints one JSON document.
    ///
    /// # Errors
    /// When nobody can read it.
    pub fn print_json(&self, value: &serde_json::Value) -> Result<(), Failure> {
        let mut text = serde_json::to_vec_pretty(value).map_err(|error| Failure::because("JSON", &error))?;
        text.push(b'\n');
        self.print_bytes(&text)
    }

    /// Prints lines of the result.
    ///
    /// # Errors
    /// When nobody can read them.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        self.print_bytes(text.as_bytes())
    }

    /// Prints bytes of the result.
    ///
    /// # Errors
    /// When nobody can read them.
    pub fn print_bytes(&self, bytes: &[u8]) -> Result<(), Failure> {
        match self.output.result(bytes) {
            // The reader has seen enough, as `head` has: what the command did stays done.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(|error| Failure::because(self.language.pick("the output cannot be written", "无法写出结果"), &error)),
        }
    }

    /// A failure of the store, with what to do.
    pub fn store_failure(&self, error: &StoreError) -> Failure {
        store_failure(self.language, error)
    }

    /// A failure of reading or changing records, with what to do.
    pub fn record_failure(&self, error: &RecordError) -> Failure {
        match error {
            RecordError::Store(error) => self.store_failure(error),
            RecordError::NotFound { .. } | RecordError::NotUndoable { .. } => Failure::failed(error.to_string()),
            other => Failure::failed(one_line(other)),
        }
    }

    /// A failure of an import of `file`, with what to do.
    pub fn import_failure(&self, file: &Path, error: &ImportError) -> Failure {
        let language = self.language;
        if let Some(error) = error.store_error() {
            return self.store_failure(error);
        }
        let file = file.display();
        let line = one_line(error);
        match error {
            ImportError::MatchKeyUnknown { .. } => Failure::usage(line),
            ImportError::NothingMapped { object } => Failure::failed(match language {
                Language::En => format!(
                    "{file}: no column could be mapped to a field of {object} with confidence; write a mapping with \
                     `rapport mapping template {object} --for {file} -o mapping.yaml`, fill it in and give it with --mapping"
                ),
                Language::Zh => format!(
                    "{file}：没有任何一列能可靠地对应到 {object} 的字段；请用 `rapport mapping template {object} --for {file} -o mapping.yaml` \
                     生成映射文件，填写后用 --mapping 指定"
                ),
            }),
            ImportError::Cancelled => Failure::failed(language.pick(
                format!("{file}: cancelled; what was committed stays, the same command goes on from there"),
                format!("{file}：已取消；已提交的部分保留，再次运行同一命令会继续"),
            )),
            _ => Failure::failed(format!("{file}: {line}")),
        }
    }
}

/// A failure of the store, with what to do.
pub fn store_failure(language: Language, error: &StoreError) -> Failure {
    let advice = match error {
        StoreError::Unavailable(_) => {
            language.pick("check the address of the database and that it is running", "请检查数据库地址以及数据库是否在运行")
        }
        StoreError::DiskFull => language.pick("free some space and repeat the command", "请释放磁盘空间后重试"),
        StoreError::Busy | StoreError::TooLong => language.pick("try again later", "请稍后重试"),
        StoreError::Damaged(_) | StoreError::Database(_) => language.pick("if it stays, restore a backup", "若持续出现，请恢复备份"),
        StoreError::Conflict { .. }
        | StoreError::ValueTaken { .. }
        | StoreError::LeaseLost { .. }
        | StoreError::SyncMoved { .. }
        | StoreError::BatchRepeated { .. }
        | StoreError::ObjectConflict { .. }
        | StoreError::Panicked
        | StoreError::ReadOnly
        | StoreError::Closed
        | StoreError::DatabaseTooNew { .. }
        | StoreError::Invalid(_)
        | StoreError::File(_) => "",
    };
    let line = one_line(error);
    Failure::failed(if advice.is_empty() { line } else { format!("{line}; {advice}") })
}
