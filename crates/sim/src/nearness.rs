//! How near a path comes to a target: the measure that a search for rare paths climbs.

use altai_math::kernel;

use crate::block::{Observer, Player, Year};
use crate::columns::Values;
use crate::draws::BLOCK;
use crate::{Draws, Plan};

/// The nearness from which on a target is reached.
pub const REACHED: f64 = 1.0;

/// Plays blocks and says of every path how near it comes to one target under one package within the plan's years.
///
/// In a year that is T_t / K_t. Where the target asks for n years in a row, it is the least of n years. Of all years it is the
/// greatest, so that a path reaches the target where, and only where, its nearness is [`REACHED`] or more. It is −∞ where there
/// are fewer years than the target asks for.
pub struct Nearness<'a> {
    player: Player<'a>,
    target: usize,
    case: usize,
    /// T / K of the last years, as many as the target asks for in a row, the oldest overwritten first.
    last: Vec<Box<Values>>,
}

impl std::fmt::Debug for Nearness<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Nearness").field("target", &self.target).field("case", &self.case).finish()
    }
}

impl<'a> Nearness<'a> {
    /// Working memory for one thread.
    ///
    /// # Panics
    ///
    /// When the plan has no such target or package.
    pub fn new(plan: &'a Plan, draws: &'a dyn Draws, target: usize, package: usize) -> Self {
        let sustain = plan.targets[target].sustain.max(1);
        Self {
            player: Player::new(plan, draws),
            target,
            case: plan.packages.case_of[package],
            last: vec![Box::new([0.0; BLOCK]); sustain],
        }
    }

    /// Plays a block, and writes how near each of its paths comes.
    pub fn play(&mut self, block: u64, nearest: &mut Values) {
        nearest.fill(f64::NEG_INFINITY);
        let Self { player, target, case, last } = self;
        player.play(block, &mut Listener { target: *target, case: *case, last, nearest });
    }
}

struct Listener<'a> {
    target: usize,
    case: usize,
    last: &'a mut [Box<Values>],
    nearest: &'a mut Values,
}

impl Observer for Listener<'_> {
    fn turnover(&mut self, year: &Year<'_>, case: usize) {
        if case != self.case {
            return;
        }
        let sustain = self.last.len();
        compare(&mut self.last[year.index % sustain], year.turnover(), year.target(self.target));
        if year.index + 1 >= sustain {
            let (first, others) = self.last.split_first_mut().expect("a target asks for a year at least");
            if others.is_empty() {
                keep_greater(self.nearest, first);
            } else {
                let mut least = **first;
                for other in others {
                    keep_less(&mut least, other);
                }
                keep_greater(self.nearest, &least);
            }
        }
    }
}

/// The greatest number below 1.
const JUST_BELOW: f64 = 1.0 - f64::EPSILON / 2.0;

kernel! {
    /// T / K, which rounding and overflow keep on the side of 1 that T is of K. What cannot be compared is far away.
    fn compare(nearness: &mut Values, turnover: &Values, target: &Values) {
        for i in 0..nearness.len() {
            let (t, k) = (turnover[i], target[i]);
            let ratio = t / k;
            nearness[i] = if t >= k {
                if ratio >= 1.0 { ratio } else { 1.0 }
            } else if t < k {
                if ratio < 1.0 { ratio } else { JUST_BELOW }
            } else {
                f64::NEG_INFINITY
            };
        }
    }
}

kernel! {
    fn keep_greater(x: &mut Values, y: &Values) {
        for i in 0..x.len() {
            x[i] = if y[i] > x[i] { y[i] } else { x[i] };
        }
    }
}

kernel! {
    fn keep_less(x: &mut Values, y: &Values) {
        for i in 0..x.len() {
            x[i] = if y[i] < x[i] { y[i] } else { x[i] };
        }
    }
}
