//! Mappings proposed from headers and a few made-up rows.

use mapping::{Compiled, Suggestions, THRESHOLD, guess_object, suggest};
use model::standard;

use crate::columns::{batch, object, profile};

pub fn proposed(object_name: &str, header: &str, rows: &[&str]) -> Suggestions {
    let columns: Vec<String> = header.split('|').map(str::to_owned).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.split('|').collect()).collect();
    let batch = batch(&columns, &rows);
    suggest(&object(object_name), &columns, &profile(&batch))
}

/// `expected` lists `columns -> target`; every other column must be left out.
pub fn check(object_name: &str, header: &str, rows: &[&str], expected: &[&str]) {
    let suggestions = proposed(object_name, header, rows);
    let mut got: Vec<String> = suggestions.rules().iter().map(|rule| format!("{} -> {}", rule.from.join(" + "), rule.to)).collect();
    let mut wanted: Vec<String> = expected.iter().map(|&line| line.to_owned()).collect();
    got.sort();
    wanted.sort();
    assert_eq!(got, wanted, "{object_name}: {header}");
    for known in &suggestions.columns {
        assert!(known.used == (known.used && known.confidence >= THRESHOLD), "{}", known.column);
        assert!(!known.reason.en.is_empty() && !known.reason.zh.is_empty());
    }
    let columns: Vec<String> = header.split('|').map(str::to_owned).collect();
    let mapping = suggestions.into_mapping();
    let compiled = Compiled::new(&mapping, &object(object_name), &columns, None).expect("a proposal is a valid mapping");
    assert!(compiled.unmapped_columns().is_empty(), "columns that are not used are listed as ignored");
}

#[test]
fn parts_of_values_map_to_themselves() {
    check(
        "customers",
        "name|revenue.amount|revenue.currency|address.country|address.province|address.city|address.street|address.text",
        &["张三|1234.50|CNY|CN|浙江省|杭州市|文三路1号|浙江省杭州市文三路1号"],
        &[
            "name -> name",
            "revenue.amount -> revenue.amount",
            "revenue.currency -> revenue.currency",
            "address.country -> address.country",
            "address.province -> address.province",
            "address.city -> address.city",
            "address.street -> address.street",
            "address.text -> address.text",
        ],
    );
}

#[test]
fn plain_english_customers_map_by_their_names() {
    check(
        "customers",
        "id|name|company|email|phone|city|address|country|created_at|updated_at|segment|notes",
        &[
            "C00000001|王伟|华信科技有限公司|a1@example.com|13800138000|北京|东区人民路1号|CN|2024-01-02|2024-01-03T00:00:00Z|VIP|",
            "C00000002|Mary Smith|Acme Ltd|b2@example.org|+1 (212) 200-0001|Austin|12 Main St., Apt 2|US|02.01.2024|2024-01-04T00:00:00Z|A|call back",
            "C00000003|李娜|蓝海贸易有限公司|c3@example.net|13900139000|上海|西区建设路9号|中国|2024年1月5日|2024-01-05T00:00:00Z|B|",
        ],
        &[
            "id -> external_id",
            "name -> name",
            "company -> company",
            "email -> email",
            "phone -> phone",
            "city -> city",
            "address -> address",
            "country -> country",
            "created_at -> created_at",
            "updated_at -> updated_at",
            "segment -> segment",
            "notes -> notes",
        ],
    );
}

#[test]
fn chinese_customers_map_by_their_names_and_join_the_second_note() {
    check(
        "customers",
        "客户编号|客户名称|联系人|手机|座机|邮箱|地址|建档日期|信用额度|状态|统一社会信用代码|备注|备注 (2)",
        &[
            "KH000001|浦华众城网络有限公司|谭建华|13796042694|0571-66693984|user1@example.cn|新疆维吾尔自治区乌鲁木齐市拉萨街1座|2018-09-08|36366.84|停用|91110105MA01ABC179||",
            "KH000002|合联电子科技有限公司|马洋|133 5577 1516|0571-23265737|user2@example.com|湖北省武汉市雷街e座|2021/2/15|3,687.33元|启用|91310115MA1K2DEF5Y||-",
        ],
        &[
            "客户编号 -> external_id",
            "客户名称 -> name",
            "联系人 -> contact_name",
            "手机 -> phone",
            "座机 -> phone",
            "邮箱 -> email",
            "地址 -> address",
            "建档日期 -> created_at",
            "状态 -> status",
            "统一社会信用代码 -> credit_code",
            "备注 + 备注 (2) -> notes",
        ],
    );
}

