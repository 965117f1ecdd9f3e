//! The doctor: what works, in the order in which things depend on each other, and how to fix what does not.

use connector::{CheckLine, CheckState, ConnectorError};
use model::Label;

use crate::document::Refused;

/// What the doctor saw.
pub(crate) struct Seen {
    /// How many files there are, or that the document came.
    pub reached: Result<usize, ConnectorError>,
    /// The newest file or the document: its columns, or why it cannot be read.
    pub newest: Option<Result<usize, Refused>>,
    /// Others that cannot be read.
    pub left_aside: Vec<Refused>,
    /// Whether the outgoing folder may be used.
    pub outgoing: Option<Result<(), ConnectorError>>,
}

/// The lines.
pub(crate) fn lines(seen: &Seen) -> Vec<CheckLine> {
    let mut lines = match &seen.reached {
        Ok(0) => vec![
            CheckLine::ok("address_allowed", "The place is allowed.", "该位置已放行。"),
            CheckLine {
                check: "reachable",
                state: CheckState::Warning,
                detail: Label::new("No file is there.", "没有文件。"),
                fix: Label::new("Put one there, or correct the pattern of names.", "请放入文件，或修正文件名模式。"),
            },
        ],
        Ok(count) => vec![
            CheckLine::ok("address_allowed", "The place is allowed.", "该位置已放行。"),
            CheckLine {
                detail: Label { en: format!("{count} files."), zh: format!("{count} 个文件。") },
                ..CheckLine::ok("reachable", "", "")
            },
        ],
        Err(error @ ConnectorError::AddressRefused { .. }) => vec![
            CheckLine::failed(
                "address_allowed",
                &error.to_string(),
                "Ask an administrator to open the folder or to allow the address.",
                "请管理员开放该文件夹或放行该地址。",
            ),
            CheckLine::skipped("reachable"),
        ],
        Err(error @ (ConnectorError::Unauthorised { .. } | ConnectorError::Forbidden { .. })) => vec![
            CheckLine::ok("address_allowed", "The place is allowed.", "该位置已放行。"),
            CheckLine::failed("authorised", &error.to_string(), "Enter the token again.", "请重新输入令牌。"),
        ],
        Err(error) => vec![
            CheckLine::ok("address_allowed", "The place is allowed.", "该位置已放行。"),
            CheckLine::failed(
                "reachable",
                &error.to_string(),
                "Look at the folder or address, and at the rights of the account that Rapport runs as.",
                "请检查文件夹或网址，以及 Rapport 运行账户的权限。",
            ),
        ],
    };
    lines.push(match &seen.newest {
        None => CheckLine::skipped("schema_readable"),
        Some(Ok(columns)) => CheckLine {
            detail: Label { en: format!("The newest file has {columns} columns."), zh: format!("最新文件有 {columns} 列。") },
            ..CheckLine::ok("schema_readable", "", "")
        },
        Some(Err(refused)) => CheckLine::failed("schema_readable", &told(refused), FIX.0, FIX.1),
    });
    lines.extend(seen.left_aside.iter().map(|refused| CheckLine {
        check: "files",
        state: CheckState::Warning,
        detail: Label::new(told(refused), told(refused)),
        fix: Label::new(FIX.0, FIX.1),
    }));
    lines.push(match &seen.outgoing {
        None => CheckLine::skipped("outgoing"),
        Some(Ok(())) => CheckLine::ok("outgoing", "Files can be put down there.", "可以写入文件。"),
        Some(Err(error)) => CheckLine::failed(
            "outgoing",
            &error.to_string(),
            "Make the folder, have it opened, and let the account that Rapport runs as write there.",
            "请创建并开放该文件夹，并授予 Rapport 运行账户写入权限。",
        ),
    });
    lines
}

const FIX: (&str, &str) = (
    "Put a whole file there whose first row names all columns that are read; under another name until it is whole.",
    "请放入首行列名齐全的完整文件；写完之前请使用其他文件名。",
);

fn told(refused: &Refused) -> String {
    format!("{}: {}", refused.file, refused.reason)
}
