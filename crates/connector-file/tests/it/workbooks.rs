//! Workbooks made by hand, so that every part of them is under the test's control.

use std::io::{Cursor, Write};

use connector_file::{FileOptions, SheetInfo, sheets};
use model::CellKind;
use zip::write::SimpleFileOptions;

use crate::support::{Folder, gzipped, joined, read_bytes, try_read};

/// A workbook of sheets (name, hidden, XML of `sheetData` and what follows it).
pub fn workbook(sheets: &[(&str, bool, &str)], shared: &[&str]) -> Vec<u8> {
    let mut parts: Vec<(String, String)> = Vec::new();
    let (mut list, mut relations) = (String::new(), String::new());
    for (at, (name, hidden, data)) in sheets.iter().enumerate() {
        let state = if *hidden { " state=\"hidden\"" } else { "" };
        list.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{at}\"{state} r:id=\"r{at}\"/>"));
        relations.push_str(&format!("<Relationship Id=\"r{at}\" Type=\"x/worksheet\" Target=\"worksheets/s{at}.xml\"/>"));
        parts.push((format!("xl/worksheets/s{at}.xml"), format!("<worksheet xmlns=\"x\"><dimension ref=\"A1\"/>{data}</worksheet>")));
    }
    let strings: String = shared.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let styles = "<numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>\
        <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/></cellXfs>";
    parts.push(("xl/workbook.xml".into(), format!("<?xml version=\"1.0\"?><workbook><sheets>{list}</sheets></workbook>")));
    parts.push(("xl/_rels/workbook.xml.rels".into(), format!("<Relationships>{relations}</Relationships>")));
    parts.push(("xl/sharedStrings.xml".into(), format!("<sst>{strings}</sst>")));
    parts.push(("xl/styles.xml".into(), format!("<styleSheet>{styles}</styleSheet>")));
    archive(&parts)
}

pub fn archive(parts: &[(String, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).expect("memory can be written");
        archive.write_all(content.as_bytes()).expect("memory can be written");
    }
    archive.finish().expect("memory can be written").into_inner()
}

/// `sheetData` of text cells.
pub fn texts(first_row: usize, rows: &[&[&str]]) -> String {
    let mut data = String::new();
    for (at, row) in rows.iter().enumerate() {
        data.push_str(&format!("<row r=\"{}\">", first_row + at));
        for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let letter = char::from(b'A' + u8::try_from(column).expect("few columns"));
            data.push_str(&format!("<c r=\"{letter}{}\" t=\"inlineStr\"><is><t>{text}</t></is></c>", first_row + at));
        }
        data.push_str("</row>");
    }
    format!("<sheetData>{data}</sheetData>")
}

#[test]
fn cells_keep_their_types() {
    let data = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>n</t></is></c>\
        <c r=\"D1\" t=\"inlineStr\"><is><t>flag</t></is></c><c r=\"E1\" t=\"str\"><v>note</v></c><c r=\"F1\" t=\"str\"><v>error</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>9007199254740993</v></c><c r=\"B2\" s=\"1\"><v>45581</v></c><c r=\"C2\"><v>65734.10000000001</v></c>\
        <c r=\"D2\" t=\"b\"><v>1</v></c><c r=\"E2\" t=\"str\"><f>A1&amp;B1</f><v>a &amp; &#24352;</v></c><c r=\"F2\" t=\"e\"><v>#N/A</v></c></row>\
        <row r=\"4\"><c r=\"A4\"><v>1.38E+10</v></c><c r=\"B4\" s=\"2\"><v>45581.5</v></c><c r=\"E4\" t=\"s\"><v>2</v></c><c r=\"F4\" t=\"e\"><v>#REF!</v></c></row></sheetData>";
    let book = workbook(&[("S", false, data)], &["id", "day", "<![CDATA[x]]>_x000D_"]);
    for bytes in [book.clone(), gzipped(&book)] {
        let table = read_bytes("a.bin", &bytes);
        assert_eq!(table.columns, ["id", "day", "n", "flag", "note", "error"]);
        assert_eq!(joined(&table), ["9007199254740993|2024-10-16|65734.1|true|a & 张|", "13800000000|2024-10-16T12:00:00|||x\r|#REF!"]);
        assert_eq!(table.numbers, [2, 4]);
        use CellKind::{Boolean, Damaged, Date, Empty, Number, Text};
        assert_eq!(table.kinds, [[Number, Date, Number, Boolean, Text, Empty], [Number, Date, Empty, Empty, Text, Damaged]]);
    }
}

