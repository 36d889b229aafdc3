//! Automatic numbers as a word processor shows them: 一、 （二） 3. ④.
//!
//! In: a number and the name of its form. Out: characters. Which paragraph has which number is the business of each format.

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum NumberForm {
    #[default]
    Decimal,
    /// 01, 02.
    DecimalZero,
    /// １２.
    FullWidth,
    /// 一 十二 一百零三.
    Chinese,
    /// 壹 贰.
    ChineseFormal,
    /// ① to ⑳, plain beyond.
    Circled,
    /// 甲乙丙.
    Stem,
    /// 子丑寅.
    Branch,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    /// No number at all.
    None,
}

impl NumberForm {
    /// The characters of a number, counted from 1.
    pub(super) fn write(self, n: u32) -> String {
        match self {
            Self::Decimal => n.to_string(),
            Self::DecimalZero => format!("{n:02}"),
            Self::FullWidth => full_width(n),
            Self::Chinese => chinese(n, "零一二三四五六七八九", ["", "十", "百", "千"], "万"),
            Self::ChineseFormal => chinese(n, "零壹贰叁肆伍陆柒捌玖", ["", "拾", "佰", "仟"], "万"),
            Self::Circled => circled(n),
            Self::Stem => nth("甲乙丙丁戊己庚辛壬癸", n),
            Self::Branch => nth("子丑寅卯辰巳午未申酉戌亥", n),
            Self::UpperRoman => roman(n),
            Self::LowerRoman => roman(n).to_lowercase(),
            Self::UpperLetter => letter(n),
            Self::LowerLetter => letter(n).to_lowercase(),
            Self::None => String::new(),
        }
    }
}

/// A number as it is read aloud; above 99,999,999 in digits.
fn chinese(n: u32, digits: &str, units: [&str; 4], ten_thousand: &str) -> String {
    if n > 99_999_999 {
        return n.to_string();
    }
    if n >= 10_000 {
        let low = n % 10_000;
        let zero = if low > 0 && low < 1000 {
            nth(digits, 1)
        } else {
            String::new()
        };
        let rest = if low > 0 {
            chinese(low, digits, units, ten_thousand)
        } else {
            String::new()
        };
        return format!(
            "{}{ten_thousand}{zero}{rest}",
            chinese(n / 10_000, digits, units, ten_thousand)
        );
    }
    let mut words = String::new();
    let mut gap = false;
    for (place, unit) in units.iter().enumerate().rev() {
        let digit = n / 10_u32.pow(u32::try_from(place).expect("four places")) % 10;
        if digit == 0 {
            gap = !words.is_empty();
            continue;
        }
        if gap {
            words.push_str(&nth(digits, 1));
            gap = false;
        }
        // Ten to nineteen are read without the one.
        if !(digit == 1 && place == 1 && words.is_empty() && *unit == "十") {
            words.push_str(&nth(digits, digit + 1));
        }
        words.push_str(unit);
    }
    if words.is_empty() {
        nth(digits, 1)
    } else {
        words
    }
}

/// The n-th character of a list, counted from 1; digits beyond its end.
fn nth(list: &str, n: u32) -> String {
    let found = (n as usize)
        .checked_sub(1)
        .and_then(|at| list.chars().nth(at));
    found.map_or_else(|| n.to_string(), String::from)
}

fn full_width(n: u32) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) - u32::from('0') + u32::from('０'));
    n.to_string().chars().filter_map(wide).collect()
}

fn circled(n: u32) -> String {
    let circled = (1..=20)
        .contains(&n)
        .then(|| char::from_u32(0x245F + n))
        .flatten();
    circled.map_or_else(|| n.to_string(), String::from)
}

/// a to z, then aa, bb as word processors go on.
fn letter(n: u32) -> String {
    let Some(at) = n.checked_sub(1) else {
        return n.to_string();
    };
    let letter = char::from(b'A' + u8::try_from(at % 26).expect("below 26"));
    // Nobody numbers beyond a page of letters.
    let times = (at / 26 + 1).min(100);
    std::iter::repeat_n(letter, times as usize).collect()
}

fn roman(n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n == 0 || n >= 4000 {
        return n.to_string();
    }
    let mut left = n;
    let mut words = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            words.push_str(sign);
            left -= value;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_a_word_processor_shows_them() {
        for (form, n, shown) in [
            (NumberForm::Decimal, 12, "12"),
            (NumberForm::DecimalZero, 3, "03"),
            (NumberForm::FullWidth, 12, "１２"),
            (NumberForm::Chinese, 1, "一"),
            (NumberForm::Chinese, 10, "十"),
            (NumberForm::Chinese, 12, "十二"),
            (NumberForm::Chinese, 20, "二十"),
            (NumberForm::Chinese, 103, "一百零三"),
            (NumberForm::Chinese, 110, "一百一十"),
            (NumberForm::Chinese, 1005, "一千零五"),
            (NumberForm::Chinese, 10_020, "一万零二十"),
            (NumberForm::ChineseFormal, 12, "壹拾贰"),
            (NumberForm::Circled, 20, "⑳"),
            (NumberForm::Circled, 21, "21"),
            (NumberForm::Stem, 2, "乙"),
            (NumberForm::Branch, 12, "亥"),
            (NumberForm::UpperRoman, 14, "XIV"),
            (NumberForm::LowerRoman, 9, "ix"),
            (NumberForm::UpperLetter, 27, "AA"),
            (NumberForm::LowerLetter, 3, "c"),
            (NumberForm::None, 3, ""),
        ] {
            assert_eq!(form.write(n), shown, "{form:?}");
        }
    }

    #[test]
    fn no_number_is_too_large_to_write() {
        for form in [
            NumberForm::Chinese,
            NumberForm::UpperRoman,
            NumberForm::LowerLetter,
            NumberForm::Circled,
        ] {
            for n in [0, 9_999, 100_000, 99_999_999, u32::MAX] {
                assert!(!form.write(n).is_empty(), "{form:?} {n}");
            }
        }
    }
}
