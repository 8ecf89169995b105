//! Sums of a column, always in the same order, so that every instruction set gives the same bits.
//!
//! Lane j of eight takes the elements j, j + 8, j + 16 …; the lanes are then added as a fixed tree. A last group of
//! fewer than eight goes to the first lanes. The order depends on the length alone.

use crate::kernel;

const LANES: usize = 8;

type Lanes = [f64; LANES];

/// Adds one group's terms to the lanes.
#[inline(always)]
fn add(total: &mut Lanes, terms: Lanes) {
    for lane in 0..LANES {
        total[lane] += terms[lane];
    }
}

#[inline(always)]
fn times(a: Lanes, b: Lanes) -> Lanes {
    std::array::from_fn(
        #[inline(always)]
        |lane| a[lane] * b[lane],
    )
}

#[inline(always)]
fn shifted(group: Lanes, shift: f64) -> Lanes {
    group.map(
        #[inline(always)]
        |x| x - shift,
    )
}

/// A column as groups of eight; what is missing from the last group is `padding`, which should add nothing.
macro_rules! for_each_group {
    ($column:expr, $padding:expr, |$group:ident| $step:expr) => {
        let (groups, rest) = $column.as_chunks::<LANES>();
        for &$group in groups {
            $step;
        }
        if !rest.is_empty() {
            let mut $group = [$padding; LANES];
            $group[..rest.len()].copy_from_slice(rest);
            $step;
        }
    };
}

/// The sum of the lanes, as a fixed tree.
#[inline(always)]
fn gather(lanes: Lanes) -> f64 {
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

kernel! {
    /// Σ x, in the fixed order of this module.
    pub fn sum(x: &[f64]) -> f64 {
        let mut total = [0.0; LANES];
        for_each_group!(x, 0.0, |group| add(&mut total, group));
        gather(total)
    }

    /// Σ (x − `shift`)ᵏ for k = 1, 2, 3, 4, in the fixed order of this module.
    ///
    /// With a shift near the mean the central moments follow without cancellation.
    pub fn power_sums(x: &[f64], shift: f64) -> [f64; 4] {
        let (mut first, mut second, mut third, mut fourth) = ([0.0; LANES], [0.0; LANES], [0.0; LANES], [0.0; LANES]);
        // One loop for each, because the compiler keeps one set of lanes in registers, not four.
        for_each_group!(x, shift, |group| add(&mut first, shifted(group, shift)));
        for_each_group!(x, shift, |group| {
            let d = shifted(group, shift);
            add(&mut second, times(d, d));
        });
        for_each_group!(x, shift, |group| {
            let d = shifted(group, shift);
            add(&mut third, times(times(d, d), d));
        });
        for_each_group!(x, shift, |group| {
            let d = shifted(group, shift);
            let d2 = times(d, d);
            add(&mut fourth, times(d2, d2));
        });
        [gather(first), gather(second), gather(third), gather(fourth)]
    }

    /// Σ (x − `shift`) and Σ (x − `shift`)², in the fixed order of this module: the first two of [`power_sums`].
    pub fn sum_and_squares(x: &[f64], shift: f64) -> [f64; 2] {
        let (mut first, mut second) = ([0.0; LANES], [0.0; LANES]);
        for_each_group!(x, shift, |group| add(&mut first, shifted(group, shift)));
        for_each_group!(x, shift, |group| {
            let d = shifted(group, shift);
            add(&mut second, times(d, d));
        });
        [gather(first), gather(second)]
    }

    /// Σ x y, in the fixed order of this module. The longer slice's rest does not count.
    pub fn dot(x: &[f64], y: &[f64]) -> f64 {
        let length = x.len().min(y.len());
        let (x_groups, x_rest) = x[..length].as_chunks::<LANES>();
        let (y_groups, y_rest) = y[..length].as_chunks::<LANES>();
        let mut total = [0.0; LANES];
        for (&x, &y) in x_groups.iter().zip(y_groups) {
            add(&mut total, times(x, y));
        }
        for lane in 0..x_rest.len() {
            total[lane] += x_rest[lane] * y_rest[lane];
        }
        gather(total)
    }
}
