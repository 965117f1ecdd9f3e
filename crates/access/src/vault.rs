//! Secrets at rest: texts encrypted with a key that is not in the database.
//!
//! XChaCha20-Poly1305 with a random nonce per text. Each text is bound to the place it belongs to (connection and setting), so
//! that one moved to another place does not open. The key comes from the environment or from a file; the embedded database may
//! have it in a file of its own beside it. Several keys may be given: the first encrypts, all decrypt, which is how a key is
//! replaced. A sealed text names its key by a fingerprint, so that a missing key is told from a damaged text.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};

/// Name of the key file in the data directory.
pub const KEY_FILE: &str = "secret.key";
/// Bytes of a key.
const KEY_BYTES: usize = 32;
/// Bytes of a nonce of XChaCha20.
const NONCE_BYTES: usize = 24;
/// Most keys at a time: the current one and those that are being replaced.
const KEYS_MAX: usize = 16;
/// What sealed texts begin with: the form, so that it can change.
const FORM: &str = "v1";

/// Why a secret was not sealed or opened. Nothing is lost by it: sealed texts stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no key at all.
    #[error("this installation has no key for secrets; set RAPPORT_SECRET_KEY (32 bytes in base64) or RAPPORT_SECRET_KEY_FILE")]
    NoKey,
    /// The text was sealed with a key that is not among ours.
    #[error(
        "the secret was encrypted with the key {key}, which is not given; add that key to RAPPORT_SECRET_KEY or enter the secret again"
    )]
    OtherKey {
        /// Fingerprint of the key.
        key: String,
    },
    /// The text was changed, or belongs to another place.
    #[error("the secret is damaged or was stored for something else; enter it again")]
    Damaged,
    /// What should be a key is none.
    #[error("{place}: a key is 32 bytes in base64 ({count} keys read before)")]
    KeyText {
        /// Name of the variable or the file.
        place: String,
        /// Keys that were fine.
        count: usize,
    },
    /// The key file cannot be read or made.
    #[error("the key file {path} cannot be used")]
    KeyFile {
        /// Which.
        path: PathBuf,
        /// Cause.
        #[source]
        source: io::Error,
    },
    /// The operating system gave no randomness.
    #[error("the operating system gave no randomness")]
    Random,
}

/// Where keys come from; the first that is there counts.
#[derive(Clone, Default)]
pub struct KeySource {
    /// Keys themselves, separated by commas: `RAPPORT_SECRET_KEY`.
    pub keys: Option<String>,
    /// A file with one key per line: `RAPPORT_SECRET_KEY_FILE`.
    pub file: Option<PathBuf>,
    /// The data directory of the embedded database, where [`KEY_FILE`] is made at first use.
    pub data_directory: Option<PathBuf>,
}

struct Key {
    id: String,
    cipher: XChaCha20Poly1305,
}

/// Seals and opens secrets. Cheap to clone.
#[derive(Clone)]
pub struct Vault {
    keys: Arc<[Key]>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").field("keys", &self.key_ids()).finish()
    }
}

impl Vault {
    /// Reads the keys, and makes one where the embedded database has none yet. Without any source the vault has no key: it
    /// refuses, and everything that needs no secret works.
    ///
    /// # Errors
    /// [`VaultError::KeyText`], [`VaultError::KeyFile`], [`VaultError::Random`].
    pub fn load(source: &KeySource) -> Result<Self, VaultError> {
        let keys = if let Some(text) = source.keys.as_deref().filter(|text| !text.trim().is_empty()) {
            read_keys(text, "RAPPORT_SECRET_KEY")?
        } else if let Some(path) = &source.file {
            let text = fs::read_to_string(path).map_err(|source| VaultError::KeyFile { path: path.clone(), source })?;
            read_keys(&text, &path.display().to_string())?
        } else if let Some(directory) = &source.data_directory {
            let path = directory.join(KEY_FILE);
            let text = read_or_make(&path)?;
            read_keys(&text, &path.display().to_string())?
        } else {
            Vec::new()
        };
        Ok(Self { keys: keys.into() })
    }

    /// A vault that has no key.
    #[must_use]
    pub fn without_key() -> Self {
        Self { keys: Arc::from([]) }
    }

