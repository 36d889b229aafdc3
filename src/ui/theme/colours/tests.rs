//! What the colours promise, measured.

use super::*;

#[test]
fn every_text_can_be_read_on_every_ground_it_stands_on_in_every_theme() {
    for tokens in &ALL {
        let least = tokens.least_contrast();
        let grounds = [
            tokens.app,
            tokens.panel,
            tokens.paper,
            tokens.hover,
            tokens.selection,
        ];
        let mut pairs = Vec::new();
        for ground in grounds {
            for text in [
                tokens.ink,
                tokens.ink2,
                tokens.ink3,
                tokens.red,
                tokens.ok,
                tokens.warn,
            ] {
                pairs.push((text, ground));
            }
        }
        for text in [tokens.ink, tokens.ink2, tokens.red, tokens.warn] {
            pairs.push((text, tokens.red_ground));
        }
        pairs.push((tokens.ink, tokens.marked));
        pairs.push((tokens.on_badge(), tokens.red));
        // Links have the colour of dates.
        pairs.push((tokens.types[0].badge, tokens.panel));
        for TypeColours { badge, tint } in tokens.types {
            pairs.push((tokens.on_badge(), badge));
            pairs.push((tokens.ink, tint));
        }
        for (text, ground) in pairs {
            let measured = contrast(text, ground);
            assert!(
                measured >= least,
                "{text:?} on {ground:?}: {measured} in {tokens:?}"
            );
        }
    }
}

#[test]
fn lines_can_be_seen_in_high_contrast() {
    for tokens in ALL.iter().filter(|tokens| tokens.is_high_contrast) {
        assert!(contrast(tokens.line, tokens.panel) >= 3.0);
        assert!(contrast(tokens.line, tokens.paper) >= 3.0);
    }
}

#[test]
fn the_source_stays_ink_on_the_quiet_tints_of_the_plain_themes() {
    for tokens in [&LIGHT, &DARK] {
        for TypeColours { tint, .. } in tokens.types {
            assert!(contrast(tokens.ink, tint) >= 10.0, "{tint:?}");
        }
    }
}

#[test]
fn a_colour_of_a_codebook_can_be_read_whatever_it_is() {
    for colour in ["#55702B", "#FFFFFF", "#000000", "#F0E442", "#7F7F7F"] {
        let ron = format!(
            "Codebook(version: 1, types: [(name: \"own\", label: \"项目\", mark: '项', colour: \"{colour}\")])"
        );
        let codebook = Codebook::from_ron(&ron).expect("a codebook");
        let kind = MentionType::Custom("own".into());
        for tokens in &ALL {
            let TypeColours { badge, tint } = tokens.of_type(&kind, &codebook);
            let least = tokens.least_contrast();
            assert!(contrast(tokens.on_badge(), badge) >= least, "{colour}");
            assert!(contrast(tokens.ink, tint) >= least, "{colour}");
        }
    }
}

/// How colours look without the cones for long or for medium waves: the matrices of Machado, Oliveira and Fernandes (2009) at full strength.
const PROTANOPIA: [[f32; 3]; 3] = [
    [0.152_286, 1.052_583, -0.204_868],
    [0.114_503, 0.786_281, 0.099_216],
    [-0.003_882, -0.048_116, 1.051_998],
];
const DEUTERANOPIA: [[f32; 3]; 3] = [
    [0.367_322, 0.860_646, -0.227_968],
    [0.280_085, 0.672_501, 0.047_413],
    [-0.011_820, 0.042_940, 0.968_881],
];
const TRICHROMACY: [[f32; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];

/// L*a*b* of a colour as it is seen.
fn lab(colour: Color32, sight: &[[f32; 3]; 3]) -> [f32; 3] {
    let rgb = [colour.r(), colour.g(), colour.b()].map(linear);
    let seen = sight.map(|row| {
        let channels = row.iter().zip(rgb);
        let sum: f32 = channels.map(|(part, channel)| part * channel).sum();
        sum.clamp(0.0, 1.0)
    });
    let xyz = [
        (0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.9505,
        0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2],
        (0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.089,
    ];
    let [x, y, z] = xyz.map(|value| {
        if value > 0.008_856 {
            value.cbrt()
        } else {
            7.787 * value + 16.0 / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The least distance (ΔE 1976) between the colours of two types, for whoever sees them worst.
fn least_distance(colours: [Color32; 7]) -> f32 {
    let mut least = f32::INFINITY;
    for sight in [&TRICHROMACY, &PROTANOPIA, &DEUTERANOPIA] {
        let seen = colours.map(|colour| lab(colour, sight));
        for (at, one) in seen.iter().enumerate() {
            for other in &seen[at + 1..] {
                let squares = one
                    .iter()
                    .zip(other)
                    .map(|(one, other)| (one - other).powi(2));
                least = least.min(squares.sum::<f32>().sqrt());
            }
        }
    }
    least
}

#[test]
fn types_differ_for_colour_blind_readers_where_they_asked_for_it() {
    for tokens in &ALL[4..] {
        let badges = least_distance(tokens.types.map(|colours| colours.badge));
        let tints = least_distance(tokens.types.map(|colours| colours.tint));
        assert!(badges >= 12.0 && tints >= 7.0, "{badges} {tints}");
    }
    let plain = least_distance(LIGHT.types.map(|colours| colours.badge));
    assert!(plain < 7.0, "why there are others: {plain}");
}

#[test]
fn the_colours_offered_for_types_can_be_read_in_every_theme_and_told_apart() {
    let offered = crate::codebook::PALETTE.map(|colour| parse_colour(colour).expect("a colour"));
    for tokens in &ALL {
        let offered = offered.map(|rgb| tokens.of_colour(rgb));
        for TypeColours { badge, tint } in offered {
            assert!(contrast(tokens.ink, tint) >= 9.0, "{badge:?} {tint:?}");
            assert!(contrast(tokens.on_badge(), badge) >= tokens.least_contrast());
        }
        for (at, one) in offered.iter().enumerate() {
            for other in &offered[at + 1..] {
                let [a, b] = [one.badge, other.badge].map(|it| it.to_array().map(i32::from));
                let distance: i32 = (0..3).map(|at| (a[at] - b[at]).abs()).sum();
                assert!(distance >= 20, "{one:?} {other:?}");
            }
        }
    }
}
