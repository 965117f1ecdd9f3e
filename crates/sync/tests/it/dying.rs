//! Processes that die at a named point, and the databases that they die on.

use std::path::Path;
use std::process::{Command, Stdio};

use store::Location;

use crate::bench::fresh_schema;

/// Lets a child do the test `test` with these variables; true when it came to its end, false when it died at `kill_at`.
pub fn ends(test: &str, variables: &[(&str, &str)], kill_at: Option<&str>) -> bool {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command
        .args(["--exact", test, "--nocapture"])
        .envs(variables.iter().copied())
        .env_remove("RAPPORT_KILL_AT")
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    if let Some(point) = kill_at {
        command.env("RAPPORT_KILL_AT", point);
    }
    let output = command.output().expect("a child");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() || said.contains("killed at"), "{variables:?} {kill_at:?}: {said}");
    output.status.success()
}

/// The test cluster; said where it is missing, and needed in CI.
pub fn postgres() -> Option<String> {
    let url = std::env::var("RAPPORT_TEST_DATABASE_URL").ok();
    if url.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "RAPPORT_TEST_DATABASE_URL must be set in CI");
        eprintln!("skipped on PostgreSQL: RAPPORT_TEST_DATABASE_URL is not set");
    }
    url
}

/// A place of its own on each database: the address of a schema, or the folder that comes with it.
pub fn places() -> Vec<(String, tempfile::TempDir)> {
    let folder = || tempfile::tempdir().expect("a folder");
    let here = folder();
    let mut places = vec![(here.path().display().to_string(), here)];
    places.extend(postgres().map(|url| (fresh_schema(&url), folder())));
    places
}

/// Where the data of a place are.
pub fn location(place: &str) -> Location {
    if place.starts_with("postgres") { Location::Postgres(place.to_owned()) } else { Location::Directory(Path::new(place).join("data")) }
}
