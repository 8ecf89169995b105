//! Medians of turnover under very many sets of deals, exact, and how steep the distribution is there.
//!
//! Values of the first block are the edges of cells; a play of all paths counts the cells; another one collects what lies in the
//! cell of the middle. A case takes a few kilobytes, however many paths there are.

use std::num::NonZeroUsize;

use altai_math::power;
use altai_sim::draws::BLOCK;
use altai_sim::{Draws, Plan, Reach, share_out};

/// Edges are the values of the first block between these shares.
const EDGES: [f64; 2] = [0.25, 0.75];

/// Of a case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Middle {
    /// Turnover, USD million; of an even number of paths the middle of the two in the middle.
    pub(super) median: f64,
    /// 1/f at the median, f being the density: by how much a quantile grows with its share. 0 where many paths share a value.
    pub(super) sparsity: f64,
}

impl Middle {
    /// What a path with this turnover brings to the median, to first order: m + (1(x > m) − 1(x < m))/2f, whose mean is the median
    /// and whose spread is that of the median (van der Vaart 1998, section 21.2).
    pub(super) fn brought(self, turnover: f64) -> f64 {
        let side = f64::from(i8::from(turnover > self.median) - i8::from(turnover < self.median));
        self.median + side * self.sparsity / 2.0
    }
}

/// Plays the paths and hears of every case's turnover in the target's year.
fn play<Heard: Send>(
    (plan, draws): (&Plan, &dyn Draws),
    paths: u64,
    threads: NonZeroUsize,
    start: impl Fn() -> Heard + Sync,
    hear: impl Fn(&mut Heard, usize, &[f64]) + Sync,
    progress: &(dyn Fn(u64) + Sync),
) -> Vec<Heard> {
    share_out(0..paths.div_ceil(BLOCK as u64), threads, |blocks| {
        let mut reach = Reach::new(plan, draws, 0);
        let mut heard = start();
        for block in blocks {
            let counted = (paths - block * BLOCK as u64).min(BLOCK as u64);
            reach.play(block, |case, standing| hear(&mut heard, case, &standing.turnover[..counted as usize]));
            progress(counted);
        }
        heard
    })
}

/// The median of every case. `progress` hears how many paths more were played; each is played twice.
pub(super) fn medians(
    plan: &Plan,
    draws: &dyn Draws,
    cases: usize,
    paths: u64,
    threads: NonZeroUsize,
    progress: &(dyn Fn(u64) + Sync),
) -> Vec<Middle> {
    let played = (plan, draws);
    let mut edges: Vec<Vec<f64>> = vec![Vec::new(); cases];
    for (case, values) in play(played, paths.min(BLOCK as u64), NonZeroUsize::MIN, Vec::new, keep, &|_| {}).concat() {
        edges[case] = values;
    }
    let none = || edges.iter().map(|edges| vec![0_u64; 2 * edges.len() + 1]).collect::<Vec<_>>();
    let count = |counts: &mut Vec<Vec<u64>>, case: usize, values: &[f64]| {
        for &x in values {
            counts[case][cell(&edges[case], x)] += 1;
        }
    };
    let counts = play(played, paths, threads, none, count, progress).into_iter().fold(none(), |mut all, more| {
        all.iter_mut().flatten().zip(more.iter().flatten()).for_each(|(all, more)| *all += more);
        all
    });
    // Of an odd number of paths both are the same.
    let ranks = [(paths - 1) / 2, paths / 2];
    let open: Vec<[usize; 2]> = counts.iter().map(|counts| ranks.map(|rank| cell_of_rank(counts, rank))).collect();
    let collect = |found: &mut Vec<Vec<f64>>, case: usize, values: &[f64]| {
        // What is equal to an edge is known.
        let open = open[case].map(|cell| (cell.is_multiple_of(2)).then_some(cell));
        found[case].extend(values.iter().filter(|&&x| open.contains(&Some(cell(&edges[case], x)))));
    };
    let mut found = vec![Vec::new(); cases];
    for part in play(played, paths, threads, || vec![Vec::new(); cases], collect, progress) {
        found.iter_mut().zip(part).for_each(|(all, more)| all.extend(more));
    }
    let middle = |case: usize| {
        let (edges, counts) = (&edges[case], &counts[case]);
        let mut collected = found[case].clone();
        collected.sort_by(f64::total_cmp);
        let at = |which: usize| match open[case][which] {
            cell if cell % 2 == 1 => edges[cell / 2],
            cell => {
                let before: u64 = counts[..cell].iter().sum();
                let skipped = if which == 1 && open[case][0] != cell && open[case][0].is_multiple_of(2) {
                    counts[open[case][0]]
                } else {
                    0
                };
                collected.get((ranks[which] - before + skipped) as usize).copied().unwrap_or(f64::NAN)
            }
        };
        Middle { median: f64::midpoint(at(0), at(1)), sparsity: sparsity(edges, counts, paths) }
    };
    (0..cases).map(middle).collect()
}

