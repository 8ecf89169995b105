//! Which box of a trajectory is shown, and whether it is better than chance.

use altai_math::normal;

use super::futures::Held;
use super::prim::PrimBox;

/// Which box is shown, of those that were found.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Choice {
    /// The one that holds the most of the outcome beyond what it holds of its contrary: the share of the paths with the outcome
    /// inside minus the share of the others inside (W. J. Youden 1950, *Index for rating diagnostic tests*).
    #[default]
    Contrast,
    /// The first that is so dense; where none is, the densest.
    Density(f64),
    /// The one of this number.
    Number(usize),
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no box of this number; the last one's.
    NoSuchBox(usize, usize),
}

impl Choice {
    /// The place of the box, from what the search itself saw. The first box is there always.
    pub(super) fn among(self, boxes: &[PrimBox]) -> Result<usize, Refusal> {
        let first_largest = |value: &dyn Fn(&PrimBox) -> f64| {
            (0..boxes.len())
                .rev()
                .max_by(|&one, &other| value(&boxes[one]).total_cmp(&value(&boxes[other])))
                .unwrap_or(0)
        };
        match self {
            Self::Contrast => {
                let (all, wanted) = (boxes[0].inside, boxes[0].wanted);
                let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
                Ok(first_largest(&|one| share(one.wanted, wanted) - share(one.inside - one.wanted, all - wanted)))
            }
            Self::Density(least) => {
                let found = boxes.iter().position(|one| one.density() >= least);
                Ok(found.unwrap_or_else(|| first_largest(&PrimBox::density)))
            }
            Self::Number(number) if number < boxes.len() => Ok(number),
            Self::Number(number) => Err(Refusal::NoSuchBox(number, boxes.len() - 1)),
        }
    }
}

/// Whether a box is denser than what it leaves out: the difference of the two shares exceeds Φ⁻¹(0.975) standard errors, those of
/// equal shares. The box was chosen by other paths, so that one comparison is all there is.
pub(super) fn is_better_than_chance(held: &Held, paths: u64, wanted: u64) -> bool {
    let (inside, outside) = (held.inside as f64, (paths - held.inside) as f64);
    if inside == 0.0 || outside == 0.0 {
        return false;
    }
    let share = wanted as f64 / paths as f64;
    let difference = held.wanted as f64 / inside - (wanted - held.wanted) as f64 / outside;
    let error = (share * (1.0 - share) * (1.0 / inside + 1.0 / outside)).sqrt();
    difference > normal::quantile(0.975) * error
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxes(held: &[(usize, usize)]) -> Vec<PrimBox> {
        held.iter().map(|&(inside, wanted)| PrimBox { limits: Vec::new(), inside, wanted }).collect()
    }

    #[test]
    fn the_box_shown_is_the_one_asked_for() {
        // Coverage less that of the contrary: 0, 0.75 − 0.25, 0.5 − 0.0625, 0.25 − 0.
        let boxes = boxes(&[(100, 20), (35, 15), (15, 10), (5, 5)]);
        assert_eq!(Choice::Contrast.among(&boxes), Ok(1));
        assert_eq!(Choice::Density(0.6).among(&boxes), Ok(2));
        assert_eq!(Choice::Density(0.1).among(&boxes), Ok(0));
        assert_eq!(Choice::Number(3).among(&boxes), Ok(3));
        assert_eq!(Choice::Number(4).among(&boxes), Err(Refusal::NoSuchBox(4, 3)));
    }

    #[test]
    fn of_equals_the_first_is_shown_and_the_densest_where_none_is_dense_enough() {
        let boxes = boxes(&[(100, 50), (50, 25)]);
        assert_eq!(Choice::Contrast.among(&boxes), Ok(0));
        assert_eq!(Choice::Density(0.9).among(&boxes), Ok(0));
    }

    #[test]
    fn a_box_without_an_edge_is_not_better_than_chance() {
        let held = |inside, wanted| Held { inside, wanted, beyond: Vec::new() };
        // 1.96 standard errors of 100 against 900 at ½ are 0.103 of the difference: 60 and 440 are 0.111 apart.
        assert!(is_better_than_chance(&held(100, 60), 1_000, 500));
        assert!(!is_better_than_chance(&held(100, 58), 1_000, 500));
        assert!(!is_better_than_chance(&held(100, 40), 1_000, 500));
        for (paths, wanted, inside) in [(0, 0, 0), (10, 10, 10), (10, 0, 0), (10, 10, 5)] {
            assert!(!is_better_than_chance(&held(inside, wanted.min(inside)), paths, wanted));
        }
    }
}
