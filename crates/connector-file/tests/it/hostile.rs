//! Files that want to harm: bombs, lies, far cells, foreign XML, cut archives.

use connector::ConnectorError;
use connector_file::{FileOptions, Limits};
use model::CellKind;

use crate::support::{Folder, gzipped, read_bytes, try_read};
use crate::workbooks::{archive, texts, workbook};

fn error_of(bytes: &[u8], limits: Limits) -> ConnectorError {
    let folder = Folder::new();
    let path = folder.write("bomb", bytes);
    try_read(&path, &FileOptions { limits, ..FileOptions::default() }).expect_err("a bomb is refused")
}

fn check_limit(bytes: &[u8], limits: Limits, expected: &str) {
    let error = error_of(bytes, limits);
    assert!(matches!(error, ConnectorError::Limit { limit, .. } if limit == expected), "expected the limit {expected}, got {error}");
}

#[test]
fn a_far_cell_costs_nothing() {
    let data = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c><c r=\"B1\" t=\"str\"><v>name</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"str\"><v>a</v></c></row>\
        <row r=\"3\"><c r=\"A3\"><v>2</v></c><c r=\"B3\" t=\"str\"><v>b</v></c></row>\
        <row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
    let table = read_bytes("a.xlsx", &workbook(&[("S", false, data)], &[]));
    assert_eq!(table.columns, ["id", "name"]);
    assert_eq!(table.numbers, [2, 3, 1_048_576]);
    assert_eq!(table.kinds[2][1], CellKind::Damaged);
    let beyond = data.replace("XFD1048576", "ZZZZ1048576");
    check_limit(&workbook(&[("S", false, &beyond)], &[]), Limits::default(), "number of columns");
}

#[test]
fn expanding_archives_are_stopped() {
    let zeros = format!("<sheetData><row r=\"1\"><c t=\"str\"><v>{}</v></c></row></sheetData>", "0".repeat(70 << 20));
    check_limit(&workbook(&[("S", false, &zeros)], &[]), Limits::default(), "compression ratio");
    let limits = Limits { expanded_bytes_max: 1 << 20, ..Limits::default() };
    check_limit(&workbook(&[("S", false, &zeros)], &[]), limits.clone(), "expanded size");
    let spaced = format!("<sheetData>{}</sheetData>", " ".repeat(20 << 20));
    let limits_xml = Limits { row_bytes_max: 10 << 20, ..Limits::default() };
    check_limit(&workbook(&[("S", false, &spaced)], &[]), limits_xml, "length of one piece of XML");
    check_limit(&gzipped(&vec![b'a'; 70 << 20]), Limits::default(), "compression ratio");
    check_limit(&gzipped(&vec![b'a'; 2 << 20]), limits, "expanded size");
}

#[test]
fn counts_are_limited_before_anything_is_held() {
    let data = texts(1, &[&["id", "name"], &["1", "a"], &["2", "b"]]);
    let strings = vec!["text"; 1_000_000];
    let many_strings = workbook(&[("S", false, &data)], &strings);
    check_limit(&many_strings, Limits { workbook_part_bytes_max: 4 << 20, ..Limits::default() }, "size of a workbook part");
    assert_eq!(read_bytes("a.xlsx", &many_strings).rows.len(), 2);
    let book = workbook(&[("S", false, &data)], &[]);
    check_limit(&book, Limits { sheet_cells_max: 5, ..Limits::default() }, "number of cells in a sheet");
    check_limit(&book, Limits { archive_entries_max: 3, ..Limits::default() }, "number of archive members");
    check_limit(b"a,b,c\n1,2,3\n", Limits { columns_max: 2, ..Limits::default() }, "number of columns");
    let merged = format!("{data}<mergeCells>{}</mergeCells>", "<mergeCell ref=\"A1:B2\"/>".repeat(50));
    check_limit(&workbook(&[("S", false, &merged)], &[]), Limits { merged_ranges_max: 10, ..Limits::default() }, "number of merged ranges");
}

#[test]
fn rows_of_nothing_but_delimiters_stay_small() {
    let mut bytes = b"id,name\n1,a\n2,b\n3,".to_vec();
    bytes.resize(bytes.len() + (6 << 20), b',');
    bytes.extend_from_slice(b"\n4,d\n");
    let table = read_bytes("a.csv", &bytes);
    assert_eq!(table.numbers, [2, 3, 4, 5]);
    assert_eq!(table.column("id"), ["1", "2", "3", "4"]);
    check_limit(&b"x,".repeat(40_000), Limits::default(), "number of columns");
    let names = ["x"; 16_000].join(",");
    assert_eq!(read_bytes("a.csv", format!("{names}\n{}\n", "1,".repeat(15_999)).as_bytes()).columns.len(), 16_000);
}

