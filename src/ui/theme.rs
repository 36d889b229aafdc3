//! Colours, sizes and fonts by name: the only place where they are numbers.
//!
//! The idea is 朱批: the source is ink on paper; what the machine found is a quiet tint with a dotted underline, what a person decided is
//! solid, what a person changed is vermilion. Text on a tint keeps 10:1, badges 4.5:1, in both themes.

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle,
    Vec2,
};
use serde::{Deserialize, Serialize};

use crate::codebook::{Codebook, parse_colour};
use crate::extract::MentionType;

/// Light or dark, or whatever the system has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Appearance {
    #[default]
    System,
    Light,
    Dark,
}

impl Appearance {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    #[must_use]
    pub const fn preference(self) -> egui::ThemePreference {
        match self {
            Self::System => egui::ThemePreference::System,
            Self::Light => egui::ThemePreference::Light,
            Self::Dark => egui::ThemePreference::Dark,
        }
    }
}

/// The colours of a mention type: of its badge and underline, and of the tint behind its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypeColours {
    pub badge: Color32,
    pub tint: Color32,
}

/// The named colours of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tokens {
    pub is_dark: bool,
    /// Grounds: window, columns, source and inputs.
    pub app: Color32,
    pub panel: Color32,
    pub paper: Color32,
    /// Hairlines, pointer, selection.
    pub line: Color32,
    pub hover: Color32,
    pub selection: Color32,
    /// Text, labels, quiet text and boilerplate.
    pub ink: Color32,
    pub ink2: Color32,
    pub ink3: Color32,
    /// People's changes and the main button.
    pub red: Color32,
    pub red_ground: Color32,
    /// Saved and reviewed; needs attention.
    pub ok: Color32,
    pub warn: Color32,
    types: [TypeColours; 7],
}

const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

const fn pair(badge: u32, tint: u32) -> TypeColours {
    TypeColours {
        badge: hex(badge),
        tint: hex(tint),
    }
}

const LIGHT: Tokens = Tokens {
    is_dark: false,
    app: hex(0xF3_F1_EC),
    panel: hex(0xFB_FA_F7),
    paper: hex(0xFF_FD_F8),
    line: hex(0xDD_D8_CE),
    hover: hex(0xEF_EC_E5),
    selection: hex(0xE6_EE_F6),
    ink: hex(0x22_25_2A),
    ink2: hex(0x56_5C_66),
    ink3: hex(0x62_68_73),
    red: hex(0xB3_26_1E),
    red_ground: hex(0xFB_E9_E7),
    ok: hex(0x1B_7A_43),
    warn: hex(0x8A_5A_00),
    types: [
        pair(0x0B_5F_A5, 0xE3_EE_F9),
        pair(0x0B_7A_5B, 0xDF_F2_EA),
        pair(0x9A_3B_78, 0xF7_E6_F1),
        pair(0x6A_45_B0, 0xEC_E6_F8),
        pair(0xB4_49_0B, 0xFB_E9_DD),
        pair(0x7A_60_00, 0xF5_EF_D2),
        pair(0x2B_6F_8F, 0xE0_EF_F5),
    ],
};

const DARK: Tokens = Tokens {
    is_dark: true,
    app: hex(0x17_19_1C),
    panel: hex(0x1E_21_25),
    paper: hex(0x1B_1D_20),
    line: hex(0x33_37_3D),
    hover: hex(0x28_2C_31),
    selection: hex(0x24_36_4A),
    ink: hex(0xE6_E3_DC),
    ink2: hex(0xB1_B5_BC),
    ink3: hex(0xA0_A5_AE),
    red: hex(0xFF_8A_7D),
    red_ground: hex(0x43_21_1D),
    ok: hex(0x6F_CF_97),
    warn: hex(0xE0_B0_4C),
    types: [
        pair(0x7D_B8_F0, 0x1B_2F_44),
        pair(0x6C_D3_AE, 0x17_35_2B),
        pair(0xE3_9B_CB, 0x3A_24_34),
        pair(0xBB_A2_F2, 0x2B_25_45),
        pair(0xF2_A5_6F, 0x3D_29_1B),
        pair(0xD9_C1_5C, 0x34_30_0F),
        pair(0x83_C6_E3, 0x17_32_3D),
    ],
};

