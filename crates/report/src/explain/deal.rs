//! Deals, in words.

use altai_analysis::words::listed;
use altai_model::deal::{Deal, Timing};

use super::terms::{Terms, number, sum};
use super::{Passage, Subject};

pub(super) fn passages(subject: Subject<'_>) -> Vec<Passage> {
    (0..subject.scenario.deals.len()).map(|deal| passage(subject, deal)).collect()
}

fn passage(subject: Subject<'_>, index: usize) -> Passage {
    let Subject { scenario, outline } = subject;
    let deal = &scenario.deals[index];
    let address = format!("deals.{}", deal.name);
    let mut terms = Terms::new(outline, &address);
    let mut passage = Passage::new(&address).titled(deal.title.as_ref());
    passage.say(going_ahead(subject, deal, &mut terms));
    passage.say(start(deal, &mut terms));
    ending(subject, deal, &mut terms, &mut passage);
    amounts(subject, deal, &mut terms, &mut passage);
    boost(subject, deal, &mut terms, &mut passage);
    company(subject, index, &mut terms, &mut passage);
    passage.with(terms)
}

fn going_ahead(subject: Subject<'_>, deal: &Deal, terms: &mut Terms<'_>) -> String {
    let scenario = subject.scenario;
    let given: Vec<&str> = deal.requires.iter().map(|&required| scenario.deals[required].name.as_str()).collect();
    let given = if given.is_empty() { String::new() } else { format!(", given that {} does", listed(&given)) };
    let is_bound = !deal.requires.is_empty() && scenario.political_will.go.known() != Some(0.0);
    let more = if is_bound { "; political will, which they share, makes it likelier where they do" } else { "" };
    match deal.go.known() {
        Some(1.0) => format!("It goes ahead{given}."),
        _ => format!("It goes ahead with probability {}{given}{more}.", terms.on_average(&deal.go)),
    }
}

fn start(deal: &Deal, terms: &mut Terms<'_>) -> String {
    match &deal.timing {
        Timing::Start(start) => format!("Start: {}.", terms.day(start)),
        Timing::Signed { signed, delay } => {
            let day = terms.day(signed);
            match (signed.known(), delay.known()) {
                (_, Some(0.0)) => format!("Signed {day}, it starts at once."),
                (Some(_), _) => format!("Signed {day}, it starts {} after.", terms.years(delay)),
                (None, _) => format!("Signature: {day}; it starts {} after.", terms.years(delay)),
            }
        }
    }
}

fn ending(subject: Subject<'_>, deal: &Deal, terms: &mut Terms<'_>, passage: &mut Passage) {
    if let Some(life) = &deal.life {
        passage.say(format!("It lives for {}.", terms.years(life)));
    }
    if deal.cancel.known() == Some(0.0) {
        return;
    }
    let drivers = elasticities(subject, &deal.cancel_elasticity, terms);
    let regime = subject.scenario.regimes.as_ref().map(|_| " × the regime's factor").unwrap_or_default();
    let drivers = if drivers.is_empty() { String::new() } else { format!(" × exp({})", sum(drivers)) };
    passage.say(format!(
        "While it lasts, it is cancelled at a rate of {}{regime}{drivers} a year.",
        terms.about(&deal.cancel)
    ));
}

fn amounts(subject: Subject<'_>, deal: &Deal, terms: &mut Terms<'_>, passage: &mut Passage) {
    if !deal.delivers() {
        return;
    }
    let mut factors = Vec::new();
    let noise = terms.times(&deal.noise, "luck of the year");
    let exponent: Vec<String> = with_prices(subject, &deal.elasticity, terms).into_iter().chain(noise).collect();
    if !exponent.is_empty() {
        factors.push(format!("exp({})", sum(exponent)));
    }
    for share in [&deal.trade_share, &deal.additional] {
        if share.known() != Some(1.0) {
            factors.push(terms.term(share));
        }
    }
    let times = factors.iter().fold(String::new(), |times, factor| times + " × " + factor);
    if let Some(peak) = &deal.peak {
        let peak = terms.term(peak);
        passage.formulas.push(format!("amount = {peak}{}{times}, in USD million a year", scale(deal, terms)));
    }
    if let Some(contract) = &deal.contract {
        let (total, over) = (terms.term(&contract.total), terms.term(&contract.over));
        let years = terms.years_term(&contract.over);
        passage
            .formulas
            .push(format!("amount = {total} / {over}{times}, in USD million a year, for {years} from its start"));
    }
}

