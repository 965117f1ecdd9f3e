//! What a normaliser did to a value, as a set small enough to travel with every value.

use model::Lang;

/// One thing a normaliser changed or had to assume.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Step {
    /// Full-width or compatibility characters became ordinary ones.
    WidthFolded,
    /// Zero-width or control characters were removed.
    HiddenRemoved,
    /// Blanks were removed.
    SpacesRemoved,
    /// Dashes, dots, slashes or brackets were removed.
    PunctuationRemoved,
    /// Capitals became small letters.
    LowerCased,
    /// The country code of the region was added.
    CountryCodeAdded,
    /// An international or long-distance prefix was removed.
    PrefixRemoved,
    /// The extension was split off.
    ExtensionSplit,
    /// A `.0` left by a spreadsheet was removed.
    FractionDropped,
    /// A `mailto:` or display name was removed.
    WrapperRemoved,
    /// The date was spelled in another way.
    DateReformatted,
    /// Day and month were told apart by the order of the column.
    DayMonthByOrder,
    /// A two-digit year was completed.
    CenturyAssumed,
    /// Only year and month were given: the first day was taken.
    DayAssumed,
    /// A spreadsheet's day number was read.
    ExcelSerialRead,
    /// Seconds or milliseconds since 1970 were read.
    UnixTimeRead,
    /// The time was converted to UTC.
    ZoneConverted,
    /// The time of day was left out.
    TimeDropped,
    /// Thousands separators were removed.
    GroupingRemoved,
    /// A decimal comma was read.
    DecimalCommaRead,
    /// A unit such as 万 was multiplied out.
    UnitMultiplied,
    /// A percentage became a fraction.
    PercentRead,
    /// Brackets or a trailing minus became a leading minus.
    SignMoved,
    /// The currency was read from the text.
    CurrencyRead,
    /// The currency was not given: the default was taken.
    CurrencyAssumed,
    /// A word or symbol was understood.
    WordRead,
    /// What binary arithmetic of a spreadsheet added was rounded away.
    NoiseRounded,
    /// Small letters became capitals.
    UpperCased,
    /// A name in capitals only was written as names are.
    CaseRestored,
    /// A letter that the code never holds became the digit it looks like.
    LookAlikeRepaired,
    /// An older form of the identifier became the present one.
    OldFormConverted,
    /// A title or form of address was split off.
    TitleRemoved,
    /// A number grouped as in North America was read as one.
    NorthAmericaAssumed,
    /// A year counted from 1911 became one of the common era.
    RepublicYearRead,
}

impl Step {
    /// Every step, in the order of the set.
    pub const ALL: [Self; 34] = [
        Self::WidthFolded,
        Self::HiddenRemoved,
        Self::SpacesRemoved,
        Self::PunctuationRemoved,
        Self::LowerCased,
        Self::CountryCodeAdded,
        Self::PrefixRemoved,
        Self::ExtensionSplit,
        Self::FractionDropped,
        Self::WrapperRemoved,
        Self::DateReformatted,
        Self::DayMonthByOrder,
        Self::CenturyAssumed,
        Self::DayAssumed,
        Self::ExcelSerialRead,
        Self::UnixTimeRead,
        Self::ZoneConverted,
        Self::TimeDropped,
        Self::GroupingRemoved,
        Self::DecimalCommaRead,
        Self::UnitMultiplied,
        Self::PercentRead,
        Self::SignMoved,
        Self::CurrencyRead,
        Self::CurrencyAssumed,
        Self::WordRead,
        Self::NoiseRounded,
        Self::UpperCased,
        Self::CaseRestored,
        Self::LookAlikeRepaired,
        Self::OldFormConverted,
        Self::TitleRemoved,
        Self::NorthAmericaAssumed,
        Self::RepublicYearRead,
    ];

