//! Forms and their fields, as tables of the frame, and the answer that describes them.
//!
//! Field keys are the vendor's. Numbers of field types are those of the database's column types, as real answers show them (231 for
//! text, 61 for times, 56 for whole numbers, 106 for decimals, 175 for flags and states).

use serde_json::{Value, json};

use crate::table::{Class, Field, Table};

/// A form: a bill, or a kind of master data.
pub(super) struct Form {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    /// Key of the internal id.
    pub(super) pk: &'static str,
    /// Key of the number.
    pub(super) number: &'static str,
    /// What numbers that the system gives begin with.
    pub(super) prefix: &'static str,
    /// One field a line: `KEY|name|kind|flags`. Kinds: `text`, `memo`, `names` (a text in several languages), `int`, `decimal`, `date`,
    /// `datetime`, `check`, `state`, `ref`, `entry`, `head` (a part of the head with a name of its own). Lines that begin with `>` belong to
    /// the entry before them. Flags: `required`, `free` (a text that faults may play with), `open` (may be changed in audited records),
    /// `to=FORM`, `default=VALUE`, `pk=KEY`, `in=PART` (the part of the head), `length=N`.
    fields: &'static str,
}

pub(super) const STATUS: &str = "FDocumentStatus";
pub(super) const FORBID: &str = "FForbidStatus";
pub(super) const CANCEL: &str = "FCancelStatus";
pub(super) const CLOSE: &str = "FCloseStatus";
pub(super) const APPROVED: &str = "FApproveDate";
pub(super) const FORBIDDEN_AT: &str = "FForbidDate";
pub(super) const USE_ORG: &str = "FUseOrgId";
pub(super) const CREATE_ORG: &str = "FCreateOrgId";

/// Who does what when: on all forms.
const SYSTEM: &str = "FCreatorId|创建人|ref|virtual to=SEC_User
FModifierId|修改人|ref|virtual to=SEC_User
FCreateDate|创建日期|datetime|virtual
FModifyDate|修改日期|datetime|virtual";
/// What a life cycle leaves behind.
const CYCLE: &str = "FDocumentStatus|单据状态|state|read_only default=A
FApproveDate|审核日期|datetime|read_only";
const FORBIDDING: &str = "FForbidStatus|禁用状态|state|read_only default=A
FForbidDate|禁用日期|datetime|read_only";
const CANCELLING: &str = "FCancelStatus|作废状态|state|read_only default=A
FCloseStatus|关闭状态|state|read_only default=A";
const SHARED: &str = "FCreateOrgId|创建组织|ref|required to=ORG_Organizations
FUseOrgId|使用组织|ref|to=ORG_Organizations";

/// Which parts a form has beside its own fields.
fn parts(id: &str) -> &'static [&'static str] {
    match id {
        "BD_Customer" | "BD_MATERIAL" | "BD_Saler" => &[SHARED, CYCLE, FORBIDDING, SYSTEM],
        "BD_CommonContact" => &[FORBIDDING, SYSTEM],
        "SAL_SaleOrder" | "AR_receivable" | "AR_RECEIVEBILL" | "CRM_Contract" => &[CYCLE, CANCELLING, SYSTEM],
        "BD_CustomerGroup" | "BOS_ASSISTANTDATA_SELECT" | "SEC_User" => &[SYSTEM],
        _ => &[CYCLE, FORBIDDING, SYSTEM],
    }
}

