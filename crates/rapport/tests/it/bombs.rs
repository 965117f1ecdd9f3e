//! Workbooks that are bombs: a clear answer and a bounded peak, whatever the file unfolds to. The whole program runs under a
//! limit of its address space, so that one allocation too many would end it.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::program::Place;

/// Address space of the program, kilobytes. A reader of whole ranges takes several times as much for each of these files.
const ADDRESS_SPACE_KB: u32 = 1_000_000;

/// Writes a workbook of one sheet; parts are written piece by piece.
fn write_workbook(path: &Path, sheet: &mut dyn FnMut(&mut dyn Write), strings: &mut dyn FnMut(&mut dyn Write)) {
    let mut archive = ZipWriter::new(std::fs::File::create(path).expect("a file"));
    let options = SimpleFileOptions::default();
    let list = "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/s1.xml\"/></Relationships>";
    for (name, content) in [("xl/workbook.xml", list), ("xl/_rels/workbook.xml.rels", relations)] {
        archive.start_file(name, options).expect("started");
        archive.write_all(content.as_bytes()).expect("written");
    }
    archive.start_file("xl/worksheets/s1.xml", options).expect("started");
    archive.write_all(b"<worksheet><sheetData>").expect("written");
    sheet(&mut archive);
    archive.write_all(b"</sheetData></worksheet>").expect("written");
    archive.start_file("xl/sharedStrings.xml", options).expect("started");
    archive.write_all(b"<sst>").expect("written");
    strings(&mut archive);
    archive.write_all(b"</sst>").expect("written");
    archive.finish().expect("finished");
}

fn put(out: &mut dyn Write, text: &str) {
    out.write_all(text.as_bytes()).expect("written");
}

fn row(number: u32, cells: &[&str]) -> String {
    let cells: String =
        ('A'..).zip(cells).map(|(letter, text)| format!("<c r=\"{letter}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")).collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

/// Two customers under a header.
fn two_customers() -> String {
    row(1, &["id", "name", "email"]) + &row(2, &["1", "Ann", "ann@example.com"]) + &row(3, &["2", "Bob", "bob@example.com"])
}

/// Imports `bomb.xlsx` under the limit: exit code, standard output, standard error.
fn import_within_limit(place: &Place) -> (Option<i32>, String, String) {
    let program = env!("CARGO_BIN_EXE_rapport");
    let script = format!("ulimit -v {ADDRESS_SPACE_KB} && exec {program} import bomb.xlsx --object customers --json");
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(place.folder.path())
        .env("RAPPORT_DATA", place.data())
        .env_remove("RAPPORT_DATABASE_URL")
        .env("LC_ALL", "C")
        // The allocator reserves an address range for each thread, used or not.
        .env("MALLOC_ARENA_MAX", "2")
        .output()
        .expect("a shell");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[track_caller]
fn check_refused(place: &Place, reason: &str) {
    let (exit, _, err) = import_within_limit(place);
    assert_eq!(exit, Some(3), "{err}");
    assert!(err.contains(reason), "expected {reason:?}: {err}");
}

#[test]
fn a_far_cell_makes_no_range() {
    for (reference, number) in [("XFD1048576", 1_048_576), ("ZZ100000", 100_000)] {
        let place = Place::new();
        let far = format!("<row r=\"{number}\"><c r=\"{reference}\"><v>1</v></c></row>");
        write_workbook(&place.path("bomb.xlsx"), &mut |out| put(out, &(two_customers() + &far)), &mut |_| ());
        assert!(std::fs::metadata(place.path("bomb.xlsx")).expect("a file").len() < 5_000);
        let (exit, out, err) = import_within_limit(&place);
        let report: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"));
        let counts = ["read", "created", "rejected"].map(|name| report[name].as_u64());
        assert_eq!(
            (exit, counts),
            (Some(1), [Some(3), Some(2), Some(1)]),
            "{reference}: the far cell is a row that names nobody: {report}"
        );
    }
}

#[test]
fn a_small_file_that_unfolds_hugely_is_refused() {
    let place = Place::new();
    // One cell after the other of the same letter: 600 MB in well under a megabyte.
    let cell = format!("<c t=\"str\"><v>{}</v></c>", "a".repeat(30_000));
    let unfolded = &mut |out: &mut dyn Write| {
        put(out, &two_customers());
        for number in 4..1_004 {
            put(out, &format!("<row r=\"{number}\">"));
            (0..20).for_each(|_| put(out, &cell));
            put(out, "</row>");
        }
    };
    write_workbook(&place.path("bomb.xlsx"), unfolded, &mut |_| ());
    assert!(std::fs::metadata(place.path("bomb.xlsx")).expect("a file").len() < 5 << 20);
    check_refused(&place, "compression ratio exceeded");

    // As much without an end of the element that holds it.
    let endless = &mut |out: &mut dyn Write| {
        put(out, &two_customers());
        put(out, "<row r=\"4\"><c t=\"str\"><v>");
        let random: String = (0..1_000_000_u64).map(|at| char::from(b'a' + u8::try_from(at * at % 23).expect("small"))).collect();
        (0..100).for_each(|_| put(out, &random));
        put(out, "</v></c></row>");
    };
    write_workbook(&place.path("bomb.xlsx"), endless, &mut |_| ());
    let (exit, _, err) = import_within_limit(&place);
    assert_eq!(exit, Some(3), "{err}");
    assert!(err.contains("compression ratio exceeded") || err.contains("length of one piece of XML exceeded"), "{err}");
}

#[test]
fn millions_of_shared_strings_are_held_in_one_block_or_refused() {
    let place = Place::new();
    let sheet = two_customers();
    let few_million = &mut |out: &mut dyn Write| (0..2_000_000).for_each(|at| put(out, &format!("<si><t>text {at}</t></si>")));
    write_workbook(&place.path("bomb.xlsx"), &mut |out| put(out, &sheet), few_million);
    let (exit, out, err) = import_within_limit(&place);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"));
    assert_eq!((exit, report["created"].as_u64()), (Some(0), Some(2)), "{report}");

    let text = "a different text that is long enough to fill the room ".repeat(4);
    let many = &mut |out: &mut dyn Write| (0..1_200_000).for_each(|at| put(out, &format!("<si><t>{text}{at}</t></si>")));
    write_workbook(&place.path("bomb.xlsx"), &mut |out| put(out, &sheet), many);
    check_refused(&place, "size of a workbook part exceeded");
}
