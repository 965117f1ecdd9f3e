//! What names come out as.

use proptest::prelude::*;

use super::*;

/// `expected` is full / family / given, `-` for absent, `~` after the full name when only partial.
fn check(raw: &str, expected: &str) {
    let got = normalise_person_name(raw).map(|done| done.value).unwrap_or_default();
    let part = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let text = format!("{}{} / {} / {}", got.full, if got.partial { "~" } else { "" }, part(&got.family), part(&got.given));
    assert_eq!(text, expected, "{raw:?}");
}

#[test]
fn chinese_names_are_split_by_the_longest_family_name() {
    check("王小明", "王小明 / 王 / 小明");
    check(" 王 小明 ", "王小明 / 王 / 小明");
    check("张伟", "张伟 / 张 / 伟");
    check("張偉", "張偉 / 張 / 偉");
    check("欧阳娜娜", "欧阳娜娜 / 欧阳 / 娜娜");
    check("诸葛亮", "诸葛亮 / 诸葛 / 亮");
    check("令狐冲", "令狐冲 / 令狐 / 冲");
    check("万俟卨", "万俟卨 / 万俟 / 卨");
    check("陈方安生", "陈方安生 / 陈方 / 安生");
    check("古丽娜尔•买买提", "古丽娜尔·买买提 / - / -");
    check("迪丽热巴．迪力木拉提", "迪丽热巴·迪力木拉提 / - / -");
    check("王小明 (Tony)", "王小明 (Tony) / 王 / 小明");
}

#[test]
fn forms_of_address_are_surname_only() {
    check("王总", "王总~ / 王 / -");
    check("李经理", "李经理~ / 李 / -");
    check("张先生", "张先生~ / 张 / -");
    check("陈女士", "陈女士~ / 陈 / -");
    check("欧阳老师", "欧阳老师~ / 欧阳 / -");
    check("小王", "小王~ / 王 / -");
    check("老李", "老李~ / 李 / -");
    check("阿强", "阿强~ / - / -");
    check("张伟先生", "张伟 / 张 / 伟");
    check("李小红女士", "李小红 / 李 / 小红");
    check("Mr. Smith", "Smith~ / Smith / -");
}

#[test]
fn western_names_are_read_in_both_orders() {
    check("John Smith", "John Smith / Smith / John");
    check("Smith, John", "John Smith / Smith / John");
    check("Smith, John Paul Jr.", "John Paul Smith Jr. / Smith / John Paul");
    check("John Smith, Jr.", "John Smith Jr. / Smith / John");
    check("Dr. John Smith, PhD", "John Smith / Smith / John");
    check("Ludwig van Beethoven", "Ludwig van Beethoven / van Beethoven / Ludwig");
    check("van Beethoven, Ludwig", "Ludwig van Beethoven / van Beethoven / Ludwig");
    check("Maria de la Cruz", "Maria de la Cruz / de la Cruz / Maria");
    check("Susan St. John", "Susan St. John / St. John / Susan");
    check("  Anne-Marie   Müller ", "Anne-Marie Müller / Müller / Anne-Marie");
    check("Zoë", "Zoë / - / Zoë");
}

#[test]
fn capitals_become_ordinary_with_care() {
    check("JANE O'BRIEN", "Jane O'Brien / O'Brien / Jane");
    check("JAN VAN DYKE", "Jan van Dyke / van Dyke / Jan");
    check("VAN DYKE", "Van Dyke / Dyke / Van");
    check("RONALD MCDONALD III", "Ronald McDonald III / McDonald / Ronald");
    check("ANNE-MARIE GARCÍA", "Anne-Marie García / García / Anne-Marie");
    check("J.R. TOLKIEN", "J.R. Tolkien / Tolkien / J.R.");
    check("WINNIE NG", "Winnie Ng / Ng / Winnie");
    check("DeShawn MacDonald", "DeShawn MacDonald / MacDonald / DeShawn");
}

#[test]
fn what_is_no_name_is_rejected() {
    for raw in ["", "  ", "123", "---", "?", "13812345678"] {
        assert!(normalise_person_name(raw).is_err(), "{raw:?}");
    }
}

#[test]
fn spellings_of_one_name_share_the_match_value() {
    let value = |raw: &str| normalise_person_name(raw).map(|done| match_value(&done.value)).unwrap_or_default();
    assert_eq!(value("Smith, John"), value("JOHN  SMITH"));
    assert_eq!(value("Dr. Anne-Marie O'Brien"), value("ANNE MARIE OBRIEN"));
    assert_eq!(value("王 小明"), value("王小明先生"));
    assert_ne!(value("王小明"), value("王晓明"));
}

#[test]
fn display_names_are_only_cleaned() {
    let table = [
        ("  JANE   O'BRIEN ", "Jane O'Brien"),
        (" ZOË VAN DYKE ", "Zoë van Dyke"),
        ("O'NEIL ST. JOHN", "O'Neil St. John"),
        ("IBM", "IBM"),
        (" ACME INC. ", "ACME INC."),
        ("IBM GLOBAL SERVICES LTD", "IBM GLOBAL SERVICES LTD"),
        ("john smith", "john smith"),
        ("John Smith", "John Smith"),
        (" 王 小明 ", "王小明"),
        ("王小明", "王小明"),
        ("北京华信科技有限公司", "北京华信科技有限公司"),
        ("", ""),
    ];
    for (raw, expected) in table {
        assert_eq!(display_name(raw), expected, "{raw:?}");
    }
    assert!(matches!(display_name("John Smith"), Cow::Borrowed(_)));
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_twice_is_once(raw in "\\PC{0,24}|[A-Z',. -]{0,24}|[王李欧阳小老总经理先生女士A ·]{0,8}") {
        let shown = display_name(&raw).into_owned();
        prop_assert_eq!(display_name(&shown).into_owned(), shown.clone());
        if let Ok(once) = normalise_person_name(&raw) {
            let twice = normalise_person_name(&once.value.full).map(|twice| twice.value.full);
            prop_assert_eq!(twice, Ok(once.value.full.clone()), "from {:?}", raw);
        }
    }
}
