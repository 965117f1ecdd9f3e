//! Columns of text in a terminal, where Chinese characters are two cells wide.

/// Lays `rows` out in columns, two blanks apart; the last column is as long as it is.
pub fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0_usize; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(display_width(cell));
        }
    }
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(row) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width + 2 - display_width(cell)));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The text, cut to `width_max` cells with an ellipsis, without line breaks.
pub fn shortened(text: &str, width_max: usize) -> String {
    let text: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    if display_width(&text) <= width_max {
        return text;
    }
    let mut out = String::new();
    let mut width = 1;
    for character in text.chars() {
        width += character_width(character);
        if width > width_max {
            break;
        }
        out.push(character);
    }
    out.push('…');
    out
}

/// Cells that the text takes.
pub fn display_width(text: &str) -> usize {
    text.chars().map(character_width).sum()
}

/// East Asian wide and full-width characters (Unicode Standard Annex 11), by block.
fn character_width(character: char) -> usize {
    let wide = matches!(u32::from(character),
        0x1100..=0x115F | 0x2E80..=0x303E | 0x3041..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF
        | 0xFE30..=0xFE4F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1FAFF | 0x20000..=0x3FFFD);
    if wide { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_whatever_the_script() {
        let rows = [["姓名", "name"], ["phone no", "phone"]].map(|row| row.map(str::to_owned));
        assert_eq!(columns(&rows), "姓名      name\nphone no  phone\n");
    }

    #[test]
    fn long_text_is_cut_to_its_width() {
        assert_eq!(shortened("short", 5), "short");
        assert_eq!(shortened("浙江省杭州市", 7), "浙江省…");
        assert_eq!(shortened("two\nlines", 20), "two lines");
    }
}
