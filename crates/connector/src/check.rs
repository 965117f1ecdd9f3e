//! The doctor's lines: what was looked at, how it went, and how to fix what does not work.

use model::Label;
use serde::{Deserialize, Serialize};

use crate::error::{ConnectorError, Told};

/// How a check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// As it should be.
    Ok,
    /// Works, but somebody should look.
    Warning,
    /// Does not work.
    Failed,
    /// Not looked at, because an earlier line failed or it does not apply.
    Skipped,
}

/// One line of the doctor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckLine {
    /// Stable name: `reachable`, `authorised`, `scopes`, `address_allowed`, `clock`, `schema_readable`, `push_registered` …
    pub check: &'static str,
    /// How it went.
    pub state: CheckState,
    /// What was seen, one line, both languages.
    pub detail: Label,
    /// How to fix it; empty where nothing is wrong.
    pub fix: Label,
}

impl CheckLine {
    /// All is well; what was seen.
    #[must_use]
    pub fn ok(check: &'static str, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { check, state: CheckState::Ok, detail: Label::new(en, zh), fix: Label::default() }
    }

    /// Not looked at, because something before it failed or the system has no such thing.
    #[must_use]
    pub fn skipped(check: &'static str) -> Self {
        Self::not_looked(check, ("Not looked at.", "未检查。"))
    }

    /// Not looked at, for a reason that people should know.
    #[must_use]
    pub fn not_looked(check: &'static str, why: (&str, &str)) -> Self {
        Self { check, state: CheckState::Skipped, detail: Label::new(why.0, why.1), fix: Label::default() }
    }

    /// Works, but somebody should look: what was seen, and what to do about it.
    #[must_use]
    pub fn warning(check: &'static str, detail: Label, fix: (&str, &str)) -> Self {
        Self { check, state: CheckState::Warning, detail, fix: Label::new(fix.0, fix.1) }
    }

    /// Failed for the reason `error`; what to do about it in both languages.
    #[must_use]
    pub fn failed<E: Told + ?Sized>(check: &'static str, error: &E, fix_en: &str, fix_zh: &str) -> Self {
        Self { check, state: CheckState::Failed, detail: error.told(), fix: Label::new(fix_en, fix_zh) }
    }

    /// Whether something works, from looking at it; `None` where nothing was looked at.
    #[must_use]
    pub fn looked<T>(check: &'static str, seen: Option<&Result<T, ConnectorError>>, well: (&str, &str), fix: (&str, &str)) -> Self {
        match seen {
            None => Self::skipped(check),
            Some(Ok(_)) => Self::ok(check, well.0, well.1),
            Some(Err(error)) => Self::failed(check, error, fix.0, fix.1),
        }
    }

    /// Whether the system answers at all, from the first call: a refusal is an answer.
    #[must_use]
    pub fn reachable<T>(first: &Result<T, ConnectorError>, well: (&str, &str), fix: (&str, &str)) -> Self {
        match first {
            Err(error) if error.is_network() => Self::failed("reachable", error, fix.0, fix.1),
            Ok(_) | Err(_) => Self::ok("reachable", well.0, well.1),
        }
    }

    /// Whether the credentials are taken, from the first call; not looked at where nothing answered it.
    #[must_use]
    pub fn authorised<T>(first: &Result<T, ConnectorError>, fix: (&str, &str)) -> Self {
        match first {
            Ok(_) => Self::ok("authorised", "Signing in works.", "登录成功。"),
            Err(error) if error.is_network() => Self::skipped("authorised"),
            Err(error) => Self::failed("authorised", error, fix.0, fix.1),
        }
    }

    /// Compares the clocks (ms): `theirs` is `None` where the system does not tell its time.
    #[must_use]
    pub fn clock(theirs_ms: Option<i64>, ours_ms: i64, tolerance_ms: i64) -> Self {
        let Some(theirs_ms) = theirs_ms else { return Self::skipped("clock") };
        let apart = theirs_ms.saturating_sub(ours_ms).saturating_abs();
        if apart <= tolerance_ms {
            return Self::ok("clock", "Both clocks agree.", "双方时钟一致。");
        }
        let seconds = apart / 1_000;
        let detail = Label::new(format!("The clocks are {seconds} s apart."), format!("双方时钟相差 {seconds} 秒。"));
        Self::warning("clock", detail, ("Set the clocks by a time server.", "请用时间服务器校准时钟。"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_an_answer_and_silence_is_none() {
        let silent: Result<(), _> =
            Err(ConnectorError::Unavailable { system: "x".to_owned(), reason: "time-out".to_owned(), retry_after: None });
        let refused: Result<(), _> = Err(ConnectorError::Unauthorised { system: "x".to_owned(), reason: "no".to_owned() });
        let states = |first: &Result<(), ConnectorError>| {
            [CheckLine::reachable(first, ("a", "b"), ("c", "d")).state, CheckLine::authorised(first, ("c", "d")).state]
        };
        assert_eq!(states(&silent), [CheckState::Failed, CheckState::Skipped]);
        assert_eq!(states(&refused), [CheckState::Ok, CheckState::Failed]);
        assert_eq!(states(&Ok(())), [CheckState::Ok, CheckState::Ok]);
        assert_eq!(CheckLine::looked("scopes", Some(&refused), ("a", "b"), ("c", "d")).fix, Label::new("c", "d"));
    }
}
