//! What company names come out as.

use proptest::prelude::*;

use super::*;

/// `expected` is region|brand|industry|form, with `*` behind it for a branch.
fn check(raw: &str, expected: &str) {
    let got = parse_company_name(raw);
    let part = |value: &Option<String>| value.clone().unwrap_or_default();
    let branch = if got.branch { "*" } else { "" };
    assert_eq!(format!("{}|{}|{}|{}{branch}", part(&got.region), got.brand, part(&got.industry), part(&got.form)), expected, "{raw:?}");
}

#[test]
fn chinese_names_are_split_in_every_order() {
    check("北京华信科技有限公司", "北京|华信|科技|有限公司");
    check("北京市华信科技有限责任公司", "北京|华信|科技|有限公司");
    check("华信（北京）科技有限公司", "北京|华信|科技|有限公司");
    check("华信科技(北京)有限公司", "北京|华信|科技|有限公司");
    check("华信北京科技有限公司", "北京|华信|科技|有限公司");
    check("广东省深圳市南山区天成网络科技有限公司", "深圳|天成|网络科技|有限公司");
    check("鼎盛实业集团", "|鼎盛|实业|集团");
    check("远大（集团）股份有限公司", "|远大||股份有限公司");
    check("博雅供应链管理有限公司", "|博雅|供应链管理|有限公司");
    check("大同证券有限责任公司", "|大同|证券|有限公司");
    check("阿里巴巴", "|阿里巴巴||");
    check("小米科技", "|小米|科技|");
    check("蓝海投资合伙企业(有限合伙)", "|蓝海|投资|合伙企业");
    check("北京市海淀区老王便利店", "北京|老王便利店||");
}

#[test]
fn a_branch_keeps_what_makes_it_one() {
    check("北京华信科技有限公司上海分公司", "北京|华信科技上海分公司||有限公司*");
    check("招商银行深圳分行", "|招商银行深圳分行||*");
    check("华信科技有限公司第一分公司", "|华信科技第一分公司||有限公司*");
    assert_ne!(match_value("北京华信科技有限公司上海分公司"), match_value("北京华信科技有限公司"));
    assert_ne!(match_value("老王面馆一分店"), match_value("老王面馆二分店"));
}

#[test]
fn latin_names_lose_their_legal_form() {
    check("Acme Inc.", "|Acme||inc");
    check("Globex Trading Co., Ltd.", "|Globex|Trading|ltd");
    check("Huaxin Technology (Beijing) Co., Ltd.", "Beijing|Huaxin|Technology|ltd");
    check("Tyrell Holdings, Inc.", "|Tyrell Holdings||inc");
    check("Müller GmbH & Co. KG", "|Müller||kg");
    check("Stark & Sons", "|Stark & Sons||");
    check("Vandelay", "|Vandelay||");
}

#[test]
fn spellings_of_one_company_share_the_match_value() {
    let same = [
        "北京华信科技有限公司",
        "华信（北京）科技有限公司",
        "北京華信科技有限公司",
        "北京市 华信科技 有限责任公司",
        "华信科技（北京）有限公司",
    ];
    for name in same {
        assert_eq!(match_value(name), "北京华信科技", "{name}");
    }
    assert_eq!(match_value("ACME, Inc."), match_value("Acme Corporation"));
    assert_ne!(match_value("北京华信科技有限公司"), match_value("上海华信科技有限公司"));
}

#[test]
fn companies_are_told_from_people() {
    for company in [
        "北京华信科技有限公司",
        "小米科技",
        "招商银行",
        "老王便利店",
        "Acme Inc.",
        "ACME LTD",
        "Stark & Sons",
        "Deutsche Bank",
        "Müller AG",
        "Globex, S.A.",
        "天成貿易有限公司",
        "招商银行深圳分行",
    ] {
        assert!(is_company_name(company), "{company}");
    }
    for person in
        ["王小明", "欧阳娜娜", "张店", "John Smith", "JANE O'BRIEN", "Susan St. John", "Maria de Sa", "Zoë van Dyke", "", "Bank", "李银行"]
    {
        assert!(!is_company_name(person), "{person}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_twice_is_once(raw in "\\PC{0,24}|[北京上海华信科技有限公司集团()（）分 店]{0,16}|[A-Za-z&,.() ]{0,24}(Co|Ltd|Inc)?") {
        let once = parse_company_name(&raw);
        prop_assert_eq!(parse_company_name(&once.display), once.clone());
        let _ = (match_value(&raw), is_company_name(&raw));
    }
}
