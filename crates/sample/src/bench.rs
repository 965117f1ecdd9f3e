//! Any number of messy customer rows for measuring, with the numbers a correct run must reproduce.
//!
//! Rules of the rows:
//! - a base person has an e-mail and a phone of its own (5 % lack the one, 5 % the other);
//! - one row in ten is a further row of an earlier person under a new id, linked by e-mail only, by phone only, or by
//!   both; a link may go to a value that only an earlier duplicate had, so customers form chains;
//! - one row in a hundred has text that is no e-mail or no phone, never both, and never the value that links it;
//! - `updated_at` is ISO 8601 in UTC and grows with the row; `created_at` comes in seven spellings.
//!
//! The feed of changes holds known ids with a newer `updated_at` (nine in ten) and new people.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use crate::SampleError;
use crate::calendar::{FIRST, LAST, Moment, push_number};
use crate::expected::BenchExpected;
use crate::quoting::{push_csv, push_json};
use crate::rng::{NumberSet, Rng, hash};
use crate::spelling::{Country, Mail, Phone, push_date, push_phone};
use crate::union::Union;
use crate::words::{
    BRAND_EN, BRAND_ZH, CITY_GB, CITY_US, CITY_ZH, FAMILY_ZH, FIRST as FIRST_NAMES, FORM_EN, FORM_ZH, GIVEN_ZH, LAST as LAST_NAMES, NOTE,
    SEGMENT, STREET_EN, STREET_ZH,
};

/// The columns, in order.
pub(crate) const COLUMNS: [&str; 12] =
    ["id", "name", "company", "email", "phone", "city", "address", "country", "created_at", "updated_at", "segment", "notes"];
const CITY: usize = 5;
const UPDATED_AT: usize = 9;
const SEGMENT_COLUMN: usize = 10;
const NOTES: usize = 11;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180 with a header, UTF-8, line feeds.
    Csv,
    /// One JSON object per line, every value a string.
    JsonLines,
}

/// A generated load: its feed of changes and its expected numbers.
#[derive(Debug)]
pub struct Bench {
    expected: BenchExpected,
    changed: Vec<Cells>,
}

impl Bench {
    /// Writes the feed of changes; the same rows every time.
    ///
    /// # Errors
    /// [`SampleError::Write`] from `out`.
    pub fn changed<W: Write>(&self, mut out: W, format: Format) -> Result<(), SampleError> {
        let mut buffer = String::new();
        push_header(&mut buffer, format);
        for cells in &self.changed {
            push_row(&mut buffer, cells, format);
        }
        out.write_all(buffer.as_bytes())?;
        out.flush()?;
        Ok(())
    }

    /// What a correct run must count, before and after the feed.
    #[must_use]
    pub fn expected(&self) -> BenchExpected {
        self.expected
    }
}

/// Writes `rows` rows to `out` and prepares a feed of `changed` changes; memory grows by about 150 bytes a row.
///
/// # Errors
/// [`SampleError::Write`] from `out`; [`SampleError::SelfCheck`] would be a fault of the generator.
pub fn bench_customers<W: Write>(mut out: W, format: Format, rows: u32, changed: u32, seed: u64) -> Result<Bench, SampleError> {
    let new_in_changed = changed / 10;
    let mut picked = pick_rows(rows, changed - new_in_changed, seed);
    let mut generator = Generator::new(seed);
    let mut buffer = String::with_capacity(FLUSH_BYTES * 2);
    push_header(&mut buffer, format);
    let mut cells = Cells::default();
    for row in 0..rows {
        let updated = FIRST + (LAST - FIRST) * i64::from(row) / i64::from(rows);
        generator.fill_row(&mut cells, row, updated);
        push_row(&mut buffer, &cells, format);
        if let Some(kept) = picked.get_mut(&row) {
            kept.clone_from(&cells);
        }
        if buffer.len() >= FLUSH_BYTES {
            out.write_all(buffer.as_bytes())?;
            buffer.clear();
        }
    }
    out.write_all(buffer.as_bytes())?;
    out.flush()?;
    let mut expected = generator.expected_of_load(rows);
    let changed = generator.changes(picked, rows, new_in_changed);
    expected.changed = u32::try_from(changed.len()).unwrap_or(u32::MAX);
    expected.new_in_changed = new_in_changed;
    expected.distinct_customers_after = generator.people_count();
    expected.distinct_ids_after = rows + new_in_changed;
    expected.selfcheck_union_find = generator.union.groups();
    check(expected.selfcheck_union_find, expected.distinct_customers_after)?;
    Ok(Bench { expected, changed })
}

