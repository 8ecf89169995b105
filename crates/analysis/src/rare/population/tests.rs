use altai_model::Scenario;
use altai_sim::{Values, replay};

use super::*;

/// With everything that is drawn: shocks whose strikes are only drawn where they happen, regimes, delays, cancellation.
const EVENTFUL: &str = "
[horizon]
base_year = 2025
end_year = 2031
[target]
turnover = 130
sustain = 2
[regimes]
start = \"calm\"
transition = { calm = { calm = 0.8, storm = 0.2 }, storm = { calm = 0.5, storm = 0.5 } }
[regimes.states.calm]
[regimes.states.storm]
volatility = 2
cancel = 3
[shocks.windfall]
rate = 0.7
size = \"0.02 to 0.2\"
[drivers.world]
kind = \"growth\"
process.bootstrap = { data = [0.01, -0.03, 0.02, 0.05], block = 2 }
[flows.trade]
base = 100
drift = \"-0.02 to 0.04\"
volatility = 0.05
noise = 0.02
elasticity.world = 1.1
[political_will]
go = 0.4
delay = 0.3
[deals.road]
go = 0.4
signed = 2026
delay = \"0.5 to 3\"
peak = \"5 to 20\"
cancel = 0.1
[packages]
all = \"all\"
";

fn eventful() -> Scenario {
    let source = altai_model::SourceText { name: "test.toml".into(), text: EVENTFUL.into() };
    let reading = altai_model::read(source, &[], &altai_model::NoFiles);
    reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

/// The greatest over two years in a row of the lesser T / K, by the engine's own replay.
fn replayed(plan: &Plan, draws: &dyn Draws, block: u64) -> Vec<f64> {
    let mut years: Vec<Box<Values>> = Vec::new();
    replay(plan, draws, block, |year, turnover| {
        let target = year.target(0);
        years.push(Box::new(std::array::from_fn(|i| turnover[0][i] / target[i])));
    });
    let pairs = |i: usize| years.windows(2).map(move |pair| pair[0][i].min(pair[1][i]));
    (0..BLOCK).map(|i| pairs(i).fold(f64::NEG_INFINITY, f64::max)).collect()
}

const LEVEL: f64 = 1.02;

fn moved<'a>(plan: &'a Plan, particles: &'a Particles) -> Population<'a> {
    let mut population = Population::new(plan, particles, Streams::new(1));
    population.select(LEVEL);
    for makes in [Move { share: 1.0, step: 0.3 }, Move { share: 0.2, step: 1.0 }].repeat(4) {
        population.step(makes, LEVEL);
    }
    population
}

#[test]
fn a_particle_is_a_path_of_the_engine_on_the_same_draws() {
    let scenario = eventful();
    let plan = Plan::compile(&scenario);
    let particles = particles(Streams::new(1), 1, 2);
    let population = moved(&plan, &particles);
    for (block, nearness) in population.nearness().chunks_exact(BLOCK).enumerate() {
        assert_eq!(replayed(&plan, &particles, block as u64), nearness);
    }
    assert!(population.accepted > 0 && population.accepted < population.proposed);
}

#[test]
fn no_particle_is_left_below_its_level() {
    let scenario = eventful();
    let plan = Plan::compile(&scenario);
    let particles = particles(Streams::new(1), 1, 2);
    assert_eq!(moved(&plan, &particles).passing(LEVEL), 2 * BLOCK as u64);
}

#[test]
fn without_a_level_moves_leave_the_law_of_paths_as_it_is() {
    let scenario = eventful();
    let plan = Plan::compile(&scenario);
    let streams = Streams::new(1);
    let particles = particles(streams, 1, 40);
    let mut population = Population::new(&plan, &particles, streams);
    let paths = population.nearness().len() as f64;
    let before = population.passing(1.0) as f64 / paths;
    for makes in [Move { share: 0.3, step: 1.0 }, Move { share: 1.0, step: 0.9 }].repeat(3) {
        assert_eq!(population.step(makes, f64::NEG_INFINITY), 1.0);
    }
    let after = population.passing(1.0) as f64 / paths;
    let bound = 4.0 * (2.0 * before * (1.0 - before) / paths).sqrt();
    assert!((before - after).abs() < bound, "{before} {after} {bound}");
}

#[test]
fn followers_are_shared_out_evenly() {
    let scenario = eventful();
    let plan = Plan::compile(&scenario);
    let particles = particles(Streams::new(1), 1, 1);
    let mut population = Population::new(&plan, &particles, Streams::new(1));
    let mut leaders: Vec<f64> = population.nearness().iter().copied().filter(|nearness| *nearness >= LEVEL).collect();
    population.select(LEVEL);
    leaders.dedup();
    let counts: Vec<usize> = leaders
        .iter()
        .map(|leader| population.nearness().iter().filter(|nearness| *nearness == leader).count())
        .collect();
    assert!(leaders.len() > 50, "{}", leaders.len());
    assert!(counts.iter().max().unwrap() - counts.iter().min().unwrap() <= 1, "{counts:?}");
}
