//! Rows of totals inside of exported tables, which are no data.
//!
//! Careful on purpose: a company may be called Total. The Chinese words, `Subtotal` and `Grand total` suffice when nothing
//! but numbers stands beside them; `Total` and `Sum` need a row that is emptier than its neighbours as well.

use model::CellKind;

use crate::cell_class::{CellClass, classify};
use crate::rows::RawRow;

const CERTAIN: [&str; 12] =
    ["小计", "合计", "总计", "本页小计", "本页合计", "共计", "累计", "小計", "合計", "總計", "subtotal", "grand total"];
const LIKELY: [&str; 5] = ["total", "totals", "sub total", "sum", "gesamt"];
/// Endings such as `华东 小计`, `Sales total`.
const CERTAIN_ENDINGS: [&str; 6] = ["小计", "合计", "总计", "小計", "合計", "總計"];
const LABEL_BYTES_MAX: usize = 120;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Belief {
    No,
    Likely,
    Certain,
}

/// True when the row only sums up others. `typical_filled` = cells filled in an ordinary row of this table.
pub(crate) fn is_total(row: &RawRow<'_>, typical_filled: usize) -> bool {
    let mut belief = Belief::No;
    let mut filled = 0;
    for span in row.spans.iter().filter(|span| span.kind != CellKind::Empty && !span.filled) {
        let text = row.text(span);
        filled += 1;
        if filled == 1 {
            belief = label(text);
            if belief == Belief::No {
                return false;
            }
        } else if label(text) == Belief::No && !is_amount(span.kind, text) {
            return false;
        }
    }
    match belief {
        Belief::No => false,
        Belief::Certain => filled < typical_filled || filled <= 2,
        Belief::Likely => filled < typical_filled,
    }
}

fn is_amount(kind: CellKind, text: &str) -> bool {
    classify(kind, text) == CellClass::Number || matches!(text.trim(), "-" | "--" | "/" | "—")
}

fn label(text: &str) -> Belief {
    if text.len() > LABEL_BYTES_MAX {
        return Belief::No;
    }
    // Called for every row: most are told apart without building anything.
    let possible = if text.is_ascii() {
        text.as_bytes().windows(3).any(|part| part.eq_ignore_ascii_case(b"tot") || part.eq_ignore_ascii_case(b"sum"))
            || text.eq_ignore_ascii_case("gesamt")
    } else {
        text.contains(['计', '計'])
    };
    if !possible {
        return Belief::No;
    }
    let bare = text.trim().trim_end_matches([':', '：', ' ', '）', ')']);
    let bare = bare.split(['(', '（']).next().unwrap_or(bare).trim();
    let lower = bare.to_lowercase();
    if CERTAIN.contains(&lower.as_str()) || CERTAIN_ENDINGS.iter().any(|ending| lower.ends_with(ending)) {
        Belief::Certain
    } else if LIKELY.contains(&lower.as_str()) || lower.ends_with(" total") || lower.starts_with("total for ") {
        Belief::Likely
    } else {
        Belief::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Span;

    fn check(cells: &[&str], typical_filled: usize, expected: bool) {
        let buffer = cells.concat();
        let mut spans = Vec::new();
        let mut at = 0;
        for cell in cells {
            let kind = if cell.is_empty() { CellKind::Empty } else { CellKind::Text };
            spans.push(Span::buffer(at, at + cell.len(), kind));
            at += cell.len();
        }
        let row = RawRow { number: 1, buffer: &buffer, scratch: "", spans: &spans };
        assert_eq!(is_total(&row, typical_filled), expected, "{cells:?}");
    }

    #[test]
    fn totals_are_told_from_companies_called_total() {
        check(&["小计", "", "1,234.50"], 3, true);
        check(&["合计：", "", "10", "20"], 4, true);
        check(&["", "华东 小计", "10"], 3, true);
        check(&["Total", "", "10"], 3, true);
        check(&["Grand Total", "10"], 2, true);
        check(&["Total", "Paris", "10"], 3, false);
        check(&["Total", "10"], 2, false);
        check(&["合计通讯有限公司", "北京", "10"], 3, false);
        check(&["张三", "小计", "x"], 3, false);
        check(&["", "", ""], 3, false);
    }
}
