use proptest::prelude::*;

use super::*;

fn normalised(raw: &str, region: &str) -> Option<String> {
    let region = Region::parse(region).expect("a country");
    normalise_phone(raw, region).ok().map(|read| read.value.into_string())
}

fn check(raw: &str, region: &str, expected: &str) {
    assert_eq!(normalised(raw, region).as_deref(), Some(expected), "{raw} from {region}");
}

#[test]
fn mainland_mobiles_are_read_however_written() {
    let spellings = [
        "13812345678",
        "138-1234-5678",
        "138 1234 5678",
        " 13812345678 ",
        "+8613812345678",
        "+86 138-1234-5678",
        "+86 13812345678",
        "0086 13812345678",
        "008613812345678",
        "86-138-1234-5678",
        "86-13812345678",
        "8613812345678",
        "(+86)138 1234 5678",
        "(+86)13812345678",
        "（＋８６）13812345678",
        "１３８１２３４５６７８",
        "013812345678",
        "17951 13812345678",
        "+86 013812345678",
        "+86 86 13812345678",
        "13812345678.0",
        "138.1234.5678",
        "1.3812345678E10",
        "1.3812345678e+10",
        "手机：13812345678",
        "Tel: 138 1234 5678",
        "13812345678（张总）",
        "138\u{200b}12345678",
        "138\u{a0}1234\u{a0}5678",
        "138–1234–5678",
    ];
    for raw in spellings {
        check(raw, "CN", "+8613812345678");
    }
    check("+86 138 1234 5678", "US", "+8613812345678");
    check("0086 13812345678", "GB", "+8613812345678");
    check("011 86 138 1234 5678", "US", "+8613812345678");
}

#[test]
fn mainland_landlines_lose_the_trunk_zero_and_split_the_extension() {
    let cases = [
        ("0571-66693984", "+8657166693984"),
        ("010-55587128", "+861055587128"),
        ("(010)55587128", "+861055587128"),
        ("（0755）1234567", "+867551234567"),
        ("075512345678", "+8675512345678"),
        ("0755-12345678-801", "+8675512345678;ext=801"),
        ("0755-12345678转801", "+8675512345678;ext=801"),
        ("0755-12345678 转 801", "+8675512345678;ext=801"),
        ("0755-12345678 ext. 801", "+8675512345678;ext=801"),
        ("0755-12345678x801", "+8675512345678;ext=801"),
        ("0755-12345678 分机号：801", "+8675512345678;ext=801"),
        ("0755-12345678（分机801）", "+8675512345678;ext=801"),
        ("0755-12345678#801", "+8675512345678;ext=801"),
        ("+86 755 12345678", "+8675512345678"),
        ("+86 0755 12345678", "+8675512345678"),
        ("+86-10-55587128", "+861055587128"),
        ("86-10-55587128", "+861055587128"),
        ("86-755-12345678", "+8675512345678"),
        ("21-61234567", "+862161234567"),
        ("755-12345678", "+8675512345678"),
        ("(0)20 81234567", "+862081234567"),
        ("+86 (0)20 81234567", "+862081234567"),
        ("400-810-6666", "+864008106666"),
        ("4008106666", "+864008106666"),
        ("400-810-6666转2", "+864008106666;ext=2"),
        ("400-810-6666-2", "+864008106666;ext=2"),
        ("800 820 8820", "+868008208820"),
    ];
    for (raw, expected) in cases {
        check(raw, "CN", expected);
    }
}

#[test]
fn greater_china_is_told_from_the_mainland() {
    check("+852 9123 4567", "CN", "+85291234567");
    check("852-9123 4567", "CN", "+85291234567");
    check("00852 9123 4567", "CN", "+85291234567");
    check("9123 4567", "HK", "+85291234567");
    check("+853 6612 3456", "CN", "+85366123456");
    check("6612 3456", "MO", "+85366123456");
    check("0912-345-678", "TW", "+886912345678");
    check("(02)2345-6789", "TW", "+886223456789");
    check("+886 (0)912 345 678", "CN", "+886912345678");
    check("886-2-2345-6789", "CN", "+886223456789");
}

