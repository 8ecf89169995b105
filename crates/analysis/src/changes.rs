//! What differs between two scenarios, address by address.

use std::collections::BTreeMap;

use altai_model::outline::Holds;
use altai_model::{Outline, Scenario};

use crate::stated::{BESIDE, stated_at};

/// What stands at an address in one scenario and in the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The address.
    pub address: String,
    /// In the first; `None` where it is added.
    pub before: Option<String>,
    /// In the second; `None` where it is removed.
    pub after: Option<String>,
}

/// Every difference, in the order of the first; what is added comes after what stands before it in the second.
///
/// A quantity is one thing, however it is written; its source, its note and the like are others.
pub fn changes(first: (&Scenario, &Outline), second: (&Scenario, &Outline)) -> Vec<Change> {
    let [before, after] = [first, second].map(|(scenario, outline)| things(scenario, outline));
    let [in_first, in_second] =
        [&before, &after].map(|things| things.iter().cloned().collect::<BTreeMap<String, String>>());
    let mut order: Vec<&str> = before.iter().map(|(address, _)| address.as_str()).collect();
    let mut place = 0;
    for (address, _) in &after {
        if let Some(known) = order.iter().position(|known| known == address) {
            place = known + 1;
        } else {
            order.insert(place, address);
            place += 1;
        }
    }
    let change = |address: &str| Change {
        address: address.to_owned(),
        before: in_first.get(address).cloned(),
        after: in_second.get(address).cloned(),
    };
    order.into_iter().map(change).filter(|change| change.before != change.after).collect()
}

/// Every address with what stands there.
fn things(scenario: &Scenario, outline: &Outline) -> Vec<(String, String)> {
    let mut things = Vec::new();
    let mut quantity: Option<&str> = None;
    for line in outline.lines() {
        let inside = quantity.and_then(|quantity| line.address.strip_prefix(quantity)?.strip_prefix('.'));
        match inside {
            Some(key) if BESIDE.contains(&key) => {}
            Some(_) => continue,
            None => {
                let found = scenario.quantities().find(|quantity| quantity.address == line.address);
                quantity = found.map(|found| found.address.as_str());
                if let (Some(_), Some(value)) = (found, stated_at(&line.address, outline)) {
                    things.push((line.address.clone(), value));
                    continue;
                }
            }
        }
        if line.holds == Holds::Value {
            things.push((line.address.clone(), line.written.clone()));
        }
    }
    things
}

#[cfg(test)]
mod tests {
    use altai_model::{NoFiles, Reading, SourceText, read};

    use super::*;

    fn reading(flow: &str) -> Reading {
        let text =
            format!("[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 9\n[flows.trade]\n{flow}");
        read(SourceText { name: "it.toml".into(), text }, &[], &NoFiles)
    }

    fn told(first: &str, second: &str) -> Vec<String> {
        let [first, second] = [first, second].map(reading);
        let pair = |reading: &Reading| reading.scenario.clone().expect("it is well");
        let changes = changes((&pair(&first), &first.outline), (&pair(&second), &second.outline));
        let words = |words: Option<String>| words.unwrap_or_else(|| "-".into());
        changes.into_iter().map(|c| format!("{} {} > {}", c.address, words(c.before), words(c.after))).collect()
    }

    #[test]
    fn a_quantity_is_one_thing_however_it_is_written() {
        assert_eq!(told("base = 160\n", "base = { value = 160 }\n"), Vec::<String>::new());
        assert_eq!(
            told("base = 160\n", "base.normal = { mean = 160, sd = 9 }\nbase.note = \"a guess\"\n"),
            ["flows.trade.base 160 > normal, mean 160, sd 9", "flows.trade.base.note - > \"a guess\""]
        );
    }

    #[test]
    fn what_is_added_stands_where_it_is_added() {
        assert_eq!(
            told("base = 160\nnoise = 0.1\n", "base = 150\ndrift = 0.02\nvolatility = 0.1\n"),
            [
                "flows.trade.base 160 > 150",
                "flows.trade.drift - > 0.02",
                "flows.trade.volatility - > 0.1",
                "flows.trade.noise 0.1 > -"
            ]
        );
    }
}
