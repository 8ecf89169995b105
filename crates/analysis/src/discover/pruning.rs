//! Limits that other paths do not tell from chance are taken away: a search among many inputs restricts some of them by luck.

use super::futures::Held;
use super::prim::Limits;
use super::quasi_p;

/// A limit is kept where its quasi-p-value is no greater.
const KEPT: f64 = 0.05;

/// The limits without those that may be chance, one after the other, the least sure first. `look` says what limits hold of paths that
/// did not find them.
pub(super) fn pruned(
    mut limits: Vec<(usize, Limits)>,
    look: impl Fn(&[(usize, Limits)]) -> Held,
) -> Vec<(usize, Limits)> {
    loop {
        let held = look(&limits);
        let p = |place: usize| {
            let (without, without_wanted) = held.without(place);
            quasi_p(held.inside, held.wanted, without, without_wanted)
        };
        let least_sure =
            (0..limits.len()).map(|place| (place, p(place))).max_by(|one, other| one.1.total_cmp(&other.1));
        match least_sure {
            Some((place, p)) if p > KEPT => limits.remove(place),
            _ => return limits,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_limits_that_do_something_are_kept() {
        // Without limit 2 the box is as dense as with it; without any other, half as dense.
        let look = |limits: &[(usize, Limits)]| {
            let beyond =
                |&(input, _): &(usize, Limits)| if input == 2 { [(0, 0), (50, 40)] } else { [(100, 0), (0, 0)] };
            Held { inside: 100, wanted: 80, beyond: limits.iter().map(beyond).collect() }
        };
        let limits = [1, 2, 4].map(|input| (input, [0.0, 1.0])).to_vec();
        assert_eq!(pruned(limits, look).iter().map(|(input, _)| *input).collect::<Vec<_>>(), [1, 4]);
        assert!(pruned(Vec::new(), look).is_empty());
    }
}
