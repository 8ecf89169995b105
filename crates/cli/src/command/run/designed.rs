//! Playing under a sampling design: replicate by replicate, because their spread is what tells the error.

use std::num::NonZeroUsize;

use altai_analysis::Question;
use altai_analysis::replicates::{Estimates, Sampling};
use altai_analysis::words::{grouped, several};
use altai_model::Scenario;
use altai_sim::{Design, Plan, Replicates, Streams, Summary, play_replicates};

use super::Played;
use crate::arguments::Run;
use crate::clock;
use crate::output::wrong;
use crate::progress::Progress;
use crate::timing::timed;

/// What a design keeps beside the summary of all paths.
pub(super) struct Designed {
    pub(super) sampling: Sampling,
    pub(super) replicates: Vec<Estimates>,
    /// As many paths as were asked for.
    asked: u64,
}

/// An exit code where what is asked for contradicts itself, which is told.
pub(super) fn check(arguments: &Run) -> Result<(), u8> {
    if arguments.sampler == Design::MonteCarlo || arguments.precision.is_none() {
        return Ok(());
    }
    Err(wrong(&format!(
        "--precision does not go with --sampler {}: when to stop is known for plain draws only\n  say how many with --paths, \
         or leave one of the two out",
        arguments.sampler.name()
    )))
}

impl Played {
    /// All paths, or as many more as the design needs.
    pub(super) fn designed(scenario: &Scenario, design: Design, threads: NonZeroUsize, quiet: bool) -> Self {
        let started = clock::now();
        let asked = scenario.run.paths;
        let split = Replicates::of_at_least(asked);
        let ((plan, draws), preparing) = timed(|| {
            let plan = Plan::compile(scenario);
            let draws = design.arrange(&plan, Streams::new(scenario.run.seed), split);
            (plan, draws)
        });
        let progress = Progress::new(split.all_paths(), quiet);
        let question = Question::of(scenario);
        let told = |replicate: &Summary| Estimates::of(&question, replicate);
        let (summary, replicates, timing) =
            play_replicates(&plan, &draws, split, threads, &told, &|played| progress.hear(played));
        let sampling = Sampling::new(design, split, draws.plain());
        let designed = Some(Designed { sampling, replicates, asked });
        Self { summary, started, preparing, timing, knowing: None, threads, designed }
    }
}

impl Designed {
    /// `sobol: 25 independent replicates of 4,096 paths, more than the 100,000 asked for, so that they are equal`.
    pub(super) fn remark(&self) -> String {
        let Sampling { sampler, replicates, paths_of_each, plain_quantities, .. } = &self.sampling;
        let more = match self.asked {
            asked if asked == replicates * paths_of_each => String::new(),
            asked => format!(" (rounded up from {})", grouped(asked)),
        };
        let plain = match *plain_quantities as u64 {
            0 => String::new(),
            1 => "; 1 quantity beyond its dimensions got plain draws".to_owned(),
            many => format!("; {} quantities beyond its dimensions got plain draws", grouped(many)),
        };
        format!("{sampler}: {replicates} independent replicates of {}{more}{plain}", several(*paths_of_each, "path"))
    }
}
