//! Query parameters: percent-decoding, and the list of what each operation takes. An unknown, doubled or ill-formed
//! parameter is refused before the handler runs, with the nearest names.

use std::borrow::Cow;

use records::filter_text::nearest;

use crate::problem::Problem;

/// What a parameter holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number within bounds.
    Integer(i64, i64),
    /// A positive 64-bit id as decimal text.
    Id,
    /// `true` or `false`.
    Boolean,
    /// One of these.
    Choice(&'static [&'static str]),
    /// Text of at most so many characters.
    Text(usize),
}

/// One parameter an operation takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Must be there.
    pub required: bool,
    /// What it means, for the description.
    pub text: &'static str,
    /// JSON text of an example that works with the shipped objects; empty for none.
    pub example: &'static str,
}

/// The decoded parameters of one request.
#[derive(Debug, Default)]
pub struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Reads `raw` and checks it against `known`.
    ///
    /// # Errors
    /// A problem that names the first parameter at fault.
    pub fn parse(raw: Option<&str>, known: &[Parameter]) -> Result<Self, Box<Problem>> {
        let mut query = Self::default();
        for part in raw.unwrap_or_default().split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let (Some(name), Some(value)) = (decode(name, true), decode(value, true)) else {
                return Err(Problem::with(crate::problem::Code::BadRequest, "the query string is not UTF-8", "查询字符串不是有效的 UTF-8"));
            };
            let Some(parameter) = known.iter().find(|parameter| parameter.name == name) else {
                return Err(unknown(&name, known));
            };
            if query.get(parameter.name).is_some() {
                return Err(Problem::parameter(parameter.name, "given twice", "重复出现"));
            }
            parameter.kind.check(parameter.name, &value)?;
            query.pairs.push((name.into_owned(), value.into_owned()));
        }
        for parameter in known.iter().filter(|parameter| parameter.required) {
            if query.get(parameter.name).is_none() {
                return Err(Problem::parameter(parameter.name, "is required", "必填"));
            }
        }
        Ok(query)
    }

    /// The text of a parameter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A parameter declared as a whole number.
    #[must_use]
    pub fn integer(&self, name: &str) -> Option<i64> {
        self.get(name)?.parse().ok()
    }

    /// A parameter declared as boolean; absent is false.
    #[must_use]
    pub fn is_true(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }
}

impl Kind {
    fn check(self, name: &str, value: &str) -> Result<(), Box<Problem>> {
        if value.contains('\0') {
            return Err(Problem::parameter(name, "must not hold NUL", "不能包含 NUL 字符"));
        }
        let plain_number = || {
            let digits = value.strip_prefix('-').unwrap_or(value);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        match self {
            Self::Integer(min, max) => match value.parse::<i64>() {
                Ok(number) if plain_number() && (min..=max).contains(&number) => Ok(()),
                _ => Err(Problem::parameter(
                    name,
                    format!("must be a whole number from {min} to {max}"),
                    format!("必须是 {min} 到 {max} 之间的整数"),
                )),
            },
            Self::Id => match model::RecordId::parse(value) {
                Some(_) => Ok(()),
                None => Err(Problem::parameter(name, "must be an id", "必须是 id")),
            },
            Self::Boolean if matches!(value, "true" | "false") => Ok(()),
            Self::Boolean => Err(Problem::parameter(name, "must be true or false", "必须是 true 或 false")),
            Self::Choice(choices) if choices.contains(&value) => Ok(()),
            Self::Choice(choices) => {
                let list = choices.join(", ");
                Err(Problem::parameter(name, format!("must be one of {list}"), format!("必须是以下之一：{list}")))
            }
            Self::Text(max) if value.chars().count() <= max => Ok(()),
            Self::Text(max) => Err(Problem::parameter(name, format!("is longer than {max} characters"), format!("超过 {max} 个字符"))),
        }
    }
}

fn unknown(name: &str, known: &[Parameter]) -> Box<Problem> {
    let shown: String = name.chars().filter(|character| !character.is_control()).take(60).collect();
    let near = nearest(&shown, known.iter().map(|parameter| parameter.name));
    let offered =
        if known.is_empty() { "none".to_owned() } else { known.iter().map(|parameter| parameter.name).collect::<Vec<_>>().join(", ") };
    let mut fault = crate::problem::Fault {
        pointer: format!("query:{shown}"),
        code: Cow::Borrowed("parameter_unknown"),
        detail: (format!("unknown parameter; this path takes: {offered}").into(), format!("未知参数；可用参数：{offered}").into()),
        offset: None,
        nearest: near,
    };
    fault.nearest.truncate(3);
    Problem::with(crate::problem::Code::BadRequest, format!("parameter {shown:?} is unknown here"), format!("未知参数 {shown:?}"))
        .faults([fault])
}

/// Undoes percent-encoding; `plus` turns `+` into a blank as in forms. `None` for broken escapes and for what is not UTF-8.
#[must_use]
pub fn decode(text: &str, plus: bool) -> Option<Cow<'_, str>> {
    if !text.bytes().any(|byte| byte == b'%' || (plus && byte == b'+')) {
        return Some(Cow::Borrowed(text));
    }
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => {
                let high = char::from(bytes.next()?).to_digit(16)?;
                let low = char::from(bytes.next()?).to_digit(16)?;
                out.push(u8::try_from(high * 16 + low).ok()?);
            }
            b'+' if plus => out.push(b' '),
            other => out.push(other),
        }
    }
    String::from_utf8(out).ok().map(Cow::Owned)
}

/// Percent-encodes everything but unreserved characters.
#[cfg(test)]
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF".get(usize::from(digit)).copied().unwrap_or(b'0')));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_or_refused() {
        for (text, expected) in [
            ("a%20b", Some("a b")),
            ("a+b", Some("a b")),
            ("%E5%BC%A0", Some("张")),
            ("%", None),
            ("%zz", None),
            ("%ff", None),
            ("plain", Some("plain")),
        ] {
            assert_eq!(decode(text, true).as_deref(), expected, "{text}");
            if let Some(expected) = expected {
                assert_eq!(decode(&encode(expected), false).as_deref(), Some(expected));
            }
        }
    }

    #[test]
    fn only_declared_parameters_pass() {
        let known = [Parameter { name: "limit", kind: Kind::Integer(1, 500), required: false, text: "", example: "" }];
        assert_eq!(Query::parse(Some("limit=50"), &known).expect("fine").integer("limit"), Some(50));
        for bad in ["limti=5", "limit=0", "limit=501", "limit=+5", "limit=5&limit=5", "limit=%00", "limit=", "%ff=1"] {
            assert!(Query::parse(Some(bad), &known).is_err(), "{bad}");
        }
    }
}
