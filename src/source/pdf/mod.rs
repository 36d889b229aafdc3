//! PDF with a layer of text (ISO 32000). Places are pages.
//!
//! The characters come from the fonts' own tables, or from the Adobe collections for Chinese where a font has none. A file whose pages are pictures
//! has no text to review and is told so; so is one that wants a password.

mod characters;
mod streams;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, interpret_page,
};

use self::characters::meant;
use super::Unreadable;
use super::lines::Converted;
use super::page::{Composer, Page, Piece};

/// What is drawn in one document at most beside characters: forms that draw each other have no other end.
const MOST_DRAWN: usize = 1 << 20;

/// Whether bytes begin as a PDF does; some have a few bytes of something else in front.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some()
}

/// Converts a document.
///
/// # Errors
/// Where it is damaged, wants a password, or has pictures of pages only.
pub(super) fn convert(bytes: &[u8]) -> Result<Converted, Unreadable> {
    streams::check(bytes)?;
    // A page is drawn to its end, however long that takes, unless it is left as one leaves a panic; and a file broken in an unforeseen way is no
    // fault of this program.
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or_else(|reason| {
        let told = reason.downcast_ref::<Unreadable>().copied();
        Err(told.unwrap_or(Unreadable::Damaged))
    })
}

fn read(bytes: &[u8]) -> Result<Converted, Unreadable> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unreadable::Encrypted,
        _ => Unreadable::Damaged,
    })?;
    let settings = InterpreterSettings {
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let cache = InterpreterCache::new();
    let mut composer = Composer::default();
    let (mut n_drawn, mut n_images) = (0, 0);
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut reader = PageReader {
            page: Page {
                pieces: Vec::new(),
                height: f64::from(height),
            },
            n_images: 0,
            n_drawn,
            n_left: composer.n_left(),
        };
        // y grows downwards, and a page that is turned is read as it is shown.
        let upright = Affine::new(page.initial_transform(true).as_coeffs());
        let mut context = Context::new(upright, whole, &cache, pdf.xref(), settings.clone());
        interpret_page(page, &mut context, &mut reader);
        n_images += reader.n_images;
        n_drawn = reader.n_drawn;
        composer.add(reader.page)?;
    }
    if pdf.pages().is_empty() {
        return Err(Unreadable::Damaged);
    }
    if n_images > 0 && composer.is_empty() {
        return Err(Unreadable::Scanned);
    }
    composer.finish()
}

/// Takes the characters of a page and counts its pictures.
struct PageReader {
    page: Page,
    n_images: usize,
    /// On this page and those before it.
    n_drawn: usize,
    /// Characters that the page may have.
    n_left: usize,
}

impl PageReader {
    /// Counts what is drawn, and leaves the page where there is no end of it.
    fn count(&mut self) {
        self.n_drawn += 1;
        leave_if(self.n_drawn > MOST_DRAWN);
    }

    fn take(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        leave_if(self.page.pieces.len() > self.n_left);
        let words = match glyph.as_unicode() {
            Some(BfString::Char(c)) => meant(c),
            Some(BfString::String(words)) => words.chars().map(meant).collect(),
            None => return,
        };
        let width = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(type3) => type3.advance_width(),
        };
        let at = transform * Point::ZERO;
        // Glyphs are a thousand units high and wide.
        let size = (transform * Point::new(0.0, 1000.0) - at).hypot();
        let right = transform * Point::new(f64::from(width.unwrap_or(500.0)), 0.0);
        self.page.pieces.push(Piece {
            words,
            left: at.x.min(right.x),
            right: at.x.max(right.x),
            baseline: at.y,
            size,
        });
    }
}

fn leave_if(is_endless: bool) {
    if is_endless {
        resume_unwind(Box::new(Unreadable::Bomb));
    }
}

impl<'a> Device<'a> for PageReader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.take(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.count();
        self.n_images += 1;
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.count();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count();
    }

    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
