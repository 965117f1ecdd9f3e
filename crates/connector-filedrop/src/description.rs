//! What people see of the connector: name, settings form, help.

use std::sync::OnceLock;

use connector::{Description, Setting, SettingKind};
use model::Label;

pub(crate) fn description() -> &'static Description {
    static DESCRIPTION: OnceLock<Description> = OnceLock::new();
    DESCRIPTION.get_or_init(|| Description {
        name: "file_drop",
        title: Label::new("File drop", "文件投递"),
        summary: Label::new(
            "Files in a watched folder or behind an address: CSV, XLSX, JSON Lines.",
            "监视文件夹或网址中的文件：CSV、XLSX、JSON Lines。",
        ),
        category: "file",
        settings: place().into_iter().chain(content()).chain(form()).collect(),
        page: "file-drop.md",
    })
}

/// Where the files are.
fn place() -> Vec<Setting> {
    vec![
        Setting::new(SettingKind::Choice, "place", ("Where the files are", "文件位置"), ("", ""))
            .needed()
            .preset("folder")
            .choices(&[("folder", "A folder", "文件夹"), ("address", "An address", "网址")]),
        Setting::new(
            SettingKind::Text,
            "folder",
            ("Folder", "文件夹"),
            ("Whole path, in a folder that an administrator opened.", "完整路径，须位于管理员开放的文件夹中。"),
        )
        .only_if("place", &["folder"]),
        Setting::new(SettingKind::Text, "pattern", ("Names", "文件名"), ("For example customers-*.csv", "例如 customers-*.csv"))
            .preset("*")
            .only_if("place", &["folder"]),
        Setting::new(
            SettingKind::Integer,
            "settle_seconds",
            ("Rest before reading (seconds)", "读取前静置时长（秒）"),
            ("A file that changed more recently may not be whole yet.", "刚变动的文件可能尚未写完。"),
        )
        .preset("10")
        .only_if("place", &["folder"]),
        Setting::new(SettingKind::Url, "url", ("Address", "网址"), ("http or https", "http 或 https")).only_if("place", &["address"]),
        Setting::new(
            SettingKind::Secret,
            "token",
            ("Token", "令牌"),
            ("Sent as a bearer token, where one is needed.", "如需要，以 Bearer 令牌发送。"),
        )
        .only_if("place", &["address"]),
        Setting::new(SettingKind::Integer, "megabytes_max", ("Largest size (MB)", "大小上限（MB）"), ("", ""))
            .preset("256")
            .only_if("place", &["address"]),
    ]
}

/// What the files mean.
fn content() -> Vec<Setting> {
    vec![
        Setting::new(
            SettingKind::Choice,
            "content",
            ("What a file is", "文件含义"),
            ("Only a snapshot can show that records are gone.", "只有快照能表明记录已不存在。"),
        )
        .needed()
        .preset("changes")
        .choices(&[
            ("changes", "Changes: each file is read once", "变更：每个文件读取一次"),
            ("snapshot", "Snapshot: the newest file is everything there is", "快照：最新文件即全部数据"),
        ]),
        Setting::new(
            SettingKind::Text,
            "key",
            ("Columns with the record's id", "记录 ID 列"),
            ("Divided by commas; empty where only match keys tell.", "以逗号分隔；仅靠匹配键识别时留空。"),
        ),
        Setting::new(
            SettingKind::Text,
            "updated",
            ("Column with the time of change", "变更时间列"),
            ("Lets old rows be told from new ones.", "用于区分新旧行。"),
        ),
        Setting::new(
            SettingKind::Text,
            "deleted",
            ("Column that marks deleted records", "删除标记列"),
            ("1, true, yes or deleted there means that the record is gone.", "值为 1、true、yes 或 deleted 表示记录已删除。"),
        ),
    ]
}

/// How the files are written, and the way back.
fn form() -> Vec<Setting> {
    vec![
        Setting::new(SettingKind::Text, "encoding", ("Encoding", "编码"), ("Found out; for example gb18030.", "自动识别；例如 gb18030。")),
        Setting::new(
            SettingKind::Text,
            "delimiter",
            ("Delimiter", "分隔符"),
            ("Found out; one character, or tab.", "自动识别；单个字符或 tab。"),
        ),
        Setting::new(
            SettingKind::Integer,
            "header_row",
            ("Row of the column names", "列名所在行"),
            ("Found out; 0 for none.", "自动识别；0 表示没有。"),
        ),
        Setting::new(
            SettingKind::Text,
            "sheet",
            ("Sheet", "工作表"),
            ("Of a workbook; the first that fits.", "工作簿中的表；默认首个合适的。"),
        ),
        Setting::new(
            SettingKind::Text,
            "outgoing",
            ("Folder for outgoing changes", "传出变更文件夹"),
            ("Whole path; empty where nothing is written.", "完整路径；不写出时留空。"),
        ),
        Setting::new(SettingKind::Choice, "outgoing_format", ("Kind of outgoing files", "传出文件格式"), ("", ""))
            .preset("jsonl")
            .choices(&[("jsonl", "JSON Lines", "JSON Lines"), ("csv", "CSV", "CSV")]),
    ]
}