#[test]
fn names_in_parts_are_joined_and_streets_put_together() {
    check(
        "contacts",
        "rec_id|given_name|surname|street_number|address_1|address_2|suburb|postcode|state|date_of_birth|soc_sec_id",
        &[
            "rec-1-org|sarah|bruhn|44|forbes street|wintersloe|kellerberrin|4510|vic|19300213|7535316",
            "rec-2-org|kate|waller|6|tullaroop street|willaroo|st james|4011|wa|19081209|6988048",
        ],
        &[
            "rec_id -> external_id",
            "given_name + surname -> name",
            "given_name -> person.given",
            "surname -> person.family",
            "street_number + address_1 + address_2 -> address.street",
            "suburb -> city",
            "postcode -> address.postcode",
            "state -> address.province",
            "date_of_birth -> birthday",
        ],
    );
    check(
        "leads",
        "姓|名|手机号码|所在公司",
        &["王|伟|13800138000|华信科技有限公司"],
        &["姓 + 名 -> name", "手机号码 -> phone", "所在公司 -> company"],
    );
}

#[test]
fn reports_with_grouped_headers_become_orders() {
    check(
        "orders",
        "客户信息 / 编号|客户信息 / 名称|客户信息 / 联系电话|订单信息 / 单号|订单信息 / 日期|订单信息 / 金额|订单信息 / 币种|付款情况 / 已付|付款情况 / 未付|备注",
        &[
            "KH001080|戴硕电子信息有限公司|17908419297|SO202400001|45581|15830.53|CNY|15830.53|0|",
            "KH001080|戴硕电子信息有限公司|17908419297|SO202400002|2024-11-03|46,400.82|人民币|46400.82|0|急",
        ],
        &[
            "客户信息 / 名称 -> customer_name",
            "客户信息 / 联系电话 -> customer_phone",
            "订单信息 / 单号 -> number",
            "订单信息 / 日期 -> ordered_at",
            "订单信息 / 金额 -> amount",
            "订单信息 / 币种 -> amount.currency",
            "付款情况 / 已付 -> paid",
            "备注 -> notes",
        ],
    );
}

#[test]
fn names_in_two_languages_map_by_either_also_within_groups() {
    check(
        "customers",
        "Customer 客户 / Record ID|Customer 客户 / Name 姓名|Contact 联系方式 / Mobile 手机|Contact 联系方式 / E-mail 邮箱|Organisation 单位 / Company 公司|\
         Place 地区 / City 城市|Place 地区 / Country 国家|History 记录 / Created 创建日期|Sales 销售 / Owner 负责人",
        &[
            "CRM-000001|王伟|13800138000|a1@example.com|华信科技有限公司|北京|CN|2024-01-02|赵敏",
            "CRM-000002|Mary Smith|+1 212 200 0001|b2@example.org|Acme Ltd|Austin|US|2024-02-03|Bob Smith",
        ],
        &[
            "Customer 客户 / Record ID -> external_id",
            "Customer 客户 / Name 姓名 -> name",
            "Contact 联系方式 / Mobile 手机 -> phone",
            "Contact 联系方式 / E-mail 邮箱 -> email",
            "Organisation 单位 / Company 公司 -> company",
            "Place 地区 / City 城市 -> city",
            "Place 地区 / Country 国家 -> country",
            "History 记录 / Created 创建日期 -> created_at",
            "Sales 销售 / Owner 负责人 -> owner",
        ],
    );
    check("customers", "名称 Name|电话Phone", &["王伟|13800138000"], &["名称 Name -> name", "电话Phone -> phone"]);
}

#[test]
fn invoice_lines_of_a_shop_become_orders() {
    check(
        "orders",
        "Invoice|StockCode|Description|Quantity|InvoiceDate|Price|Customer ID|Country",
        &[
            "490397|21844|RETRO SPOT MUG|6|2009-12-06T10:30:00|2.95|12417|Belgium",
            "C490398|22071|SMALL MUG|-1|2009-12-07T11:00:00|3.75||United Kingdom",
        ],
        &[
            "Invoice -> number",
            "StockCode -> product",
            "Description -> product_name",
            "Quantity -> quantity",
            "InvoiceDate -> ordered_at",
            "Price -> unit_price",
            "Customer ID -> customer",
            "Country -> country",
        ],
    );
}

#[test]
fn sales_pipelines_become_deals_named_after_customer_and_product() {
    check(
        "deals",
        "opportunity_id|sales_agent|product|account|deal_stage|engage_date|close_date|close_value",
        &[
            "1C1I7A6R|Moses Frase|GTX Plus Basic|Cancity|Won|2016-10-20|2017-03-01|1054",
            "Z063OYW0|Darcel Schlecht|GTXPro|Isdom|Lost|2016-10-25|2017-03-11|0",
        ],
        &[
            "opportunity_id -> external_id",
            "sales_agent -> owner",
            "product -> product_name",
            "account -> customer_name",
            "deal_stage -> stage",
            "engage_date -> engaged_on",
            "close_date -> closed_on",
            "close_value -> amount",
            "account + product -> name",
        ],
    );
}