impl Tokens {
    /// The tokens of the theme in force.
    #[must_use]
    pub fn of(ctx: &egui::Context) -> &'static Self {
        if ctx.theme() == egui::Theme::Dark {
            &DARK
        } else {
            &LIGHT
        }
    }

    /// The colours of a mention type; a codebook's own colour is mixed into the paper for its tint.
    #[must_use]
    pub fn of_type(&self, kind: &MentionType, codebook: &Codebook) -> TypeColours {
        if let Some(at) = MentionType::BUILT_IN
            .iter()
            .position(|built_in| built_in == kind)
        {
            return self.types[at];
        }
        let colour = codebook
            .types
            .iter()
            .find(|definition| *definition.name == *kind.name())
            .and_then(|definition| parse_colour(&definition.colour));
        let badge = colour.map_or(self.ink2, |[r, g, b]| Color32::from_rgb(r, g, b));
        // On dark ground the colour of light ground is too dark to read.
        let badge = if self.is_dark {
            badge.lerp_to_gamma(self.ink, 0.55)
        } else {
            badge
        };
        TypeColours {
            badge,
            tint: self.paper.lerp_to_gamma(badge, 0.16),
        }
    }

    /// The colour of words on a badge or on the main button.
    #[must_use]
    pub const fn on_badge(&self) -> Color32 {
        if self.is_dark { self.app } else { self.paper }
    }
}

/// Sizes in points, on a grid of 4.
pub mod size {
    /// Interface, secondary and smallest text.
    pub const TEXT: f32 = 13.0;
    pub const SMALL: f32 = 12.0;
    pub const TINY: f32 = 11.0;
    /// The source's text at its default size; headings are this much larger, boilerplate this much smaller.
    pub const SOURCE: f32 = 16.0;
    pub const HEADING_PLUS: f32 = 1.0;
    pub const BOILERPLATE_MINUS: f32 = 2.0;
    /// Line height of the source as a multiple of its size.
    pub const SOURCE_LINE: f32 = 1.8;
    /// Characters to a line of the source at most.
    pub const SOURCE_CHARS: f32 = 42.0;
    pub const ROW: f32 = 30.0;
    /// The line inside an input.
    pub const INPUT: f32 = 19.0;
    pub const HEADER: f32 = 34.0;
    pub const TOP_BAR: f32 = 44.0;
    pub const STATUS_BAR: f32 = 26.0;
    pub const BADGE: f32 = 18.0;
    pub const RADIUS: u8 = 6;
    pub const MARK_RADIUS: u8 = 3;
    pub const TAG_RADIUS: u8 = 10;
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

/// The one-character badge of a mention type.
#[must_use]
pub fn badge_of(kind: &MentionType, codebook: &Codebook) -> char {
    match kind {
        MentionType::Date => '日',
        MentionType::Org => '机',
        MentionType::Person => '人',
        MentionType::Doc => '文',
        MentionType::Event => '会',
        MentionType::Metric => '数',
        MentionType::Place => '地',
        MentionType::Custom(name) => codebook
            .types
            .iter()
            .find(|definition| definition.name == *name)
            .map_or('?', |found| found.mark),
    }
}

/// Gives a context our fonts and both themes. Call once, before the first frame.
pub fn install(ctx: &egui::Context, appearance: Appearance) {
    ctx.set_fonts(fonts());
    for (theme, tokens) in [(egui::Theme::Light, &LIGHT), (egui::Theme::Dark, &DARK)] {
        ctx.set_style_of(theme, style(tokens));
    }
    ctx.set_theme(appearance.preference());
}

/// The embedded face comes first: as a fallback, “ and · would come from a Latin font at a third of their width.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let regular = include_bytes!("../../fonts/PiyueSans-Regular.otf");
    let bold = include_bytes!("../../fonts/PiyueSans-Bold.otf");
    fonts.font_data.insert(
        "regular".into(),
        Arc::new(egui::FontData::from_static(regular)),
    );
    fonts
        .font_data
        .insert("bold".into(), Arc::new(egui::FontData::from_static(bold)));
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec!["regular".into()]);
    }
    fonts
        .families
        .insert(bold_family(), vec!["bold".into(), "regular".into()]);
    fonts
}

