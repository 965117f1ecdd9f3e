//! The tenant's objects, as tables of the frame, and its organisations, people and classes.

use serde_json::{Value, json};

use crate::table::{Class, Field, Table};

/// An object.
struct Object {
    /// The frame's name of its table.
    table: &'static str,
    label: &'static str,
    /// One field a line: `name|label|type|flags`. `virtual` ones are computed. Flags: `required`, `detail` (not in lists), `free` (a text that faults may play
    /// with), `read_only`,
    /// `own` (a copy gets another value), `ref=TABLE`.
    fields: &'static str,
}

pub(super) const MERCHANT: usize = 0;
pub(super) const CONTACT: usize = 1;
pub(super) const CLUE: usize = 2;
pub(super) const OPPT: usize = 3;
pub(super) const FOLLOWUP: usize = 4;
pub(super) const ORDER: usize = 5;
pub(super) const CONTRACT: usize = 6;
pub(super) const RECEIVABLE: usize = 7;
pub(super) const RECEIPT: usize = 8;

/// Organisations: id and code.
pub(super) const ORGS: &[(&str, &str, &str)] = &[
    ("1531200000000000001", "global00", "集团"),
    ("1531200000000000002", "hz01", "杭州公司"),
    ("1531200000000000003", "sh01", "上海公司"),
];
/// Classes of customers: id, code, name.
pub(super) const CLASSES: &[(&str, &str, &str)] =
    &[("1531200000000000101", "01", "企业客户"), ("1531200000000000102", "02", "渠道客户"), ("1531200000000000103", "03", "个人客户")];
/// Kinds of customers: id and code.
pub(super) const KINDS: &[(&str, &str)] = &[("1531200000000000201", "SYCSR001"), ("1531200000000000202", "SYCSR002")];
/// People: id, code, name, e-mail.
pub(super) const STAFF: &[(&str, &str, &str, &str)] = &[
    ("1531200000000000301", "S001", "王芳", "wangfang@example.com"),
    ("1531200000000000302", "S002", "李强", "liqiang@example.com"),
    ("1531200000000000303", "S003", "Anna Berg", "anna.berg@example.com"),
];

/// Times that every object has.
const TIMES: &str = "createTime|创建时间|virtual|read_only
modifyTime|修改时间|virtual|read_only
pubts|时间戳|virtual|read_only";

