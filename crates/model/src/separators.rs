//! Numbers with the separators of print, `1,000` or `0,5`, and how a scenario writes them.

/// What to say about a number with commas: `the decimal sign is a point: write 0.5`.
///
/// A comma before three digits separates thousands, unless a zero stands before it; any other is a decimal sign. Where
/// there are commas and points, the last of them is the decimal sign.
pub(crate) fn mend(words: &str) -> Option<String> {
    let digits = words.strip_prefix(['+', '-']).unwrap_or(words);
    let sign = if words.starts_with('-') { "-" } else { "" };
    let parts: Vec<&str> = digits.split([',', '.']).collect();
    let is_number = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_number || !digits.contains(',') {
        return None;
    }
    let (last, before) = parts.split_last()?;
    let comma_is_last = digits.rfind(',') > digits.rfind('.');
    if digits.contains('.') {
        let (thousands, decimal) = if comma_is_last { ('.', ',') } else { (',', '.') };
        if !are_thousands(before) || digits.matches(decimal).count() > 1 || !digits.contains(thousands) {
            return None;
        }
        let number = format!("{sign}{}.{last}", before.concat());
        let point = if comma_is_last { "the decimal sign is a point, and " } else { "" };
        return Some(format!("{point}thousands are not separated: write {number}"));
    }
    if are_thousands(&parts) {
        return Some(format!("thousands are not separated: write {sign}{}", parts.concat()));
    }
    (before.len() == 1).then(|| format!("the decimal sign is a point: write {sign}{}.{last}", before[0]))
}

/// `1 | 000 | 000`: groups of three, the first of which may be shorter.
fn are_thousands(groups: &[&str]) -> bool {
    let Some((first, rest)) = groups.split_first() else { return false };
    first.len() <= 3 && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn separators_of_print_are_told_apart() {
        for (words, expected) in [
            ("0,5", "the decimal sign is a point: write 0.5"),
            ("-1,25", "the decimal sign is a point: write -1.25"),
            ("0,125", "the decimal sign is a point: write 0.125"),
            ("1,000", "thousands are not separated: write 1000"),
            ("12,345,678", "thousands are not separated: write 12345678"),
            ("1,000.5", "thousands are not separated: write 1000.5"),
            ("1.000,5", "the decimal sign is a point, and thousands are not separated: write 1000.5"),
        ] {
            assert_eq!(mend(words).as_deref(), Some(expected), "{words}");
        }
    }

    #[test]
    fn what_is_no_number_in_print_is_left_alone() {
        for words in ["", "1000", "1.5", ",5", "5,", "1,2,3", "1.5,2,5", "1.2,5", "1, 5", "a,b"] {
            assert_eq!(mend(words), None, "{words}");
        }
    }
}