/// Writes `customers`, `changed` (`.csv` or `.jsonl`) and `expect.json` into `dir`, which must exist.
///
/// # Errors
/// As [`bench_customers`].
pub fn bench_files(dir: &Path, format: Format, rows: u32, changed: u32, seed: u64) -> Result<BenchExpected, SampleError> {
    let ending = match format {
        Format::Csv => "csv",
        Format::JsonLines => "jsonl",
    };
    let load = std::fs::File::create(dir.join(format!("customers.{ending}")))?;
    let bench = bench_customers(load, format, rows, changed, seed)?;
    bench.changed(std::fs::File::create(dir.join(format!("changed.{ending}")))?, format)?;
    std::fs::write(dir.join("expect.json"), bench.expected.to_json())?;
    Ok(bench.expected)
}

const FLUSH_BYTES: usize = 1 << 20;

type Cells = [String; 12];

fn check(found: u32, meant: u32) -> Result<(), SampleError> {
    if found == meant { Ok(()) } else { Err(SampleError::SelfCheck { found, meant }) }
}

/// `count` different rows below `rows` (Floyd's sampling), each with room for what it held.
fn pick_rows(rows: u32, count: u32, seed: u64) -> BTreeMap<u32, Cells> {
    let mut rng = Rng::new(seed ^ 0x05EE_D0FC);
    let mut picked = BTreeMap::new();
    for last in rows.saturating_sub(count)..rows {
        let row = rng.below(last + 1);
        let row = if picked.contains_key(&row) { last } else { row };
        picked.insert(row, Cells::default());
    }
    picked
}

/// What later rows need to know of a person.
#[derive(Debug)]
struct Person {
    country: Country,
    phone: Option<Phone>,
    mail: Option<Mail>,
    /// How many different phones and e-mails its rows have.
    values: u8,
}

/// Which value of a row must stay usable, because it links the row to its person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    Mail,
    Phone,
    /// Any one of them will do.
    Either,
}

#[derive(Debug)]
struct Plan {
    person: usize,
    mail: Option<Mail>,
    phone: Option<Phone>,
    link: Link,
}

#[derive(Debug)]
struct Generator {
    rng: Rng,
    people: Vec<Person>,
    /// Numbers given out per country.
    phones: [u32; 3],
    union: Union,
    mails_seen: NumberSet,
    phones_seen: NumberSet,
    raw_mails: NumberSet,
    raw_phones: NumberSet,
    counts: BenchExpected,
    family_zh: Vec<char>,
    given_zh: Vec<char>,
}

impl Generator {
    fn new(seed: u64) -> Self {
        Self {
            rng: Rng::new(seed),
            people: Vec::new(),
            phones: [0; 3],
            union: Union::default(),
            mails_seen: NumberSet::default(),
            phones_seen: NumberSet::default(),
            raw_mails: NumberSet::default(),
            raw_phones: NumberSet::default(),
            counts: BenchExpected::default(),
            family_zh: FAMILY_ZH.chars().collect(),
            given_zh: GIVEN_ZH.chars().collect(),
        }
    }

    fn people_count(&self) -> u32 {
        u32::try_from(self.people.len()).unwrap_or(u32::MAX)
    }

