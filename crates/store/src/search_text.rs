//! Text for the search index, and what people type into the search box. Pure.
//!
//! Words are runs of letters and digits, lower-cased. Chinese, Japanese and Korean characters are words of one character each:
//! looking for several of them in a row as a phrase finds any part of a name, from one character up.

/// Longest word kept, in characters; longer ones are cut, in texts and queries alike.
const WORD_CHARS_MAX: usize = 64;
/// Most tokens of a query that are used.
const TOKENS_MAX: usize = 20;
/// Most words of one text that are indexed.
const WORDS_MAX: usize = 10_000;

/// What to look for: records that have all tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// All must be found.
    pub tokens: Vec<Token>,
}

/// One thing to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// The last word of the phrase; the only one in most cases.
    pub text: String,
    /// Words that begin with `text` are good enough.
    pub prefix: bool,
    /// The whole run of words, in order, ending with `text`.
    pub phrase: Vec<String>,
}

/// Words of `text`, separated by single spaces.
#[must_use]
pub fn segment(text: &str) -> String {
    words(text).join(" ")
}

/// Reads what a person typed. Parts between spaces are looked for independently; what belongs together (an e-mail address, a run
/// of Chinese characters) is looked for as a phrase. Words of letters may be unfinished.
#[must_use]
pub fn parse_query(text: &str) -> SearchQuery {
    let mut tokens = Vec::new();
    for part in text.split_whitespace() {
        let phrase = words(part);
        let Some(last) = phrase.last().cloned() else { continue };
        let prefix = !last.chars().next().is_some_and(stands_alone);
        tokens.push(Token { text: last, prefix, phrase });
        if tokens.len() == TOKENS_MAX {
            break;
        }
    }
    SearchQuery { tokens }
}

fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut length = 0;
    for letter in text.chars().flat_map(folded) {
        if out.len() >= WORDS_MAX {
            return out;
        }
        if stands_alone(letter) {
            finish(&mut out, &mut word, &mut length);
            out.push(letter.to_string());
        } else if letter.is_alphanumeric() {
            if length < WORD_CHARS_MAX {
                word.push(letter);
            }
            length += 1;
        } else {
            finish(&mut out, &mut word, &mut length);
        }
    }
    finish(&mut out, &mut word, &mut length);
    out
}

fn finish(out: &mut Vec<String>, word: &mut String, length: &mut usize) {
    if !word.is_empty() {
        out.push(std::mem::take(word));
    }
    *length = 0;
}

/// Lower case; full-width letters and digits become their narrow forms.
fn folded(letter: char) -> impl Iterator<Item = char> {
    let narrow = match letter {
        '\u{ff01}'..='\u{ff5e}' => u32::from(letter).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(letter),
        '\u{3000}' => ' ',
        other => other,
    };
    narrow.to_lowercase()
}

fn stands_alone(letter: char) -> bool {
    matches!(
        letter,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(segment(text), expected);
        assert_eq!(segment(&segment(text)), expected, "segmenting twice changes nothing");
    }

    #[test]
    fn texts_are_cut_into_words_and_single_characters() {
        check("Acme GmbH & Co. KG", "acme gmbh co kg");
        check("上海张伟Trading公司", "上 海 张 伟 trading 公 司");
        check("wei.zhang@example.com +86 138-0000", "wei zhang example com 86 138 0000");
        check("ＡＢＣ１２３　张", "abc123 张");
        check("", "");
        check("…!?", "");
    }

    #[test]
    fn queries_keep_together_what_was_typed_together() {
        let query = parse_query("张伟 acm wei@ex");
        let shape: Vec<(Vec<String>, bool)> = query.tokens.into_iter().map(|token| (token.phrase, token.prefix)).collect();
        let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(shape, vec![(words(&["张", "伟"]), false), (words(&["acm"]), true), (words(&["wei", "ex"]), true)]);
        assert!(parse_query(" \"' * ").tokens.is_empty());
    }
}
