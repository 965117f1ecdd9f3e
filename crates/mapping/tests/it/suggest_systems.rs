//! The standard fields of the systems that are known by name map without a hand.

use crate::suggest::{check, proposed};

#[test]
fn the_standard_fields_of_zoho_crm_map_by_their_names() {
    check(
        "contacts",
        "id|Modified_Time|Last_Name|First_Name|Email|Mobile|Title|Department|Date_of_Birth|Mailing_Street|Mailing_City|Mailing_State|Mailing_Zip|Mailing_Country|Description|Lead_Source|Created_Time|Email_Opt_Out",
        &[
            "5725767000001000001|2026-01-05T08:00:00.000Z|Wang|Wei|wei@example.com|13800138000|CEO|Sales|1980-03-09|人民路1号|北京|北京|100000|CN|call back|Web|2025-01-05T08:00:00.000Z|false",
            "5725767000001000002|2026-01-06T08:00:00.000Z|Smith|Mary|mary@example.org|+1 212 200 0001|CTO|IT|1979-01-02|12 Main St|Austin|TX|73301|US||Phone|2025-01-06T08:00:00.000Z|true",
        ],
        &[
            "id -> external_id",
            "Modified_Time -> updated_at",
            "First_Name + Last_Name -> name",
            "First_Name -> person.given",
            "Last_Name -> person.family",
            "Email -> email",
            "Mobile -> phone",
            "Title -> title",
            "Department -> department",
            "Date_of_Birth -> birthday",
            "Mailing_Street -> address.street",
            "Mailing_City -> city",
            "Mailing_State -> address.province",
            "Mailing_Zip -> address.postcode",
            "Mailing_Country -> country",
            "Description -> notes",
            "Created_Time -> created_at",
        ],
    );
    check(
        "customers",
        "id|Modified_Time|Account_Name|Phone|Website|Industry|Employees|Annual_Revenue|Billing_Street|Billing_City|Billing_State|Billing_Code|Billing_Country|Created_Time",
        &[
            "5725767000001000001|2026-01-05T08:00:00.000Z|杭州华信科技有限公司|0571-66693984|https://www.firm1.example.com|Technology|120|3500000|人民路1号|杭州|浙江|310000|CN|2025-01-05T08:00:00.000Z",
            "5725767000001000002|2026-01-06T08:00:00.000Z|Northwind Ltd|+1 212 200 0001|https://www.firm2.example.com|Retail|35|900000|12 Main St|Austin|TX|73301|US|2025-01-06T08:00:00.000Z",
        ],
        &[
            "id -> external_id",
            "Modified_Time -> updated_at",
            "Account_Name -> name",
            "Phone -> phone",
            "Website -> website",
            "Industry -> industry",
            "Employees -> employees",
            "Annual_Revenue -> revenue",
            "Billing_Street -> address.street",
            "Billing_City -> city",
            "Billing_State -> province",
            "Billing_Code -> postcode",
            "Billing_Country -> country",
            "Created_Time -> created_at",
        ],
    );
    check(
        "deals",
        "id|Modified_Time|Deal_Name|Amount|Stage|Probability|Closing_Date|Created_Time",
        &[
            "5725767000001000001|2026-01-05T08:00:00.000Z|续约 2026-01|12000.50|Proposal|30|2026-04-05|2025-01-05T08:00:00.000Z",
            "5725767000001000002|2026-01-06T08:00:00.000Z|New line|900|Closed Won|100|2026-05-06|2025-01-06T08:00:00.000Z",
        ],
        &[
            "id -> external_id",
            "Modified_Time -> updated_at",
            "Deal_Name -> name",
            "Amount -> amount",
            "Stage -> stage",
            "Probability -> probability",
            "Closing_Date -> closed_on",
            "Created_Time -> created_at",
        ],
    );
}

