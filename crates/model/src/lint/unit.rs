//! An amount that looks like dollars, thousands or billions where USD million are meant.

use super::{A_FEW, Finding, Lint, Subject, about, median, quantile};
use crate::diagnostic::code;
use crate::scenario::Flow;
use crate::{Diagnostic, Quantity};

pub(super) const LINT: Lint = Lint { name: "unit", code: code::UNIT, alone: A_FEW, find };

/// USD million a year: two trillion dollars, of which no two countries have traded half.
const MOST_OF_ANY_PAIR: f64 = 2e6;

/// What adds or costs so many times all trade, and that many times the target as well, is given in thousands or dollars. A
/// large project beside next to no trade meets the first only.
const MOST_OF_TRADE: f64 = 20.0;
const MOST_OF_TARGET: f64 = 10.0;

/// So many times as much again may be spent once: a railway of billions, for trade of a hundred million.
const ONCE: f64 = 10.0;

/// A target of so many times all trade has another unit; the boldest pledge known asks for five times.
const MOST_OF_A_TARGET: f64 = 1000.0;

/// USD million a year: hardly a government has pledged less, and in billions nearly every pledge is less.
const LEAST_OF_A_TARGET: f64 = 20.0;

/// A deal of less than a million dollars a year and less than this share of trade is given in thousand millions.
const LEAST_OF_TRADE: f64 = 0.001;

/// So many digits stand between two separators of thousands.
const THOUSANDS: usize = 3;

const HELP: &str = "amounts are in USD million: forty million is 40, not 40000000, 40000 or 0.04";

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    let base = subject.base();
    let target = scenario.targets.iter().map(|target| median(&target.turnover)).fold(0.0, f64::max);
    let mut found = Vec::new();
    for flow in &scenario.flows {
        found.extend(of_any_pair(subject, &flow.base, median(&flow.base)));
        let potential = flow.potential.as_ref();
        found.extend(potential.and_then(|potential| of_any_pair(subject, potential, median(potential))));
    }
    for target in &scenario.targets {
        let amount = median(&target.turnover);
        let times = amount / base;
        found.extend(of_any_pair(subject, &target.turnover, amount).or_else(|| {
            let message = format!("the target is {} times all trade in the base year", about(times.round()));
            let label = in_the_base_year(base);
            (times > MOST_OF_A_TARGET).then(|| finding(subject, &target.turnover, message, label))
        }));
    }
    for deal in &scenario.deals {
        let yearly = deal.peak.as_ref().map(|peak| (peak, median(peak)));
        let contract = deal.contract.as_ref().map(|it| (&it.total, median(&it.total) / median(&it.over)));
        for (quantity, amount) in yearly.into_iter().chain(contract) {
            found.extend(
                of_any_pair(subject, quantity, amount).or_else(|| of_deal(subject, quantity, amount, base, target)),
            );
        }
        if let Some(cost) = &deal.cost {
            let amount = median(cost);
            found.extend(
                of_any_pair(subject, cost, amount).or_else(|| beyond(subject, cost, amount, base, target, ONCE)),
            );
        }
    }
    found.extend(billions(subject, base, target));
    found.extend(thousands(subject, target));
    // An input that several use is told once.
    let mut told: Vec<String> = Vec::new();
    found.retain(|finding| {
        let is_new = !told.contains(&finding.about);
        told.push(finding.about.clone());
        is_new
    });
    found
}

/// A target and trade that make a pledge like any other once they are taken for billions.
fn billions(subject: &Subject<'_>, base: f64, target: f64) -> Option<Finding> {
    if base >= LEAST_OF_A_TARGET || target >= LEAST_OF_A_TARGET || target <= base {
        return None;
    }
    let first = &subject.scenario.targets.first()?.turnover;
    let message = format!("the target is {}, and trade is {}", usd(median(first)), usd(base));
    let label = format!("if these are billions, write {}", about(median(first) * 1e3));
    Some(finding(subject, first, message, label))
}

