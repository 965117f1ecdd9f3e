//! Exports and files of rejected rows, written and read again.

use std::io::Cursor;

use calamine::Reader;
use connector_file::export::{ExportFormat, TableWriter};
use connector_file::rejected::{Reason, RejectedWriter};

use crate::support::read_bytes;

const FORMATS: [ExportFormat; 3] = [ExportFormat::Csv, ExportFormat::Xlsx, ExportFormat::JsonLines];
const NASTY: [&str; 12] =
    ["=1+1", "+8613800138000", "+86 138 0013 8000", "-12.50", "@x", "'=1", "O'Brien", "a,\"b\"\nc", " lead", "trail ", "张三㐂𠮷", "-"];

pub fn columns(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

pub fn written(format: ExportFormat, names: &[&str], rows: &[Vec<&str>]) -> Vec<u8> {
    let mut writer = TableWriter::new(format, Cursor::new(Vec::new()), &columns(names)).expect("memory can be written");
    for row in rows {
        writer.write_row(row.iter().copied()).expect("memory can be written");
    }
    writer.finish().expect("memory can be written").1.into_inner()
}

#[test]
fn what_is_exported_is_read_back_the_same() {
    let rows: Vec<Vec<&str>> = NASTY.iter().map(|cell| vec!["KH1", *cell, "end"]).collect();
    for format in FORMATS {
        let table = read_bytes("export", &written(format, &["id", "名称", "note"], &rows));
        assert_eq!(table.columns, ["id", "名称", "note"], "{format:?}");
        assert_eq!(table.column("名称"), NASTY, "{format:?}");
    }
}

#[test]
fn no_exported_cell_is_a_formula_for_others() {
    let rows: Vec<Vec<&str>> = ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3"].iter().map(|cell| vec!["x", *cell]).collect();
    let csv = written(ExportFormat::Csv, &["id", "cell"], &rows);
    for record in csv::Reader::from_reader(csv.as_slice()).records() {
        assert!(record.expect("others read it").get(1).is_some_and(|cell| cell.starts_with('\'')));
    }
    let book = written(ExportFormat::Xlsx, &["id", "cell"], &rows);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book)).expect("others read it");
    let range = book.worksheet_range_at(0).expect("a sheet").expect("others read it");
    assert!(range.used_cells().all(|(_, _, cell)| matches!(cell, calamine::Data::String(_))));
    assert_eq!(book.worksheet_formula("Sheet1").map(|formulas| formulas.used_cells().count()).unwrap_or(0), 0);
}

#[test]
fn rejected_rows_are_corrected_and_imported_again() {
    for format in FORMATS {
        let mut writer = RejectedWriter::new(format, Cursor::new(Vec::new()), &columns(&["id", "phone"])).expect("memory can be written");
        let reason = Reason { code: "phone_too_short", en: "the phone is too short", zh: "电话号码太短", field: "phone" };
        writer.write(["1", "123"], 7, reason).expect("memory can be written");
        writer.write(["2", "=x"], 9, Reason::default()).expect("memory can be written");
        let (counts, bytes) = writer.finish().expect("memory can be written");
        assert_eq!(counts.rows, 2);
        let table = read_bytes("rejected", &bytes.into_inner());
        assert_eq!(table.columns, ["id", "phone"], "{format:?}");
        assert_eq!(table.rows, [["1", "123"], ["2", "=x"]], "{format:?}");
    }
}

#[test]
fn a_cell_too_long_for_a_workbook_is_cut_and_counted() {
    let long = "长".repeat(40_000);
    let mut writer =
        TableWriter::new(ExportFormat::Xlsx, Cursor::new(Vec::new()), &columns(&["id", "text"])).expect("memory can be written");
    writer.write_row(["1", long.as_str()]).expect("memory can be written");
    assert_eq!(writer.finish().expect("memory can be written").0.cells_cut, 1);
}
