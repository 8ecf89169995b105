//! Nothing in Altai is particular to the flagship: another pair, another size, the same rules for evidence.

use std::collections::{BTreeMap, BTreeSet};

use altai_scenarios::{KAZAKHSTAN_MONGOLIA_EVIDENCE, KAZAKHSTAN_UZBEKISTAN_EVIDENCE};
use altai_tests::evidence::{cited, ids, is_id, rows};
use altai_tests::{PATHS, at_date, package, played, scenario, shipped, spread};

const DOCUMENT: &str = include_str!("../../docs/kazakhstan-uzbekistan.md");

#[test]
fn every_quantity_has_a_source_in_the_evidence_or_is_called_a_judgement() {
    let (evidence, scenario) = (ids(KAZAKHSTAN_UZBEKISTAN_EVIDENCE), scenario(shipped("kazakhstan-uzbekistan"), &[]));
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
    let (evidence, text) = (ids(KAZAKHSTAN_UZBEKISTAN_EVIDENCE), shipped("kazakhstan-uzbekistan"));
    let argued = cited(DOCUMENT);
    let cited: BTreeSet<&str> = text.split(['"', ';', ' ']).filter(|word| is_id(word)).collect();
    let unknown: Vec<_> = argued.difference(&evidence).collect();
    assert!(unknown.is_empty(), "the document cites {unknown:?}, which the evidence does not have");
    let idle: Vec<_> = evidence.iter().filter(|id| !argued.contains(*id) && !cited.contains(id.as_str())).collect();
    assert!(idle.is_empty(), "nothing cites {idle:?}");
}

#[test]
fn without_deals_growth_spreads_as_that_of_pairs_of_this_size() {
    // Rows `spread-1y`, `spread-5y` and `spread-10y`: pairs of 2 to 10 billion.
    let scenario = scenario(shipped("kazakhstan-uzbekistan"), &[]);
    let summary = played(&scenario, PATHS);
    let none = package(&scenario, "none");
    for (years, record) in [(1, 0.184), (5, 0.416), (10, 0.516)] {
        let spread = spread(&summary, none, years - 1);
        // At five years, the pledge's horizon, as near as can be.
        let room = if years == 5 { 0.05 } else { 0.10 };
        assert!((spread / record - 1.0).abs() <= room, "{years}: {spread:.3} is not within {room} of {record}");
    }
    // Sober: between pairs of this size in a slower world and pairs as they were (`pairs-slower-world-5y`, `pairs-end-5y`).
    let odds = at_date(&summary, none, 4);
    assert!((0.087..0.207).contains(&odds), "{odds}");
}

#[test]
fn the_document_says_when_the_pledge_is_met() {
    let scenario = scenario(shipped("kazakhstan-uzbekistan"), &[]);
    let summary = played(&scenario, 1_000_000);
    let all = package(&scenario, "all");
    let [in_time, by_the_end] = [4, 9].map(|year| summary.reached(0, all, year) as f64 / 1e4);
    let [met, late, never] = [in_time, by_the_end - in_time, 100.0 - by_the_end].map(f64::round);
    let told = format!("{met} in 100 futures meet it in time, {late} from 2031 to 2035, and {never} not by 2035");
    assert!(DOCUMENT.contains(&told), "{told}");
}

#[test]
fn a_source_has_the_same_name_in_the_evidence_of_both_pairs() {
    let mut addresses: BTreeMap<String, String> = BTreeMap::new();
    for evidence in [KAZAKHSTAN_MONGOLIA_EVIDENCE, KAZAKHSTAN_UZBEKISTAN_EVIDENCE] {
        for row in rows(evidence) {
            let [sources, at] =
                [5, 7].map(|column: usize| row[column].split("; ").map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(sources.len(), at.len(), "{}", &row[0]);
            for (source, at) in sources.into_iter().zip(at) {
                let first = addresses.entry(source.clone()).or_insert_with(|| at.clone());
                assert_eq!(*first, at, "{source} names two sources");
            }
        }
    }
    assert!(addresses.len() > 100);
}
