//! What is answered, call by call.

use serde_json::{Value, json};

use super::{AGENT_ID, APP_SECRET, BOT_KEY, CONTACTS_SECRET, CORP_ID, WeCom, refused};
use crate::fault::Plan;
use crate::fragment::as_text;
use crate::http::{Reply, Request};
use crate::messenger::{Checked, DEPARTMENT_TABLE, MEMBER_TABLE, children, deliver, members_of, names_in, refuse_message, rows_json};
use crate::site::Site;
use crate::table::Presence;
use crate::vendor::Call;

/// Messages of a bot in a minute (91770).
const BOT_A_MINUTE: usize = 20;
/// Bytes of a text and of Markdown (91770, 90236).
const TEXT_BYTES_MAX: usize = 2_048;
const MARKDOWN_BYTES_MAX: usize = 4_096;
/// Pairs of a page of member ids (96067).
const IDS_MAX: usize = 10_000;
/// Recipients of one message (90236).
const USERS_MAX: usize = 1_000;

pub(super) fn answer(vendor: &mut WeCom, site: &mut Site, call: &Call<'_>) -> Reply {
    if let Some(code) = vendor.office.obey(call.plan) {
        return refused(code, "as ordered");
    }
    if call.plan.own("rate_limited").is_some() {
        return refused(45_009, "api freq out of limit");
    }
    match (call.endpoint.name, call.request.method.as_str()) {
        ("token", "GET") => token(vendor, site, call.request, call.plan),
        ("bot", "POST") => bot(vendor, site, call.request),
        ("message", "POST") => signed_in(vendor, site, call, message),
        ("agent", "GET") => signed_in(vendor, site, call, agent),
        ("department.list", "GET") => signed_in(vendor, site, call, departments),
        ("user.list", "GET") => signed_in(vendor, site, call, users),
        ("user.ids", "POST") => signed_in(vendor, site, call, user_ids),
        ("unknown", _) => Reply::empty(404),
        _ => refused(43_001, "require another http method"),
    }
}

