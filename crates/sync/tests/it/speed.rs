//! How long reading takes through the engine alone. Run by hand, in a release build:
//! `cargo nextest run --release -p sync --run-ignored only -E 'test(speed)' --no-capture`. Asserts nothing about time.

use std::sync::Arc;
use std::time::Instant;

use connector::{
    Account, CheckLine, ConnectorError, Cursor, FieldInfo, PageEnd, ReadMode, ReadRequest, Source, StreamInfo, StreamShape, Target,
};
use model::{CellKind, RecordBatch};
use records::Records;
use sync::{ImportSettings, Outcome, RunMode, SyncRun};

use crate::bench::Bench;
use crate::plant::{Plant, definition, request};
use crate::upstream::COLUMNS;

const PEOPLE: usize = 100_000;
const PAGE: usize = 1_000;

/// Pages made beforehand: reading one is a copy.
struct Ready {
    all: Arc<Vec<RecordBatch>>,
    changed: Arc<Vec<RecordBatch>>,
}

fn pages(people: usize, step: usize, city: &str, seen: &str) -> Arc<Vec<RecordBatch>> {
    let columns: Arc<[String]> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    let ids: Vec<usize> = (0..people).step_by(step).collect();
    let page = |ids: &[usize]| {
        let mut batch = RecordBatch::new(Arc::clone(&columns));
        for at in ids {
            for text in [
                format!("00Q{at:015}"),
                format!("Person {at}"),
                format!("person.{at}@example.com"),
                format!("138{at:08}"),
                format!("{city} {}", at % 97),
                seen.to_owned(),
            ] {
                batch.push_cell(CellKind::Text, &text);
            }
            batch.finish_row(*at as u64 + 1);
        }
        batch
    };
    Arc::new(ids.chunks(PAGE).map(page).collect())
}

impl Account for Ready {
    fn check(&self) -> Vec<CheckLine> {
        Vec::new()
    }

    fn organisation(&self) -> Result<Option<String>, ConnectorError> {
        Ok(None)
    }

    fn streams(&self) -> Result<Vec<StreamInfo>, ConnectorError> {
        Ok(Vec::new())
    }

    fn fields(&self, _: &str) -> Result<Vec<FieldInfo>, ConnectorError> {
        Ok(Vec::new())
    }

    fn source(&self, request: &ReadRequest) -> Result<Box<dyn Source>, ConnectorError> {
        let columns: Arc<[String]> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
        let pages = if request.mode == ReadMode::Full { &self.all } else { &self.changed };
        Ok(Box::new(Pages { shape: StreamShape { columns, ..StreamShape::default() }, pages: Arc::clone(pages) }))
    }

    fn target(&self, _: &str, _: Option<&str>, _: &[String]) -> Result<Box<dyn Target>, ConnectorError> {
        Err(ConnectorError::Unsupported { system: self.system(), what: "be written".to_owned() })
    }

    fn system(&self) -> String {
        "Ready".to_owned()
    }
}

struct Pages {
    shape: StreamShape,
    pages: Arc<Vec<RecordBatch>>,
}

impl Source for Pages {
    fn shape(&self) -> &StreamShape {
        &self.shape
    }

    fn read(&mut self, cursor: &Cursor, _: usize, into: &mut RecordBatch) -> Result<PageEnd, ConnectorError> {
        let at: usize = cursor.0.strip_prefix("page ").and_then(|text| text.parse().ok()).unwrap_or(0);
        let Some(page) = self.pages.get(at) else {
            into.reset(Arc::clone(&self.shape.columns));
            return Ok(PageEnd { next: Cursor("end".to_owned()), last: true });
        };
        into.clone_from(page);
        let last = at + 1 >= self.pages.len();
        let next = if last { "end".to_owned() } else { format!("page {}", at + 1) };
        Ok(PageEnd { next: Cursor(next), last })
    }
}

#[test]
#[ignore = "a measurement, run by hand"]
fn speed_of_reading() {
    let plant = Plant::new(Bench::sqlite(), &definition());
    let first = pages(PEOPLE, 1, "City", "2026-01-01T00:00:00Z");
    let account = Ready { all: first, changed: pages(PEOPLE, 20, "Town", "2026-02-01T00:00:00Z") };
    let settings = ImportSettings::alone(plant.bench.folder.clone());
    let time = |account: &Ready, mode: RunMode, what: &str| {
        let records: &Records = &plant.records;
        let run = SyncRun::new(records, account, plant.sync, settings.clone());
        let start = Instant::now();
        let end = run.start(&request(mode), &mut |_| ()).expect("noted");
        let spent = start.elapsed();
        let import = &end.report.import;
        eprintln!(
            "{what}: {spent:.3?}, {:?} created, {:?} updated, {:?} unchanged",
            import.counts.created, import.counts.updated, import.counts.unchanged
        );
        for phase in &import.phases {
            eprintln!("  {} {:.3}", phase.name, phase.seconds);
        }
        end.outcome
    };
    assert_eq!(time(&account, RunMode::Full, "100,000 new"), Outcome::Ended);
    assert_eq!(time(&account, RunMode::Auto, "5,000 changed"), Outcome::Ended);
    assert_eq!(time(&account, RunMode::Full, "100,000, 5,000 of them as before"), Outcome::Ended);
    let nothing = Ready { all: Arc::default(), changed: Arc::default() };
    let run = SyncRun::new(&plant.records, &nothing, plant.sync, settings.clone());
    let start = Instant::now();
    for _ in 0..1_000 {
        assert_eq!(run.start(&request(RunMode::Auto), &mut |_| ()).expect("noted").outcome, Outcome::Idle);
    }
    eprintln!("1,000 idle polls, one after the other: {:.3?}", start.elapsed());
}
