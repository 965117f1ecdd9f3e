//! The crash matrix of reading: a process dies at a named point (a cursor's worst moments), a second one goes on by itself, and
//! the result is that of a process nobody killed. On SQLite and PostgreSQL; for everything read, changes, pushes and an undo.
//!
//! The upstream is made anew in each process, by the same rules, so both processes see the same system.

use std::path::Path;

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
}

const SCENES: [Scene; 5] = [Scene::Full, Scene::Changes, Scene::Pushes, Scene::Missing, Scene::Undo];

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
}

fn act(plant: &Plant, scene: Scene) {
    match scene {
        Scene::Full | Scene::Changes => assert!(matches!(plant.run().outcome, Outcome::Ended | Outcome::Idle)),
        Scene::Missing => {
            // The run that was killed is gone on with; one that ended before it was told is made again.
            assert_eq!(plant.run_mode(sync::RunMode::Full).outcome, Outcome::Ended);
        }
        Scene::Pushes => assert!(matches!(plant.apply_pushes().outcome, Outcome::Ended | Outcome::Idle)),
        Scene::Undo => {
            let run = plant.progress().last_run.expect("the run that read the changes");
            if plant.run_row(run).undone_by.is_none() {
                plant.rollback(run);
            }
        }
    }
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

fn check(scene: Scene, points: &[String], fresh: &dyn Fn() -> (String, tempfile::TempDir)) -> usize {
    let open = |place: &str, folder: &Path| plant(&location_of(place, folder), folder, scene);
    let ready = || {
        let (place, folder) = fresh();
        prepare(&location_of(&place, folder.path()), folder.path(), scene);
        (place, folder)
    };
    let (place, folder) = ready();
    assert!(work(&place, folder.path(), scene, None));
    let expected = state_of(&open(&place, folder.path()));
    let mut kills = 0;
    for point in points {
        let (place, folder) = ready();
        if work(&place, folder.path(), scene, Some(point)) {
            // The scene does not pass this point so often.
            continue;
        }
        kills += 1;
        assert!(work(&place, folder.path(), scene, None), "{scene:?} {point}");
        assert_eq!(state_of(&open(&place, folder.path())), expected, "{scene:?} killed at {point}");
    }
    kills
}

fn points(passes: &[usize]) -> Vec<String> {
    let names = ["K1", "K2", "K3", "K4", "K5", "K6", "K12", "K13", "K14"];
    names.iter().flat_map(|name| passes.iter().map(move |pass| format!("{name}:{pass}"))).collect()
}

#[test]
fn killed_at_each_point_a_second_process_ends_as_if_nothing_had_happened() {
    let fresh = || {
        let folder = tempfile::tempdir().expect("a folder");
        ("sqlite".to_owned(), folder)
    };
    let mut kills = 0;
    for scene in SCENES {
        kills += check(scene, &points(&[1, 2, 5]), &fresh);
    }
    assert!(kills >= 60, "only {kills} kills");
    eprintln!("{kills} kills on SQLite");
}

#[test]
fn killed_at_each_point_on_postgresql_as_well() {
    let Some(url) = postgres() else { return };
    let fresh = || (fresh_schema(&url), tempfile::tempdir().expect("a folder"));
    let mut kills = 0;
    for scene in SCENES {
        kills += check(scene, &points(&[2]), &fresh);
    }
    assert!(kills >= 15, "only {kills} kills");
    eprintln!("{kills} kills on PostgreSQL");
}
