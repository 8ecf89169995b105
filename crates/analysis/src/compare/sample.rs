//! What is kept of the paths of all that are compared: counts, and turnover in groups of paths on a grid.

use altai_math::{Histogram, normal};
use altai_model::Scenario;
use altai_sim::draws::BLOCK;
use altai_sim::{Mask, Plan, Reached, Streams, replay};

use super::{Entrant, Size};
use crate::blocks::each_block;
use crate::estimate::Ranged;
use crate::{Estimate, estimate};

/// Paths fall into so many groups, path i into group i mod 512: the two that Box–Muller pairs stay together. So memory does not
/// grow with the paths, and the groups are independent and alike.
pub(super) const GROUPS: usize = BLOCK / 2;

/// Amounts of turnover at which distributions are compared.
const GRID: usize = 100;

/// Blocks that are looked at together, and then let go.
const CHUNK: u64 = 64;

/// All that is kept.
#[derive(Debug)]
pub(super) struct Sample {
    pub(super) paths: u64,
    /// By entrant: paths that reach the target by its year.
    pub(super) reached: Vec<u64>,
    /// By pair of entrants, the earlier first.
    stands: Vec<Stand>,
    /// By entrant: Σ T and Σ T².
    sums: Vec<[f64; 2]>,
    /// Amounts of turnover, ascending, from the first paths of all entrants.
    pub(super) grid: Vec<f64>,
    /// By entrant, group and place in the grid.
    pub(super) cells: Vec<Vec<Cell>>,
    /// By group: its paths.
    pub(super) members: Vec<u64>,
}

/// The paths of a group whose turnover lies above one amount of the grid and not above the next.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cell {
    pub(super) count: f64,
    pub(super) sum: f64,
}

/// How the later of a pair stands to the earlier.
#[derive(Debug, Clone, Default)]
pub(super) struct Stand {
    /// Paths on which only the later reaches the target.
    pub(super) gained: u64,
    /// Only the earlier.
    pub(super) lost: u64,
    /// Turnover at the date is higher.
    pub(super) higher: u64,
    /// The same.
    pub(super) same: u64,
    /// By how much it is higher, where both are finite.
    differences: Histogram,
    sum: f64,
    squares: f64,
}

/// A plan for every scenario, once; by its address in memory.
pub(super) fn plans<'a>(entrants: &[Entrant<'a>]) -> Vec<(&'a Scenario, Plan)> {
    let mut plans: Vec<(&Scenario, Plan)> = Vec::new();
    for entrant in entrants {
        if !plans.iter().any(|(scenario, _)| std::ptr::eq(*scenario, entrant.scenario)) {
            plans.push((entrant.scenario, Plan::compile(entrant.scenario)));
        }
    }
    plans
}

/// The entrant's plan and its place.
pub(super) fn plan_of<'a>(entrant: &Entrant<'_>, plans: &'a [(&Scenario, Plan)]) -> (usize, &'a Plan) {
    let place = plans.iter().position(|(scenario, _)| std::ptr::eq(*scenario, entrant.scenario));
    let place = place.expect("every scenario has a plan");
    (place, &plans[place].1)
}

/// One entrant in a block.
#[derive(Debug, Clone)]
struct Column {
    /// By path, at the date.
    turnover: Vec<f64>,
    /// Who has reached the target by then.
    reached: Mask,
}

