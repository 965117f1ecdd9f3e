//! What can go wrong, and how it is written.

use serde::{Deserialize, Serialize};

use super::{FaultError, Options, bad, number};

/// What goes wrong. The text form stands first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// `401`, `403`, `429`, `503` …: this status with the vendor's own words for it. Options: `retry_after=SECONDS`,
    /// `retry_after=date+SECONDS` (an HTTP date), `retry_after=absurd` (over 30 years), `retry_after=garbage`;
    /// `body=vendor|html|empty`; `commit=before` (nothing was done) or `commit=after` (the call was carried out, and then
    /// the answer was this).
    Status {
        /// 400 to 599.
        status: u16,
        /// The header of this name.
        retry_after: Option<RetryAfter>,
        /// What the body looks like.
        body: BodyShape,
        /// Whether the call was carried out.
        commit: Commit,
    },
    /// `quota=N`: after N calls in 24 hours of the simulators' clock, every further one is refused as the vendor refuses it.
    Quota(u64),
    /// `hang`: the call is taken and never answered; not carried out. `hang=SECONDS` closes the connection after that time.
    Hang(Option<u64>),
    /// `slow=MILLISECONDS`: answers late.
    Slow(u64),
    /// `lost_answer`: the call is carried out, then the connection is reset before the first byte of the answer.
    LostAnswer,
    /// `reset=N`: the connection is reset after N bytes of the body.
    Reset(u64),
    /// `trickle=N`: N bytes a second.
    Trickle(u64),
    /// `cut_gzip`: a gzip body without its second half, of matching length.
    CutGzip,
    /// `double_gzip`: compressed twice, announced once.
    DoubleGzip,
    /// `gzip_bomb=N`: a small gzip body that expands to N megabytes of blanks and then the answer.
    GzipBomb(u64),
    /// `wrong_length=N`: Content-Length promises N bytes more than come, or fewer when N is negative.
    WrongLength(i64),
    /// `html`: a login page with status 200. `empty_body`: status and headers only. `malformed`: the body ends in the middle.
    /// `invalid_utf8`, `nul`, `bom`, `lone_surrogate`: such bytes inside. `double_utf8`: UTF-8 taken for Latin-1 and encoded again.
    Damaged(Damage),
    /// `drift=insert|delete|both`: before the call, a record appears at the start, or one that was listed vanishes. Option `n=N`.
    Drift(Drift, u64),
    /// `page_token_dies`: the page token of this call is refused as expired.
    PageTokenDies,
    /// `same_page_token`: the answer names its own page as the next.
    SamePageToken,
    /// `empty_page`: no records, and "there is more".
    EmptyPage,
    /// `empty_list`: no records, and that is all.
    EmptyList,
    /// `fewer=PERCENT`: so many of 100 records are left out.
    Fewer(u64),
    /// `ties=N`: before the call, N records of the list get the stamp of one second.
    Ties(u64),
    /// `late_commit=SECONDS`: before the call, a record is written that can only be seen after that time, with its old stamp.
    LateCommit(u64),
    /// `silent_change=N`: before the call, N records change and keep their stamp.
    SilentChange(u64),
    /// `add_field=TABLE.FIELD>TYPE`, before the call.
    AddField(String, String, String),
    /// `remove_field=TABLE.FIELD`, before the call.
    RemoveField(String, String),
    /// `rename_field=TABLE.FIELD>NEW`, before the call.
    RenameField(String, String, String),
    /// `retype_field=TABLE.FIELD>TYPE`, before the call: `text`, `number` or `object`.
    RetypeField(String, String, String),
    /// `huge_record=MEGABYTES`: before the call, a text of the list's first record becomes so large.
    HugeRecord(u64),
    /// `big_numbers`: before the call, a number of the list's first record becomes 9007199254740993 (2^53 + 1).
    BigNumbers,
    /// `row_error=N`: each N-th row of a batch is refused. Option `code=CODE`, in the vendor's words.
    RowErrors {
        /// Which rows.
        every: u64,
        /// The vendor's code; its usual one for a passing error otherwise.
        code: Option<String>,
    },
    /// `token_life=SECONDS`: access tokens die so soon after they were given.
    TokenLife(u64),
    /// `skew=SECONDS`: the vendor's clock is ahead, or behind when negative.
    Skew(i64),
    /// `push_twice`: delivered twice with the same id.
    PushTwice,
    /// `push_late=SECONDS`: delivered so much later.
    PushLate(u64),
    /// `push_swap`: delivered after the next one.
    PushSwap,
    /// `push_lost`: never delivered.
    PushLost,
    /// `push_forged`: signed with a wrong secret.
    PushForged,
    /// `push_old=SECONDS`: carries a time stamp that is so old, correctly signed.
    PushOld(u64),
    /// A kind that only this vendor knows; its folder lists them.
    Own(String, Option<String>),
}

