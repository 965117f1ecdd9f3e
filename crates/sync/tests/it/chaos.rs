//! Two and three systems kept equal through a storm: doubled and reordered pushes, clocks minutes apart, limits, lost answers,
//! processes that die between any two commits, edits on all sides at once. Afterwards all sides are equal, writes have stopped,
//! what each side changed alone survives, and nothing is there twice.
//!
//! One seed is one story. `RAPPORT_PROPERTY_CASES` asks for more of them, `RAPPORT_CHAOS_SEED` for a single one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use model::RecordId;
use records::ConflictPolicy;

use store::Location;

use crate::bench::fresh_schema;
use crate::dying::postgres;
use crate::office::{Office, definition};
use crate::scripted::{ConnectorErrorKind, Fault, System, push_body};

const START: i64 = 1_700_000_000_000;
const FIELDS: [&str; 4] = ["name", "phone", "city", "notes"];
const ACTIONS: usize = 36;
const PEOPLE_MAX: usize = 5;

/// Numbers from a seed (SplitMix64, public domain, Sebastiano Vigna).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below.max(1)
    }

    fn index(&mut self, below: usize) -> usize {
        usize::try_from(self.roll(below as u64)).expect("small")
    }

    fn one_in(&mut self, of: u64) -> bool {
        self.roll(of) == 0
    }
}

struct Story {
    dice: Dice,
    office: Office,
    systems: Vec<System>,
    people: usize,
    /// Last value of each field that one side alone changes.
    owned: BTreeMap<(usize, &'static str), String>,
    /// Every value ever given to fields that all sides change.
    names: BTreeMap<usize, BTreeSet<String>>,
    edits: usize,
    told: Vec<String>,
}

impl Story {
    /// `server`: a PostgreSQL server; the embedded database without one.
    fn new(seed: u64, systems: usize, server: Option<&str>) -> Self {
        let mut dice = Dice(seed);
        let time = Arc::new(AtomicI64::new(START));
        let mut with = Vec::new();
        for name in ["a", "b", "c"].into_iter().take(systems) {
            let system = System::new(name, &time);
            let mut definition = definition(name);
            {
                let mut inside = system.inside();
                inside.skew_ms = i64::try_from(dice.roll(600_000)).expect("small") - 300_000;
                // At least one way to make a repeated write harmless, or to look first.
                let ways = dice.roll(7) + 1;
                (inside.can.upsert_by_key, inside.can.find, inside.can.idempotency_key) = (ways & 1 > 0, ways & 2 > 0, ways & 4 > 0);
                inside.can.write_if_unchanged = dice.one_in(3);
                inside.records_max = [1, 2, 200][dice.index(3)];
                if !inside.can.upsert_by_key {
                    definition.outgoing.as_mut().expect("writes").key_field = None;
                }
            }
            definition.conflict = [ConflictPolicy::SourceWins, ConflictPolicy::Newest, ConflictPolicy::RapportWins][dice.index(3)];
            with.push((system, definition));
        }
        let office = match server {
            Some(url) => Office::at(Location::Postgres(fresh_schema(url)), None, &with, &time),
            None => Office::sqlite(&with, &time),
        };
        let systems = with.into_iter().map(|(system, _)| system).collect();
        let (owned, names, told) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        let mut story = Self { dice, office, systems, people: 0, owned, names, edits: 0, told };
        for _ in 0..3 {
            story.appear();
        }
        for at in 0..story.systems.len() {
            story.office.passed(at);
        }
        story
    }

    fn email(person: usize) -> String {
        format!("p{person}@example.com")
    }

    fn tell(&mut self, what: String) {
        self.told.push(what);
    }

