//! What can be said of a file by hand: its encoding and its sheet, on the command line and through a server.

use std::io::{Cursor, Write};

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::program::{Place, Ran, Server};

/// A name in a few bytes, too few to find out their encoding: the bytes, what they are said to be, what they are then.
const NAMES: [(&[u8], &str, &str); 6] = [
    (b"\xd5\xc5\xce\xb0", "gbk", "张伟"),
    (b"\xd5\xc5\xce\xb0", "GB18030", "张伟"),
    (b"\xb1i\xb0\xb6", "big5", "張偉"),
    (b"M\xfcller", "latin1", "Müller"),
    (b"\xd5\xc5\xce\xb0", "latin1", "ÕÅÎ°"),
    ("张伟".as_bytes(), "utf-8", "张伟"),
];

fn file_of(name: &[u8]) -> Vec<u8> {
    [b"id,name,city\nC1,", name, b",Oslo\n"].concat()
}

/// Ends an import that was sent to a server; its run.
fn ended(server: &Server, key: &str, query: &str, file: &[u8]) -> Value {
    let (status, answer) = server.post(&format!("/api/v1/imports?object=customers&{query}"), key, file);
    assert_eq!(status, 202, "{answer}");
    let head = answer.split("\r\n\r\n").next().unwrap_or_default();
    let place = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("location: ").map(str::to_owned)).expect("a place");
    for _ in 0..100_000 {
        let run: Value = serde_json::from_str(&server.get(&place, key).1).expect("a run");
        if !["open", "queued", "running"].contains(&run["state"].as_str().unwrap_or("")) {
            return run;
        }
        std::thread::yield_now();
    }
    panic!("{place} does not end")
}

fn name_of(place: &Place) -> String {
    let customers = place.run(&["export", "customers", "--format", "jsonl"]).exits(0).out;
    assert_eq!(customers.lines().count(), 1, "{customers}");
    serde_json::from_str::<Value>(&customers).expect("a record")["name"].as_str().unwrap_or_default().to_owned()
}

fn served() -> (Place, Server, String) {
    let place = Place::new();
    let key = place.run(&["key", "add", "test", "--scope", "admin", "--json"]).exits(0).json()["key"].as_str().expect("a key").to_owned();
    let server = Server::start(&place);
    (place, server, key)
}

#[test]
fn a_file_is_read_in_the_encoding_that_somebody_names() {
    for (bytes, encoding, name) in NAMES {
        let alone = Place::new();
        let file = alone.path("people.csv");
        std::fs::write(&file, file_of(bytes)).expect("written");
        let ran = alone.import(&file, &["--encoding", encoding]).exits(0);
        assert_eq!((ran.count("created"), name_of(&alone).as_str()), (1, name), "{encoding}");
        let (place, server, key) = served();
        let run = ended(&server, &key, &format!("source=people&encoding={encoding}"), &file_of(bytes));
        assert_eq!((run["state"].as_str(), name_of(&place).as_str()), (Some("done"), name), "{encoding}: {run}");
    }
    // Bytes that are none of it are kept as far as they can be, and told.
    let place = Place::new();
    let file = place.path("people.csv");
    std::fs::write(&file, file_of(b"\xd5\xc5\xce\xb0")).expect("written");
    let ran = place.import(&file, &["--encoding", "utf-8"]).exits(0);
    assert!(ran.json()["findings"].to_string().contains("bytes_invalid"), "{}", ran.out);
    let unknown = place.import(&file, &["--encoding", "klingon"]).exits(3);
    assert!(unknown.err.contains("this encoding name is not known"), "{}", unknown.err);
    let (_place, server, key) = served();
    let run = ended(&server, &key, "source=people&encoding=klingon", &file_of(b"x"));
    assert_eq!(run["state"], "failed", "{run}");
    assert!(run["report"]["error"].as_str().is_some_and(|error| error.contains("encoding")), "{run}");
}

/// A workbook with sheets of these names and states, each with one person called like the sheet.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, content: &str| {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content.as_bytes()).expect("written");
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    put("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
    put(
        "_rels/.rels",
        &format!(
            "<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    let (mut listed, mut related) = (String::new(), String::new());
    for (at, (name, state)) in (1..).zip(sheets) {
        listed.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{at}\" state=\"{state}\" r:id=\"s{at}\"/>"));
        related.push_str(&format!("<Relationship Id=\"s{at}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"));
        // Columns of their own, so that no sheet goes on with another's table.
        let rows = [format!("id {at}"), "name".to_owned(), format!("P{at}"), (*name).to_owned()];
        let cell = |text: &String| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let rows: String = rows.chunks(2).map(|row| format!("<row>{}</row>", row.iter().map(cell).collect::<String>())).collect();
        put(&format!("xl/worksheets/sheet{at}.xml"), &format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"));
    }
    put("xl/workbook.xml", &format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{listed}</sheets></workbook>"));
    put("xl/_rels/workbook.xml.rels", &format!("<Relationships xmlns=\"{relations}\">{related}</Relationships>"));
    zip.finish().expect("a workbook").into_inner()
}

#[test]
fn a_sheet_is_read_that_somebody_names_hidden_ones_too() {
    let book = workbook(&[("First", "visible"), ("Second", "visible"), ("Secret", "hidden")]);
    let import = |place: &Place, more: &[&str]| -> Ran {
        let file = place.path("book.xlsx");
        std::fs::write(&file, &book).expect("written");
        place.import(&file, more)
    };
    for (sheet, name) in [("First", "First"), ("second", "Second"), ("Secret", "Secret")] {
        let alone = Place::new();
        let ran = import(&alone, &["--sheet", sheet]).exits(0);
        assert_eq!((ran.count("created"), name_of(&alone).as_str()), (1, name), "{sheet}");
        let (place, server, key) = served();
        let run = ended(&server, &key, &format!("source=book&sheet={sheet}"), &book);
        assert_eq!((run["state"].as_str(), name_of(&place).as_str()), (Some("done"), name), "{sheet}: {run}");
    }
    let untold = Place::new();
    import(&untold, &[]).exits(0);
    assert_ne!(name_of(&untold), "Secret", "what is hidden is not read by itself");
    let wrong = import(&Place::new(), &["--sheet", "Third"]).exits(3);
    assert!(wrong.err.contains("there is no sheet \"Third\"; choose one of: First, Second, Secret (hidden)"), "{}", wrong.err);
    let (_place, server, key) = served();
    let run = ended(&server, &key, "source=book&sheet=Third", &book);
    assert_eq!(run["state"], "failed", "{run}");
    assert!(run["report"]["error"].as_str().is_some_and(|error| error.contains("First, Second, Secret (hidden)")), "{run}");
}
