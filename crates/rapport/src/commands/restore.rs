//! `rapport restore`: brings a backup back, into an empty data directory.

use std::path::{Path, PathBuf};

use model::{Clock, SystemClock};
use serde_json::json;
use store::{Location, Store};

use super::{is_installation, start_log};
use crate::arguments::RestoreArguments;
use crate::context::{Installation, store_failure};
use crate::data_directory::ServerLock;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::output::{print_line, say_line};

/// Files of an installation that `--force` moves aside.
const FILES: [&str; 6] = ["rapport.db", "rapport.db-wal", "rapport.db-shm", "search.db", "search.db-wal", "search.db-shm"];

/// Checks the backup and puts it in place.
///
/// # Errors
/// When the directory is in use or holds data, and when the file is no whole backup.
pub fn run(arguments: &RestoreArguments, language: Language) -> Result<Exit, Failure> {
    start_log("warn");
    if arguments.answer.location.database_url.is_some() {
        return Err(Failure::usage(language.pick(
            "restore works on a data directory; use pg_restore for PostgreSQL, and unset RAPPORT_DATABASE_URL",
            "restore 只用于数据目录；PostgreSQL 请使用 pg_restore，并取消 RAPPORT_DATABASE_URL",
        )));
    }
    let directory = arguments.answer.location.data.as_path();
    let shown = directory.display();
    let in_use = |error| Failure::because(shown.to_string(), &error);
    let lock = ServerLock::take(directory).map_err(in_use)?;
    let moved = if is_installation(directory) {
        if !arguments.force {
            return Err(Failure::failed(match language {
                Language::En => format!("{shown} holds data already; restore into an empty directory, or move the data aside with --force"),
                Language::Zh => format!("{shown} 中已有数据；请恢复到空目录，或用 --force 将现有数据移到一旁"),
            }));
        }
        Some(move_aside(directory).map_err(|error| Failure::because(shown.to_string(), &error))?)
    } else {
        None
    };
    let restored = Store::restore(&arguments.file, directory);
    if let Err(error) = restored {
        if let Some(aside) = &moved {
            // Better the old data than none.
            move_files(aside, directory).map_err(|error| Failure::because(aside.display().to_string(), &error))?;
        }
        return Err(Failure::failed(format!("{}: {}", arguments.file.display(), store_failure(language, &error).message)));
    }
    // Opening upgrades what an older version wrote, and shows that it can be read.
    let installation = Installation::open(&Location::Directory(directory.to_owned()), language)?;
    let store = installation.records.store().clone();
    if !arguments.writing {
        let reason =
            "this copy was brought back from a backup; let it write again with PATCH /api/v1/settings {\"writing\": {\"held\": false}}";
        let held = store.write(|session| sync::hold_writing(session, Some(reason)));
        held.map_err(|error| store_failure(language, &error))?;
    }
    store.close();
    drop(lock);
    report(arguments, moved.as_deref(), language)
}

fn report(arguments: &RestoreArguments, moved: Option<&Path>, language: Language) -> Result<Exit, Failure> {
    let shown = arguments.answer.location.data.display();
    if arguments.answer.json {
        let document = json!({ "data": shown.to_string(), "moved_to": moved.map(|path| path.display().to_string()) });
        print_line(&document.to_string());
        return Ok(Exit::Done);
    }
    say_line(&match language {
        Language::En => {
            format!("{} is restored into {shown}; the search index is built again when the server starts", arguments.file.display())
        }
        Language::Zh => format!("{} 已恢复到 {shown}；服务器启动后会重建搜索索引", arguments.file.display()),
    });
    if !arguments.writing {
        say_line(language.pick(
            "syncs read, but write nothing to other systems until you allow it (PATCH /api/v1/settings, or restore with --writing)",
            "同步可以读取，但在您允许之前不会写入其他系统（PATCH /api/v1/settings，或使用 --writing 恢复）",
        ));
    }
    if let Some(moved) = moved {
        say_line(&format!("{}: {}", language.pick("the data that was there is now in", "原有数据已移到"), moved.display()));
    }
    Ok(Exit::Done)
}

fn move_aside(directory: &Path) -> std::io::Result<PathBuf> {
    let aside = directory.join(format!("replaced-{}", SystemClock.now_ms()));
    std::fs::create_dir(&aside)?;
    move_files(directory, &aside)?;
    Ok(aside)
}

fn move_files(from: &Path, to: &Path) -> std::io::Result<()> {
    for name in FILES {
        let file = from.join(name);
        if file.exists() {
            std::fs::rename(file, to.join(name))?;
        }
    }
    Ok(())
}
