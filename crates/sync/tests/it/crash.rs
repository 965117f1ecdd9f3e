//! The crash matrix of reading: a process dies at a named point (a cursor's worst moments), a second one goes on by itself, and
//! the result is that of a process nobody killed. On SQLite and PostgreSQL; for everything read, changes, pushes and an undo.
//!
//! The upstream is made anew in each process, by the same rules, so both processes see the same system.

use std::collections::BTreeMap;
use std::path::Path;

use model::{Caller, RecordId, RecordState};
use store::Location;
use sync::Outcome;

use crate::bench::{Bench, fresh_schema};
use crate::dying::{ends, postgres};
use crate::plant::{Plant, definition};
use crate::upstream::{Upstream, person};

const PLACE: &str = "RAPPORT_CRASH_PLACE";
const SCENE: &str = "RAPPORT_CRASH_SCENE";
const FOLDER: &str = "RAPPORT_CRASH_FOLDER";

/// What the process does that dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Scene {
    /// Reads everything for the first time.
    Full,
    /// Reads what changed: new, changed, deleted and merged people.
    Changes,
    /// Applies pushes.
    Pushes,
    /// Reads everything again, and finds some missing.
    Missing,
    /// Undoes the run that read the changes.
    Undo,
    /// Two people are merged by hand.
    Merge,
    /// And come apart again.
    Unmerge,
}

const SCENES: [Scene; 7] = [Scene::Full, Scene::Changes, Scene::Pushes, Scene::Missing, Scene::Undo, Scene::Merge, Scene::Unmerge];
/// Where it dies: each of them, in the scenes that pass it.
const POINTS: [&str; 9] = ["K1", "K2", "K3", "K4", "K5", "K6", "K12", "K13", "K14"];

/// The system as it is in a scene.
fn upstream(scene: Scene) -> Upstream {
    let upstream = Upstream::new();
    {
        let mut world = upstream.world();
        for at in 0..60 {
            world.put(&format!("P{at:03}"), person(&format!("Person {at}"), "Rome"));
        }
        world.now += 100_000;
    }
    if scene >= Scene::Changes {
        let mut world = upstream.world();
        for at in 0..45 {
            world.put(&format!("P{at:03}"), person(&format!("Person {at}"), &format!("City {at}")));
            world.now += 10;
        }
        for at in 0..5 {
            world.delete(&format!("P{:03}", 50 + at));
        }
        world.merge("P055", "P056");
        world.put("P900", person("New One", "Bonn"));
        world.now += 100_000;
    }
    if scene == Scene::Pushes {
        let mut world = upstream.world();
        for at in 0..30 {
            world.put(&format!("P{at:03}"), person(&format!("Person {at}"), "Pushed"));
        }
        world.delete("P040");
    }
    if scene == Scene::Missing {
        let mut world = upstream.world();
        for at in 0..7 {
            world.people.remove(&format!("P{at:03}"));
        }
    }
    upstream
}

fn plant(location: &Location, folder: &Path, scene: Scene) -> Plant {
    let mut bench = Bench::at(location, folder);
    bench.batch_clusters_max = 7;
    bench.segment_rows_max = 20;
    let mut definition = definition();
    definition.deletions.policy = sync::definition::DeletionPolicy::Delete;
    let mut plant = Plant::attach(bench, &definition);
    plant.upstream = upstream(scene);
    plant
}

/// Everything that leads to a scene, by a process nobody kills.
fn prepare(location: &Location, folder: &Path, scene: Scene) {
    if scene == Scene::Full {
        return;
    }
    {
        let plant = plant(location, folder, Scene::Full);
        plant.done();
        plant.bench.store.close();
    }
    if scene != Scene::Changes {
        let plant = plant(location, folder, Scene::Changes);
        plant.done();
        plant.bench.store.close();
    }
    if scene == Scene::Pushes {
        let plant = plant(location, folder, scene);
        for at in (0..30).rev().chain([40]) {
            plant.receive(plant.upstream.push_of(&format!("P{at:03}")));
        }
        plant.receive(b"not JSON".to_vec());
        plant.bench.store.close();
    }
    if scene == Scene::Unmerge {
        let plant = plant(location, folder, scene);
        act(&plant, Scene::Merge);
        plant.bench.store.close();
    }
}

/// The records of two people, the older first.
fn two(plant: &Plant) -> [RecordId; 2] {
    ["P010", "P011"].map(|id| {
        let mark = plant.marks().into_iter().find(|mark| mark.external_id == id).expect("somebody known");
        mark.link.record
    })
}