#[test]
fn xml_tricks_are_refused() {
    let laughs = "<!DOCTYPE lolz [<!ENTITY lol \"lol\">]><sheetData><row><c t=\"str\"><v>&lol;</v></c></row></sheetData>";
    let deep = format!("<sheetData>{}</sheetData>", "<x>".repeat(100_000));
    let unknown = "<sheetData><row><c t=\"str\"><v>&lol;</v></c></row></sheetData>";
    for data in [laughs, deep.as_str(), unknown, "<sheetData><row><c><v>1</v>"] {
        let error = error_of(&workbook(&[("S", false, data)], &[]), Limits::default());
        assert!(matches!(error, ConnectorError::Format { .. }), "{error}");
    }
    let escape = archive(&[("../../evil".to_owned(), "x".to_owned()), ("xl/workbook.xml".to_owned(), "<workbook/>".to_owned())]);
    assert!(matches!(error_of(&escape, Limits::default()), ConnectorError::Format { .. }));
}

#[test]
fn cut_files_are_refused_before_the_first_row() {
    let mut text = String::from("id,name\n");
    for row in 0..2_000 {
        text.push_str(&format!("{row},name {}\n", row * 7_919 % 1_000));
    }
    let zipped = gzipped(text.as_bytes());
    let book = workbook(&[("S", false, &texts(1, &[&["id", "name"], &["1", "a"]]))], &[]);
    for whole in [&zipped, &book] {
        for kept in (20..whole.len() - 1).step_by(whole.len() / 24) {
            let error = error_of(&whole[..kept], Limits::default());
            assert!(matches!(error, ConnectorError::Format { .. } | ConnectorError::Limit { .. }), "{kept}: {error}");
        }
    }
}

#[test]
fn a_dump_of_a_database_is_named_and_a_table_about_databases_is_not() {
    let dumps = [
        "-- dump\n\nPRAGMA foreign_keys=off;\nCREATE TABLE [A] (x INTEGER);\nINSERT INTO A VALUES(1);\n",
        "/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `a`;\ncreate table `a` (x int);\n",
        "INSERT INTO a VALUES (1,'x');\n",
        "BEGIN TRANSACTION;\nCREATE TABLE a (x);\n",
    ];
    for dump in dumps {
        let error = error_of(dump.as_bytes(), Limits::default()).to_string();
        assert!(error.contains("SQL commands") && error.contains("export its tables as CSV"), "{error}");
    }
    let table = read_bytes("a.csv", b"set name,command\na,create table x\nb,insert into y\n");
    assert_eq!(table.columns, ["set name", "command"]);
}

#[test]
fn parts_that_are_looked_through_again_and_again_are_limited() {
    let data = texts(1, &[&["id", "name"], &["1", "a"]]);
    let with = |name: &str, content: String| {
        let list = "<workbook><sheets><sheet name=\"S\" sheetId=\"0\" r:id=\"r0\"/></sheets></workbook>";
        let relations = "<Relationships><Relationship Id=\"r0\" Type=\"x/worksheet\" Target=\"worksheets/s0.xml\"/></Relationships>";
        let mut parts = vec![
            ("xl/workbook.xml".to_owned(), list.to_owned()),
            ("xl/_rels/workbook.xml.rels".to_owned(), relations.to_owned()),
            ("xl/worksheets/s0.xml".to_owned(), format!("<worksheet>{data}</worksheet>")),
        ];
        parts.retain(|(known, _)| known != name);
        parts.push((name.to_owned(), content));
        archive(&parts)
    };
    let styles = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf numFmtId=\"1\"/>".repeat(200_001));
    check_limit(&with("xl/styles.xml", styles), Limits::default(), "number of cell styles");
    let formats: String = (0..10_001).map(|id| format!("<numFmt numFmtId=\"{id}\" formatCode=\"0\"/>")).collect();
    check_limit(&with("xl/styles.xml", format!("<styleSheet>{formats}</styleSheet>")), Limits::default(), "number of number formats");
    let sheets = "<sheet name=\"S\" sheetId=\"0\" r:id=\"r0\"/>".repeat(2_001);
    let list = format!("<workbook><sheets>{sheets}</sheets></workbook>");
    check_limit(&with("xl/workbook.xml", list), Limits::default(), "number of sheets");
    // Long texts merged downwards, more in each row, would add up.
    let long = "x".repeat(1_000);
    let rows: String = (1..=20_usize)
        .map(|row| {
            let letter = char::from(b'A' + u8::try_from(row - 1).expect("few"));
            format!("<row r=\"{row}\"><c r=\"{letter}{row}\" t=\"str\"><v>{long}</v></c></row>")
        })
        .collect();
    let merges: String = (1..=20_usize)
        .map(|row| {
            let letter = char::from(b'A' + u8::try_from(row - 1).expect("few"));
            format!("<mergeCell ref=\"{letter}{row}:{letter}1000\"/>")
        })
        .collect();
    let growing = format!("<sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells>");
    check_limit(&workbook(&[("S", false, &growing)], &[]), Limits { row_bytes_max: 10_000, ..Limits::default() }, "bytes in one row");
}

#[test]
fn files_that_are_no_tables_are_named() {
    for bytes in
        [&b"%PDF-1.7 ..."[..], b"\x89PNG\r\n", b"SQLite format 3\0...", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"PK\x03\x04 and nothing"]
    {
        assert!(matches!(error_of(bytes, Limits::default()), ConnectorError::Format { .. }));
    }
}
