//! What people see of the connector: name, settings form, help. And what the settings for writing mean.

use std::sync::OnceLock;

use connector::{ConnectContext, ConnectorError, Description, Setting, SettingKind};
use model::Label;

/// The host that knows where tenants live.
pub(crate) const ADDRESS: &str = "https://apigateway.yonyoucloud.com";
pub(crate) const ZONE: &str = "Asia/Shanghai";
/// What an interface gives without a contract for more.
pub(crate) const CALLS_PER_MINUTE: u64 = 60;
pub(crate) const SUITE: &str = "suite";

/// What new customers get where their fields do not say it.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewCustomers {
    pub org_code: Option<String>,
    pub kind_code: Option<String>,
    pub class_code: Option<String>,
}

/// What becomes of a customer that is deleted here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deletion {
    Never,
    Stop,
    Delete,
}

/// How far orders and receivables are brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finish {
    Save,
    Submit,
    Audit,
}

impl NewCustomers {
    pub fn of(context: &ConnectContext) -> Self {
        let text = |name: &str| context.text(name).map(str::to_owned);
        Self { org_code: text("org_code"), kind_code: text("trans_type_code"), class_code: text("customer_class_code") }
    }
}

fn wrong(setting: &str, other: &str, right: &str) -> ConnectorError {
    ConnectorError::Setting { setting: setting.to_owned(), reason: format!("{other:?} is no choice; write {right}") }
}

impl Deletion {
    pub fn of(context: &ConnectContext) -> Result<Self, ConnectorError> {
        match context.text("deletions").unwrap_or("stop") {
            "never" => Ok(Self::Never),
            "stop" => Ok(Self::Stop),
            "delete" => Ok(Self::Delete),
            other => Err(wrong("deletions", other, "never, stop or delete")),
        }
    }
}

impl Finish {
    pub fn of(context: &ConnectContext) -> Result<Self, ConnectorError> {
        match context.text("finish").unwrap_or("save") {
            "save" => Ok(Self::Save),
            "submit" => Ok(Self::Submit),
            "audit" => Ok(Self::Audit),
            other => Err(wrong("finish", other, "save, submit or audit")),
        }
    }
}

pub(crate) fn description() -> &'static Description {
    static DESCRIPTION: OnceLock<Description> = OnceLock::new();
    DESCRIPTION.get_or_init(|| Description {
        name: "yonyou",
        title: Label::new("Yonyou BIP / YonSuite", "用友 BIP / YonSuite"),
        summary: Label::new(
            "Customers, contacts, CRM, sales orders, contracts and receivables of a Yonyou BIP tenant.",
            "用友 BIP 租户中的客户、联系人、CRM、销售订单、销售合同和应收。",
        ),
        category: "erp",
        settings: [app(), writing(), events(), pace()].concat(),
        page: "yonyou.md",
    })
}

/// The tenant, and the app that signs in.
fn app() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Text,
            "tenant_id",
            ("Tenant ID", "租户 ID"),
            ("Shown with the app on the open platform.", "在开放平台的应用信息中查看。"),
        )
        .needed(),
        Setting::new(
            SettingKind::Choice,
            "app_kind",
            ("Kind of app", "应用类型"),
            ("Most tenants make an app of their own (API authorisation).", "通常为企业自建应用（API 授权）。"),
        )
        .needed()
        .preset("own")
        .choices(&[("own", "The tenant's own app", "企业自建应用"), (SUITE, "A software house's suite", "生态应用（套件）")]),
        Setting::new(
            SettingKind::Text,
            "app_key",
            ("App key", "App Key"),
            (
                "Under API authorisation; give the app the interfaces that docs/connectors/yonyou.md lists. For a suite: its suite key.",
                "在“API 授权”中查看，并为应用授权 docs/connectors/yonyou.md 列出的接口。套件填写 Suite Key。",
            ),
        )
        .needed(),
        Setting::new(
            SettingKind::Secret,
            "app_secret",
            ("App secret", "App Secret"),
            ("Shown beside the app key. It signs requests and opens events.", "显示在 App Key 旁，用于请求签名和事件解密。"),
        )
        .needed(),
        Setting::new(
            SettingKind::Secret,
            "suite_ticket",
            ("Suite ticket", "Suite Ticket"),
            ("The last one that the vendor sent to the suite's address, where it needs one.", "厂商最近推送到套件地址的票据（如需要）。"),
        )
        .only_if("app_kind", &[SUITE]),
        Setting::new(
            SettingKind::Url,
            "address",
            ("Address of the platform", "开放平台地址"),
            (
                "It tells where the tenant lives. Change it for a private cloud or a simulator only.",
                "用于查询租户所在数据中心。仅私有云或模拟器需要修改。",
            ),
        )
        .preset(ADDRESS),
        Setting::new(
            SettingKind::Text,
            "use_org",
            ("Organisation whose customers are read", "读取客户的使用组织"),
            (
                "Code of the organisation. Empty: every customer once, as the organisation that made it has it.",
                "使用组织编码。留空则每个客户只读取一次，以其管理组织为准。",
            ),
        ),
    ]
}

