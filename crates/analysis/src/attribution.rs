//! How much of what deals bring together is owed to each? Values of cooperative games, on the same draws.
//!
//! The game: v(S) is the odds of the target, or mean or median turnover, with the deals in S of which S holds all requirements. A
//! deal's value is what it adds when deals are switched on one after the other, on average over all admissible orders
//! (L. S. Shapley 1953, *A value for n-person games*). It is linear in what happens on a path (a median is, to first order), so
//! that every path has a contribution of its own, and their spread is the error of simulation.

mod contrast;
mod gain;
mod medians;
mod orders;
mod sentence;
mod tally;

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};

use altai_model::Scenario;
use altai_sim::{Plan, Streams};
use serde::Serialize;

pub use gain::Gain;
pub use orders::Orders;

use crate::cases::Cases;
use crate::estimate::PartlyKnown;
use crate::question::{Deal, Package, Target};
use contrast::Contrast;
use orders::{Order, Step};
use tally::Tally;

/// Up to so many deals all orders are counted; beyond, some are drawn.
pub const MOST_EXACT: usize = 12;

/// Beyond [`MOST_EXACT`] deals, about so many sets of deals are compared.
const SETS: usize = 4_096;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The target, by its place in the scenario.
    pub target: usize,
    /// The package whose deals share, by its place in the scenario.
    pub package: usize,
    /// What they are to be worth.
    pub gain: Gain,
    /// In which orders deals may be switched on.
    pub orders: Orders,
    /// Whether pairs of deals are asked for too.
    pub interactions: bool,
    /// How many paths.
    pub paths: u64,
    /// The seed of every draw.
    pub seed: u64,
}

/// A way to say what a deal is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Shapley's value: all orders.
    #[default]
    Shapley,
    /// Faigle and Kern's value: orders in which requirements come first.
    FaigleKern,
    /// Owen's value: orders that finish a sector before they go on.
    Owen,
    /// With what it requires, and no other deal, against no deal.
    Alone,
    /// All deals of the package, against all but it and what requires it.
    Last,
}

/// A value of a deal. Without a value where a path overflowed, without an error for a single path.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AttributionRow {
    /// The target's name.
    pub target: String,
    /// The package whose deals share.
    pub package: String,
    /// The target's calendar year.
    pub year: i32,
    /// The deal's name.
    pub deal: String,
    /// Which value.
    pub measure: Measure,
    /// In `unit`.
    pub value: Option<f64>,
    /// Of the value and its error.
    pub unit: &'static str,
    /// Of simulation, and of drawing orders where they are drawn.
    pub standard_error: Option<f64>,
    /// Lower end of the 95 % interval.
    pub lower_95: Option<f64>,
    /// Upper end of the 95 % interval.
    pub upper_95: Option<f64>,
}

/// What two deals are worth together beyond what each is worth: Grabisch and Roubens' interaction index.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct InteractionRow {
    /// The target's name.
    pub target: String,
    /// The package whose deals share.
    pub package: String,
    /// The target's calendar year.
    pub year: i32,
    /// One deal's name.
    pub deal: String,
    /// The other's.
    pub other: String,
    /// In `unit`: above 0 where they help each other, below where one does the other's work.
    pub value: Option<f64>,
    /// Of the value and its error.
    pub unit: &'static str,
    /// Of simulation.
    pub standard_error: Option<f64>,
    /// Lower end of the 95 % interval.
    pub lower_95: Option<f64>,
    /// Upper end of the 95 % interval.
    pub upper_95: Option<f64>,
}

/// What all deals of the package bring together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Total {
    /// With no deal.
    pub none: Option<f64>,
    /// With all of the package.
    pub all: Option<f64>,
    /// The difference: the sum of the shares.
    pub value: Option<f64>,
    /// Of simulation.
    pub standard_error: Option<f64>,
    /// Lower end of the 95 % interval.
    pub lower_95: Option<f64>,
    /// Upper end of the 95 % interval.
    pub upper_95: Option<f64>,
}

