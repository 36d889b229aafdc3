//! Which words of a part are its lead or heading, and where its running text begins.

use std::cell::OnceCell;

use super::super::line::{self, Para};
use super::super::tree::{Lead, Role};
use super::super::{NodeKind, Outline, lead, marked, plain};
use super::Changes;
use super::parts::Part;
use crate::text::{Span, Text, is_space};

/// The longest line that is taken for a lead above its text, in characters.
const LONGEST_LINE: usize = 32;

/// What sets a lead off from its text, besides spaces.
const SEPARATORS: &str = "：:∶︰。.—-｜|】]〕";

pub(super) struct Words {
    pub(super) heading: Option<Span>,
    pub(super) body_start: u32,
    pub(super) is_redacted: bool,
}

impl Words {
    const fn none(start: u32) -> Self {
        Self {
            heading: None,
            body_start: start,
            is_redacted: false,
        }
    }
}

impl From<Lead> for Words {
    fn from(lead: Lead) -> Self {
        Self {
            heading: lead.heading,
            body_start: lead.body_start,
            is_redacted: lead.redacted,
        }
    }
}

pub(super) struct Reader<'a> {
    text: &'a Text,
    parsed: &'a Outline,
    changes: &'a Changes,
    is_loose: OnceCell<bool>,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(text: &'a Text, parsed: &'a Outline, changes: &'a Changes) -> Self {
        Self {
            text,
            parsed,
            changes,
            is_loose: OnceCell::new(),
        }
    }

    /// The words of a part: as parsed where it still is what it was, as said where something was said.
    pub(super) fn read(&self, part: &Part) -> Words {
        let was = &self.parsed.nodes[part.node];
        let is_same = part.is_parsed && part.kind == was.kind;
        let words = match (is_same, self.parsed_end(part).cmp(&part.end)) {
            (true, std::cmp::Ordering::Equal) => Words {
                heading: was.heading,
                body_start: was.body_start,
                is_redacted: was.redacted,
            },
            (true, std::cmp::Ordering::Less) => self.longer(part),
            _ => self.afresh(part),
        };
        let said = self.changes.get(&part.start).and_then(|it| it.lead);
        match said {
            Some(said) => self.with_lead(part, said).unwrap_or(words),
            None => words,
        }
    }

    /// Where the parsed node ended, without what stood under it.
    fn parsed_end(&self, part: &Part) -> u32 {
        let next = self.parsed.nodes.get(part.node + 1);
        let next = next.map_or(self.text.len(), |node| node.span.start);
        let start = self.parsed.nodes[part.node].span.start;
        self.text.trim(Span::new(start, next)).end
    }

    /// Something was joined to it.
    fn longer(&self, part: &Part) -> Words {
        let was = &self.parsed.nodes[part.node];
        let heading = was.heading.map(|heading| match part.kind {
            // It goes on in the lines that were joined.
            NodeKind::Section | NodeKind::Title => Span::new(heading.start, part.end),
            _ => heading,
        });
        let is_lead_alone = was.kind == NodeKind::Entry && was.body_start == self.parsed_end(part);
        let body_start = match part.kind {
            NodeKind::Section => part.end,
            _ if is_lead_alone => part.joined_at.unwrap_or(was.body_start),
            _ => was.body_start,
        };
        Words {
            heading,
            body_start,
            is_redacted: false,
        }
    }

    /// As the rules read it, now that it is what it is.
    fn afresh(&self, part: &Part) -> Words {
        let para = line::paragraph_of(self.text, part.span());
        match part.kind {
            NodeKind::Entry => self.entry(part, &para).into(),
            NodeKind::Section => {
                let role = match para.marker {
                    Some(marker) => marked::section(self.text, &para, marker.kind),
                    None => plain::section(self.text, &para),
                };
                let heading = match role {
                    Role::Section { heading, .. } => heading,
                    _ => part.span(),
                };
                Words {
                    heading: Some(heading),
                    body_start: part.end,
                    is_redacted: false,
                }
            }
            NodeKind::Title => Words {
                heading: Some(lead::after_marker(self.text, &para)),
                ..Words::none(part.start)
            },
            NodeKind::Byline | NodeKind::Summary | NodeKind::Paragraph | NodeKind::Boilerplate => {
                Words::none(part.start)
            }
        }
    }

    fn entry(&self, part: &Part, para: &Para) -> Lead {
        let is_loose = *self
            .is_loose
            .get_or_init(|| line::is_loose(&line::paragraphs(self.text)));
        let by_rule = lead::of_marked(self.text, para, is_loose)
            .or_else(|| lead::spaced(self.text, para, is_loose))
            .or_else(|| lead::region_dash(self.text, para));
        by_rule
            .or_else(|| self.line_above(part, para))
            .unwrap_or_else(|| lead::none(self.text, para))
    }

    /// A short first line with text below it.
    fn line_above(&self, part: &Part, para: &Para) -> Option<Lead> {
        let words = lead::after_marker(self.text, para);
        let first = self.text.slice(words).find('\n')? + words.start as usize;
        let line = self
            .text
            .trim(Span::from_usize(words.start as usize, first));
        let heading = line::trim_end(self.text, line, &['。', '：', ':', '；', ';']);
        let slice = self.text.slice(heading);
        let is_short = (2..=LONGEST_LINE).contains(&slice.chars().count());
        let body = self.text.trim(Span::from_usize(first, part.end as usize));
        (is_short && !slice.contains(['。', '，', ',', '；', ';'])).then_some(Lead {
            heading: Some(heading),
            body_start: body.start,
            redacted: false,
        })
    }

    /// With the lead that was said; none where it is not in the part, or a heading would have no words.
    fn with_lead(&self, part: &Part, said: Option<Span>) -> Option<Words> {
        let has_body = match part.kind {
            NodeKind::Entry => true,
            NodeKind::Section | NodeKind::Title => false,
            _ => return None,
        };
        let Some(heading) = said else {
            let para = line::paragraph_of(self.text, part.span());
            return has_body.then(|| lead::none(self.text, &para).into());
        };
        let is_inside = !heading.is_empty() && part.span().contains(heading);
        is_inside.then(|| Words {
            heading: Some(heading),
            body_start: match part.kind {
                NodeKind::Entry => self.behind(heading.end, part.end),
                NodeKind::Section => part.end,
                _ => part.start,
            },
            is_redacted: false,
        })
    }

    /// Where the text begins behind a lead.
    fn behind(&self, from: u32, end: u32) -> u32 {
        let rest = self.text.slice(Span::new(from, end));
        let body = rest.trim_start_matches(|c| is_space(c) || SEPARATORS.contains(c));
        end - u32::try_from(body.len()).unwrap_or(0)
    }
}
