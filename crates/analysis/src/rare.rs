//! How likely is what hardly ever happens? Odds of 1 in 1,000 down to 1 in a trillion, by splitting.
//!
//! A plain run of 100,000 paths says nothing of odds of 1 in a million. This search sets levels of how near a path comes to the
//! target ([`altai_sim::nearness`]), each passed by about half of the paths that passed the one before. Paths that have not passed a
//! level go on as copies of paths that have, and all are moved by Markov chains that keep the law of their draws (subset simulation,
//! Au and Beck 2001; adaptive multilevel splitting, Cérou and Guyader 2007). A pilot finds the levels and the sizes of moves; with
//! these fixed, [`REPLICATES`] independent replicates each give an unbiased estimate (Del Moral 2004), and their spread the error.

mod estimate;
mod particles;
mod population;
mod replicate;
mod sentence;
mod tuning;

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};

use altai_model::Scenario;
use altai_sim::draws::BLOCK;
use altai_sim::{Plan, Streams};
use serde::Serialize;

pub use tuning::{Kind, Tuning};

use crate::Question;
use crate::blocks::each_block;
use estimate::Estimated;
use replicate::{End, Ladder, Tally};

/// Independent estimates, whose spread is the error.
pub const REPLICATES: u64 = 16;

/// Particles at each level, in all replicates together, unless told otherwise.
pub const PATHS: u64 = REPLICATES * 4 * BLOCK as u64;

/// More would not fit into memory.
pub const MOST_PATHS: u64 = REPLICATES * 256 * BLOCK as u64;

/// Odds above this are found as well, and with more beside them, by a plain run.
pub const RARE: f64 = 1e-3;

/// The pilot has so many blocks.
const PILOT_BLOCKS: u64 = 2;

/// What came of a search.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The target was reached, and its odds estimated.
    #[default]
    Estimated,
    /// At some level no path came any nearer: the odds are below `upper_95`.
    NoNearer,
    /// The odds are below `upper_95`, too small to go on.
    OutOfSight,
}

/// The odds of a target under a package. A row of `rare.csv`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RareRow {
    /// The target's name.
    pub target: String,
    /// The package's name.
    pub package: String,
    /// The target's calendar year.
    pub year: i32,
    /// That the target is reached by that year: the mean of the replicates. Absent where no path reaches it.
    pub probability: Option<f64>,
    /// Of simulation, from the spread of the replicates.
    pub standard_error: Option<f64>,
    /// Lower end of the 95 % interval.
    pub lower_95: f64,
    /// Upper end of the 95 % interval.
    pub upper_95: f64,
    /// How the search ended.
    pub outcome: Outcome,
    /// How many levels it took; 1 where the target itself was the first.
    pub levels: usize,
    /// The share of moves that were accepted; absent where none were made.
    pub accepted: Option<f64>,
    /// The greatest T / K that any path came to by then; absent where the target asks for more years than there are.
    pub nearest: Option<f64>,
}

impl RareRow {
    /// How many digits of `1 in …` the error of simulation leaves: two, or three where it is small.
    pub fn digits(&self) -> usize {
        if self.upper_95 < 1.2 * self.lower_95 { 3 } else { 2 }
    }
}

/// The odds of every target under every package.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rare {
    /// The labels of the rows.
    #[serde(flatten)]
    pub question: Question,
    /// The answer in a sentence or two.
    pub sentence: String,
    /// Particles at each level, in all replicates together.
    pub paths: u64,
    /// How many replicates.
    pub replicates: u64,
    /// How many paths were played at all levels, after all moves, with those of pilots.
    pub played: u64,
    /// By target, then by package, in the order of the scenario.
    pub odds: Vec<RareRow>,
}

/// Levels for every target and package, and what it takes to count who passes them.
#[derive(Debug)]
pub struct Search<'a> {
    scenario: &'a Scenario,
    tuning: &'a Tuning,
    streams: Streams,
    /// Of a replicate.
    blocks: u64,
    jobs: Vec<Job>,
}

/// One target under one package.
#[derive(Debug)]
struct Job {
    target: usize,
    package: usize,
    plan: Plan,
    ladder: Ladder,
}

