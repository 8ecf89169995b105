//! With so much public money, which deals? Odds against expected cost of every set of deals, on the same draws.
//!
//! The best of many estimates flatters itself: it is chosen in part for its luck (J. E. Smith and R. L. Winkler 2006, *The
//! optimizer's curse*). So sets are chosen on one half of the paths and told with what they come to on the other.

mod counts;
mod sentence;
mod standing;

use std::num::NonZeroUsize;

use altai_model::Scenario;
use altai_sim::{Plan, Streams};
use serde::Serialize;

use crate::Question;
use crate::cases::Cases;
use crate::estimate::{self, Ranged};
use crate::question::{Deal, Target};
use counts::{Counts, Watched};
use standing::Comparison;

pub use standing::Standing;

/// Of more deals, not all sets are compared.
pub const MOST_DEALS: usize = 12;

/// Odds that come so close, half a point, are as good for most purposes.
const NEARLY: f64 = 0.005;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The target, by its place in the scenario.
    pub target: usize,
    /// The deals that are decided on, as places in the scenario, ascending.
    pub decided: Vec<usize>,
    /// The other deals that are on whatever is decided.
    pub others_on: Vec<usize>,
    /// USD million that the best package may cost on average, if there is a limit.
    pub budget: Option<f64>,
    /// How many paths choose, and as many again tell.
    pub paths: u64,
    /// The seed of every draw.
    pub seed: u64,
}

/// Why there is no frontier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// No deal is decided on.
    NoDeal,
    /// More than [`MOST_DEALS`] are.
    TooMany(usize),
    /// None of them costs anything.
    NoCost,
    /// A deal that is decided on requires one that is off whatever is decided: both as places in the scenario.
    Unable([usize; 2]),
}

/// A package: a set of the deals that are decided on.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PackageRow {
    /// The target's name.
    pub target: String,
    /// The target's calendar year.
    pub year: i32,
    /// The names of the deals that are on, joined by `+`; `none` where none is.
    pub package: String,
    /// Expected public money, USD million, on fresh draws. The deals that are on whatever is decided are part of it.
    pub cost: Option<f64>,
    /// Of simulation.
    pub cost_standard_error: Option<f64>,
    /// The probability that the target is reached by its year, on fresh draws.
    pub odds: f64,
    /// Of simulation.
    pub standard_error: f64,
    /// Wilson's interval, lower end.
    pub lower_95: f64,
    /// Wilson's interval, upper end.
    pub upper_95: f64,
    /// The probability on the draws that chose, which flatters what was chosen.
    pub chosen_odds: f64,
    /// Expected public money on the draws that chose, USD million.
    pub chosen_cost: Option<f64>,
    /// Points of the odds for each USD million, both beyond what they are with none of the deals; absent where that costs no more.
    pub points_per_million: Option<f64>,
    /// In which share of the futures it costs more than the budget, on fresh draws; absent where no budget was given.
    pub over_budget: Option<f64>,
    /// Whether it is on the frontier.
    pub frontier: Standing,
}

/// The best package within a budget.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Best {
    /// USD million.
    pub budget: f64,
    /// Its place among the packages; `None` where every package costs more.
    pub package: Option<usize>,
    /// The place of the cheapest of it and its rivals whose odds come within half a point of its: the package to take.
    pub cheapest: Option<usize>,
    /// Places of packages within the budget that pay for other deals and that simulation does not tell from it, the cheapest first.
    pub rivals: Vec<usize>,
    /// The place of the cheapest package on the frontier whose odds come within half a point of its, if that is another.
    pub nearly: Option<usize>,
}

/// Odds against cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Frontier {
    /// The scenario's title.
    pub title: Option<String>,
    /// The answer in a sentence or two.
    pub sentence: String,
    /// What is known; not simulated.
    pub base_year: i32,
    /// What is to be reached.
    pub target: Target,
    /// The deals that are decided on, in the order of the scenario.
    pub deals: Vec<Deal>,
    /// The names of the deals that are on whatever is decided.
    pub others_on: Vec<String>,
    /// How many paths chose, and how many fresh ones tell.
    pub paths: u64,
    /// The best package within the budget, where one was given.
    pub best: Option<Best>,
    /// Every package that differs, the cheapest first.
    pub packages: Vec<PackageRow>,
    /// The places among them of those that lie on the frontier as the first draws have it, the cheapest first.
    pub chosen: Vec<usize>,
}

/// A case and what is known of it.
struct Case {
    /// The deals that are on, as places in the scenario.
    deals: Vec<usize>,
    name: String,
}

