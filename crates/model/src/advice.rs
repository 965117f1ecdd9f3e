//! What helps against a problem of data, for the person who corrects it.

use crate::finding::{FindingCode, Lang};

impl FindingCode {
    /// One plain sentence that says what to do, for rows that could not be applied.
    #[must_use]
    pub fn advice(self, lang: Lang) -> &'static str {
        let (en, zh) = match self {
            Self::RequiredMissing => {
                ("Fill the value in, give the field a default, or make it optional.", "补全该值，或为字段设置默认值，或改为非必填。")
            }
            Self::OptionUnknown | Self::ValueUnmapped => (
                "Add a line for this value to the value table of the mapping, or the option to the field, then replay.",
                "在映射的值对照表中加入该值，或为字段增加该选项，然后重放。",
            ),
            Self::TooLong => ("Shorten the value, or let the field hold longer ones.", "缩短该值，或放宽字段长度。"),
            Self::ValidationFailed => ("Correct the value, or change the rule of the field.", "更正该值，或修改字段的校验规则。"),
            Self::ReferenceUnknown => {
                ("Bring the record it refers to in first, or choose another way to find it.", "先导入被引用的记录，或更换查找方式。")
            }
            Self::MatchedMultiple => {
                ("Merge the records that are the same, or leave this row out; then replay.", "合并相同的记录，或排除该行，然后重放。")
            }
            Self::ValueTaken => {
                ("Correct the value here or in the record that holds it, or merge the two.", "更正该值或占用该值的记录，或将两者合并。")
            }
            Self::RecordEmpty => ("Map a column that names the record, or leave the row out.", "映射一个能标识记录的列，或排除该行。"),
            Self::RecordDeleted => {
                ("Restore the record if it should come back, or leave the row out.", "若应恢复请先恢复该记录，否则排除该行。")
            }
            Self::VersionStale => ("Nothing needs to be done: leave the row out.", "无需处理，可排除该行。"),
            Self::BytesInvalid | Self::RowShape | Self::JsonInvalid => (
                "Correct it where it comes from and send it again, or replay after the mapping or connection was changed.",
                "在来源处更正后重新发送；或在修改映射、连接后重放。",
            ),
            Self::TargetRefused => (
                "Correct the record here, or what the other system asks for there, then replay: it is written again.",
                "更正本系统中的记录，或调整对方系统的要求，然后重放以再次写入。",
            ),
            Self::TargetOptionUnknown => (
                "Add the option there, or a line for it to the value table of the outgoing mapping, then replay: it is written again.",
                "在对方系统增加该选项，或在写出映射的值对照表中加入对应行，然后重放以再次写入。",
            ),
            Self::DigitsLost => ("Take the number from the original and correct it here.", "从原始数据取得完整号码后在此更正。"),
            Self::PhoneInvalid
            | Self::PhoneCountryAssumed
            | Self::EmailInvalid
            | Self::DateInvalid
            | Self::DateAmbiguous
            | Self::YearMissing
            | Self::NumberInvalid
            | Self::BooleanInvalid
            | Self::CreditCodeInvalid
            | Self::ResidentIdInvalid
            | Self::CountryUnknown
            | Self::CurrencyUnknown
            | Self::UrlInvalid
            | Self::IdConflict
            | Self::KeyShared => {
                ("Correct the value, or change how the mapping reads it, then replay.", "更正该值，或修改映射的读取方式，然后重放。")
            }
        };
        match lang {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }
}
