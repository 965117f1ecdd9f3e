//! Chinese dates turned into the ASCII spelling the scanner reads.

/// `text` with marks and numerals replaced, and whether a `年` stood after the first number; `None` when other characters remain.
pub(super) fn in_ascii(text: &str) -> Option<(String, bool)> {
    let mut out = String::with_capacity(text.len());
    let mut year_marked = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut used = c.len_utf8();
        match c {
            '\0'..='\u{7f}' => out.push(c),
            // The first year of an era.
            '元' if out.is_empty() && rest.starts_with("元年") => out.push('1'),
            '年' => {
                year_marked = !out.is_empty();
                out.push('-');
            }
            '月' => out.push('-'),
            '日' | '号' | '號' | '秒' | '整' | '许' | '的' => out.push(' '),
            '时' | '時' | '点' | '點' | '分' => {
                out.push(':');
                // `3点钟`, `3小时`.
                if rest.get(used..).is_some_and(|after| after.starts_with('钟')) {
                    used += '钟'.len_utf8();
                }
            }
            '半' => out.push_str("30"),
            '–' | '—' | '−' | '‐' | '‑' => out.push('-'),
            '、' | '。' | '·' => out.push('.'),
            '上' | '下' | '凌' | '早' | '清' | '晚' | '傍' | '中' | '午' | '夜' => {
                let (word, is_afternoon) = part_of_day(rest)?;
                used = word.len();
                out.push_str(if is_afternoon { " pm " } else { " am " });
            }
            '星' | '周' | '週' | '礼' | '禮' => used = weekday_length(rest)?,
            _ => {
                let run: String = rest.chars().take_while(|c| numeral(*c).is_some()).collect();
                if run.is_empty() {
                    return None;
                }
                used = run.len();
                push_numerals(&mut out, &run)?;
            }
        }
        rest = rest.get(used..)?;
    }
    Some((out, year_marked))
}

fn part_of_day(rest: &str) -> Option<(&'static str, bool)> {
    const WORDS: [(&str, bool); 13] = [
        ("上午", false),
        ("凌晨", false),
        ("早上", false),
        ("早晨", false),
        ("清晨", false),
        ("早", false),
        ("下午", true),
        ("中午", true),
        ("晚上", true),
        ("傍晚", true),
        ("午后", true),
        ("夜间", true),
        ("晚", true),
    ];
    WORDS.into_iter().find(|(word, _)| rest.starts_with(word))
}

/// Bytes of `星期二`, `周二`, `礼拜二`.
fn weekday_length(rest: &str) -> Option<usize> {
    let start = ["星期", "礼拜", "禮拜", "周", "週"].into_iter().find(|start| rest.starts_with(start))?;
    let day = rest.get(start.len()..)?.chars().next()?;
    matches!(day, '一' | '二' | '三' | '四' | '五' | '六' | '日' | '天').then(|| start.len() + day.len_utf8())
}

fn numeral(c: char) -> Option<u32> {
    match c {
        '〇' | '零' | '○' => Some(0),
        '一' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        '十' => Some(10),
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    }
}

/// `二〇二四` digit by digit, `三十一` by value.
fn push_numerals(out: &mut String, run: &str) -> Option<()> {
    let values: Vec<u32> = run.chars().filter_map(numeral).collect();
    if values.iter().all(|value| *value < 10) {
        for value in values {
            out.push(char::from_digit(value, 10)?);
        }
        return Some(());
    }
    let number = match *values.as_slice() {
        [tens @ (10 | 20 | 30)] => tens,
        [tens @ (10 | 20 | 30), ones @ 1..=9] => tens + ones,
        [tens @ 1..=9, 10] => tens * 10,
        [tens @ 1..=9, 10, ones @ 1..=9] => tens * 10 + ones,
        _ => return None,
    };
    out.push_str(&number.to_string());
    Some(())
}