pub(super) const FORMS: &[Form] = &[
    Form {
        id: "BD_Customer",
        title: "客户",
        pk: "FCUSTID",
        number: "FNumber",
        prefix: "CUST",
        fields: "FNumber|客户编码|text|length=30
FName|客户名称|names|required length=200
FShortName|简称|names|length=100
FGroup|客户分组|ref|to=BD_CustomerGroup
FCOUNTRY|国家|ref|to=BOS_ASSISTANTDATA_SELECT
FADDRESS|通讯地址|names|length=250
FZIP|邮政编码|text|length=20
FWEBSITE|公司网址|text|length=200
FTEL|联系电话|text|length=50
FFAX|传真|text|length=50
FINVOICETITLE|发票抬头|text|length=200
FTAXREGISTERCODE|纳税登记号|text|length=50
FSOCIALCRECODE|统一社会信用代码|text|length=50
FLegalPerson|法人代表|text|length=50
FRegisterFund|注册资金|decimal|
FFoundDate|成立日期|date|
FRegisterAddress|注册地址|text|length=250
FTRADINGCURRID|结算币别|ref|required to=BD_Currency default=PRE001
FRECCONDITIONID|收款条件|ref|to=BD_RecCondition
FSELLER|销售员|ref|to=BD_Saler
FPriority|客户优先级|int|
FTaxRate|默认税率|decimal|
FISCREDITCHECK|启用信用管理|check|
FIsTrade|是否交易客户|check|
FDescription|备注|names|open length=500
F_RAP_ExternalId|外部编码|text|unique length=80
F_RAP_Note|内部备注|memo|free open length=500
FT_BD_CUSTCONTACT|地址信息|entry|pk=FENTRYID
>FNUMBER1|地点编码|text|
>FNAME1|地点名称|names|
>FADDRESS1|详细地址|names|
>FMOBILE|移动电话|text|
>FIsDefaultConsignee|默认收货地址|check|
FT_BD_CUSTBANK|银行信息|entry|pk=FENTRYID
>FBANKCODE|银行账号|text|
>FACCOUNTNAME|账户名称|text|
>FOPENBANKNAME|开户银行|text|
>FCURRENCYID|币别|ref|to=BD_Currency",
    },
    Form {
        id: "BD_CommonContact",
        title: "联系人",
        pk: "FCONTACTID",
        number: "FNumber",
        prefix: "CXR",
        fields: "FNumber|编码|text|length=30
FName|姓名|names|required length=100
FMobile|移动电话|text|length=50
FTel|固定电话|text|length=50
FEmail|电子邮箱|text|length=100
FPost|职务|text|length=100
FBizAddress|详细地址|names|length=250
FCompanyType|类型|text|default=BD_Customer
FCompany|所属公司|ref|to=BD_Customer
FCustId|客户|ref|to=BD_Customer
FDescription|备注|names|length=500
F_RAP_ExternalId|外部编码|text|unique length=80
F_RAP_Note|内部备注|memo|free length=500",
    },
    Form {
        id: "SAL_SaleOrder",
        title: "销售订单",
        pk: "FID",
        number: "FBillNo",
        prefix: "XSDD",
        fields: "FBillNo|单据编号|text|length=30
FBillTypeID|单据类型|ref|required to=BOS_BillType
FDate|日期|date|required
FSaleOrgId|销售组织|ref|required to=ORG_Organizations
FCustId|客户|ref|required to=BD_Customer
FSalerId|销售员|ref|required to=BD_Saler
FNote|备注|memo|free open length=500
F_RAP_ExternalId|外部编码|text|unique length=80
FSaleOrderFinance|财务信息|head|
FSettleCurrId|结算币别|ref|required to=BD_Currency in=FSaleOrderFinance
FRecConditionId|收款条件|ref|to=BD_RecCondition in=FSaleOrderFinance
FBillAllAmount|价税合计|decimal|read_only in=FSaleOrderFinance
FSaleOrderEntry|订单明细|entry|pk=FEntryID
>FMaterialId|物料编码|ref|required to=BD_MATERIAL
>FUnitID|销售单位|ref|to=BD_UNIT
>FQty|销售数量|decimal|
>FPrice|单价|decimal|
>FTaxPrice|含税单价|decimal|
>FEntryTaxRate|税率|decimal|
>FDeliveryDate|要货日期|date|
>FEntryNote|备注|text|
>F_RAP_LineId|外部行号|text|",
    },
    Form {
        id: "AR_receivable",
        title: "应收单",
        pk: "FID",
        number: "FBillNo",
        prefix: "AR",
        fields: "FBillNo|单据编号|text|length=30
FBillTypeID|单据类型|ref|required to=BOS_BillType
FDATE|业务日期|date|required
FENDDATE_H|到期日|date|
FCUSTOMERID|客户|ref|required to=BD_Customer
FSETTLEORGID|结算组织|ref|required to=ORG_Organizations
FCURRENCYID|币别|ref|required to=BD_Currency
FALLAMOUNTFOR|价税合计|decimal|
FRECEIVEAMOUNT|已收款金额|decimal|
FAR_Remark|备注|memo|free open length=500
FsubHeadFinc|财务|head|
FACCNTTIMEJUDGETIME|到期日计算日期|date|in=FsubHeadFinc
FMAINBOOKSTDCURRID|本位币|ref|to=BD_Currency in=FsubHeadFinc
FEntityDetail|明细|entry|pk=FEntryID
>FMATERIALID|物料编码|ref|to=BD_MATERIAL
>FPriceQty|计价数量|decimal|
>FTaxPrice|含税单价|decimal|
>FALLAMOUNTFOR_D|价税合计|decimal|",
    },
    Form {
        id: "AR_RECEIVEBILL",
        title: "收款单",
        pk: "FID",
        number: "FBillNo",
        prefix: "SKD",
        fields: "FBillNo|单据编号|text|length=30
FBillTypeID|单据类型|ref|required to=BOS_BillType
FDATE|业务日期|date|required
FCONTACTUNIT|往来单位|ref|required to=BD_Customer
FPAYORGID|收款组织|ref|required to=ORG_Organizations
FCURRENCYID|币别|ref|required to=BD_Currency
FRECEIVEAMOUNTFOR_H|实收金额|decimal|
FREMARK|备注|memo|free open length=500
FRECEIVEBILLENTRY|收款明细|entry|pk=FEntryID
>FRECTOTALAMOUNTFOR|应收金额|decimal|
>FSETTLERECAMOUNTFOR|实收金额|decimal|
>FCOMMENT|备注|text|",
    },
    Form {
        id: "CRM_Contract",
        title: "销售合同",
        pk: "FID",
        number: "FBillNo",
        prefix: "XSHT",
        fields: "FBillNo|单据编号|text|length=30
FName|合同名称|names|required length=200
FDate|签订日期|date|required
FSaleOrgId|销售组织|ref|required to=ORG_Organizations
FCustId|客户|ref|required to=BD_Customer
FSalerId|销售员|ref|to=BD_Saler
FSettleCurrId|结算币别|ref|required to=BD_Currency
FBillAllAmount|合同金额|decimal|
FValiStartDate|有效开始日期|date|
FValiEndDate|有效结束日期|date|
FNote|备注|memo|free open length=500",
    },
    Form {
        id: "BD_Currency",
        title: "币别",
        pk: "FCURRENCYID",
        number: "FNumber",
        prefix: "PRE",
        fields: "FNumber|编码|text|
FName|名称|names|required
FCODE|货币代码|text|",
    },
    Form {
        id: "BD_MATERIAL",
        title: "物料",
        pk: "FMATERIALID",
        number: "FNumber",
        prefix: "MAT",
        fields: "FNumber|编码|text|
FName|名称|names|required
FSpecification|规格型号|names|
FDescription|描述|names|free",
    },
    Form {
        id: "BD_Saler",
        title: "销售员",
        pk: "fid",
        number: "FNumber",
        prefix: "XSY",
        fields: "FNumber|编码|text|
FName|名称|names|required",
    },
    Form {
        id: "BD_RecCondition",
        title: "收款条件",
        pk: "FID",
        number: "FNumber",
        prefix: "SKTJ",
        fields: "FNumber|编码|text|
FName|名称|names|required",
    },
    Form {
        id: "BD_UNIT",
        title: "计量单位",
        pk: "FUNITID",
        number: "FNumber",
        prefix: "U",
        fields: "FNumber|编码|text|
FName|名称|names|required",
    },
    Form {
        id: "BOS_BillType",
        title: "单据类型",
        pk: "FBillTypeID",
        number: "FNumber",
        prefix: "DJ",
        fields: "FNumber|编码|text|
FName|名称|names|required",
    },
    Form {
        id: "ORG_Organizations",
        title: "组织机构",
        pk: "FOrgID",
        number: "FNumber",
        prefix: "ORG",
        fields: "FNumber|编码|text|
FName|名称|names|required",
    },
    Form {
        id: "BD_CustomerGroup",
        title: "客户分组",
        pk: "FID",
        number: "FNumber",
        prefix: "KHFZ",
        fields: "FNumber|编码|text|
FName|名称|names|required
FParentId|上级分组|int|",
    },
    Form {
        id: "BOS_ASSISTANTDATA_SELECT",
        title: "辅助资料",
        pk: "FEntryID",
        number: "FNumber",
        prefix: "FZ",
        fields: "FNumber|编码|text|
FDataValue|名称|names|required",
    },
    Form {
        id: "SEC_User",
        title: "用户",
        pk: "FUserID",
        number: "FUserAccount",
        prefix: "U",
        fields: "FUserAccount|账号|text|
FName|名称|names|required",
    },
];

