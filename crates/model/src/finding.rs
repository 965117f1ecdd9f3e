//! Findings: data problems on records. Never an error of the program, never the end of a run.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Language of texts for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

/// One problem of one value or record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What kind of problem.
    pub code: FindingCode,
    /// Target field, empty when the whole record is meant.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub field: Cow<'static, str>,
    /// What exactly, e.g. the offending part. May hold a value of a customer: never log it.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub detail: Cow<'static, str>,
}

impl Finding {
    /// A finding on `field`.
    pub fn new(code: FindingCode, field: impl Into<Cow<'static, str>>, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { code, field: field.into(), detail: detail.into() }
    }
}

/// What kind of problem. Stable: stored, exported, documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    /// A required field has no value.
    RequiredMissing,
    /// Kept as it came; not used for matching.
    PhoneInvalid,
    /// Written without a country, in the grouping of North America: read as +1.
    PhoneCountryAssumed,
    /// Kept as it came; not used for matching.
    EmailInvalid,
    /// Not a date, or an impossible one.
    DateInvalid,
    /// Could be day-month or month-day.
    DateAmbiguous,
    /// A day and month without a year.
    YearMissing,
    /// Not a number.
    NumberInvalid,
    /// Digits were lost before we saw it (scientific notation of an id or phone).
    DigitsLost,
    /// Not yes or no.
    BooleanInvalid,
    /// Not one of the options.
    OptionUnknown,
    /// Wrong length, character or check digit.
    CreditCodeInvalid,
    /// Wrong length, date or check digit.
    ResidentIdInvalid,
    /// Not a country.
    CountryUnknown,
    /// Not a currency.
    CurrencyUnknown,
    /// Not an absolute http(s) address.
    UrlInvalid,
    /// Longer than the field allows.
    TooLong,
    /// Breaks the field's validation rule.
    ValidationFailed,
    /// The referenced record was not found.
    ReferenceUnknown,
    /// The value table has no line for it.
    ValueUnmapped,
    /// Bytes that are not text in the file's encoding.
    BytesInvalid,
    /// The row has more cells than the header, or a quotation mark is not closed.
    RowShape,
    /// Not JSON.
    JsonInvalid,
    /// Nothing identifies or names the record.
    RecordEmpty,
    /// Several known customers fit.
    MatchedMultiple,
    /// Shares a key with a record that has another id that is unique by nature.
    IdConflict,
    /// Too many different records share this key: it lost its force.
    KeyShared,
    /// Another record holds this unique value.
    ValueTaken,
    /// The record was deleted here.
    RecordDeleted,
    /// An older version than the one known.
    VersionStale,
    /// Another system refused to take the record.
    TargetRefused,
    /// Another system refused the record, and a field there does not have an option that was sent.
    TargetOptionUnknown,
}

impl FindingCode {
    /// One plain sentence for people.
    #[must_use]
    pub fn text(self, lang: Lang) -> &'static str {
        let (en, zh) = self.texts();
        match lang {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }

    /// The stable name, as stored and exported.
    #[must_use]
    pub fn name(self) -> String {
        serde_json::to_string(&self).map(|name| name.trim_matches('"').to_owned()).unwrap_or_default()
    }

    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::RequiredMissing => ("A required value is missing.", "缺少必填值。"),
            Self::PhoneInvalid => ("This is not a phone number; it was kept as it came.", "电话号码无效，已按原样保留。"),
            Self::PhoneCountryAssumed => {
                ("The number is grouped as in North America; country code +1 was assumed.", "该号码按北美格式书写，已视为 +1 号码。")
            }
            Self::EmailInvalid => ("This is not an e-mail address; it was kept as it came.", "电子邮箱无效，已按原样保留。"),
            Self::DateInvalid => ("This is not a date.", "日期无效。"),
            Self::DateAmbiguous => ("Day and month of this date cannot be told apart.", "无法区分该日期的日和月。"),
            Self::YearMissing => ("The year of this date is missing.", "日期缺少年份。"),
            Self::NumberInvalid => ("This is not a number.", "数字无效。"),
            Self::DigitsLost => {
                ("A spreadsheet cut digits off this number; take it from the original.", "电子表格截断了该号码的数字，请从原始数据中获取。")
            }
            Self::BooleanInvalid => ("This is neither yes nor no.", "既不是“是”也不是“否”。"),
            Self::OptionUnknown => ("This is not one of the options.", "不在可选项之中。"),
            Self::CreditCodeInvalid => ("This unified social credit code is wrong.", "统一社会信用代码有误。"),
            Self::ResidentIdInvalid => ("This resident identity number is wrong.", "身份证号有误。"),
            Self::CountryUnknown => ("This is not a known country.", "国家无法识别。"),
            Self::CurrencyUnknown => ("This is not a known currency.", "币种无法识别。"),
            Self::UrlInvalid => ("This is not a web address.", "网址无效。"),
            Self::TooLong => ("The value is longer than the field allows.", "值超过字段允许的长度。"),
            Self::ValidationFailed => ("The value breaks the rule of its field.", "值不符合字段的校验规则。"),
            Self::ReferenceUnknown => ("The record it refers to does not exist.", "引用的记录不存在。"),
            Self::ValueUnmapped => ("The value table has no line for this value.", "值对照表中没有该值。"),
            Self::BytesInvalid => (
                "The cell cannot be read: bytes that are no text in the encoding of the file, or an error of the spreadsheet.",
                "单元格无法读取：部分字节不符合文件编码，或表格公式出错。",
            ),
            Self::RowShape => {
                ("The row has more cells than the header, or a quotation mark that is not closed.", "该行的列数多于表头，或引号未闭合。")
            }
            Self::JsonInvalid => ("The row is damaged and cannot be read.", "该行已损坏，无法读取。"),
            Self::RecordEmpty => ("The row holds nothing that could name a record.", "该行没有可识别记录的内容。"),
            Self::MatchedMultiple => ("Several known records fit; a person must choose.", "匹配到多条已知记录，需要人工选择。"),
            Self::IdConflict => (
                "It shares a phone or e-mail with a record that has a different official id; they were kept apart.",
                "与另一条记录共用电话或邮箱，但证件号不同，未合并。",
            ),
            Self::KeyShared => {
                ("Too many different records share this value; it no longer identifies anybody.", "过多不同记录共用该值，不再用于识别。")
            }
            Self::ValueTaken => ("Another record already holds this unique value.", "该唯一值已被其他记录占用。"),
            Self::RecordDeleted => ("The record was deleted here and stays deleted.", "该记录已在本系统删除，保持删除状态。"),
            Self::TargetRefused => ("The other system refused this record.", "对方系统拒绝了该记录。"),
            Self::TargetOptionUnknown => ("The other system does not have this option.", "对方系统没有该选项。"),
            Self::VersionStale => ("A newer version of this record is already known.", "已有该记录的更新版本。"),
        }
    }
}
