//! What people see of the connector: name, settings form, help.

use std::sync::OnceLock;

use connector::{Description, Setting, SettingKind};
use model::Label;

/// Requests a second unless told.
pub(crate) const REQUESTS_PER_SECOND: u64 = 5;
/// Where most servers stand.
pub(crate) const ZONE: &str = "Asia/Shanghai";

/// Ways to sign in that need an app.
const WITH_APP: &[&str] = &["signed", "login_signed", "login_secret"];

pub(crate) fn description() -> &'static Description {
    static DESCRIPTION: OnceLock<Description> = OnceLock::new();
    DESCRIPTION.get_or_init(|| Description {
        name: "kingdee",
        title: Label::new("Kingdee Cloud Galaxy", "金蝶云星空"),
        summary: Label::new(
            "Customers, contacts, orders, receivables and other forms of Kingdee Cloud Galaxy, read and written.",
            "读写金蝶云星空的客户、联系人、销售订单、应收单等单据和基础资料。",
        ),
        category: "erp",
        settings: [place(), app(), writing(), deleting(), rest()].concat(),
        page: "kingdee.md",
    })
}

/// The site and its data centre.
fn place() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Url,
            "url",
            ("Address", "地址"),
            (
                "As in the browser before /html5 or /index, e.g. https://example.ik3cloud.com/k3cloud. Without a path /k3cloud is added.",
                "与浏览器中登录地址一致，到 /k3cloud 为止，例如 https://example.ik3cloud.com/k3cloud。未填写路径时自动补上 /k3cloud。",
            ),
        )
        .needed(),
        Setting::new(
            SettingKind::Text,
            "account",
            ("Data centre ID", "数据中心 ID（账套 ID）"),
            (
                "On the page for third-party logins, under “generate test link”: DBid or acctID.",
                "在“第三方系统登录授权”页面点击“生成测试链接”可见：DBid 或 acctID。",
            ),
        )
        .needed(),
        Setting::new(
            SettingKind::Zone,
            "zone",
            ("Zone of the server", "服务器时区"),
            ("Times come without a zone: they are the server's own.", "接口返回的时间不带时区，为服务器本地时间。"),
        )
        .preset(ZONE),
    ]
}

/// Who calls.
fn app() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Choice,
            "flow",
            ("How to sign in", "登录方式"),
            (
                "Signed calls need no session and take up no login; choose a login where the site refuses them.",
                "签名调用无需会话，也不占用登录；如站点不支持，请选择登录方式。",
            ),
        )
        .needed()
        .preset("signed")
        .choices(&[
            ("signed", "Signed calls", "签名调用"),
            ("login_signed", "Login with signature", "签名登录"),
            ("login_secret", "Login with app secret", "应用密钥登录"),
            ("login_password", "Login with password", "用户名密码登录"),
        ]),
        Setting::new(
            SettingKind::Text,
            "user",
            ("User", "集成用户"),
            ("The user that the app acts as; not an administrator.", "第三方系统登录授权中的集成用户；不能是管理员。"),
        )
        .needed(),
        Setting::new(
            SettingKind::Text,
            "app_id",
            ("App ID", "应用 ID"),
            (
                "System management, third-party system login authorisation: the whole text with the underscore.",
                "“系统管理 > 第三方系统登录授权”中的应用 ID，包含下划线的完整内容。",
            ),
        )
        .only_if("flow", WITH_APP),
        Setting::new(
            SettingKind::Secret,
            "app_secret",
            ("App secret", "应用密钥"),
            ("Shown once beside the app ID.", "与应用 ID 一同生成，仅显示一次。"),
        )
        .only_if("flow", WITH_APP),
        Setting::new(
            SettingKind::Secret,
            "password",
            ("Password", "密码"),
            ("Of the user. The vendor advises against it.", "集成用户的密码。金蝶不建议使用此方式。"),
        )
        .only_if("flow", &["login_password"]),
        Setting::new(
            SettingKind::Text,
            "organisation",
            ("Organisation number", "组织编码"),
            ("In which signed calls act; 0 is the user's own.", "签名调用所在的组织编码；0 为用户的默认组织。"),
        )
        .preset("0")
        .only_if("flow", &["signed"]),
    ]
}

/// What becomes of records that are written.
fn writing() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Choice,
            "after",
            ("New records are", "新建数据"),
            ("Other documents can use a customer only once it is audited.", "客户审核后才能被其他单据使用。"),
        )
        .rehearsed()
        .preset("audit")
        .choices(&[
            ("audit", "Saved, submitted and audited", "保存、提交并审核"),
            ("submit", "Saved and submitted", "保存并提交"),
            ("save", "Saved", "仅保存"),
        ]),
        Setting::new(
            SettingKind::Choice,
            "approval",
            ("Auditing", "审核方式"),
            (
                "Where the organisation has approval flows for these documents, auditing them directly is refused: they are approved in the flow, as one user and for one step.",
                "如组织为这些单据启用了审批流，则不能直接审核：改为以指定用户在审批流中通过一个节点。",
            ),
        )
        .rehearsed()
        .preset("audit")
        .choices(&[("audit", "Audit", "直接审核"), ("workflow", "Approve in the workflow", "工作流审批通过")])
        .only_if("after", &["audit"]),
        Setting::new(
            SettingKind::Text,
            "approver",
            ("Approver", "审批人"),
            (
                "Name or internal ID of the user whose step it is. Empty: the user of this connection.",
                "该节点审批人的用户名或内码。留空则为本连接的集成用户。",
            ),
        )
        .only_if("approval", &["workflow"]),
        Setting::new(
            SettingKind::Choice,
            "audited",
            ("Audited records", "已审核数据"),
            (
                "They cannot be changed as they are: reopened, changed and audited again, or left alone with a problem that people see.",
                "已审核数据不能直接修改：反审核、修改后重新审核；或不修改并提示问题。",
            ),
        )
        .rehearsed()
        .preset("reopen")
        .choices(&[("reopen", "Reopen, change, audit again", "反审核后修改并重新审核"), ("refuse", "Do not change", "不修改")]),
    ]
}

/// What may be deleted.
fn deleting() -> Vec<Setting> {
    vec![Setting::new(
        SettingKind::LongText,
        "delete_lines",
        ("Entries whose lines may be deleted", "允许删除分录行的单据体"),
        (
            "One a line, e.g. SAL_SaleOrder/FSaleOrderEntry; empty: none. A bill is then saved with its lines that stay, and the server deletes all others: a line that somebody adds in the same second goes with them.",
            "每行一个，例如 SAL_SaleOrder/FSaleOrderEntry；留空则不删除。删除时以保留的分录保存单据，其余分录由服务器删除：同一时刻他人新增的分录也会被删除。",
        ),
    )
        .rehearsed()]
}

fn rest() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::LongText,
            "forms",
            ("Further forms", "其他单据"),
            (
                "IDs of forms beside the usual ones, one a line, e.g. SAL_OUTSTOCK or PUR_Contract: the vendor lists none.",
                "除常用单据外的业务对象标识，每行一个，例如 SAL_OUTSTOCK、PUR_Contract。金蝶不提供单据清单接口。",
            ),
        ),
        Setting::new(
            SettingKind::Integer,
            "language",
            ("Language", "语言"),
            (
                "Of messages and names: 2052 Chinese, 1033 English, 3076 traditional.",
                "消息与名称的语言：2052 简体中文、1033 英文、3076 繁体中文。",
            ),
        )
        .preset("2052"),
        Setting::requests_per_second("5", ("At most four are on their way at a time.", "同时进行的请求最多四个。")),
    ]
}
