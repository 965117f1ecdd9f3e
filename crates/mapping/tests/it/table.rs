//! Mapping tables and YAML hold the same mapping.

use mapping::{
    Beside, DayOrder, FindBy, Mapping, Rule, Transform, mapping_faults, read_table, read_table_rows, suggest, template_table,
    template_yaml, write_table,
};
use model::Lang;
use proptest::prelude::*;

use crate::columns::{batch, names, object, profile};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9]{1,8}",
        "[ -~]{1,12}",
        "[一-龥，；＝+]{1,6}",
        Just("a;b=c".to_owned()),
        Just("\"quoted\"".to_owned()),
        Just(" edge ".to_owned()),
        Just("1.50".to_owned()),
        Just("yes".to_owned()),
        Just("x\ny".to_owned())
    ]
}

fn transform() -> impl Strategy<Value = Transform> {
    prop_oneof![
        Just(Transform::Trim),
        Just(Transform::FirstNonEmpty),
        (text(), text()).prop_map(|(from, to)| Transform::Replace(from, to)),
        text().prop_map(Transform::Prefix),
        proptest::option::of(text()).prop_map(Transform::Concat),
        (text(), proptest::option::of(1_u32..9)).prop_map(|(separator, piece)| Transform::Split(separator, piece)),
        (text(), 0_u32..3).prop_map(|(pattern, group)| Transform::RegexExtract(pattern, group)),
        (text(), proptest::collection::vec(text(), 1..3)).prop_map(|(column, values)| Transform::When(column, values)),
    ]
}

fn kind() -> impl Strategy<Value = Transform> {
    prop_oneof![
        Just(Transform::Email),
        Just(Transform::Phone(Some("CN".to_owned()))),
        Just(Transform::Phone(None)),
        Just(Transform::Date(Some(DayOrder::MonthFirst))),
        Just(Transform::Datetime(Some("Asia/Shanghai".to_owned()))),
    ]
}

fn rule() -> impl Strategy<Value = Rule> {
    let values = proptest::collection::vec((text(), prop_oneof![text(), Just(String::new())]), 0..4);
    (
        proptest::collection::vec(text(), 1..3),
        "[a-z]{1,8}(\\.[a-z]{1,6})?",
        proptest::collection::vec(transform(), 0..3),
        proptest::option::of(kind()),
        proptest::option::of(text()),
        values,
        any::<bool>(),
        proptest::option::of(text()),
        proptest::option::of(("[a-z_]{1,9}", proptest::option::of("[a-z]{1,6}"))),
    )
        .prop_map(|(from, to, mut transforms, kind, default, mut values, required, note, reference)| {
            let reference = reference.map(|(by, source)| FindBy { by: Some(by), source });
            transforms.extend(kind);
            let mut seen = Vec::new();
            values.retain(|(from, _)| {
                !seen.contains(from) && {
                    seen.push(from.clone());
                    true
                }
            });
            Rule { from, to, transforms, default, values, required, note, reference, ..Rule::default() }
        })
}

fn mapping() -> impl Strategy<Value = Mapping> {
    (
        proptest::collection::vec(rule(), 0..5),
        proptest::collection::vec(text(), 0..3),
        proptest::option::of(text()),
        proptest::option::of(proptest::collection::vec("[a-z_]{1,9}", 1..3)),
        proptest::option::of(Just(DayOrder::DayFirst)),
    )
        .prop_map(|(fields, ignore, source, match_keys, date_order)| Mapping {
            fields,
            ignore,
            source,
            match_keys,
            date_order,
            zone: Some("Asia/Shanghai".to_owned()),
            ..Mapping::new("customers")
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_mapping_survives_yaml_and_the_table(mapping in mapping()) {
        let yaml = mapping.to_yaml();
        prop_assert_eq!(&Mapping::from_yaml(&yaml).map_err(|error| TestCaseError::fail(format!("{error}\n{yaml}")))?, &mapping);
        let bytes = write_table(&mapping, Beside::default()).expect("written");
        prop_assert_eq!(&read_table(&bytes).map_err(|error| TestCaseError::fail(error.to_string()))?, &mapping);
    }

    #[test]
    fn any_bytes_are_refused_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(read_table(&bytes).is_err());
    }
}

#[test]
fn a_workbook_that_unfolds_to_too_much_is_refused_before_it_is_read() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).expect("started");
    for _ in 0..(21 << 4) {
        std::io::Write::write_all(&mut archive, &[b' '; 64 << 10]).expect("written");
    }
    let honest = archive.finish().expect("finished").into_inner();
    let mut lying = honest.clone();
    let entry = lying.windows(4).position(|window| window == b"PK\x01\x02").expect("central directory");
    lying[entry + 24..entry + 28].copy_from_slice(&10_u32.to_le_bytes());
    for bytes in [honest, lying] {
        assert!(bytes.len() < 100_000);
        assert!(read_table(&bytes).expect_err("refused").to_string().contains("unfolded"));
    }
}

#[test]
fn a_far_cell_in_a_table_is_refused_before_there_is_a_range() {
    for (row, column, told) in [(1_048_575, 0, "number of rows"), (0, 16_383, "number of columns"), (1_048_575, 16_383, "number of rows")] {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_string(0, 0, "source field").expect("written");
        sheet.write_string(row, column, "x").expect("written");
        let bytes = workbook.save_to_buffer().expect("saved");
        assert!(read_table(&bytes).expect_err("refused").to_string().contains(told), "{row} {column}");
    }
}

