//! The language that a person at a terminal reads: English or Simplified Chinese.

use clap::ValueEnum;
use model::{Label, Lang};

/// One of the languages of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// English
    En,
    /// 简体中文
    Zh,
}

impl Language {
    /// What the environment asks for: the first of LC_ALL, LC_MESSAGES and LANG that says anything.
    pub fn from_environment(read: impl Fn(&str) -> Option<String>) -> Self {
        let asked = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| read(name).filter(|value| !value.is_empty()));
        if asked.is_some_and(|value| value.to_ascii_lowercase().starts_with("zh")) { Self::Zh } else { Self::En }
    }

    /// The text in this language.
    pub fn pick<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::En => english,
            Self::Zh => chinese,
        }
    }

    /// A label in this language; English where there is no translation.
    pub fn label(self, label: &Label) -> &str {
        match self {
            Self::Zh if !label.zh.is_empty() => &label.zh,
            Self::Zh | Self::En => &label.en,
        }
    }

    /// The same in the words of the model.
    pub fn of_model(self) -> Lang {
        self.pick(Lang::En, Lang::Zh)
    }

    /// The name on the command line.
    pub fn code(self) -> &'static str {
        self.pick("en", "zh")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_says_anything_decides() {
        let check = |set: &[(&str, &str)], expected| {
            let read = |name: &str| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(Language::from_environment(read), expected, "{set:?}");
        };
        check(&[], Language::En);
        check(&[("LANG", "zh_CN.UTF-8")], Language::Zh);
        check(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")], Language::En);
        check(&[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW"), ("LANG", "en_GB")], Language::Zh);
    }
}