/// What new and changed records get.
fn writing() -> Vec<Setting> {
    let text = |name, en, zh, help_en, help_zh| Setting::new(SettingKind::Text, name, (en, zh), (help_en, help_zh));
    vec![
        text(
            "org_code",
            "Organisation of new customers",
            "新客户的管理组织",
            "Code of the managing organisation, e.g. global00. Needed for writing customers unless a field is mapped to it.",
            "管理组织编码，例如 global00。写入客户时必填，除非已映射该字段。",
        ),
        text(
            "trans_type_code",
            "Kind of new customers",
            "新客户的客户类型",
            "Code of the transaction type; empty for the tenant's default.",
            "交易类型编码，留空使用默认类型。",
        ),
        text(
            "customer_class_code",
            "Class of new customers",
            "新客户的客户分类",
            "Code of the class, where customers must have one.",
            "客户分类编码（如为必填）。",
        ),
        Setting::new(
            SettingKind::Choice,
            "deletions",
            ("When a customer is deleted here", "本系统删除客户时"),
            ("Stopped customers keep their orders and can be started again.", "停用的客户保留其单据，并可重新启用。"),
        )
        .rehearsed()
        .preset("stop")
        .choices(&[
            ("never", "Do nothing there", "不处理"),
            ("stop", "Stop it there", "停用"),
            ("delete", "Delete it there", "删除"),
        ]),
        Setting::new(
            SettingKind::Choice,
            "finish",
            ("Orders and receivables that are written", "写入的订单和应收"),
            (
                "Saved ones are not in force yet. Approval may be left to the tenant's own process.",
                "仅保存的单据尚未生效。审核也可由租户的审批流完成。",
            ),
        )
        .rehearsed()
        .preset("save")
        .choices(&[
            ("save", "Only save", "仅保存"),
            ("submit", "Put forward for approval", "提交"),
            ("audit", "Put forward and approve", "提交并审核"),
        ]),
    ]
}

/// Changes without delay.
fn events() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Boolean,
            "events",
            ("Take events", "接收事件推送"),
            (
                "Subscribe the app to events of customers and sales orders, with this server's public address and behind it the path that the connection shows.",
                "在应用的“事件订阅”中订阅客户和销售订单事件，回调地址为本服务器公网地址加该连接显示的路径。",
            ),
        ),
        Setting::new(
            SettingKind::Choice,
            "event_reply",
            ("How events are answered", "事件应答方式"),
            (
                "If the platform does not take the plain answer when the subscription is saved, choose the sealed one.",
                "如果保存订阅时平台不接受明文应答，请选择加密应答。",
            ),
        )
        .preset("plain")
        .choices(&[("plain", "Plainly", "明文"), ("sealed", "Sealed and signed", "加密加签")]),
    ]
}

/// How much at once, and when it is there.
fn pace() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Zone,
            "zone",
            ("Time zone of the tenant", "租户时区"),
            ("The vendor writes times without one.", "厂商接口中的时间不带时区。"),
        )
        .preset(ZONE),
        Setting::new(
            SettingKind::Integer,
            "requests_per_minute",
            ("Requests per minute", "每分钟请求数"),
            (
                "60 is what an interface gives without a contract for more; at most three are on their way at a time.",
                "免费额度为每个接口每分钟 60 次；同时进行的请求最多三个。",
            ),
        )
        .rehearsed()
        .preset("60"),
        Setting::new(
            SettingKind::Integer,
            "customers_per_page",
            ("Customers at a time", "每页客户数"),
            (
                "50 to 5,000. More are read faster; fewer where the platform does not answer within its ten seconds.",
                "50 至 5000。数值越大读取越快；若平台在 10 秒内未能响应，请调小。",
            ),
        )
        .preset("500"),
    ]
}
