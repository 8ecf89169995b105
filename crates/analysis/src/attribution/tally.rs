//! What every path brings to every value, summed with squares and products: estimates and their errors.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};

use altai_math::{ExactSum, kernel, sums};
use altai_sim::draws::BLOCK;
use altai_sim::reach::Standing;
use altai_sim::{Draws, Mask, Plan, Reach, Values, share_out};

use super::contrast::{Contrast, Term};
use super::medians::Middle;
use super::orders::Order;
use super::{Asked, Design, Gain};
use crate::estimate::PartlyKnown;
use crate::interval::Z_95;

/// Sums over all paths. They merge exactly, whoever played what.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    paths: u64,
    /// Of what a path brings to a contrast, before it is divided.
    sums: Vec<ExactSum>,
    squares: Vec<ExactSum>,
    /// Of the first contrasts, the shares, with each other: by first and second.
    products: Vec<Vec<ExactSum>>,
    /// Of the event, or turnover, by case.
    cases: Vec<ExactSum>,
    /// Where they are what is shared out: what paths bring then tells the errors only.
    medians: Option<Vec<f64>>,
}

/// Plays all paths of a plan whose packages are the cases of a design. `middles` are those of the cases where medians are
/// shared out.
pub(super) fn count(
    plan: &Plan,
    draws: &dyn Draws,
    design: &Design<'_>,
    asked: &Asked,
    middles: Option<&[Middle]>,
    threads: NonZeroUsize,
    progress: &(dyn Fn(u64) + Sync),
) -> Tally {
    let (contrasts, cases, shares) = (&design.contrasts[..], design.cases.count(), design.deals.len());
    let mut of_case: Vec<Vec<(usize, f64)>> = vec![Vec::new(); cases];
    if asked.gain.is_money() {
        for (place, contrast) in contrasts.iter().enumerate() {
            for (case, coefficient) in contrast.coefficients() {
                of_case[case].push((place, coefficient));
            }
        }
    }
    let played = AtomicU64::new(0);
    let tallies = share_out(0..asked.paths.div_ceil(BLOCK as u64), threads, |blocks| {
        let mut reach = Reach::new(plan, draws, 0);
        let mut tally = Tally::new(contrasts.len(), shares, cases);
        let mut brought: Vec<Box<Values>> = vec![Box::new([0.0; BLOCK]); contrasts.len()];
        let mut events = vec![Mask::NONE; cases];
        for block in blocks {
            let counted = (asked.paths - block * BLOCK as u64).min(BLOCK as u64) as usize;
            let counting = Mask::first(counted);
            for brought in &mut brought {
                brought.fill(0.0);
            }
            reach.play(block, |case, Standing { reached, at_date, turnover }| match asked.gain {
                Gain::Reached => events[case] = reached.and(&counting),
                Gain::AtDate => events[case] = at_date.and(&counting),
                Gain::Mean | Gain::Median => {
                    let turnover = match middles {
                        None => *turnover,
                        Some(middles) => turnover.map(|turnover| middles[case].brought(turnover)),
                    };
                    tally.cases[case].add(sums::sum(&turnover[..counted]));
                    for &(contrast, coefficient) in &of_case[case] {
                        add_times(&mut brought[contrast][..], &turnover, coefficient);
                    }
                }
            });
            if !asked.gain.is_money() {
                for (sum, events) in tally.cases.iter_mut().zip(&events) {
                    sum.add(events.count() as f64);
                }
                for (brought, contrast) in brought.iter_mut().zip(contrasts) {
                    contrast.terms.iter().for_each(|term| bring(brought, &events, term));
                }
            }
            tally.observe(&brought, counted);
            progress(played.fetch_add(counted as u64, Ordering::Relaxed) + counted as u64);
        }
        tally
    });
    let mut tally = tallies.into_iter().fold(Tally::new(contrasts.len(), shares, cases), |mut all, more| {
        all.merge(&more);
        all
    });
    tally.medians = middles.map(|middles| middles.iter().map(|middle| middle.median).collect());
    tally
}

/// Adds a term on the paths on which its cases disagree.
fn bring(brought: &mut Values, events: &[Mask], term: &Term) {
    let (with, without) = (&events[term.with], &events[term.without]);
    with.without(without).paths().for_each(|path| brought[path] += term.weight);
    without.without(with).paths().for_each(|path| brought[path] -= term.weight);
}

kernel! {
    /// y += a x
    fn add_times(y: &mut [f64], x: &Values, a: f64) {
        for i in 0..y.len().min(x.len()) {
            y[i] += a * x[i];
        }
    }
}

impl Tally {
    fn new(contrasts: usize, shares: usize, cases: usize) -> Self {
        let sums = |count: usize| vec![ExactSum::default(); count];
        Self {
            paths: 0,
            sums: sums(contrasts),
            squares: sums(contrasts),
            products: vec![sums(shares); shares],
            cases: sums(cases),
            medians: None,
        }
    }

