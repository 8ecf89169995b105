//! Shocks, in words.

use altai_analysis::words::listed;

use super::terms::Terms;
use super::{Passage, Subject};

pub(super) fn passages(subject: Subject<'_>) -> Vec<Passage> {
    let Subject { scenario, outline } = subject;
    let passage = |shock: &altai_model::shock::Shock| {
        let address = format!("shocks.{}", shock.name);
        let mut terms = Terms::new(outline, &address);
        let mut passage = Passage::new(&address);
        let regime = if scenario.regimes.is_some() { ", times the regime's factor" } else { "" };
        passage.say(format!(
            "Strikes {} times a year on average{regime}. Each strike has a size of its own: {} log points.",
            terms.on_average(&shock.rate),
            terms.about(&shock.size)
        ));
        let permanent = shock.permanent.known();
        if permanent != Some(0.0) {
            passage.say(format!("A share {} of it stays for good.", terms.about(&shock.permanent)));
        }
        if permanent != Some(1.0) {
            let what = if permanent == Some(0.0) { "Half of it" } else { "Half of the rest" };
            passage.say(format!("{what} has faded after {}.", terms.years(&shock.half_life)));
        }
        let flows: Vec<&str> = shock.flows.iter().map(|&flow| scenario.flows[flow].name.as_str()).collect();
        passage.say(format!("It hits {}.", listed(&flows)));
        passage.with(terms)
    };
    scenario.shocks.iter().map(passage).collect()
}
