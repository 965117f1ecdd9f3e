use proptest::prelude::*;

use super::*;

fn date(raw: &str, order: DateOrder) -> Result<String, FindingCode> {
    parse_date(raw, DateKind::Date, order, &Zone::UTC).map(|read| read.value.to_date()).map_err(|rejected| rejected.code)
}

fn instant(raw: &str, zone: &Zone) -> Result<String, FindingCode> {
    parse_date(raw, DateKind::DateTime, DateOrder::DayFirst, zone).map(|read| read.value.to_datetime()).map_err(|rejected| rejected.code)
}

#[test]
fn one_day_is_read_from_every_spelling() {
    let spellings = [
        "2024-03-05",
        "2024-3-5",
        "2024/3/5",
        "2024/03/05",
        "2024.03.05",
        "2024.3.5",
        "2024年3月5日",
        "2024年03月05日",
        "2024 年 3 月 5 日",
        "2024年3月5号",
        "24年3月5日",
        "二〇二四年三月五日",
        "２０２４年３月５日",
        "２０２４－０３－０５",
        "20240305",
        "20240305.0",
        "05-Mar-2024",
        "5-Mar-24",
        "Mar 5, 2024",
        "Mar 05, 2024",
        "March 5, 2024",
        "5 March 2024",
        "5th March 2024",
        "March 5th, 2024",
        "5 Mar 24",
        "Tuesday, 5 March 2024",
        "Tue, 05 Mar 2024",
        "2024-Mar-05",
        "05.03.2024",
        "5.3.24",
        "2024-03-05 10:15:30",
        "2024-03-05T10:15:30Z",
        "2024年3月5日 星期二",
        "45356",
        "45356.427431",
        "1709625600",
        "1709625600000",
        "2024-03-05 00:00:00.000",
        "Tue Mar 05 10:15:30 CST 2024",
    ];
    for raw in spellings {
        for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
            assert_eq!(date(raw, order).as_deref(), Ok("2024-03-05"), "{raw}");
        }
    }
}

#[test]
fn the_order_decides_only_what_the_numbers_leave_open() {
    let check = |raw: &str, day_first: &str, month_first: &str| {
        assert_eq!(date(raw, DateOrder::DayFirst).as_deref(), Ok(day_first), "{raw}");
        assert_eq!(date(raw, DateOrder::MonthFirst).as_deref(), Ok(month_first), "{raw}");
    };
    check("5/3/2024", "2024-03-05", "2024-05-03");
    check("05-03-2024", "2024-03-05", "2024-05-03");
    check("7/29/2013", "2013-07-29", "2013-07-29");
    check("29/7/2013", "2013-07-29", "2013-07-29");
    check("3/4/24", "2024-04-03", "2024-03-04");
    check("3/4/99", "1999-04-03", "1999-03-04");
    check("99/3/4", "1999-03-04", "1999-03-04");
    check("5.3.2024", "2024-03-05", "2024-03-05");
    let steps = |raw| parse_date(raw, DateKind::Date, DateOrder::DayFirst, &Zone::UTC).expect("a date").steps;
    assert!(steps("5/3/2024").contains(Step::DayMonthByOrder));
    assert!(!steps("5/5/2024").contains(Step::DayMonthByOrder));
    assert!(!steps("25/3/2024").contains(Step::DayMonthByOrder));
    assert!(steps("3/4/24").contains(Step::CenturyAssumed));
}

