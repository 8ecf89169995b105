//! Sums over bins of paths, and what drawing bins anew says of the error of whatever is made of the sums.

use altai_math::normal;
use altai_sim::Draws;
use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};

/// Paths that are summed together; a block has a whole number of such runs.
pub(super) const RUN: usize = 64;

/// Runs fall into so many bins, run r into bin r mod 256: independent, alike, and no more of them with more paths.
const MOST_BINS: usize = 256;

/// Of fewer bins the spread is not known.
const LEAST_BINS: usize = 16;

/// With fewer paths no error is given.
pub const LEAST_PATHS: u64 = (LEAST_BINS * RUN) as u64;

/// How often bins are drawn anew.
const RESAMPLES: u32 = 1_000;

/// Half the width, in standard errors, of so many intervals that hold at once in 95 of 100 cases (Bonferroni).
pub(super) fn bonferroni(intervals: usize) -> f64 {
    normal::quantile(1.0 - 0.025 / intervals.max(1) as f64)
}

/// Rows of sums, one for each bin.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bins {
    rows: Vec<Vec<f64>>,
}

impl Bins {
    /// For so many paths; `width` sums each.
    pub(super) fn new(paths: u64, width: usize) -> Self {
        let runs = paths.div_ceil(RUN as u64).clamp(1, MOST_BINS as u64);
        Self { rows: vec![vec![0.0; width]; runs as usize] }
    }

    /// Adds the sums of a run. Runs are to come in their order, so that the last bits do not depend on threads.
    pub(super) fn add(&mut self, run: u64, sums: &[f64]) {
        let bin = run % self.rows.len() as u64;
        add(&mut self.rows[bin as usize], sums, 1.0);
    }

    /// The sums over all paths.
    pub(super) fn total(&self) -> Vec<f64> {
        self.weighted(&vec![1.0; self.rows.len()])
    }

    fn weighted(&self, weights: &[f64]) -> Vec<f64> {
        let mut total = vec![0.0; self.rows[0].len()];
        for (row, &weight) in self.rows.iter().zip(weights).filter(|(_, weight)| **weight != 0.0) {
            add(&mut total, row, weight);
        }
        total
    }

    /// The statistic of as many bins as there are, drawn with replacement, again and again (Efron 1979). Where it has no value
    /// the draw is left out.
    pub(super) fn resampled(
        &self,
        draws: &dyn Draws,
        name: &str,
        statistic: impl Fn(&[f64]) -> Option<Vec<f64>>,
    ) -> Replicates {
        let (address, bins) = (Address::of(name), self.rows.len());
        let mut column = [0.0; BLOCK];
        let resample = |which| {
            draws.uniforms(Dimension::once(address, which), 0, &mut column);
            let mut weights = vec![0.0; bins];
            for &u in &column[..bins] {
                weights[((u * bins as f64) as usize).min(bins - 1)] += 1.0;
            }
            statistic(&self.weighted(&weights))
        };
        let values = if bins < LEAST_BINS { Vec::new() } else { (0..RESAMPLES).filter_map(resample).collect() };
        Replicates { values, bins }
    }
}

fn add(sums: &mut [f64], more: &[f64], weight: f64) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += weight * more;
    }
}

/// What a statistic came to in every resample.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Replicates {
    values: Vec<Vec<f64>>,
    bins: usize,
}

impl Replicates {
    /// The standard error of something made of the statistic: the spread of the replicates, which with n bins is too small by
    /// √((n − 1)/n). `None` where there are too few bins, or most resamples have no value.
    pub(super) fn error(&self, of: impl Fn(&[f64]) -> f64) -> Option<f64> {
        let n = self.values.len();
        if 2 * n < RESAMPLES as usize {
            return None;
        }
        let values: Vec<f64> = self.values.iter().map(|row| of(row)).collect();
        let mean = values.iter().sum::<f64>() / n as f64;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        let bins = self.bins as f64;
        Some((squares / (n as f64 - 1.0) * bins / (bins - 1.0)).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use altai_sim::Streams;

    use super::*;

    #[test]
    fn the_error_of_a_mean_is_its_deviation_over_the_root_of_the_number() {
        let paths = 64 * 256;
        let mut column = [0.0; BLOCK];
        let mut bins = Bins::new(paths, 2);
        for block in 0..16 {
            Streams::new(5).normals(Dimension::once(Address::of("x"), 0), block, &mut column);
            for (run, values) in column.chunks(RUN).enumerate() {
                bins.add(block * 16 + run as u64, &[values.len() as f64, values.iter().sum()]);
            }
        }
        let replicates = bins.resampled(&Streams::new(1), "test", |sums| Some(vec![sums[1] / sums[0]]));
        let error = replicates.error(|row| row[0]).unwrap();
        // The bootstrap's own error: 1/√(2 · 255) from the bins, 1/√2000 from the resamples.
        let truth = 1.0 / (paths as f64).sqrt();
        assert!((error / truth - 1.0).abs() < 4.0 * (1.0 / 510.0 + 1.0 / 2_000.0_f64).sqrt(), "{error} {truth}");
    }

    #[test]
    fn few_bins_have_no_error() {
        let mut bins = Bins::new(LEAST_PATHS - RUN as u64, 1);
        (0..LEAST_BINS as u64 - 1).for_each(|run| bins.add(run, &[run as f64]));
        assert_eq!(bins.resampled(&Streams::new(1), "test", |sums| Some(sums.to_vec())).error(|row| row[0]), None);
    }
}
