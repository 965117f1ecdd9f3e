//! What addresses come out as.

use proptest::prelude::*;

use super::*;

/// `expected` is country|province|city|district|street|postcode.
fn check(raw: &str, country: Region, expected: &str) {
    let got = parse_address(raw, country);
    let parts = [&got.country, &got.province, &got.city, &got.district, &got.street, &got.postcode];
    assert_eq!(parts.map(|part| part.clone().unwrap_or_default()).join("|"), expected, "{raw:?}");
}

#[test]
fn chinese_addresses_are_split_to_the_district() {
    let cn = Region::CN;
    check("广东省深圳市南山区科技园南区1号", cn, "CN|广东省|深圳市|南山区|科技园南区1号|");
    check("深圳南山区科技路5号", cn, "CN|广东省|深圳市|南山区|科技路5号|");
    check("北京市朝阳区建国路88号 100022", cn, "CN|北京市|北京市|朝阳区|建国路88号|100022");
    check("北京市北京市海淀区中关村大街27号", cn, "CN|北京市|北京市|海淀区|中关村大街27号|");
    check("中国 上海 浦东新区 张江路 100 号", cn, "CN|上海市|上海市|浦东新区|张江路100号|");
    check("上海南京路100号", cn, "CN|上海市|上海市||南京路100号|");
    check("上海市市辖区黄浦区北京东路1号", cn, "CN|上海市|上海市|黄浦区|北京东路1号|");
    check("内蒙古呼和浩特市新城区新华大街1号", cn, "CN|内蒙古自治区|呼和浩特市|新城区|新华大街1号|");
    check("广西壮族自治区桂林市阳朔县西街3号", cn, "CN|广西壮族自治区|桂林市|阳朔县|西街3号|");
    check("新疆乌鲁木齐天山区解放路2号", cn, "CN|新疆维吾尔自治区|乌鲁木齐市|天山区|解放路2号|");
    check("浙江义乌市稠州北路1号", cn, "CN|浙江省|金华市|义乌市|稠州北路1号|");
    check("昆山市花桥镇1号", cn, "CN|江苏省|苏州市|昆山市|花桥镇1号|");
    check("东莞市长安镇振安路5号", cn, "CN|广东省|东莞市||长安镇振安路5号|");
    check("吉林市船营区解放大路1号", cn, "CN|吉林省|吉林市|船营区|解放大路1号|");
    check("吉林省吉林市船营区解放大路1号", cn, "CN|吉林省|吉林市|船营区|解放大路1号|");
    check("成都市高新区天府大道1号", cn, "CN|四川省|成都市|高新区|天府大道1号|");
    check("香港九龙城区太子道1号", cn, "HK|香港特别行政区|香港特别行政区|九龙城区|太子道1号|");
    check("湖北省仙桃市沔阳大道1号", cn, "CN|湖北省|仙桃市||沔阳大道1号|");
    check("杭州市江干区钱江路1号", cn, "CN|浙江省|杭州市|江干区|钱江路1号|");
}

#[test]
fn a_district_of_several_cities_does_not_fix_the_city() {
    let cn = Region::CN;
    check("朝阳区建国路88号", cn, "CN|||朝阳区|建国路88号|");
    check("鼓楼区中山北路1号", cn, "CN|||鼓楼区|中山北路1号|");
    check("东区人民路12号", cn, "CN|||东区|人民路12号|");
    check("海淀区中关村1号", cn, "CN|北京市|北京市|海淀区|中关村1号|");
    check("辽宁和平区南京街1号", cn, "CN|辽宁省|沈阳市|和平区|南京街1号|");
    check("北京路100号", cn, "CN||||北京路100号|");
    check("中山北路5号", cn, "CN||||中山北路5号|");
    check("幸福小区3栋", cn, "CN||||幸福小区3栋|");
}

#[test]
fn western_addresses_keep_their_text_and_give_what_is_certain() {
    let us = Region::parse("US").unwrap_or_default();
    let gb = Region::parse("GB").unwrap_or_default();
    check("12 Main St., Apt 4, Austin, TX 78701", us, "US|TX|Austin||12 Main St., Apt 4|78701");
    check("12 Main St., Austin TX 78701-1234", us, "US|TX|Austin||12 Main St.|78701-1234");
    check("12 Main St., Apt 4", us, "US|||||");
    check("10 Downing Street, London SW1A 2AA", gb, "GB||London|||SW1A 2AA");
    check("No. 27 Zhongguancun Street, Haidian District, Beijing 100080", Region::CN, "CN|北京市|北京市|||100080");
    assert_eq!(parse_address(" 12  Main St. ", us).text, "12 Main St.");
}

#[test]
fn postcodes_are_taken_only_where_they_stand_alone() {
    let cn = Region::CN;
    check("518000 深圳市福田区深南大道1号", cn, "CN|广东省|深圳市|福田区|深南大道1号|518000");
    check("深圳市福田区深南大道1号(邮编:518000)", cn, "CN|广东省|深圳市|福田区|深南大道1号|518000");
    check("深圳市福田区深南大道123456号", cn, "CN|广东省|深圳市|福田区|深南大道123456号|");
}

#[test]
fn places_fold_for_matching_and_stay_as_written_otherwise() {
    for name in ["北京", "北京市", " 北 京 市 ", "Beijing", "BEIJING"] {
        assert_eq!(place_match_value(name), "北京", "{name}");
        assert_eq!(city_full_name(name), Some("北京市"), "{name}");
    }
    assert_eq!(place_text(" 北京 "), "北京");
    assert_eq!(city_full_name("广东深圳"), Some("深圳市"));
    assert_eq!(province_full_name("内蒙古"), Some("内蒙古自治区"));
    assert_eq!(place_match_value("New York"), "new york");
    let value = |raw: &str| match_value(&parse_address(raw, Region::CN));
    assert_eq!(value("北京市海淀区中关村大街三十号二号楼"), value("北京海淀区中关村大街30号2栋"));
    assert_ne!(value("北京海淀区中关村大街30号"), value("北京海淀区中关村大街31号"));
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_twice_is_once(raw in "\\PC{0,32}|[0-9省市区县北京上海广东深圳路号 ,-]{0,24}|[0-9A-Za-z ,-]{0,32}") {
        let once = parse_address(&raw, Region::CN);
        prop_assert_eq!(parse_address(&once.text, Region::CN), once.clone());
        let _ = (match_value(&once), place_match_value(&raw), short_name(&raw));
    }
}