impl Sample {
    pub(super) fn play(entrants: &[Entrant<'_>], plans: &[(&Scenario, Plan)], size: Size, heard: &dyn Fn(u64)) -> Self {
        let n = entrants.len();
        let mut sample = Self {
            paths: size.paths,
            reached: vec![0; n],
            stands: vec![Stand::default(); n * (n - 1) / 2],
            sums: vec![[0.0; 2]; n],
            grid: Vec::new(),
            cells: Vec::new(),
            members: vec![0; GROUPS],
        };
        let draws = Streams::new(size.seed);
        let blocks = size.paths.div_ceil(BLOCK as u64);
        for from in (0..blocks).step_by(CHUNK as usize) {
            let look = |block: u64| columns(entrants, plans, draws, from + block);
            let chunk = each_block(CHUNK.min(blocks - from), size.threads, look);
            if from == 0 {
                sample.lay_out(&chunk);
            }
            for (block, columns) in (from..).zip(&chunk) {
                let counted = (size.paths - block * BLOCK as u64).min(BLOCK as u64) as usize;
                sample.take_in(columns, counted);
            }
            heard(((from + CHUNK) * BLOCK as u64).min(size.paths));
        }
        sample
    }

    /// Spreads the grid over what the first paths show, from the least to the greatest.
    fn lay_out(&mut self, chunk: &[Vec<Column>]) {
        let all = chunk.iter().flatten().flat_map(|column| column.turnover.iter().copied());
        let mut all: Vec<f64> = all.filter(|turnover| turnover.is_finite()).collect();
        all.sort_by(f64::total_cmp);
        let last = all.len().saturating_sub(1);
        self.grid = (0..GRID).filter_map(|i| all.get(i * last / (GRID - 1)).copied()).collect();
        self.grid.dedup();
        self.cells = vec![vec![Cell::default(); GROUPS * (self.grid.len() + 1)]; self.reached.len()];
    }

    fn take_in(&mut self, columns: &[Column], counted: usize) {
        for path in 0..counted {
            self.members[path % GROUPS] += 1;
        }
        let width = self.grid.len() + 1;
        for (index, column) in columns.iter().enumerate() {
            self.reached[index] += column.reached.count_within(0..counted);
            for path in 0..counted {
                let turnover = column.turnover[path];
                self.sums[index][0] += turnover;
                self.sums[index][1] += turnover * turnover;
                let place = self.grid.partition_point(|&amount| amount < turnover);
                let cell = &mut self.cells[index][path % GROUPS * width + place];
                cell.count += 1.0;
                cell.sum += turnover;
            }
        }
        let mut pair = 0;
        for later in 1..columns.len() {
            for earlier in 0..later {
                self.stands[pair].take_in(&columns[earlier], &columns[later], counted, earlier == 0);
                pair += 1;
            }
        }
    }

    /// How the later of two stands to the earlier.
    pub(super) fn stand(&self, earlier: usize, later: usize) -> Option<&Stand> {
        self.stands.get(later * later.checked_sub(1)? / 2 + earlier)
    }

    /// So many standard deviations that the 95 % intervals of all pairs hold together (Bonferroni).
    pub(super) fn z_together(&self) -> f64 {
        normal::quantile(1.0 - 0.025 / self.stands.len().max(1) as f64)
    }

    /// Mean turnover at the date.
    pub(super) fn mean(&self, index: usize) -> Option<Ranged> {
        let [sum, squares] = self.sums[index];
        mean(sum, squares, self.paths)
    }
}

impl Stand {
    /// What the turnover differs by is kept only against the first.
    fn take_in(&mut self, earlier: &Column, later: &Column, counted: usize, of_first: bool) {
        self.gained += later.reached.without(&earlier.reached).count_within(0..counted);
        self.lost += earlier.reached.without(&later.reached).count_within(0..counted);
        let mut differences = Vec::new();
        for path in 0..counted {
            let (was, is) = (earlier.turnover[path], later.turnover[path]);
            self.higher += u64::from(is > was);
            self.same += u64::from(is == was);
            if of_first {
                // Two that left the range of numbers differ by what is no number.
                let more = is - was;
                self.sum += more;
                self.squares += more * more;
                differences.push(more);
            }
        }
        self.differences.observe(&differences);
    }

    pub(super) fn lower(&self, paths: u64) -> u64 {
        paths - self.higher - self.same
    }

    pub(super) fn mean(&self, paths: u64) -> Option<Ranged> {
        mean(self.sum, self.squares, paths)
    }

    /// Of the differences path by path; absent where one is no number.
    pub(super) fn median(&self) -> Option<Ranged> {
        self.sum
            .is_finite()
            .then(|| estimate::quantile(&self.differences.quantiles(), 0.5))
            .flatten()
            .and_then(Ranged::normal)
    }
}

/// With the error s/√n; absent where the sums left the range of numbers.
fn mean(sum: f64, squares: f64, paths: u64) -> Option<Ranged> {
    let n = paths as f64;
    let value = sum / n;
    let variance = (squares / n - value * value).max(0.0) * n / (n - 1.0);
    let standard_error = Some((variance / n).sqrt()).filter(|error| error.is_finite());
    value.is_finite().then_some(Estimate { value, standard_error }).and_then(Ranged::normal)
}

fn columns(entrants: &[Entrant<'_>], plans: &[(&Scenario, Plan)], draws: Streams, block: u64) -> Vec<Column> {
    let empty = Column { turnover: vec![0.0; BLOCK], reached: Mask::NONE };
    let mut columns = vec![empty; entrants.len()];
    let before = |entrant: &Entrant<'_>| Reached::new(entrant.scenario.targets[entrant.target].sustain);
    let mut reached: Vec<Reached> = entrants.iter().map(before).collect();
    for (place, (_, plan)) in plans.iter().enumerate() {
        let here = |entrant: &Entrant<'_>| plan_of(entrant, plans).0 == place;
        let here: Vec<usize> = (0..entrants.len()).filter(|&index| here(&entrants[index])).collect();
        replay(plan, &draws, block, |year, turnover| {
            for &index in &here {
                let Entrant { scenario, package, target, .. } = entrants[index];
                let turnover = &turnover[package];
                let by_now = reached[index].pass(year.at_or_above(target, turnover));
                if year.index == scenario.horizon.index_of(scenario.targets[target].by) {
                    columns[index] = Column { turnover: turnover.to_vec(), reached: by_now };
                }
            }
        });
    }
    columns
}