/// The values that edges are made of, ascending and each once.
fn keep(heard: &mut Vec<(usize, Vec<f64>)>, case: usize, values: &[f64]) {
    let mut values: Vec<f64> = values.to_vec();
    values.sort_by(f64::total_cmp);
    let [from, to] = EDGES.map(|share| (share * (values.len() - 1) as f64).round() as usize);
    let mut edges = values[from..=to].to_vec();
    edges.retain(|edge| edge.is_finite());
    edges.dedup();
    heard.push((case, edges));
}

/// Cells are what lies below the first edge, what is equal to it, what lies between it and the second, and so on.
fn cell(edges: &[f64], x: f64) -> usize {
    if x.is_nan() {
        return 2 * edges.len();
    }
    let place = edges.partition_point(|edge| *edge < x);
    2 * place + usize::from(edges.get(place) == Some(&x))
}

fn cell_of_rank(counts: &[u64], rank: u64) -> usize {
    let mut upto = 0;
    counts
        .iter()
        .position(|count| {
            upto += count;
            upto > rank
        })
        .unwrap_or(counts.len() - 1)
}

/// (q(½ + h) − q(½ − h))/2h, with the h that is best for a normal distribution (Bofinger 1975).
fn sparsity(edges: &[f64], counts: &[u64], paths: u64) -> f64 {
    let n = paths as f64;
    let h = (0.648 * power(n, -0.2)).min(0.2);
    let (lower, upper) = (quantile(edges, counts, (0.5 - h) * n), quantile(edges, counts, (0.5 + h) * n));
    (upper - lower) / (2.0 * h)
}

/// The value that so many paths lie below: between edges as if paths were spread evenly.
fn quantile(edges: &[f64], counts: &[u64], below: f64) -> f64 {
    let mut before = counts[0] as f64;
    let mut last = edges.first().copied().unwrap_or(f64::NAN);
    for (place, &edge) in edges.iter().enumerate() {
        let between = if place == 0 { 0.0 } else { counts[2 * place] as f64 };
        if before + between > below && between > 0.0 {
            return last + (edge - last) * ((below - before) / between).clamp(0.0, 1.0);
        }
        before += between + counts[2 * place + 1] as f64;
        last = edge;
        if before > below {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_lie_between_edges_and_on_them() {
        let edges = [1.0, 2.0];
        let cells = [0.5, 1.0, 1.5, 2.0, 2.5, f64::INFINITY, f64::NAN].map(|x| cell(&edges, x));
        assert_eq!(cells, [0, 1, 2, 3, 4, 4, 4]);
        assert_eq!(cell_of_rank(&[2, 0, 3, 1, 0], 2), 2);
    }

    #[test]
    fn the_sparsity_of_the_uniform_distribution_is_its_width() {
        let edges: Vec<f64> = (25..=75).map(f64::from).collect();
        let mut counts = vec![0; 2 * edges.len() + 1];
        (0..100_000).for_each(|path| counts[cell(&edges, f64::from(path) / 1_000.0)] += 1);
        assert!((sparsity(&edges, &counts, 100_000) - 100.0).abs() < 0.1);
        assert_eq!(sparsity(&[7.0], &[0, 1_000, 0], 1_000), 0.0);
    }

    #[test]
    fn a_path_brings_half_of_the_sparsity_either_way() {
        let middle = Middle { median: 10.0, sparsity: 4.0 };
        assert_eq!([9.0, 10.0, 11.0].map(|x| middle.brought(x)), [8.0, 10.0, 12.0]);
    }
}
