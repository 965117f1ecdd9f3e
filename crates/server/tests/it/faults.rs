//! Databases that go away and disks that fill up, seen through the API.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;
use store::Location;

use crate::app::TestApp;

const CHILD: &str = "RAPPORT_SERVER_FULL_DISK";
const SAID: &str = "the full disk was met and left";

/// A cluster of the test's own, made by the script that makes the one of all tests. Gone when dropped.
struct Cluster {
    folder: tempfile::TempDir,
    url: String,
}

fn script(command: &str, folder: &Path) -> Result<String, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/test-postgres.sh");
    let done = Command::new(script).arg(command).arg(folder).output().map_err(|error| error.to_string())?;
    if done.status.success() {
        Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned())
    } else {
        Err(String::from_utf8_lossy(&done.stderr).into_owned())
    }
}

impl Cluster {
    fn start() -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("rapport-pg.").tempdir_in("/tmp").expect("a folder");
        match script("start", folder.path()) {
            Ok(url) => Some(Self { folder, url }),
            Err(reason) => {
                assert!(std::env::var("CI").as_deref() != Ok("true"), "a cluster must be possible in CI: {reason}");
                eprintln!("skipped: no PostgreSQL cluster of its own: {reason}");
                None
            }
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = script("stop", self.folder.path());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_crashes_in_mid_work_is_said_to_be_away_and_loses_nothing() {
    let Some(cluster) = tokio::task::block_in_place(Cluster::start) else { return };
    let app = TestApp::start_on(&Location::Postgres(cluster.url.clone())).await;
    let acknowledged = AtomicUsize::new(0);
    let away = AtomicUsize::new(0);
    let unexpected = AtomicUsize::new(0);
    let work = async {
        // Until each has met the crash a few times; the bound is far away.
        let workers = (0..4).map(|worker| {
            let (app, acknowledged, away, unexpected) = (&app, &acknowledged, &away, &unexpected);
            async move {
                let mut met = 0;
                for at in 0..20_000 {
                    let answer = app.post("/api/v1/customers", &json!({"name": format!("{worker}-{at}")})).await;
                    match answer.status {
                        201 => _ = acknowledged.fetch_add(1, Ordering::Relaxed),
                        503 if answer.header("retry-after").parse::<u32>().is_ok() && answer.json()["retryable"] == true => {
                            away.fetch_add(1, Ordering::Relaxed);
                            met += 1;
                        }
                        other => {
                            eprintln!("{other}: {}", answer.text);
                            unexpected.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                    if met >= 5 {
                        return;
                    }
                }
            }
        });
        futures_util::future::join_all(workers).await;
    };
    let crash = async {
        while acknowledged.load(Ordering::Relaxed) < 20 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let folder = cluster.folder.path().to_owned();
        tokio::task::spawn_blocking(move || script("halt", &folder)).await.expect("runs").expect("stops");
    };
    tokio::join!(work, crash);
    assert_eq!(unexpected.load(Ordering::Relaxed), 0);
    assert!(away.load(Ordering::Relaxed) >= 20);
    assert_eq!(app.get("/livez").await.status, 200, "the process itself lives");
    assert_eq!(app.get("/readyz").await.status, 503);
    script("resume", cluster.folder.path()).expect("starts again");
    for _ in 0..600 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        if app.get("/readyz").await.status != 200 {
            continue;
        }
        let made = app.post("/api/v1/customers", &json!({"name": "afterwards"})).await;
        if made.status == 201 {
            let kept = app.get("/api/v1/customers?count=exact&limit=1").await.json()["page"]["count"].as_u64();
            let kept = usize::try_from(kept.expect("a count")).expect("few");
            let acknowledged = acknowledged.load(Ordering::Relaxed) + 1;
            // A commit whose answer was lost may be there: at most one for each worker.
            assert!((acknowledged..=acknowledged + 4).contains(&kept), "{acknowledged} acknowledged, {kept} kept");
            return;
        }
    }
    unreachable!("the server is back and nobody notices");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_somebody_holds_delays_writes_and_nothing_else() {
    let Some(cluster) = tokio::task::block_in_place(Cluster::start) else { return };
    let app = TestApp::start_on(&Location::Postgres(cluster.url.clone())).await;
    let known = app.create("customers", &json!({"name": "Known"})).await;
    let url = cluster.url.clone();
    let (held, is_held) = std::sync::mpsc::channel();
    let (release, released) = std::sync::mpsc::channel::<()>();
    let holder = std::thread::spawn(move || {
        let mut client = postgres::Client::connect(&url, postgres::NoTls).expect("connects");
        let mut transaction = client.transaction().expect("begins");
        transaction.batch_execute("LOCK TABLE record IN SHARE ROW EXCLUSIVE MODE").expect("locks");
        held.send(()).expect("heard");
        released.recv().expect("told");
        transaction.rollback().expect("ends");
    });
    tokio::task::block_in_place(|| is_held.recv()).expect("held");
    let writes = (0..24).map(|at| {
        let app = &app;
        async move { app.post("/api/v1/customers", &json!({"name": format!("Late {at}")})).await.status }
    });
    let meanwhile = async {
        for _ in 0..40 {
            assert_eq!(app.get("/livez").await.status, 200);
            assert_eq!(app.get(&format!("/api/v1/customers/{known}")).await.status, 200);
        }
        let count = app.get("/api/v1/customers?count=exact").await.json()["page"]["count"].clone();
        release.send(()).expect("told");
        count
    };
    let (written, count) = tokio::join!(futures_util::future::join_all(writes), meanwhile);
    assert_eq!(count, 1, "nothing was written while it was held");
    assert!(written.iter().all(|status| *status == 201), "{written:?}");
    holder.join().expect("ended");
}

/// Runs again as a child with a small file system of its own in memory, where that is allowed.
#[test]
fn a_full_disk_stops_writes_only_and_only_while_it_is_full() {
    if std::env::var(CHILD).is_ok() {
        let runtime = tokio::runtime::Runtime::new().expect("threads");
        return runtime.block_on(async { tokio::spawn(fill()).await.expect("passes") });
    }
    let folder = tempfile::tempdir().expect("a folder");
    let in_memory = |then: &str| {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount", "sh", "-c", &format!("mount -t tmpfs -o size=48m tmpfs \"$TMPDIR\" && {then}")]);
        command.env("TMPDIR", folder.path());
        command
    };
    let Ok(tried) = in_memory("true").output() else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "unshare (util-linux) must be installed in CI");
        eprintln!("skipped: there is no unshare");
        return;
    };
    if !tried.status.success() {
        eprintln!("skipped: no file system of its own here: {}", String::from_utf8_lossy(&tried.stderr));
        return;
    }
    let again = "exec \"$0\" --exact faults::a_full_disk_stops_writes_only_and_only_while_it_is_full --nocapture";
    let child = in_memory(again)
        .arg(std::env::current_exe().expect("this program"))
        .env(CHILD, "1")
        .env_remove("RAPPORT_TEST_DATABASE_URL")
        .output()
        .expect("unshare runs");
    let (said, complained) = (String::from_utf8_lossy(&child.stdout), String::from_utf8_lossy(&child.stderr));
    assert!(child.status.success() && said.contains(SAID), "{said}{complained}");
}