#[test]
fn times_are_read_in_the_zone_of_the_column() {
    let shanghai = Zone::parse("Asia/Shanghai").expect("a zone");
    let check = |raw: &str, utc: &str, local: &str| {
        assert_eq!(instant(raw, &Zone::UTC).as_deref(), Ok(utc), "{raw}");
        assert_eq!(instant(raw, &shanghai).as_deref(), Ok(local), "{raw}");
    };
    let (noon, four) = ("2024-03-05T12:00:00.000Z", "2024-03-05T04:00:00.000Z");
    for raw in [
        "2024-03-05 12:00:00",
        "2024-03-05T12:00",
        "2024/3/5 12:00",
        "2024年3月5日 12时",
        "2024年3月5日12点00分",
        "2024年3月5日 中午12:00",
        "5 Mar 2024 12:00 PM",
        "20240305120000",
        "20240305 120000",
        "20240305T120000",
        "45356.5",
    ] {
        check(raw, noon, four);
    }
    for raw in [
        "2024-03-05T12:00:00Z",
        "2024-03-05T20:00:00+08:00",
        "2024-03-05 20:00:00 +0800",
        "Tue, 05 Mar 2024 12:00:00 GMT",
        "1709640000",
        "1709640000000",
        "1709640000.000",
        "2024-03-05T12:00:00.000000Z",
        "Tue Mar 05 2024 20:00:00 GMT+0800 (China Standard Time)",
    ] {
        check(raw, noon, noon);
    }
    check("2024年3月5日 下午3:07", "2024-03-05T15:07:00.000Z", "2024-03-05T07:07:00.000Z");
    check("2024年3月5日下午3点半", "2024-03-05T15:30:00.000Z", "2024-03-05T07:30:00.000Z");
    check("2024-03-05 3:07:09 PM", "2024-03-05T15:07:09.000Z", "2024-03-05T07:07:09.000Z");
    check("2024-03-05 12:07 AM", "2024-03-05T00:07:00.000Z", "2024-03-04T16:07:00.000Z");
    check("2024-03-05 3pm", "2024-03-05T15:00:00.000Z", "2024-03-05T07:00:00.000Z");
    check("2024-03-05 10:15:30.123456", "2024-03-05T10:15:30.123Z", "2024-03-05T02:15:30.123Z");
    check("2024-03-05 10:15:30,123", "2024-03-05T10:15:30.123Z", "2024-03-05T02:15:30.123Z");
    check("2021-03-22 1:06:06", "2021-03-22T01:06:06.000Z", "2021-03-21T17:06:06.000Z");
    check("2024-03-05", "2024-03-05T00:00:00.000Z", "2024-03-04T16:00:00.000Z");
    check("2024-03-05T10:15:30-03:30", "2024-03-05T13:45:30.000Z", "2024-03-05T13:45:30.000Z");
}

#[test]
fn the_day_of_an_instant_is_that_of_the_column_zone() {
    let day = |raw: &str, zone: &str| {
        let zone = Zone::parse(zone).expect("a zone");
        parse_date(raw, DateKind::Date, DateOrder::DayFirst, &zone).expect("a date").value.to_date()
    };
    assert_eq!(day("2024-03-05T20:00:00Z", "UTC"), "2024-03-05");
    assert_eq!(day("2024-03-05T20:00:00Z", "Asia/Shanghai"), "2024-03-06");
    assert_eq!(day("2024-03-05T01:00:00+08:00", "UTC"), "2024-03-05");
    assert_eq!(day("2024-03-05", "America/New_York"), "2024-03-05");
    assert_eq!(day("1709668800", "+08:00"), "2024-03-06");
    assert_eq!(Zone::parse("UTC+8"), Zone::parse("+08:00"));
    assert_eq!(Zone::parse("Mars/Phobos"), None);
}

#[test]
fn a_month_alone_is_its_first_day() {
    for raw in ["2024-03", "2024/3", "2024年3月", "Mar 2024", "March 2024", "03/2024", "2024.03", "202403", "24年3月"] {
        let read = parse_date(raw, DateKind::Date, DateOrder::DayFirst, &Zone::UTC).expect(raw);
        assert_eq!(read.value.to_date(), "2024-03-01", "{raw}");
        assert!(read.steps.contains(Step::DayAssumed), "{raw}");
    }
}

#[test]
fn a_day_without_a_year_says_so() {
    for raw in ["3月5日", "3/5", "03-05", "Mar 5", "5 March", "三月五日", "12-31"] {
        assert_eq!(date(raw, DateOrder::DayFirst), Err(FindingCode::YearMissing), "{raw}");
    }
}

#[test]
fn what_is_not_a_date_is_rejected() {
    let cases = [
        "",
        "-",
        "n/a",
        "0",
        "2024",
        "2024年",
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "31/02/2024",
        "2024-00-10",
        "0000-00-00",
        "00/00/0000",
        "20241301",
        "99999999",
        "hello",
        "10:15",
        "2024-03-05 25:00",
        "2024-03-05 10:61",
        "5",
        "123",
        "13812345678",
        "2024-03-05 foo",
        "FQ 1 2/3",
        "KH001231",
        "5 5 5 5",
        "32/1/2024",
        "1900-01-00",
        "明天",
        "2024-3-5-6",
    ];
    for raw in cases {
        assert_eq!(date(raw, DateOrder::DayFirst), Err(FindingCode::DateInvalid), "{raw}");
    }
    assert_eq!(date("1.7096E+09", DateOrder::DayFirst), Err(FindingCode::DigitsLost));
}