#[test]
fn other_countries_follow_their_plans() {
    for raw in ["+1 (212) 200-0555", "212.200.0555", "1-212-200-0555", "001 212 200 0555", "(212) 200-0555", "+12122000555", "2122000555"] {
        check(raw, "US", "+12122000555");
    }
    for raw in ["+44 7400 123456", "07400 123456", "0044 7400 123456", "+44 (0)7400 123456", "+447400123456"] {
        check(raw, "GB", "+447400123456");
    }
    let chinook = [
        ("+55 (12) 3923-5555", "+551239235555"),
        ("+49 0711 2842222", "+497112842222"),
        ("+1 (514) 721-4711", "+15147214711"),
        ("+47 22 44 22 22", "+4722442222"),
        ("+420 2 4172 5555", "+420241725555"),
        ("+43 01 5134505", "+4315134505"),
        ("+32 02 219 03 03", "+3222190303"),
        ("+351 (213) 466-111", "+351213466111"),
        ("+33 01 49 70 65 65", "+33149706565"),
        ("+358 09 870 2000", "+35898702000"),
        ("+353 01 6792424", "+35316792424"),
        ("+39 06 39733434", "+390639733434"),
        ("+31 020 6223130", "+31206223130"),
        ("+46 08-651 52 52", "+4686515252"),
        ("+44 020 7707 0707", "+442077070707"),
        ("+44 0131 315 3300", "+441313153300"),
        ("+61 (02) 9332 3633", "+61293323633"),
        ("+54 (0)11 4311 4333", "+541143114333"),
        ("+91 0124 39883988", "+9112439883988"),
    ];
    for (raw, expected) in chinook {
        check(raw, "CN", expected);
    }
    assert_eq!(normalised("+453 3331 9991", "CN"), None, "nine digits are too many for Denmark");
    check("+1 212 200 0555 ext 12", "CN", "+12122000555;ext=12");
}

#[test]
fn a_north_american_grouping_is_read_as_such_and_said() {
    let cases = [
        ("1-303-555-0123", "+13035550123"),
        ("1-381-234-5678", "+13812345678"),
        ("1 (303) 555-0123", "+13035550123"),
        ("1.303.555.0123", "+13035550123"),
        ("(212) 200-0555", "+12122000555"),
        ("(303)555-0123", "+13035550123"),
        ("（303）555－0123", "+13035550123"),
        ("1-800-555-0123", "+18005550123"),
        ("1-303-555-0123 x12", "+13035550123;ext=12"),
    ];
    for (raw, expected) in cases {
        check(raw, "CN", expected);
        let read = normalise_phone(raw, Region::CN).expect("a number");
        assert!(read.steps.contains(Step::NorthAmericaAssumed), "{raw}");
    }
    // What a mainland number can be stays one, and what neither plan writes so is nothing.
    let mainland = [
        ("138-1234-5678", "+8613812345678"),
        ("138 1234 5678", "+8613812345678"),
        ("138-123-45678", "+8613812345678"),
        ("1-3812345678", "+8613812345678"),
        ("(755) 1234567", "+867551234567"),
        ("400-810-6666", "+864008106666"),
        ("(400) 810-6666", "+864008106666"),
        ("(0755) 123-4567", "+867551234567"),
    ];
    for (raw, expected) in mainland {
        check(raw, "CN", expected);
        let read = normalise_phone(raw, Region::CN).expect("a number");
        assert!(!read.steps.contains(Step::NorthAmericaAssumed), "{raw}");
    }
    for raw in ["303-555-0123", "(303) 155-0123", "1-203-055-0123"] {
        assert_eq!(normalised(raw, "CN"), None, "{raw}");
    }
    check("1-303-555-0123", "US", "+13035550123");
}

#[test]
fn what_is_not_a_number_is_rejected() {
    let cases = [
        "",
        "n/a",
        "000",
        "-",
        "unknown",
        "无",
        "11111111111",
        "12345678901",
        "00000000",
        "123456789",
        "95588",
        "12345",
        "110",
        "12306",
        "10012345678",
        "1381234567",
        "138123456789",
        "55587128",
        "abc",
        "+",
        "()",
        "1234",
        "138-1234-5678-9999999",
        "+999 123 456 789",
        "2122000555",
        "13800",
        "9999999999999999999999999999",
        "91A76TWL3YCFE7BMWM",
        "user@example.com",
        "+310000000",
    ];
    for raw in cases {
        assert_eq!(normalise_phone(raw, Region::CN).map_err(|rejected| rejected.code), Err(FindingCode::PhoneInvalid), "{raw}");
    }
    for raw in ["1.38E+10", "1.38123E+10", "8.61381E+12"] {
        assert_eq!(normalise_phone(raw, Region::CN).map_err(|rejected| rejected.code), Err(FindingCode::DigitsLost), "{raw}");
    }
}

#[test]
fn steps_tell_what_was_changed() {
    let names = |raw: &str| -> Vec<&str> {
        let read = normalise_phone(raw, Region::CN).expect("a number");
        read.steps.iter().map(Step::name).collect()
    };
    assert!(names("+8613812345678").is_empty());
    assert!(names("+8675512345678;ext=801").is_empty());
    assert_eq!(names("138 1234-5678"), ["spaces_removed", "punctuation_removed", "country_code_added"]);
    assert_eq!(names("１３８１２３４５６７８"), ["width_folded", "country_code_added"]);
    assert_eq!(names("0755-12345678转801"), ["punctuation_removed", "country_code_added", "prefix_removed", "extension_split"]);
    assert_eq!(names("13812345678.0"), ["country_code_added", "fraction_dropped"]);
}