#[test]
fn errors_in_a_table_name_its_row() {
    let mut mapping = Mapping::new("customers");
    mapping.fields = vec![
        Rule { from: vec!["a".to_owned()], to: "name".to_owned(), ..Rule::default() },
        Rule { from: vec!["b".to_owned()], to: "nmae".to_owned(), ..Rule::default() },
    ];
    let read = read_table(&write_table(&mapping, Beside::default()).expect("written")).expect("form");
    let error = mapping::Compiled::new(&read, &object("customers"), &names(&["a", "b"]), None).expect_err("refused").to_string();
    assert!(error.contains("row 3") && error.contains("did you mean \"name\""), "{error}");
}

#[test]
fn a_table_tells_everything_that_is_wrong_with_it_row_by_row() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows = [
        ["目标字段", "来源字段", "转换", "值对照", "备注"],
        ["名称", "a", "trim", "", "the label of a field is its name"],
        ["nmae", "b", "", "", ""],
        ["phone", "c", "phon(CN)", "", ""],
        ["city", "d", "", "x=1; x=2", ""],
        ["email", "mial", "", "", ""],
        ["region", "", "", "", "nothing filled in"],
    ];
    for (cells, row) in rows.iter().zip(0_u32..) {
        for (text, column) in cells.iter().zip(0_u16..) {
            sheet.write_string(row, column, *text).expect("written");
        }
    }
    let settings = workbook.add_worksheet();
    settings.set_name("settings").expect("named");
    for (row, (name, value)) in [("object", "customers"), ("date_order", "sideways")].into_iter().enumerate() {
        let row = u32::try_from(row).expect("few");
        settings.write_string(row, 0, name).expect("written");
        settings.write_string(row, 1, value).expect("written");
    }
    let mut read = read_table_rows(&workbook.save_to_buffer().expect("saved")).expect("a table");
    let object = object("customers");
    read.mapping.name_targets(&object);
    let mut faults = read.faults;
    faults.extend(mapping_faults(&read.mapping, &object, Some(&names(&["a", "b", "c", "d", "mail"]))));
    let texts = |lang| faults.iter().map(|fault| fault.to_text(lang)).collect::<Vec<_>>();
    assert_eq!(
        texts(Lang::En),
        [
            "mapping table, sheet settings, row 2: date_order is day_first, month_first, year_first or republic_year",
            "mapping table, row 4: transform: no transform is called \"phon\"; did you mean phone?",
            "mapping table, row 5: a value table has the same value twice",
            "mapping table, row 3: customers has no field \"nmae\"; did you mean \"name\"?",
            "mapping table, row 6: the source has no column \"mial\"; did you mean \"mail\"?",
        ]
    );
    assert_eq!(
        texts(Lang::Zh),
        [
            "映射表 settings 工作表第 2 行：日期顺序只能为 day_first、month_first、year_first 或 republic_year",
            "映射表第 4 行：transform：没有名为 \"phon\" 的转换；是否指 phone？",
            "映射表第 5 行：值对照中有重复的值",
            "映射表第 3 行：customers 没有字段“nmae”；是否指“name”？",
            "映射表第 6 行：来源中没有字段“mial”；是否指“mail”？",
        ]
    );
    assert_eq!(read.mapping.fields.iter().map(|rule| rule.to.as_str()).collect::<Vec<_>>(), ["name", "nmae", "email"]);
}

#[test]
fn what_stands_beside_the_rules_is_not_read_back() {
    let object = object("customers");
    let mapping = Mapping {
        fields: vec![Rule { from: vec!["a".to_owned()], to: "name".to_owned(), ..Rule::default() }],
        ..Mapping::new("customers")
    };
    let columns = [("a".to_owned(), "Ada".to_owned()), ("b = c".to_owned(), String::new())];
    let bytes = write_table(&mapping, Beside { object: Some(&object), columns: &columns }).expect("written");
    assert_eq!(read_table(&bytes).expect("read"), mapping);
    let mut workbook: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let names = calamine::Reader::sheet_names(&workbook);
    assert_eq!(names, ["mapping", "settings", "target fields", "source fields", "transforms"]);
    let listed = calamine::Reader::worksheet_range(&mut workbook, "target fields").expect("listed");
    assert!(
        listed.rows().any(|row| row.first().is_some_and(|cell| *cell == calamine::Data::String("address.city".to_owned()))),
        "parts of fields too"
    );
}

#[test]
fn templates_read_back_and_open_lines_count_for_nothing() {
    let object = object("customers");
    let empty = read_table(&template_table(&object, None).expect("written")).expect("read");
    assert_eq!((empty.object.as_str(), empty.fields.len()), ("customers", 0));
    assert!(template_yaml(&object, None).contains("to: credit_code"));
    let columns = names(&["客户名称", "手机", "不知道"]);
    let suggestions = suggest(&object, &columns, &mapping::Profile::new(&columns));
    let filled = read_table(&template_table(&object, Some(&suggestions)).expect("written")).expect("read");
    assert_eq!(filled, Mapping::from_yaml(&template_yaml(&object, Some(&suggestions))).expect("read"));
    assert_eq!(filled.ignore, ["不知道"]);
    assert_eq!(filled.fields.len(), 2);
}

#[test]
fn a_template_for_a_file_shows_a_value_of_each_column() {
    let columns = names(&["客户名称", "手机"]);
    let seen = profile(&batch(&columns, &[vec!["张三", "13800138000"]]));
    let suggestions = suggest(&object("customers"), &columns, &seen);
    let bytes = template_table(&object("customers"), Some(&suggestions)).expect("written");
    let mut workbook: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let sheet = calamine::Reader::worksheet_range(&mut workbook, "mapping").expect("the table");
    let samples: Vec<String> = sheet.rows().skip(1).filter_map(|row| row.get(7)).map(ToString::to_string).collect();
    assert_eq!(samples, ["张三", "13800138000"]);
}
