//! Databases that go away, disks that fail, wires that must not be listened to.

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use model::SystemClock;
use store::{Location, Store, StoreError};

use crate::batch::{CUSTOMERS, create};
use crate::cluster::Cluster;
use crate::crash::{check, write_batch};

const CHILD: &str = "RAPPORT_STORE_FAULT_DIRECTORY";

#[expect(clippy::disallowed_methods, reason = "waits for another process, the database server")]
fn pause() {
    std::thread::sleep(Duration::from_millis(100));
}

#[test]
fn a_server_that_comes_back_is_used_again() {
    let Some(cluster) = Cluster::start() else { return };
    let store = Store::open(&Location::Postgres(cluster.url.clone()), Arc::new(SystemClock)).expect("opens");
    let id = create(&store, &["{}"])[0];
    cluster.halt();
    for _ in 0..3 {
        let written = store.write(|session| session.allocate_record_ids(CUSTOMERS, 5_000));
        assert!(matches!(written, Err(StoreError::Unavailable(_))), "{written:?}");
        let read = store.read(|session| session.record(id));
        assert!(matches!(read, Err(StoreError::Unavailable(_))), "{read:?}");
    }
    cluster.resume();
    for _ in 0..300 {
        if store.read(|session| session.record(id)).is_ok_and(|row| row.is_some()) {
            create(&store, &["{}"]);
            return;
        }
        pause();
    }
    unreachable!("the server is back and nobody notices");
}

#[test]
fn encrypted_connections_are_encrypted_and_go_to_the_right_server() {
    let Some(cluster) = Cluster::start() else { return };
    let mut admin = postgres::Client::connect(&cluster.url, postgres::NoTls).expect("the cluster answers");
    admin.batch_execute("ALTER ROLE rapport PASSWORD 'secret'").expect("sets a password");
    drop(admin);
    let (port, authority) = cluster.encrypt();
    let authority = authority.display().to_string();
    let open = |host: &str, rest: &str| {
        let address = format!("postgres://rapport:secret@{host}:{port}/postgres?{rest}");
        Store::open(&Location::Postgres(address), Arc::new(SystemClock)).map(|store| create(&store, &["{}"]).len())
    };
    assert_eq!(open("localhost", &format!("sslmode=verify-full&sslrootcert={authority}")).ok(), Some(1));
    assert_eq!(open("localhost", "sslmode=require").ok(), Some(1), "any certificate will do");
    assert_eq!(open("127.0.0.1", "").ok(), Some(1), "encrypted where the server can");
    for (host, rest, why) in [
        ("localhost", "sslmode=disable".to_owned(), "the server takes encrypted connections only"),
        ("localhost", "sslmode=verify-full".to_owned(), "no known authority signed"),
        ("127.0.0.1", format!("sslmode=verify-full&sslrootcert={authority}"), "the certificate names another host"),
    ] {
        let refused = open(host, &rest);
        assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{why}: {refused:?}");
    }
}

#[test]
fn a_server_without_encryption_is_refused_where_it_is_asked_for() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("address").port();
    // Says "no" to the wish for encryption, as a plain server does.
    std::thread::spawn(move || {
        for stream in listener.incoming().take(4) {
            let mut stream = stream.expect("connects");
            let mut asked = [0_u8; 8];
            let _ = std::io::Read::read_exact(&mut stream, &mut asked);
            let _ = std::io::Write::write_all(&mut stream, b"N");
        }
    });
    for mode in ["require", "verify-full"] {
        let address = format!("postgres://u:secret@localhost:{port}/d?sslmode={mode}");
        let Err(refused) = Store::open(&Location::Postgres(address), Arc::new(SystemClock)) else {
            unreachable!("{mode} went on in plain")
        };
        let story = format!("{refused}: {:?}", std::error::Error::source(&refused).map(ToString::to_string));
        assert!(story.contains("TLS") && !story.contains("secret"), "{story}");
    }
}

#[test]
fn a_failed_sync_is_never_reported_as_done() {
    if let Ok(directory) = std::env::var(CHILD) {
        write_until_failed(&directory);
        return;
    }
    if !may_trace() {
        return;
    }
    let mut failures = 0;
    for nth in [3, 9, 20, 45] {
        let directory = tempfile::tempdir().expect("a folder");
        let traced = Command::new("strace")
            .args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e"])
            .arg(format!("inject=fsync,fdatasync:error=EIO:when={nth}"))
            .arg(std::env::current_exe().expect("this program"))
            .args(["--exact", "faults::a_failed_sync_is_never_reported_as_done", "--nocapture"])
            .env(CHILD, directory.path())
            .output()
            .expect("strace runs");
        let said = String::from_utf8_lossy(&traced.stdout);
        assert!(said.contains("running 1 test"), "the child did nothing: {}", String::from_utf8_lossy(&traced.stderr));
        failures += said.lines().filter(|line| line.contains("failed")).count();
        let done: Vec<i64> = said.lines().filter_map(|line| line.split("done ").nth(1)?.trim().parse().ok()).collect();
        check(directory.path(), &done);
    }
    assert!(failures > 0, "no failure was met");
}

/// Tries whether calls of another process can be made to fail; says it where they cannot. In CI the tool at least must be there.
fn may_trace() -> bool {
    let tried =
        Command::new("strace").args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO", "true"]).output();
    let Ok(tried) = tried else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "strace must be installed in CI");
        eprintln!("skipped: strace is not installed");
        return false;
    };
    if !tried.status.success() {
        eprintln!("skipped: nothing may be traced here: {}", String::from_utf8_lossy(&tried.stderr));
    }
    tried.status.success()
}

/// Writes batches and says which are done; after a failure it goes on, as a server would.
fn write_until_failed(directory: &str) {
    let opened = Store::open(&Location::Directory(directory.into()), Arc::new(SystemClock));
    let Ok(store) = opened else {
        println!("failed to open");
        return;
    };
    for _ in 0..60 {
        let done = store.write(write_batch);
        match done {
            Ok(first) => println!("done {first}"),
            Err(error) => println!("failed: {error}"),
        }
    }
}
