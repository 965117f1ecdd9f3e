//! Numbers in Chinese numerals, as contracts and invoices write amounts: `壹佰贰拾元整`, `一千零五万`, `叁仟元伍角`.
//!
//! Pure. The form is that of GB/T 15835 and of the rules for filling in bills: digits with 拾 佰 仟, groups by 万 and 亿, then 元,
//! 角, 分 and 整. What does not follow it is no number here; digits without units (`二〇二四`) are read as they stand.

use rust_decimal::Decimal;

/// Longest text looked at, in characters.
const CHARACTERS_MAX: usize = 60;

/// A number in Chinese numerals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HanNumber {
    pub(super) value: Decimal,
    /// Written as an amount of 元, 角, 分.
    pub(super) is_amount: bool,
}

/// True for what such a number begins with.
pub(super) fn is_numeral(c: char) -> bool {
    digit_of(c).is_some() || unit_of(c).is_some()
}

/// Reads `text`, which holds nothing but the number and its words for money.
pub(super) fn read(text: &str) -> Option<HanNumber> {
    let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).take(CHARACTERS_MAX + 1).collect();
    if characters.is_empty() || characters.len() > CHARACTERS_MAX {
        return None;
    }
    let whole_end = characters.iter().position(|c| matches!(c, '元' | '圆' | '圓' | '块'));
    let Some(end) = whole_end else {
        let small = small_money(&characters)?.0;
        let is_amount = !small.is_zero();
        return Some(HanNumber { value: if is_amount { small } else { whole(&characters)? }, is_amount });
    };
    let (units, rest) = characters.split_at_checked(end)?;
    let (small, _) = small_money(rest.get(1..)?).filter(|(_, reads)| *reads || rest.len() == 1)?;
    Some(HanNumber { value: whole(units)?.checked_add(small)?, is_amount: true })
}

/// What stands after 元: 角 and 分, each once, then perhaps 整. Tells whether it is that at all.
fn small_money(characters: &[char]) -> Option<(Decimal, bool)> {
    let mut sum = Decimal::ZERO;
    let mut digit = None;
    let mut scale = 0;
    let mut reads = false;
    for c in characters {
        match c {
            '角' | '毛' | '分' => {
                let place = if *c == '分' { 2 } else { 1 };
                let Some(value) = digit.take().filter(|_| scale < place) else { return Some((sum, false)) };
                sum = sum.checked_add(Decimal::new(value, place))?;
                (scale, reads) = (place, true);
            }
            '整' | '正' | '钱' | '錢' if digit.is_none() => reads = true,
            // `伍元零叁分`.
            _ => match digit_of(*c) {
                Some(value) if digit.is_none_or(|known| known == 0) => digit = Some(value),
                Some(_) | None => return Some((sum, false)),
            },
        }
    }
    Some((sum, reads && digit.is_none()))
}

/// The whole number that all of `characters` are.
fn whole(characters: &[char]) -> Option<Decimal> {
    if characters.is_empty() {
        return None;
    }
    if characters.iter().all(|c| digit_of(*c).is_some()) {
        let digits = characters.iter().filter_map(|c| digit_of(*c)).try_fold(0_i64, |sum, digit| sum.checked_mul(10)?.checked_add(digit));
        return digits.map(Decimal::from);
    }
    let mut all = 0_i64;
    // Of the group of four digits that is read.
    let mut group = 0_i64;
    let mut digit = None;
    let mut after_zero = false;
    let (mut last_unit, mut last_group) = (i64::MAX, i64::MAX);
    for c in characters {
        if let Some(value) = digit_of(*c) {
            if digit.is_some_and(|known| known != 0) {
                return None;
            }
            after_zero = digit == Some(0);
            digit = Some(value);
        } else if let Some(unit) = unit_of(*c) {
            // `拾伍` is 15.
            let count = digit.take().unwrap_or(i64::from(unit == 10 && group == 0));
            if count == 0 || unit >= last_unit {
                return None;
            }
            group += count * unit;
            last_unit = unit;
        } else {
            let factor = group_of(*c)?;
            group += ones(digit.take(), after_zero, last_unit, last_group)?;
            // `一万亿`: what was read so far is counted in the larger unit.
            if factor > last_group {
                all = all.checked_add(group)?.checked_mul(factor)?;
            } else {
                if group == 0 || factor == last_group {
                    return None;
                }
                all = all.checked_add(group.checked_mul(factor)?)?;
            }
            (group, last_unit, last_group) = (0, i64::MAX, factor);
        }
    }
    group += ones(digit, after_zero, last_unit, last_group)?;
    all.checked_add(group).map(Decimal::from)
}

/// The last digit of a group. Without 零 before it nobody can tell whether `一百二` is 102 or 120: it is neither.
fn ones(digit: Option<i64>, after_zero: bool, last_unit: i64, last_group: i64) -> Option<i64> {
    let is_first = last_unit == i64::MAX && last_group == i64::MAX;
    let digit = digit.unwrap_or(0);
    (digit == 0 || after_zero || is_first || last_unit == 10).then_some(digit)
}

fn digit_of(c: char) -> Option<i64> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' | '參' | '叄' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn unit_of(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        _ => return None,
    })
}

fn group_of(c: char) -> Option<i64> {
    Some(match c {
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_by_their_units() {
        let check = |text: &str, expected: Option<&str>, is_amount: bool| {
            let read = read(text);
            assert_eq!(read.map(|read| read.value.normalize().to_string()).as_deref(), expected, "{text}");
            assert!(read.is_none_or(|read| read.is_amount == is_amount), "{text}");
        };
        for (text, expected) in [
            ("壹佰贰拾元整", "120"),
            ("壹佰贰拾圆正", "120"),
            ("壹佰二十元", "120"),
            ("壹拾元整", "10"),
            ("拾伍元整", "15"),
            ("叁仟元伍角", "3000.5"),
            ("伍元零叁分", "5.03"),
            ("伍元叁角贰分", "5.32"),
            ("壹万贰仟叁佰肆拾伍元陆角柒分", "12345.67"),
            ("壹仟零伍万元整", "10050000"),
            ("壹亿零叁佰万元整", "103000000"),
            ("贰拾万零叁佰元", "200300"),
            ("一万亿元", "1000000000000"),
            ("两百块钱", "200"),
            ("零元", "0"),
            ("伍角", "0.5"),
            ("壹佰元零伍分整", "100.05"),
        ] {
            check(text, Some(expected), true);
        }
        for (text, expected) in [("一百二十", "120"), ("十五", "15"), ("二〇二四", "2024"), ("三", "3"), ("两千万", "20000000")]
        {
            check(text, Some(expected), false);
        }
        for text in [
            "",
            "元",
            "佰",
            "壹佰佰",
            "壹贰佰",
            "壹拾佰",
            "万",
            "壹万万",
            "元壹佰",
            "壹佰元整元",
            "壹元伍分伍角",
            "五百强",
            "壹佰元伍",
            "一百二",
            "一万五",
            "整",
            "角",
        ] {
            check(text, None, true);
        }
    }
}