    /// Fills `cells` with one row of the initial load.
    fn fill_row(&mut self, cells: &mut Cells, row: u32, updated: i64) {
        let plan = if !self.people.is_empty() && self.rng.chance(10) { self.plan_duplicate(row) } else { self.plan_person() };
        self.write_row(cells, row, plan, updated);
        self.raw_mails.insert(hash(&cells[3]));
        self.raw_phones.insert(hash(&cells[4]));
    }

    fn plan_person(&mut self) -> Plan {
        let index = self.people_count();
        let country = match index % 10 {
            0..7 => Country::Cn,
            7..9 => Country::Us,
            _ => Country::Gb,
        };
        let (mail, phone) = (Mail::fresh(index, &mut self.rng), self.fresh_phone(country));
        let missing = self.rng.below(100);
        self.people.push(Person { country, phone: None, mail: None, values: 0 });
        Plan {
            person: self.people.len() - 1,
            mail: (missing >= 5).then_some(mail),
            phone: (!(5..10).contains(&missing)).then_some(phone),
            link: Link::Either,
        }
    }

    fn plan_duplicate(&mut self, row: u32) -> Plan {
        let index = self.rng.below(self.people_count()) as usize;
        let (country, known_phone, known_mail, values) = {
            let person = &self.people[index];
            (person.country, person.phone, person.mail, person.values)
        };
        self.counts.dup += 1;
        self.counts.dup_chain += u32::from(values > 2);
        let by_mail = self.rng.chance(40) || known_phone.is_none();
        match (known_mail, known_phone) {
            (Some(mail), phone) if by_mail => {
                let both = phone.filter(|_| self.rng.chance(15));
                if both.is_some() {
                    self.counts.dup_both += 1;
                    return Plan { person: index, mail: Some(mail), phone: both, link: Link::Either };
                }
                self.counts.dup_email += 1;
                let second = if self.rng.chance(40) { Some(self.fresh_phone(country)) } else { None };
                Plan { person: index, mail: Some(mail), phone: second, link: Link::Mail }
            }
            (_, phone) => {
                self.counts.dup_phone += 1;
                let second = if self.rng.chance(50) { Some(Mail::fresh(100_000_000 + row, &mut self.rng)) } else { None };
                Plan { person: index, mail: second, phone, link: Link::Phone }
            }
        }
    }

    /// A number nobody has yet: a walk over all subscriber numbers of prefixes that are in use.
    fn fresh_phone(&mut self, country: Country) -> Phone {
        loop {
            let slot = &mut self.phones[country as usize];
            let index = u64::from(*slot);
            *slot += 1;
            let phone = Phone { country, national: national_number(country, index) };
            if !is_placeholder(phone) {
                return phone;
            }
        }
    }

    fn write_row(&mut self, cells: &mut Cells, row: u32, mut plan: Plan, updated: i64) {
        cells.iter_mut().for_each(String::clear);
        let country = self.people[plan.person].country;
        cells[0].push('C');
        push_number(&mut cells[0], u64::from(row) + 1, 8);
        self.write_words(cells, country);
        let is_bad = self.rng.chance(1) && plan.mail.is_some() && plan.phone.is_some();
        let break_mail = match plan.link {
            Link::Mail => false,
            Link::Phone => true,
            Link::Either => self.rng.chance(50),
        };
        if is_bad && break_mail {
            plan.mail = None;
            self.counts.bad_email += 1;
            cells[3].push_str(self.rng.pick(&["n/a", "foo@", "无", "none"]));
        } else if let Some(mail) = plan.mail {
            mail.push_messy(&mut cells[3], &mut self.rng);
        }
        if is_bad && !break_mail {
            plan.phone = None;
            self.counts.bad_phone += 1;
            cells[4].push_str(self.rng.pick(&["n/a", "000", "-", "unknown"]));
        } else if let Some(phone) = plan.phone {
            push_phone(&mut cells[4], phone, &mut self.rng);
        }
        let created = Moment::of(FIRST + i64::from(self.rng.below(70_000_000)));
        push_date(&mut cells[8], created, &mut self.rng);
        Moment::of(updated).push_iso(&mut cells[UPDATED_AT]);
        cells[SEGMENT_COLUMN].push_str(self.rng.pick(SEGMENT));
        cells[NOTES].push_str(self.rng.pick(NOTE));
        self.remember(&plan);
    }

