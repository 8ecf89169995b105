//! Who lies on the frontier, as far as simulation tells of all comparisons at once.

use altai_math::normal;
use serde::Serialize;

use super::counts::Counts;
use crate::interval;

/// Whether a package lies on the frontier: no other is at least as likely for no more cost. Packages that pay for the same deals
/// count as one, as money does not decide which free deals come with them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is clearly likelier than every package that pays for other deals and does not clearly cost more.
    Yes,
    /// Simulation does not tell.
    #[default]
    Perhaps,
    /// Another is clearly likelier and costs no more.
    No,
}

/// Compares packages on fresh draws. All that it calls clear holds at once in 95 of 100 cases (Bonferroni).
pub(super) struct Comparison<'a> {
    fresh: &'a Counts,
    paying: &'a [Vec<bool>],
    tracked: &'a [usize],
    chosen: &'a [usize],
    /// So many standard errors.
    z: f64,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(fresh: &'a Counts, paying: &'a [Vec<bool>], tracked: &'a [usize], chosen: &'a [usize]) -> Self {
        let comparisons = tracked.len() * (paying.len() - 1);
        let z = normal::quantile(1.0 - 0.025 / comparisons.max(1) as f64);
        Self { fresh, paying, tracked, chosen, z }
    }

    /// Where a package stands to the frontier.
    pub(super) fn standing(&self, case: usize) -> Standing {
        let beats = |place: usize| self.tracked[place] != case && self.is_clearly_likelier(place, case);
        if (0..self.tracked.len()).any(|place| beats(place) && self.costs_no_more(self.tracked[place], case)) {
            return Standing::No;
        }
        let Some(place) = self.place(case).filter(|_| self.chosen.contains(&case)) else { return Standing::Perhaps };
        let mut rivals = self.paying_for_others(case).filter(|&other| !self.clearly_costs_more(other, case));
        if rivals.all(|other| self.is_clearly_likelier(place, other)) { Standing::Yes } else { Standing::Perhaps }
    }

    /// Packages within the budget that pay for other deals and that a tracked one is not clearly likelier than.
    pub(super) fn rivals(&self, case: usize, budget: f64) -> Vec<usize> {
        let Some(place) = self.place(case) else { return Vec::new() };
        let within = |other: &usize| self.fresh.cost(&self.paying[*other]) <= budget;
        self.paying_for_others(case).filter(within).filter(|&other| !self.is_clearly_likelier(place, other)).collect()
    }

    fn paying_for_others(&self, case: usize) -> impl Iterator<Item = usize> {
        (0..self.paying.len()).filter(move |&other| self.paying[other] != self.paying[case])
    }

    fn place(&self, case: usize) -> Option<usize> {
        self.tracked.iter().position(|tracked| *tracked == case)
    }

    fn is_clearly_likelier(&self, place: usize, other: usize) -> bool {
        let (gained, lost) = self.fresh.gained_and_lost(self.tracked, place, other);
        interval::bonett_price_at(self.z, gained, lost, self.fresh.paths).0 > 0.0
    }

    /// Because it pays for nothing that the other does not, or clearly less.
    fn costs_no_more(&self, case: usize, other: usize) -> bool {
        let is_part = self.paying[case].iter().zip(&self.paying[other]).all(|(mine, others)| !mine || *others);
        let (more, error) = self.fresh.costlier(&self.paying[case], &self.paying[other]);
        is_part || more <= -self.z * error
    }

    fn clearly_costs_more(&self, case: usize, other: usize) -> bool {
        let (more, error) = self.fresh.costlier(&self.paying[case], &self.paying[other]);
        more > self.z * error && more > 0.0
    }
}