/// What each deal of a package is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attribution {
    /// The scenario's title.
    pub title: Option<String>,
    /// The answer in a sentence.
    pub sentence: String,
    /// What is known; not simulated.
    pub base_year: i32,
    /// What is to be reached.
    pub target: Target,
    /// The package.
    pub package: Package,
    /// Its deals, in the order of the scenario.
    pub deals: Vec<Deal>,
    /// What they are to be worth.
    pub gain: Gain,
    /// How deals share.
    pub measure: Measure,
    /// How many paths were played.
    pub paths: u64,
    /// How many orders were drawn; `None` where all are counted.
    pub drawn_orders: Option<usize>,
    /// How many different sets of deals were compared.
    pub sets: usize,
    /// All together.
    pub total: Total,
    /// Every deal's share, then its value alone, then its value as the last; each in the order of the scenario.
    pub values: Vec<AttributionRow>,
    /// Every pair of deals, where asked for.
    pub interactions: Vec<InteractionRow>,
}

/// Why nothing can be attributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The package has no deal.
    NoDeal,
    /// It has so many, for which only orders of all kinds are drawn, and no interactions.
    TooMany(usize),
}

/// What is to be counted, before any path is played.
struct Design<'a> {
    deals: &'a [usize],
    cases: Cases<'a>,
    /// Shares, values alone, values as the last, the total, interactions.
    contrasts: Vec<Contrast>,
    /// The pairs of the interactions, as places among `deals`.
    pairs: Vec<(usize, usize)>,
    /// Where orders are drawn: the steps of each, in pairs of an order and its reverse.
    drawn: Vec<Order>,
    none: usize,
    all: usize,
}

impl<'a> Design<'a> {
    fn new(scenario: &'a Scenario, asked: &Asked, draws: Streams) -> Result<Self, Refusal> {
        let deals = &scenario.packages[asked.package].deals[..];
        let count = deals.len();
        if count == 0 {
            return Err(Refusal::NoDeal);
        }
        if count > MOST_EXACT && (asked.orders != Orders::All || asked.interactions) {
            return Err(Refusal::TooMany(count));
        }
        let mut cases = Cases::new(scenario);
        let none = cases.of([]);
        let all = cases.of(deals.iter().copied());
        let mut contrasts = Vec::new();
        let mut drawn = Vec::new();
        if count <= MOST_EXACT {
            let by_set: Vec<usize> = (0..1_usize << count).map(|set| cases.of(members(deals, set))).collect();
            let (steps, orders) = orders::steps(scenario, deals, asked.orders);
            for deal in 0..count {
                let own = steps.iter().filter(|step| step.deal == deal);
                let term = |step: &Step| (step.orders as f64, by_set[step.before | 1 << deal], by_set[step.before]);
                contrasts.push(Contrast::new(own.map(term), orders as f64));
            }
        } else {
            let orders = orders::drawn(draws, count, (SETS / (count - 1)).max(2));
            drawn =
                orders.iter().map(|order| Order::of(order, |set| cases.of(set.iter().map(|&at| deals[at])))).collect();
            for deal in 0..count {
                let terms = drawn.iter().map(|order: &Order| order.step(deal));
                contrasts.push(Contrast::new(terms.map(|(with, without)| (1.0, with, without)), drawn.len() as f64));
            }
        }
        for &deal in deals {
            let with = cases.with_requirements(deal, deals);
            contrasts.push(Contrast::between(with, none));
        }
        for &deal in deals {
            let without = cases.of(deals.iter().copied().filter(|other| *other != deal));
            contrasts.push(Contrast::between(all, without));
        }
        contrasts.push(Contrast::between(all, none));
        let mut pairs = Vec::new();
        if asked.interactions {
            let by_set: Vec<usize> = (0..1_usize << count).map(|set| cases.of(members(deals, set))).collect();
            for first in 0..count {
                for second in first + 1..count {
                    pairs.push((first, second));
                    contrasts.push(Contrast::interaction(&by_set, count, first, second));
                }
            }
        }
        Ok(Self { deals, cases, contrasts, pairs, drawn, none, all })
    }
}

/// The deals of a set of places, as places in the scenario.
fn members(deals: &[usize], set: usize) -> impl Iterator<Item = usize> {
    deals.iter().enumerate().filter(move |(place, _)| set >> place & 1 == 1).map(|(_, &deal)| deal)
}