impl<'a> Search<'a> {
    /// Finds levels for every target and package of the scenario.
    ///
    /// `paths`, at most [`MOST_PATHS`], are rounded up to whole blocks for each of [`REPLICATES`].
    pub fn new(scenario: &'a Scenario, tuning: &'a Tuning, paths: u64, seed: u64, threads: NonZeroUsize) -> Self {
        let streams = Streams::new(seed);
        let blocks = paths.min(MOST_PATHS).div_ceil(REPLICATES * BLOCK as u64).max(1);
        let packages = scenario.packages.len();
        let jobs = each_block((scenario.targets.len() * packages) as u64, threads, |job| {
            let (target, package) = (job as usize / packages, job as usize % packages);
            let plan = Plan::compile(&scenario.narrowed(target, [scenario.packages[package].clone()]));
            let ladder = replicate::pilot(&plan, streams, blocks.min(PILOT_BLOCKS), tuning);
            Job { target, package, plan, ladder }
        });
        Self { scenario, tuning, streams, blocks, jobs }
    }

    /// How many paths [`Self::answer`] plays, or fewer where a target turns out to be out of reach.
    pub fn paths(&self) -> u64 {
        let moves = |job: &Job| job.ladder.levels.len().saturating_sub(1) * self.tuning.moves;
        let plays: usize = self.jobs.iter().map(|job| 1 + moves(job)).sum();
        plays as u64 * REPLICATES * self.blocks * BLOCK as u64
    }

    /// Counts who passes the levels. `progress` hears of paths played so far, from any thread.
    pub fn answer(&self, threads: NonZeroUsize, progress: &(dyn Fn(u64) + Sync)) -> Rare {
        let played = AtomicU64::new(0);
        let tallies = each_block(self.jobs.len() as u64 * REPLICATES, threads, |place| {
            let job = &self.jobs[(place / REPLICATES) as usize];
            let number = place % REPLICATES + 1;
            let tally = replicate::replicate(&job.plan, self.streams, &job.ladder, number, self.blocks, self.tuning);
            progress(played.fetch_add(tally.played, Ordering::Relaxed) + tally.played);
            tally
        });
        let question = Question::of(self.scenario);
        let of_jobs = self.jobs.iter().zip(tallies.chunks(REPLICATES as usize));
        let odds: Vec<RareRow> = of_jobs.map(|(job, tallies)| self.row(job, tallies, &question)).collect();
        let pilots: u64 = self.jobs.iter().map(|job| job.ladder.played).sum();
        Rare {
            sentence: sentence::sentence(&question, &odds),
            question,
            paths: REPLICATES * self.blocks * BLOCK as u64,
            replicates: REPLICATES,
            played: pilots + tallies.iter().map(|tally| tally.played).sum::<u64>(),
            odds,
        }
    }

    fn row(&self, job: &Job, tallies: &[Tally], question: &Question) -> RareRow {
        let Ladder { levels, end, .. } = &job.ladder;
        let particles = self.blocks * BLOCK as u64;
        let estimated = Estimated::of(tallies, levels.len(), particles, *end != End::OutOfSight);
        let outcome = match end {
            _ if estimated.probability.is_some() => Outcome::Estimated,
            End::OutOfSight => Outcome::OutOfSight,
            End::Target | End::NoNearer => Outcome::NoNearer,
        };
        let (moves, accepted) =
            tallies.iter().fold((0, 0), |(moves, accepted), tally| (moves + tally.proposed, accepted + tally.accepted));
        let nearest = tallies.iter().map(|tally| tally.nearest).fold(f64::NEG_INFINITY, f64::max);
        RareRow {
            target: question.targets[job.target].name.clone(),
            package: question.packages[job.package].name.clone(),
            year: question.targets[job.target].by,
            probability: estimated.probability,
            standard_error: estimated.standard_error,
            lower_95: estimated.lower_95,
            upper_95: estimated.upper_95,
            outcome,
            levels: levels.len(),
            accepted: (moves > 0).then(|| accepted as f64 / moves as f64),
            nearest: nearest.is_finite().then_some(nearest),
        }
    }
}
