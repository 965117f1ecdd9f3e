//! How alike two names of columns or fields are, whatever way they are written.

use crate::width::half_width;

/// `name` without case, width, blanks and punctuation: `Customer_ID`, `customerId` and `ＣＵＳＴＯＭＥＲ ＩＤ` become `customerid`.
#[must_use]
pub(crate) fn fold_name(name: &str) -> String {
    name.chars().map(half_width).filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of `name`: split at punctuation, blanks, case changes and between letters and digits; lower case.
#[must_use]
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    let characters: Vec<char> = name.chars().map(half_width).collect();
    for (at, &character) in characters.iter().enumerate() {
        let next_lower = characters.get(at + 1).is_some_and(|next| next.is_lowercase());
        let starts = (before.is_lowercase() && character.is_uppercase())
            || (before.is_uppercase() && character.is_uppercase() && next_lower)
            || (before.is_ascii_digit() != character.is_ascii_digit() && before.is_alphanumeric());
        if (starts || !character.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if character.is_alphanumeric() {
            word.extend(character.to_lowercase());
        }
        before = character;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// 1 for equal texts, 0 for texts with nothing in common: one minus the share of characters that must be changed
/// (Damerau's optimal string alignment).
#[must_use]
pub fn similarity(left: &str, right: &str) -> f64 {
    if left == right {
        return 1.0;
    }
    let left: Vec<char> = left.chars().take(80).collect();
    let right: Vec<char> = right.chars().take(80).collect();
    let longest = left.len().max(right.len());
    if left.is_empty() || right.is_empty() {
        return 0.0;
    }
    let distance = u32::try_from(distance(&left, &right)).unwrap_or(u32::MAX);
    1.0 - f64::from(distance) / f64::from(u32::try_from(longest).unwrap_or(u32::MAX))
}

fn distance(left: &[char], right: &[char]) -> usize {
    let mut two_back: Vec<usize> = vec![0; right.len() + 1];
    let mut back: Vec<usize> = (0..=right.len()).collect();
    for row in 1..=left.len() {
        let mut current = vec![row; right.len() + 1];
        for column in 1..=right.len() {
            let cost = usize::from(left[row - 1] != right[column - 1]);
            let mut best = (back[column] + 1).min(current[column - 1] + 1).min(back[column - 1] + cost);
            if row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1] {
                best = best.min(two_back[column - 2] + 1);
            }
            current[column] = best;
        }
        two_back = std::mem::replace(&mut back, current);
    }
    back[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_whatever_way_they_are_written() {
        for name in ["Customer_ID", "customerId", "customer id", "ＣＵＳＴＯＭＥＲ－ＩＤ"] {
            assert_eq!(fold_name(name), "customerid");
        }
    }

    #[test]
    fn names_split_into_words() {
        let check = |name: &str, expected: &[&str]| assert_eq!(words(name), expected, "{name}");
        check("customerID", &["customer", "id"]);
        check("HTTPServerName", &["http", "server", "name"]);
        check("Address Line1", &["address", "line", "1"]);
        check("date_of-birth", &["date", "of", "birth"]);
        check("客户名称", &["客户名称"]);
        check("", &[]);
    }

    #[test]
    fn typing_errors_leave_names_alike() {
        assert!(similarity("phone", "phnoe") >= 0.8);
        assert!(similarity("credit_code", "credit_cod") > 0.9);
        assert!(similarity("city", "employees") < 0.5);
    }
}
