//! Who reaches a target under each of very many sets of deals: bits alone, where a summary would keep histograms.

use crate::block::{Observer, Player, Year};
use crate::columns::Values;
use crate::mask::{Mask, Reached};
use crate::{Draws, Plan};

/// How a package stands to the target in a year.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// On which paths the target has been reached by then.
    pub reached: Mask,
    /// On which turnover is at or above it in that year.
    pub at_date: Mask,
    /// Turnover in that year, USD million.
    pub turnover: &'a Values,
}

/// Plays blocks and tells of every package how it stands to one target in the plan's last year.
///
/// It keeps 128 bytes a package, times the years in a row that the target asks for, so that thousands of packages can be
/// compared on the same draws. A scenario that ends in the year of interest saves the years beyond.
pub struct Reach<'a> {
    player: Player<'a>,
    draws: &'a dyn Draws,
    target: usize,
    last: usize,
    packages_of: Vec<Vec<usize>>,
    reached: Vec<Reached>,
}

impl std::fmt::Debug for Reach<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reach").field("target", &self.target).field("cases", &self.packages_of.len()).finish()
    }
}

impl<'a> Reach<'a> {
    /// Working memory for one thread.
    ///
    /// # Panics
    ///
    /// When the plan has no such target.
    pub fn new(plan: &'a Plan, draws: &'a dyn Draws, target: usize) -> Self {
        let cases = plan.packages.cases.len();
        let mut packages_of = vec![Vec::new(); cases];
        for (package, &case) in plan.packages.case_of.iter().enumerate() {
            packages_of[case].push(package);
        }
        Self {
            player: Player::new(plan, draws),
            draws,
            target,
            last: plan.horizon.years() - 1,
            packages_of,
            reached: vec![Reached::new(plan.targets[target].sustain); cases],
        }
    }

    /// Public money that became due for a deal in the block just played, USD million, 0 where it did not go ahead; `None` where
    /// the deal costs nothing, and where the plan has no such deal. Of a package only the deals count that are on in it.
    pub fn due(&self, deal: usize) -> Option<&Values> {
        let (_, due) = self.player.plan().costs().find(|(index, _)| *index == deal)?;
        Some(self.player.column(due))
    }

    /// The draws of an uncertain quantity in the block just played, by its address; `None` where there is no such quantity,
    /// where it is fixed, and where it is drawn more than once a path, as the size of a shock is.
    pub fn drawn(&self, address: &str) -> Option<&Values> {
        Some(self.player.column(*self.player.plan().quantity_of.get(address)?))
    }

    /// Plays a block; `hear` is told of every package once, by its place in the scenario.
    pub fn play(&mut self, block: u64, hear: impl FnMut(usize, Standing<'_>)) {
        self.play_with(self.draws, block, hear);
    }

    /// The same, with other draws than those that it was made with: for designs that differ from play to play.
    pub fn play_with(&mut self, draws: &dyn Draws, block: u64, hear: impl FnMut(usize, Standing<'_>)) {
        let Self { player, target, last, packages_of, reached, .. } = self;
        let mut listener = Listener { target: *target, last: *last, packages_of, reached, hear };
        player.play_with(draws, block, &mut listener);
    }
}

struct Listener<'a, F> {
    target: usize,
    last: usize,
    packages_of: &'a [Vec<usize>],
    reached: &'a mut [Reached],
    hear: F,
}

impl<F: FnMut(usize, Standing<'_>)> Observer for Listener<'_, F> {
    fn begin(&mut self) {
        self.reached.iter_mut().for_each(Reached::begin);
    }

    fn turnover(&mut self, year: &Year<'_>, case: usize) {
        let turnover = year.turnover();
        let at_date = year.at_or_above(self.target, turnover);
        let reached = self.reached[case].pass(at_date);
        if year.index == self.last {
            let standing = Standing { reached, at_date, turnover };
            for &package in &self.packages_of[case] {
                (self.hear)(package, standing);
            }
        }
    }
}
