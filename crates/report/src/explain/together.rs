//! What is shared: inputs, correlations, political will, synergies, packages.

use altai_analysis::stated::stated;
use altai_analysis::words::listed;
use altai_model::scenario::{Innovation, Law};

use super::quantity::users_of_input;
use super::terms::{Terms, number};
use super::{Passage, Subject};

pub(super) fn inputs(subject: Subject<'_>) -> Vec<Passage> {
    let passage = |input: &altai_model::Quantity| {
        let mut passage = Passage::new(&input.address);
        let users = users_of_input(subject, &input.address);
        passage.say(format!("{}: one draw a path, used by {}.", stated(input, subject.outline), listed(&users)));
        passage
    };
    subject.scenario.inputs.iter().map(passage).collect()
}

pub(super) fn innovations(subject: Subject<'_>) -> Vec<Passage> {
    let scenario = subject.scenario;
    let name = |innovation: Innovation| match innovation {
        Innovation::Driver(driver) => scenario.drivers[driver].name.as_str(),
        Innovation::Flow(flow) => scenario.flows[flow].name.as_str(),
    };
    let mut passage = Passage::new("innovations");
    if let Law::Mixture { share, scale } = scenario.law {
        passage.say(format!(
            "Chance is a standard normal, but in a share {} of years, the same for all, it goes {} times as far as in others.",
            number(share),
            number(scale)
        ));
    }
    if !scenario.correlations.is_empty() {
        passage.say("The chance of a year is correlated:");
    }
    for correlation in &scenario.correlations {
        let pair = format!("{} with {}", name(correlation.first), name(correlation.second));
        passage.formulas.push(format!("{pair}: {}", number(correlation.value)));
    }
    if passage.sentences.is_empty() { Vec::new() } else { vec![passage] }
}

pub(super) fn political_will(subject: Subject<'_>) -> Vec<Passage> {
    let Subject { scenario, outline } = subject;
    let will = &scenario.political_will;
    let mut terms = Terms::new(outline, "political_will");
    let mut passage = Passage::new("political_will");
    if will.go.known() != Some(0.0) {
        passage.say(format!("Deals go ahead together: any two with a correlation of {}.", terms.about(&will.go)));
    }
    if will.delay.known() != Some(0.0) {
        passage.say(format!(
            "Where will is strong, delays are short: any two are correlated by {}.",
            terms.about(&will.delay)
        ));
    }
    if passage.sentences.is_empty() { Vec::new() } else { vec![passage.with(terms)] }
}

pub(super) fn synergies(subject: Subject<'_>) -> Vec<Passage> {
    let Subject { scenario, outline } = subject;
    let passage = |(index, synergy): (usize, &altai_model::synergy::Synergy)| {
        let address = format!("synergies.{}", index + 1);
        let mut terms = Terms::new(outline, &address);
        let mut passage = Passage::new(&address);
        let deals: Vec<&str> = synergy.deals.iter().map(|&deal| scenario.deals[deal].name.as_str()).collect();
        let multiplier = terms.about(&synergy.multiplier);
        passage.say(format!("While {} are all active, each delivers {multiplier} times as much.", listed(&deals)));
        passage.with(terms)
    };
    scenario.synergies.iter().enumerate().map(passage).collect()
}

pub(super) fn correlation(subject: Subject<'_>) -> Vec<Passage> {
    if subject.scenario.joint.is_empty() {
        return Vec::new();
    }
    let mut passage = Passage::new("correlation");
    passage.say("What is drawn once a path is correlated, in normal scores:");
    for joint in &subject.scenario.joint {
        let [one, other] = &joint.addresses;
        passage.formulas.push(format!("{one} with {other}: {}", number(joint.value)));
    }
    vec![passage]
}

pub(super) fn packages(subject: Subject<'_>) -> Vec<Passage> {
    let scenario = subject.scenario;
    let mut passage = Passage::new("packages");
    passage.say("Compared on the same draws; differences are taken against the first.");
    for package in &scenario.packages {
        let deals: Vec<&str> = package.deals.iter().map(|&deal| scenario.deals[deal].name.as_str()).collect();
        let required: Vec<&str> =
            package.required(&scenario.deals).into_iter().map(|deal| scenario.deals[deal].name.as_str()).collect();
        let words = match (deals.is_empty(), required.is_empty()) {
            (true, _) => "no deal".to_owned(),
            (_, true) => listed(&deals),
            (_, false) => format!("{}, with {}, which it requires", package.name, listed(&required)),
        };
        passage.numbers.push((package.name.clone(), words));
    }
    vec![passage]
}
