//! Delimited text: encodings, delimiters, quotes, headers, totals.

use connector::{ConnectorError, Cursor};
use connector_file::{FileOptions, Limits, open};
use encoding_rs::{BIG5, GB18030, WINDOWS_1252};
use model::{CellKind, RecordBatch};

use crate::support::{Folder, gzipped, joined, read_bytes, read_pages, try_read};

const CHINESE: &str = "客户编号,客户名称,手机,地址\r\nKH1,上海众城网络有限公司,13800138000,上海市浦东新区\r\nKH2,北京电子科技有限公司,13900139000,北京市海淀区\r\n";

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn check_encoding(bytes: &[u8], encoding: &str) {
    for bytes in [bytes.to_vec(), gzipped(bytes)] {
        let table = read_bytes("customers.csv", &bytes);
        assert_eq!(table.note("encoding"), Some(encoding));
        assert_eq!(table.columns, ["客户编号", "客户名称", "手机", "地址"], "{encoding}");
        assert_eq!(table.column("客户名称"), ["上海众城网络有限公司", "北京电子科技有限公司"], "{encoding}");
        assert_eq!(table.numbers, [2, 3]);
    }
}

#[test]
fn every_encoding_of_chinese_is_found() {
    check_encoding(CHINESE.as_bytes(), "UTF-8");
    check_encoding(format!("\u{FEFF}{CHINESE}").as_bytes(), "UTF-8");
    check_encoding(&GB18030.encode(CHINESE).0, "GB18030");
    for (big, name) in [(false, "UTF-16LE"), (true, "UTF-16BE")] {
        check_encoding(&utf16(CHINESE, big, true), name);
        check_encoding(&utf16(CHINESE, big, false), name);
    }
}

#[test]
fn traditional_chinese_and_western_text_are_told_apart() {
    let text = "編號,名稱,地址\n1,台北電子股份有限公司,臺北市中山區\n2,高雄貿易公司,高雄市\n";
    let table = read_bytes("a.csv", &BIG5.encode(text).0);
    assert_eq!(table.note("encoding"), Some("Big5"));
    assert_eq!(table.column("名稱"), ["台北電子股份有限公司", "高雄貿易公司"]);
    let table = read_bytes("b.csv", &WINDOWS_1252.encode("id;nom;ville\n1;René Lefèvre;Orléans\n2;José;München\n").0);
    assert_eq!(table.note("encoding"), Some("windows-1252"));
    assert_eq!(table.column("nom"), ["René Lefèvre", "José"]);
}

#[test]
fn the_first_chinese_character_may_stand_far_behind() {
    let mut text = String::from("id,name\n");
    for row in 0..60_000 {
        text.push_str(&format!("{row},customer number {row}\n"));
    }
    text.push_str("60000,上海市贸易有限公司\n");
    let table = read_bytes("late.csv", &GB18030.encode(&text).0);
    assert_eq!(table.note("encoding"), Some("GB18030"));
    assert_eq!(table.rows.last().map(|row| row[1].as_str()), Some("上海市贸易有限公司"));
    assert_eq!(table.rows.len(), 60_001);
}

#[test]
fn gb18030_holds_characters_that_gbk_does_not() {
    let table = read_bytes("a.csv", &GB18030.encode("名称,地址\n㐂田电子有限公司,上海市\n𠮷野贸易有限公司,北京市\n").0);
    assert_eq!(table.column("名称"), ["㐂田电子有限公司", "𠮷野贸易有限公司"]);
}

#[test]
fn damaged_bytes_damage_their_cell_and_nothing_else() {
    let table = read_bytes(
        "a.csv",
        b"id,name,city\n1,\xE5\xBC\xA0\xE4\xB8\x89,\xE5\x8C\x97\xE4\xBA\xAC\n2,A\xFFB,\xE4\xB8\x8A\xE6\xB5\xB7\n3,x\0y,z\n",
    );
    assert_eq!(joined(&table), ["1|张三|北京", "2|A\u{FFFD}B|上海", "3|x\u{FFFD}y|z"]);
    assert_eq!(table.kinds[1], [CellKind::Text, CellKind::Damaged, CellKind::Text]);
    assert_eq!(table.kinds[2], [CellKind::Text, CellKind::Damaged, CellKind::Text]);
    assert_eq!(table.note("encoding_damaged"), Some("1"));
}

#[test]
fn quotes_line_breaks_and_blanks_are_read_as_meant() {
    let text =
        "id,name,note\r\n1,\"Smith, \"\"Bob\"\"\",\"two\r\nlines\"\r\n2, plain , \"quoted\" \r\n3,\"The \"X\" Ltd\",\r\n4,\"\",' x\r\n";
    let table = read_bytes("a.csv", text.as_bytes());
    assert_eq!(joined(&table), ["1|Smith, \"Bob\"|two\r\nlines", "2|plain|quoted", "3|The \"X\" Ltd|", "4||' x"]);
    assert_eq!(table.numbers, [2, 4, 5, 6]);
    assert_eq!(table.kinds[3][1], CellKind::Empty);
}

