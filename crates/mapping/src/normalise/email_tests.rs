use proptest::prelude::*;

use super::*;

fn check(raw: &str, expected: Option<&str>) {
    assert_eq!(normalise_email(raw).ok().map(|read| read.value.into_string()).as_deref(), expected, "{raw}");
}

#[test]
fn addresses_are_read_however_wrapped() {
    let cases = [
        ("user@example.com", "user@example.com"),
        ("USER1457@EXAMPLE.COM.CN", "user1457@example.com.cn"),
        (" user102@example.com", "user102@example.com"),
        ("user1510＠example.cn", "user1510@example.cn"),
        ("ｕｓｅｒ@example.com", "user@example.com"),
        ("Zchen12@Mail.Example.Com", "zchen12@mail.example.com"),
        ("mailto:Jane.Doe@example.com?subject=Hi", "jane.doe@example.com"),
        ("Jane Doe <jane@example.com>", "jane@example.com"),
        ("\"Doe, Jane\" <Jane@Example.com>;", "jane@example.com"),
        ("<jane@example.com>", "jane@example.com"),
        ("jane@example.com.", "jane@example.com"),
        ("jane@example.com,", "jane@example.com"),
        ("jane @ example.com", "jane@example.com"),
        ("jane@example。com", "jane@example.com"),
        ("张三@例子.中国", "张三@例子.中国"),
        ("Ünal@Müller.de", "ünal@müller.de"),
        ("o'neil+tag@example.co.uk", "o'neil+tag@example.co.uk"),
        ("a\u{200b}b@example.com", "ab@example.com"),
        ("邮箱：li@example.com", "li@example.com"),
    ];
    for (raw, expected) in cases {
        check(raw, Some(expected));
    }
}

#[test]
fn what_is_not_an_address_is_rejected() {
    let long = format!("{}@example.com", "a".repeat(65));
    for raw in [
        "",
        "n/a",
        "foo@",
        "无",
        "none",
        "@example.com",
        "foo",
        "foo@bar",
        "a b@example.com",
        "a@b..com",
        "a@-b.com",
        "a@1.2.3.4",
        "a@b@",
        &long,
    ] {
        check(raw, None);
    }
}

#[test]
fn the_matching_form_drops_tags_and_the_dots_of_gmail() {
    let cases = [
        ("j.doe+news@gmail.com", "jdoe@gmail.com"),
        ("jdoe@googlemail.com", "jdoe@gmail.com"),
        ("jdoe@gmail.com", "jdoe@gmail.com"),
        ("j.doe+news@example.com", "j.doe@example.com"),
        ("j.doe@example.com", "j.doe@example.com"),
        ("+x@example.com", "+x@example.com"),
    ];
    for (raw, expected) in cases {
        let email = normalise_email(raw).expect("a valid address").value;
        assert_eq!(match_value(&email), expected);
    }
}

#[test]
fn placeholders_are_known() {
    let is_placeholder = |raw: &str| normalise_email(raw).expect("a valid address").value.is_placeholder();
    for raw in [
        "a@a.com",
        "noreply@shop.example.cn",
        "test@test.com",
        "123456@qq.com",
        "111111@163.com",
        "aa@aa.cn",
        "no-reply@x.org",
        "abc@abc.com",
    ] {
        assert!(is_placeholder(raw), "{raw}");
    }
    for raw in ["10001@qq.com", "li@example.com", "info@example.com", "alibaba@alibaba.com", "13812345678@139.com", "an@example.cn"] {
        assert!(!is_placeholder(raw), "{raw}");
    }
}

#[test]
fn cells_with_several_addresses_are_split() {
    let check = |raw: &str, expected: &[&str]| assert_eq!(split_emails(raw), expected, "{raw}");
    check("", &[]);
    check(" a@b.cn ", &["a@b.cn"]);
    check("a@b.cn;c@d.cn", &["a@b.cn", "c@d.cn"]);
    check("a@b.cn，c@d.cn、e＠f.cn", &["a@b.cn", "c@d.cn", "e＠f.cn"]);
    check("a@b.cn c@d.cn", &["a@b.cn", "c@d.cn"]);
    check("a@b.cn / c@d.cn\ne@f.cn", &["a@b.cn", "c@d.cn", "e@f.cn"]);
    check("Doe, John <j@d.cn>; Roe, Ann <a@r.cn>", &["John <j@d.cn>", "Ann <a@r.cn>"]);
    check("Doe, John <j@d.cn>", &["Doe, John <j@d.cn>"]);
}

proptest! {
    #[test]
    fn normalising_an_address_twice_changes_nothing(raw in "(\\PC{0,20}@\\PC{0,20})|([A-Za-z.+]{1,8} ?[@＠] ?[A-Za-zÀ-ỿĀ-ɏ。]{1,8}\\.(com|CN|中国)[.>,]?)") {
        if let Ok(first) = normalise_email(&raw) {
            let again = normalise_email(first.value.as_str()).expect("a normalised address is valid");
            prop_assert_eq!(again.value.as_str(), first.value.as_str());
        }
    }

    #[test]
    fn no_text_makes_the_address_reader_panic(raw in any::<String>()) {
        let _read = normalise_email(&raw);
        let _parts = split_emails(&raw);
    }
}