    /// Name, company, city, address and country.
    fn write_words(&mut self, cells: &mut Cells, country: Country) {
        let rng = &mut self.rng;
        match country {
            Country::Cn => {
                let mut character = |from: &[char]| from[rng.below(u32::try_from(from.len()).unwrap_or(1)) as usize];
                cells[1].push(character(&self.family_zh));
                cells[1].push(character(&self.given_zh));
                let second = character(&self.given_zh);
                if rng.below(3) > 0 {
                    cells[1].push(second);
                }
                cells[2].push_str(BRAND_ZH[rng.below(12) as usize].0);
                cells[2].push_str(rng.pick(FORM_ZH));
                cells[6].push_str(rng.pick(&["东", "西", "南", "北", "中"]));
                cells[6].push('区');
                cells[6].push_str(rng.pick(STREET_ZH));
                cells[6].push('路');
                push_number(&mut cells[6], u64::from(rng.below(998)) + 1, 1);
                cells[6].push('号');
                cells[CITY].push_str(CITY_ZH[rng.below(12) as usize].0);
            }
            Country::Us | Country::Gb => {
                cells[1].push_str(rng.pick(FIRST_NAMES));
                cells[1].push(' ');
                cells[1].push_str(rng.pick(LAST_NAMES));
                cells[2].push_str(rng.pick(BRAND_EN));
                cells[2].push(' ');
                cells[2].push_str(rng.pick(FORM_EN));
                push_number(&mut cells[6], u64::from(rng.below(9_998)) + 1, 1);
                cells[6].push(' ');
                cells[6].push_str(rng.pick(STREET_EN));
                cells[6].push_str(" St., Apt ");
                push_number(&mut cells[6], u64::from(rng.below(59)) + 1, 1);
                cells[CITY].push_str(rng.pick(if country == Country::Us { CITY_US } else { CITY_GB }));
            }
        }
        if rng.chance(10) {
            cells[1] = format!(" {} ", cells[1].to_uppercase());
        }
        let spellings: &[&str] = match country {
            Country::Cn => &["CN", "China", "中国", "cn"],
            Country::Us => &["US", "USA", "United States"],
            Country::Gb => &["GB", "UK", "United Kingdom"],
        };
        cells[7].push_str(rng.pick(spellings));
    }

    /// Notes what the row holds, for later duplicates and for the count of customers.
    fn remember(&mut self, plan: &Plan) {
        let row = self.union.add_row();
        let person = &mut self.people[plan.person];
        if let Some(mail) = plan.mail {
            self.union.add_key(row, mail.key());
            person.values += u8::from(person.mail != Some(mail) && person.values < u8::MAX);
            person.mail = Some(mail);
            self.mails_seen.insert(mail.key());
        } else {
            self.counts.rows_without_valid_email += 1;
        }
        if let Some(phone) = plan.phone {
            self.union.add_key(row, phone.key());
            person.values += u8::from(person.phone != Some(phone) && person.values < u8::MAX);
            person.phone = Some(phone);
            self.phones_seen.insert(phone.key());
        } else {
            self.counts.rows_without_valid_phone += 1;
        }
    }

    fn expected_of_load(&self, rows: u32) -> BenchExpected {
        let count = |set: &NumberSet| u32::try_from(set.len()).unwrap_or(u32::MAX);
        BenchExpected {
            rows,
            distinct_ids: rows,
            distinct_customers: self.people_count(),
            distinct_raw_email: count(&self.raw_mails),
            distinct_raw_phone: count(&self.raw_phones),
            distinct_norm_email: count(&self.mails_seen),
            distinct_norm_phone: count(&self.phones_seen),
            ..self.counts
        }
    }

