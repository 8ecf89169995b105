//! A share as a bar of blocks.

/// An eighth of a character, two, and so on to seven.
const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// A bar of so many characters at the most, blank to its end; what is not 0 can be seen.
pub(crate) fn bar(share: f64, width: usize) -> String {
    let most = 8 * width;
    let eighths = (share.clamp(0.0, 1.0) * most as f64).round() as usize;
    let eighths = if share > 0.0 { eighths.max(1) } else { 0 };
    let mut bar: String = "█".repeat(eighths / 8);
    bar.extend(EIGHTHS.get((eighths % 8).wrapping_sub(1)));
    let blank = width.saturating_sub(bar.chars().count());
    bar + &" ".repeat(blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        assert_eq!(bar(0.5, 4), "██  ");
        assert_eq!(bar(0.53, 4), "██▏ ");
        assert_eq!(bar(1.0, 3), "███");
        assert_eq!(bar(0.0, 2), "  ");
        assert_eq!(bar(0.0001, 2), "▏ ");
    }
}