#[test]
fn the_keys_of_kingdee_map_to_customers_and_contacts() {
    check(
        "customers",
        "FCUSTID|FModifyDate|FNumber|FName|FTEL|FADDRESS|FZIP|FWEBSITE|FSOCIALCRECODE|FCOUNTRY.FDataValue|FSELLER.FName|FGroup.FName|FDescription|FCreateDate",
        &[
            "100029|2026-01-05T08:00:00.000Z|CUST000029|杭州华信科技有限公司|0571-66693984|杭州人民路1号|310000|https://www.firm1.example.com|91330106MA0000011X|中国|王强|重点客户|call back|2025-01-05T08:00:00.000Z",
            "100030|2026-01-06T08:00:00.000Z|CUST000030|Northwind Ltd|+1 212 200 0001|12 Main St|73301|https://www.firm2.example.com||美国|陈莉|普通客户||2025-01-06T08:00:00.000Z",
        ],
        &[
            "FCUSTID -> external_id",
            "FModifyDate -> updated_at",
            "FName -> name",
            "FTEL -> phone",
            "FADDRESS -> address",
            "FZIP -> postcode",
            "FWEBSITE -> website",
            "FSOCIALCRECODE -> credit_code",
            "FCOUNTRY.FDataValue -> country",
            "FSELLER.FName -> owner",
            "FGroup.FName -> segment",
            "FDescription -> notes",
            "FCreateDate -> created_at",
        ],
    );
    check(
        "contacts",
        "FCONTACTID|FModifyDate|FName|FMobile|FEmail|FPost|FBizAddress|FDescription|FCreateDate",
        &[
            "100031|2026-01-05T08:00:00.000Z|王伟|13800138000|wei@example.com|经理|人民路1号|call back|2025-01-05T08:00:00.000Z",
            "100032|2026-01-06T08:00:00.000Z|Mary Smith|+1 212 200 0001|mary@example.org|CTO|12 Main St||2025-01-06T08:00:00.000Z",
        ],
        &[
            "FCONTACTID -> external_id",
            "FModifyDate -> updated_at",
            "FName -> name",
            "FMobile -> phone",
            "FEmail -> email",
            "FPost -> title",
            "FBizAddress -> address",
            "FDescription -> notes",
            "FCreateDate -> created_at",
        ],
    );
}

#[test]
fn the_keys_of_kingdee_map_to_orders_and_money() {
    check(
        "orders",
        "FID|FModifyDate|FBillNo|FDate|FCustId.FName|FBillAllAmount|FSalerId.FName|FNote",
        &[
            "100101|2026-01-05T08:00:00.000Z|XSDD000101|2026-01-05|杭州华信科技有限公司|1200.50|王强|call back",
            "100102|2026-01-06T08:00:00.000Z|XSDD000102|2026-01-06|Northwind Ltd|90.00|陈莉|",
        ],
        &[
            "FID -> external_id",
            "FModifyDate -> updated_at",
            "FBillNo -> number",
            "FDate -> ordered_at",
            "FCustId.FName -> customer_name",
            "FBillAllAmount -> amount",
            "FSalerId.FName -> owner",
            "FNote -> notes",
        ],
    );
    check(
        "invoices",
        "FID|FModifyDate|FBillNo|FDATE|FENDDATE_H|FCUSTOMERID.FName|FALLAMOUNTFOR|FAR_Remark",
        &[
            "100201|2026-01-05T08:00:00.000Z|AR000201|2026-01-05|2026-02-04|杭州华信科技有限公司|1200.50|call back",
            "100202|2026-01-06T08:00:00.000Z|AR000202|2026-01-06|2026-02-05|Northwind Ltd|90.00|",
        ],
        &[
            "FID -> external_id",
            "FModifyDate -> updated_at",
            "FBillNo -> number",
            "FDATE -> issued_on",
            "FENDDATE_H -> due_on",
            "FCUSTOMERID.FName -> customer_name",
            "FALLAMOUNTFOR -> amount",
            "FAR_Remark -> notes",
        ],
    );
}