#[test]
fn a_missing_closing_quote_costs_one_row() {
    let table = read_bytes("a.csv", b"id,name,city\n1,\"open,x\n2,b,y\n3,\"c\",z\n4,d,w\n");
    assert_eq!(joined(&table), ["1|\"open|x", "2|b|y", "3|c|z", "4|d|w"]);
    assert_eq!(table.kinds[0][1], CellKind::Damaged);
    let table = read_bytes("a.csv", b"id,name,city\n1,a,x\n2,\"open,y\n3,b,z\n");
    assert_eq!(joined(&table), ["1|a|x", "2|\"open|y", "3|b|z"]);
}

#[test]
fn every_line_end_and_delimiter_is_found() {
    for end in ["\n", "\r\n", "\r"] {
        for delimiter in [",", ";", "\t", "|", "\u{1}", "^"] {
            let text = ["id", "name", "amount"].join(delimiter)
                + end
                + &["1", "A B", "2.5"].join(delimiter)
                + end
                + &["2", "C", "3"].join(delimiter);
            let table = read_bytes("a.txt", text.as_bytes());
            assert_eq!(joined(&table), ["1|A B|2.5", "2|C|3"], "{text:?}");
            assert_eq!(table.numbers, [2, 3]);
        }
    }
    let table = read_bytes("a.csv", b"sep=;\nid;name\n1;a,b\n");
    assert_eq!((joined(&table), table.numbers), (vec!["1|a,b".to_owned()], vec![3]));
}

#[test]
fn titles_notes_blank_rows_and_totals_are_left_out() {
    let text = "客户销售汇总表,,,\n导出时间：2025-01-06,,,\n,,,\n客户编号,客户名称,日期,金额\n1,甲公司,2024-01-02,10\n2,乙公司,2024-01-03,20\n小计,,,30\n,,,\n3,合计通讯有限公司,2024-02-01,5\n合计：,,,35\n";
    let table = read_bytes("a.csv", text.as_bytes());
    assert_eq!(table.columns, ["客户编号", "客户名称", "日期", "金额"]);
    assert_eq!(table.column("客户名称"), ["甲公司", "乙公司", "合计通讯有限公司"]);
    assert_eq!(table.numbers, [5, 6, 9]);
    assert_eq!(table.note("header_row"), Some("4"));
    assert_eq!(table.note("title_rows_skipped"), Some("2"));
    assert_eq!(table.note("total_rows_skipped"), Some("2"));
    assert_eq!(table.note("blank_rows_skipped"), Some("1"));
}

#[test]
fn two_header_rows_become_one() {
    let text = "客户,,订单,,备注\n编号,名称,日期,金额,\n1,甲,2024-01-02,10,x\n2,乙,2024-01-03,20,\n";
    let table = read_bytes("a.csv", text.as_bytes());
    assert_eq!(table.columns, ["客户 / 编号", "客户 / 名称", "订单 / 日期", "订单 / 金额", "备注"]);
    assert_eq!(joined(&table), ["1|甲|2024-01-02|10|x", "2|乙|2024-01-03|20|"]);
}

#[test]
fn names_are_made_unique_and_made_up_where_missing() {
    let table = read_bytes("a.csv", "编号,备注,备注,,备注\n1,a,b,c,d\n2,e,f,g,h\n".as_bytes());
    assert_eq!(table.columns, ["编号", "备注", "备注 (2)", "column_4", "备注 (3)"]);
    assert_eq!(table.note("header_duplicates"), Some("备注"));
    let table = read_bytes("a.csv", b"1,Smith,a@b.cn,2024-01-02\n2,Jones,c@d.cn,2024-01-03\n3,Brown,e@f.cn,2024-02-03\n");
    assert_eq!(table.columns, ["column_1", "column_2", "column_3", "column_4"]);
    assert_eq!(table.rows.len(), 3);
    assert_eq!(table.note("header_missing"), Some("4 columns"));
}

