//! What is odd about the facts of a document, for its reader to know.

use crate::document::Diagnostic;
use crate::text::{Span, Text};

use super::flat::one_line;

/// A day that the calendar does not have.
pub(super) const IMPOSSIBLE_DATE: &str = "date.impossible";

pub(super) fn impossible_date(text: &Text, span: Span) -> Diagnostic {
    Diagnostic {
        code: IMPOSSIBLE_DATE,
        span,
        detail: text.get(span).map(one_line).unwrap_or_default(),
    }
}
