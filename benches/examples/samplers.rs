//! What each sampling design gains on a scenario: the variance of its estimates over many seeds, against that of independent
//! paths, and the time that they take.
//!
//! `cargo run --release -p altai-benches --example samplers -- [SCENARIO [REPETITIONS [PATHS]]]`
#![allow(clippy::print_stdout)] // A program.

use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;

use altai_model::{Files, NoFiles, Scenario, SourceText};
use altai_sim::{Design, Plan, Replicates, Streams, Summary, play, play_replicates};

/// What is estimated.
const WHAT: [&str; 3] = ["odds by the year", "last less first", "mean turnover"];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_else(|| "kazakhstan-mongolia".to_owned());
    let mut number = |otherwise| arguments.next().map_or(otherwise, |word| word.parse().expect("a whole number"));
    let (repetitions, paths): (u32, u32) = (number(100), number(131_072));
    let scenario = read(&name);
    let plan = Plan::compile(&scenario);
    let split = Replicates::of_at_least(u64::from(paths));
    println!("{name}: {repetitions} repetitions of {} replicates of {} paths", split.count(), split.paths());
    // By turns, so that whatever else the machine does, it does to all alike.
    let mut estimates = vec![Vec::new(); Design::ALL.len()];
    let mut seconds = [0.0; Design::ALL.len()];
    let clock = Clock { began: Instant::now() };
    for repetition in 0..repetitions {
        for (place, design) in Design::ALL.into_iter().enumerate() {
            let before = clock.seconds();
            let draws = design.arrange(&plan, Streams::new(1_000 + u64::from(repetition)), split);
            let (all, ..) = play_replicates(&plan, &draws, split, NonZeroUsize::MIN, &|_| {}, &|_| {});
            seconds[place] += clock.seconds() - before;
            estimates[place].push(estimates_of(&scenario, &all));
        }
    }
    let plain = plain_variances(&scenario, &plan, split.all_paths());
    println!(
        "{:<17} {:<17} {:>12} {:>10} {:>9} {:>9} {:>14}",
        "sampler", "what", "mean", "sd", "variance", "time", "gain"
    );
    for (place, design) in Design::ALL.into_iter().enumerate() {
        let time = seconds[place] / seconds[0];
        for (what, word) in WHAT.iter().enumerate() {
            let (mean, variance) = moments(&estimates[place], what);
            let ratio = variance / plain[what];
            let gain = 1.0 / (ratio * time);
            // The variance of so many normals has about this relative standard error; that of plain draws is known far better.
            let error = gain * (2.0 / (f64::from(repetitions) - 1.0)).sqrt();
            println!(
                "{:<17} {word:<17} {mean:>12.5} {:>10.6} {ratio:>9.3} {time:>9.3} {gain:>7.2} ± {error:.2}",
                design.name(),
                variance.sqrt()
            );
        }
    }
    println!("plain: {:.3} s of one processor a repetition", seconds[0] / f64::from(repetitions));
}

fn read(name: &str) -> Scenario {
    let (text, files): (String, &dyn Files) = match altai_scenarios::example(name) {
        Some(example) => (example.text.into(), &NoFiles),
        None => (std::fs::read_to_string(Path::new(name)).expect("a scenario"), &NoFiles),
    };
    altai_model::read(SourceText { name: name.to_owned(), text }, &[], files).scenario.expect("no mistakes")
}

/// By the target's year, under the last package and the first: estimates from all paths.
fn estimates_of(scenario: &Scenario, all: &Summary) -> [f64; WHAT.len()] {
    let (year, last) =
        ((scenario.targets[0].by - scenario.horizon.base_year - 1) as usize, scenario.packages.len() - 1);
    let share = |package| all.reached(0, package, year) as f64 / all.paths() as f64;
    let mean = all.turnover(last, year).map_or(f64::NAN, |moments| moments.mean);
    [share(last), share(last) - share(0), mean]
}

/// What the variances are where paths are independent, by formula, from many of them.
fn plain_variances(scenario: &Scenario, plan: &Plan, paths: u64) -> [f64; WHAT.len()] {
    let (year, last) =
        ((scenario.targets[0].by - scenario.horizon.base_year - 1) as usize, scenario.packages.len() - 1);
    let summary = play(plan, &Streams::new(1), 8 * paths, NonZeroUsize::MIN, &|_| {});
    let share = |count: u64| count as f64 / summary.paths() as f64;
    let (p, q) = (share(summary.reached(0, last, year)), share(summary.reached(0, 0, year)));
    let either = p + q - 2.0 * share(summary.reached_with_first(0, last, year));
    let second = summary.turnover(last, year).map_or(f64::NAN, |moments| moments.second);
    [p * (1.0 - p), either - (p - q) * (p - q), second].map(|variance| variance / paths as f64)
}

fn moments(estimates: &[[f64; WHAT.len()]], what: usize) -> (f64, f64) {
    let n = estimates.len() as f64;
    let mean = estimates.iter().map(|all| all[what]).sum::<f64>() / n;
    (mean, estimates.iter().map(|all| (all[what] - mean) * (all[what] - mean)).sum::<f64>() / (n - 1.0))
}

/// Of the processor, where the system tells, so that other programs do not count; else on the wall.
struct Clock {
    began: Instant,
}

impl Clock {
    fn seconds(&self) -> f64 {
        // Fields 14 and 15 of proc_pid_stat(5): hundredths of a second in user and in system mode.
        let ticks = || -> Option<f64> {
            let text = std::fs::read_to_string("/proc/self/stat").ok()?;
            let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
            Some(fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?)
        };
        ticks().map_or_else(|| self.began.elapsed().as_secs_f64(), |ticks| ticks / 100.0)
    }
}
