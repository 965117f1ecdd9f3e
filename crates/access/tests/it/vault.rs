//! Secrets at rest (S01): nothing readable on disk, nothing opens elsewhere, keys can be replaced.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use access::vault::{KEY_FILE, KeySource, Vault, VaultError, new_key_text};
use base64::Engine;
use model::SystemClock;
use store::{Location, Store};

const CANARY: &str = "canary-secret-8c2e77";
const PLACE: &str = "connection/1/client_secret";

fn vault(keys: &[&str]) -> Vault {
    Vault::load(&KeySource { keys: Some(keys.join(",")), ..KeySource::default() }).expect("keys")
}

fn key() -> String {
    new_key_text().expect("randomness")
}

/// Names of the files below `folder` that hold `needle`.
fn files_with(folder: &Path, needle: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            found.extend(files_with(&path, needle));
        } else if fs::read(&path).expect("file").windows(needle.len()).any(|part| part == needle) {
            found.push(path.file_name().expect("name").to_string_lossy().into_owned());
        }
    }
    found
}

#[test]
fn a_secret_is_nowhere_on_disk() {
    let folder = tempfile::tempdir().expect("folder");
    let source = KeySource { data_directory: Some(folder.path().to_path_buf()), ..KeySource::default() };
    let vault = Vault::load(&source).expect("a key is made");
    let key_text = fs::read_to_string(folder.path().join(KEY_FILE)).expect("key file");
    let store = Store::open(&Location::Directory(folder.path().to_path_buf()), Arc::new(SystemClock)).expect("store");
    let sealed = vault.seal(PLACE, CANARY).expect("sealed");
    let kept = sealed.clone();
    store.write(move |session| session.setting_save("secret", &kept)).expect("write");
    store.write(|session| session.setting_save("plain", "plain-9d1f")).expect("write");

    assert!(!files_with(folder.path(), b"plain-9d1f").is_empty(), "the search must be able to find something");
    assert!(!files_with(folder.path(), sealed.as_bytes()).is_empty());
    let encoded = base64::engine::general_purpose::STANDARD.encode(CANARY);
    for needle in [CANARY.as_bytes(), encoded.trim_end_matches('=').as_bytes()] {
        assert_eq!(files_with(folder.path(), needle), Vec::<String>::new());
    }
    assert_eq!(files_with(folder.path(), key_text.trim().as_bytes()), [KEY_FILE], "the key is in its file alone");
    let read = store.read(|session| session.setting("secret")).expect("read").expect("kept");
    assert_eq!(vault.open(PLACE, &read).expect("opens"), CANARY);
    // Another process finds the same key.
    assert_eq!(Vault::load(&source).expect("key").open(PLACE, &read).expect("opens"), CANARY);
}

#[test]
#[cfg(unix)]
fn the_key_file_is_for_its_owner_and_made_once() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("folder");
    let source = KeySource { data_directory: Some(folder.path().to_path_buf()), ..KeySource::default() };
    let ids: Vec<String> = std::thread::scope(|scope| {
        let loads: Vec<_> = (0..8).map(|_| scope.spawn(|| Vault::load(&source).expect("key").key_ids().join(","))).collect();
        loads.into_iter().map(|load| load.join().expect("thread")).collect()
    });
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    let mode = fs::metadata(folder.path().join(KEY_FILE)).expect("file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 1, "no drafts are left");
}

#[test]
fn a_text_opens_in_its_own_place_only() {
    let vault = vault(&[&key()]);
    let sealed = vault.seal(PLACE, CANARY).expect("sealed");
    assert_ne!(sealed, vault.seal(PLACE, CANARY).expect("sealed"), "each time another nonce");
    for place in ["connection/2/client_secret", "connection/1/password", "", "connection/1/client_secret "] {
        assert!(matches!(vault.open(place, &sealed), Err(VaultError::Damaged)), "{place}");
    }
    for at in 0..sealed.len() {
        let mut bytes = sealed.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).expect("ASCII");
        assert!(vault.open(PLACE, &changed).is_err(), "changed at {at}");
    }
    for damaged in ["", "v1", "v1.", "v2.x.y", &sealed[..sealed.len() - 8]] {
        assert!(matches!(vault.open(PLACE, damaged), Err(VaultError::Damaged)), "{damaged}");
    }
}

#[test]
fn keys_are_replaced_without_entering_secrets_again() {
    let (old, new) = (key(), key());
    let sealed = vault(&[&old]).seal(PLACE, CANARY).expect("sealed");
    let both = vault(&[&new, &old]);
    assert_eq!(both.open(PLACE, &sealed).expect("the old key opens"), CANARY);
    let resealed = both.reseal(PLACE, &sealed).expect("opens").expect("needs the new key");
    assert_eq!(both.reseal(PLACE, &resealed).expect("opens"), None);
    assert_eq!(vault(&[&new]).open(PLACE, &resealed).expect("the new key alone"), CANARY);
    let error = vault(&[&new]).open(PLACE, &sealed).expect_err("the old key is gone");
    assert!(matches!(&error, VaultError::OtherKey { key } if *key == vault(&[&old]).key_ids()[0]), "{error}");
}

#[test]
fn missing_and_wrong_keys_are_said_clearly() {
    let sealed = vault(&[&key()]).seal(PLACE, CANARY).expect("sealed");
    let none = Vault::load(&KeySource::default()).expect("no source is no error");
    assert!(matches!(none.open(PLACE, &sealed), Err(VaultError::NoKey)));
    assert!(matches!(none.seal(PLACE, CANARY), Err(VaultError::NoKey)));
    let folder = tempfile::tempdir().expect("folder");
    for text in ["hello", "AAAA", &format!("{},x", key())] {
        let file = folder.path().join("keys");
        fs::write(&file, text).expect("file");
        for source in
            [KeySource { keys: Some(text.to_owned()), ..KeySource::default() }, KeySource { file: Some(file), ..KeySource::default() }]
        {
            let error = Vault::load(&source).expect_err(text);
            assert!(matches!(error, VaultError::KeyText { .. }), "{error}");
            assert!(!text.starts_with("hello") || !error.to_string().contains("hello"), "the text may be a secret");
        }
    }
    let missing = KeySource { file: Some(folder.path().join("missing")), ..KeySource::default() };
    assert!(matches!(Vault::load(&missing), Err(VaultError::KeyFile { .. })));
    // A key of the environment comes before one of the data directory, and makes none there.
    let data = tempfile::tempdir().expect("folder");
    let source = KeySource { keys: Some(key()), data_directory: Some(data.path().to_path_buf()), ..KeySource::default() };
    Vault::load(&source).expect("key");
    assert_eq!(fs::read_dir(data.path()).expect("folder").count(), 0);
    assert!(!format!("{:?}", vault(&[&key()])).contains('='));
}