async fn fill() {
    let app = TestApp::start().await;
    let ballast = tempfile::env::temp_dir().join("ballast");
    std::fs::write(&ballast, vec![1_u8; 16 << 20]).expect("there is room for it");
    let notes = "满".repeat(20_000);
    let mut kept = 0;
    let full = loop {
        let answer = app.post("/api/v1/customers", &json!({"name": format!("第{kept}位"), "notes": notes})).await;
        if answer.status != 201 {
            break answer;
        }
        kept += 1;
        assert!(kept < 5_000, "the disk does not fill up");
    };
    assert!(matches!(full.status, 503 | 507), "{}", full.text);
    assert!(full.header("retry-after").parse::<u32>().is_ok(), "{}", full.text);
    full.problem();
    assert_eq!(app.get("/livez").await.status, 200);
    let count = || async { app.get("/api/v1/customers?count=exact&limit=1").await.json()["page"]["count"].clone() };
    assert_eq!(count().await, kept, "reads go on, and no record is there by half");
    let changes = app.get("/api/v1/changes?limit=500").await;
    assert_eq!(changes.status, 200, "{}", changes.text);
    let again = app.post("/api/v1/customers", &json!({"name": "后来", "notes": notes})).await;
    assert!(matches!(again.status, 503 | 507), "still full: {}", again.text);
    let upload = app.request("POST", "/api/v1/imports?object=customers").header("content-type", "text/csv").body("a".repeat(8 << 20));
    // Refused in the middle of sending, some clients see a broken connection instead of the answer.
    if let Ok(refused) = upload.send().await {
        assert!(matches!(refused.status().as_u16(), 503 | 507), "{}", refused.status());
    }

    std::fs::remove_file(&ballast).expect("makes room");
    let after = app.post("/api/v1/customers", &json!({"name": "后来", "notes": notes})).await;
    assert_eq!(after.status, 201, "{}", after.text);
    assert_eq!(count().await, kept + 1);
    println!("{SAID}");
}
