//! The embedded typefaces, and which of them words are set in.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};
use serde::{Deserialize, Serialize};

/// What the source's running text is set in; headings and leads are 黑体 in either, as in official documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Typeface {
    /// 黑体.
    #[default]
    Sans,
    /// 宋体.
    Serif,
}

impl Typeface {
    pub const ALL: [Self; 2] = [Self::Sans, Self::Serif];

    #[must_use]
    pub fn font(self, size: f32) -> FontId {
        match self {
            Self::Sans => regular(size),
            Self::Serif => FontId::new(size, FontFamily::Name("serif".into())),
        }
    }
}

/// The font family of real bold.
#[must_use]
pub fn bold_family() -> FontFamily {
    FontFamily::Name("bold".into())
}

#[must_use]
pub fn bold(size: f32) -> FontId {
    FontId::new(size, bold_family())
}

#[must_use]
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The embedded faces come first: as a fallback, “ and · would come from a Latin font at a third of their width.
pub(super) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let faces: [(&str, &'static [u8]); 3] = [
        (
            "regular",
            include_bytes!("../../../fonts/PiyueSans-Regular.otf"),
        ),
        ("bold", include_bytes!("../../../fonts/PiyueSans-Bold.otf")),
        (
            "serif",
            include_bytes!("../../../fonts/PiyueSerif-Regular.otf"),
        ),
    ];
    for (name, bytes) in faces {
        let data = Arc::new(FontData::from_static(bytes));
        fonts.font_data.insert(name.into(), data);
    }
    let icons = Arc::new(crate::ui::icon::font());
    fonts.font_data.insert("icons".into(), icons);
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        let faces = vec!["regular".into(), "icons".into()];
        fonts.families.insert(family, faces);
    }
    for name in ["bold", "serif"] {
        let faces = vec![name.into(), "regular".into(), "icons".into()];
        fonts.families.insert(FontFamily::Name(name.into()), faces);
    }
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::{Appearance, install};

    #[test]
    fn the_embedded_faces_cover_the_character_sets_they_promise() {
        let promised = include_str!("../../../fonts/characters.txt");
        let ctx = egui::Context::default();
        install(&ctx, Appearance::Light);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for font in [regular(16.0), bold(16.0), Typeface::Serif.font(16.0)] {
                let lines = promised.lines().filter(|line| !line.starts_with('#'));
                let missing: String = ui.fonts_mut(|fonts| {
                    lines
                        .flat_map(str::chars)
                        .filter(|c| !c.is_whitespace() && !fonts.has_glyph(&font, *c))
                        .collect()
                });
                assert!(missing.is_empty(), "{font:?} lacks {missing}");
            }
        });
        output.textures_delta.clear();
    }

    #[test]
    fn chinese_text_is_as_wide_in_either_typeface() {
        let ctx = egui::Context::default();
        install(&ctx, Appearance::Light);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let widths = Typeface::ALL.map(|face| {
                let font = face.font(16.0);
                ui.fonts_mut(|fonts| ['国', '，', '“', '—'].map(|c| fonts.glyph_width(&font, c)))
            });
            assert_eq!(
                widths.map(|of_face| of_face.map(f32::to_bits)),
                [[16_f32.to_bits(); 4]; 2]
            );
        });
        output.textures_delta.clear();
    }
}