/// Odds against expected cost of every set of the deals that are decided on. `progress` hears of paths played so far, from any
/// thread; twice as many are played as are asked for.
///
/// # Errors
///
/// There is no deal to decide on, or none that costs anything, or there are too many.
///
/// # Panics
///
/// When the target or a deal is not a place in the scenario, or there are no paths.
pub fn frontier(
    scenario: &Scenario,
    asked: &Asked,
    threads: NonZeroUsize,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Frontier, Refusal> {
    let decided = &asked.decided[..];
    match decided.len() {
        0 => return Err(Refusal::NoDeal),
        many if many > MOST_DEALS => return Err(Refusal::TooMany(many)),
        _ if decided.iter().all(|&deal| scenario.deals[deal].cost.is_none()) => return Err(Refusal::NoCost),
        _ => {}
    }
    let can_be_on = |deal: &usize| decided.contains(deal) || asked.others_on.contains(deal);
    for &deal in decided {
        if let Some(&required) = scenario.deals[deal].requires.iter().find(|required| !can_be_on(required)) {
            return Err(Refusal::Unable([deal, required]));
        }
    }
    let mut cases = Cases::new(scenario);
    for set in 0..1_usize << decided.len() {
        let on = decided.iter().enumerate().filter(|(place, _)| set >> place & 1 == 1).map(|(_, &deal)| deal);
        cases.of(on.chain(asked.others_on.iter().copied()));
    }
    let played = scenario.narrowed(asked.target, cases.packages());
    let cases: Vec<Case> = played.packages.iter().map(|package| Case::of(scenario, decided, &package.deals)).collect();
    let (plan, draws) = (Plan::compile(&played), Streams::new(asked.seed));
    let costly: Vec<usize> = (0..scenario.deals.len()).filter(|&deal| scenario.deals[deal].cost.is_some()).collect();
    let on = |case: &Case| costly.iter().map(|deal| case.deals.contains(deal)).collect::<Vec<bool>>();
    let paying: Vec<Vec<bool>> = cases.iter().map(on).collect();
    // Sets that are free for nothing but deals that cost nothing are held against the budget once.
    let mut sets = paying.clone();
    sets.sort_unstable();
    sets.dedup();
    let count = |fresh: bool, tracked: &[usize]| {
        let budget = asked.budget.filter(|_| fresh).map(|budget| (budget, &sets[..]));
        let watched = Watched { costly: &costly, tracked, budget };
        Counts::of(&plan, &draws, (asked.paths, fresh), watched, threads, &|played| {
            progress(played + if fresh { asked.paths } else { 0 });
        })
    };
    let first = count(false, &[]);
    let chosen = efficient(&first, &paying, &cases);
    let best = asked.budget.and_then(|budget| best_within(budget, &first, &paying, &cases));
    let mut tracked = chosen.clone();
    tracked.extend(best.iter().chain([&0]).filter(|case| !chosen.contains(case)));
    tracked.dedup();
    let fresh = count(true, &tracked);
    Ok(told(scenario, asked, &cases, &Halves { first, fresh, paying, sets, tracked, chosen, best }))
}

/// What was counted on both halves of the paths, and what was chosen on the first.
struct Halves {
    first: Counts,
    fresh: Counts,
    /// Of each case, which of the deals that cost anything are on.
    paying: Vec<Vec<bool>>,
    /// The different ones among them, in order.
    sets: Vec<Vec<bool>>,
    /// The cases that are held against all others on the fresh half.
    tracked: Vec<usize>,
    /// Cases on the frontier of the first half, the cheapest first.
    chosen: Vec<usize>,
    /// The best case within the budget, where there is a budget, and a case within.
    best: Option<usize>,
}

impl Case {
    fn of(scenario: &Scenario, decided: &[usize], on: &[usize]) -> Self {
        let names = on.iter().filter(|deal| decided.contains(deal)).map(|&deal| scenario.deals[deal].name.as_str());
        let names: Vec<&str> = names.collect();
        Self { deals: on.to_vec(), name: if names.is_empty() { "none".to_owned() } else { names.join("+") } }
    }
}

/// The cases than which none is as likely for as little, as these counts have it: the cheapest first.
fn efficient(counts: &Counts, paying: &[Vec<bool>], cases: &[Case]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.sort_by(|&one, &other| {
        let by_cost = counts.cost(&paying[one]).total_cmp(&counts.cost(&paying[other]));
        let by_odds = counts.reached[other].cmp(&counts.reached[one]);
        by_cost.then(by_odds).then(cases[one].deals.len().cmp(&cases[other].deals.len())).then(one.cmp(&other))
    });
    let mut best = None;
    order.retain(|&case| {
        let is_better = best.is_none_or(|best| counts.reached[case] > best);
        best = best.max(Some(counts.reached[case]));
        is_better
    });
    order
}

/// The likeliest case within a budget; of equals, the cheapest, then the smallest.
fn best_within(budget: f64, counts: &Counts, paying: &[Vec<bool>], cases: &[Case]) -> Option<usize> {
    let within = (0..cases.len()).filter(|&case| counts.cost(&paying[case]) <= budget);
    within.min_by(|&one, &other| {
        let by_odds = counts.reached[other].cmp(&counts.reached[one]);
        let by_cost = counts.cost(&paying[one]).total_cmp(&counts.cost(&paying[other]));
        by_odds.then(by_cost).then(cases[one].deals.len().cmp(&cases[other].deals.len())).then(one.cmp(&other))
    })
}

/// Of the best package and those that simulation does not tell from it, the cheapest that seems as good too, within half a point;
/// of those that pay for the same deals, the one that the first half of the paths has as the likeliest.
///
/// That few paths tell nothing apart is no reason to spend nothing, so the estimate has to be near as well.
fn cheapest_as_good(best: usize, rivals: &[usize], halves: &Halves) -> usize {
    let Halves { first, fresh, paying, .. } = halves;
    let odds = |case: usize| estimate::share(fresh.reached[case], fresh.paths).0;
    let cost = |case: usize| fresh.cost(&paying[case]);
    let is_as_good = |&case: &usize| cost(case) < cost(best) && odds(case) >= odds(best) - NEARLY;
    let by_cost = |one: &usize, other: &usize| {
        let likelier = first.reached[*other].cmp(&first.reached[*one]);
        cost(*one).total_cmp(&cost(*other)).then(likelier).then(one.cmp(other))
    };
    rivals.iter().copied().filter(is_as_good).min_by(by_cost).unwrap_or(best)
}

fn told(scenario: &Scenario, asked: &Asked, cases: &[Case], halves: &Halves) -> Frontier {
    let Halves { first, fresh, paying, sets, tracked, chosen, best } = halves;
    let question = Question::of(scenario);
    let target = question.targets[asked.target].clone();
    let comparison = Comparison::new(fresh, paying, tracked, chosen);
    let finite = |x: f64| x.is_finite().then_some(x);
    // The case without any deal that is decided on is the first that was asked for.
    let (none_odds, none_cost) = (estimate::share(fresh.reached[0], fresh.paths).0, fresh.cost(&paying[0]));
    let row = |case: usize| {
        let Ranged { value: odds, standard_error, lower_95, upper_95 } =
            Ranged::share(fresh.reached[case], fresh.paths);
        let cost = fresh.cost(&paying[case]);
        let more = cost - none_cost;
        PackageRow {
            target: target.name.clone(),
            year: target.by,
            package: cases[case].name.clone(),
            cost: finite(cost),
            cost_standard_error: finite(fresh.cost_error(&paying[case])),
            odds,
            standard_error,
            lower_95,
            upper_95,
            chosen_odds: estimate::share(first.reached[case], first.paths).0,
            chosen_cost: finite(first.cost(&paying[case])),
            points_per_million: (more > 0.0).then(|| 100.0 * (odds - none_odds) / more).and_then(finite),
            over_budget: sets.binary_search(&paying[case]).ok().and_then(|set| fresh.share_over(set)),
            frontier: comparison.standing(case),
        }
    };
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.sort_by(|&one, &other| {
        let by_cost = fresh.cost(&paying[one]).total_cmp(&fresh.cost(&paying[other]));
        by_cost.then(cases[one].deals.len().cmp(&cases[other].deals.len())).then(one.cmp(&other))
    });
    let mut place = vec![0; cases.len()];
    order.iter().enumerate().for_each(|(at, &case)| place[case] = at);
    let best = asked.budget.map(|budget| {
        let package = *best;
        let mut rivals = package.map(|package| comparison.rivals(package, budget)).unwrap_or_default();
        let cheapest = package.map(|package| cheapest_as_good(package, &rivals, halves));
        for case in &mut rivals {
            *case = place[*case];
        }
        rivals.sort_unstable();
        let odds = |case: usize| estimate::share(fresh.reached[case], fresh.paths).0;
        let near = |package: usize| chosen.iter().copied().find(|&case| odds(case) >= odds(package) - NEARLY);
        let told = [package, cheapest].map(|case| case.map(|case| &paying[case]));
        let nearly = package.and_then(near).filter(|&near| !told.contains(&Some(&paying[near])));
        let at = |case: Option<usize>| case.map(|case| place[case]);
        Best { budget, package: at(package), cheapest: at(cheapest), rivals, nearly: at(nearly) }
    });
    let name = |&deal: &usize| scenario.deals[deal].name.clone();
    let mut frontier = Frontier {
        title: question.title.clone(),
        sentence: String::new(),
        base_year: question.base_year,
        target: target.clone(),
        deals: asked.decided.iter().map(|&deal| question.deals[deal].clone()).collect(),
        others_on: asked.others_on.iter().map(name).collect(),
        paths: asked.paths,
        best,
        packages: order.iter().map(|&case| row(case)).collect(),
        chosen: chosen.iter().map(|&case| place[case]).collect(),
    };
    frontier.chosen.sort_unstable();
    frontier.sentence = sentence::sentence(&frontier);
    frontier
}
