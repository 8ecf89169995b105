//! Times one thing against another: a little of each in turn, so that a slow minute of the machine falls on both.

use std::time::{Duration, Instant};

/// What several rounds gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The middle round.
    pub median: f64,
    /// The least of them.
    pub least: f64,
    /// The greatest.
    pub greatest: f64,
}

impl Spread {
    /// Of what each round gave.
    ///
    /// # Panics
    ///
    /// When there was no round.
    pub fn of(mut rounds: Vec<f64>) -> Self {
        rounds.sort_by(f64::total_cmp);
        let (least, greatest) = (rounds[0], rounds[rounds.len() - 1]);
        let middle = |round: usize| rounds[round.min(rounds.len() - 1)];
        Self { median: 0.5 * (middle((rounds.len() - 1) / 2) + middle(rounds.len() / 2)), least, greatest }
    }
}

/// Seconds that two things took in each of several rounds, each the fastest of its turns: what else the machine does can
/// only make a turn slower.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    rounds: Vec<[f64; 2]>,
}

impl Pair {
    /// Runs `first` and `second` by turns, so often in a round that the slower takes about `lasting`, for several rounds. What
    /// is longer has three turns all the same; what takes half a second, one.
    pub fn time(rounds: usize, lasting: Duration, first: &mut dyn FnMut(), second: &mut dyn FnMut()) -> Self {
        let slower = seconds(first).max(seconds(second)).min(seconds(first).max(seconds(second))).max(1e-9);
        let least = if slower < 0.5 { 3.0 } else { 1.0 };
        let turns = (lasting.as_secs_f64() / slower).ceil().clamp(least, 1e6) as u32;
        let round = |_| {
            let mut fastest = [f64::INFINITY; 2];
            for turn in 0..turns {
                // Neither always goes first.
                let order = if turn % 2 == 0 { [0, 1] } else { [1, 0] };
                for which in order {
                    let took = if which == 0 { seconds(first) } else { seconds(second) };
                    fastest[which] = fastest[which].min(took);
                }
            }
            fastest
        };
        Self { rounds: (0..rounds).map(round).collect() }
    }

    /// The first.
    pub fn first(&self) -> Spread {
        self.spread(|[first, _]| first)
    }

    /// The second.
    pub fn second(&self) -> Spread {
        self.spread(|[_, second]| second)
    }

    /// Anything that follows from the two times of a round, such as their ratio.
    pub fn spread(&self, of: impl Fn([f64; 2]) -> f64) -> Spread {
        Spread::of(self.rounds.iter().map(|&round| of(round)).collect())
    }
}

/// How long it takes.
fn seconds(what: &mut dyn FnMut()) -> f64 {
    let start = Instant::now();
    what();
    start.elapsed().as_secs_f64()
}
