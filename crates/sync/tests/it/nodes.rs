//! Two nodes on one database: one that stands still for longer than its lease, one that is cut off from the database, and clocks
//! that jump. Whoever was overtaken writes nothing more, and the result is that of a load nobody disturbed.

use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use store::{Location, Store, StoreError};
use sync::{Import, ImportError, ImportSettings, Stage};

use crate::bench::{Bench, TestClock, on_each};

const ROWS: usize = 400;
/// Longer than any lease (ms).
const LATER: i64 = 3_600_000;

fn lines() -> String {
    (0..ROWS).map(|at| format!("N{at},Person {at},p{at}@example.com,,,City {},\n", at % 7)).collect()
}

/// What is there, and how often it changed.
fn content(bench: &Bench) -> (Vec<String>, usize) {
    let content = bench.content();
    let mut records: Vec<String> =
        content.records.into_iter().map(|record| format!("{:?} {} {}", record.state, record.version, record.doc)).collect();
    records.sort();
    (records, content.changes.len())
}

fn undisturbed() -> (Vec<String>, usize) {
    let bench = Bench::sqlite();
    bench.import("shop", &lines());
    content(&bench)
}

/// A node: it works beside others, so it takes a run over only once the lease of the other one has passed.
fn node(bench: &Bench, store: &Store) -> Import {
    let settings = ImportSettings { batch_clusters_max: 50, exclusive: false, ..bench.settings() };
    Import::new(store, bench.request("shop", false), settings)
}

fn run(bench: &Bench, store: &Store, between: &mut dyn FnMut(u64)) -> Result<(), ImportError> {
    let file = bench.folder.join("load.csv");
    let mut source = connector_file::open(&file, &connector_file::FileOptions::default()).expect("a file");
    let done = node(bench, store).run(source.as_mut(), &mut |progress| {
        if progress.stage == Stage::Applying && progress.rows > 0 {
            between(progress.rows);
        }
    });
    done.map(|_| ())
}

fn is_lost(result: &Result<(), ImportError>) -> bool {
    matches!(result.as_ref().map_err(ImportError::store_error), Err(Some(StoreError::LeaseLost { .. } | StoreError::BatchRepeated { .. })))
}

#[test]
fn a_node_that_stood_still_longer_than_its_lease_writes_nothing_more() {
    let expected = undisturbed();
    on_each(|bench| {
        bench.write_file(&lines());
        let mut overtaken = false;
        let first = run(&bench, &bench.store, &mut |rows| {
            if rows >= 100 && !overtaken {
                overtaken = true;
                // Between two batches this process is stopped; to the others time goes on.
                let early = run(&bench, &bench.store, &mut |_| ());
                assert!(matches!(early, Err(ImportError::AlreadyRunning { .. })), "{early:?}");
                bench.clock.0.fetch_add(LATER, Ordering::Relaxed);
                run(&bench, &bench.store, &mut |_| ()).expect("the second node does the rest");
            }
        });
        assert!(is_lost(&first), "{first:?}");
        assert_eq!(content(&bench), expected);
    });
}

#[test]
fn clocks_that_jump_in_the_middle_change_nothing_about_the_result() {
    let expected = undisturbed();
    for jump in [LATER, -LATER, 10 * 365 * 86_400_000, -500] {
        on_each(|bench| {
            bench.write_file(&lines());
            bench.clock.0.store(20 * 365 * 86_400_000, Ordering::Relaxed);
            let mut jumped = false;
            let done = run(&bench, &bench.store, &mut |rows| {
                if rows >= 100 && !jumped {
                    jumped = true;
                    bench.clock.0.fetch_add(jump, Ordering::Relaxed);
                }
            });
            done.unwrap_or_else(|error| panic!("{jump}: {error}"));
            assert_eq!(content(&bench), expected, "{jump}");
            // What is shown again after it changes nothing, whatever the clock says.
            run(&bench, &bench.store, &mut |_| ()).expect("the same again");
            assert_eq!(content(&bench), expected, "{jump}");
        });
    }
}

/// Stands between a node and the socket of its database, and can be cut.
struct Wire {
    is_cut: Arc<AtomicBool>,
    open: Arc<Mutex<Vec<UnixStream>>>,
}

impl Wire {
    /// From a socket in the folder `near` to the one in the folder `far`, both called as those of PostgreSQL are.
    fn between(near: &Path, far: &Path) -> Self {
        const NAME: &str = ".s.PGSQL.5432";
        let listener = UnixListener::bind(near.join(NAME)).expect("a socket");
        let far = far.join(NAME);
        let (is_cut, open) = (Arc::<AtomicBool>::default(), Arc::<Mutex<Vec<UnixStream>>>::default());
        let (cut, known) = (Arc::clone(&is_cut), Arc::clone(&open));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let near = stream.expect("connects");
                if cut.load(Ordering::Relaxed) {
                    continue;
                }
                let far = UnixStream::connect(&far).expect("the database");
                for (from, to) in [(&near, &far), (&far, &near)] {
                    let (mut from, mut to) = (from.try_clone().expect("a stream"), to.try_clone().expect("a stream"));
                    known.lock().expect("list").push(from.try_clone().expect("a stream"));
                    std::thread::spawn(move || {
                        // Ends with either side.
                        let _ = std::io::copy(&mut from, &mut to);
                        let _ = to.shutdown(std::net::Shutdown::Both);
                    });
                }
            }
        });
        Self { is_cut, open }
    }

    fn cut(&self) {
        self.is_cut.store(true, Ordering::Relaxed);
        for stream in self.open.lock().expect("list").drain(..) {
            let _ = stream.shutdown(std::net::Shutdown::Both);
        }
    }

    fn mend(&self) {
        self.is_cut.store(false, Ordering::Relaxed);
    }
}

#[test]
fn a_node_that_is_cut_off_from_the_database_is_overtaken_and_finds_out_when_it_is_back() {
    let Some(url) = crate::dying::postgres() else { return };
    let config: postgres::Config = url.parse().expect("an address");
    let Some(postgres::config::Host::Unix(socket)) = config.get_hosts().first() else {
        eprintln!("skipped: the test cluster does not listen on a socket");
        return;
    };
    let expected = undisturbed();
    let schema = crate::bench::fresh_schema(&url);
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::at(&Location::Postgres(schema.clone()), folder.path());
    bench.write_file(&lines());
    let wire = Wire::between(folder.path(), socket);
    // Slashes of a host are escaped in an address.
    let escaped = |path: &Path| path.display().to_string().replace('/', "%2F");
    let through = schema.replace(&escaped(socket), &escaped(folder.path()));
    assert_ne!(through, schema, "the address names the folder of the socket");
    let clock = Arc::new(TestClock(AtomicI64::new(1_000)));
    let far = Store::open(&Location::Postgres(through), Arc::<TestClock>::clone(&clock)).expect("opens");
    let mut is_cut = false;
    let first = run(&bench, &far, &mut |rows| {
        if rows >= 100 && !is_cut {
            is_cut = true;
            wire.cut();
            bench.clock.0.fetch_add(LATER, Ordering::Relaxed);
            run(&bench, &bench.store, &mut |_| ()).expect("the second node does the rest");
            wire.mend();
        }
    });
    assert!(first.is_err(), "it was overtaken");
    assert_eq!(content(&bench), expected);
    // Back again, it finds the work done.
    clock.0.fetch_add(LATER, Ordering::Relaxed);
    run(&bench, &far, &mut |_| ()).expect("nothing is left to do");
    assert_eq!(content(&bench), expected);
}
