//! A process dies while refused rows are applied again: each row has ended where it was applied and is open where it was not, and
//! a second process does the rest, once.

use std::path::Path;

use model::Actor;
use records::{MatchPolicy, Records};
use store::{DeadLetterState, RunFilter, Store};
use sync::ImportSettings;
use sync::problems::{Choice, Decide, Problems};
use sync::tasks::Tasks;

use crate::bench::Bench;
use crate::connections::connections;
use crate::dying::{ends, location, places};

const PLACE: &str = "RAPPORT_CRASH_PLACE";
const FOLDER: &str = "RAPPORT_CRASH_FOLDER";
/// Rows that fit two customers each.
const ROWS: usize = 6;

fn bench(place: &str, folder: &Path) -> Bench {
    let mut bench = Bench::at(&location(place), folder);
    bench.policy = MatchPolicy::Review;
    bench
}

fn prepare(place: &str, folder: &Path) {
    let bench = bench(place, folder);
    let known: String =
        (0..ROWS).map(|at| format!("A{at},Ann {at},a{at}@example.com,,,,\nB{at},Bea {at},,138000000{at:02},,,\n")).collect();
    bench.import("crm", &known);
    let list: String = (0..ROWS).map(|at| format!("L{at},Cay {at},a{at}@example.com,138000000{at:02},,Rome,\n")).collect();
    assert_eq!(bench.import("list", &list).report.counts.held, ROWS as u64);
    bench.store.close();
}

fn problems(store: &Store, folder: &Path) -> Problems {
    let records = Records::new(store.clone()).expect("a schema");
    // Two customers a transaction, so that a run has several.
    let settings = ImportSettings { batch_clusters_max: 2, ..ImportSettings::alone(folder.to_owned()) };
    Problems::new(records.clone(), Tasks::new(records, connections(store)), settings)
}

/// Not a test of its own: what the child does. Without the variables it has nothing to do.
#[test]
fn child_that_dies_replaying() {
    let (Ok(place), Ok(folder)) = (std::env::var(PLACE), std::env::var(FOLDER)) else { return };
    let bench = bench(&place, Path::new(&folder));
    let problems = problems(&bench.store, Path::new(&folder));
    for group in problems.groups().expect("groups") {
        let done = problems.decide(&group.id, &Decide { rows: None, choice: Choice::One }, &Actor::System).expect("decided");
        assert_eq!(done.refused, 0);
    }
    bench.store.close();
}

/// Places of the rows that have ended, and those that were applied.
fn ended_and_applied(bench: &Bench) -> (Vec<usize>, Vec<usize>) {
    let object = crate::bench::customers();
    let read = bench.store.read(|session| {
        let runs = session.runs(None, 100, &RunFilter::default())?;
        let mut letters = Vec::new();
        for run in &runs {
            letters.extend(session.dead_letters(run.id, -1, 100)?);
        }
        let source = session.source_find("list", object.id)?.map(|source| source.id).expect("the source");
        let ids: Vec<String> = (0..ROWS).map(|at| format!("L{at}")).collect();
        let rows = session.source_rows(source, &ids.iter().map(String::as_str).collect::<Vec<_>>())?;
        Ok::<_, store::StoreError>((letters, rows))
    });
    let (letters, rows) = read.expect("read");
    assert_eq!(letters.len(), ROWS, "one letter for each row, whoever died");
    let place_of = |raw: &str| (0..ROWS).find(|at| raw.contains(&format!("\"L{at}\""))).expect("a row");
    let ended = letters.iter().filter(|letter| letter.state == DeadLetterState::Settled).map(|letter| place_of(&letter.raw));
    let mut ended: Vec<usize> = ended.collect();
    ended.sort_unstable();
    (ended, (0..ROWS).filter(|at| rows[*at].as_ref().is_some_and(|row| row.linked)).collect())
}

/// What is there, and how often it changed.
pub fn content(bench: &Bench) -> (Vec<String>, usize) {
    let content = bench.content();
    let mut records: Vec<String> =
        content.records.into_iter().map(|record| format!("{:?} {} {}", record.state, record.version, record.doc)).collect();
    records.sort();
    (records, content.changes.len())
}

#[test]
fn killed_while_refused_rows_are_applied_again_each_has_ended_where_it_was_applied() {
    let (mut kills, mut halves) = (0, 0);
    for at in 0..places().len() {
        let mut expected = None;
        for point in ["none", "K4:1", "K13:2", "K5:1", "K6:1", "K5:2", "K6:2", "K6:3"] {
            let (place, folder) = places().swap_remove(at);
            prepare(&place, folder.path());
            let folder_text = folder.path().display().to_string();
            let child =
                |point: Option<&str>| ends("crash_replay::child_that_dies_replaying", &[(PLACE, &place), (FOLDER, &folder_text)], point);
            let died = point != "none" && !child(Some(point));
            kills += usize::from(died);
            if died {
                let (ended, applied) = ended_and_applied(&bench(&place, folder.path()));
                assert_eq!(ended, applied, "killed at {point}");
                halves += usize::from(!ended.is_empty() && ended.len() < ROWS);
            }
            assert!(child(None), "after {point}");
            let bench = bench(&place, folder.path());
            let all: Vec<usize> = (0..ROWS).collect();
            assert_eq!(ended_and_applied(&bench), (all.clone(), all), "after {point}");
            let found = content(&bench);
            assert_eq!(expected.get_or_insert_with(|| found.clone()), &found, "after {point}");
        }
    }
    assert!(kills >= 6 && halves >= 2, "only {kills} kills, {halves} in the middle");
}
