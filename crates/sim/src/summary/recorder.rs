//! Listens to the blocks that one thread plays and keeps their summary.

use altai_math::sums::sum_and_squares_of;
use altai_math::{Entries, Operand, kernel, with_operands};

use super::Summary;
use crate::Plan;
use crate::block::{Observer, Year};
use crate::columns::Values;
use crate::draws::BLOCK;
use crate::mask::{Mask, Reached};
use crate::step::add;

/// A summary under way, and what it has to remember within a block.
#[derive(Debug)]
pub(crate) struct Recorder {
    summary: Summary,
    /// Paths of the block that count.
    counted: usize,
    /// Who has reached the target so far, by target and case.
    reached: Vec<Vec<Reached>>,
    /// What is missing to a target, between steps free.
    missing: Box<Values>,
    /// Who of the first case is at or above the target this year, by target.
    first_at_date: Vec<Mask>,
}

impl Recorder {
    pub(crate) fn new(plan: &Plan) -> Self {
        let cases = plan.packages.cases.len();
        Self {
            summary: Summary::new(plan),
            counted: BLOCK,
            reached: plan.targets.iter().map(|target| vec![Reached::new(target.sustain); cases]).collect(),
            missing: Box::new([0.0; BLOCK]),
            first_at_date: vec![Mask::NONE; plan.targets.len()],
        }
    }

    /// How many paths of the next block count.
    pub(crate) fn count(&mut self, counted: usize) {
        self.counted = counted;
    }

    pub(crate) fn finish(self) -> Summary {
        self.summary
    }
}

impl Observer for Recorder {
    fn begin(&mut self) {
        self.summary.paths += self.counted as u64;
        self.reached.iter_mut().flatten().for_each(Reached::begin);
    }

    fn parts(&mut self, year: &Year<'_>) {
        for (lifted, flow) in self.summary.flows.iter_mut().enumerate() {
            flow[year.index].observe(&year.lifted(lifted)[..self.counted]);
        }
        for (amount, deal) in self.summary.amounts.iter_mut().enumerate() {
            deal[year.index].observe(&year.amount(amount)[..self.counted]);
        }
    }

    fn turnover(&mut self, year: &Year<'_>, case: usize) {
        let turnover = year.turnover();
        let counted = &turnover[..self.counted];
        let kept = &mut self.summary.turnover[case][year.index];
        if !kept.powers.observe(counted) {
            kept.overflowed += counted.iter().filter(|turnover| turnover.is_infinite()).count() as u64;
        }
        kept.histogram.observe(counted);
        let counting = Mask::first(self.counted);
        for target in 0..self.reached.len() {
            let at_date = year.at_or_above(target, turnover).and(&counting);
            let reached = self.reached[target][case].pass(at_date);
            if case == 0 {
                self.first_at_date[target] = at_date;
            }
            let against = &mut self.summary.targets[target][case][year.index];
            against.counts.at_date += at_date.count();
            against.counts.reached += reached.count();
            against.counts.at_date_with_first += at_date.and(&self.first_at_date[target]).count();
            against.counts.reached_with_first += reached.and(&self.reached[target][0].by_now()).count();
            let sums = |about| shortfall_sums(turnover, year.asked(target), about);
            if self.counted < BLOCK || !against.shortfall.observe_sums(sums) {
                shortfall(&mut self.missing, year.target(target), turnover);
                against.shortfall.observe(&self.missing[..self.counted]);
            }
        }
    }

    fn end(&mut self, costs: &mut dyn Iterator<Item = &Values>) {
        let due: Vec<&Values> = costs.collect();
        for (kept, due) in self.summary.costs.iter_mut().zip(&due) {
            kept.observe(&due[..self.counted]);
        }
        for (kept, summed) in self.summary.total_costs.iter_mut().zip(&self.summary.shape.summed_costs) {
            let mut total = [0.0; BLOCK];
            for &place in summed {
                add(&mut total, due[place]);
            }
            kept.observe(&total[..self.counted]);
        }
    }
}

/// (K − T)⁺
#[inline(always)]
fn missing(target: f64, turnover: f64) -> f64 {
    let short = target - turnover;
    if short > 0.0 { short } else { 0.0 }
}

kernel! {
    fn shortfall(short: &mut Values, target: &Values, turnover: &Values) {
        for i in 0..BLOCK {
            short[i] = missing(target[i], turnover[i]);
        }
    }
}

/// The sums of powers of the shortfall, which need no column of it.
fn shortfall_sums(turnover: &Values, target: Operand<'_>, about: f64) -> [f64; 2] {
    kernel! {
        fn sums<K: Entries>(turnover: &Values, target: K, about: f64) -> [f64; 2] {
            let target = target.first(BLOCK);
            sum_and_squares_of::<BLOCK>(#[inline(always)] |i| missing(target.of(i), turnover[i]), about)
        }
    }
    with_operands!(|target| sums(turnover, target, about))
}