#[test]
fn complaints_become_tickets() {
    check(
        "tickets",
        "Date received|Product|Sub-product|Issue|Sub-issue|Company|State|ZIP code|Consumer consent provided?|Submitted via|Date sent to company|Company response to consumer|Timely response?|Consumer disputed?",
        &[
            "7/29/2013|Consumer Loan|Vehicle loan|Managing the loan or lease||Big Bank|VA|24540|N/A|Phone|7/30/2013|Closed with explanation|Yes|No",
            "7/31/2013|Mortgage|Other|Loan servicing|Payments|Small Bank|CA|95992|N/A|Web|8/2/2013|Closed|Yes|No",
        ],
        &[
            "Date received -> opened_at",
            "Product -> product_name",
            "Issue -> subject",
            "Sub-issue -> type",
            "Company -> company",
            "State -> region",
            "ZIP code -> postcode",
            "Submitted via -> channel",
            "Company response to consumer -> resolution",
        ],
    );
}

#[test]
fn other_meanings_are_not_taken_for_typing_errors() {
    check(
        "customers",
        "customerID|gender|tenure|PhoneService|Contract|PaymentMethod|MonthlyCharges|TotalCharges",
        &[
            "7590-VHVEG|Female|1|No|Month-to-month|Electronic check|29.85|29.85",
            "5575-GNVDE|Male|34|Yes|One year|Mailed check|56.95|1889.5",
        ],
        &["customerID -> external_id", "gender -> gender", "TotalCharges -> total_spent"],
    );
}

#[test]
fn typing_errors_and_other_spellings_of_names_are_understood() {
    check(
        "customers",
        "CUSTOMER-NAME|E-Mail Adress|mobilePhone|ＷＥＢＳＩＴＥ",
        &["Acme Ltd|a@example.com|13800138000|https://example.com", "Globex|b@example.com|13900139000|https://example.org"],
        &["CUSTOMER-NAME -> name", "E-Mail Adress -> email", "mobilePhone -> phone", "ＷＥＢＳＩＴＥ -> website"],
    );
}

#[test]
fn values_speak_where_names_do_not() {
    check(
        "customers",
        "spalte1|spalte2|spalte3",
        &["a@example.com|13800138000|x", "b@example.com|13900139000|y", "c@example.com|13700137000|z"],
        &["spalte1 -> email", "spalte2 -> phone"],
    );
}

#[test]
fn values_that_do_not_fit_lower_the_confidence_below_the_threshold() {
    let suggestions = proposed("customers", "name|birthday", &["Ann Lee|often", "Bob Ray|never", "Cy Dow|rarely"]);
    let birthday = suggestions.columns.iter().find(|known| known.column == "birthday").expect("listed");
    assert!(!birthday.used && birthday.confidence < THRESHOLD && birthday.target.as_deref() == Some("birthday"));
    assert_eq!(suggestions.into_mapping().ignore, ["birthday"]);
}

#[test]
fn one_value_takes_one_column_and_the_surer_one_wins() {
    let suggestions = proposed("customers", "Full Name|姓名|名称", &["Ann Lee|李安|李安", "Bob Ray|雷波|雷波"]);
    assert_eq!(suggestions.columns.iter().filter(|known| known.used && known.target.as_deref() == Some("name")).count(), 1);
}

#[test]
fn the_object_is_guessed_from_the_columns() {
    let check = |header: &str, expected: Option<&str>| {
        let columns: Vec<String> = header.split('|').map(str::to_owned).collect();
        let guess = guess_object(&columns, &mapping::Profile::new(&columns), &standard::objects());
        assert_eq!(guess.as_ref().map(|guess| guess.object.as_str()), expected, "{header}: {guess:?}");
    };
    check("客户编号|客户名称|手机|邮箱|统一社会信用代码", Some("customers"));
    check("customerID|gender|tenure|Contract", Some("customers"));
    check("订单号|下单时间|金额|客户名称|数量|单价", Some("orders"));
    check("opportunity_id|deal_stage|close_date|close_value|account", Some("deals"));
    check("ticket id|subject|priority|status|description", Some("tickets"));
    check("合同编号|合同名称|签订日期|合同金额", Some("contracts"));
    check("sku|product name|category|unit price", Some("products"));
    check("alpha|beta|gamma", None);
}

#[test]
fn reasons_call_targets_by_their_labels_in_each_language() {
    let header = "id|first_name|last_name|mobile|address.city|updated_at|x9";
    let known = proposed("customers", header, &["C1|Mary|Smith|13800138000|上海|2024-01-03T00:00:00Z|"]);
    for column in &known.columns {
        let (en, zh) = (&column.reason.en, &column.reason.zh);
        assert!(!zh.contains(|c: char| c.is_ascii_alphabetic()), "{}: {zh}", column.column);
        assert!(!en.contains('_') && !en.contains('~'), "{}: {en}", column.column);
    }
    let of = |name: &str| known.columns.iter().find(|column| column.column == name).map(|column| column.reason.clone()).expect("a column");
    assert!(of("last_name").zh.contains("“姓”") && of("last_name").en.contains("“family name”"), "{:?}", of("last_name"));
    assert!(of("address.city").zh.contains("“地址 · 城市”"), "{:?}", of("address.city"));
}
