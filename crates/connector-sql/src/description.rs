//! What people see of the connector: name, settings form, help.

use std::sync::OnceLock;

use connector::{Description, Setting, SettingKind};
use model::Label;

pub(crate) fn description() -> &'static Description {
    static DESCRIPTION: OnceLock<Description> = OnceLock::new();
    DESCRIPTION.get_or_init(|| Description {
        name: "sql",
        title: Label::new("SQL database", "SQL 数据库"),
        summary: Label::new(
            "Tables and queries of PostgreSQL, MySQL, MariaDB and SQLite.",
            "PostgreSQL、MySQL、MariaDB 和 SQLite 的表与查询。",
        ),
        category: "database",
        settings: place().into_iter().chain(reading()).collect(),
        page: "sql.md",
    })
}

/// Where the database is and who we are there.
fn place() -> Vec<Setting> {
    let served = || Some(("system", vec!["postgresql", "mysql"]));
    let text = |name, label, help, only_if| Setting { name, label, help, only_if, ..Setting::default() };
    vec![
        Setting {
            name: "system",
            label: Label::new("Database system", "数据库系统"),
            help: Label::new("MySQL stands for MariaDB, too.", "MySQL 选项同样适用于 MariaDB。"),
            kind: SettingKind::Choice,
            required: true,
            default: Some("postgresql"),
            options: vec![
                ("postgresql", Label::new("PostgreSQL", "PostgreSQL")),
                ("mysql", Label::new("MySQL or MariaDB", "MySQL 或 MariaDB")),
                ("sqlite", Label::new("SQLite file", "SQLite 文件")),
            ],
            ..Setting::default()
        },
        text(
            "host",
            Label::new("Host", "主机"),
            Label::new(
                "Name or address, or the folder of a socket. Inner addresses and ports must be allowed by an administrator.",
                "名称、地址或套接字所在文件夹。内网地址和端口需由管理员放行。",
            ),
            served(),
        ),
        Setting {
            kind: SettingKind::Integer,
            ..text("port", Label::new("Port", "端口"), Label::new("Empty for the usual one.", "留空则使用默认端口。"), served())
        },
        text("database", Label::new("Database", "数据库"), Label::new("Its name.", "数据库名称。"), served()),
        text(
            "user",
            Label::new("User", "用户"),
            Label::new("One made for Rapport, with few rights.", "请为 Rapport 单独创建权限最小的用户。"),
            served(),
        ),
        Setting { kind: SettingKind::Secret, ..text("password", Label::new("Password", "密码"), Label::new("", ""), served()) },
        Setting {
            kind: SettingKind::Choice,
            default: Some("verify"),
            options: vec![
                ("verify", Label::new("Encrypted, certificate checked", "加密并校验证书")),
                ("require", Label::new("Encrypted, certificate not checked", "加密但不校验证书")),
                ("disable", Label::new("Not encrypted", "不加密")),
            ],
            ..text("encryption", Label::new("Encryption", "加密"), Label::new("Sockets need none.", "套接字连接无需加密。"), served())
        },
        Setting {
            kind: SettingKind::LongText,
            ..text(
                "authority",
                Label::new("Certificate of the authority", "颁发机构证书"),
                Label::new("PEM, where the server's certificate is not a public one.", "PEM 格式，服务器证书非公共机构颁发时填写。"),
                served(),
            )
        },
        text(
            "file",
            Label::new("File", "文件"),
            Label::new("Whole path, in a folder that an administrator opened.", "完整路径，须位于管理员开放的文件夹中。"),
            Some(("system", vec!["sqlite"])),
        ),
    ]
}

/// What is read and how.
fn reading() -> Vec<Setting> {
    vec![
        Setting {
            name: "streams",
            label: Label::new("Keys, times and queries", "主键、时间列与查询"),
            help: Label::new(
                "One line each: customers: key=id updated=changed_at deleted=is_deleted. A query: big: key=id query=SELECT …",
                "每行一个：customers: key=id updated=changed_at deleted=is_deleted。查询：big: key=id query=SELECT …",
            ),
            kind: SettingKind::LongText,
            ..Setting::default()
        },
        Setting {
            name: "zone",
            label: Label::new("Zone of times without a zone", "无时区时间所属时区"),
            help: Label::new("For example Asia/Shanghai.", "例如 Asia/Shanghai。"),
            kind: SettingKind::Zone,
            default: Some("UTC"),
            ..Setting::default()
        },
        Setting {
            name: "overlap_seconds",
            label: Label::new("Look back (seconds)", "回看时长（秒）"),
            help: Label::new("Longer than the longest transaction of those who write there.", "应长于对方最长的写入事务。"),
            kind: SettingKind::Integer,
            default: Some("300"),
            ..Setting::default()
        },
        Setting {
            name: "timeout_seconds",
            label: Label::new("Time limit of a statement (seconds)", "单条语句时限（秒）"),
            help: Label::new("Protects a busy database.", "用于保护繁忙的数据库。"),
            kind: SettingKind::Integer,
            default: Some("60"),
            ..Setting::default()
        },
    ]
}