    /// Encrypts `secret` for `place`, e.g. `connection/12/client_secret`, with the current key. The text has ASCII letters,
    /// digits and `+/=.` only.
    ///
    /// # Errors
    /// [`VaultError::NoKey`], [`VaultError::Random`].
    pub fn seal(&self, place: &str, secret: &str) -> Result<String, VaultError> {
        let key = self.keys.first().ok_or(VaultError::NoKey)?;
        let mut nonce = [0_u8; NONCE_BYTES];
        getrandom::fill(&mut nonce).map_err(|_| VaultError::Random)?;
        let bound = bound_to(&key.id, place);
        let payload = Payload { msg: secret.as_bytes(), aad: &bound };
        // Fails for texts of hundreds of gigabytes only.
        let encrypted = key.cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| VaultError::Damaged)?;
        Ok(format!("{FORM}.{}.{}", key.id, STANDARD.encode([&nonce[..], &encrypted].concat())))
    }

    /// Decrypts what [`Vault::seal`] gave for the same place, with whichever key it was.
    ///
    /// # Errors
    /// [`VaultError::NoKey`], [`VaultError::OtherKey`], [`VaultError::Damaged`].
    pub fn open(&self, place: &str, sealed: &str) -> Result<String, VaultError> {
        if self.keys.is_empty() {
            return Err(VaultError::NoKey);
        }
        let (id, text) = parts(sealed).ok_or(VaultError::Damaged)?;
        let key = self.keys.iter().find(|key| key.id == id).ok_or_else(|| VaultError::OtherKey { key: id.to_owned() })?;
        let bytes = STANDARD.decode(text).map_err(|_| VaultError::Damaged)?;
        let (nonce, encrypted) = bytes.split_at_checked(NONCE_BYTES).ok_or(VaultError::Damaged)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| VaultError::Damaged)?;
        let bound = bound_to(&key.id, place);
        let secret = key.cipher.decrypt(&nonce, Payload { msg: encrypted, aad: &bound }).map_err(|_| VaultError::Damaged)?;
        String::from_utf8(secret).map_err(|_| VaultError::Damaged)
    }

    /// The text sealed anew with the current key; `None` where it is already. How a key is replaced: give the new one first
    /// and the old one second, reseal everything, take the old one away.
    ///
    /// # Errors
    /// Those of [`Vault::open`] and [`Vault::seal`].
    pub fn reseal(&self, place: &str, sealed: &str) -> Result<Option<String>, VaultError> {
        let current = self.keys.first().ok_or(VaultError::NoKey)?;
        if parts(sealed).is_some_and(|(id, _)| id == current.id) {
            return Ok(None);
        }
        self.seal(place, &self.open(place, sealed)?).map(Some)
    }

    /// Fingerprints of the keys, the current one first: what may be shown.
    #[must_use]
    pub fn key_ids(&self) -> Vec<&str> {
        self.keys.iter().map(|key| key.id.as_str()).collect()
    }
}

/// A new key as text.
///
/// # Errors
/// [`VaultError::Random`].
pub fn new_key_text() -> Result<String, VaultError> {
    let mut key = [0_u8; KEY_BYTES];
    getrandom::fill(&mut key).map_err(|_| VaultError::Random)?;
    Ok(STANDARD.encode(key))
}

/// Key id and content of a sealed text.
fn parts(sealed: &str) -> Option<(&str, &str)> {
    let rest = sealed.strip_prefix(FORM)?.strip_prefix('.')?;
    rest.split_once('.')
}

/// What the encryption is bound to besides the key.
fn bound_to(key_id: &str, place: &str) -> Vec<u8> {
    format!("rapport secret {FORM}\0{key_id}\0{place}").into_bytes()
}

fn read_keys(text: &str, place: &str) -> Result<Vec<Key>, VaultError> {
    let mut keys: Vec<Key> = Vec::new();
    let lines = text.split([',', '\n']).map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in lines.take(KEYS_MAX) {
        let wrong = |count| VaultError::KeyText { place: place.to_owned(), count };
        let bytes = STANDARD.decode(line).ok().and_then(|bytes| <[u8; KEY_BYTES]>::try_from(bytes).ok());
        let bytes = bytes.ok_or_else(|| wrong(keys.len()))?;
        keys.push(Key { id: fingerprint(&bytes), cipher: XChaCha20Poly1305::new(&bytes.into()) });
    }
    if keys.is_empty() { Err(VaultError::KeyText { place: place.to_owned(), count: 0 }) } else { Ok(keys) }
}

/// Twelve hexadecimal digits that tell keys apart and nothing of them.
fn fingerprint(key: &[u8; KEY_BYTES]) -> String {
    let digest = Sha256::new().chain_update(b"rapport key id\0").chain_update(key).finalize();
    digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// The content of the key file; made first where it is missing. Two processes that come at the same time end with one key.
fn read_or_make(path: &Path) -> Result<String, VaultError> {
    let failed = |source| VaultError::KeyFile { path: path.to_owned(), source };
    match fs::read_to_string(path) {
        Ok(text) => return Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let text = format!("{}\n", new_key_text()?);
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut suffix = [0_u8; 8];
    getrandom::fill(&mut suffix).map_err(|_| VaultError::Random)?;
    let draft = folder.join(format!("{KEY_FILE}.{:016x}", u64::from_le_bytes(suffix)));
    let made = write_private(&draft, &text).and_then(|()| match fs::hard_link(&draft, path) {
        // Somebody else was faster: theirs counts.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    });
    drop(fs::remove_file(&draft));
    made.map_err(failed)?;
    // The name must survive a power loss before anything is encrypted with the key.
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    fs::read_to_string(path).map_err(failed)
}

/// Writes a file that its owner alone can read, to disk.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
