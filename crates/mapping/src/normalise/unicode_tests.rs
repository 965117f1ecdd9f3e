use proptest::prelude::*;

use super::*;

#[test]
fn short_values_lose_width_hidden_characters_and_spare_blanks() {
    let check = |raw: &str, expected: &str| assert_eq!(clean(raw), expected, "{raw:?}");
    check("plain", "plain");
    check("  two   words ", "two words");
    check("１５８０９１０１２３６", "15809101236");
    check("Ａｂｃ（上海）", "Abc(上海)");
    check("a\u{200b}b\u{feff}", "ab");
    check("全角\u{3000}空格", "全角 空格");
    check("line\nbreak\tand\u{a0}tab", "line break and tab");
    check("e\u{301}", "é");
    check("e\u{200b}\u{301}", "é");
    check("①㎡", "1m2");
    check("\u{7f}\u{1}", "");
    assert!(matches!(clean("新疆维吾尔自治区 R座"), Cow::Borrowed(_)));
}

#[test]
fn stored_text_keeps_its_punctuation() {
    let check = |raw: &str, expected: &str| assert_eq!(clean_text(raw), expected, "{raw:?}");
    check("喜欢电话联系，勿发短信。（急）", "喜欢电话联系，勿发短信。（急）");
    check(" ２０２４年ＡＢｃ：好！ ", "2024年ABc：好！");
    check("likes 🍵 and 👩\u{200d}👧", "likes 🍵 and 👩\u{200d}👧");
    check("雷街e座\n(收货地址同上)", "雷街e座 (收货地址同上)");
    check("a\u{200b}b", "ab");
    check("Zoe\u{308}", "Zoë");
    check("½ ™ ㈱", "½ ™ ㈱");
}

#[test]
fn long_text_keeps_its_line_breaks() {
    let check = |raw: &str, expected: &str| assert_eq!(clean_multiline(raw), expected, "{raw:?}");
    check("line one\nline two", "line one\nline two");
    check(" one \r\n\r\n two\rthree\n", "one\n\ntwo\nthree");
    check("a \t b", "a b");
}

#[test]
fn matching_sees_through_case_accents_script_and_blanks() {
    let check = |raw: &str, expected: &str| assert_eq!(fold_for_match(raw), expected, "{raw:?}");
    check("Renée GARCÍA", "renee garcia");
    check("Müller-Strauß", "muller-strauss");
    check("Łódź Øre Ærø", "lodz ore aero");
    check("臺灣積體電路製造", "台湾积体电路制造");
    check("張 偉", "张伟");
    check("於 于", "于于");
    check("张 Wei 伟", "张 wei 伟");
    check("ＡＣＭＥ（上海）", "acme(上海)");
    check("。\u{3000}\u{301}", "。");
    check("Ǽ ǿ", "ae o");
    assert!(matches!(fold_for_match("already folded"), Cow::Borrowed(_)));
}

#[test]
fn simplified_characters_stay_themselves() {
    let lines = TRADITIONAL_SIMPLIFIED.lines().filter(|line| !line.starts_with('#'));
    for (from, to) in lines.filter_map(|line| line.split_once('\t')) {
        let (from, to) = (from.chars().next().expect("a character"), to.chars().next().expect("a character"));
        assert_eq!(simplify(from), to, "{from}");
        assert_eq!(simplify(to), to, "{from}");
    }
    assert_eq!(simplify('a'), 'a');
    assert_eq!(simplify('한'), '한');
}

proptest! {
    #[test]
    fn cleaning_twice_changes_nothing(raw in any::<String>(), mixed in "[ a\u{301}\u{200b}\u{200d}\u{fe0f}Ａ１　臺é🍵\r\n\t。，]{0,20}") {
        for raw in [raw, mixed] {
            let once = clean(&raw);
            prop_assert_eq!(clean(&once), once.as_ref());
            let once = clean_text(&raw);
            prop_assert_eq!(clean_text(&once), once.as_ref());
            let once = clean_multiline(&raw);
            prop_assert_eq!(clean_multiline(&once), once.as_ref());
            let once = fold_for_match(&raw);
            prop_assert_eq!(fold_for_match(&once), once.as_ref());
        }
    }
}