    /// The feed: the picked rows with new values, then new people.
    fn changes(&mut self, picked: BTreeMap<u32, Cells>, rows: u32, new_people: u32) -> Vec<Cells> {
        let mut at = LAST + 86_400;
        let mut changed = Vec::with_capacity(picked.len() + new_people as usize);
        for mut cells in picked.into_values() {
            cells[UPDATED_AT].clear();
            Moment::of(at).push_iso(&mut cells[UPDATED_AT]);
            let city = match self.rng.below(3) {
                0 => CITY_ZH[self.rng.below(12) as usize].0,
                1 => self.rng.pick(CITY_US),
                _ => self.rng.pick(CITY_GB),
            };
            cells[CITY] = city.to_owned();
            cells[SEGMENT_COLUMN] = self.rng.pick(SEGMENT).to_owned();
            cells[NOTES] = "changed in the incremental run".to_owned();
            changed.push(cells);
            at += 1;
        }
        for number in 0..new_people {
            let mut cells = Cells::default();
            let mut plan = self.plan_person();
            // A new person of the feed has both an e-mail and a phone.
            let index = u32::try_from(plan.person).unwrap_or(u32::MAX);
            plan.mail = plan.mail.or_else(|| Some(Mail::fresh(index, &mut self.rng)));
            let country = self.people[plan.person].country;
            plan.phone = plan.phone.or_else(|| Some(self.fresh_phone(country)));
            self.write_row(&mut cells, rows + number, plan, at);
            changed.push(cells);
            at += 1;
        }
        changed
    }
}

/// The national number with the given index: no two alike below 36·10⁸ (CN), 56·10⁶ (US), 14·10⁷ (GB).
fn national_number(country: Country, index: u64) -> u64 {
    const CN: [u64; 36] = [
        130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 150, 151, 152, 153, 155, 156, 157, 158, 159, 173, 175, 176, 177, 178, 180, 181,
        182, 183, 185, 186, 187, 188, 189, 191, 198, 199,
    ];
    const US: [u64; 7] = [212, 415, 512, 206, 312, 617, 303];
    const GB: [u64; 14] = [740, 741, 742, 746, 747, 748, 771, 772, 773, 774, 775, 784, 785, 786];
    let prefix = |known: &[u64]| known[usize::try_from(index % known.len() as u64).unwrap_or(0)];
    // Multipliers without a common factor with the size of the range visit every number once.
    match country {
        Country::Cn => prefix(&CN) * 100_000_000 + (index / 36 * 7_919_017 + 38_001_380) % 100_000_000,
        Country::Us => prefix(&US) * 10_000_000 + 2_000_000 + (index / 7 * 7_919 + 555) % 8_000_000,
        Country::Gb => prefix(&GB) * 10_000_000 + (index / 14 * 7_919 + 77) % 10_000_000,
    }
}

/// Numbers people type when they have none: 13800138000, eight equal digits, 12345678.
fn is_placeholder(phone: Phone) -> bool {
    let tail = phone.national % 100_000_000;
    tail.is_multiple_of(11_111_111) || matches!(tail, 138_000 | 12_345_678 | 87_654_321)
}

fn push_header(out: &mut String, format: Format) {
    match format {
        Format::Csv => {
            out.push_str(&COLUMNS.join(","));
            out.push('\n');
        }
        Format::JsonLines => {}
    }
}

fn push_row(out: &mut String, cells: &Cells, format: Format) {
    match format {
        Format::Csv => {
            for (at, cell) in cells.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                push_csv(out, cell);
            }
            out.push('\n');
        }
        Format::JsonLines => {
            for (at, (name, cell)) in COLUMNS.iter().zip(cells).enumerate() {
                out.push_str(if at == 0 { "{\"" } else { ",\"" });
                out.push_str(name);
                out.push_str("\":");
                push_json(out, cell);
            }
            out.push_str("}\n");
        }
    }
}
