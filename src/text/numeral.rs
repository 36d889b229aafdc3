//! Chinese numerals as numbers.

/// Reads an integer written with Chinese numerals, either by value (`二十三`, `一百零五`, `三千二百万`, `十`) or digit by digit
/// (`二〇二四`). `None` for anything else, also above 10¹⁶.
#[must_use]
pub fn parse_chinese_integer(s: &str) -> Option<u64> {
    if s.is_empty() {
        return None;
    }
    if s.chars().all(|c| digit(c).is_some()) {
        if s.chars().count() > 16 {
            return None;
        }
        return Some(s.chars().filter_map(digit).fold(0, |n, d| n * 10 + d));
    }
    let (mut total, mut section, mut pending): (u64, u64, Option<u64>) = (0, 0, None);
    for c in s.chars() {
        if let Some(d) = digit(c) {
            if pending.is_some_and(|p| p != 0) {
                return None;
            }
            pending = Some(d);
            continue;
        }
        match c {
            '十' | '拾' | '百' | '佰' | '千' | '仟' => {
                let unit = match c {
                    '十' | '拾' => 10,
                    '百' | '佰' => 100,
                    _ => 1000,
                };
                section += pending.take().filter(|&p| p != 0).unwrap_or(1) * unit;
            }
            '万' | '亿' => {
                let unit = if c == '万' { 10_000 } else { 100_000_000 };
                let below = section + pending.take().unwrap_or(0);
                if below == 0 && total == 0 {
                    return None;
                }
                total = if c == '亿' {
                    (total + below).checked_mul(unit)?
                } else {
                    total.checked_add(below.checked_mul(unit)?)?
                };
                section = 0;
            }
            _ => return None,
        }
        if total > 10_u64.pow(16) {
            return None;
        }
    }
    Some(total + section + pending.unwrap_or(0))
}

fn digit(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_by_value_and_by_digit() {
        for (written, number) in [
            ("三", 3),
            ("十", 10),
            ("二十三", 23),
            ("一百零五", 105),
            ("三千二百万", 32_000_000),
            ("十二亿三千万", 1_230_000_000),
            ("二〇二四", 2024),
            ("两千", 2000),
        ] {
            assert_eq!(parse_chinese_integer(written), Some(number), "{written}");
        }
        assert_eq!(parse_chinese_integer("三个"), None);
        assert_eq!(parse_chinese_integer(""), None);
        assert_eq!(parse_chinese_integer("万"), None);
    }
}
