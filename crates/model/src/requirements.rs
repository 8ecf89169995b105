//! What deals require of each other. `requires` tells the requirements of a deal, in all that follows.

use std::collections::BTreeSet;

/// A deal and all that it requires, directly or through others, the nearest first.
pub(crate) fn with_required<'a>(deal: usize, requires: impl Fn(usize) -> &'a [usize]) -> Vec<usize> {
    let mut found = vec![deal];
    let mut next = 0;
    while let Some(&deal) = found.get(next) {
        for &required in requires(deal) {
            if !found.contains(&required) {
                found.push(required);
            }
        }
        next += 1;
    }
    found
}

/// The deals that are on together with all that they require, and all that those require.
pub(crate) fn able<'a>(
    on: impl IntoIterator<Item = usize>,
    requires: impl Fn(usize) -> &'a [usize],
) -> BTreeSet<usize> {
    let mut able: BTreeSet<usize> = on.into_iter().collect();
    loop {
        let kept = able.clone();
        able.retain(|&deal| requires(deal).iter().all(|required| kept.contains(required)));
        if able.len() == kept.len() {
            return able;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 3 requires 1 and 2, both of which require 0; 4 stands by itself.
    const REQUIRES: [&[usize]; 5] = [&[], &[0], &[0], &[1, 2], &[]];

    #[test]
    fn a_deal_brings_what_it_requires_the_nearest_first() {
        assert_eq!(with_required(3, |deal| REQUIRES[deal]), [3, 1, 2, 0]);
        assert_eq!(with_required(4, |deal| REQUIRES[deal]), [4]);
    }

    #[test]
    fn what_lacks_a_requirement_takes_with_it_what_waits_for_it() {
        let able = |on: &[usize]| able(on.iter().copied(), |deal| REQUIRES[deal]).into_iter().collect::<Vec<_>>();
        assert_eq!(able(&[4, 3, 2, 1, 0]), [0, 1, 2, 3, 4]);
        assert_eq!(able(&[0, 1, 3, 4]), [0, 1, 4]);
        assert_eq!(able(&[1, 2, 3]), Vec::<usize>::new());
    }
}
