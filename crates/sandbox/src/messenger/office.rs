//! What each of the three keeps: tokens, a bot in a group, how many of what there were. And what a person can change about it.

use serde_json::{Value, json};

use super::{MEMBER_TABLE, Pace, Tokens, deliver, refuse_message};
use crate::fault::Plan;
use crate::site::Site;

/// How many of what there were so far: ids are made of them.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) messages: u64,
    pub(crate) members: u32,
    pub(crate) departments: u32,
}

/// See the module.
#[derive(Debug)]
pub(crate) struct Office {
    pub(crate) tokens: Tokens,
    pub(crate) counts: Counts,
    /// Messages of the bot.
    pub(crate) pace: Pace,
    /// The bot checks signatures, where its vendor has them.
    pub(crate) is_bot_signed: bool,
    /// Somebody took the bot out of its group.
    pub(crate) is_bot_removed: bool,
    /// A message to the group must have one of these; without any, every message will do.
    words: Vec<String>,
}

impl Default for Office {
    fn default() -> Self {
        let (tokens, counts, pace) = (Tokens::default(), Counts::default(), Pace::default());
        Self { tokens, counts, pace, is_bot_signed: true, is_bot_removed: false, words: Vec::new() }
    }
}

impl Office {
    /// Faults that all have: sessions that end before the call, and a code that answers it with nothing done.
    pub(crate) fn obey(&mut self, plan: &Plan) -> Option<i64> {
        if plan.own("session_lost").is_some() {
            self.tokens.end_all();
        }
        plan.own("errcode").map(|code| code.parse().unwrap_or(-1))
    }

    pub(crate) fn has_keyword(&self, text: &str) -> bool {
        self.words.is_empty() || self.words.iter().any(|word| text.contains(word.as_str()))
    }

    /// Ends a message of the bot: it arrives, or is refused with a code and words. Gives code and words of the answer.
    pub(crate) fn posted(&mut self, site: &mut Site, sent: &[u8], verdict: Result<String, (i64, &'static str)>) -> (i64, &'static str) {
        match verdict {
            Ok(text) => {
                self.counts.messages += 1;
                deliver(site, "bot", &format!("bot-{}", self.counts.messages), "bot", &[], &text, sent);
                (0, "ok")
            }
            Err((code, words)) => {
                refuse_message(site, "bot", code, sent);
                (code, words)
            }
        }
    }

    /// The id of a record that is about to be made.
    pub(crate) fn new_id(&mut self, table: usize, member: fn(u32) -> String, department: fn(u32) -> String) -> String {
        if table == MEMBER_TABLE {
            self.counts.members += 1;
            return member(self.counts.members);
        }
        self.counts.departments += 1;
        department(self.counts.departments)
    }

    /// `end_sessions`, and `bot` with its security settings and whether it is still in its group.
    pub(crate) fn control(&mut self, method: &str, path: &[String], body: &Value) -> Option<Value> {
        match (method, path) {
            ("POST", [what]) if what == "end_sessions" => self.tokens.end_all(),
            ("POST", [what]) if what == "bot" => {
                self.is_bot_signed = body["signed"] != false;
                self.is_bot_removed = body["removed"] == true;
                let words = body["words"].as_array().into_iter().flatten();
                self.words = words.filter_map(|word| word.as_str().map(str::to_owned)).collect();
            }
            _ => return None,
        }
        Some(Value::Null)
    }

    pub(crate) fn save(&self) -> Value {
        let Counts { messages, members, departments } = self.counts;
        json!({ "messages": messages, "members": members, "departments": departments })
    }

    pub(crate) fn load(&mut self, saved: &Value) {
        let number = |name: &str| saved[name].as_u64().unwrap_or(0);
        let few = |name: &str| u32::try_from(number(name)).unwrap_or(0);
        self.counts = Counts { messages: number("messages"), members: few("members"), departments: few("departments") };
    }
}
