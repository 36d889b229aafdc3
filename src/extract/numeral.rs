//! Numerals in running text: where one ends and what it amounts to.

use crate::text::parse_chinese_integer;

/// A numeral at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numeral {
    /// Bytes it takes, 余/多/来/几 and spaces before 万/亿 included.
    pub(super) len: usize,
    /// Decimal digits, exact: `405.40` with 亿 is `40540000000`.
    pub(super) digits: String,
    /// Whether it was written with Arabic digits.
    pub(super) arabic: bool,
    /// Whether 万/亿/千/百 multiply it.
    pub(super) scaled: bool,
    /// Whether 余, 多, 来 or 几 stand in it.
    pub(super) approximate: bool,
}

/// No quantity is written with more Arabic digits.
const MOST_DIGITS: usize = 18;

/// Whether a character can begin a numeral.
pub(super) fn begins_numeral(c: char) -> bool {
    c.is_ascii_digit() || is_chinese_digit(c) || matches!(c, '百' | '千' | '万' | '亿' | '半')
}

pub(super) fn is_chinese_digit(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '○'
    )
}

/// Bytes of the run of digits, Arabic or Chinese, with which a text begins; what a scanner skips.
pub(super) fn run_len(text: &str) -> usize {
    let arabic = text.starts_with(|c: char| c.is_ascii_digit());
    text.char_indices()
        .find(|&(_, c)| {
            if arabic {
                !(c.is_ascii_digit() || c == '.' || c == ',')
            } else {
                !(is_chinese_digit(c) || matches!(c, '百' | '千' | '万' | '亿'))
            }
        })
        .map_or(text.len(), |(at, _)| at)
}

/// The numeral at the beginning of `text`, as long as it goes. `None` where there is none, or none that counts.
pub(super) fn numeral(text: &str) -> Option<Numeral> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        arabic(text)
    } else {
        chinese(text)
    }
}

fn arabic(text: &str) -> Option<Numeral> {
    let (mut digits, mut len) = integer_digits(text)?;
    let mut exponent = 0_i32;
    let rest = &text[len..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let n = fraction
            .bytes()
            .take(MOST_DIGITS + 1)
            .take_while(u8::is_ascii_digit)
            .count();
        if n > 0 {
            digits.push_str(&fraction[..n]);
            len += 1 + n;
            exponent -= i32::try_from(n).ok()?;
        }
    }
    if digits.len() > MOST_DIGITS {
        return None;
    }
    let mut approximate = false;
    let mut scaled = false;
    loop {
        let rest = &text[len..];
        let gap = usize::from(rest.starts_with(' ') && rest[1..].starts_with(['万', '亿']));
        let Some(c) = rest[gap..].chars().next() else {
            break;
        };
        match c {
            '百' if !scaled => exponent += 2,
            '千' if !scaled && !is_unit_of_thousands(&rest[gap..]) => exponent += 3,
            '万' if !scaled || rest.starts_with('万') && exponent < 8 => exponent += 4,
            '亿' => exponent += 8,
            '余' | '多' | '来' | '几' if !approximate => {
                if c == '来' && !rest['来'.len_utf8()..].starts_with(['个', '名', '家', '人', '万'])
                {
                    break;
                }
                approximate = true;
                len += gap + c.len_utf8();
                continue;
            }
            _ => break,
        }
        scaled = true;
        len += gap + c.len_utf8();
    }
    Some(Numeral {
        len,
        digits: shift(digits, exponent),
        arabic: true,
        scaled,
        approximate,
    })
}

/// 千 in 千米, 千克, 千瓦 belongs to the unit.
fn is_unit_of_thousands(text: &str) -> bool {
    ["千米", "千克", "千瓦", "千伏", "千卡", "千字", "千赫"]
        .iter()
        .any(|unit| text.starts_with(unit))
}

/// Digits with thousands separators, and the bytes they take.
fn integer_digits(text: &str) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    let mut len = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    if len > MOST_DIGITS {
        return None;
    }
    let mut digits = text[..len].to_owned();
    if len <= 3 {
        while bytes.get(len) == Some(&b',')
            && bytes.len() >= len + 4
            && bytes[len + 1..len + 4].iter().all(u8::is_ascii_digit)
            && !bytes.get(len + 4).is_some_and(u8::is_ascii_digit)
            && digits.len() < MOST_DIGITS
        {
            digits.push_str(&text[len + 1..len + 4]);
            len += 4;
        }
    }
    Some((digits, len))
}

/// `digits` times ten to the `exponent`, without superfluous zeros.
fn shift(mut digits: String, exponent: i32) -> String {
    if exponent == 0 && !digits.starts_with('0') {
        return digits;
    }
    let mut fraction = String::new();
    if exponent >= 0 {
        digits.extend(std::iter::repeat_n('0', exponent.unsigned_abs() as usize));
    } else {
        let n = exponent.unsigned_abs() as usize;
        while digits.len() <= n {
            digits.insert(0, '0');
        }
        fraction = digits.split_off(digits.len() - n);
    }
    let whole = digits.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    }
}

fn chinese(text: &str) -> Option<Numeral> {
    let mut core = String::new();
    let (mut len, mut approximate) = (0, false);
    let mut decimals = String::new();
    for (at, c) in text.char_indices().take(24) {
        if is_chinese_digit(c) || matches!(c, '百' | '千' | '万' | '亿') {
            core.push(c);
        } else if c == '点' && !core.is_empty() && decimals.is_empty() {
            let fraction: String = text[at + c.len_utf8()..]
                .chars()
                .take_while(|&c| is_chinese_digit(c) && c != '十')
                .take(6)
                .collect();
            if fraction.is_empty() {
                break;
            }
            decimals = fraction;
            len = at + c.len_utf8() + decimals.len();
            break;
        } else if matches!(c, '余' | '多' | '几') && !core.is_empty() && !approximate {
            approximate = true;
        } else {
            break;
        }
        len = at + c.len_utf8();
    }
    let normal = if core.starts_with(['百', '千', '万', '亿']) {
        format!("一{core}")
    } else {
        core.clone()
    };
    let whole = parse_chinese_integer(&normal)?;
    let fraction: Option<String> = decimals
        .chars()
        .map(|c| parse_chinese_integer(&c.to_string()).map(|d| d.to_string()))
        .collect();
    let fraction = fraction?;
    Some(Numeral {
        len,
        digits: if fraction.is_empty() {
            whole.to_string()
        } else {
            format!("{whole}.{}", fraction.trim_end_matches('0'))
        },
        arabic: false,
        scaled: core.contains(['百', '千', '万', '亿']),
        approximate,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, digits: &str, taken: &str) {
        let found = numeral(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((&*found.digits, &text[..found.len]), (digits, taken));
    }

    #[test]
    fn numerals_amount_to_exact_digits() {
        check("405.40亿次", "40540000000", "405.40亿");
        check("31.76万所", "317600", "31.76万");
        check("1,234,567元", "1234567", "1,234,567");
        check("2000余名", "2000", "2000余");
        check("3万多家", "30000", "3万多");
        check("两千三百户", "2300", "两千三百");
        check("十余项", "10", "十余");
        check("三点五倍", "3.5", "三点五");
        check("0.50%", "0.5", "0.50");
        check("8.6万亿元", "8600000000000", "8.6万亿");
        check("500千瓦", "500", "500");
    }

    #[test]
    fn endless_digits_are_no_quantity() {
        assert_eq!(numeral(&"9".repeat(100_000)), None);
        assert_eq!(run_len(&"9".repeat(100_000)), 100_000);
        assert!(numeral(&"一".repeat(100_000)).is_none());
    }
}