type Answer = fn(&mut WeCom, &mut Site, &Call<'_>, &str) -> Reply;

fn signed_in(vendor: &mut WeCom, site: &mut Site, call: &Call<'_>, answer: Answer) -> Reply {
    let token = call.request.parameter("access_token").unwrap_or_default();
    if token.is_empty() {
        return refused(41_001, "access_token missing");
    }
    match vendor.office.tokens.check(site, &token) {
        Checked::Good(identity) => answer(vendor, site, call, &identity),
        Checked::Ended => refused(42_001, "access_token expired"),
        Checked::Unknown => refused(40_014, "invalid access_token"),
    }
}

fn token(vendor: &mut WeCom, site: &Site, request: &Request, plan: &Plan) -> Reply {
    if plan.own("token_throttled").is_some() {
        return refused(45_009, "api freq out of limit");
    }
    let parameter = |name: &str| request.parameter(name).unwrap_or_default();
    if parameter("corpid") != CORP_ID {
        return refused(40_013, "invalid corpid");
    }
    let secret = parameter("corpsecret");
    if secret != APP_SECRET && secret != CONTACTS_SECRET {
        return refused(40_001, "invalid credential");
    }
    let (token, seconds) = vendor.office.tokens.give(site, &secret);
    Reply::json(200, &json!({ "errcode": 0, "errmsg": "ok", "access_token": token, "expires_in": seconds }))
}

/// The text of a message, or the code of its refusal.
fn text_of(body: &Value) -> Result<String, (i64, &'static str)> {
    let (member, most) = match body["msgtype"].as_str() {
        Some("text") => ("text", TEXT_BYTES_MAX),
        Some("markdown") => ("markdown", MARKDOWN_BYTES_MAX),
        _ => return Err((40_008, "invalid message type")),
    };
    match body[member]["content"].as_str() {
        None | Some("") => Err((44_004, "empty content")),
        Some(text) if text.len() > most => Err((45_002, "content size out of limit")),
        Some(text) => Ok(text.to_owned()),
    }
}

fn bot(vendor: &mut WeCom, site: &mut Site, request: &Request) -> Reply {
    if request.parameter("key").as_deref() != Some(BOT_KEY) {
        return refused(93_000, "invalid webhook url");
    }
    let Some(body) = request.json() else { return refused(47_001, "data format error") };
    let verdict = if vendor.office.is_bot_removed { Err((93_008, "not in group")) } else { text_of(&body) };
    let verdict = match verdict {
        Ok(_) if !vendor.office.pace.admit(site.clock.now_ms(), BOT_A_MINUTE, 60_000, 0) => Err((45_009, "api freq out of limit")),
        other => other,
    };
    let (code, words) = vendor.office.posted(site, &request.body, verdict);
    refused(code, words)
}

fn message(vendor: &mut WeCom, site: &mut Site, call: &Call<'_>, identity: &str) -> Reply {
    let sent = &call.request.body;
    let Some(body) = call.request.json() else { return refused(47_001, "data format error") };
    let users = names_in(&body["touser"], '|');
    let parties = names_in(&body["toparty"], '|');
    let verdict = if identity != APP_SECRET {
        Err((48_002, "api forbidden for this access_token"))
    } else if body["agentid"].as_i64() != Some(AGENT_ID) {
        Err((40_056, "invalid agentid"))
    } else if users.len() > USERS_MAX {
        Err((40_031, "invalid userid size"))
    } else {
        text_of(&body)
    };
    let text = match verdict {
        Ok(text) => text,
        Err((code, message)) => {
            refuse_message(site, "message", code, sent);
            return refused(code, message);
        }
    };
    let is_there = |table: usize, id: &String| {
        let table = &site.tables[table];
        table.by_id(id).and_then(|row| table.row(row)).is_some_and(|row| row.presence == Presence::Live)
    };
    let (good_users, bad_users): (Vec<String>, Vec<String>) = users.into_iter().partition(|id| is_there(MEMBER_TABLE, id));
    let (good_parties, bad_parties): (Vec<String>, Vec<String>) = parties.into_iter().partition(|id| is_there(DEPARTMENT_TABLE, id));
    if good_users.is_empty() && good_parties.is_empty() {
        refuse_message(site, "message", 81_013, sent);
        return refused(81_013, "user & party & tag all invalid");
    }
    vendor.office.counts.messages += 1;
    let id = format!("msg-{}", vendor.office.counts.messages);
    let to: Vec<String> = good_users.into_iter().chain(good_parties.into_iter().map(|id| format!("department:{id}"))).collect();
    deliver(site, "message", &id, "app", &to, &text, sent);
    let answer = json!({
        "errcode": 0, "errmsg": "ok", "invaliduser": bad_users.join("|"), "invalidparty": bad_parties.join("|"), "invalidtag": "",
        "unlicenseduser": "", "msgid": id,
    });
    Reply::json(200, &answer)
}

fn agent(_vendor: &mut WeCom, _site: &mut Site, call: &Call<'_>, identity: &str) -> Reply {
    if identity != APP_SECRET {
        return refused(48_002, "api forbidden for this access_token");
    }
    match call.request.parameter("agentid").and_then(|text| text.parse::<i64>().ok()) {
        Some(AGENT_ID) => Reply::json(200, &json!({ "errcode": 0, "errmsg": "ok", "agentid": AGENT_ID, "name": "Rapport", "close": 0 })),
        Some(_) => refused(301_002, "no permission of the agent"),
        None => refused(40_056, "invalid agentid"),
    }
}

/// All departments below one, itself included, or all there are.
fn departments(_vendor: &mut WeCom, site: &mut Site, call: &Call<'_>, _identity: &str) -> Reply {
    let rows: Vec<u32> = match call.request.parameter("id").filter(|id| !id.is_empty()) {
        None => site.tables[DEPARTMENT_TABLE].live().map(|(number, _)| number).collect(),
        Some(id) => {
            let Some(first) = site.tables[DEPARTMENT_TABLE].by_id(&id) else { return refused(60_003, "department not found") };
            let mut rows = vec![first];
            let mut at = 0;
            while let Some(row) = rows.get(at) {
                let id = site.tables[DEPARTMENT_TABLE].row(*row).map(|row| row.id.to_string()).unwrap_or_default();
                rows.extend(children(site, DEPARTMENT_TABLE, "parentid", &id));
                at += 1;
            }
            rows
        }
    };
    let list = rows_json(site, DEPARTMENT_TABLE, &rows);
    Reply::json_text(200, format!("{{\"errcode\":0,\"errmsg\":\"ok\",\"department\":{list}}}"))
}

fn users(_vendor: &mut WeCom, site: &mut Site, call: &Call<'_>, identity: &str) -> Reply {
    // Since August 2022 the secret of contacts no longer reads members (90201).
    if identity == CONTACTS_SECRET {
        return refused(48_002, "api forbidden for this access_token");
    }
    let department = call.request.parameter("department_id").unwrap_or_default();
    if site.tables[DEPARTMENT_TABLE].by_id(&department).is_none() {
        return refused(60_003, "department not found");
    }
    let rows = members_of(site, MEMBER_TABLE, "department", &department, call.plan);
    let list = rows_json(site, MEMBER_TABLE, &rows);
    Reply::json_text(200, format!("{{\"errcode\":0,\"errmsg\":\"ok\",\"userlist\":{list}}}"))
}

/// Pairs of member and department. The cursor is a place in the list of members, which is our choice.
fn user_ids(_vendor: &mut WeCom, site: &mut Site, call: &Call<'_>, identity: &str) -> Reply {
    if identity != CONTACTS_SECRET {
        return refused(48_002, "api forbidden for this access_token");
    }
    let body = call.request.json().unwrap_or_default();
    let limit = body["limit"].as_u64().and_then(|limit| usize::try_from(limit).ok()).unwrap_or(IDS_MAX).clamp(1, IDS_MAX);
    let from: u32 = body["cursor"].as_str().and_then(|text| text.parse().ok()).unwrap_or(0);
    let table = &site.tables[MEMBER_TABLE];
    let Some(at) = table.field("department") else { return refused(-1, "system busy") };
    let mut pairs = Vec::new();
    let mut next = String::new();
    for (number, row) in table.live().filter(|(number, _)| *number >= from) {
        let departments = names_in(&crate::fragment::value(row.cells.get(at)), ',');
        if !pairs.is_empty() && pairs.len() + departments.len() > limit {
            next = number.to_string();
            break;
        }
        for department in departments {
            let department: i64 = as_text(&department).parse().unwrap_or(1);
            pairs.push(json!({ "userid": row.id, "department": department }));
        }
    }
    Reply::json(200, &json!({ "errcode": 0, "errmsg": "ok", "next_cursor": next, "dept_user": pairs }))
}
