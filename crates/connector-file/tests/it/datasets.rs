//! The shared data sets: row and column counts as their README states them, and known sums.

use std::path::{Path, PathBuf};

use calamine::Reader;
use connector_file::{FileOptions, sheets};

use crate::support::{Table, read, try_read};

/// The folder of data sets beside the checkout; None (with a line that says so) where it is missing.
fn folder() -> Option<PathBuf> {
    let found =
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("shared/datasets/crm")).find(|folder| folder.is_dir());
    if found.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "the shared data sets are missing");
        eprintln!("skipped: no shared data sets beside this checkout");
    }
    found
}

#[test]
fn every_file_has_the_rows_and_columns_it_should_have() {
    let Some(folder) = folder() else { return };
    for (name, rows, columns) in [
        ("maven-crm/accounts.csv", 85, 7),
        ("maven-crm/products.csv", 7, 3),
        ("maven-crm/sales_pipeline.csv", 8_800, 8),
        ("maven-crm/sales_teams.csv", 35, 3),
        ("maven-crm/data_dictionary.csv", 21, 3),
        ("telco-churn.csv.gz", 7_043, 21),
        ("cfpb-complaints-2013.csv.gz", 3_186, 14),
        ("bank-marketing-full.csv.gz", 45_211, 20),
        ("online-retail-ii-subset.xlsx", 14_269 + 20_497, 8),
        ("online-shoppers-intention.csv.gz", 12_330, 18),
        ("xero-style-ledger.xlsx", 2_293, 38),
        ("febrl/dataset1.csv", 1_000, 11),
        ("febrl/dataset2.csv", 5_000, 11),
        ("zh-synthetic/customers-gb18030.csv", 2_000, 13),
        ("zh-synthetic/orders-merged-headers.xlsx", 349, 10),
    ] {
        let table = read(&folder.join(name));
        assert_eq!((table.rows.len(), table.columns.len()), (rows, columns), "{name}: {:?} {:?}", table.columns, table.notes);
        assert_eq!(table.note("header_missing"), None, "{name}");
        assert_eq!(table.note("surplus_cells"), None, "{name}");
    }
}

fn check_seeds(folder: &Path, name: &str, rows_expected: usize) {
    let mut rows = 0;
    for entry in std::fs::read_dir(folder.join(name)).expect("the folder is there") {
        let path = entry.expect("the folder can be listed").path();
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        let table = read(&path);
        let mut others = csv::ReaderBuilder::new().flexible(true).from_path(&path).expect("others read it");
        let header: Vec<String> = others.headers().expect("others read it").iter().map(str::to_owned).collect();
        assert_eq!(table.columns, header, "{}", path.display());
        let theirs: Vec<csv::StringRecord> = others.records().map(|record| record.expect("others read it")).collect();
        assert_eq!(table.rows.len(), theirs.len(), "{}", path.display());
        for (row, record) in table.rows.iter().zip(&theirs) {
            let trimmed: Vec<&str> = record.iter().map(str::trim).collect();
            let row: Vec<&str> = row.iter().map(|cell| cell.trim()).collect();
            assert_eq!(row, trimmed, "{}", path.display());
        }
        rows += table.rows.len();
    }
    assert_eq!(rows, rows_expected, "{name}");
}

#[test]
fn the_vendor_seeds_are_read_as_another_reader_reads_them() {
    let Some(folder) = folder() else { return };
    check_seeds(&folder, "seeds-salesforce", 111);
    check_seeds(&folder, "seeds-hubspot", 2_151);
    check_seeds(&folder, "seeds-zendesk", 233);
}

/// Sum of decimal texts in hundredths, exactly.
fn cents(table: &Table, column: &str) -> i64 {
    let parse = |text: &str| {
        let bare: String = text.chars().filter(|character| character.is_ascii_digit() || *character == '.').collect();
        let (whole, fraction) = bare.split_once('.').unwrap_or((&bare, ""));
        assert!(fraction.len() <= 2, "{text}");
        format!("{whole}{fraction:0<2}").parse::<i64>().expect("an amount")
    };
    table.column(column).into_iter().filter(|text| !text.is_empty()).map(parse).sum()
}

#[test]
fn the_merged_workbook_gives_its_true_sums() {
    let Some(folder) = folder() else { return };
    let table = read(&folder.join("zh-synthetic/orders-merged-headers.xlsx"));
    let amount = table.columns.iter().find(|name| name.contains("金额") && name.contains("订单")).cloned().unwrap_or_default();
    let paid = table.columns.iter().find(|name| name.contains("已")).cloned().unwrap_or_default();
    assert_eq!(cents(&table, &amount), 1_558_489_613, "{:?}", table.columns);
    assert_eq!(cents(&table, &paid), 950_851_635, "{:?}", table.columns);
    assert!(table.rows.iter().all(|row| !row[0].is_empty()), "customers are filled down");
    assert_eq!(table.note("hidden_sheet_skipped"), Some("参数"));
    assert_eq!(table.note("header_row"), Some("3-4"));
}

#[test]
fn the_gb18030_file_keeps_its_rare_characters_and_both_notes() {
    let Some(folder) = folder() else { return };
    let table = read(&folder.join("zh-synthetic/customers-gb18030.csv"));
    assert_eq!(table.note("encoding"), Some("GB18030"));
    assert_eq!(table.columns[11..], ["备注", "备注 (2)"]);
    assert!(table.column("客户名称").iter().any(|name| name.contains('㐂')));
    assert_eq!(table.column("地址").iter().filter(|address| address.contains('\n')).count(), 40);
    assert!(table.rows.iter().flatten().all(|cell| !cell.contains('\u{FFFD}')));
}

#[test]
fn sums_of_the_sales_pipeline_are_right() {
    let Some(folder) = folder() else { return };
    let table = read(&folder.join("maven-crm/sales_pipeline.csv"));
    assert_eq!(cents(&table, "close_value"), 1_000_553_400);
    assert_eq!(table.column("deal_stage").iter().filter(|stage| **stage == "Won").count(), 4_238);
}

#[test]
fn the_second_ledger_sheet_is_read_when_told() {
    let Some(folder) = folder() else { return };
    let path = folder.join("xero-style-ledger.xlsx");
    assert_eq!(sheets(&path).expect("readable").len(), 6);
    let options = FileOptions { sheet: Some("Transactions".to_owned()), ..FileOptions::default() };
    let table = try_read(&path, &options).expect("readable");
    assert_eq!((table.rows.len(), table.columns.len()), (2_293, 19));
}

#[test]
fn workbook_cells_are_what_another_reader_finds() {
    let Some(folder) = folder() else { return };
    let path = folder.join("online-retail-ii-subset.xlsx");
    let table = read(&path);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).expect("others read it");
    let mut at = 0;
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).expect("others read it");
        for row in range.rows().skip(1) {
            let ours = &table.rows[at];
            for (cell, theirs) in ours.iter().zip(row) {
                match theirs {
                    calamine::Data::Float(value) => assert_eq!(cell.parse::<f64>().ok(), Some(*value)),
                    calamine::Data::String(text) => assert_eq!(cell, text),
                    calamine::Data::Empty => assert!(cell.is_empty()),
                    calamine::Data::DateTime(moment) => {
                        assert!(moment.as_f64() > 40_000.0 && cell.starts_with("20") && cell.contains('T'), "{cell}")
                    }
                    other => panic!("unexpected cell {other:?}"),
                }
            }
            at += 1;
        }
    }
    assert_eq!(at, table.rows.len());
}
