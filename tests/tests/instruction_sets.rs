//! Every instruction set gives the same bits. In a binary of its own, because the limit holds for the whole process.

use altai_math::dispatch::{InstructionSet, limit_instruction_set};
use altai_model::Scenario;
use altai_sim::Summary;
use altai_tests::{played, random, scenario, shipped};

/// Scenarios with every distribution, process and ramp between them.
fn scenarios() -> Vec<Scenario> {
    let shipped = ["minimal", "kazakhstan-mongolia"].map(|name| scenario(shipped(name), &[]));
    // A tape of Weyl's: multiples of the golden ratio.
    let tape = |n: u32| (1..600).map(|i: u32| (i + 600 * n).wrapping_mul(2_654_435_769)).collect::<Vec<u32>>();
    shipped.into_iter().chain((0..30).map(|n| scenario(&random::scenario_text(&tape(n)), &[]))).collect()
}

#[test]
fn every_instruction_set_gives_the_same_summary() {
    let scenarios = scenarios();
    let mut played: Vec<Vec<Summary>> = Vec::new();
    for set in InstructionSet::ALL {
        // On a machine without it, this is the widest set that there is.
        limit_instruction_set(set);
        played.push(scenarios.iter().map(played_some).collect());
    }
    for (other, set) in played[1..].iter().zip(&InstructionSet::ALL[1..]) {
        for ((summary, other), scenario) in played[0].iter().zip(other).zip(&scenarios) {
            assert!(summary == other, "{} differs from the baseline in {:?}", set.name(), scenario.title);
        }
    }
}

fn played_some(scenario: &Scenario) -> Summary {
    played(scenario, 3_000)
}
