//! A number that switches off what it stands in: a `peak` of 0, an elasticity of 0.

use super::{A_FEW, Finding, Lint, Subject, is};
use crate::deal::Deal;
use crate::diagnostic::code;
use crate::{Diagnostic, Quantity};

pub(super) const LINT: Lint = Lint { name: "nothing", code: code::NO_EFFECT, alone: A_FEW, find };

/// An address, and why what stands there changes nothing.
type Idle = (String, String);

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let idle = subject.scenario.deals.iter().flat_map(of_deal);
    let idle =
        idle.chain(of_flows(subject)).chain(of_shocks(subject)).chain(of_money(subject)).chain(of_regimes(subject));
    idle.filter_map(|(address, message)| finding(subject, address, &message)).collect()
}

fn finding(subject: &Subject<'_>, about: String, message: &str) -> Option<Finding> {
    let span = subject.at(&subject.value_of(&about));
    // Whoever switches something off for once means it.
    if subject.is_an_override(&span) {
        return None;
    }
    let diagnostic = Diagnostic::warning(code::NO_EFFECT, message).at(&span, "");
    let help = "leave it out, or say why it stays: `allow = { no-effect = \"switched on by a variant\" }`";
    Some(Finding { about, diagnostic: diagnostic.help(help), together: "numbers switch off what they stand in" })
}

/// Whether a number of its own, not a default or an input's, is fixed at this.
fn is_written(quantity: &Quantity, x: f64) -> bool {
    quantity.written && !quantity.is_shared() && is(quantity, x)
}

fn of_deal(deal: &Deal) -> Vec<Idle> {
    let name = &deal.name;
    if is_written(&deal.go, 0.0) {
        return vec![(deal.go.address.clone(), format!("`{name}` never goes ahead: `go` is 0"))];
    }
    let mut idle: Vec<Idle> = Vec::new();
    let total = deal.contract.as_ref().map(|contract| ("total", &contract.total));
    let boost = deal.boost.as_ref().map(|boost| ("boost", &boost.size));
    let adds = deal.peak.iter().map(|peak| ("peak", peak)).chain(total).chain(boost);
    let shares = [("trade_share", &deal.trade_share), ("additional", &deal.additional)];
    for (key, quantity) in adds.chain(shares).filter(|(_, quantity)| is_written(quantity, 0.0)) {
        let what = if shares.iter().any(|(share, _)| *share == key) { "of its amount, " } else { "" };
        idle.push((quantity.address.clone(), format!("`{name}` adds nothing: {what}`{key}` is 0")));
    }
    idle.extend(of_elasticities(name, "elasticity", &deal.elasticity));
    idle.extend(of_elasticities(name, "cancel_elasticity", &deal.cancel_elasticity));
    if is(&deal.cancel, 0.0) && idle.is_empty() {
        let follows = deal.cancel_elasticity.iter().map(|(_, elasticity)| &elasticity.address);
        idle.extend(follows.map(|address| {
            (address.clone(), format!("`cancel_elasticity` of `{name}` changes nothing: `cancel` is 0"))
        }));
    }
    idle
}

fn of_elasticities(name: &str, key: &str, elasticities: &[(usize, Quantity)]) -> Vec<Idle> {
    let idle = elasticities.iter().filter(|(_, elasticity)| is_written(elasticity, 0.0));
    idle.map(|(_, elasticity)| (elasticity.address.clone(), format!("`{name}` does not follow it: this `{key}` is 0")))
        .collect()
}

fn of_flows(subject: &Subject<'_>) -> Vec<Idle> {
    let flows = subject.scenario.flows.iter();
    flows.flat_map(|flow| of_elasticities(&flow.name, "elasticity", &flow.elasticity)).collect()
}

/// A half-life of what is permanent altogether.
fn of_shocks(subject: &Subject<'_>) -> Vec<Idle> {
    let lasting = subject.scenario.shocks.iter().filter(|shock| is(&shock.permanent, 1.0) && shock.half_life.written);
    let message =
        |name: &str| format!("the half-life of `{name}` changes nothing: all of a strike stays, `permanent` is 1");
    // Of an input, the place is where the shock names it.
    lasting.map(|shock| (format!("shocks.{}.half_life", shock.name), message(&shock.name))).collect()
}

/// Prices of deals that have no amount.
fn of_money(subject: &Subject<'_>) -> Option<Idle> {
    let scenario = subject.scenario;
    let is_idle = scenario.prices.is_some() && !scenario.deals.iter().any(Deal::delivers);
    is_idle.then(|| {
        let message = "`prices` changes nothing: no deal has an amount, `peak` or `total`, to rise with them";
        ("money.prices".to_owned(), message.to_owned())
    })
}

/// Regimes that are all alike.
fn of_regimes(subject: &Subject<'_>) -> Option<Idle> {
    let scenario = subject.scenario;
    let regimes = scenario.regimes.as_ref()?;
    let strays = scenario.flows.iter().any(|flow| !is(&flow.volatility, 0.0));
    let strikes = scenario.shocks.iter().any(|shock| !is(&shock.rate, 0.0) && !is(&shock.size, 0.0));
    let ends = scenario.deals.iter().any(|deal| !is(&deal.cancel, 0.0));
    let works = regimes.states.iter().any(|state| {
        !is(&state.drift, 0.0)
            || strays && !is(&state.volatility, 1.0)
            || strikes && !is(&state.shock_rate, 1.0)
            || ends && !is(&state.cancel, 1.0)
    });
    let message = "the regimes change nothing: none has a `drift`, and what they multiply, `volatility`, `rate` or \
                   `cancel`, is 0 or not there";
    (!works).then(|| ("regimes".to_owned(), message.to_owned()))
}
