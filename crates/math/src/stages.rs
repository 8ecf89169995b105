//! Long formulas over columns, in several short loops.
//!
//! A processor looks ahead over some hundred operations. If each of them waits for the one before, as in a long formula, that
//! is the work on one number or two. Cut in stages, each a short loop over a stretch of numbers, the same formula gives it many
//! to work on at once, and takes a fifth less time. What a stage hands to the next stays in the nearest cache.

use crate::elementary::{exp_of_reduced, reduced};
use crate::operand::Inputs;

/// How many numbers go through a stage before the next stage takes them.
pub const STRETCH: usize = 128;

/// What a stage hands to the next: `K` numbers of each place of a stretch.
pub type Held<const K: usize> = [[f64; STRETCH]; K];

/// Replaces every number x of `out` by what the stages make of it: `first` of x, then each of the `middle` ones, then `last`. The
/// first and the last also see the row, which is what the inputs have there.
///
/// For use inside [`kernel!`](crate::kernel). Stages of more than a few operations must be `#[inline(always)]`. A rest shorter
/// than a stretch is computed in one loop.
///
/// # Panics
///
/// When an input is shorter than `out`.
#[inline(always)]
pub fn in_stages<I: Inputs, const K: usize>(
    out: &mut [f64],
    inputs: I,
    first: impl Fn(f64, I::Row) -> [f64; K],
    middle: &impl Middle<K>,
    last: impl Fn([f64; K], I::Row) -> f64,
) {
    let (stretches, rest) = out.as_chunks_mut::<STRETCH>();
    let rest_at = stretches.len() * STRETCH;
    let mut held: Held<K> = [[0.0; STRETCH]; K];
    for (index, out) in stretches.iter_mut().enumerate() {
        let inputs = inputs.part(index * STRETCH, STRETCH);
        for i in 0..STRETCH {
            put(&mut held, i, first(out[i], inputs.row(i)));
        }
        middle.pass(&mut held);
        for i in 0..STRETCH {
            out[i] = last(get(&held, i), inputs.row(i));
        }
    }
    let inputs = inputs.part(rest_at, rest.len());
    for i in 0..rest.len() {
        rest[i] = last(middle.pass_one(first(rest[i], inputs.row(i))), inputs.row(i));
    }
}

/// The stages between the first and the last: functions from what is held to what is held then.
pub trait Middle<const K: usize> {
    /// Takes a stretch through each of them in turn.
    fn pass(&self, held: &mut Held<K>);

    /// Takes one number through all of them.
    fn pass_one(&self, held: [f64; K]) -> [f64; K];
}

/// None: two stages in all.
impl<const K: usize> Middle<K> for () {
    #[inline(always)]
    fn pass(&self, _: &mut Held<K>) {}

    #[inline(always)]
    fn pass_one(&self, held: [f64; K]) -> [f64; K] {
        held
    }
}

/// Four stages in all.
impl<const K: usize, A: Fn([f64; K]) -> [f64; K], B: Fn([f64; K]) -> [f64; K]> Middle<K> for (A, B) {
    #[inline(always)]
    fn pass(&self, held: &mut Held<K>) {
        for i in 0..STRETCH {
            let found = self.0(get(held, i));
            put(held, i, found);
        }
        for i in 0..STRETCH {
            let found = self.1(get(held, i));
            put(held, i, found);
        }
    }

    #[inline(always)]
    fn pass_one(&self, held: [f64; K]) -> [f64; K] {
        self.1(self.0(held))
    }
}

/// Replaces every number x of `out` by `finish(e^exponent(x, row), row)`, the exponential as [`exp`](crate::exp), as
/// [`in_stages`] does.
///
/// ```
/// use altai_math::{kernel, stages};
///
/// kernel! {
///     /// amount = base e^growth
///     fn carry(amount: &mut [f64], base: f64, growth: &[f64]) {
///         stages::exp_of(amount, (growth,), |_, [growth]| growth, |factor, _| base * factor);
///     }
/// }
/// let mut amount = [0.0; 2];
/// carry(&mut amount, 160.0, &[0.0, 1.0]);
/// assert_eq!(amount, [160.0, 160.0 * altai_math::exp(1.0)]);
/// ```
///
/// # Panics
///
/// When an input is shorter than `out`.
#[inline(always)]
pub fn exp_of<I: Inputs>(
    out: &mut [f64],
    inputs: I,
    exponent: impl Fn(f64, I::Row) -> f64,
    finish: impl Fn(f64, I::Row) -> f64,
) {
    in_stages(
        out,
        inputs,
        #[inline(always)]
        |x, row| reduced(exponent(x, row)),
        &(),
        #[inline(always)]
        |halfway, row| finish(exp_of_reduced(halfway), row),
    );
}

#[inline(always)]
fn put<const K: usize>(held: &mut Held<K>, place: usize, numbers: [f64; K]) {
    for k in 0..K {
        held[k][place] = numbers[k];
    }
}

#[inline(always)]
fn get<const K: usize>(held: &Held<K>, place: usize) -> [f64; K] {
    std::array::from_fn(
        #[inline(always)]
        |k| held[k][place],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exp;

    /// Around none, one and two stretches.
    const LENGTHS: [usize; 8] = [0, 1, 127, 128, 129, 255, 256, 300];

    fn column(length: usize, step: f64) -> Vec<f64> {
        (0..length).map(|i| step * (i as f64 - 100.0)).collect()
    }

    #[test]
    fn what_stands_in_a_rest_has_the_bits_of_what_stands_in_a_stretch() {
        for length in LENGTHS {
            let (mut out, x, base) = (column(length, 1.0), column(length, 0.37), column(length, 0.01));
            exp_of(&mut out, (&x[..], &base[..]), |own, [x, _]| x - 0.001 * own, |power, [_, base]| base * power);
            for (i, own) in column(length, 1.0).into_iter().enumerate() {
                assert_eq!(out[i].to_bits(), (base[i] * exp(x[i] - 0.001 * own)).to_bits(), "{i} of {length}");
            }
        }
    }

    #[test]
    fn stages_follow_one_another_and_a_number_stands_for_a_column_of_it() {
        fn staged(mut out: Vec<f64>, x: &[f64], a: impl crate::Entries) -> Vec<f64> {
            in_stages(
                &mut out,
                (x, a),
                |own, [x, a]| [own + x, x - a],
                &(|[own, x]: [f64; 2]| [own * x, x], |[own, x]: [f64; 2]| [own + x, x * x]),
                |[own, x], [again, a]| own + a * x - again,
            );
            out
        }
        for length in LENGTHS {
            let (out, x, three) = (column(length, 0.25), column(length, 0.5), vec![3.0; length]);
            let expected: Vec<f64> = out
                .iter()
                .zip(&x)
                .map(|(own, x)| ((own + x) * (x - 3.0) + (x - 3.0)) + 3.0 * ((x - 3.0) * (x - 3.0)) - x)
                .collect();
            assert_eq!(staged(out.clone(), &x, 3.0), expected);
            assert_eq!(staged(out, &x, &three[..]), expected);
        }
    }

    #[test]
    #[should_panic(expected = "range end index")]
    fn an_input_that_is_too_short_is_refused() {
        exp_of(&mut [0.0; 200], (&[0.0; 199][..],), |_, [x]| x, |power, _| power);
    }
}