fn style(tokens: &Tokens) -> egui::Style {
    let text_styles = [
        (TextStyle::Body, regular(size::TEXT)),
        (TextStyle::Button, regular(size::TEXT)),
        (TextStyle::Small, regular(size::SMALL)),
        (TextStyle::Monospace, regular(size::TEXT)),
        (TextStyle::Heading, bold(size::SOURCE)),
    ]
    .into();
    let mut style = egui::Style {
        text_styles,
        ..egui::Style::default()
    };
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(8.0, 4.0);
    spacing.button_padding = Vec2::new(8.0, 4.0);
    spacing.interact_size.y = 26.0;
    spacing.menu_margin = Margin::same(6);
    spacing.scroll = egui::style::ScrollStyle::thin();
    style.animation_time = 0.08;
    style.visuals = visuals(tokens);
    style
}

fn visuals(tokens: &Tokens) -> egui::Visuals {
    let Tokens {
        panel,
        paper,
        line,
        hover,
        selection,
        ink,
        ink2,
        ink3,
        red,
        warn,
        ..
    } = *tokens;
    let mut visuals = if tokens.is_dark {
        egui::Visuals::dark()
    } else {
        egui::Visuals::light()
    };
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(ink3);
    visuals.panel_fill = panel;
    visuals.window_fill = panel;
    visuals.window_stroke = Stroke::new(1.0, line);
    visuals.window_corner_radius = CornerRadius::same(size::RADIUS + 2);
    visuals.menu_corner_radius = CornerRadius::same(size::RADIUS);
    visuals.window_shadow = Shadow {
        offset: [0, 4],
        blur: 18,
        spread: 0,
        color: Color32::from_black_alpha(40),
    };
    visuals.popup_shadow = Shadow {
        offset: [0, 2],
        blur: 10,
        spread: 0,
        color: Color32::from_black_alpha(32),
    };
    visuals.extreme_bg_color = paper;
    visuals.text_edit_bg_color = Some(paper);
    visuals.faint_bg_color = hover;
    visuals.code_bg_color = hover;
    visuals.hyperlink_color = tokens.types[0].badge;
    visuals.error_fg_color = red;
    visuals.warn_fg_color = warn;
    visuals.selection.bg_fill = if tokens.is_dark {
        hex(0x2F_4E_6E)
    } else {
        hex(0xC4_DB_F0)
    };
    visuals.selection.stroke = Stroke::new(1.0, ink);
    visuals.text_cursor.stroke = Stroke::new(1.5, red);
    let radius = CornerRadius::same(size::RADIUS);
    let widgets = &mut visuals.widgets;
    for (state, fill, stroke, text) in [
        (&mut widgets.noninteractive, panel, line, ink),
        (&mut widgets.inactive, panel, line, ink2),
        (&mut widgets.hovered, hover, line, ink),
        (&mut widgets.active, selection, line, ink),
        (&mut widgets.open, hover, line, ink),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, stroke);
        state.fg_stroke = Stroke::new(1.0, text);
        state.corner_radius = radius;
        state.expansion = 0.0;
    }
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast ratio of WCAG 2.
    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |colour: Color32| {
            let channel = |value: u8| {
                let value = f32::from(value) / 255.0;
                if value <= 0.040_45 {
                    value / 12.92
                } else {
                    ((value + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * channel(colour.r())
                + 0.7152 * channel(colour.g())
                + 0.0722 * channel(colour.b())
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn words_on_tints_and_badges_can_be_read_in_both_themes() {
        for tokens in [&LIGHT, &DARK] {
            for TypeColours { badge, tint } in tokens.types {
                assert!(contrast(tokens.ink, tint) >= 10.0, "{tint:?}");
                assert!(contrast(tokens.on_badge(), badge) >= 4.5, "{badge:?}");
            }
            for quiet in [tokens.ink2, tokens.ink3, tokens.red, tokens.ok, tokens.warn] {
                for ground in [tokens.panel, tokens.paper] {
                    assert!(contrast(quiet, ground) >= 4.5, "{quiet:?} on {ground:?}");
                }
            }
        }
    }

    #[test]
    fn the_embedded_faces_cover_the_character_sets_they_promise() {
        let promised = include_str!("../../fonts/characters.txt");
        let ctx = egui::Context::default();
        install(&ctx, Appearance::Light);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for font in [regular(16.0), bold(16.0)] {
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
}
