//! Markdown (`CommonMark` with tables): headings, paragraphs and items as lines without their signs, targets of links left out.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::lines::{Converted, Lines};
use super::{Unreadable, html};

/// Converts a text.
///
/// # Errors
/// Where it would be larger than a text may be.
pub(super) fn convert(words: &str) -> Result<Converted, Unreadable> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut writer = Writer::default();
    for event in Parser::new_ext(words, options) {
        writer.event(event)?;
    }
    writer.out.finish(None)
}

#[derive(Default)]
struct Writer {
    out: Lines,
    /// The number of the next item of each list that is open; none where it has no numbers.
    lists: Vec<Option<u64>>,
    is_first_cell: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) -> Result<(), Unreadable> {
        match event {
            Event::Text(words) | Event::Code(words) => self.out.push(&words),
            Event::Html(source) | Event::InlineHtml(source) => {
                self.out.push(html::plain(&source)?.trim_end());
            }
            Event::FootnoteReference(name) => self.out.push(&format!("[{name}]")),
            Event::Start(Tag::List(first)) => {
                self.out.end();
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
            }
            Event::Start(Tag::Item) => self.item(),
            Event::Start(Tag::FootnoteDefinition(name)) => {
                self.out.end();
                self.out.push(&format!("[{name}] "));
            }
            Event::Start(Tag::TableRow | Tag::TableHead) => self.is_first_cell = true,
            Event::Start(Tag::TableCell) if std::mem::take(&mut self.is_first_cell) => {}
            Event::Start(Tag::TableCell) => self.out.push("\t"),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::FootnoteDefinition,
            ) => self.out.end(),
            _ => {}
        }
        Ok(())
    }

    fn item(&mut self) {
        self.out.end();
        if let Some(Some(number)) = self.lists.last_mut() {
            let words = format!("{number}. ");
            *number += 1;
            self.out.push(&words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_left_out_and_numbers_kept() {
        let words = "# 工作要点\n\n**一、总体要求**[链接](http://a.b)\n\n3. 甲\n4. 乙\n\n- 丙\n\n| 地区 | 数量 |\n| --- | --- |\n| 甲省 | 12 |\n\n第一行\n第二行";
        assert_eq!(
            convert(words).expect("converts").text,
            "工作要点\n一、总体要求链接\n3. 甲\n4. 乙\n丙\n地区\t数量\n甲省\t12\n第一行\n第二行\n"
        );
    }
}