/// A Retry-After header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetryAfter {
    /// In seconds.
    Seconds(u64),
    /// As a date so many seconds ahead.
    Date(u64),
    /// 999,999,999 seconds.
    Absurd,
    /// `soon`, which is no value.
    Garbage,
}

/// The body of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyShape {
    /// As the vendor words it.
    Vendor,
    /// A page of a gateway.
    Html,
    /// Nothing.
    Empty,
}

/// Whether a call was carried out before it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Commit {
    /// It failed before anything happened.
    Before,
    /// It happened, and the answer says otherwise.
    After,
}

/// What is wrong with a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it, and `Kind::Damaged` explains them")]
pub enum Damage {
    Html,
    Empty,
    Malformed,
    InvalidUtf8,
    Nul,
    Bom,
    LoneSurrogate,
    DoubleUtf8,
}

/// How a list moves under the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it, and `Kind::Drift` explains them")]
pub enum Drift {
    Insert,
    Delete,
    Both,
}

const DAMAGES: &[(&str, Damage)] = &[
    ("html", Damage::Html),
    ("empty_body", Damage::Empty),
    ("malformed", Damage::Malformed),
    ("invalid_utf8", Damage::InvalidUtf8),
    ("nul", Damage::Nul),
    ("bom", Damage::Bom),
    ("lone_surrogate", Damage::LoneSurrogate),
    ("double_utf8", Damage::DoubleUtf8),
];

/// All names but the damages, the status numbers and the vendors' own.
const NAMES: &[&str] = &[
    "quota",
    "hang",
    "slow",
    "lost_answer",
    "reset",
    "trickle",
    "cut_gzip",
    "double_gzip",
    "gzip_bomb",
    "wrong_length",
    "drift",
    "page_token_dies",
    "same_page_token",
    "empty_page",
    "empty_list",
    "fewer",
    "ties",
    "late_commit",
    "silent_change",
    "add_field",
    "remove_field",
    "rename_field",
    "retype_field",
    "huge_record",
    "big_numbers",
    "row_error",
    "token_life",
    "skew",
    "push_twice",
    "push_late",
    "push_swap",
    "push_lost",
    "push_forged",
    "push_old",
];

impl Kind {
    pub(crate) fn is_known(name: &str, own: &[&str]) -> bool {
        status(name).is_some() || NAMES.contains(&name) || DAMAGES.iter().any(|(known, _)| *known == name) || own.contains(&name)
    }

    pub(crate) fn unknown(name: &str, own: &[&str]) -> FaultError {
        let damages = DAMAGES.iter().map(|(known, _)| *known);
        let known: Vec<&str> = ["400 to 599"].into_iter().chain(NAMES.iter().copied()).chain(damages).chain(own.iter().copied()).collect();
        FaultError::UnknownKind { kind: name.to_owned(), known: known.join(", ") }
    }

