//! The rows for measuring.

use std::collections::{BTreeMap, BTreeSet};

use sample::{BenchExpected, Format, bench_customers, bench_files};

fn load(format: Format, rows: u32, changed: u32, seed: u64) -> (String, String, BenchExpected) {
    let (mut all, mut feed) = (Vec::new(), Vec::new());
    let bench = bench_customers(&mut all, format, rows, changed, seed).expect("memory takes every row");
    bench.changed(&mut feed, format).expect("memory takes every row");
    (String::from_utf8(all).expect("UTF-8"), String::from_utf8(feed).expect("UTF-8"), bench.expected())
}

/// The records of a CSV, by the rules of RFC 4180.
pub(crate) fn csv_records(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let (mut record, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            other => cell.push(other),
        }
    }
    records
}

/// The digits that identify a phone, whatever its spelling; empty for text that is no phone.
pub(crate) fn phone_key(raw: &str) -> String {
    let digits: String = raw
        .chars()
        .map(|character| {
            if ('０'..='９').contains(&character) {
                char::from_u32(u32::from(character) - 0xFF10 + 0x30).unwrap_or(' ')
            } else {
                character
            }
        })
        .collect::<String>()
        .replace("(0)", "")
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    if digits.len() < 7 { String::new() } else { digits.get(digits.len().saturating_sub(10)..).unwrap_or_default().to_owned() }
}

pub(crate) fn mail_key(raw: &str) -> String {
    let mail = raw.trim().to_lowercase();
    if mail.split_once('@').is_some_and(|(_, domain)| domain.contains('.')) { mail } else { String::new() }
}

/// Groups of rows with a common key.
pub(crate) fn groups(rows: &[Vec<String>]) -> usize {
    let mut group: Vec<usize> = (0..rows.len()).collect();
    fn root(group: &mut [usize], mut row: usize) -> usize {
        while group[row] != row {
            group[row] = group[group[row]];
            row = group[row];
        }
        row
    }
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (row, keys) in rows.iter().enumerate() {
        for key in keys.iter().filter(|key| !key.is_empty()) {
            let other = *first.entry(key).or_insert(row);
            let (one, other) = (root(&mut group, row), root(&mut group, other));
            group[one] = other;
        }
    }
    (0..rows.len()).map(|row| root(&mut group, row)).collect::<BTreeSet<_>>().len()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_one_others() {
    assert_eq!(load(Format::Csv, 3_000, 200, 7), load(Format::Csv, 3_000, 200, 7));
    assert_ne!(load(Format::Csv, 3_000, 200, 7).0, load(Format::Csv, 3_000, 200, 8).0);
}

#[test]
fn the_written_rows_hold_what_the_expected_numbers_say() {
    let (all, feed, expected) = load(Format::Csv, 20_000, 500, 20_261_121);
    let mut records = csv_records(&all);
    let header = records.remove(0);
    assert_eq!(header.join(","), "id,name,company,email,phone,city,address,country,created_at,updated_at,segment,notes");
    assert_eq!(records.len(), 20_000);
    let keys: Vec<Vec<String>> = records.iter().map(|record| vec![mail_key(&record[3]), phone_key(&record[4])]).collect();
    assert_eq!(groups(&keys), expected.distinct_customers as usize);
    let distinct = |column: usize| records.iter().map(|record| record[column].as_str()).collect::<BTreeSet<_>>().len();
    assert_eq!(distinct(0), expected.distinct_ids as usize);
    assert_eq!(distinct(3), expected.distinct_raw_email as usize);
    assert_eq!(distinct(4), expected.distinct_raw_phone as usize);
    let missing = |at: usize| keys.iter().filter(|keys| keys[at].is_empty()).count();
    assert_eq!(missing(0), expected.rows_without_valid_email as usize);
    assert_eq!(missing(1), expected.rows_without_valid_phone as usize);
    let different = |at: usize| keys.iter().map(|keys| keys[at].as_str()).filter(|key| !key.is_empty()).collect::<BTreeSet<_>>().len();
    assert_eq!(different(0), expected.distinct_norm_email as usize);
    assert_eq!(different(1), expected.distinct_norm_phone as usize);

    let feed = csv_records(&feed);
    assert_eq!(feed.len() - 1, expected.changed as usize);
    let ids: BTreeSet<&str> = records.iter().map(|record| record[0].as_str()).collect();
    assert_eq!(feed.iter().skip(1).filter(|record| !ids.contains(record[0].as_str())).count(), expected.new_in_changed as usize);
    let last = records.iter().map(|record| record[9].as_str()).max().expect("rows");
    assert!(feed.iter().skip(1).all(|record| record[9].as_str() > last));
}

#[test]
fn every_kind_of_trouble_is_there_in_its_share() {
    let (_, _, expected) = load(Format::Csv, 50_000, 0, 1);
    let share = |count: u32| f64::from(count) / 50_000.0;
    assert!((0.09..0.11).contains(&share(expected.dup)), "{expected:?}");
    assert_eq!(expected.dup, expected.dup_email + expected.dup_phone + expected.dup_both);
    assert!(expected.dup_chain > 100 && expected.dup_both > 100 && expected.bad_email > 100 && expected.bad_phone > 100, "{expected:?}");
    assert_eq!(expected.selfcheck_union_find, expected.distinct_customers_after);
}

#[test]
fn json_lines_hold_the_same_rows() {
    let (csv, _, from_csv) = load(Format::Csv, 500, 50, 3);
    let (json, _, from_json) = load(Format::JsonLines, 500, 50, 3);
    assert_eq!(from_csv, from_json);
    assert_eq!(json.lines().count(), csv_records(&csv).len() - 1);
    assert!(json.lines().all(|line| line.starts_with("{\"id\":\"C") && line.ends_with("\"}")));
}

#[test]
fn few_rows_and_no_rows_are_written_too() {
    for (rows, changed) in [(0, 0), (1, 0), (1, 10), (5, 5_000), (0, 10)] {
        let (_, _, expected) = load(Format::Csv, rows, changed, 9);
        assert_eq!(expected.rows, rows);
        assert_eq!(expected.new_in_changed, changed / 10);
    }
}

#[test]
fn files_are_written_with_their_expected_numbers() {
    let dir = tempfile::tempdir().expect("a folder");
    let expected = bench_files(dir.path(), Format::Csv, 1_000, 100, 5).expect("files");
    let text = std::fs::read_to_string(dir.path().join("expect.json")).expect("expect.json");
    assert_eq!(text, expected.to_json());
    assert!(text.contains("\"distinct_customers\""));
    assert!(dir.path().join("customers.csv").exists() && dir.path().join("changed.csv").exists());
}
