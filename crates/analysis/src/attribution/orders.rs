//! The orders in which deals may be switched on, counted or drawn.

use altai_model::Scenario;
use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};
use altai_sim::{Draws, Streams};

/// In which orders deals may be switched on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Orders {
    /// All: Shapley's value.
    #[default]
    All,
    /// Those in which a deal comes after what it requires: the value of U. Faigle and W. Kern 1992, *The Shapley value for
    /// cooperative games under precedence constraints*.
    RequirementsFirst,
    /// Those that finish a sector before they go on to the next: the value of G. Owen 1977, *Values of games with a priori
    /// unions*. A deal without a sector is one by itself.
    SectorBySector,
}

/// A deal is switched on after those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    /// Its place among the deals.
    pub(super) deal: usize,
    /// The places before it, as bits.
    pub(super) before: usize,
    /// In so many orders.
    pub(super) orders: u64,
}

/// Every step that an admissible order takes, and how many such orders there are.
pub(super) fn steps(scenario: &Scenario, deals: &[usize], orders: Orders) -> (Vec<Step>, u64) {
    let place = |deal: &usize| deals.iter().position(|other| other == deal);
    let bits = |places: &mut dyn Iterator<Item = usize>| places.fold(0_usize, |bits, place| bits | 1 << place);
    let required: Vec<usize> =
        deals.iter().map(|&deal| bits(&mut scenario.deals[deal].requires.iter().filter_map(place))).collect();
    let sector = |place: usize| scenario.deals[deals[place]].sector.as_deref();
    let unions: Vec<usize> = (0..deals.len())
        .map(|own| {
            let same = |other: &usize| *other == own || sector(own).is_some() && sector(*other) == sector(own);
            bits(&mut (0..deals.len()).filter(same))
        })
        .collect();
    count(deals.len(), |set, deal| match orders {
        Orders::All => true,
        Orders::RequirementsFirst => required[deal] & !set == 0,
        Orders::SectorBySector => {
            let is_open = |union: usize| set & union != 0 && set & union != union;
            unions.iter().all(|&union| union == unions[deal] || !is_open(union))
        }
    })
}

/// Counts orders along the ways from no deal to all of `count`: those that lead to a set, times those that lead on.
fn count(count: usize, admits: impl Fn(usize, usize) -> bool) -> (Vec<Step>, u64) {
    let all = (1_usize << count) - 1;
    let open = |set: usize| (0..count).filter(move |deal| set >> deal & 1 == 0);
    let mut to = vec![0_u64; all + 1];
    let mut on = vec![0_u64; all + 1];
    (to[0], on[all]) = (1, 1);
    for set in 0..=all {
        for deal in open(set).filter(|&deal| admits(set, deal)) {
            to[set | 1 << deal] += to[set];
        }
    }
    for set in (0..=all).rev() {
        on[set] += open(set).filter(|&deal| admits(set, deal)).map(|deal| on[set | 1 << deal]).sum::<u64>();
    }
    let mut steps = Vec::new();
    for set in 0..=all {
        for deal in open(set).filter(|&deal| admits(set, deal)) {
            let orders = to[set] * on[set | 1 << deal];
            if orders > 0 {
                steps.push(Step { deal, before: set, orders });
            }
        }
    }
    (steps, to[all])
}

/// About `many` orders of `count` deals at random, each followed by its reverse: what comes early in one comes late in the
/// other, which leaves less to chance.
pub(super) fn drawn(draws: Streams, count: usize, many: usize) -> Vec<Vec<usize>> {
    let address = Address::of("attribution.order");
    let keys: Vec<Vec<f64>> = (0..count)
        .map(|deal| {
            let mut column = vec![0.0; BLOCK];
            draws.uniforms(Dimension::once(address, u32::try_from(deal).unwrap_or(u32::MAX)), 0, &mut column);
            column
        })
        .collect();
    let order = |which: usize| {
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by(|&one, &other| keys[one][which].total_cmp(&keys[other][which]));
        order
    };
    let pair = |which: usize| {
        let forward = order(which);
        let backward = forward.iter().rev().copied().collect();
        [forward, backward]
    };
    (0..many.div_ceil(2).min(BLOCK)).flat_map(pair).collect()
}

/// A drawn order: for each deal the cases with it and just before it.
#[derive(Debug)]
pub(super) struct Order(Vec<(usize, usize)>);

impl Order {
    /// `case` is that of a set of places.
    pub(super) fn of(order: &[usize], mut case: impl FnMut(&[usize]) -> usize) -> Self {
        let mut steps = vec![(0, 0); order.len()];
        for (position, &deal) in order.iter().enumerate() {
            steps[deal] = (case(&order[..=position]), case(&order[..position]));
        }
        Self(steps)
    }

    /// The cases with and without a deal.
    pub(super) fn step(&self, deal: usize) -> (usize, usize) {
        self.0[deal]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_orders_of_three_weigh_as_shapley_has_it() {
        let (steps, orders) = count(3, |_, _| true);
        assert_eq!(orders, 6);
        let weight = |before| steps.iter().find(|step| step.deal == 0 && step.before == before).unwrap().orders;
        assert_eq!([0b000, 0b010, 0b100, 0b110].map(weight), [2, 1, 1, 2]);
    }

    #[test]
    fn a_requirement_halves_the_orders() {
        let (steps, orders) = count(3, |set, deal| deal != 2 || set & 1 == 1);
        assert_eq!(orders, 3);
        assert!(steps.iter().filter(|step| step.deal == 2).all(|step| step.before & 1 == 1));
    }

    #[test]
    fn drawn_orders_hold_every_deal_once_and_come_with_their_reverse() {
        let orders = drawn(Streams::new(1), 15, 40);
        assert_eq!(orders.len(), 40);
        for pair in orders.chunks(2) {
            let mut sorted = pair[0].clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..15).collect::<Vec<_>>());
            assert_eq!(pair[1].iter().rev().copied().collect::<Vec<_>>(), pair[0]);
        }
        assert_ne!(orders[0], orders[2]);
    }
}
