//! Correlations of drivers and flows.

use super::*;

#[test]
fn correlations_hold_together() {
    let text = |lines: &str| {
        let driver = |name: &str| format!("[drivers.{name}]\nkind = \"growth\"\nprocess.white = {{}}\n");
        least(&format!("{}{}[innovations.correlation]\n{lines}\n", driver("a"), driver("b")))
    };
    assert_eq!(scenario(&text("a = { b = 0, trade = 0.1 }")).correlations.len(), 1, "0 is no correlation");
    assert_eq!(scenario(&text("a.b = 0.5\nb.a = 0.5")).correlations.len(), 1, "saying it twice is no harm");
    for (lines, message, underlined) in [
        ("a.b = 1.2", "out-of-range: a correlation lies between -1 and 1, not 1.2", "1.2"),
        ("a.b = -1", "out-of-range: a correlation lies between -1 and 1, not -1", "-1"),
        ("a.a = 1", "", ""),
        ("a.b = 0.5\nb.a = 0.4", "conflict: the correlation of `b` and `a` is given twice, and differently", "0.4"),
        ("a.c = 0.5", "unknown-name: no driver or flow is called `c`", "c"),
        (
            "a.b = \"0.1 to 0.4\"",
            "wrong-type: `b` is a correlation, a plain number, not the text \"0.1 to 0.4\"",
            "\"0.1 to 0.4\"",
        ),
        ("a = 0.5", "wrong-type: `a` is a table of its own, not the number 0.5", "0.5"),
    ] {
        if message.is_empty() {
            assert_eq!(diagnostics(&text(lines)).len(), 1);
        } else {
            says(&text(lines), &format!("{message} @ {underlined}"));
        }
    }
    let found = diagnostics(&text("a = { b = 0.9, trade = 0.9 }\nb.trade = -0.5"));
    assert_eq!((found.len(), found[0].code), (1, "not-positive-definite"), "{found:?}");
    let ambiguous = text("b.trade = 0.2").replace("[drivers.a]", "[drivers.trade]");
    let found = diagnostics(&ambiguous);
    assert_eq!((found.len(), found[0].code, found[0].labels.len()), (1, "bad-name", 3));
}
