//! Times an import in this process: `import_speed FILE OBJECT SOURCE FOLDER [FILE SOURCE]…`. The folder keeps the data.

use std::path::PathBuf;
use std::sync::Arc;

use connector_file::FileOptions;
use model::{Actor, SystemClock};
use records::{MatchPolicy, Records};
use store::{Location, Store};
use sync::import::{Import, ImportRequest, ImportSettings};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, object, source, folder] = arguments.get(..4).ok_or("four arguments")? else { return Err("four arguments".into()) };
    let location = if folder.starts_with("postgres:") { Location::Postgres(folder.clone()) } else { Location::Directory(PathBuf::from(folder)) };
    let store = Store::open(&location, Arc::new(SystemClock))?;
    let object = Records::new(store.clone())?.object(object)?;
    let start = std::time::Instant::now();
    let mut reader = connector_file::open(file.as_ref(), &FileOptions::default())?;
    let opened = start.elapsed();
    let request = ImportRequest {
        object: (*object).clone(),
        source: source.clone(),
        file: file.clone(),
        mapping: None,
        match_keys: None,
        policy: MatchPolicy::Merge,
        dry_run: false,
        actor: Actor::System,
        run: None,
    };
    let spool = std::env::temp_dir();
    let done = Import::new(&store, request, ImportSettings::alone(spool)).run(reader.as_mut(), &mut |_| ())?;
    println!("opened {opened:?}, all {:?}", start.elapsed());
    println!("{}", serde_json::to_string_pretty(&(&done.report.counts, &done.report.phases, &done.report.seconds))?);
    let status = std::fs::read_to_string("/proc/self/status")?;
    println!("{}", status.lines().filter(|line| line.starts_with("VmHWM")).collect::<String>());
    store.close();
    Ok(())
}