    pub(crate) fn parse(name: &str, value: Option<&str>, options: &mut Options) -> Result<Self, FaultError> {
        if let Some(status) = status(name) {
            return Self::parse_status(status, options);
        }
        if let Some((_, damage)) = DAMAGES.iter().find(|(known, _)| *known == name) {
            return Ok(Self::Damaged(*damage));
        }
        let text = value.unwrap_or_default();
        let count = || number(name, text);
        let or = |otherwise: u64| if text.is_empty() { Ok(otherwise) } else { number(name, text) };
        let signed = || text.parse::<i64>().map_err(|_| bad(name, text, "a whole number, negative for the other way"));
        Ok(match name {
            "quota" => Self::Quota(count()?),
            "hang" => Self::Hang(if text.is_empty() { None } else { Some(count()?) }),
            "slow" => Self::Slow(count()?),
            "lost_answer" => Self::LostAnswer,
            "reset" => Self::Reset(or(0)?),
            "trickle" => Self::Trickle(or(1)?.max(1)),
            "cut_gzip" => Self::CutGzip,
            "double_gzip" => Self::DoubleGzip,
            "gzip_bomb" => Self::GzipBomb(count()?.min(20_000)),
            "wrong_length" => Self::WrongLength(signed()?),
            "drift" => Self::Drift(drift(text)?, options.number("n")?.unwrap_or(1)),
            "page_token_dies" => Self::PageTokenDies,
            "same_page_token" => Self::SamePageToken,
            "empty_page" => Self::EmptyPage,
            "empty_list" => Self::EmptyList,
            "fewer" => Self::Fewer(or(90)?.min(100)),
            "ties" => Self::Ties(count()?),
            "late_commit" => Self::LateCommit(count()?),
            "silent_change" => Self::SilentChange(or(1)?),
            "add_field" | "rename_field" | "retype_field" => parse_field_change(name, text)?,
            "remove_field" => split_field(name, text).map(|(table, field)| Self::RemoveField(table, field))?,
            "huge_record" => Self::HugeRecord(or(50)?.min(500)),
            "big_numbers" => Self::BigNumbers,
            "row_error" => Self::RowErrors { every: or(1)?.max(1), code: options.take("code") },
            "token_life" => Self::TokenLife(count()?),
            "skew" => Self::Skew(signed()?),
            "push_twice" => Self::PushTwice,
            "push_late" => Self::PushLate(count()?),
            "push_swap" => Self::PushSwap,
            "push_lost" => Self::PushLost,
            "push_forged" => Self::PushForged,
            "push_old" => Self::PushOld(or(3_600)?),
            own => Self::Own(own.to_owned(), value.map(str::to_owned)),
        })
    }

    fn parse_status(status: u16, options: &mut Options) -> Result<Self, FaultError> {
        let retry_after = options.take("retry_after").map(|text| retry_after(&text)).transpose()?;
        let body = match options.take("body").as_deref() {
            None | Some("vendor") => BodyShape::Vendor,
            Some("html") => BodyShape::Html,
            Some("empty") => BodyShape::Empty,
            Some(other) => return Err(bad("body", other, "`vendor`, `html` or `empty`")),
        };
        let commit = match options.take("commit").as_deref() {
            None | Some("before") => Commit::Before,
            Some("after") => Commit::After,
            Some(other) => return Err(bad("commit", other, "`before` or `after`")),
        };
        Ok(Self::Status { status, retry_after, body, commit })
    }

    /// True for what holds until it is cleared, rather than happening once.
    pub(crate) fn is_condition(&self) -> bool {
        matches!(self, Self::Quota(_) | Self::TokenLife(_) | Self::Skew(_) | Self::EmptyList | Self::Fewer(_))
    }

    /// True for what befalls a push, not a call.
    pub(crate) fn is_about_pushes(&self) -> bool {
        matches!(self, Self::PushTwice | Self::PushLate(_) | Self::PushSwap | Self::PushLost | Self::PushForged | Self::PushOld(_))
    }
}