const OBJECTS: &[Object] = &[
    Object {
        table: "merchant",
        label: "客户档案",
        fields: "id|客户id|id|
code|客户编码|string|required own
name|客户名称|local|required
name.englishName|客户名称（英文）|part|
shortname|客户简称|local|
createOrgCode|管理组织编码|string|required
orgs|使用组织|hidden|
transTypeCode|客户类型编码|string|
customerClassCode|客户分类编码|string|
enterpriseNature|企业类型|short|
enterpriseName|企业名称|string|
personName|姓名|string|
licenseType|证照类型|short|
creditCode|证照号码|string|
leaderName|法人代表|string|
taxPayingCategories|纳税类别|short|
countryCode|国家|string|
regionCode|注册地区|string|
address|详细地址|local|
postCode|邮编|string|
contactName|联系人|string|
contactTel|联系电话|string|
email|邮箱|string|
fax|传真|string|
website|网址|string|
wid|微信公众号|string|
peopleNum|员工人数|long|
yearMoney|年营业额(万计)|string|
scope|经营范围|local|free
retailInvestors|是否散户|boolean|
internalOrg|是否内部组织|boolean|
parentCustomerCode|上级客户编码|string|
stopStatus|停用状态|boolean|read_only
isPotential|潜客|boolean|detail read_only
merchantAppliedDetail|客户业务信息|json|detail
merchantAddressInfos|地址信息|rows|detail
principals|负责人|rows|detail
merchantCharacter__memberLevel|会员等级|string|custom
merchantCharacter__remark|备注|string|custom",
    },
    Object {
        table: "contact",
        label: "联系人",
        fields: "id|联系人id|id|
merchant|客户|link|ref=merchant
fullName|姓名|local|required
gender|性别|short|
positionName|职务|string|
areaCodeMobile|手机号|string|
mobile|备用手机号|string|
telePhone|固定电话|string|
email|邮箱|string|
qq|QQ|string|
weChat|微信|string|
remarks|备注|string|free
isDefault|默认联系人|boolean|",
    },
    Object {
        table: "clue",
        label: "线索",
        fields: "id|id|id|
code|编码|string|own
name|线索名称|string|required
source_code|来源|string|
clueType_code|线索类型|string|
org_code|组织|string|
status|状态|short|
companyName|公司名称|string|
contactPerson|联系人|string|
cellPhone|手机|string|
mailbox|邮箱|string|
ower|负责人|staff|
description|描述|string|free
clueDefineCharacter__channel|渠道|string|custom",
    },
    Object {
        table: "oppt",
        label: "商机",
        fields: "id|id|id|
code|编码|string|own
name|商机名称|string|required
customer|客户|link|ref=merchant
org|组织|org|
ower|负责人|staff|
opptDate|商机日期|day|
opptTransType|交易类型|string|
opptStage|商机阶段|string|
opptState|商机状态|short|
winLoseOrderState|赢丢单状态|short|read_only
winningRate|赢率|number|
expectSignMoney|预计签单金额|number|
expectSignDate|预计签单日期|day|
description|描述|string|free
opptDefineCharacter__competitor|竞争对手|string|custom",
    },
    Object {
        table: "followup",
        label: "跟进记录",
        fields: "id|id|id|
code|编码|string|own
name|名称|string|
customer|客户|link|ref=merchant
org|组织|org|
ower|负责人|staff|
followContext|跟进内容|string|free
followTime|跟进时间|datetime|",
    },
    Object {
        table: "voucherorder",
        label: "销售订单",
        fields: "id|id|id|
code|单据编号|string|own
vouchdate|单据日期|datetime|required
agentId|客户|link|ref=merchant required
invoiceAgentId|开票客户|link|ref=merchant
salesOrgId|销售组织|org|required
settlementOrgId|开票组织|org|required
transactionTypeId|交易类型|string|required
orderPrices!currency|币种|string|required
orderPrices!natCurrency|本币|string|required
orderPrices!exchRate|汇率|number|required
orderPrices!exchangeRateType|汇率类型|string|required
orderPrices!taxInclusive|单价含税|boolean|required
payMoney|含税金额|number|required
memo|备注|string|free
nextStatus|订单状态|string|read_only
verifystate|审批状态|short|read_only
orderDetails|订单明细|rows|detail required",
    },
    Object {
        table: "sact",
        label: "销售合同",
        fields: "id|id|id|
code|合同编号|string|own
name|合同名称|string|
vouchdate|单据日期|datetime|
agentId|客户|link|ref=merchant
salesOrgId|销售组织|org|
totalMoney|含税金额|number|
beginDate|开始日期|day|
endDate|结束日期|day|
memo|备注|string|free
status|合同状态|short|read_only",
    },
    Object {
        table: "receivable",
        label: "应收结算清单",
        fields: "id|id|id|
code|单据编号|string|own
billDate|单据日期|datetime|required
org|组织|org|required
customer|客户|link|ref=merchant required
currency|币种|string|
oriSum|应收金额|number|required
settledSum|已结算金额|number|read_only
dueDate|到期日|day|
verifyState|审批状态|short|read_only
extSystemCode|外部系统编码|string|
extVouchCode|外部单据编码|string|
description|备注|string|free",
    },
    Object {
        table: "receivebill",
        label: "收款单",
        fields: "id|id|id|
code|单据编号|string|own
accentity|会计主体|org|
vouchdate|单据日期|datetime|
caobject|收款对象|short|
customer|客户|link|ref=merchant
currency|币种|string|
oriSum|收款金额|number|
natSum|本币金额|number|
settlestatus|结算状态|short|read_only
auditstatus|审批状态|short|read_only
verifystate|审批流状态|short|read_only
description|备注|string|free",
    },
];

pub(super) fn tables() -> Vec<Table> {
    let fields = |object: &Object| object.fields.lines().chain(TIMES.lines()).map(field).collect();
    OBJECTS.iter().map(|object| Table::new(object.table, object.label, fields(object))).collect()
}

fn field(line: &str) -> Field {
    let mut parts = line.split('|');
    let mut part = || parts.next().unwrap_or_default();
    let (name, label, type_name, flags) = (part(), part(), part(), part());
    let class = match type_name {
        "id" => Class::Id,
        "short" | "long" | "number" => Class::Number,
        "boolean" => Class::Flag,
        "datetime" | "day" | "virtual" => Class::Time,
        "link" | "org" | "staff" => Class::Link,
        "json" | "rows" | "hidden" => Class::Other,
        _ => Class::Text,
    };
    let mut extra = json!({});
    for flag in flags.split(' ').filter(|flag| !flag.is_empty()) {
        match flag.split_once('=') {
            Some((name, value)) => extra[name] = json!(value),
            None => extra[flag] = Value::Bool(true),
        }
    }
    Field { extra, ..Field::new(name, label, class, type_name) }
}

/// The organisation of an id or a code.
pub(super) fn org(text: &str) -> Option<(&'static str, &'static str)> {
    ORGS.iter().find(|(id, code, _)| *id == text || *code == text).map(|(id, code, _)| (*id, *code))
}

/// The person of an id or a code.
pub(super) fn person(text: &str) -> Option<&'static str> {
    STAFF.iter().find(|(id, code, ..)| *id == text || *code == text).map(|(id, ..)| *id)
}

/// Definitions of custom fields of customers.
pub(super) fn custom(table: &Table) -> Value {
    let defined = table.visible_fields().filter(|(_, field)| field.extra["custom"] == true);
    let one = |(_, field): (usize, &Field)| {
        let code = field.name.rsplit("__").next().unwrap_or_default().to_owned();
        json!({ "code": code, "name": field.label, "type": "String", "group": "merchantCharacter" })
    };
    Value::Array(defined.map(one).collect())
}
