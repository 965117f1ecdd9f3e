//! The sample that ships with the product.

use std::path::Path;

use sample::{CRM_FILE, EXPECTED_FILE, SHOP_FILE, SUPPORT_FILE, ShopExpected, shop_files};

use crate::bench::{csv_records, groups, mail_key, phone_key};

fn write(seed: u64) -> (tempfile::TempDir, ShopExpected) {
    let dir = tempfile::tempdir().expect("a folder");
    let expected = shop_files(dir.path(), seed).expect("files");
    (dir, expected)
}

fn bytes(dir: &Path, file: &str) -> Vec<u8> {
    std::fs::read(dir.join(file)).expect("the file was written")
}

fn shop_records(dir: &Path) -> Vec<Vec<String>> {
    let raw = bytes(dir, SHOP_FILE);
    let (text, _, had_errors) = encoding_rs::GB18030.decode(&raw);
    assert!(!had_errors && String::from_utf8(raw.clone()).is_err());
    csv_records(&text)
}

#[test]
fn the_same_seed_gives_the_same_files() {
    let ((one, one_expected), (other, other_expected)) = (write(7), write(7));
    assert_eq!(one_expected, other_expected);
    for file in [SHOP_FILE, CRM_FILE, SUPPORT_FILE, EXPECTED_FILE] {
        assert!(bytes(one.path(), file) == bytes(other.path(), file), "{file}");
    }
    assert!(bytes(one.path(), SHOP_FILE) != bytes(write(8).0.path(), SHOP_FILE));
}

#[test]
fn the_numbers_are_those_of_a_small_firm_with_messy_systems() {
    for seed in [1, 7, 20_261_121] {
        let (_, expected) = write(seed);
        assert!((2_900..3_100).contains(&expected.rows), "{expected:?}");
        assert_eq!(expected.rows, expected.shop_rows + expected.crm_rows + expected.support_rows);
        assert_eq!(expected.switchboard_rows, 40, "{expected:?}");
        assert_eq!((expected.invalid_credit_codes, expected.invalid_dates), (15, 19), "{expected:?}");
        assert_eq!((expected.invalid_emails, expected.invalid_phones), (18, 18), "{expected:?}");
        assert_eq!((expected.rows_without_content, expected.invalid_json_lines), (11, 2), "{expected:?}");
        assert!(expected.distinct_customers < 1_800 && expected.customers_in_several_systems > 500, "{expected:?}");
    }
}

#[test]
fn the_shop_file_has_titles_a_header_and_every_spelling() {
    let (dir, expected) = write(7);
    let records = shop_records(dir.path());
    assert_eq!(records[0].len(), 1);
    assert_eq!(records[2][0], "会员编号");
    let rows = &records[3..];
    assert_eq!(rows.len(), expected.shop_rows as usize);
    assert!(rows.iter().all(|row| row.len() == 14));
    let has = |column: usize, part: &str| rows.iter().any(|row| row[column].contains(part));
    assert!(has(9, "年") && has(10, "万元") && has(2, "+86") && has(2, "１３") && has(1, "有限公司"));
    let switchboard = rows.iter().filter(|row| phone_key(&row[2]).ends_with("59000000")).count();
    assert_eq!(switchboard, 40);
}

#[test]
fn the_support_file_holds_the_rows_and_the_broken_lines() {
    let (dir, expected) = write(7);
    let text = String::from_utf8(bytes(dir.path(), SUPPORT_FILE)).expect("UTF-8");
    let whole = text.lines().filter(|line| line.ends_with('}')).count();
    assert_eq!(whole, expected.support_rows as usize);
    assert_eq!(text.lines().count() - whole, expected.invalid_json_lines as usize);
}

/// The customers of one file by its own text: what the expected number says for that part.
#[test]
fn rows_of_the_shop_with_a_common_key_are_fewer_than_its_rows() {
    let (dir, expected) = write(7);
    let keys: Vec<Vec<String>> = shop_records(dir.path())[3..]
        .iter()
        .map(|row| {
            let phone = phone_key(&row[2]);
            let phone = if phone.ends_with("59000000") { String::new() } else { phone };
            vec![mail_key(&row[3]), phone]
        })
        .collect();
    let customers = groups(&keys);
    assert!(customers < keys.len() && customers <= expected.distinct_customers as usize, "{customers}");
}
