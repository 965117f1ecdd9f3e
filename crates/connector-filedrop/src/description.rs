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

fn text(name: &'static str, label: Label, help: Label) -> Setting {
    Setting { name, label, help, ..Setting::default() }
}

/// Where the files are.
fn place() -> Vec<Setting> {
    let only = |place: &'static str| Some(("place", vec![place]));
    vec![
        Setting {
            kind: SettingKind::Choice,
            required: true,
            default: Some("folder"),
            options: vec![("folder", Label::new("A folder", "文件夹")), ("address", Label::new("An address", "网址"))],
            ..text("place", Label::new("Where the files are", "文件位置"), Label::new("", ""))
        },
        Setting {
            only_if: only("folder"),
            ..text(
                "folder",
                Label::new("Folder", "文件夹"),
                Label::new("Whole path, in a folder that an administrator opened.", "完整路径，须位于管理员开放的文件夹中。"),
            )
        },
        Setting {
            only_if: only("folder"),
            default: Some("*"),
            ..text("pattern", Label::new("Names", "文件名"), Label::new("For example customers-*.csv", "例如 customers-*.csv"))
        },
        Setting {
            only_if: only("folder"),
            kind: SettingKind::Integer,
            default: Some("10"),
            ..text(
                "settle_seconds",
                Label::new("Rest before reading (seconds)", "读取前静置时长（秒）"),
                Label::new("A file that changed more recently may not be whole yet.", "刚变动的文件可能尚未写完。"),
            )
        },
        Setting {
            only_if: only("address"),
            kind: SettingKind::Url,
            ..text("url", Label::new("Address", "网址"), Label::new("http or https", "http 或 https"))
        },
        Setting {
            only_if: only("address"),
            kind: SettingKind::Secret,
            ..text(
                "token",
                Label::new("Token", "令牌"),
                Label::new("Sent as a bearer token, where one is needed.", "如需要，以 Bearer 令牌发送。"),
            )
        },
        Setting {
            only_if: only("address"),
            kind: SettingKind::Integer,
            default: Some("256"),
            ..text("megabytes_max", Label::new("Largest size (MB)", "大小上限（MB）"), Label::new("", ""))
        },
    ]
}

/// What the files mean.
fn content() -> Vec<Setting> {
    vec![
        Setting {
            kind: SettingKind::Choice,
            required: true,
            default: Some("changes"),
            options: vec![
                ("changes", Label::new("Changes: each file is read once", "变更：每个文件读取一次")),
                ("snapshot", Label::new("Snapshot: the newest file is everything there is", "快照：最新文件即全部数据")),
            ],
            ..text(
                "content",
                Label::new("What a file is", "文件含义"),
                Label::new("Only a snapshot can show that records are gone.", "只有快照能表明记录已不存在。"),
            )
        },
        text(
            "key",
            Label::new("Columns with the record's id", "记录 ID 列"),
            Label::new("Divided by commas; empty where only match keys tell.", "以逗号分隔；仅靠匹配键识别时留空。"),
        ),
        text(
            "updated",
            Label::new("Column with the time of change", "变更时间列"),
            Label::new("Lets old rows be told from new ones.", "用于区分新旧行。"),
        ),
        text(
            "deleted",
            Label::new("Column that marks deleted records", "删除标记列"),
            Label::new("1, true, yes or deleted there means that the record is gone.", "值为 1、true、yes 或 deleted 表示记录已删除。"),
        ),
    ]
}

/// How the files are written, and the way back.
fn form() -> Vec<Setting> {
    vec![
        text("encoding", Label::new("Encoding", "编码"), Label::new("Found out; for example gb18030.", "自动识别；例如 gb18030。")),
        text("delimiter", Label::new("Delimiter", "分隔符"), Label::new("Found out; one character, or tab.", "自动识别；单个字符或 tab。")),
        Setting {
            kind: SettingKind::Integer,
            ..text(
                "header_row",
                Label::new("Row of the column names", "列名所在行"),
                Label::new("Found out; 0 for none.", "自动识别；0 表示没有。"),
            )
        },
        text("sheet", Label::new("Sheet", "工作表"), Label::new("Of a workbook; the first that fits.", "工作簿中的表；默认首个合适的。")),
        text(
            "outgoing",
            Label::new("Folder for outgoing changes", "传出变更文件夹"),
            Label::new("Whole path; empty where nothing is written.", "完整路径；不写出时留空。"),
        ),
        Setting {
            kind: SettingKind::Choice,
            default: Some("jsonl"),
            options: vec![("jsonl", Label::new("JSON Lines", "JSON Lines")), ("csv", Label::new("CSV", "CSV"))],
            ..text("outgoing_format", Label::new("Kind of outgoing files", "传出文件格式"), Label::new("", ""))
        },
    ]
}