#[test]
fn the_standard_fields_of_yonyou_bip_map_by_their_names() {
    check(
        "customers",
        "id|code|name|creditCode|contactName|contactTel|email|website|postCode|peopleNum|yearMoney|countryCode|createTime|modifyTime|belongOrgCode",
        &[
            "1531204905066758145|KH000001|杭州华信科技有限公司|91330106MA0000017Q|张三|0571-66693984|a1@example.com|https://www.firm1.example.com|310000|120|35.20|CN|2025-01-05T08:00:00.000Z|2026-01-05T08:00:00.000Z|global00",
            "1531204905066758146|KH000002|北京蓝海贸易有限公司|91110105MA0000025W|李四|010-66693985|b2@example.com|https://www.firm2.example.com|100000|35|9.00|CN|2025-01-06T08:00:00.000Z|2026-01-06T08:00:00.000Z|global00",
        ],
        &[
            "id -> external_id",
            "name -> name",
            "creditCode -> credit_code",
            "contactName -> contact_name",
            "contactTel -> phone",
            "email -> email",
            "website -> website",
            "postCode -> postcode",
            "peopleNum -> employees",
            "countryCode -> country",
            "createTime -> created_at",
            "modifyTime -> updated_at",
        ],
    );
    check(
        "contacts",
        "id|fullName|positionName|areaCodeMobile|email|weChat|remarks|modifyTime",
        &[
            "1531204905066758147|张三|经理|+86-13812121212|z@example.com|wx_1|老客户|2026-01-05T08:00:00.000Z",
            "1531204905066758148|李四|总监|+86-13912121213|l@example.com|wx_2||2026-01-06T08:00:00.000Z",
        ],
        &[
            "id -> external_id",
            "fullName -> name",
            "positionName -> title",
            "areaCodeMobile -> phone",
            "email -> email",
            "remarks -> notes",
            "modifyTime -> updated_at",
        ],
    );
    check(
        "deals",
        "id|name|customer_name|opptStage|winningRate|expectSignMoney|expectSignDate|modifyTime",
        &[
            "1531204905066758149|续约 2026-01|杭州华信科技有限公司|方案报价|30|12000.50|2026-04-05|2026-01-05T08:00:00.000Z",
            "1531204905066758150|新线|北京蓝海贸易有限公司|商务谈判|80|900|2026-05-06|2026-01-06T08:00:00.000Z",
        ],
        &[
            "id -> external_id",
            "name -> name",
            "customer_name -> customer_name",
            "opptStage -> stage",
            "winningRate -> probability",
            "expectSignMoney -> amount",
            "expectSignDate -> closed_on",
            "modifyTime -> updated_at",
        ],
    );
    check(
        "orders",
        "id|vouchdate|agentId_name|payMoney|orderPrices!currency|nextStatus|pubts",
        &[
            "1531204905066758151|2026-01-05T00:00:00.000Z|杭州华信科技有限公司|1130.00|CNY|DELIVERGOODS|2026-01-05T08:00:00.000Z",
            "1531204905066758152|2026-01-06T00:00:00.000Z|北京蓝海贸易有限公司|226.50|CNY|ENDORDER|2026-01-06T08:00:00.000Z",
        ],
        &[
            "id -> external_id",
            "vouchdate -> ordered_at",
            "agentId_name -> customer_name",
            "payMoney -> amount",
            "orderPrices!currency -> amount.currency",
            "pubts -> updated_at",
        ],
    );
}

#[test]
fn what_refers_to_a_customer_by_an_id_becomes_the_reference_and_a_name_stays_a_name() {
    let ids = ["5725767000001000001", "5725767000001000002"];
    let names = ["杭州华信科技有限公司", "Northwind Ltd"];
    let cases = [
        ("orders", "Account_Name"),
        ("deals", "Account_Name"),
        ("tickets", "Account_Name"),
        ("contacts", "Account_Name"),
        ("orders", "agentId"),
        ("contracts", "agentId"),
        ("contacts", "merchant"),
        ("invoices", "customer"),
        ("payments", "customer"),
        ("orders", "FCustId"),
        ("contracts", "FCustId"),
        ("invoices", "FCUSTOMERID"),
        ("payments", "FCONTACTUNIT"),
    ];
    for (object, column) in cases {
        let target = |values: [&str; 2]| {
            let rows = values.map(|value| format!("1|{value}"));
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            let suggestions = proposed(object, &format!("x|{column}"), &rows);
            suggestions.rules().iter().find(|rule| rule.from == [column]).map(|rule| rule.to.clone())
        };
        assert_eq!(target(ids).as_deref(), Some("customer"), "{object}: {column}");
        assert_ne!(target(names).as_deref(), Some("customer"), "{object}: {column} with names");
    }
}

