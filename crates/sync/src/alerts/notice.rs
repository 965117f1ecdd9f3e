//! What a notice says, in both languages: which sync, what is the matter, since when, what helps. Made of names, times and counts.

use model::format_ms;
use serde_json::{Map, Value, json};
use store::AlertRow;

use super::ChannelLanguage;

/// Facts of alerts that are told: written by us, and no text of another system is among them.
const FACTS: [&str; 6] = ["age_ms", "target_ms", "last_success_at", "next_run_at", "attempts", "run"];

/// Texts of one kind of alert: what is the matter, and what helps.
struct Texts {
    en: [&'static str; 2],
    zh: [&'static str; 2],
}

/// One notice, ready to be written down.
#[derive(Clone, Debug)]
pub(super) struct Notice {
    /// The alert; an id of 0 for a trial.
    pub(super) alert: AlertRow,
    /// Name of the sync; the subject where it is gone.
    pub(super) name: String,
    pub(super) is_end: bool,
    /// Where people look at it, where that is known.
    pub(super) link: Option<String>,
}

impl Notice {
    /// A notice that says that a channel works.
    pub(super) fn trial(channel: &str, now_ms: i64, link: Option<String>) -> Self {
        let alert = AlertRow {
            id: 0,
            kind: "test".to_owned(),
            subject: "test".to_owned(),
            is_open: true,
            detail: "{}".to_owned(),
            opened_ms: now_ms,
            closed_ms: None,
            told_ms: None,
        };
        Self { alert, name: channel.to_owned(), is_end: false, link }
    }

    pub(super) fn event(&self) -> &'static str {
        match (self.alert.id, self.is_end) {
            (0, _) => "alert.test",
            (_, false) => "alert.opened",
            (_, true) => "alert.closed",
        }
    }

    /// When it happened (ms).
    pub(super) fn at_ms(&self) -> i64 {
        if self.is_end { self.alert.closed_ms.unwrap_or(self.alert.opened_ms) } else { self.alert.opened_ms }
    }

    /// One line.
    pub(super) fn title(&self, language: ChannelLanguage) -> String {
        let [what, _] = texts(&self.alert.kind, language);
        match (language, self.is_end) {
            (_, false) => format!("{}: {what}", self.name),
            (ChannelLanguage::En, true) => format!("{}: it is over ({what})", self.name),
            (ChannelLanguage::Zh, true) => format!("{}：已恢复（{what}）", self.name),
        }
    }

    /// A few lines, the title first.
    pub(super) fn text(&self, language: ChannelLanguage) -> String {
        format!("{}\n{}", self.title(language), self.body(language))
    }

    /// The lines below the title.
    pub(super) fn body(&self, language: ChannelLanguage) -> String {
        let [_, advice] = texts(&self.alert.kind, language);
        let facts = self.facts();
        let mut lines = Vec::new();
        let (since, until) = match language {
            ChannelLanguage::En => ("since", "until"),
            ChannelLanguage::Zh => ("开始时间", "结束时间"),
        };
        lines.push(format!("{since}: {}", format_ms(self.alert.opened_ms)));
        if let Some(closed_ms) = self.alert.closed_ms.filter(|_| self.is_end) {
            lines.push(format!("{until}: {}", format_ms(closed_ms)));
        }
        for (name, en, zh) in [
            ("last_success_at", "last success", "上次成功"),
            ("next_run_at", "next run", "下次运行"),
            ("attempts", "failed attempts", "失败次数"),
            ("run", "run", "运行"),
        ] {
            let Some(value) = facts.get(name).filter(|value| !value.is_null()) else { continue };
            let label = if language == ChannelLanguage::Zh { zh } else { en };
            lines.push(format!("{label}: {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
        }
        if !self.is_end {
            lines.push(advice.to_owned());
        }
        // On a line of its own: programs that show it make it something to click on.
        lines.extend(self.link.clone());
        lines.join("\n")
    }

    /// The body of a call.
    pub(super) fn to_json(&self, language: ChannelLanguage) -> Value {
        let [_, advice] = texts(&self.alert.kind, language);
        let mut body = json!({
            "type": self.event(),
            "timestamp": format_ms(self.at_ms()),
            "data": {
                "id": self.alert.id.to_string(),
                "kind": self.alert.kind,
                "subject": self.alert.subject,
                "name": self.name,
                "title": self.title(language),
                "advice": advice,
                "facts": self.facts(),
                "opened_at": format_ms(self.alert.opened_ms),
                "closed_at": self.alert.closed_ms.filter(|_| self.is_end).map(format_ms),
            },
        });
        if let Some(link) = &self.link {
            body["data"]["url"] = json!(link);
        }
        body
    }

    fn facts(&self) -> Map<String, Value> {
        let detail: Map<String, Value> = serde_json::from_str(&self.alert.detail).unwrap_or_default();
        detail.into_iter().filter(|(name, _)| FACTS.contains(&name.as_str())).collect()
    }
}

fn texts(kind: &str, language: ChannelLanguage) -> [&'static str; 2] {
    let texts = match kind {
        "stale" => Texts {
            en: ["the data are older than the sync promises", "Look at its last runs: what held them up stands there."],
            zh: ["数据的新鲜度未达到同步的承诺", "请查看该同步最近的运行记录，其中写明了延误原因。"],
        },
        "late" => Texts {
            en: ["the schedule missed two of its times", "Look whether the server is at work, and what the sync waits for."],
            zh: ["同步错过了两次计划时间", "请检查服务器是否正常，以及该同步在等待什么。"],
        },
        "failing" => Texts {
            en: ["three attempts in a row failed", "Check the connection; it says line by line what to mend."],
            zh: ["连续三次运行失败", "请检查连接，检查结果会逐项说明如何修复。"],
        },
        "paused" => Texts {
            en: ["the sync stopped and waits for a person", "Decide in the reviews whether it goes on; the reason stands there."],
            zh: ["同步已停止，等待人工处理", "请在待处理事项中查看原因并决定是否继续。"],
        },
        "held" => Texts {
            en: [
                "writing to other systems is switched off",
                "Switch it on in the settings when this installation is the one that should write.",
            ],
            zh: ["向其他系统的写入已关闭", "确认应由本系统写入后，请在设置中重新开启。"],
        },
        "test" => Texts {
            en: ["this channel works", "This is a trial. Alerts arrive here in this way."],
            zh: ["该通知渠道可用", "这是一条测试通知，告警将以同样方式送达。"],
        },
        _ => Texts {
            en: ["the last run ended with a warning", "Look at the run: what it warned of stands in its report."],
            zh: ["上次运行带有警告", "请查看该运行，报告中写明了警告内容。"],
        },
    };
    match language {
        ChannelLanguage::En => texts.en,
        ChannelLanguage::Zh => texts.zh,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::watch::KINDS;

    fn notice(kind: &str, is_end: bool) -> Notice {
        let detail = json!({"reason": "row 7: +8613800138000 is taken", "attempts": 3, "last_success_at": null, "run": "9"});
        let alert = AlertRow {
            id: 5,
            kind: kind.to_owned(),
            subject: "sync:3".to_owned(),
            is_open: !is_end,
            detail: detail.to_string(),
            opened_ms: 1_000,
            closed_ms: is_end.then_some(61_000),
            told_ms: None,
        };
        Notice { alert, name: "People".to_owned(), is_end, link: None }
    }

    #[test]
    fn every_kind_has_words_of_its_own_in_both_languages() {
        let mut seen = std::collections::BTreeSet::new();
        for kind in KINDS {
            for language in [ChannelLanguage::En, ChannelLanguage::Zh] {
                assert!(seen.insert(notice(kind, false).title(language)), "{kind}");
                assert_ne!(notice(kind, true).title(language), notice(kind, false).title(language), "{kind}");
            }
        }
    }

    #[test]
    fn a_notice_tells_what_when_and_nothing_that_somebody_else_wrote() {
        for is_end in [false, true] {
            for language in [ChannelLanguage::En, ChannelLanguage::Zh] {
                let notice = notice("paused", is_end);
                let (text, body) = (notice.text(language), notice.to_json(language).to_string());
                for shown in [&text, &body] {
                    assert!(!shown.contains("8613800138000") && !shown.contains("taken"), "{shown}");
                    assert!(shown.contains("People") && shown.contains("1970-01-01T00:00:01.000Z"), "{shown}");
                    assert_eq!(shown.contains("1970-01-01T00:01:01.000Z"), is_end, "{shown}");
                }
                assert!(text.contains('3') && !text.contains("null"), "{text}");
            }
        }
    }
}
