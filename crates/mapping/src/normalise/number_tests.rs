use proptest::prelude::*;

use super::*;

fn check(raw: &str, expected: &str) {
    let read = parse_decimal(raw).map(|read| read.value.to_string());
    assert_eq!(read.as_deref().ok(), Some(expected), "{raw}");
}

#[test]
fn numbers_are_read_however_written() {
    let cases = [
        ("0", "0"),
        ("12.50", "12.5"),
        ("-3", "-3"),
        ("+3", "3"),
        ("36366.84", "36366.84"),
        ("¥21,953.06", "21953.06"),
        ("3,687.33元", "3687.33"),
        ("1.941102万", "19411.02"),
        ("￥1,234.50", "1234.5"),
        ("１２３．４５", "123.45"),
        ("1.2亿", "120000000"),
        ("3千", "3000"),
        ("1.5百万元", "1500000"),
        ("(1,234.00)", "-1234"),
        ("（12.5）", "-12.5"),
        ("12.5-", "-12.5"),
        ("-¥12", "-12"),
        ("¥-12", "-12"),
        ("−5", "-5"),
        ("12%", "0.12"),
        ("0.5‰", "0.0005"),
        ("1.234,56", "1234.56"),
        ("1 234 567,89", "1234567.89"),
        ("1'234'567.89", "1234567.89"),
        ("12,5", "12.5"),
        ("0,123", "0.123"),
        ("1,234", "1234"),
        ("1.234.567", "1234567"),
        ("12,34,567.00", "1234567"),
        ("1234,567", "1234.567"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1.5E-05", "0.000015"),
        ("1.2345E+2", "123.45"),
        ("84686.60000000001", "84686.6"),
        ("88904.24000000001", "88904.24"),
        ("65734.09999999999", "65734.1"),
        ("$1.5M", "1500000"),
        ("20k", "20000"),
        ("RMB 1,000", "1000"),
        ("1000 CNY", "1000"),
        ("1,003", "1003"),
        ("007", "7"),
        ("0.30000000000000004", "0.3"),
        ("壹佰贰拾", "120"),
        ("二十五", "25"),
    ];
    for (raw, expected) in cases {
        check(raw, expected);
    }
}

#[test]
fn what_is_not_a_number_is_rejected() {
    let cases = [
        "",
        "-",
        "n/a",
        "abc",
        "12abc",
        "1,2,3",
        "1.2.3",
        "1,2345",
        "1..2",
        "--5",
        "(-5)",
        "12 34",
        "1,23.456,7",
        "2024-03-05",
        "5 kg",
        "SO202400001",
        "五百强",
        "一百二",
        "元",
        "1e999999999999",
    ];
    for raw in cases {
        assert_eq!(parse_decimal(raw).map_err(|rejected| rejected.code), Err(FindingCode::NumberInvalid), "{raw}");
    }
    for raw in ["1.38E+10", "1.23457e+17", "4E+05"] {
        assert_eq!(parse_decimal(raw).map_err(|rejected| rejected.code), Err(FindingCode::DigitsLost), "{raw}");
    }
}

#[test]
fn whole_numbers_have_no_fraction() {
    let check = |raw: &str, expected: Option<i64>| assert_eq!(parse_integer(raw).ok().map(|read| read.value), expected, "{raw}");
    check("12", Some(12));
    check("12.0", Some(12));
    check("1,234", Some(1234));
    check("2万", Some(20000));
    check("-7", Some(-7));
    check("12.5", None);
    check("9223372036854775808", None);
}

#[test]
fn money_carries_its_currency() {
    let check = |raw: &str, default: &str, expected: &str| {
        let default = Currency::parse(default).expect("a currency");
        let read = parse_money(raw, default).map(|read| format!("{} {}", read.value.amount, read.value.currency.as_str()));
        assert_eq!(read.as_deref().ok(), Some(expected), "{raw}");
    };
    check("12.5", "CNY", "12.50 CNY");
    check("12.5", "JPY", "12.5 JPY");
    check("¥21,953.06", "CNY", "21953.06 CNY");
    check("¥1,200", "JPY", "1200 JPY");
    check("¥1,200", "USD", "1200.00 CNY");
    check("$99", "CNY", "99.00 USD");
    check("$99", "HKD", "99.00 HKD");
    check("HK$99", "CNY", "99.00 HKD");
    check("US$ 1,000.00", "CNY", "1000.00 USD");
    check("100元", "CNY", "100.00 CNY");
    check("100元", "TWD", "100.00 TWD");
    check("1.5万元", "CNY", "15000.00 CNY");
    check("人民币 3,000 元", "CNY", "3000.00 CNY");
    check("人民币3000元整", "USD", "3000.00 CNY");
    check("USD 12 元", "CNY", "12.00 USD");
    check("€1.234,56", "CNY", "1234.56 EUR");
    check("1.234,56 EUR", "CNY", "1234.56 EUR");
    check("£10.005", "CNY", "10.005 GBP");
    check("(¥12.00)", "CNY", "-12.00 CNY");
    check("500万美元", "CNY", "5000000.00 USD");
    check("壹佰贰拾元整", "CNY", "120.00 CNY");
    check("人民币：壹万贰仟叁佰肆拾伍元陆角柒分", "USD", "12345.67 CNY");
    check("负伍佰元", "CNY", "-500.00 CNY");
    check("（叁仟圆整）", "CNY", "-3000.00 CNY");
    check("港币壹佰元", "CNY", "100.00 HKD");
    let conflict = parse_money("USD 12 EUR", Currency::CNY).map_err(|rejected| rejected.code);
    assert_eq!(conflict, Err(FindingCode::CurrencyUnknown));
}

proptest! {
    #[test]
    fn reading_a_number_twice_changes_nothing(raw in "[-(+]?[¥$]?[0-9]{1,12}([.,' ][0-9]{1,4}){0,3}[)万%元-]?") {
        if let Ok(first) = parse_decimal(&raw) {
            let again = parse_decimal(&first.value.to_string()).expect("a normalised number is one");
            prop_assert_eq!(again.value, first.value);
            prop_assert_eq!(again.value.to_string(), first.value.to_string());
        }
        if let Ok(first) = parse_money(&raw, Currency::CNY) {
            let again = parse_money(&first.value.amount.to_string(), first.value.currency).expect("an amount is one");
            prop_assert_eq!(again.value.amount.to_string(), first.value.amount.to_string());
        }
    }

    #[test]
    fn no_text_makes_the_number_reader_panic(raw in "\\PC*", sharp in "[-0-9eE.,' ()+%万亿¥$壹贰叁拾佰仟元角分零负整]{0,30}") {
        for raw in [raw, sharp] {
            let _number = parse_decimal(&raw);
            let _whole = parse_integer(&raw);
            let _money = parse_money(&raw, Currency::CNY);
        }
    }
}
