//! How the window looks: the theme in force, sizes by name, what egui's own widgets take of both.
//!
//! In: a [`Look`], as the reviewer chose it. Out: [`Tokens`] for whoever paints. Colours and faces stand in [`colours`] and [`fonts`], sizes here:
//! the only places where they are numbers.

mod colours;
mod fonts;

use egui::{Color32, CornerRadius, Id, Margin, Shadow, Stroke, TextStyle, Vec2};
use serde::{Deserialize, Serialize};

pub use colours::{Tokens, TypeColours};
pub use fonts::{Typeface, bold, bold_family, regular};

use crate::codebook::Codebook;
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

/// How much moves by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Motion {
    /// Short movements where they explain.
    #[default]
    Usual,
    /// Nothing.
    Reduced,
}

/// Which theme the reviewer wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    pub appearance: Appearance,
    pub is_high_contrast: bool,
    /// Types in colours that colour-blind readers tell apart.
    pub has_safe_types: bool,
    pub motion: Motion,
}

impl From<Appearance> for Look {
    fn from(appearance: Appearance) -> Self {
        Self {
            appearance,
            ..Self::default()
        }
    }
}

impl Tokens {
    /// The tokens of the theme in force.
    #[must_use]
    pub fn of(ctx: &egui::Context) -> &'static Self {
        let look: Look = ctx.data(|data| data.get_temp(Id::NULL)).unwrap_or_default();
        Self::named(
            ctx.theme() == egui::Theme::Dark,
            look.is_high_contrast,
            look.has_safe_types,
        )
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
    /// Line height of the source as a multiple of its size, where the reviewer chose no other.
    pub const SOURCE_LINE: f32 = 1.8;
    /// Characters to a line of the source at most, where the reviewer chose no other.
    pub const SOURCE_CHARS: f32 = 42.0;
    /// Between what belongs together, inside a frame, between sections.
    pub const GAP: f32 = 8.0;
    pub const PAD: f32 = 12.0;
    pub const SECTION: f32 = 20.0;
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

/// The one-character badge of a mention type.
#[must_use]
pub fn badge_of(kind: &MentionType, codebook: &Codebook) -> char {
    let given = codebook.built_in_type(kind.name());
    if let Some(mark) = given.and_then(|known| known.mark) {
        return mark;
    }
    match kind {
        MentionType::Date => '日',
        MentionType::Org => '机',
        MentionType::Person => '人',
        MentionType::Doc => '文',
        MentionType::Event => '会',
        MentionType::Metric => '数',
        MentionType::Place => '地',
        MentionType::Custom(name) => codebook.own_type(name).map_or('?', |found| found.mark),
    }
}

/// Gives a context our fonts and themes. Call once, before the first frame.
pub fn install(ctx: &egui::Context, look: impl Into<Look>) {
    ctx.set_fonts(fonts::definitions());
    put_on(ctx, look.into());
}

/// Shows the window as the reviewer wants it from now on; nothing is done where it is so already. Call once a frame.
pub fn wear(ctx: &egui::Context, look: Look) {
    if ctx.data(|data| data.get_temp(Id::NULL)) != Some(look) {
        put_on(ctx, look);
    }
}

fn put_on(ctx: &egui::Context, look: Look) {
    for (theme, is_dark) in [(egui::Theme::Light, false), (egui::Theme::Dark, true)] {
        let tokens = Tokens::named(is_dark, look.is_high_contrast, look.has_safe_types);
        ctx.set_style_of(theme, style(tokens, look.motion));
    }
    ctx.set_theme(look.appearance.preference());
    ctx.data_mut(|data| data.insert_temp(Id::NULL, look));
}

fn style(tokens: &Tokens, motion: Motion) -> egui::Style {
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
    // The bars lie over the margin: what is selected reaches to the edge of its column.
    spacing.scroll = egui::style::ScrollStyle {
        floating_allocated_width: 0.0,
        ..egui::style::ScrollStyle::thin()
    };
    (style.animation_time, style.scroll_animation) = match motion {
        Motion::Usual => (0.08, egui::style::ScrollAnimation::default()),
        Motion::Reduced => (0.0, egui::style::ScrollAnimation::none()),
    };
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
    visuals.selection.bg_fill = tokens.marked;
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