fn boost(subject: Subject<'_>, deal: &Deal, terms: &mut Terms<'_>, passage: &mut Passage) {
    let Some(boost) = &deal.boost else { return };
    let flows: Vec<&str> = boost.flows.iter().map(|&flow| subject.scenario.flows[flow].name.as_str()).collect();
    let (size, scale) = (terms.term(&boost.size), scale(deal, terms));
    passage.formulas.push(format!("{} × exp({size}{scale})", listed(&flows)));
}

/// ` × scale (linear over 3 years)`; nothing for a step.
fn scale(deal: &Deal, terms: &mut Terms<'_>) -> String {
    match &deal.ramp_years {
        None => String::new(),
        Some(years) => format!(" × scale ({} over {})", deal.ramp.name, terms.years_term(years)),
    }
}

fn elasticities(
    subject: Subject<'_>,
    elasticities: &[(usize, altai_model::Quantity)],
    terms: &mut Terms<'_>,
) -> Vec<String> {
    let term = |(driver, elasticity): &(usize, altai_model::Quantity)| {
        terms.times(elasticity, &format!("level of {}", subject.scenario.drivers[*driver].name))
    };
    elasticities.iter().filter_map(term).collect()
}

/// The same of what follows prices too, as the amounts of all deals do.
fn with_prices(
    subject: Subject<'_>,
    elasticities: &[(usize, altai_model::Quantity)],
    terms: &mut Terms<'_>,
) -> Vec<String> {
    let Some(prices) = subject.scenario.prices else { return self::elasticities(subject, elasticities, terms) };
    let level = format!("level of {}", subject.scenario.drivers[prices].name);
    let (of_prices, others): (Vec<_>, Vec<_>) = elasticities
        .iter()
        .cloned()
        .partition(|(driver, elasticity)| *driver == prices && elasticity.known() != Some(0.0));
    let together = match of_prices.first().map(|(_, elasticity)| (elasticity, elasticity.known())) {
        None => Some(level),
        Some((_, Some(known))) => Some(known + 1.0)
            .filter(|all| *all != 0.0)
            .map(|all| if all == 1.0 { level.clone() } else { format!("{} × {level}", number(all)) }),
        Some((elasticity, None)) => Some(format!("({} + 1) × {level}", terms.term(elasticity))),
    };
    self::elasticities(subject, &others, terms).into_iter().chain(together).collect()
}

/// What it shares with other deals.
fn company(subject: Subject<'_>, index: usize, terms: &mut Terms<'_>, passage: &mut Passage) {
    let scenario = subject.scenario;
    let deal = &scenario.deals[index];
    let waiting: Vec<&str> = scenario
        .deals
        .iter()
        .filter(|other| other.requires.contains(&index))
        .map(|other| other.name.as_str())
        .collect();
    if !waiting.is_empty() {
        passage.say(format!("Required by {}.", listed(&waiting)));
    }
    for synergy in scenario.synergies.iter().filter(|synergy| synergy.deals.contains(&index)) {
        let others = synergy.deals.iter().filter(|&&other| other != index);
        let others: Vec<&str> = others.map(|&other| scenario.deals[other].name.as_str()).collect();
        let multiplier = terms.about(&synergy.multiplier);
        passage.say(format!("Beside {} it delivers {multiplier} times as much.", listed(&others)));
    }
    if let Some(sector) = &deal.sector {
        let others = scenario.deals.iter().filter(|other| other.name != deal.name);
        let others = others.filter(|other| other.sector.as_ref() == Some(sector));
        let others: Vec<&str> = others.map(|other| other.name.as_str()).collect();
        let beside = if others.is_empty() { String::new() } else { format!(", with {}", listed(&others)) };
        passage.say(format!("Sector: {sector}{beside}."));
    }
    if let Some(cost) = &deal.cost {
        passage.say(format!("If it goes ahead, it costs {} of public money, no part of turnover.", terms.money(cost)));
    }
}