fn act(plant: &Plant, scene: Scene) {
    match scene {
        Scene::Full | Scene::Changes => assert!(matches!(plant.run().outcome, Outcome::Ended | Outcome::Idle)),
        Scene::Missing => {
            // The run that was killed is gone on with; one that ended before it was told is made again.
            assert_eq!(plant.run_mode(sync::RunMode::Full).outcome, Outcome::Ended);
        }
        Scene::Pushes => assert!(matches!(plant.apply_pushes().outcome, Outcome::Ended | Outcome::Idle)),
        // A deed of one transaction: where the process died before it was told, asking again finds it done or does it.
        Scene::Merge => {
            let [survivor, other] = two(plant);
            let _ = plant.records.merge(&Caller::system(), &plant.object, survivor, vec![other]).wait();
            assert!(is_merged(plant));
        }
        Scene::Unmerge => {
            let [survivor, _] = two(plant);
            let _ = plant.records.unmerge(&Caller::system(), &plant.object, survivor, Vec::new()).wait();
            assert!(!is_merged(plant));
        }
        Scene::Undo => {
            let run = plant.progress().last_run.expect("the run that read the changes");
            if plant.run_row(run).undone_by.is_none() {
                plant.rollback(run);
            }
        }
    }
}

fn is_merged(plant: &Plant) -> bool {
    let [one, other] = two(plant);
    let merged = plant.bench.content().records.into_iter().filter(|record| record.state == RecordState::Merged);
    merged.filter(|record| record.id == other && record.merged_into == Some(one)).count() == 1
}

fn scene_of(name: &str) -> Scene {
    SCENES.into_iter().find(|scene| format!("{scene:?}") == name).expect("a scene")
}

fn location_of(place: &str, folder: &Path) -> Location {
    if place.starts_with("postgres") { Location::Postgres(place.to_owned()) } else { Location::Directory(folder.join("data")) }
}

/// Not a test of its own: what the child does. Without the variables it has nothing to do.
#[test]
fn child_that_dies_at_a_point() {
    let (Ok(place), Ok(scene)) = (std::env::var(PLACE), std::env::var(SCENE)) else { return };
    let folder = std::env::var(FOLDER).expect("a folder");
    let scene = scene_of(&scene);
    let plant = plant(&location_of(&place, Path::new(&folder)), Path::new(&folder), scene);
    act(&plant, scene);
}

/// True when the child came to its end.
fn work(place: &str, folder: &Path, scene: Scene, kill_at: Option<&str>) -> bool {
    let (scene, folder) = (format!("{scene:?}"), folder.display().to_string());
    ends("crash::child_that_dies_at_a_point", &[(PLACE, place), (SCENE, &scene), (FOLDER, &folder)], kill_at)
}

/// What must be the same whoever was killed: who is there as what, how often everything changed, and what waits.
fn state_of(plant: &Plant) -> impl PartialEq + std::fmt::Debug + use<> {
    let mut records: Vec<(String, String, i64)> =
        plant.bench.content().records.into_iter().map(|record| (format!("{:?}", record.state), record.doc, record.version)).collect();
    records.sort();
    (plant.held(), records, plant.changes(), plant.waiting(), plant.progress().cursor)
}

/// Kills by point.
type Kills = BTreeMap<&'static str, usize>;

fn check(scene: Scene, passes: &[usize], fresh: &dyn Fn() -> (String, tempfile::TempDir), kills: &mut Kills) {
    let open = |place: &str, folder: &Path| plant(&location_of(place, folder), folder, scene);
    let ready = || {
        let (place, folder) = fresh();
        prepare(&location_of(&place, folder.path()), folder.path(), scene);
        (place, folder)
    };
    let (place, folder) = ready();
    assert!(work(&place, folder.path(), scene, None));
    let expected = state_of(&open(&place, folder.path()));
    for name in POINTS {
        for pass in passes {
            let point = format!("{name}:{pass}");
            let (place, folder) = ready();
            if work(&place, folder.path(), scene, Some(&point)) {
                // The scene does not pass this point so often.
                break;
            }
            *kills.entry(name).or_default() += 1;
            assert!(work(&place, folder.path(), scene, None), "{scene:?} {point}");
            assert_eq!(state_of(&open(&place, folder.path())), expected, "{scene:?} killed at {point}");
        }
    }
}

/// Every point was died at, and the rare ones in each way.
fn assert_all(kills: &Kills, least: usize) {
    for point in POINTS {
        assert!(kills.get(point).is_some_and(|count| *count >= 2), "{point}: {kills:?}");
    }
    assert!(kills.values().sum::<usize>() >= least, "{kills:?}");
}

#[test]
fn killed_at_each_point_a_second_process_ends_as_if_nothing_had_happened() {
    let fresh = || {
        let folder = tempfile::tempdir().expect("a folder");
        ("sqlite".to_owned(), folder)
    };
    let mut kills = Kills::new();
    for scene in SCENES {
        check(scene, &[1, 2, 5], &fresh, &mut kills);
    }
    assert_all(&kills, 60);
    eprintln!("kills on SQLite: {kills:?}");
}

#[test]
fn killed_at_each_point_on_postgresql_as_well() {
    let Some(url) = postgres() else { return };
    let fresh = || (fresh_schema(&url), tempfile::tempdir().expect("a folder"));
    let mut kills = Kills::new();
    for scene in SCENES {
        check(scene, &[1, 2], &fresh, &mut kills);
    }
    assert_all(&kills, 40);
    eprintln!("kills on PostgreSQL: {kills:?}");
}