    fn observe(&mut self, brought: &[Box<Values>], counted: usize) {
        self.paths += counted as u64;
        for ((sum, square), brought) in self.sums.iter_mut().zip(&mut self.squares).zip(brought) {
            let brought = &brought[..counted];
            sum.add(sums::sum(brought));
            square.add(sums::dot(brought, brought));
        }
        for (first, products) in self.products.iter_mut().enumerate() {
            for (second, product) in products.iter_mut().enumerate().take(first) {
                product.add(sums::dot(&brought[first][..counted], &brought[second][..counted]));
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        self.paths += other.paths;
        let mine = self.sums.iter_mut().chain(&mut self.squares).chain(&mut self.cases);
        let mine = mine.chain(self.products.iter_mut().flatten());
        let others = other.sums.iter().chain(&other.squares).chain(&other.cases);
        for (mine, other) in mine.zip(others.chain(other.products.iter().flatten())) {
            mine.merge(other);
        }
    }

    /// The odds, the mean or the median of a case.
    pub(super) fn level(&self, case: usize) -> Option<f64> {
        Some(self.of_case(case)).filter(|level| level.is_finite())
    }

    fn of_case(&self, case: usize) -> f64 {
        let mean = || self.cases[case].value() / self.paths as f64;
        self.medians.as_ref().map_or_else(mean, |medians| medians[case])
    }

    /// The value of a contrast. `orders` is the standard error that drawing orders adds.
    ///
    /// The interval of a difference of probabilities counts two more paths, one each way, as Bonett and Price's does, so that
    /// it does not collapse where no path disagrees.
    pub(super) fn estimated(&self, contrast: &Contrast, place: usize, is_share: bool, orders: f64) -> PartlyKnown {
        let n = self.paths as f64;
        let sum = self.sums[place].value() / contrast.out_of;
        let squares = self.squares[place].value() / (contrast.out_of * contrast.out_of);
        let value = match &self.medians {
            None => sum / n,
            Some(medians) => {
                let parts = contrast.coefficients();
                parts.iter().map(|(case, coefficient)| coefficient * medians[*case]).sum::<f64>() / contrast.out_of
            }
        };
        let variance = |sum: f64, squares: f64, n: f64| (squares / n - (sum / n) * (sum / n)).max(0.0) / n;
        let of_paths = variance(sum, squares, n) * if is_share { 1.0 } else { n / (n - 1.0) };
        let error = (of_paths + orders * orders).sqrt();
        let finite = |x: f64| x.is_finite().then_some(x);
        let interval = if is_share {
            let (middle, spread) = (sum / (n + 2.0), variance(sum, squares + 2.0, n + 2.0));
            let half = Z_95 * (spread + orders * orders).sqrt();
            Some(((middle - half).max(-1.0), (middle + half).min(1.0)))
        } else {
            finite(value).and(finite(error)).map(|error| (value - Z_95 * error, value + Z_95 * error))
        };
        let value = finite(value);
        let (lower_95, upper_95) = value.and(interval).unzip();
        PartlyKnown { value, standard_error: value.and(finite(error)), lower_95, upper_95 }
    }

    /// The standard error that paths leave in the difference of two shares.
    pub(super) fn error_of_difference(&self, first: usize, second: usize, out_of: f64) -> f64 {
        let n = self.paths as f64;
        let product = self.products[first.max(second)][first.min(second)].value();
        let squares = self.squares[first].value() + self.squares[second].value() - 2.0 * product;
        let mean = (self.sums[first].value() - self.sums[second].value()) / n;
        ((squares / n - mean * mean).max(0.0) / n).sqrt() / out_of
    }
}

/// What drawing orders leaves open: the covariances of the shares between pairs of orders, over the number of pairs.
#[derive(Debug)]
pub(super) struct SpreadOfOrders {
    /// By pair of orders and deal: its share, over all paths.
    shares: Vec<Vec<f64>>,
}

/// None where all orders are counted.
pub(super) fn spread_of_orders(tally: &Tally, drawn: &[Order], deals: usize) -> SpreadOfOrders {
    let share = |order: &Order, deal: usize| {
        let (with, without) = order.step(deal);
        tally.of_case(with) - tally.of_case(without)
    };
    let of_pair = |pair: &[Order]| {
        (0..deals).map(|deal| pair.iter().map(|order| share(order, deal)).sum::<f64>() / pair.len() as f64).collect()
    };
    SpreadOfOrders { shares: drawn.chunks(2).map(of_pair).collect() }
}

impl SpreadOfOrders {
    /// The standard error of a share.
    pub(super) fn error(&self, deal: usize) -> f64 {
        self.of(|shares| shares[deal])
    }

    /// The standard error of the difference of two shares.
    pub(super) fn error_of_difference(&self, first: usize, second: usize) -> f64 {
        self.of(|shares| shares[first] - shares[second])
    }

    fn of(&self, what: impl Fn(&[f64]) -> f64) -> f64 {
        let n = self.shares.len() as f64;
        if self.shares.len() < 2 {
            return 0.0;
        }
        let mean = self.shares.iter().map(|shares| what(shares)).sum::<f64>() / n;
        let deviations = self.shares.iter().map(|shares| what(shares) - mean);
        let squares: f64 = deviations.map(|deviation| deviation * deviation).sum();
        (squares / (n - 1.0) / n).sqrt()
    }
}