#[test]
fn workbooks_count_from_1900_or_1904() {
    let check = |raw: &str, epoch: ExcelEpoch, expected: Option<&str>| {
        let read = excel_date(raw, epoch, &Zone::UTC).map(|read| read.value.to_datetime());
        assert_eq!(read.ok().as_deref(), expected, "{raw}");
    };
    check("1", ExcelEpoch::Year1900, Some("1900-01-01T00:00:00.000Z"));
    check("59", ExcelEpoch::Year1900, Some("1900-02-28T00:00:00.000Z"));
    check("60", ExcelEpoch::Year1900, None);
    check("61", ExcelEpoch::Year1900, Some("1900-03-01T00:00:00.000Z"));
    check("45581", ExcelEpoch::Year1900, Some("2024-10-16T00:00:00.000Z"));
    check("44119", ExcelEpoch::Year1904, Some("2024-10-16T00:00:00.000Z"));
    check("45581.3958333333", ExcelEpoch::Year1900, Some("2024-10-16T09:30:00.000Z"));
    check("45581.999999999", ExcelEpoch::Year1900, Some("2024-10-17T00:00:00.000Z"));
    check("0", ExcelEpoch::Year1900, None);
    check("9999999", ExcelEpoch::Year1900, None);
    check("x", ExcelEpoch::Year1900, None);
}

#[test]
fn dates_that_software_writes_for_nothing_are_known() {
    let is_placeholder = |raw: &str| parse_date(raw, DateKind::Date, DateOrder::DayFirst, &Zone::UTC).expect(raw).value.is_placeholder();
    for raw in ["1900-01-01", "1970-01-01", "1970-01-01T00:00:00Z", "0001-01-01", "1899-12-30", "9999-12-31", "1753-01-01"] {
        assert!(is_placeholder(raw), "{raw}");
    }
    for raw in ["1970-01-02", "1970-01-01T08:15:00Z", "1900-01-02", "2024-01-01"] {
        assert!(!is_placeholder(raw), "{raw}");
    }
}

#[test]
fn a_column_tells_its_order() {
    let evidence = |values: &[&str]| {
        let mut evidence = DateEvidence::default();
        values.iter().for_each(|value| evidence.add(value));
        evidence
    };
    let american = evidence(&["7/29/2013", "7/4/2013", "12/31/2013", "", "n/a"]);
    assert_eq!((american.order(), american.is_ambiguous(), american.is_mixed()), (Some(DateOrder::MonthFirst), false, false));
    assert_eq!((american.day_first, american.month_first, american.either), (0, 2, 1));
    let european = evidence(&["29/07/2013", "04/07/2013 10:15"]);
    assert_eq!(european.order(), Some(DateOrder::DayFirst));
    let open = evidence(&["01/02/2013", "03/04/2013"]);
    assert!(open.is_ambiguous() && open.order().is_none());
    let silent = evidence(&["2024-03-05", "05.03.2024", "Mar 5, 2024", "5/5/2024", "2024/3/5", "20240305", "5-Mar-24", "３月"]);
    assert_eq!((silent.order(), silent.is_ambiguous()), (None, false), "{silent:?}");
    assert!(evidence(&["29/07/2013", "7/29/2013"]).is_mixed());
}

#[test]
fn a_short_year_stands_where_the_column_has_it() {
    let check = |column: &[&str], raw: &str, expected: &str| {
        let mut evidence = DateEvidence::default();
        column.iter().for_each(|value| evidence.add(value));
        let order = evidence.order().expect("an order");
        assert_eq!(date(raw, order).as_deref(), Ok(expected), "{raw} in {column:?}");
    };
    check(&["24/3/5", "24/3/15"], "24/3/5", "2024-03-05");
    check(&["24/3/5", "24/3/15"], "24/3/15", "2024-03-15");
    check(&["24/3/15", "2024/3/5"], "24/3/15", "2024-03-15");
    check(&["23-12-1", "24-03-15"], "24-03-15", "2024-03-15");
    check(&["99/3/4", "24/3/15 10:00"], "24/3/15", "2024-03-15");
    // Where the year stands last, it does so here, too.
    check(&["24/3/5", "25/12/2023"], "24/3/5", "2005-03-24");
    check(&["24/3/15", "25/12/23"], "24/3/15", "2015-03-24");
    check(&["24/3/15", "2024/3/5", "3/4/24"], "24/3/15", "2015-03-24");
    // A year in full is at its place anyway.
    check(&["24/3/5"], "25/12/2023", "2023-12-25");
    let alone = parse_date("24/3/5", DateKind::Date, DateOrder::DayFirst, &Zone::UTC).expect("a date");
    assert!(alone.steps.contains(Step::DayMonthByOrder), "told as uncertain where no column decides");
}

