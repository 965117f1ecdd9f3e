//! Why a call to another system failed, split by what must be done next.

use std::time::Duration;

use model::Label;

/// What the caller must do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Try again, at the earliest after this time where one is known. Does not count as a failure.
    Wait(Option<Duration>),
    /// Try again later.
    Retry,
    /// The cursor is no longer good: go back to the one committed last, or read everything.
    Restart,
    /// Stop using the connection until a person has settled it.
    PauseConnection,
    /// Put this one record aside; its neighbours are unaffected.
    DeadLetter,
    /// It may have happened: look before repeating.
    LookFirst,
    /// A person must change the input or the settings.
    Fail,
}

/// Why another system could not be read or written. Messages are for people and hold neither secrets nor values of records.
#[derive(Debug, thiserror::Error)]
pub enum ConnectorError {
    /// Reading or writing failed underneath; nothing was changed by it.
    #[error("reading {what} failed")]
    Io {
        /// File or address.
        what: String,
        /// Cause.
        #[source]
        source: std::io::Error,
    },
    /// The content is not what it should be.
    #[error("{what}: {reason} (at {place})")]
    Format {
        /// File or address.
        what: String,
        /// Where in it, e.g. `line 12`.
        place: String,
        /// What is wrong and what to do, one line.
        reason: String,
    },
    /// The answer of a system is not what its interface promises (a login page, half a document): nothing of it is used.
    #[error("{system} gave an answer that cannot be used: {reason}")]
    BadAnswer {
        /// Which system.
        system: String,
        /// What is wrong with it, one line.
        reason: String,
    },
    /// A limit protects the machine from this content.
    #[error("{what}: {limit} exceeded ({found}, allowed {allowed})")]
    Limit {
        /// File or address.
        what: String,
        /// Which limit.
        limit: &'static str,
        /// What was found.
        found: u64,
        /// What is allowed.
        allowed: u64,
    },
    /// The content changed while it was read.
    #[error("{what} changed while it was read; start again")]
    Changed {
        /// File or address.
        what: String,
    },
    /// The system asks us to slow down; does not count as an attempt.
    #[error("{system} limits our requests ({code})")]
    RateLimited {
        /// Which system.
        system: String,
        /// Its code.
        code: String,
        /// How long it asks to wait.
        retry_after: Option<Duration>,
    },
    /// The daily or monthly allowance is used up.
    #[error("the allowance of requests of {system} is used up ({code})")]
    QuotaExhausted {
        /// Which system.
        system: String,
        /// Its code.
        code: String,
        /// When it may work again, where known.
        retry_after: Option<Duration>,
    },
    /// The credentials were refused: a person must sign in again or renew a key.
    #[error("{system} refuses the credentials: {reason}")]
    Unauthorised {
        /// Which system.
        system: String,
        /// Its code or words, one line.
        reason: String,
    },
    /// The credentials are good, but may not do this: a right, a scope, an address on an allow-list.
    #[error("{system} does not allow this: {reason}")]
    Forbidden {
        /// Which system.
        system: String,
        /// What is missing, one line.
        reason: String,
    },
    /// The system answers from another organisation than the one the connection was made for (F51).
    #[error("{system} now answers for another organisation ({found}, expected {expected})")]
    OtherOrganisation {
        /// Which system.
        system: String,
        /// Seen now.
        found: String,
        /// Seen first.
        expected: String,
    },
    /// The stream, field or setting does not exist there.
    #[error("{system} knows no {what}")]
    NotFound {
        /// Which system.
        system: String,
        /// What, e.g. `stream Contacts`.
        what: String,
    },
    /// The system refused one record.
    #[error("{system} refused a record ({code}): {message}")]
    RecordRefused {
        /// Which system.
        system: String,
        /// Its code.
        code: String,
        /// Its words.
        message: String,
    },
    /// Out of order, overloaded, not reachable, too slow; nothing was changed by it.
    #[error("{system} cannot be reached or does not work: {reason}")]
    Unavailable {
        /// Which system.
        system: String,
        /// What happened, one line.
        reason: String,
        /// How long it asks to wait.
        retry_after: Option<Duration>,
    },
    /// A write was sent and no answer came that tells what became of it.
    #[error("{system} did not tell whether the write happened: {reason}")]
    UnknownOutcome {
        /// Which system.
        system: String,
        /// What happened, one line.
        reason: String,
    },
    /// The place where reading went on is gone (a page token or locator that expired).
    #[error("{system} no longer knows the place where reading stopped")]
    CursorExpired {
        /// Which system.
        system: String,
    },
    /// Our own guards refuse the address.
    #[error("the address {address} is not allowed: {reason}")]
    AddressRefused {
        /// Host, without path or secrets.
        address: String,
        /// Which rule, and how an administrator may allow it.
        reason: String,
    },
    /// A setting of the connection is missing or wrong.
    #[error("setting {setting}: {reason}")]
    Setting {
        /// Name of the setting.
        setting: String,
        /// What is wrong, one line.
        reason: String,
    },
    /// The connector or the system cannot do this.
    #[error("{system} cannot {what}")]
    Unsupported {
        /// Which system.
        system: String,
        /// What was asked.
        what: String,
    },
    /// The caller asked to stop.
    #[error("stopped on request")]
    Cancelled,
}

