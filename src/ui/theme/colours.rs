//! The colours of every theme by name: light and dark, each also in high contrast, each also with types that colour-blind readers tell apart.
//!
//! The idea is 朱批: the source is ink on paper; what the machine found is a quiet tint with a broken underline, what a person decided is
//! solid, what a person changed is vermilion. Text keeps 4.5:1 on every ground that it stands on, in high contrast 7:1. The colours of types that
//! hold for colour-blind readers are of the hues that Okabe and Ito proposed, with a lightness of their own each; all types differ by their
//! character and by the rhythm of their underline besides.

use std::sync::LazyLock;

use egui::Color32;

use crate::codebook::{Codebook, parse_colour};
use crate::extract::MentionType;

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
    /// Text keeps 7:1, lines can be seen.
    pub is_high_contrast: bool,
    /// Grounds: window, columns, source and inputs.
    pub app: Color32,
    pub panel: Color32,
    pub paper: Color32,
    /// Hairlines, pointer, selection.
    pub line: Color32,
    pub hover: Color32,
    pub selection: Color32,
    /// The ground of marked text.
    pub marked: Color32,
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
    pub(super) types: [TypeColours; 7],
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
    is_high_contrast: false,
    app: hex(0xF3_F1_EC),
    panel: hex(0xFB_FA_F7),
    paper: hex(0xFF_FD_F8),
    line: hex(0xDD_D8_CE),
    hover: hex(0xEF_EC_E5),
    selection: hex(0xE6_EE_F6),
    marked: hex(0xC4_DB_F0),
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
    is_high_contrast: false,
    app: hex(0x17_19_1C),
    panel: hex(0x1E_21_25),
    paper: hex(0x1B_1D_20),
    line: hex(0x33_37_3D),
    hover: hex(0x28_2C_31),
    selection: hex(0x24_36_4A),
    marked: hex(0x2F_4E_6E),
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

const HIGH_LIGHT: Tokens = Tokens {
    is_dark: false,
    is_high_contrast: true,
    app: hex(0xFF_FF_FF),
    panel: hex(0xFF_FF_FF),
    paper: hex(0xFF_FF_FF),
    line: hex(0x6B_6B_6B),
    hover: hex(0xEC_EC_EC),
    selection: hex(0xD3_E6_FF),
    marked: hex(0xA8_CD_FF),
    ink: hex(0x00_00_00),
    ink2: hex(0x1E_1E_1E),
    ink3: hex(0x38_38_38),
    red: hex(0x96_08_08),
    red_ground: hex(0xFF_E9_E6),
    ok: hex(0x00_51_24),
    warn: hex(0x5C_3B_00),
    types: [
        pair(0x0A_5A_9C, 0xC2_D7_E8),
        pair(0x09_64_4B, 0xC2_DE_D6),
        pair(0x8F_37_70, 0xE6_CE_DD),
        pair(0x66_43_AA, 0xDA_D0_EB),
        pair(0x95_3D_09, 0xEC_D2_C2),
        pair(0x6D_55_00, 0xDE_D7_BF),
        pair(0x24_5E_79, 0xCA_DB_E3),
    ],
};

const HIGH_DARK: Tokens = Tokens {
    is_dark: true,
    is_high_contrast: true,
    app: hex(0x00_00_00),
    panel: hex(0x00_00_00),
    paper: hex(0x00_00_00),
    line: hex(0x9A_9A_9A),
    hover: hex(0x22_22_22),
    selection: hex(0x07_30_57),
    marked: hex(0x0B_4A_86),
    ink: hex(0xFF_FF_FF),
    ink2: hex(0xEC_EC_EC),
    ink3: hex(0xDA_DA_DA),
    red: hex(0xFF_A8_9E),
    red_ground: hex(0x4A_0D_08),
    ok: hex(0x8A_F0_B4),
    warn: hex(0xFF_D5_6B),
    types: [
        pair(0x7D_B8_F0, 0x25_37_48),
        pair(0x6C_D3_AE, 0x20_3F_34),
        pair(0xE3_9B_CB, 0x44_2E_3D),
        pair(0xBB_A2_F2, 0x38_31_49),
        pair(0xF2_A5_6F, 0x49_32_21),
        pair(0xD9_C1_5C, 0x41_3A_1C),
        pair(0x83_C6_E3, 0x27_3B_44),
    ],
};

