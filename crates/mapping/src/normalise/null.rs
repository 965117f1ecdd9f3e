//! Words that stand for "no value".

/// How sure one must be that a word means "nothing".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// Free text and names: only what no person or text is ever called.
    Text,
    /// Typed values (phone, e-mail, date, number, select): every usual null word.
    Typed,
}

/// Whether `raw` stands for "no value". Blank text does.
#[must_use]
pub fn is_null_word(raw: &str, strictness: Strictness) -> bool {
    let word = raw.trim();
    word.is_empty() || (strictness == Strictness::Typed && matches!(word, "n/a" | "N/A" | "-" | "无" | "null"))
}