/// What each deal of the package is worth. `progress` hears of paths played so far, from any thread.
///
/// # Errors
///
/// The package has no deal, or too many for what is asked.
///
/// # Panics
///
/// When target or package are not places in the scenario, or there are no paths.
pub fn attribute(
    scenario: &Scenario,
    asked: &Asked,
    threads: NonZeroUsize,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Attribution, Refusal> {
    let draws = Streams::new(asked.seed);
    let design = Design::new(scenario, asked, draws)?;
    let plan = Plan::compile(&scenario.narrowed(asked.target, design.cases.packages()));
    let tally = if asked.gain == Gain::Median {
        // Every path is played three times, twice to find the medians.
        let played = AtomicU64::new(0);
        let hear = |more: u64| progress((played.fetch_add(more, Ordering::Relaxed) + more) / 3);
        let middles = medians::medians(&plan, &draws, design.cases.count(), asked.paths, threads, &hear);
        let hear = |played: u64| progress((2 * asked.paths + played) / 3);
        tally::count(&plan, &draws, &design, asked, Some(&middles), threads, &hear)
    } else {
        tally::count(&plan, &draws, &design, asked, None, threads, progress)
    };
    Ok(told(scenario, asked, &design, &tally))
}

fn told(scenario: &Scenario, asked: &Asked, design: &Design<'_>, tally: &Tally) -> Attribution {
    let question = crate::Question::of(scenario);
    let target = question.targets[asked.target].clone();
    let package = question.packages[asked.package].clone();
    let deals: Vec<Deal> = design.deals.iter().map(|&deal| question.deals[deal].clone()).collect();
    let count = deals.len();
    let is_share = !asked.gain.is_money();
    let spread = tally::spread_of_orders(tally, &design.drawn, count);
    let estimated = |contrast: usize| {
        let orders = if contrast < count { spread.error(contrast) } else { 0.0 };
        tally.estimated(&design.contrasts[contrast], contrast, is_share, orders)
    };
    let share = match asked.orders {
        Orders::All => Measure::Shapley,
        Orders::RequirementsFirst => Measure::FaigleKern,
        Orders::SectorBySector => Measure::Owen,
    };
    let unit = asked.gain.unit();
    let mut values = Vec::new();
    for (block, measure) in [share, Measure::Alone, Measure::Last].into_iter().enumerate() {
        for (place, deal) in deals.iter().enumerate() {
            let PartlyKnown { value, standard_error, lower_95, upper_95 } = estimated(block * count + place);
            values.push(AttributionRow {
                target: target.name.clone(),
                package: package.name.clone(),
                year: target.by,
                deal: deal.name.clone(),
                measure,
                value,
                unit,
                standard_error,
                lower_95,
                upper_95,
            });
        }
    }
    let interactions = design.pairs.iter().enumerate().map(|(pair, &(first, second))| {
        let PartlyKnown { value, standard_error, lower_95, upper_95 } = estimated(3 * count + 1 + pair);
        InteractionRow {
            target: target.name.clone(),
            package: package.name.clone(),
            year: target.by,
            deal: deals[first].name.clone(),
            other: deals[second].name.clone(),
            value,
            unit,
            standard_error,
            lower_95,
            upper_95,
        }
    });
    let interactions = interactions.collect();
    let PartlyKnown { value, standard_error, lower_95, upper_95 } = estimated(3 * count);
    let total = Total {
        none: tally.level(design.none),
        all: tally.level(design.all),
        value,
        standard_error,
        lower_95,
        upper_95,
    };
    let mut attribution = Attribution {
        title: question.title.clone(),
        sentence: String::new(),
        base_year: question.base_year,
        target,
        package,
        deals,
        gain: asked.gain,
        measure: share,
        paths: asked.paths,
        drawn_orders: (!design.drawn.is_empty()).then_some(design.drawn.len()),
        sets: design.cases.count(),
        total,
        values,
        interactions,
    };
    let apart = |first: usize, second: usize| {
        let out_of = design.contrasts[first].out_of;
        let of_paths = tally.error_of_difference(first, second, out_of);
        let of_orders = spread.error_of_difference(first, second);
        (of_paths * of_paths + of_orders * of_orders).sqrt()
    };
    attribution.sentence = sentence::sentence(&question, &attribution, apart);
    attribution
}
