//! Nothing in Altai is particular to the flagship: another pair, another size, the same rules for evidence.

use std::collections::BTreeSet;

use altai_scenarios::KAZAKHSTAN_UZBEKISTAN_EVIDENCE;
use altai_tests::{PATHS, at_date, package, played, scenario, shipped};

const DOCUMENT: &str = include_str!("../../docs/kazakhstan-uzbekistan.md");

/// The ids of the evidence: the first column.
fn evidence() -> BTreeSet<&'static str> {
    let rows = KAZAKHSTAN_UZBEKISTAN_EVIDENCE.lines().skip(1);
    rows.map(|row| row.split(',').next().unwrap_or_default()).collect()
}

#[test]
fn every_quantity_has_a_source_in_the_evidence_or_is_called_a_judgement() {
    let (evidence, scenario) = (evidence(), scenario(shipped("kazakhstan-uzbekistan"), &[]));
    for quantity in scenario.quantities() {
        let about = &quantity.provenance;
        let judged = about.note.as_ref().is_some_and(|note| note.contains("judgement"));
        assert!(about.source.is_some() || judged, "{} has neither source nor judgement", quantity.address);
        assert!(about.quality.is_some() || quantity.address.ends_with("signed"), "{}", quantity.address);
        for source in about.source.iter().flat_map(|source| source.split("; ")) {
            assert!(evidence.contains(source), "{} cites {source}, which the evidence does not have", quantity.address);
        }
    }
}

#[test]
fn every_row_of_the_evidence_is_cited_and_every_row_that_the_document_cites_is_there() {
    let (evidence, text) = (evidence(), shipped("kazakhstan-uzbekistan"));
    // Ids in the text that argues for the numbers: words with hyphens in `code`.
    let is_id = |code: &&str| {
        code.contains('-') && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    let argued: BTreeSet<&str> = DOCUMENT.split('`').skip(1).step_by(2).filter(is_id).collect();
    let cited: BTreeSet<&str> = text.split(['"', ';', ' ']).filter(is_id).collect();
    let unknown: Vec<_> = argued.difference(&evidence).collect();
    assert!(unknown.is_empty(), "the document cites {unknown:?}, which the evidence does not have");
    let idle: Vec<_> = evidence.iter().filter(|id| !argued.contains(*id) && !cited.contains(*id)).collect();
    assert!(idle.is_empty(), "nothing cites {idle:?}");
}

#[test]
fn without_deals_growth_spreads_as_that_of_pairs_of_this_size() {
    // Rows `spread-1y`, `spread-5y` and `spread-10y`: pairs of 2 to 10 billion.
    let scenario = scenario(shipped("kazakhstan-uzbekistan"), &[]);
    let summary = played(&scenario, PATHS);
    let none = package(&scenario, "none");
    for (years, record) in [(1, 0.184), (5, 0.416), (10, 0.516)] {
        let [low, high] = [0.25, 0.75].map(|p| altai_math::ln(summary.histogram(none, years - 1).quantile(p)));
        let spread = (high - low) / 1.349;
        assert!((spread / record - 1.0).abs() <= 0.15, "{years}: {spread:.3} is not within 15 % of {record}");
    }
    // Sober: between pairs of this size in a slower world and pairs as they were (`pairs-slower-world-5y`, `pairs-end-5y`).
    let odds = at_date(&summary, none, 4);
    assert!((0.088..0.207).contains(&odds), "{odds}");
}