#[test]
fn leads_orders_and_cases_of_zoho_crm_map_by_their_names() {
    check(
        "leads",
        "id|Modified_Time|Last_Name|First_Name|Company|Email|Mobile|Title|Industry|Lead_Source|City|Country|Website|Description|Created_Time",
        &[
            "5725767000001000001|2026-01-05T08:00:00.000Z|Wang|Wei|杭州华信科技有限公司|wei@example.com|13800138000|CEO|Technology|Web|北京|CN|https://www.firm1.example.com|call back|2025-01-05T08:00:00.000Z",
            "5725767000001000002|2026-01-06T08:00:00.000Z|Smith|Mary|Northwind Ltd|mary@example.org|+1 212 200 0001|CTO|Retail|Phone|Austin|US|https://www.firm2.example.com||2025-01-06T08:00:00.000Z",
        ],
        &[
            "id -> external_id",
            "Modified_Time -> updated_at",
            "First_Name + Last_Name -> name",
            "Company -> company",
            "Email -> email",
            "Mobile -> phone",
            "Title -> title",
            "Industry -> industry",
            "Lead_Source -> source",
            "City -> city",
            "Country -> country",
            "Website -> website",
            "Description -> notes",
            "Created_Time -> created_at",
        ],
    );
    check(
        "orders",
        "id|Modified_Time|SO_Number|Account_Name|Grand_Total|Currency|Status|Created_Time",
        &[
            "5725767000001000011|2026-01-05T08:00:00.000Z|1001|5725767000001000001|1130.00|CNY|Cancelled|2025-01-05T08:00:00.000Z",
            "5725767000001000012|2026-01-06T08:00:00.000Z|1002|5725767000001000002|226.50|USD|Cancelled|2025-01-06T08:00:00.000Z",
        ],
        &[
            "id -> external_id",
            "Modified_Time -> updated_at",
            "SO_Number -> number",
            "Account_Name -> customer",
            "Grand_Total -> amount",
            "Currency -> amount.currency",
            "Status -> status",
            "Created_Time -> created_at",
        ],
    );
    check(
        "tickets",
        "id|Modified_Time|Case_Number|Subject|Account_Name|Status|Priority|Type|Description|Solution|Created_Time",
        &[
            "5725767000001000021|2026-01-05T08:00:00.000Z|101|No login|5725767000001000001|New|High|Problem|It says no|Reset|2025-01-05T08:00:00.000Z",
            "5725767000001000022|2026-01-06T08:00:00.000Z|102|Invoice|5725767000001000002|Closed|Low|Question|Where is it||2025-01-06T08:00:00.000Z",
        ],
        &[
            "id -> external_id",
            "Modified_Time -> updated_at",
            "Case_Number -> number",
            "Subject -> subject",
            "Account_Name -> customer",
            "Status -> status",
            "Priority -> priority",
            "Type -> type",
            "Description -> description",
            "Solution -> resolution",
            "Created_Time -> created_at",
        ],
    );
}

#[test]
fn contracts_and_received_bills_of_kingdee_map_by_their_keys() {
    check(
        "contracts",
        "FID|FModifyDate|FBillNo|FName|FDate|FCustId|FBillAllAmount|FValiStartDate|FValiEndDate|FSalerId.FName|FNote",
        &[
            "100301|2026-01-05T08:00:00.000Z|XSHT000301|年度框架合同 2026|2026-01-05|100029|12000.50|2026-01-05|2027-01-05|王强|call back",
            "100302|2026-01-06T08:00:00.000Z|XSHT000302|Frame 2026|2026-01-06|100030|900.00|2026-01-06|2027-01-06|陈莉|",
        ],
        &[
            "FID -> external_id",
            "FModifyDate -> updated_at",
            "FBillNo -> number",
            "FName -> name",
            "FDate -> signed_on",
            "FCustId -> customer",
            "FBillAllAmount -> amount",
            "FValiStartDate -> starts_on",
            "FValiEndDate -> ends_on",
            "FSalerId.FName -> owner",
            "FNote -> notes",
        ],
    );
    check(
        "payments",
        "FID|FModifyDate|FBillNo|FDATE|FCONTACTUNIT|FCONTACTUNIT.FName|FRECEIVEAMOUNTFOR_H|FREMARK",
        &[
            "100401|2026-01-05T08:00:00.000Z|SKD000401|2026-01-05|100029|杭州华信科技有限公司|1200.50|call back",
            "100402|2026-01-06T08:00:00.000Z|SKD000402|2026-01-06|100030|Northwind Ltd|90.00|",
        ],
        &[
            "FID -> external_id",
            "FModifyDate -> updated_at",
            "FBillNo -> number",
            "FDATE -> paid_on",
            "FCONTACTUNIT -> customer",
            "FCONTACTUNIT.FName -> customer_name",
            "FRECEIVEAMOUNTFOR_H -> amount",
            "FREMARK -> notes",
        ],
    );
}