/// Characters of a system's own words that are kept.
const WORDS_CHARS_MAX: usize = 300;

/// A system's own words on one line: they are a sentence or two, and more than that is cut.
#[must_use]
pub fn one_line(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").chars().take(WORDS_CHARS_MAX).collect()
}

impl NextStep {
    /// True where the work as a whole may be tried again, by itself and later; otherwise it has ended.
    #[must_use]
    pub fn may_try_again(self) -> bool {
        match self {
            Self::Wait(_) | Self::Retry | Self::Restart | Self::LookFirst => true,
            Self::PauseConnection | Self::DeadLetter | Self::Fail => false,
        }
    }
}

impl ConnectorError {
    /// Nothing answered that speaks the system's interface: no network, a wrong address, a page of something between.
    #[must_use]
    pub fn is_network(&self) -> bool {
        matches!(self, Self::Unavailable { .. } | Self::AddressRefused { .. } | Self::Io { .. } | Self::BadAnswer { .. })
    }

    /// What to do about it.
    #[must_use]
    pub fn next_step(&self) -> NextStep {
        match self {
            Self::Io { .. } | Self::Changed { .. } | Self::BadAnswer { .. } => NextStep::Retry,
            Self::Unavailable { retry_after: None, .. } => NextStep::Retry,
            Self::Unavailable { retry_after, .. } | Self::RateLimited { retry_after, .. } | Self::QuotaExhausted { retry_after, .. } => {
                NextStep::Wait(*retry_after)
            }
            Self::CursorExpired { .. } => NextStep::Restart,
            Self::Unauthorised { .. } | Self::Forbidden { .. } | Self::OtherOrganisation { .. } => NextStep::PauseConnection,
            Self::RecordRefused { .. } => NextStep::DeadLetter,
            Self::UnknownOutcome { .. } => NextStep::LookFirst,
            Self::Format { .. }
            | Self::Limit { .. }
            | Self::NotFound { .. }
            | Self::AddressRefused { .. }
            | Self::Setting { .. }
            | Self::Unsupported { .. }
            | Self::Cancelled => NextStep::Fail,
        }
    }
}

/// What went wrong, for people, in both languages.
pub trait Told {
    /// One line each.
    fn told(&self) -> Label;
}

impl Told for str {
    fn told(&self) -> Label {
        Label::new(self, self)
    }
}

impl Told for Label {
    fn told(&self) -> Label {
        self.clone()
    }
}

impl Told for String {
    fn told(&self) -> Label {
        self.as_str().told()
    }
}

impl Told for ConnectorError {
    fn told(&self) -> Label {
        Label::new(self.to_string(), chinese(self))
    }
}

/// The sentence in Chinese. What the other system said stays in its own words.
fn chinese(error: &ConnectorError) -> String {
    use ConnectorError as E;
    match error {
        E::Io { what, .. } => format!("读取 {what} 失败"),
        E::Format { what, place, reason } => format!("{what} 格式不符：{reason}（位于 {place}）"),
        E::BadAnswer { system, reason } => format!("{system} 的响应无法使用：{reason}"),
        E::Limit { what, limit, found, allowed } => format!("{what} 超出限制 {limit}（实际 {found}，允许 {allowed}）"),
        E::Changed { what } => format!("{what} 在读取过程中发生变化，请重新开始"),
        E::RateLimited { system, code, .. } => format!("{system} 限制了请求频率（{code}）"),
        E::QuotaExhausted { system, code, .. } => format!("{system} 的请求配额已用尽（{code}）"),
        E::Unauthorised { system, reason } => format!("{system} 拒绝了登录凭据：{reason}"),
        E::Forbidden { system, reason } => format!("{system} 不允许此操作：{reason}"),
        E::OtherOrganisation { system, found, expected } => format!("{system} 现在返回的是另一个组织（{found}，应为 {expected}）"),
        E::NotFound { system, what } => format!("{system} 中没有 {what}"),
        E::RecordRefused { system, code, message } => format!("{system} 拒绝了一条记录（{code}）：{message}"),
        E::Unavailable { system, reason, .. } => format!("{system} 无法访问或未正常工作：{reason}"),
        E::UnknownOutcome { system, reason } => format!("{system} 未告知写入是否成功：{reason}"),
        E::CursorExpired { system } => format!("{system} 已不再记得上次读取的位置"),
        E::AddressRefused { address, reason } => format!("不允许访问地址 {address}：{reason}"),
        E::Setting { setting, reason } => format!("设置 {setting}：{reason}"),
        E::Unsupported { system, what } => format!("{system} 不支持：{what}"),
        E::Cancelled => "已按要求停止".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_wrong_is_told_in_both_languages_with_the_systems_own_words() {
        let told = ConnectorError::Unauthorised { system: "Zoho CRM".to_owned(), reason: "INVALID_CODE".to_owned() }.told();
        assert_eq!(told, Label::new("Zoho CRM refuses the credentials: INVALID_CODE", "Zoho CRM 拒绝了登录凭据：INVALID_CODE"));
        assert_eq!("as it is".told(), Label::new("as it is", "as it is"));
    }
}