/// Flows written with a point where thousands are parted: `2.850`, beside a target that a thousand times as much would
/// not exceed. Where others have as many decimals, that is how precise the figures are.
fn thousands(subject: &Subject<'_>, target: f64) -> Vec<Finding> {
    let flows = &subject.scenario.flows;
    let (slips, others): (Vec<&Flow>, Vec<&Flow>) =
        flows.iter().partition(|flow| flow.base.known().is_some_and(|base| base * 1e3 <= target));
    let is_parted = |flow: &&Flow| {
        let line = subject.lines.get(subject.value_of(&flow.base.address).as_str());
        line.is_some_and(|line| is_parted(&line.written))
    };
    if others.iter().any(is_parted) {
        return Vec::new();
    }
    let finding = |flow: &Flow| {
        let base = median(&flow.base);
        let message = format!("`{}` is {}, beside a target of {}", flow.base.address, usd(base), usd(target));
        let label = format!("if the point parts thousands, write {}", about((base * 1e3).round()));
        let mut finding = finding(subject, &flow.base, message, label);
        finding.diagnostic.help = vec!["a point stands before decimals: two thousand is 2000 or 2_000".into()];
        finding
    };
    slips.into_iter().filter(is_parted).map(finding).collect()
}

/// Whether a number may be thousands with a point in between: one to three digits, not 0, a point, and three more.
fn is_parted(written: &str) -> bool {
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    written.split_once('.').is_some_and(|(before, after)| {
        let is_grouped = (1..=THOUSANDS).contains(&before.len()) && after.len() == THOUSANDS;
        is_grouped && are_digits(before) && are_digits(after) && !before.starts_with('0')
    })
}

/// What is larger than trade between any two countries.
fn of_any_pair(subject: &Subject<'_>, quantity: &Quantity, yearly: f64) -> Option<Finding> {
    let message = || format!("`{}` comes to {}: no two countries trade as much", quantity.address, usd(yearly));
    (yearly.abs() > MOST_OF_ANY_PAIR).then(|| finding(subject, quantity, message(), mend(yearly)))
}

/// What one would write if these are dollars.
fn mend(dollars: f64) -> String {
    let millions = dollars / 1e6;
    if millions.abs() < 1.0 { String::new() } else { format!("if these are dollars, write {}", about(millions)) }
}

/// An amount in USD million as one says it: `USD 500 trillion`.
fn usd(millions: f64) -> String {
    let (unit, name) = match millions.abs() {
        large if large >= 1e6 => (1e6, "trillion"),
        large if large >= 1e3 => (1e3, "billion"),
        middling if middling >= 1.0 => (1.0, "million"),
        _ => (1e-3, "thousand"),
    };
    format!("USD {} {name}", about(millions / unit))
}

fn of_deal(subject: &Subject<'_>, quantity: &Quantity, yearly: f64, base: f64, target: f64) -> Option<Finding> {
    let high = yearly.abs() * high_over_middle(quantity);
    if high > 0.0 && high < LEAST_OF_TRADE * base && high < 1.0 {
        let address = &quantity.address;
        let message = format!("`{address}` comes to {} a year, less than a thousandth of trade", usd(yearly));
        return Some(finding(subject, quantity, message, in_the_base_year(base)));
    }
    beyond(subject, quantity, yearly, base, target, 1.0)
}

/// What is many times all trade and many times the target, and that many `times` over.
fn beyond(
    subject: &Subject<'_>,
    quantity: &Quantity,
    amount: f64,
    base: f64,
    target: f64,
    times: f64,
) -> Option<Finding> {
    let size = amount.abs() / times;
    let message = || {
        let of_trade = about((amount / base).round());
        format!("`{}` comes to {of_trade} times all trade in the base year", quantity.address)
    };
    (size > MOST_OF_TRADE * base && size > MOST_OF_TARGET * target)
        .then(|| finding(subject, quantity, message(), in_the_base_year(base)))
}

fn in_the_base_year(trade: f64) -> String {
    format!("trade in the base year: {}", about(trade))
}

/// How many times its middle a quantity may come to.
fn high_over_middle(quantity: &Quantity) -> f64 {
    (quantile(quantity, 0.95) / median(quantity)).abs()
}

fn finding(subject: &Subject<'_>, quantity: &Quantity, message: String, label: String) -> Finding {
    let diagnostic = Diagnostic::warning(code::UNIT, message).at(&subject.at(&quantity.address), label).help(HELP);
    Finding { about: quantity.address.clone(), diagnostic, together: "amounts look as if they were not in USD million" }
}