    /// A new person, known to one side.
    fn appear(&mut self) {
        let person = self.people;
        self.people += 1;
        let (name, email) = (format!("N{person}"), Self::email(person));
        self.names.entry(person).or_default().insert(name.clone());
        let side = self.dice.index(self.systems.len() + 1);
        self.tell(format!("person {person} appears at {side}"));
        match self.systems.get(side) {
            Some(system) => system.edit(&format!("{}{person}", system.name.to_uppercase()), &[("name", &name), ("email", &email)]),
            None => drop(self.office.create(&format!(r#"{{"name":"{name}","email":["{email}"]}}"#))),
        }
    }

    /// The side that alone changes a field of a person; the number of systems stands for Rapport.
    fn owner(&self, person: usize, field: &str) -> Option<usize> {
        match field {
            "city" => Some(person % self.systems.len()),
            "phone" => Some((person + 1) % self.systems.len()),
            "notes" => Some(self.systems.len()),
            _ => None,
        }
    }

    fn record(&self, person: usize) -> Option<RecordId> {
        let wanted = format!("\"{}\"", Self::email(person));
        self.office.live().into_iter().find(|(_, doc)| doc.contains(&wanted)).map(|(id, _)| RecordId(id))
    }

    fn edit(&mut self) {
        let person = self.dice.index(self.people);
        let field = FIELDS[self.dice.index(FIELDS.len())];
        let side = self.owner(person, field).unwrap_or_else(|| self.dice.index(self.systems.len() + 1));
        self.edits += 1;
        let value = if field == "phone" { format!("+86138{:08}", self.edits) } else { format!("{field}{}", self.edits) };
        let done = match self.systems.get(side).cloned() {
            Some(system) => match system.find_id("email", &Self::email(person)) {
                Some(id) => {
                    system.edit(&id, &[(field, &value)]);
                    true
                }
                None => false,
            },
            None => match self.record(person) {
                Some(id) => {
                    let json = if field == "phone" { format!(r#"{{"phone":["{value}"]}}"#) } else { format!(r#"{{"{field}":"{value}"}}"#) };
                    self.office.patch(id, &json).expect("a live record");
                    true
                }
                None => false,
            },
        };
        if !done {
            return;
        }
        self.tell(format!("person {person}: {field} = {value} at {side}"));
        if self.owner(person, field).is_some() {
            self.owned.insert((person, field), value);
        } else {
            self.names.entry(person).or_default().insert(value);
        }
    }

    fn spoil(&mut self, at: usize) {
        const FAULTS: [Fault; 7] =
            [Fault::Limited, Fault::DownBefore, Fault::DownAfter, Fault::HalfWritten, Fault::Unclear, Fault::DiesAfter, Fault::DiesBefore];
        let system = self.systems[at].clone();
        let mut inside = system.inside();
        for _ in 0..self.dice.index(3) {
            let fault = (!self.dice.one_in(3)).then(|| FAULTS[self.dice.index(FAULTS.len())]);
            inside.faults.push_back(fault);
            self.told.push(format!("next write of {}: {fault:?}", system.name));
        }
        if self.dice.one_in(4) {
            let fault = if self.dice.one_in(2) { ConnectorErrorKind::Limited } else { ConnectorErrorKind::Down };
            inside.read_faults.push_back(Some(fault));
        }
    }

    fn looks(&mut self) -> Option<i64> {
        self.dice.one_in(3).then(|| i64::try_from(self.dice.roll(60)).expect("small") + 1)
    }

    fn pass(&mut self) {
        let at = self.dice.index(self.systems.len());
        self.spoil(at);
        let looks = self.looks();
        let alive = self.office.until_death(looks, |office| office.pass(at).map(|end| end.ended));
        self.tell(format!("pass of {} with {looks:?} looks: {alive:?}", self.systems[at].name));
    }

    /// Reads, lets somebody edit, then writes.
    fn split_pass(&mut self) {
        let at = self.dice.index(self.systems.len());
        let read = self.office.until_death(None, |office| office.read(at).map(|end| end.outcome).map_err(|error| error.to_text()));
        self.tell(format!("read of {}: {read:?}", self.systems[at].name));
        for _ in 0..=self.dice.index(2) {
            self.edit();
        }
        self.spoil(at);
        let looks = self.looks();
        let alive = self.office.until_death(looks, |office| office.runner(at).start("change", &model::Actor::System).map(|end| end.ended));
        self.tell(format!("write of {} with {looks:?} looks: {alive:?}", self.systems[at].name));
    }

    /// Pushes arrive: some of them, in any order, some not for the last time.
    fn push(&mut self) {
        let at = self.dice.index(self.systems.len());
        let waiting = self.systems[at].inside().pushes.len();
        let mut bodies = Vec::new();
        for _ in 0..self.dice.index(4) {
            if waiting == 0 {
                break;
            }
            let pick = self.dice.index(self.systems[at].inside().pushes.len().max(1));
            let again = self.dice.one_in(2);
            let mut inside = self.systems[at].inside();
            let Some((id, person, stamp)) = inside.pushes.get(pick).cloned() else { break };
            if !again {
                inside.pushes.remove(pick);
            }
            bodies.push(push_body(&id, person.as_ref(), stamp));
            self.told.push(format!("push of {}: {id} {person:?}", self.systems[at].name));
        }
        let looks = self.looks();
        let alive =
            self.office.until_death(looks, |office| office.take_pushes(at, bodies).map(|end| end.outcome).map_err(|error| error.to_text()));
        self.tell(format!("pushes of {} with {looks:?} looks: {alive:?}", self.systems[at].name));
    }

    fn storm(&mut self) {
        for _ in 0..ACTIONS {
            match self.dice.roll(12) {
                0..=3 => self.edit(),
                4..=6 => self.pass(),
                7 => self.split_pass(),
                8 | 9 => self.push(),
                10 => {
                    let ms = i64::try_from(self.dice.roll(120_000)).expect("small");
                    self.office.pass_time(ms);
                    self.tell(format!("{ms} ms pass"));
                }
                _ if self.people < PEOPLE_MAX => self.appear(),
                _ => self.pass(),
            }
        }
    }

    /// Everything works again; the number of rounds in which something was written.
    fn calm(&mut self) -> usize {
        for system in &self.systems {
            let mut inside = system.inside();
            inside.faults.clear();
            inside.read_faults.clear();
        }
        let mut busy = 0;
        for round in 0..8 {
            self.office.pass_time(1_200_000);
            let before: usize = self.systems.iter().map(System::effects).sum();
            for at in 0..self.systems.len() {
                if round == 0 {
                    let pushed = self.office.take_pushes(at, Vec::new()).map(|end| end.outcome).map_err(|error| error.to_text());
                    self.tell(format!("last pushes of {}: {pushed:?}", self.systems[at].name));
                }
                let settled = self.office.runner(at).settle_unknown(&model::Actor::System).expect("settles");
                if settled.run.is_some() {
                    self.tell(format!("looked up at {}: {:?}", self.systems[at].name, settled.report.counts));
                }
                let read = self.office.read(at).map(|end| (end.outcome, end.report.import.error)).map_err(|error| error.to_text());
                let mut end = self.office.write(at);
                if !end.read_again.is_empty() {
                    // What changed there under our hands is read before it is tried again, as the run asks.
                    self.tell(format!("{} asks to read {:?} first", self.systems[at].name, end.read_again));
                    self.office.pass_time(2_000);
                    self.office.read(at).expect("reads");
                    end = self.office.write(at);
                }
                if read != Ok((sync::Outcome::Idle, None)) || end.ended != sync::outbound::Ended::Idle {
                    self.tell(format!("calm pass of {}: {read:?} {:?} {:?}", self.systems[at].name, end.ended, end.report.counts));
                }
            }
            let after: usize = self.systems.iter().map(System::effects).sum();
            if after > before {
                busy = round + 1;
            }
        }
        busy
    }

    /// What is known of everybody, for the story of a failure.
    fn known(&self) -> String {
        let mut known = String::new();
        for (id, doc) in self.office.live() {
            known.push_str(&format!("record {id} {doc}\n"));
            for (at, system) in self.systems.iter().enumerate() {
                let inside = system.inside();
                known.push_str(&format!(
                    "  at {} (key {}, find {}, idempotency {}): {:?}\n",
                    system.name,
                    inside.can.upsert_by_key,
                    inside.can.find,
                    inside.can.idempotency_key,
                    self.office.delivery(at, RecordId(id))
                ));
            }
            for source in self.office.records.sources(&self.office.caller, &self.office.object, RecordId(id)).unwrap_or_default() {
                known.push_str(&format!("  {} {} {} {}\n", source.source, source.external_id, source.version_ms, source.doc));
            }
        }
        for system in &self.systems {
            known.push_str(&format!("{}: {:?}\n", system.name, system.inside().people));
        }
        known
    }

    fn check(&self, busy: usize) -> Result<(), String> {
        let reviews = self.office.reviews();
        if !reviews.is_empty() {
            return Err(format!("questions are left: {reviews:?}"));
        }
        let live = self.office.live();
        if live.len() != self.people {
            return Err(format!("{} people became {} records: {live:?}", self.people, live.len()));
        }
        for system in &self.systems {
            let found = system.inside().people.len();
            if found != self.people {
                return Err(format!("{} has {found} records of {} people: {:?}", system.name, self.people, system.inside().people));
            }
        }
        for person in 0..self.people {
            let Some(id) = self.record(person) else { return Err(format!("person {person} is lost")) };
            for field in FIELDS {
                let here = self.office.text(id, field);
                for system in &self.systems {
                    let there_id =
                        system.find_id("email", &Self::email(person)).ok_or(format!("person {person} is not in {}", system.name))?;
                    let there = system.value(&there_id, field);
                    if there != here {
                        return Err(format!("{field} of person {person} is {here:?} here and {there:?} in {}", system.name));
                    }
                }
                if let Some(expected) = self.owned.get(&(person, field))
                    && here != *expected
                {
                    return Err(format!("{field} of person {person} was set to {expected:?} by one side alone and is {here:?}"));
                }
                if field == "name" && !self.names[&person].contains(&here) {
                    return Err(format!("nobody ever called person {person} {here:?}"));
                }
            }
        }
        // One round to take in what is new everywhere, one to pass it on.
        if busy > 2 { Err(format!("something was still written in round {busy}")) } else { Ok(()) }
    }
}

fn run(seed: u64, systems: usize, server: Option<&str>) {
    let mut story = Story::new(seed, systems, server);
    story.storm();
    let busy = story.calm();
    if let Err(what) = story.check(busy) {
        panic!(
            "seed {seed} with {systems} systems on {}: {what}\n{}\n{}",
            server.map_or("SQLite", |_| "PostgreSQL"),
            story.told.join("\n"),
            story.known()
        );
    }
}

/// A part of all seeds, so that the parts run beside each other.
fn run_all(part: u64, systems: usize) {
    be_quiet_about_deaths();
    if let Some(seed) = one_seed() {
        return run(seed, systems, None);
    }
    let each = cases(160).div_ceil(4);
    for seed in (0..each).map(|at| part * 1_000_000 + at) {
        run(seed, systems, None);
    }
    eprintln!("seeds {} to {} with {systems} systems", part * 1_000_000, part * 1_000_000 + each - 1);
}

fn cases(usual: u64) -> u64 {
    std::env::var("RAPPORT_PROPERTY_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn one_seed() -> Option<u64> {
    std::env::var("RAPPORT_CHAOS_SEED").ok().and_then(|text| text.parse().ok())
}

fn be_quiet_about_deaths() {
    std::panic::set_hook(Box::new(|info| {
        // A process that dies in a story is no news.
        if info.payload().downcast_ref::<&str>() != Some(&crate::scripted::DIES) {
            eprintln!("{info}");
        }
    }));
}

#[test]
fn two_systems_are_equal_after_the_storm() {
    run_all(1, 2);
}

#[test]
fn two_systems_are_equal_after_another_storm() {
    run_all(2, 2);
}

#[test]
fn three_systems_are_equal_after_the_storm() {
    run_all(3, 3);
}

#[test]
fn one_system_and_rapport_are_equal_after_the_storm() {
    run_all(4, 1);
}

/// The same stories on the other database: there every look at it is a call that others may stand in the way of. `part` as before.
fn run_on_postgresql(part: u64, systems: usize) {
    let Some(url) = postgres() else { return };
    be_quiet_about_deaths();
    if let Some(seed) = one_seed() {
        return run(seed, systems, Some(&url));
    }
    let each = cases(16).div_ceil(4);
    for seed in (0..each).map(|at| part * 1_000_000 + at) {
        run(seed, systems, Some(&url));
    }
    eprintln!("seeds {} to {} with {systems} systems on PostgreSQL", part * 1_000_000, part * 1_000_000 + each - 1);
}

#[test]
fn one_system_and_rapport_are_equal_after_the_storm_on_postgresql() {
    run_on_postgresql(5, 1);
}

#[test]
fn two_systems_are_equal_after_the_storm_on_postgresql() {
    run_on_postgresql(6, 2);
}

#[test]
fn three_systems_are_equal_after_the_storm_on_postgresql() {
    run_on_postgresql(7, 3);
}