#[test]
fn cells_with_several_numbers_are_split() {
    let check = |raw: &str, expected: &[&str]| assert_eq!(split_phones(raw), expected, "{raw}");
    check("", &[]);
    check("13812345678", &["13812345678"]);
    check("13812345678;13912345678", &["13812345678", "13912345678"]);
    check("13812345678； 13912345678", &["13812345678", "13912345678"]);
    check("010-12345678/13912345678", &["010-12345678", "13912345678"]);
    check("13812345678、13912345678", &["13812345678", "13912345678"]);
    check("13812345678 13912345678", &["13812345678", "13912345678"]);
    check("13812345678\n13912345678", &["13812345678", "13912345678"]);
    check("138 1234 5678", &["138 1234 5678"]);
    check("+86 13812345678", &["+86 13812345678"]);
    check("0755-12345678/9", &["0755-12345678/9"]);
    check("+8675512345678;ext=801", &["+8675512345678;ext=801"]);
    check("n/a", &["n", "a"]);
}

#[test]
fn a_carrier_code_before_an_area_that_is_none_makes_no_number() {
    let brazil = Region::parse("BR").expect("a country");
    assert!(normalise_phone("0219030000000", brazil).is_err());
    // The same code before a real area is cut off.
    assert_eq!(normalised("021 11 3123-4567", "BR").as_deref(), Some("+551131234567"));
}

proptest! {
    #[test]
    fn every_spelling_of_a_mainland_mobile_is_the_same_number(second in 3_u8..=9, rest in 0_u32..1_000_000_000, spelling in 0_usize..10) {
        let n = format!("1{second}{rest:09}");
        let (a, b, c) = (&n[..3], &n[3..7], &n[7..]);
        let wide: String = n.chars().map(|digit| char::from_u32(u32::from(digit) + 0xfee0).expect("a wide digit")).collect();
        let raw = [
            n.clone(), format!("+86 {a}-{b}-{c}"), format!("0086 {n}"), format!("{a} {b} {c}"), format!("(+86){a} {b} {c}"),
            format!("86-{a}-{b}-{c}"), format!("+86{n}"), wide, format!("{a}-{b}-{c}"), format!(" {n} "),
        ];
        let raw = raw.get(spelling).expect("ten spellings");
        prop_assume!(!is_one_digit(&n.as_bytes()[2..]) && !is_filler(&n));
        prop_assert_eq!(normalised(raw, "CN"), Some(format!("+86{n}")));
    }

    #[test]
    fn the_short_rules_agree_with_the_library(
        cn in "1[3-9][0-9]{9}", landline in "(10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{7}", us in "[2-9][0-9]{2}[2-9][0-9]{6}", gb in "7[0-9]{9}"
    ) {
        // 179xx was a prefix for cheap calls: the library cuts it off a number without country code.
        prop_assume!(!cn.starts_with("179"));
        prop_assume!(!landline.starts_with("400") && !landline.starts_with("800"));
        for (code, region, national, trunk) in [("86", "CN", &cn, ""), ("86", "CN", &landline, "0"), ("1", "US", &us, ""), ("44", "GB", &gb, "0")] {
            let library = possible_e164(&format!("{code}{national}"), None);
            prop_assert_eq!(library.map(|digits| format!("+{digits}")), normalised(&format!("+{code}{national}"), region));
            let domestic = format!("{trunk}{national}");
            let library = possible_e164(&domestic, Region::parse(region));
            prop_assert_eq!(library.map(|digits| format!("+{digits}")), normalised(&domestic, region), "{} in {}", domestic, region);
        }
    }

    #[test]
    fn normalising_a_number_twice_changes_nothing(raw in "[+(]{0,2}[0-9]{0,4}[-) .]{0,2}[0-9]{3,8}[- ]?[0-9]{0,5}(转[0-9]{1,3})?", region in "CN|US|GB|HK|TW|DE|IT|JP|BR") {
        let region = Region::parse(&region).expect("a country");
        if let Ok(first) = normalise_phone(&raw, region) {
            for other in [region, Region::CN] {
                let again = normalise_phone(first.value.as_str(), other).map_err(|rejected| rejected.part);
                prop_assert_eq!(again.map(|read| read.value), Ok(first.value.clone()), "{} in {:?}", raw, region);
            }
        }
    }

    #[test]
    fn no_text_makes_the_phone_reader_panic(raw in any::<String>(), sharp in "[+0-9０-９()xe.;=转# -]{0,30}") {
        for raw in [raw, sharp] {
            for region in ["CN", "US", "GB", "DE"] {
                let _read = normalised(&raw, region);
            }
            let _parts = split_phones(&raw);
        }
    }
}