#[test]
fn a_person_may_tell_what_is_otherwise_found_out() {
    let path_of = |bytes: &[u8]| {
        let folder = Folder::new();
        let path = folder.write("a.csv", bytes);
        (folder, path)
    };
    let (_folder, path) = path_of(b"a,b\n1,2\n");
    let table = try_read(&path, &FileOptions { header_row: Some(0), ..FileOptions::default() }).expect("readable");
    assert_eq!(joined(&table), ["a|b", "1|2"]);
    let (_folder, path) = path_of(b"x,y\na,b\n1,2\n");
    let table = try_read(&path, &FileOptions { header_row: Some(2), ..FileOptions::default() }).expect("readable");
    assert_eq!((table.columns.join("|"), joined(&table)), ("a|b".to_owned(), vec!["1|2".to_owned()]));
    let error = try_read(&path, &FileOptions { header_row: Some(9), ..FileOptions::default() });
    assert!(matches!(error, Err(ConnectorError::Format { .. })), "{error:?}");
    let (_folder, path) = path_of(b"a;b,c\n1;2,3\n");
    let table = try_read(&path, &FileOptions { delimiter: Some(b';'), ..FileOptions::default() }).expect("readable");
    assert_eq!(table.columns, ["a", "b,c"]);
    let (_folder, path) = path_of(&GB18030.encode("名称,市\n㐂,京\n").0);
    let table = try_read(&path, &FileOptions { encoding: Some("gbk".to_owned()), ..FileOptions::default() }).expect("readable");
    assert_eq!(table.columns, ["名称", "市"]);
    let error = try_read(&path, &FileOptions { encoding: Some("klingon".to_owned()), ..FileOptions::default() });
    assert!(matches!(error, Err(ConnectorError::Format { .. })));
}

#[test]
fn rows_that_are_too_long_are_damaged_and_not_cut_silently() {
    let table = read_bytes("a.csv", b"id,name\n1,a\n2,b,c\n3,d\n");
    assert_eq!(joined(&table), ["1|a", "2|b | c", "3|d"]);
    assert_eq!(table.kinds[1], [CellKind::Text, CellKind::Damaged]);
    assert_eq!(table.note("surplus_cells"), Some("1"));
}

#[test]
fn a_cell_of_50_mb_is_cut_and_its_neighbours_live() {
    let mut bytes = b"id,name,note\n1,a,b\n2,x,\"".to_vec();
    bytes.resize(bytes.len() + (50 << 20), b'y');
    bytes.extend_from_slice(b"\"\n3,c,d\n");
    let table = read_bytes("a.csv", &bytes);
    assert_eq!(table.column("id"), ["1", "2", "3"]);
    assert_eq!(table.numbers, [2, 3, 4]);
    assert_eq!(table.rows[1][2].len(), Limits::default().cell_bytes_max);
    assert_eq!(table.kinds[1], [CellKind::Text, CellKind::Text, CellKind::Damaged]);
    bytes.resize(bytes.len() + (70 << 20), b'z');
    let folder = Folder::new();
    let error = try_read(&folder.write("b.csv", &bytes), &FileOptions::default());
    assert!(matches!(error, Err(ConnectorError::Limit { found, .. }) if found < 80 << 20), "{error:?}");
}

#[test]
fn pages_of_any_size_give_the_same_rows_and_cursors_go_back() {
    let folder = Folder::new();
    let mut text = String::from("id,name\n");
    for row in 0..2_500 {
        text.push_str(&format!("{row},\"name\n{row}\"\n"));
    }
    let path = folder.write("a.csv", text.as_bytes());
    let mut source = open(&path, &FileOptions::default()).expect("readable");
    let all = read_pages(&mut *source, 100_000).expect("readable");
    assert_eq!(all.rows.len(), 2_500);
    for page in [1, 7, 1_000] {
        assert_eq!(read_pages(&mut *source, page).expect("readable"), all, "pages of {page}");
    }
    let mut batch = RecordBatch::default();
    let second = source.read(&Cursor::default(), 10, &mut batch).expect("readable").next;
    source.read(&second, 10, &mut batch).expect("readable");
    let mut fresh = open(&path, &FileOptions::default()).expect("readable");
    let mut again = RecordBatch::default();
    fresh.read(&second, 10, &mut again).expect("readable");
    assert_eq!(again.row(0).cell(0).1, "10");
    assert_eq!(again.row(9).text(), batch.row(9).text());
    assert!(matches!(fresh.read(&Cursor("nonsense".to_owned()), 10, &mut again), Err(ConnectorError::Format { .. })));
}

#[test]
fn a_file_replaced_while_it_is_read_is_noticed() {
    let folder = Folder::new();
    let path = folder.write("a.csv", b"id,name\n1,a\n2,b\n3,c\n");
    let mut source = open(&path, &FileOptions::default()).expect("readable");
    let mut batch = RecordBatch::default();
    let next = source.read(&Cursor::default(), 1, &mut batch).expect("readable").next;
    folder.write("a.csv", b"id,name\n1,a\n2,b\n3,c\n4,d\n");
    assert!(matches!(source.read(&next, 1, &mut batch), Err(ConnectorError::Changed { .. })));
    let mut fresh = open(&path, &FileOptions::default()).expect("readable");
    assert!(matches!(fresh.read(&next, 1, &mut batch), Err(ConnectorError::Changed { .. })), "a cursor of other content");
}

#[test]
fn an_empty_file_is_an_empty_table() {
    for bytes in [&b""[..], b"\n\n", b"\xEF\xBB\xBF", b"id,name\n"] {
        assert!(read_bytes("a.csv", bytes).rows.is_empty());
    }
}
