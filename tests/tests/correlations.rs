//! What reads, plays: correlations that hold together by a hair are refused, whatever the order of the file.

use altai_model::{NoFiles, SourceText, read};
use altai_tests::played;

/// Three flows whose correlation matrix is short of singular by about `margin`.
fn text(order: [&str; 3], margin: f64) -> String {
    let flows = order.map(|name| format!("[flows.{name}]\nbase = 10\nvolatility = 0.1\n")).concat();
    let third = (1.0 - 0.95_f64 * 0.95 - margin).sqrt();
    format!(
        "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 40\n\
         [innovations.correlation]\na = {{ c = 0.95 }}\nc = {{ b = {third:?} }}\n{flows}"
    )
}

#[test]
fn correlations_that_are_read_can_be_played_in_any_order_of_the_file() {
    let (mut accepted, mut refused) = (0, 0);
    for order in [["a", "b", "c"], ["a", "c", "b"], ["b", "c", "a"], ["c", "b", "a"]] {
        for margin in [1e-3, 1e-6, 1e-8, 1e-9, 1e-10, 5e-13, 0.0, -1e-6] {
            let reading = read(SourceText { name: "hair.toml".into(), text: text(order, margin) }, &[], &NoFiles);
            if let Some(scenario) = reading.scenario {
                accepted += 1;
                assert!(played(&scenario, 1024).turnover(0, 4).is_some());
            } else {
                refused += 1;
                assert_eq!(reading.diagnostics[0].code, "not-positive-definite");
            }
        }
    }
    assert!(accepted >= 8 && refused >= 12, "{accepted} accepted, {refused} refused");
}
