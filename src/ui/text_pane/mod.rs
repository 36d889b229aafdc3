//! 原文: the source's text with the mentions marked in it.
