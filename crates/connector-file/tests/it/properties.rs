//! Properties that hold for any content.

use connector_file::export::ExportFormat;
use connector_file::{FileFormat, FileOptions, formula_guard};
use proptest::prelude::*;

use crate::support::{Folder, gzipped, read_bytes, try_read};
use crate::workbooks::{texts, workbook};
use crate::writing::written;

fn check_no_panic(bytes: &[u8]) {
    let folder = Folder::new();
    let path = folder.write("any", bytes);
    for format in [None, Some(FileFormat::Delimited), Some(FileFormat::Workbook), Some(FileFormat::Json), Some(FileFormat::JsonLines)] {
        drop(try_read(&path, &FileOptions { format, ..FileOptions::default() }));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check_no_panic(&bytes);
        check_no_panic(&gzipped(&bytes));
    }

    #[test]
    fn no_text_of_delimiters_and_quotes_makes_the_reader_panic(text in "[a1,;\"\n\r\t {}\\[\\]:'张é=\u{FFFD}]{0,120}") {
        check_no_panic(text.as_bytes());
    }

    #[test]
    fn no_damage_to_a_workbook_makes_the_reader_panic(at in 0_usize..2_000, byte in any::<u8>()) {
        let mut book = workbook(&[("S", false, &texts(1, &[&["id", "name"], &["1", "a"]]))], &["x", "y"]);
        let at = at % book.len();
        book[at] = byte;
        check_no_panic(&book);
    }

    #[test]
    fn no_sheet_makes_the_reader_panic(data in "(<row r=\"[0-9]{1,9}\">|</row>|<c r=\"[A-Z]{1,4}[0-9]{1,3}\" t=\"(s|b|e|str)\">|</c>|<v>|</v>|[0-9.eE-]{1,9}|<f/>){0,20}") {
        check_no_panic(&workbook(&[("S", false, &format!("<sheetData>{data}</sheetData>"))], &["x", "y"]));
    }

    #[test]
    fn csv_gives_back_the_cells_that_were_exported(rows in prop::collection::vec(prop::collection::vec("[a-z=+@,;\"'\n\r\t 0-9张é-]{0,12}", 2), 1..20)) {
        // A first column that is always filled and a header that is one: the property is about cells.
        let rows: Vec<Vec<String>> = rows.into_iter().enumerate().map(|(at, row)| [vec![format!("K{at}")], row].concat()).collect();
        let borrowed: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let table = read_bytes("a.csv", &written(ExportFormat::Csv, &["customer_id", "name", "note"], &borrowed));
        prop_assert_eq!(&table.columns, &["customer_id", "name", "note"]);
        prop_assert_eq!(table.rows, rows);
    }

    #[test]
    fn the_guard_comes_off_again(text in "['=+@\t0-9a-]{0,8}") {
        let guarded = formula_guard::guarded(&text);
        prop_assert_eq!(formula_guard::unguarded(&guarded), text.as_str());
    }
}