pub(super) fn form_of(table: &Table) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.id == table.name)
}

/// Key of a form's internal id, and of its number.
pub(super) fn keys(table: &Table) -> (&'static str, &'static str) {
    form_of(table).map_or(("FID", "FNumber"), |form| (form.pk, form.number))
}

/// All tables, empty.
pub(super) fn tables() -> Vec<Table> {
    FORMS.iter().map(table).collect()
}

fn table(form: &Form) -> Table {
    let mut id = Field::new(form.pk, "内码", Class::Id, "pk");
    id.extra = json!({ "virtual": true });
    let mut fields = vec![id];
    let lines = form.fields.lines().chain(parts(form.id).iter().flat_map(|part| part.lines()));
    for line in lines {
        let mut parts = line.trim_start_matches('>').split('|');
        let mut next = || parts.next().unwrap_or_default();
        let (key, name, kind, flags) = (next(), next(), next(), next());
        let extra = extra_of(flags);
        if line.starts_with('>') {
            let column = json!({ "key": key, "name": name, "kind": kind, "to": extra["to"], "required": extra["required"] });
            if let Some(columns) = fields.last_mut().and_then(|entry| entry.extra["columns"].as_array_mut()) {
                columns.push(column);
            }
            continue;
        }
        let mut field = Field::new(key, name, class(kind), kind);
        field.extra = extra;
        if kind == "entry" {
            field.extra["columns"] = json!([]);
        }
        fields.push(field);
    }
    Table::new(form.id, form.title, fields)
}

