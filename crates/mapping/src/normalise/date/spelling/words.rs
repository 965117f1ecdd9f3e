//! English words in dates.

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A month, 1 to 12.
    Month(i8),
    /// `pm` (true) or `am`.
    Afternoon(bool),
    /// A zone, in minutes east of Greenwich.
    Offset(i32),
    /// A weekday, an ordinal ending, a word that says nothing.
    Filling,
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Zone words that mean one thing; `CST` is left to the zone of the column, for it is China's and Chicago's.
const ZONES: [(&str, i32); 12] = [
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("est", -300),
    ("edt", -240),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("jst", 540),
    ("hkt", 480),
];
const FILLING: [&str; 10] = ["t", "st", "nd", "rd", "th", "of", "at", "on", "the", "cst"];
const WORD_BYTES_MAX: usize = 10;

/// `None` for a word that has no business in a date.
pub(super) fn read(word: &[u8]) -> Option<Word> {
    let mut buffer = [0_u8; WORD_BYTES_MAX];
    let lowered = buffer.get_mut(..word.len())?;
    lowered.copy_from_slice(word);
    lowered.make_ascii_lowercase();
    let word = std::str::from_utf8(lowered).ok()?;
    match word {
        "am" | "a" => return Some(Word::Afternoon(false)),
        "pm" | "p" => return Some(Word::Afternoon(true)),
        "sept" => return Some(Word::Month(9)),
        "tues" | "thur" | "thurs" => return Some(Word::Filling),
        _ => {}
    }
    if word.len() >= 3 {
        let is_short_of = |full: &str| full == word || (word.len() == 3 && full.starts_with(word));
        if let Some(at) = MONTHS.iter().position(|month| is_short_of(month)) {
            return i8::try_from(at + 1).ok().map(Word::Month);
        }
        if WEEKDAYS.iter().any(|weekday| is_short_of(weekday)) {
            return Some(Word::Filling);
        }
    }
    if FILLING.contains(&word) {
        return Some(Word::Filling);
    }
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, minutes)| Word::Offset(*minutes))
}
