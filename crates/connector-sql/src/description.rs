//! What people see of the connector: name, settings form, help.

use std::sync::OnceLock;

use connector::{Description, Setting, SettingKind};
use model::Label;

/// Systems behind a network.
const SERVED: &[&str] = &["postgresql", "mysql"];

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
    vec![
        Setting::new(
            SettingKind::Choice,
            "system",
            ("Database system", "数据库系统"),
            ("MySQL stands for MariaDB, too.", "MySQL 选项同样适用于 MariaDB。"),
        )
        .needed()
        .preset("postgresql")
        .choices(&[
            ("postgresql", "PostgreSQL", "PostgreSQL"),
            ("mysql", "MySQL or MariaDB", "MySQL 或 MariaDB"),
            ("sqlite", "SQLite file", "SQLite 文件"),
        ]),
        Setting::new(
            SettingKind::Text,
            "host",
            ("Host", "主机"),
            (
                "Name or address, or the folder of a socket. Inner addresses and ports must be allowed by an administrator.",
                "名称、地址或套接字所在文件夹。内网地址和端口需由管理员放行。",
            ),
        )
        .only_if("system", SERVED),
        Setting::new(SettingKind::Integer, "port", ("Port", "端口"), ("Empty for the usual one.", "留空则使用默认端口。"))
            .only_if("system", SERVED),
        Setting::new(SettingKind::Text, "database", ("Database", "数据库"), ("Its name.", "数据库名称。")).only_if("system", SERVED),
        Setting::new(
            SettingKind::Text,
            "user",
            ("User", "用户"),
            ("One made for Rapport, with few rights.", "请为 Rapport 单独创建权限最小的用户。"),
        )
        .only_if("system", SERVED),
        Setting::new(SettingKind::Secret, "password", ("Password", "密码"), ("", "")).only_if("system", SERVED),
        Setting::new(SettingKind::Choice, "encryption", ("Encryption", "加密"), ("Sockets need none.", "套接字连接无需加密。"))
            .preset("verify")
            .choices(&[
                ("verify", "Encrypted, certificate checked", "加密并校验证书"),
                ("require", "Encrypted, certificate not checked", "加密但不校验证书"),
                ("disable", "Not encrypted", "不加密"),
            ])
            .only_if("system", SERVED),
        Setting::new(
            SettingKind::LongText,
            "authority",
            ("Certificate of the authority", "颁发机构证书"),
            ("PEM, where the server's certificate is not a public one.", "PEM 格式，服务器证书非公共机构颁发时填写。"),
        )
        .only_if("system", SERVED),
        Setting::new(
            SettingKind::Text,
            "file",
            ("File", "文件"),
            ("Whole path, in a folder that an administrator opened.", "完整路径，须位于管理员开放的文件夹中。"),
        )
        .only_if("system", &["sqlite"]),
    ]
}

/// What is read and how.
fn reading() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::LongText,
            "streams",
            ("Keys, times and queries", "主键、时间列与查询"),
            (
                "One line each: customers: key=id updated=changed_at deleted=is_deleted. A query: big: key=id query=SELECT …",
                "每行一个：customers: key=id updated=changed_at deleted=is_deleted。查询：big: key=id query=SELECT …",
            ),
        ),
        Setting::new(
            SettingKind::Zone,
            "zone",
            ("Zone of times without a zone", "无时区时间所属时区"),
            ("For example Asia/Shanghai.", "例如 Asia/Shanghai。"),
        )
        .preset("UTC"),
        Setting::new(
            SettingKind::Integer,
            "overlap_seconds",
            ("Look back (seconds)", "回看时长（秒）"),
            ("Longer than the longest transaction of those who write there.", "应长于对方最长的写入事务。"),
        )
        .preset("300"),
        Setting::new(
            SettingKind::Integer,
            "timeout_seconds",
            ("Time limit of a statement (seconds)", "单条语句时限（秒）"),
            ("Protects a busy database.", "用于保护繁忙的数据库。"),
        )
        .preset("60"),
    ]
}
