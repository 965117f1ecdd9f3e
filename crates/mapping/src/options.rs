//! Choices of select fields, found by value, label or usual word, whatever the width and case.

use std::collections::HashMap;

use model::schema::SelectOption;

use crate::width::compared;

/// Usual words for values of the shipped select fields; data of the trade, taken only where the field has that value.
const WORDS: &str = include_str!("../data/option_words.tsv");

/// True when one of `options` is called `raw`: by value, label or usual word.
#[must_use]
pub fn is_option(options: &[SelectOption], raw: &str) -> bool {
    Options::new(options).find(raw).is_some()
}

/// Choices by what they may be called.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    values: Vec<String>,
    by_name: HashMap<String, usize>,
}

impl Options {
    pub(crate) fn new(options: &[SelectOption]) -> Self {
        let mut found = Self { values: options.iter().map(|option| option.value.clone()).collect(), by_name: HashMap::new() };
        // Values before labels before usual words: the more exact name wins.
        for (at, option) in options.iter().enumerate() {
            found.by_name.entry(compared(&option.value)).or_insert(at);
        }
        for (at, option) in options.iter().enumerate() {
            found.by_name.entry(compared(&option.label.en)).or_insert(at);
            found.by_name.entry(compared(&option.label.zh)).or_insert(at);
            found.by_name.entry(compared(&option.value.replace('_', " "))).or_insert(at);
        }
        for line in WORDS.lines() {
            let mut cells = line.split('\t');
            let (Some(value), Some(words)) = (cells.next(), cells.next()) else { continue };
            let Some(at) = found.values.iter().position(|known| known == value) else { continue };
            for word in words.split('|') {
                found.by_name.entry(compared(word)).or_insert(at);
            }
        }
        found
    }

    /// The value of the choice called `raw`.
    pub(crate) fn find(&self, raw: &str) -> Option<&str> {
        let at = match self.by_name.get(raw) {
            Some(at) => *at,
            None => *self.by_name.get(compared(raw).as_str())?,
        };
        self.values.get(at).map(String::as_str)
    }
}
