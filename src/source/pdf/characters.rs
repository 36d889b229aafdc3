//! Characters that a PDF names by another one of the same look.
//!
//! Some programs write into a PDF for each shape the first character that their font draws with it: for 月 that is the radical, which is another
//! character, and no word with it is found again.

/// The characters that the 214 radicals from U+2F00 on look like in fonts of the mainland, in their order.
const OF_RADICALS: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴\
    廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿\
    目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵\
    邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠\
";

/// Radicals of the supplement, each followed by the character that it looks like.
const OF_SUPPLEMENT: &str = "\
    ⺁厂⺅亻⺉刂⺎兀⺖忄⺘扌⺙攵⺛旡⺝月⺟母⺠民⺡氵⺣灬⺦丬⺨犭⺭礻⺰纟⺾艹⻁虎⻂衤⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶\
    ⻏阝⻐钅⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟\
";

/// What was meant by a character.
pub(super) fn meant(c: char) -> String {
    let meant = match c {
        '\u{2E80}'..='\u{2EFF}' => of_supplement(c),
        '\u{2F00}'..='\u{2FD5}' => {
            let at = u32::from(c) - 0x2F00;
            OF_RADICALS.chars().nth(at as usize)
        }
        // The dash between years and days.
        '\u{2015}' => Some('—'),
        'ﬀ' => return "ff".to_owned(),
        'ﬁ' => return "fi".to_owned(),
        'ﬂ' => return "fl".to_owned(),
        _ => None,
    };
    meant.unwrap_or(c).to_string()
}

fn of_supplement(radical: char) -> Option<char> {
    let mut pairs = OF_SUPPLEMENT.chars();
    while let Some((known, meant)) = pairs.next().zip(pairs.next()) {
        if known == radical {
            return Some(meant);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_the_characters_that_they_look_like() {
        let meant: String = "2024年5⽉⼀⻔⼾⻓⻳⿕—―ﬁle".chars().map(meant).collect();
        assert_eq!(meant, "2024年5月一门户长龟龠——file");
        assert_eq!(OF_RADICALS.chars().count(), 214);
    }
}