fn extra_of(flags: &str) -> Value {
    let mut extra = json!({});
    for flag in flags.split_whitespace() {
        match flag.split_once('=') {
            Some(("length", length)) => extra["length"] = json!(length.parse::<u64>().unwrap_or(255)),
            Some((name, value)) => extra[name] = json!(value),
            None => extra[flag] = json!(true),
        }
    }
    extra
}

fn class(kind: &str) -> Class {
    match kind {
        "text" | "memo" | "names" => Class::Text,
        "int" | "decimal" => Class::Number,
        "date" | "datetime" => Class::Time,
        "check" => Class::Flag,
        "state" => Class::Choice,
        "ref" => Class::Link,
        _ => Class::Other,
    }
}

/// Whether the system alone fills it.
pub(super) fn is_own(field: &Field) -> bool {
    field.extra["virtual"] == true || field.extra["read_only"] == true
}

/// The form that a reference leads to.
pub(super) fn target(field: &Field) -> Option<&str> {
    field.extra["to"].as_str()
}

/// A column of an entry.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) to: Option<String>,
    pub(super) required: bool,
}

/// The columns of an entry.
pub(super) fn columns(entry: &Field) -> Vec<Column> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let of = |column: &Value| Column {
        key: text(&column["key"]),
        name: text(&column["name"]),
        kind: text(&column["kind"]),
        to: column["to"].as_str().map(str::to_owned),
        required: column["required"] == true,
    };
    entry.extra["columns"].as_array().into_iter().flatten().map(of).collect()
}

