//! Did you mean …?

/// The name among those known that a misspelt word most likely means.
///
/// Case does not matter, nor `_` against `-`.
///
/// ```
/// use altai_model::did_you_mean;
///
/// assert_eq!(did_you_mean("partner_gpd", ["prices", "partner_gdp"]), Some("partner_gdp"));
/// assert_eq!(did_you_mean("Start-Date", ["peak", "total"]), None);
/// ```
pub fn did_you_mean<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = plain(word);
    let mut best: Option<(f64, &str)> = None;
    for name in among {
        let closeness = closeness(&word, &plain(name));
        if closeness >= CLOSE && best.is_none_or(|(before, _)| closeness > before) {
            best = Some((closeness, name));
        }
    }
    best.map(|(_, name)| name)
}

/// From here on two words look like one and its misspelling.
const CLOSE: f64 = 0.65;

/// From here on words begin alike and have most letters in common (Jaro and Winkler's measure).
const SOUNDS_ALIKE: f64 = 0.85;

/// Longer words are not worth the comparison.
const LONGEST: usize = 64;

fn plain(word: &str) -> String {
    word.chars().take(LONGEST).map(|c| if c == '-' { '_' } else { c.to_ascii_lowercase() }).collect()
}

/// 1 for equal words, less with every letter that is wrong, missing, extra or swapped with its neighbour.
fn closeness(word: &str, name: &str) -> f64 {
    let length = word.chars().count().max(name.chars().count());
    let wrong = strsim::damerau_levenshtein(word, name);
    if wrong <= 1 && length >= 3 {
        return 1.0 - wrong as f64 / (length as f64 + 1.0);
    }
    let by_letters = 1.0 - wrong as f64 / length.max(1) as f64;
    let sounds_alike = length >= 4 && strsim::jaro_winkler(word, name) >= SOUNDS_ALIKE;
    let begins_alike = word.len() >= 4 && name.starts_with(word) || name.len() >= 4 && word.starts_with(name);
    if sounds_alike || begins_alike { by_letters.max(CLOSE) } else { by_letters }
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn a_swapped_or_missing_letter_is_understood() {
        let keys = ["base", "drift", "volatility", "noise", "elasticity", "potential", "reversion"];
        assert_eq!(did_you_mean("volatilty", keys), Some("volatility"));
        assert_eq!(did_you_mean("dirft", keys), Some("drift"));
        assert_eq!(did_you_mean("bse", keys), Some("base"));
        assert_eq!(did_you_mean("elasticities", keys), Some("elasticity"));
        assert_eq!(did_you_mean("rode", ["mine", "road"]), Some("road"));
    }

    #[test]
    fn case_and_dashes_do_not_matter() {
        assert_eq!(did_you_mean("Base-Year", ["end_year", "base_year"]), Some("base_year"));
        assert_eq!(did_you_mean("PERT", ["normal", "pert"]), Some("pert"));
    }

    #[test]
    fn the_beginning_of_a_name_is_enough() {
        assert_eq!(did_you_mean("partner", ["mine", "partnership"]), Some("partnership"));
    }

    #[test]
    fn a_stranger_is_not_mistaken_for_a_friend() {
        assert_eq!(did_you_mean("inflation", ["base", "drift", "noise"]), None);
        assert_eq!(did_you_mean("", ["base"]), None);
        assert_eq!(did_you_mean("x", ["y"]), None);
    }
}