#[test]
fn merged_headers_and_merged_customers_are_read_as_a_person_sees_them() {
    let rows: &[&[&str]] = &[
        &["2024 汇总表"],
        &["客户", "", "订单", "", "备注"],
        &["编号", "名称", "日期", "金额"],
        &["K1", "甲公司", "2024-01-02", "10", ""],
        &["", "", "2024-01-03", "20", "x"],
        &["小计", "", "", "30"],
        &["K2", "乙公司", "2024-01-04", "5"],
    ];
    let merges = "<mergeCells><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A2:B2\"/><mergeCell ref=\"C2:D2\"/><mergeCell ref=\"E2:E3\"/>\
        <mergeCell ref=\"A4:A5\"/><mergeCell ref=\"B4:B5\"/></mergeCells>";
    let table = read_bytes("a.xlsx", &workbook(&[("S", false, &format!("{}{merges}", texts(1, rows)))], &[]));
    assert_eq!(table.columns, ["客户 / 编号", "客户 / 名称", "订单 / 日期", "订单 / 金额", "备注"]);
    assert_eq!(joined(&table), ["K1|甲公司|2024-01-02|10|", "K1|甲公司|2024-01-03|20|x", "K2|乙公司|2024-01-04|5|"]);
    assert_eq!(
        (table.note("header_row"), table.note("total_rows_skipped"), table.note("merged_cells")),
        (Some("2-3"), Some("1"), Some("2"))
    );
}

#[test]
fn sheets_are_joined_chosen_or_left_out_with_a_note() {
    let folder = Folder::new();
    let one = texts(1, &[&["id", "name"], &["1", "a"], &["2", "b"]]);
    let two = texts(1, &[&["id", "name"], &["3", "c"]]);
    let other = texts(1, &[&["code", "price", "unit"], &["x", "1", "kg"]]);
    let cover = texts(1, &[&["Welcome"]]);
    let bytes = workbook(
        &[("Cover", false, &cover), ("One", false, &one), ("Two", false, &two), ("Other", false, &other), ("Secret", true, &two)],
        &[],
    );
    let path = folder.write("a.xlsx", &bytes);
    let table = try_read(&path, &FileOptions::default()).expect("readable");
    assert_eq!((joined(&table), table.numbers.as_slice()), (vec!["1|a".to_owned(), "2|b".to_owned(), "3|c".to_owned()], &[2, 3, 5][..]));
    assert_eq!(table.note("sheet"), Some("One"));
    assert_eq!(table.note("sheet_joined"), Some("Two (row + 3)"));
    assert_eq!(table.note("hidden_sheet_skipped"), Some("Secret"));
    assert_eq!(table.notes.iter().filter(|(code, _)| *code == "sheet_skipped").count(), 2);
    for (sheet, expected) in [("Other", "x|1|kg"), ("secret", "3|c")] {
        let options = FileOptions { sheet: Some(sheet.to_owned()), ..FileOptions::default() };
        assert_eq!(joined(&try_read(&path, &options).expect("readable")), [expected]);
    }
    let options = FileOptions { sheet: Some("None".to_owned()), ..FileOptions::default() };
    assert!(try_read(&path, &options).is_err());
    let listed = sheets(&path).expect("readable");
    assert_eq!(listed.len(), 5);
    assert_eq!(listed[4], SheetInfo { name: "Secret".to_owned(), hidden: true, rows: 2 });
}
