//! `rapport user …`: people who may sign in, and links that sign them in.

use std::io::{self, IsTerminal};

use access::{AccessError, LINK_MS};
use model::Scope;
use serde_json::json;

use super::key::failure;
use super::terminal::{hidden_answer, read_line};
use crate::arguments::{Command, UserAddArguments, UserCommand, UserLinkArguments};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::language::Language;

/// Where a server listens unless told otherwise.
const DEFAULT_ADDRESS: &str = "http://127.0.0.1:8080";

/// Adds a person.
///
/// # Errors
/// An address or password that does not fit, a known address, failures of the store.
pub fn add(context: &Context, arguments: &UserAddArguments) -> Result<Exit, Failure> {
    let (password, made_up) = match &context.secret {
        Some(password) => (password.clone(), false),
        None => (make_up().map_err(|error| Failure::because("password", &error))?, true),
    };
    let name = arguments.name.as_deref().or_else(|| arguments.email.split('@').next()).unwrap_or_default();
    let words = if arguments.admin { "admin" } else { "*:read *:write" };
    let scopes: Vec<Scope> = access::read_scopes(words).map_err(|error| failure(context, &error))?;
    let user = context.access.user_add(&arguments.email, name, &password, &scopes).map_err(|error| failure(context, &error))?;
    if arguments.answer.json {
        let mut shown = json!({ "id": user.id.to_string(), "email": user.email, "name": user.name, "scopes": user.scopes.split(' ').collect::<Vec<_>>() });
        if let (true, Some(members)) = (made_up, shown.as_object_mut()) {
            members.insert("password".to_owned(), json!(password));
        }
        context.print_json(&shown)?;
        return Ok(Exit::Done);
    }
    context.output.say(&match context.language {
        Language::En => format!("person {} added: {} ({})", user.id, user.email, user.scopes),
        Language::Zh => format!("已添加人员 {}：{}（{}）", user.id, user.email, user.scopes),
    });
    if made_up {
        context.output.say(context.language.pick("The password, not shown again:", "密码（之后不再显示）："));
        context.print(&format!("{password}\n"))?;
    }
    Ok(Exit::Done)
}

/// Makes a link that signs a person in once.
///
/// # Errors
/// An unknown address, somebody who is shut out, failures of the store.
pub fn link(context: &Context, arguments: &UserLinkArguments) -> Result<Exit, Failure> {
    let refused = |error: &AccessError| failure(context, error);
    let person = context.access.user_by_email(&arguments.email).map_err(|error| refused(&error))?.ok_or_else(|| {
        Failure::failed(match context.language {
            Language::En => format!("there is nobody with the address {}", arguments.email),
            Language::Zh => format!("没有邮箱为 {} 的人员", arguments.email),
        })
    })?;
    if person.disabled_ms.is_some() {
        return Err(Failure::failed(context.language.pick("this person is shut out", "此人已被停用")));
    }
    let token = context.access.link_create(person.id, Some(LINK_MS)).map_err(|error| refused(&error))?;
    let public = context.public_url.as_ref().map(sync::alerts::PublicUrl::as_str);
    let base = arguments.at.as_deref().or(public).or(context.address.as_deref()).unwrap_or(DEFAULT_ADDRESS);
    let url = sign_in_url(base, &token);
    if arguments.answer.json {
        context.print_json(&json!({ "url": url, "minutes": LINK_MS / 60_000 }))?;
        return Ok(Exit::Done);
    }
    context.output.say(match context.language {
        Language::En => "Open this within ten minutes; it works once:",
        Language::Zh => "请在十分钟内打开以下链接，仅可使用一次：",
    });
    context.print(&format!("{url}\n"))?;
    Ok(Exit::Done)
}

/// Where the web app signs in with this one-time token. The part after `#` never travels to a server.
pub fn sign_in_url(base: &str, token: &str) -> String {
    format!("{}/#token={token}", base.trim_end_matches('/'))
}

/// The password of a new person, from the terminal (twice, unseen) or the first line of standard input. `None` for other
/// commands, and where one is to be made up.
///
/// # Errors
/// Two different answers, or none.
pub fn ask_secret(command: &Command, language: Language) -> Result<Option<String>, Failure> {
    let Command::User { command: UserCommand::Add(arguments) } = command else { return Ok(None) };
    if arguments.generate {
        return Ok(None);
    }
    let unreadable = |error: io::Error| Failure::because(language.pick("the password cannot be read", "无法读取密码"), &error);
    if !io::stdin().is_terminal() {
        let line = read_line().map_err(unreadable)?;
        return Ok(Some(line).filter(|line| !line.is_empty()));
    }
    let first = hidden_answer(language.pick("Password (12 characters or more): ", "密码（至少 12 个字符）：")).map_err(unreadable)?;
    let second = hidden_answer(language.pick("Once more: ", "再次输入：")).map_err(unreadable)?;
    if first != second {
        return Err(Failure::usage(language.pick("the two passwords differ; nothing was changed", "两次输入的密码不一致；未做任何更改")));
    }
    Ok(Some(first))
}

/// Five groups of five letters and digits that are not taken for one another: about 120 bits.
fn make_up() -> Result<String, getrandom::Error> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut random = [0_u8; 25];
    getrandom::fill(&mut random)?;
    let mut password = String::with_capacity(29);
    for (at, byte) in random.iter().enumerate() {
        if at > 0 && at.is_multiple_of(5) {
            password.push('-');
        }
        let letter = LETTERS.get(usize::from(byte & 31)).copied().unwrap_or(b'x');
        password.push(char::from(letter));
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_passwords_are_long_and_differ() {
        let (one, other) = (make_up().expect("randomness"), make_up().expect("randomness"));
        assert_ne!(one, other);
        assert_eq!(one.len(), 29);
        assert_eq!(one.split('-').count(), 5);
    }
}