    /// The stable name, snake_case.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.texts().0
    }

    /// One plain sentence for people.
    #[must_use]
    pub fn text(self, lang: Lang) -> &'static str {
        let (_, en, zh) = self.texts();
        match lang {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }

    fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::WidthFolded => ("width_folded", "Full-width characters became ordinary ones.", "全角字符已转为半角。"),
            Self::HiddenRemoved => ("hidden_removed", "Invisible characters were removed.", "已去除不可见字符。"),
            Self::SpacesRemoved => ("spaces_removed", "Blanks were removed.", "已去除空格。"),
            Self::PunctuationRemoved => ("punctuation_removed", "Dashes, dots or brackets were removed.", "已去除横线、点或括号。"),
            Self::LowerCased => ("lower_cased", "Capitals became small letters.", "大写字母已转为小写。"),
            Self::CountryCodeAdded => ("country_code_added", "The country code was added.", "已补全国家代码。"),
            Self::PrefixRemoved => ("prefix_removed", "A dialling prefix was removed.", "已去除拨号前缀。"),
            Self::ExtensionSplit => ("extension_split", "The extension was split off.", "已拆出分机号。"),
            Self::FractionDropped => ("fraction_dropped", "A “.0” left by a spreadsheet was removed.", "已去除电子表格留下的“.0”。"),
            Self::WrapperRemoved => ("wrapper_removed", "The text around the address was removed.", "已去除地址外围的文字。"),
            Self::DateReformatted => ("date_reformatted", "The date was rewritten as year-month-day.", "日期已改写为年-月-日。"),
            Self::DayMonthByOrder => {
                ("day_month_by_order", "Day and month were told apart by the other dates of the column.", "日和月按该列的顺序判断。")
            }
            Self::CenturyAssumed => ("century_assumed", "A two-digit year was completed.", "两位年份已补全。"),
            Self::DayAssumed => ("day_assumed", "No day was given: the first of the month was taken.", "未给出日，取当月一日。"),
            Self::ExcelSerialRead => {
                ("excel_serial_read", "A spreadsheet day number was read as a date.", "已将电子表格日期序号读作日期。")
            }
            Self::UnixTimeRead => ("unix_time_read", "Seconds since 1970 were read as a date.", "已将时间戳读作日期。"),
            Self::ZoneConverted => ("zone_converted", "The time was converted to UTC.", "时间已换算为协调世界时。"),
            Self::TimeDropped => ("time_dropped", "The time of day was left out.", "已略去时刻。"),
            Self::GroupingRemoved => ("grouping_removed", "Thousands separators were removed.", "已去除千位分隔符。"),
            Self::DecimalCommaRead => ("decimal_comma_read", "A comma was read as the decimal point.", "逗号已读作小数点。"),
            Self::UnitMultiplied => ("unit_multiplied", "A unit such as 万 was multiplied out.", "已按“万”等单位换算。"),
            Self::PercentRead => ("percent_read", "A percentage became a fraction.", "百分数已转为小数。"),
            Self::SignMoved => ("sign_moved", "Brackets or a trailing minus became a minus sign.", "括号或尾部负号已转为负号。"),
            Self::CurrencyRead => ("currency_read", "The currency was read from the text.", "已从文字中读出币种。"),
            Self::CurrencyAssumed => ("currency_assumed", "No currency was given: the default was taken.", "未给出币种，采用默认币种。"),
            Self::WordRead => ("word_read", "A word or symbol was understood.", "已识别文字或符号。"),
            Self::NoiseRounded => ("noise_rounded", "A rounding error of a spreadsheet was removed.", "已去除电子表格的舍入误差。"),
            Self::UpperCased => ("upper_cased", "Small letters became capitals.", "小写字母已转为大写。"),
            Self::CaseRestored => ("case_restored", "A name in capitals only was written as names are.", "全大写的姓名已恢复常规写法。"),
            Self::LookAlikeRepaired => (
                "look_alike_repaired",
                "A letter that looks like a digit became that digit; the check digit confirms it.",
                "形近字母已改为数字，并经校验码确认。",
            ),
            Self::OldFormConverted => {
                ("old_form_converted", "The older form of the identifier became the present one.", "旧版号码已转换为新版。")
            }
            Self::TitleRemoved => ("title_removed", "A title or form of address was split off.", "已去除称谓或头衔。"),
            Self::NorthAmericaAssumed => {
                ("north_america_assumed", "It is grouped as in North America: +1 was assumed.", "按北美号码分组书写，已视为 +1 号码。")
            }
            Self::RepublicYearRead => {
                ("republic_year_read", "A year of the Republic of China calendar was converted.", "民国纪年已换算为公历年份。")
            }
        }
    }
}

/// A set of [`Step`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Steps(u64);

impl Steps {
    /// Nothing was changed.
    pub const NONE: Self = Self(0);

    /// Adds a step.
    pub fn add(&mut self, step: Step) {
        self.0 |= 1_u64 << (step as u8);
    }

    /// Adds a step when `happened`.
    pub fn add_if(&mut self, happened: bool, step: Step) {
        if happened {
            self.add(step);
        }
    }

    /// Both sets together.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether `step` was taken.
    #[must_use]
    pub fn contains(self, step: Step) -> bool {
        self.0 & (1_u64 << (step as u8)) != 0
    }

    /// Whether nothing was changed.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The steps in the order of [`Step::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Step> {
        Step::ALL.into_iter().filter(move |step| self.contains(*step))
    }
}

#[cfg(test)]
#[path = "step_tests.rs"]
mod tests;