#[test]
fn leads_contracts_and_money_of_yonyou_bip_map_by_their_names() {
    check(
        "leads",
        "id|name|companyName|cellPhone|mailbox|ower_name|description|createTime|modifyTime",
        &[
            "1531204905066758161|展会线索|杭州华信科技有限公司|13800138000|a1@example.com|王强|call back|2025-01-05T08:00:00.000Z|2026-01-05T08:00:00.000Z",
            "1531204905066758162|电话线索|北京蓝海贸易有限公司|13900139000|b2@example.com|陈莉||2025-01-06T08:00:00.000Z|2026-01-06T08:00:00.000Z",
        ],
        &[
            "id -> external_id",
            "name -> name",
            "companyName -> company",
            "cellPhone -> phone",
            "mailbox -> email",
            "ower_name -> owner",
            "description -> notes",
            "createTime -> created_at",
            "modifyTime -> updated_at",
        ],
    );
    check(
        "contracts",
        "id|name|vouchdate|agentId|totalMoney|beginDate|endDate|memo|pubts",
        &[
            "1531204905066758171|年度框架合同|2026-01-05T00:00:00.000Z|1531204905066758145|12000.50|2026-01-05|2027-01-05|call back|2026-01-05T08:00:00.000Z",
            "1531204905066758172|补充合同|2026-01-06T00:00:00.000Z|1531204905066758146|900.00|2026-01-06|2027-01-06||2026-01-06T08:00:00.000Z",
        ],
        &[
            "id -> external_id",
            "name -> name",
            "vouchdate -> signed_on",
            "agentId -> customer",
            "totalMoney -> amount",
            "beginDate -> starts_on",
            "endDate -> ends_on",
            "memo -> notes",
            "pubts -> updated_at",
        ],
    );
    check(
        "invoices",
        "id|billDate|customer|customer_name|currency|oriSum|dueDate|description|pubts",
        &[
            "1531204905066758181|2026-01-05T00:00:00.000Z|1531204905066758145|杭州华信科技有限公司|CNY|1130.00|2026-02-04|call back|2026-01-05T08:00:00.000Z",
            "1531204905066758182|2026-01-06T00:00:00.000Z|1531204905066758146|北京蓝海贸易有限公司|CNY|226.50|2026-02-05||2026-01-06T08:00:00.000Z",
        ],
        &[
            "id -> external_id",
            "billDate -> issued_on",
            "customer -> customer",
            "customer_name -> customer_name",
            "currency -> amount.currency",
            "oriSum -> amount",
            "dueDate -> due_on",
            "description -> notes",
            "pubts -> updated_at",
        ],
    );
}

#[test]
fn the_usual_labels_of_a_form_of_jiandaoyun_map() {
    check(
        "customers",
        "_id|客户名称|统一社会信用代码|手机|电话|邮箱|地址|客户等级|标签|行业|负责人|备注|createTime|updateTime",
        &[
            "5f1e0a5d6c7d8e0007a1b3d4|杭州华信科技有限公司|91330106MA0000017Q|13800138000|0571-66693984|a1@example.com|浙江省杭州市人民路1号|VIP|老客户|制造业|王强|call back|2025-01-05T08:00:00.000Z|2026-01-05T08:00:00.000Z",
            "5f1e0a5d6c7d8e0007a1b3d5|北京蓝海贸易有限公司|91110105MA0000025W|13900139000|010-66693985|b2@example.com|北京市建设路9号|普通|新客户|零售业|陈莉||2025-01-06T08:00:00.000Z|2026-01-06T08:00:00.000Z",
        ],
        &[
            "_id -> external_id",
            "客户名称 -> name",
            "统一社会信用代码 -> credit_code",
            "手机 -> phone",
            "电话 -> phone",
            "邮箱 -> email",
            "地址 -> address",
            "客户等级 -> segment",
            "标签 -> tags",
            "行业 -> industry",
            "负责人 -> owner",
            "备注 -> notes",
            "createTime -> created_at",
            "updateTime -> updated_at",
        ],
    );
}