/// The types of light and dark, plain and in high contrast, for colour-blind readers.
const SAFE_LIGHT: [TypeColours; 7] = [
    pair(0x00_72_B2, 0xB0_D2_E2),
    pair(0x00_55_3E, 0xE4_F3_EA),
    pair(0x85_4F_6D, 0xDB_A0_BF),
    pair(0x07_07_07, 0xCF_CD_C9),
    pair(0x4E_36_00, 0xEB_B1_2F),
    pair(0x7A_74_22, 0xF7_EF_93),
    pair(0x13_28_34, 0x78_C3_EC),
];
const SAFE_DARK: [TypeColours; 7] = [
    pair(0xB2_D5_E8, 0x0C_4C_71),
    pair(0x00_96_6D, 0x13_42_38),
    pair(0xCC_7A_A8, 0x59_3D_4F),
    pair(0xFA_FA_FA, 0x26_28_2A),
    pair(0xF2_CF_7F, 0x3C_32_1B),
    pair(0x9F_97_2C, 0x49_48_27),
    pair(0x6C_BE_EC, 0x24_33_3E),
];
const SAFE_HIGH_LIGHT: [TypeColours; 7] = [
    pair(0x00_59_8C, 0xA5_CD_E4),
    pair(0x00_43_31, 0xE4_F5_F0),
    pair(0x6E_41_5A, 0xDC_A3_C2),
    pair(0x05_05_05, 0xD2_D2_D2),
    pair(0x2C_1F_00, 0xEA_AD_26),
    pair(0x5B_57_19, 0xF3_E9_68),
    pair(0x0F_20_2A, 0x73_C1_ED),
];
const SAFE_HIGH_DARK: [TypeColours; 7] = [
    pair(0x93_C3_DE, 0x00_33_4F),
    pair(0x21_AB_85, 0x00_58_40),
    pair(0xD2_88_B1, 0x79_48_63),
    pair(0xC6_C6_C6, 0x2F_2F_2F),
    pair(0xE6_A0_02, 0x44_2F_00),
    pair(0xF1_E5_4B, 0x5E_59_1A),
    pair(0xCC_E8_F8, 0x08_11_17),
];

const fn with(tokens: Tokens, types: [TypeColours; 7]) -> Tokens {
    Tokens { types, ..tokens }
}

/// Every theme; see [`Tokens::named`].
pub(super) static ALL: [Tokens; 8] = [
    LIGHT,
    DARK,
    HIGH_LIGHT,
    HIGH_DARK,
    with(LIGHT, SAFE_LIGHT),
    with(DARK, SAFE_DARK),
    with(HIGH_LIGHT, SAFE_HIGH_LIGHT),
    with(HIGH_DARK, SAFE_HIGH_DARK),
];

impl Tokens {
    /// The tokens of a theme.
    pub(super) const fn named(
        is_dark: bool,
        is_high_contrast: bool,
        has_safe_types: bool,
    ) -> &'static Self {
        &ALL[is_dark as usize + 2 * is_high_contrast as usize + 4 * has_safe_types as usize]
    }

    /// The contrast that text keeps on what it stands on.
    #[must_use]
    pub const fn least_contrast(&self) -> f32 {
        if self.is_high_contrast { 7.0 } else { 4.5 }
    }

    /// The colours of a mention type; a codebook's own colour is made readable where it is not, and mixed into the paper for its tint.
    #[must_use]
    pub fn of_type(&self, kind: &MentionType, codebook: &Codebook) -> TypeColours {
        let mut built_in = MentionType::BUILT_IN.iter();
        let at = built_in.position(|built_in| built_in == kind);
        let colour = match at {
            // Who chose colours that hold for colour-blind readers has them.
            Some(_) if self.has_safe_types() => None,
            Some(_) => codebook
                .built_in_type(kind.name())
                .and_then(|known| known.colour.as_deref()),
            None => codebook
                .own_type(kind.name())
                .map(|definition| definition.colour.as_str()),
        };
        match (colour.and_then(parse_colour), at) {
            (Some(rgb), _) => self.of_colour(rgb),
            (None, Some(at)) => self.types[at],
            (None, None) => self.of_badge(self.ink2),
        }
    }

    fn has_safe_types(&self) -> bool {
        ALL[4..].iter().any(|safe| safe.types == self.types)
    }

    /// The colours of a badge that has this red, green and blue on light ground.
    #[must_use]
    pub fn of_colour(&self, [r, g, b]: [u8; 3]) -> TypeColours {
        self.of_badge(Color32::from_rgb(r, g, b))
    }

    fn of_badge(&self, badge: Color32) -> TypeColours {
        let badge = self.readable(badge);
        TypeColours {
            badge,
            tint: self.paper.lerp_to_gamma(badge, 0.16),
        }
    }

    /// A colour of any origin, brought so near to the ink that words on it can be read.
    fn readable(&self, colour: Color32) -> Color32 {
        const STEPS: u8 = 10;
        let mixed = |step: u8| colour.lerp_to_gamma(self.ink, f32::from(step) / f32::from(STEPS));
        (0..STEPS)
            .map(mixed)
            .find(|mixed| contrast(*mixed, self.on_badge()) >= self.least_contrast())
            .unwrap_or(self.ink)
    }

    /// The colour of words on a badge or on the main button.
    #[must_use]
    pub const fn on_badge(&self) -> Color32 {
        if self.is_dark { self.app } else { self.paper }
    }
}

/// Contrast ratio of WCAG 2, from 1 to 21.
fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance of WCAG 2, from 0 to 1.
fn luminance(colour: Color32) -> f32 {
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}

/// A channel in linear light, from a table: colours of a codebook are looked at in every frame.
fn linear(channel: u8) -> f32 {
    static LINEAR: LazyLock<[f32; 256]> = LazyLock::new(|| {
        std::array::from_fn(|value| {
            let value = value as f32 / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        })
    });
    LINEAR[usize::from(channel)]
}

#[cfg(test)]
mod tests;
