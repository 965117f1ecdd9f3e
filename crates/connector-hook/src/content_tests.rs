//! Calls in every spelling become the same records, and nothing that anybody sends stops the process.

use connector::StoredPush;
use model::CellKind;
use proptest::prelude::*;

use super::*;

fn call(kind: &str, body: &str) -> StoredPush {
    let headers = vec![("content-type".to_owned(), kind.to_owned())];
    StoredPush { id: 1, headers, body: body.as_bytes().to_vec(), received_ms: 0 }
}

fn places(records_at: &[&str], event_at: &[&str]) -> Places {
    let path = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect();
    Places { records_at: path(records_at), event_at: path(event_at), key: "id".to_owned(), ..Places::default() }
}

#[test]
fn a_record_is_the_same_in_every_spelling() {
    let soap = r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><Save><event>changed</event><data><id>7</id><name>张伟 &amp; Co</name><address><city>上海</city></address></data></Save></s:Body></s:Envelope>"#;
    let cases = [
        (
            "application/json",
            r#"{"event":"changed","data":[{"id":7,"name":"张伟 & Co","address":{"city":"上海"}}]}"#,
            places(&["data"], &["event"]),
        ),
        ("text/xml", soap, places(&["Save", "data"], &["Save", "event"])),
        ("application/x-www-form-urlencoded", "id=7&name=%E5%BC%A0%E4%BC%9F+%26+Co&address.city=%E4%B8%8A%E6%B5%B7", places(&[], &[])),
        ("text/csv", "id,name,address.city\n7,张伟 & Co,上海\n", places(&[], &[])),
    ];
    for (kind, body, places) in cases {
        let content = read(&call(kind, body), &places).expect(kind);
        let record = &content.records[0];
        let texts = ["id", "name", "address.city"].map(|column| record.text(column));
        assert_eq!(texts, [Some("7"), Some("张伟 & Co"), Some("上海")], "{kind}");
        if !places.event_at.is_empty() {
            assert_eq!(content.event, "changed", "{kind}");
        }
    }
}

#[test]
fn digits_and_lists_stay_as_they_are() {
    let content =
        read(&call("application/json", r#"{"id":9007199254740993,"amount":10.10,"tags":["a"],"none":null,"ok":true}"#), &places(&[], &[]))
            .expect("JSON");
    let cell = |column: &str| content.records[0].cells.iter().find(|(name, _)| name == column).map(|(_, cell)| cell.clone());
    assert_eq!(cell("id"), Some((CellKind::Number, "9007199254740993".to_owned())));
    assert_eq!(cell("amount"), Some((CellKind::Number, "10.10".to_owned())));
    assert_eq!(cell("tags"), Some((CellKind::Json, r#"["a"]"#.to_owned())));
    assert_eq!(cell("none"), Some((CellKind::Empty, String::new())));
    assert_eq!(cell("ok"), Some((CellKind::Boolean, "true".to_owned())));
}

#[test]
fn what_cannot_be_read_says_why_without_values() {
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "secret">]><x>&a;</x>"#;
    let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
    for body in [bomb, &deep, "<a><b></a>", "<a/><b/>", r#"{"secret":"#, r#"["secret"]"#, "plain secret"] {
        let reason = read(&call("", body), &places(&[], &[])).expect_err(body);
        assert!(!reason.contains("secret"), "{reason}");
    }
}

proptest! {
    #[test]
    fn nothing_stops_the_process(body in proptest::collection::vec(any::<u8>(), 0..300), kind in "(application/json|text/xml|text/csv|application/x-www-form-urlencoded|)") {
        let push = StoredPush { id: 1, headers: vec![("content-type".to_owned(), kind)], body, received_ms: 0 };
        let _ = read(&push, &places(&["a"], &["b"]));
    }
}
