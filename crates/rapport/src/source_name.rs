//! The name of the system that a file comes from, when nobody tells it: the file's own name without what changes from one
//! export to the next, so that tomorrow's export of the same system is recognised as such.

/// The name of the source of a file called `file_name`: `shop_2026-03-31 (2).csv.gz` comes from `shop`.
pub fn source_name(file_name: &str) -> String {
    let stem = without_endings(file_name);
    // Corrected rows are shown by the system that the file they were refused of came from.
    let stem = stem.strip_suffix(".rejected").filter(|rest| !rest.is_empty()).unwrap_or(stem);
    let mut name = stem;
    loop {
        let shorter = without_counter(name).trim_end_matches([' ', '_', '-', '.']);
        if shorter.len() == name.len() {
            break;
        }
        name = shorter;
    }
    let name = if name.is_empty() { stem } else { name };
    if name.is_empty() { "file".to_owned() } else { name.chars().take(100).collect() }
}

/// The name without `.csv`, `.csv.gz` and their like.
pub fn without_endings(file_name: &str) -> &str {
    let endings = ["gz", "csv", "tsv", "txt", "tab", "xlsx", "xlsm", "json", "jsonl", "ndjson"];
    let mut name = file_name;
    while let Some((stem, ending)) = name.rsplit_once('.') {
        if stem.is_empty() || !endings.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
            break;
        }
        name = stem;
    }
    name
}

/// Takes off one counter in brackets, one date, or one time at the end; a plain small number is part of the name (`dataset1`).
fn without_counter(name: &str) -> &str {
    if let Some(open) = name.rfind(['(', '（'])
        && let Some(inner) = name.get(open..).map(|rest| rest.trim_start_matches(['(', '（']))
        && let Some(number) = inner.strip_suffix([')', '）'])
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        return name.get(..open).unwrap_or(name);
    }
    for word in ["copy", "副本"] {
        if let Some(rest) = name.strip_suffix(word)
            && rest.ends_with([' ', '-', '_'])
        {
            return rest;
        }
    }
    let tail_at = name.rfind(|character: char| {
        !(character.is_ascii_digit() || matches!(character, '-' | '_' | '.' | ':' | 'T' | ' ' | '年' | '月' | '日'))
    });
    let start = tail_at.map_or(0, |at| at + name.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    let (head, tail) = name.split_at_checked(start).unwrap_or((name, ""));
    let digits: String = tail.chars().filter(char::is_ascii_digit).collect();
    if is_date(&digits) { head } else { name }
}

/// `20260331`, `202603`, `20260331081500`.
fn is_date(digits: &str) -> bool {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|text| text.parse::<u32>().ok());
    let year_fits = part(0, 4).is_some_and(|year| (1990..2100).contains(&year));
    let month_fits = part(4, 6).is_some_and(|month| (1..=12).contains(&month));
    let day_fits = digits.len() == 6 || part(6, 8).is_some_and(|day| (1..=31).contains(&day));
    matches!(digits.len(), 6 | 8 | 10 | 12 | 14 | 17) && year_fits && month_fits && day_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_between_exports_is_left_out() {
        for (file, name) in [
            ("shop.csv", "shop"),
            ("shop_2026-03-31.csv.gz", "shop"),
            ("shop-20260331.XLSX", "shop"),
            ("shop 20260331081500 (2).jsonl", "shop"),
            ("shop(1).csv", "shop"),
            ("shop_2026-03-31.rejected.csv", "shop"),
            (".rejected.csv", ".rejected"),
            ("客户（3）.xlsx", "客户"),
            ("客户2026年3月31日.csv", "客户2026年3月31日"),
            ("客户2026年03月31日.csv", "客户"),
            ("dataset1.csv", "dataset1"),
            ("cfpb-complaints-2013.csv.gz", "cfpb-complaints-2013"),
            ("orders - copy.csv", "orders"),
            ("2026-03-31.csv", "2026-03-31"),
            ("customers-gb18030.csv", "customers-gb18030"),
            (".csv", ".csv"),
            ("", "file"),
        ] {
            assert_eq!(source_name(file), name, "{file}");
        }
    }
}