fn status(name: &str) -> Option<u16> {
    name.parse().ok().filter(|status| (400..600).contains(status))
}

fn retry_after(text: &str) -> Result<RetryAfter, FaultError> {
    match text.strip_prefix("date+") {
        Some(seconds) => Ok(RetryAfter::Date(number("retry_after", seconds)?)),
        None if text == "absurd" => Ok(RetryAfter::Absurd),
        None if text == "garbage" => Ok(RetryAfter::Garbage),
        None => Ok(RetryAfter::Seconds(number("retry_after", text)?)),
    }
}

fn drift(text: &str) -> Result<Drift, FaultError> {
    match text {
        "insert" => Ok(Drift::Insert),
        "delete" => Ok(Drift::Delete),
        "" | "both" => Ok(Drift::Both),
        other => Err(bad("drift", other, "`insert`, `delete` or `both`")),
    }
}

fn split_field(name: &str, text: &str) -> Result<(String, String), FaultError> {
    let (table, field) = text.split_once('.').ok_or_else(|| bad(name, text, "TABLE.FIELD"))?;
    Ok((table.to_owned(), field.to_owned()))
}

fn parse_field_change(name: &str, text: &str) -> Result<Kind, FaultError> {
    let (place, new) = text.split_once('>').ok_or_else(|| bad(name, text, "TABLE.FIELD>NEW"))?;
    let (table, field) = split_field(name, place)?;
    let new = new.to_owned();
    Ok(match name {
        "add_field" => Kind::AddField(table, field, new),
        "rename_field" => Kind::RenameField(table, field, new),
        _ => Kind::RetypeField(table, field, new),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Fault, FaultError};
    use super::*;

    #[test]
    fn each_name_is_understood() {
        for name in NAMES {
            let value = match *name {
                "drift" => "both",
                "remove_field" => "a.b",
                "add_field" | "rename_field" | "retype_field" => "a.b>text",
                _ => "7",
            };
            let fault = Fault::parse(&format!("shop:{name}={value}"), &[]).unwrap();
            assert!(!matches!(fault.kind, Kind::Own(..)), "{name}");
        }
    }

    #[test]
    fn the_parts_of_a_spec_are_found() {
        let fault = Fault::parse("salesforce:query:429:retry_after=date+2:times=3", &[]).unwrap();
        assert_eq!((fault.vendor.as_str(), fault.endpoint.as_str(), fault.when.times), ("salesforce", "query", Some(3)));
        let status = |retry_after, commit| Kind::Status { status: 429, retry_after, body: BodyShape::Vendor, commit };
        assert_eq!(fault.kind, status(Some(RetryAfter::Date(2)), Commit::Before));
        let fault = Fault::parse("*:500:commit=after:rate=0.25", &[]).unwrap();
        assert_eq!((fault.endpoint.as_str(), fault.when.times, fault.when.rate), ("*", None, Some(0.25)));
        let fault = Fault::parse("x:bulk_failed=soon%3Aer", &["bulk_failed"]).unwrap();
        assert_eq!(fault.kind, Kind::Own("bulk_failed".to_owned(), Some("soon:er".to_owned())));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let failure = |spec: &str| Fault::parse(spec, &[]).unwrap_err();
        assert!(matches!(failure("shop"), FaultError::TooShort(_)));
        assert!(failure("shop:list:explode").to_string().starts_with("`explode` is no kind of fault; there are: 400 to 599, quota"));
        assert_eq!(failure("shop:hang:tomes=2").to_string(), "a fault `hang` knows no option `tomes`");
        assert_eq!(failure("shop:429:retry_after=soon").to_string(), "`soon` is no value for `retry_after`: a whole number");
        assert_eq!(failure("shop:hang:rate=2").to_string(), "`2` is no value for `rate`: a number from 0 to 1");
    }
}
