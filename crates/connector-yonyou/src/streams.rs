//! The kinds of things that a tenant has, and how each is listed, read and written. What the vendor's pages name is here; what a tenant
//! has beyond it is found out from the live system ([`crate::fields`]).

/// One kind of thing.
pub(crate) struct Kind {
    pub name: &'static str,
    pub label: &'static str,
    pub likely_object: &'static str,
    pub list: List,
    /// Where one record is read by its id.
    pub detail: Option<&'static str>,
    pub write: Write,
    /// One field a line: `name|label|kind|flags`. Kinds: `id`, `text`, `local` (several languages; the Chinese one is the value), `part`
    /// (another language of one), `int`, `dec`, `bool`, `day`, `time`, `json`, `ref=STREAM`. Flags: `c` creatable, `u` updatable, `r`
    /// required, `k` records can be found by it, `w` written and not read, because
    /// lists do not show it.
    pub fields: &'static str,
}

/// How records are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// Customers: an array without a total, one row for each organisation that may use a customer.
    Customers,
    /// The contacts inside of customers.
    Contacts,
    /// Pages with totals.
    Paged { path: &'static str, size_max: u64, since: Since, is_ordered: bool },
}

/// How changes are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Since {
    /// By conditions on these fields, one after the other: a record that was never changed may have no time of change.
    Fields(&'static [&'static str]),
    /// By the parameter `open_…_begin` of this name.
    Parameter(&'static str),
    /// By the one condition that the list takes, on this field: greater than.
    After(&'static str),
    /// Not at all.
    Never,
}

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Write {
    Customers,
    Contacts,
    Records(Saving),
    Nothing,
}

/// How records other than customers are saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Saving {
    pub path: &'static str,
    /// A repetition is recognised by its key.
    pub is_idempotent: bool,
    /// Members beside `data`.
    pub beside: &'static [(&'static str, &'static str)],
    /// Members that every record gets.
    pub usual: &'static [(&'static str, &'static str)],
    /// Paths for putting forward, approving and deleting, where there are such.
    pub steps: Option<Steps>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Steps {
    pub submit: &'static str,
    pub audit: &'static str,
    pub delete: &'static str,
}

pub(crate) const MERCHANT: &str = "merchant";
pub(crate) const ORDER: &str = "voucherorder";
/// Lines of orders: rows of the same list, asked for otherwise ([`crate::order_lines`]).
pub(crate) const ORDER_LINES: &str = "voucherorder/orderDetails";

const CHANGES: Since = Since::Fields(&["modifyTime", "createTime"]);

pub(crate) const KINDS: &[Kind] = &[
    Kind {
        name: MERCHANT,
        label: "客户档案",
        likely_object: "customers",
        list: List::Customers,
        detail: None,
        write: Write::Customers,
        fields: "id|客户id|id|
code|客户编码|text|crk
name|客户名称|local|cur
name.englishName|客户名称（英文）|part|cu
name.traditionalName|客户名称（繁体）|part|cu
shortname|客户简称|local|cu
createOrgCode|管理组织编码|text|c
belongOrgCode|使用组织编码|text|
transTypeCode|客户类型编码|text|cu
customerClassCode|客户分类编码|text|cu
enterpriseNature|企业类型|int|cu
enterpriseName|企业名称|text|cu
personName|姓名|text|cu
orgName|组织名称|text|cu
licenseType|证照类型|int|cu
creditCode|证照号码|text|cuk
leaderName|法人代表|text|cu
taxPayingCategories|纳税类别|int|cu
countryCode|国家|text|cu
regionCode|注册地区|text|cu
address|详细地址|local|cu
postCode|邮编|text|cu
contactName|联系人|text|cu
contactTel|联系电话|text|cu
email|邮箱|text|cu
fax|传真|text|cu
website|网址|text|cu
wid|微信公众号|text|cu
peopleNum|员工人数|int|cu
yearMoney|年营业额(万计)|dec|cu
scope|经营范围|local|cu
retailInvestors|是否散户|bool|cu
internalOrg|是否内部组织|bool|cu
parentCustomerCode|上级客户编码|text|cu
stopStatus|停用状态|bool|
createTime|创建时间|time|
modifyTime|修改时间|time|
merchantAppliedDetail|客户业务信息|json|cw
merchantAddressInfos|地址信息|json|cw
merchantContactInfos|联系人信息|json|cw",
    },
    Kind {
        name: "contact",
        label: "联系人",
        likely_object: "contacts",
        list: List::Contacts,
        detail: Some("/yonbip/crm/contact/getbyid"),
        write: Write::Contacts,
        fields: "id|联系人id|id|
merchant|客户|ref=merchant|cr
merchant_code|客户编码|text|
merchant_name|客户名称|text|
fullName|姓名|local|cur
gender|性别|int|cu
positionName|职务|text|cu
areaCodeMobile|手机号|text|cu
mobile|备用手机号|text|cu
telePhone|固定电话|text|cu
email|邮箱|text|cu
qq|QQ|text|cu
weChat|微信|text|cu
remarks|备注|text|cu
isDefault|默认联系人|bool|cu
modifyTime|客户修改时间|time|",
    },
    Kind {
        name: "clue",
        label: "线索",
        likely_object: "leads",
        list: List::Paged { path: "/yonbip/crm/clue/bill/list", size_max: 100, since: CHANGES, is_ordered: false },
        detail: Some("/yonbip/crm/clue/getbyid"),
        write: Write::Records(Saving {
            path: "/yonbip/crm/bill/save",
            is_idempotent: false,
            beside: &[("billnum", "sfa_cluecard")],
            usual: &[("systemSource", "rapport")],
            steps: None,
        }),
        fields: "id|id|id|
code|编码|text|c
name|线索名称|text|cur
source_code|来源|text|cu
clueType_code|线索类型|text|cu
org_code|组织|text|cu
status|状态|int|cu
companyName|公司名称|text|cu
contactPerson|联系人|text|cu
cellPhone|手机|text|cu
mailbox|邮箱|text|cu
ower|负责人|text|cu
ower_name|负责人名称|text|
description|描述|text|cu
createTime|创建时间|time|
modifyTime|修改时间|time|",
    },
    Kind {
        name: "oppt",
        label: "商机",
        likely_object: "deals",
        list: List::Paged { path: "/yonbip/crm/oppt/bill/list", size_max: 100, since: CHANGES, is_ordered: false },
        detail: Some("/yonbip/crm/oppt/getbyid"),
        write: Write::Records(Saving {
            path: "/yonbip/crm/bill/opptsave",
            is_idempotent: true,
            beside: &[],
            usual: &[("systemCode", "opptOpenApIAdd")],
            steps: None,
        }),
        fields: "id|id|id|
code|编码|text|c
name|商机名称|text|cur
customer|客户|ref=merchant|cu
customer_name|客户名称|text|
org|组织|text|cu
org_name|组织名称|text|
ower|负责人|text|cu
ower_name|负责人名称|text|
dept|部门|text|cu
opptDate|商机日期|day|cu
opptTransType|交易类型|text|cu
opptStage|商机阶段|text|cu
opptState|商机状态|int|c
winLoseOrderState|赢丢单状态|int|
winningRate|赢率|dec|cu
expectSignMoney|预计签单金额|dec|cu
expectSignDate|预计签单日期|day|cu
description|描述|text|cu
createTime|创建时间|time|
modifyTime|修改时间|time|",
    },
    Kind {
        name: "followup",
        label: "跟进记录",
        likely_object: "",
        // Conditions know the time of the visit alone, so edited old ones would be missed.
        list: List::Paged { path: "/yonbip/crm/followup/list", size_max: 100, since: Since::Never, is_ordered: false },
        detail: None,
        write: Write::Records(Saving {
            path: "/yonbip/crm/bill/followupsave",
            is_idempotent: true,
            beside: &[],
            usual: &[("systemSource", "followupOpenAPIAdd")],
            steps: None,
        }),
        fields: "id|id|id|
code|编码|text|c
customer|客户|ref=merchant|cu
customer_name|客户名称|text|
org|组织|text|cu
ower|负责人|text|cu
followContext|跟进内容|text|cur
followTime|跟进时间|time|cu
createTime|创建时间|time|
modifyTime|修改时间|time|",
    },
    Kind {
        name: ORDER,
        label: "销售订单",
        likely_object: "orders",
        list: List::Paged { path: "/yonbip/sd/voucherorder/list", size_max: 500, since: Since::Fields(&["pubts"]), is_ordered: true },
        detail: Some("/yonbip/sd/voucherorder/detail"),
        write: Write::Records(Saving {
            path: "/yonbip/sd/voucherorder/singleSave",
            is_idempotent: true,
            beside: &[],
            usual: &[],
            steps: Some(Steps {
                submit: "/yonbip/sd/voucherorder/batchsubmit",
                audit: "/yonbip/sd/voucherorder/batchaudit",
                delete: "/yonbip/sd/voucherorder/delete",
            }),
        }),
        fields: "id|id|id|
code|单据编号|text|ck
vouchdate|单据日期|time|cur
agentId|客户|ref=merchant|cur
agentId_name|客户名称|text|
invoiceAgentId|开票客户|ref=merchant|cur
salesOrgId|销售组织|text|cur
settlementOrgId|开票组织|text|cur
transactionTypeId|交易类型|text|cur
orderPrices!currency|币种|text|cur
orderPrices!natCurrency|本币|text|cur
orderPrices!exchRate|汇率|dec|cur
orderPrices!exchangeRateType|汇率类型|text|cur
orderPrices!taxInclusive|单价含税|bool|cur
payMoney|含税金额|dec|cur
memo|备注|text|cu
nextStatus|订单状态|text|
verifystate|审批状态|int|
orderDetails|订单明细|json|crw
createTime|创建时间|time|
modifyTime|修改时间|time|
pubts|时间戳|time|",
    },
    Kind {
        name: ORDER_LINES,
        label: "销售订单 · 订单明细",
        likely_object: "",
        list: List::Paged { path: "/yonbip/sd/voucherorder/list", size_max: 500, since: Since::Fields(&["pubts"]), is_ordered: true },
        detail: Some("/yonbip/sd/voucherorder/detail"),
        write: Write::Nothing,
        fields: "id|明细标识|id|
order|订单|ref=voucherorder|
code|单据编号|text|
lineno|行号|text|
agentId|客户|ref=merchant|
agentId_name|客户名称|text|
vouchdate|单据日期|time|
productId|物料|text|
productCode|物料编码|text|
productName|物料名称|text|
skuCode|SKU 编码|text|
skuName|SKU 名称|text|
productUnitName|销售单位|text|
qty|数量|dec|
oriTaxUnitPrice|含税单价|dec|
oriSum|含税金额|dec|
taxRate|税率|dec|
sendDate|计划发货日期|day|
sendQty|累计已发货数量|dec|
invoiceQty|累计开票数量|dec|
nextStatus|订单状态|text|
createTime|创建时间|time|
modifyTime|修改时间|time|
pubts|时间戳|time|",
    },
    Kind {
        name: "sact",
        label: "销售合同",
        likely_object: "contracts",
        list: List::Paged { path: "/yonbip/sd/sact/list", size_max: 500, since: Since::Fields(&["pubts"]), is_ordered: false },
        detail: Some("/yonbip/sd/sact/detail"),
        write: Write::Nothing,
        fields: "id|id|id|
code|合同编号|text|
name|合同名称|text|
vouchdate|单据日期|time|
agentId|客户|ref=merchant|
agentId_name|客户名称|text|
salesOrgId|销售组织|text|
totalMoney|含税金额|dec|
beginDate|开始日期|day|
endDate|结束日期|day|
memo|备注|text|
status|合同状态|int|
createTime|创建时间|time|
modifyTime|修改时间|time|
pubts|时间戳|time|",
    },
    Kind {
        name: "receivable",
        label: "应收结算清单",
        likely_object: "invoices",
        list: List::Paged { path: "/yonbip/EFI/receivable/list", size_max: 500, since: Since::Parameter("modifyTime"), is_ordered: false },
        detail: Some("/yonbip/EFI/receivable/detail"),
        write: Write::Records(Saving {
            path: "/yonbip/EFI/receivable/save",
            is_idempotent: true,
            beside: &[],
            usual: &[],
            steps: Some(Steps {
                submit: "/yonbip/EFI/receivable/submit",
                audit: "/yonbip/EFI/receivable/audit",
                delete: "/yonbip/EFI/receivable/delete",
            }),
        }),
        fields: "id|id|id|
code|单据编号|text|c
billDate|单据日期|time|cur
org|组织|text|cur
customer|客户|ref=merchant|cur
customer_name|客户名称|text|
currency|币种|text|cu
oriSum|应收金额|dec|cur
settledSum|已结算金额|dec|
dueDate|到期日|day|cu
verifyState|审批状态|int|
extSystemCode|外部系统编码|text|c
extVouchCode|外部单据编码|text|c
description|备注|text|cu
createTime|创建时间|time|
modifyTime|修改时间|time|
pubts|时间戳|time|",
    },
    Kind {
        name: "receivebill",
        label: "收款单",
        likely_object: "payments",
        // The list takes one condition, and rows of it have no stamp but the time of change.
        list: List::Paged { path: "/yonbip/ctm/cmpreceivebilllist", size_max: 100, since: Since::After("pubts"), is_ordered: false },
        detail: Some("/yonbip/ctm/receivebill/detail"),
        write: Write::Nothing,
        fields: "id|id|id|
code|单据编号|text|
vouchdate|单据日期|time|
accentity|会计主体|text|
accentity_name|会计主体名称|text|
caobject|收款对象|int|
customer|客户|ref=merchant|
customer_name|客户名称|text|
currency|币种|text|
currency_name|币种名称|text|
oriSum|收款金额|dec|
natSum|本币金额|dec|
settlemode_name|结算方式|text|
settlestatus|结算状态|int|
auditstatus|审批状态|int|
verifystate|审批流状态|int|
description|备注|text|
createTime|创建时间|time|
modifyTime|修改时间|time|",
    },
];

/// The kind of this name.
pub(crate) fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_offered_to_the_object_it_is() {
        let offered: Vec<(&str, &str)> = KINDS.iter().map(|kind| (kind.name, kind.likely_object)).collect();
        assert_eq!(
            offered,
            [
                ("merchant", "customers"),
                ("contact", "contacts"),
                ("clue", "leads"),
                ("oppt", "deals"),
                ("followup", ""),
                ("voucherorder", "orders"),
                (ORDER_LINES, ""),
                ("sact", "contracts"),
                ("receivable", "invoices"),
                ("receivebill", "payments"),
            ]
        );
    }
}