/// Key of the ids of an entry's lines.
pub(super) fn line_pk(entry: &Field) -> &str {
    entry.extra["pk"].as_str().unwrap_or("FEntryID")
}

fn names(text: &str) -> Value {
    json!([{ "Key": 2052, "Value": text }])
}

/// The answer that describes a form.
pub(super) fn described(table: &Table) -> Value {
    let described = |key: &str, name: &str, kind: &str, must: bool, to: Option<&str>| {
        let (field_type, element) = type_numbers(kind);
        json!({ "Key": key, "Name": names(name), "FieldType": field_type, "ElementType": element, "MustInput": i32::from(must),
                "LookUpObjectFormId": to.unwrap_or(" ") })
    };
    let of = |field: &Field| described(&field.name, &field.label, &field.type_name, field.extra["required"] == true, target(field));
    let in_part = |part: Option<&str>| {
        let wanted = |field: &&Field| field.extra["in"].as_str() == part && !matches!(field.type_name.as_str(), "entry" | "head" | "pk");
        table.visible_fields().map(|(_, field)| field).filter(wanted).map(of).collect::<Vec<Value>>()
    };
    let (pk, _) = keys(table);
    let mut entries = vec![
        json!({ "Key": "FBillHead", "Name": names("单据头"), "TableName": format!("T_{}", table.name.to_uppercase()), "ParentKey": null,
                                   "EntryName": "FBillHead", "EntryPkFieldName": pk, "Fields": in_part(None) }),
    ];
    for (_, field) in table.visible_fields() {
        let mut entry = json!({ "Key": field.name, "Name": names(&field.label), "TableName": format!("T_{}_{}", table.name, field.name).to_uppercase(), "ParentKey": "FBillHead",
                                "EntryName": field.name.trim_start_matches('F') });
        match field.type_name.as_str() {
            "head" => {
                entry["EntryPkFieldName"] = json!("FEntryId");
                entry["Fields"] = json!(in_part(Some(&field.name)));
            }
            "entry" => {
                entry["EntryPkFieldName"] = json!(line_pk(field));
                let lines =
                    columns(field).into_iter().map(|line| described(&line.key, &line.name, &line.kind, line.required, line.to.as_deref()));
                entry["Fields"] = json!(lines.collect::<Vec<Value>>());
            }
            _ => continue,
        }
        entries.push(entry);
    }
    let operations = ["Save", "Submit", "Audit", "UnAudit", "CancelAssign", "Delete", "Forbid", "Enable"];
    let operations: Vec<Value> = operations.iter().map(|name| json!({ "OperationNumber": name, "OperationName": names(name) })).collect();
    json!({ "Id": table.name, "Name": names(&table.label), "PkFieldName": pk, "Entrys": entries, "Operations": operations })
}

fn type_numbers(kind: &str) -> (i32, i32) {
    match kind {
        "int" | "number" => (56, 3),
        "decimal" => (106, 2),
        "date" => (61, 5),
        "datetime" => (61, 29),
        "check" => (175, 8),
        "state" => (175, 9),
        "ref" => (56, 13),
        "memo" => (231, 28),
        _ => (231, 1),
    }
}
