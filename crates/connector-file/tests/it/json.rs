//! JSON and JSON Lines.

use connector::ConnectorError;
use connector_file::{FileFormat, FileOptions};
use model::CellKind;

use crate::support::{Folder, gzipped, joined, read_bytes, try_read};

#[test]
fn every_layout_of_records_is_read() {
    let records = [r#"{"id":1,"name":"张三"}"#, r#"{"id":2,"name":"b"}"#];
    for text in [
        format!("[{},\n{}]", records[0], records[1]),
        format!("{}\n{}\n", records[0], records[1]),
        format!("{}\n\n{}", records[0], records[1]),
        format!("{{\"ok\":true,\"data\":{{\"items\":[{},{}]}}}}", records[0], records[1]),
        format!("\u{FEFF}{{\n \"rows\" : [ {} , {} ]\n}}\n", records[0], records[1]),
        format!("{} {}", records[0].replace(',', ",\n"), records[1]),
    ] {
        for bytes in [text.clone().into_bytes(), gzipped(text.as_bytes())] {
            let table = read_bytes("a.txt", &bytes);
            assert_eq!(table.columns, ["id", "name"], "{text}");
            assert_eq!(joined(&table), ["1|张三", "2|b"], "{text}");
        }
    }
}

#[test]
fn values_keep_their_digits_and_shapes() {
    let table = read_bytes(
        "a.json",
        br#"[{"id":9007199254740993,"a":{"city":"x","geo":{"lat":1.10}},"tags":["p", 1],"ok":true,"e":1.38E+10,"none":null}]"#,
    );
    assert_eq!(table.columns, ["id", "a.city", "a.geo.lat", "tags", "ok", "e", "none"]);
    assert_eq!(joined(&table), ["9007199254740993|x|1.10|[\"p\",1]|true|13800000000|"]);
    use CellKind::{Boolean, Empty, Json, Number, Text};
    assert_eq!(table.kinds[0], [Number, Text, Number, Json, Boolean, Number, Empty]);
}

#[test]
fn a_bad_line_is_a_damaged_row_and_reading_goes_on() {
    let table = read_bytes("a.jsonl", b"{\"id\":1,\"s\":\"a\"}\n{\"id\":2,\n{\"id\":3,\"s\":\"\\ud800\"}\n");
    assert_eq!(joined(&table), ["1|a", "{\"id\":2,|", "3|\u{FFFD}"]);
    assert_eq!(table.kinds[1], [CellKind::Damaged, CellKind::Empty]);
    assert_eq!(table.kinds[2], [CellKind::Number, CellKind::Damaged]);
    assert_eq!((table.numbers.as_slice(), table.note("damaged_records")), (&[1, 2, 3][..], Some("1")));
}

#[test]
fn columns_that_appear_late_are_appended() {
    let mut text = String::new();
    for row in 0..10_500 {
        text.push_str(&format!("{{\"id\":{row}}}\n"));
    }
    text.push_str("{\"late\":\"x\",\"id\":10500}\n{\"id\":10501}\n");
    let table = read_bytes("a.jsonl", text.as_bytes());
    assert_eq!(table.columns, ["id", "late"]);
    assert_eq!(table.rows.len(), 10_502);
    assert_eq!(table.rows[10_500], ["10500", "x"]);
    assert_eq!(table.rows[10_501], ["10501", ""]);
    assert_eq!(table.note("columns_appended"), Some("1"));
}

#[test]
fn cut_and_bottomless_json_is_refused_or_damaged() {
    let folder = Folder::new();
    let cut = try_read(&folder.write("a.json", br#"[{"id":1},{"id":2"#), &FileOptions::default());
    assert!(matches!(cut, Err(ConnectorError::Format { .. })), "{cut:?}");
    let deep = format!("{{\"id\":1}}\n{{\"id\":{}1{}}}\n", "[".repeat(10_000), "]".repeat(10_000));
    let table = read_bytes("a.jsonl", deep.as_bytes());
    assert_eq!(table.kinds[1][0], CellKind::Damaged);
    let wide: Vec<String> = (0..20_000).map(|at| format!("\"c{at}\":1")).collect();
    let table = read_bytes("a.jsonl", format!("{{\"id\":1}}\n{{{}}}\n", wide.join(",")).as_bytes());
    assert_eq!((table.columns.len(), table.kinds[1][0]), (1, CellKind::Damaged));
}

#[test]
fn one_object_is_one_record_and_a_format_may_be_told() {
    assert_eq!(joined(&read_bytes("a.json", br#"{"id":1,"tags":[1,2]}"#)), ["1|[1,2]"]);
    let folder = Folder::new();
    let path = folder.write("a.json", br#"{"id":1,"items":[{"a":1}]}"#);
    let options = FileOptions { format: Some(FileFormat::JsonLines), ..FileOptions::default() };
    assert_eq!(joined(&try_read(&path, &options).expect("readable")), ["1|[{\"a\":1}]"]);
}
