//! Korean particles, whose form depends on whether the word before ends in a consonant.

/// The particles that a grammar may name, by their form behind a consonant.
const PARTICLES: [(&str, &str); 5] = [("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("로", "로")];

/// Whether a slot is a particle.
pub fn is_particle(slot: &str) -> bool {
    PARTICLES.iter().any(|(name, _)| *name == slot)
}

/// The form of a particle behind a text. What is no Korean syllable (a sign, a Latin letter) counts as ending in a vowel.
pub fn particle(slot: &str, before: &str) -> &'static str {
    let last = before.chars().next_back().map_or(0, u32::from);
    // Syllables stand in blocks of 28: no final consonant first, ㄹ ninth.
    let coda = if (0xac00..=0xd7a3).contains(&last) { (last - 0xac00) % 28 } else { 0 };
    let is_toward = slot == "로";
    if is_toward && coda != 0 && coda != 8 {
        return "으로";
    }
    let forms = PARTICLES.iter().find(|(name, _)| *name == slot);
    forms.map_or("", |(consonant, vowel)| if coda == 0 { vowel } else { consonant })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_fits_the_last_sound() {
        for (word, slot, expected) in [
            ("산", "은", "은"),
            ("바다", "은", "는"),
            ("12%", "을", "를"),
            ("강물", "로", "로"),
            ("창문", "로", "으로"),
            ("학교", "로", "로"),
            ("책", "과", "과"),
        ] {
            assert_eq!(particle(slot, word), expected, "{word}");
        }
    }
}