#[test]
fn years_counted_from_1911_are_read_where_a_word_or_the_column_says_so() {
    for order in [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst, DateOrder::RepublicYear] {
        for raw in ["民国112年5月3日", "民國112年5月3日", "中華民國112年5月3日", "民国 112/05/03", "民国一一二年五月三日", "民國１１２.5.3"]
        {
            assert_eq!(date(raw, order).as_deref(), Ok("2023-05-03"), "{raw}");
        }
        assert_eq!(date("民国元年1月1日", order).as_deref(), Ok("1912-01-01"));
        assert_eq!(date("民国0年1月1日", order), Err(FindingCode::DateInvalid));
    }
    for raw in ["112/05/03", "112-5-3", "112.05.03"] {
        assert_eq!(date(raw, DateOrder::DayFirst), Err(FindingCode::DateInvalid), "{raw}");
        assert_eq!(date(raw, DateOrder::RepublicYear).as_deref(), Ok("2023-05-03"), "{raw}");
    }
    assert_eq!(date("98/3/4", DateOrder::RepublicYear).as_deref(), Ok("2009-03-04"));
    assert_eq!(date("2023/05/03", DateOrder::RepublicYear).as_deref(), Ok("2023-05-03"));
    let order = |values: &[&str]| {
        let mut evidence = DateEvidence::default();
        values.iter().for_each(|value| evidence.add(value));
        evidence.order()
    };
    assert_eq!(order(&["民国112年5月3日", "112/05/03"]), Some(DateOrder::RepublicYear));
    assert_eq!(order(&["112/05/03", "111/12/31", "98/1/1", "110/2/3"]), Some(DateOrder::RepublicYear));
    assert_eq!(order(&["98/1/1", "99/1/1"]), Some(DateOrder::YearFirst));
    assert_eq!(order(&["112/05/03", "111/12/31", "110/2/3"]), Some(DateOrder::RepublicYear));
    assert_eq!(order(&["112/05/03"]), None);
    assert_eq!(order(&["112/05/03", "111/12/31", "110/2/3", "2024/3/5"]), None);
}

#[test]
fn canonical_dates_take_no_step() {
    for raw in ["2024-03-05", "2024-03-05T12:00:00.000Z", "2024-03-05T12:00:00Z"] {
        let read = parse_date(raw, DateKind::DateTime, DateOrder::DayFirst, &Zone::UTC).expect("a date");
        assert!(read.steps.is_empty(), "{raw}");
    }
}

proptest! {
    #[test]
    fn reading_a_date_twice_changes_nothing(
        raw in "([0-9]{1,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,4}日?( (下午)?[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( ?[AP]M|Z|\\+08:00)?)?)|[0-9]{5,14}|[0-9]{1,2}[ -](Jan|Feb|March|sep)[ -][0-9]{2,4}",
        shanghai in any::<bool>(),
    ) {
        let zone = if shanghai { Zone::parse("Asia/Shanghai").expect("a zone") } else { Zone::UTC };
        for kind in [DateKind::Date, DateKind::DateTime] {
            if let Ok(first) = parse_date(&raw, kind, DateOrder::DayFirst, &zone) {
                for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
                    let day = parse_date(&first.value.to_date(), DateKind::Date, order, &zone).expect("a normalised day");
                    prop_assert_eq!(day.value.to_date(), first.value.to_date());
                    let at = parse_date(&first.value.to_datetime(), DateKind::DateTime, order, &zone).expect("a normalised instant");
                    prop_assert_eq!(at.value.to_datetime(), first.value.to_datetime());
                }
            }
        }
    }

    #[test]
    fn no_text_makes_the_date_reader_panic(raw in any::<String>(), sharp in "[-0-9/:.,年月日时点分TZ+ aApPmM上下午十二半周]{0,24}") {
        let mut evidence = DateEvidence::default();
        for raw in [raw, sharp] {
            let _read = parse_date(&raw, DateKind::Date, DateOrder::MonthFirst, &Zone::UTC);
            let _read = excel_date(&raw, ExcelEpoch::Year1904, &Zone::UTC);
            let _zone = Zone::parse(&raw);
            evidence.add(&raw);
        }
    }
}
