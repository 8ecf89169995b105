//! The scenarios that ship: reading them, playing them on one thread and on two, and by instruction set.

use altai_benches::counting::drawn;
use altai_benches::rounds::Pair;
use altai_benches::{YARDSTICK, from_text, play, scenario, scenarios};
use altai_math::dispatch::{InstructionSet, instruction_set, limit_instruction_set};
use altai_scenarios::example;
use altai_sim::Plan;
use altai_sim::draws::BLOCK;
use serde_json::{Value, json};

use crate::{LASTING, number, spread, tell};

const PATHS: u64 = 128 * BLOCK as u64;

/// Every scenario that ships, and the yardstick.
pub(crate) fn measure(rounds: usize) -> Value {
    let yardstick = ("yardstick", from_text(YARDSTICK, &[]));
    let measured = scenarios().chain([yardstick]).map(|(name, read)| {
        tell(&format!("the scenario {name}"));
        let plan = Plan::compile(&read);
        let pair =
            Pair::time(rounds, LASTING, &mut || drop(play(&plan, PATHS, 1)), &mut || drop(play(&plan, PATHS, 2)));
        let read_again = || match example(name) {
            Some(example) => scenario(example),
            None => from_text(YARDSTICK, &[]),
        };
        let start = Pair::time(rounds, LASTING / 4, &mut || drop(read_again()), &mut || drop(Plan::compile(&read)));
        let (ns, years, drawn) = (|seconds: f64| seconds / PATHS as f64 * 1e9, read.horizon.years(), drawn(&plan));
        let one = pair.spread(|[one, _]| ns(one));
        json!({
            "name": name,
            "years": years,
            "flows": read.flows.len(),
            "deals": read.deals.len(),
            "packages": read.packages.len(),
            "draws_per_path": number(drawn.all()),
            "ns_per_path": spread(one),
            "paths_per_second": number(1e9 / one.median),
            "ns_per_path_year": number(one.median / years as f64),
            "ns_per_draw": number(one.median / drawn.all()),
            "two_threads": spread(pair.spread(|[one, two]| one / two)),
            "paths_per_second_on_two": number(1e9 / pair.spread(|[_, two]| ns(two)).median),
            "reading_ms": spread(start.spread(|[read, _]| read * 1e3)),
            "compiling_ms": spread(start.spread(|[_, compile]| compile * 1e3)),
        })
    });
    measured.collect()
}

/// The flagship and the yardstick by instruction set, each by turns with the widest.
pub(crate) fn instruction_sets(rounds: usize) -> Value {
    let widest = instruction_set();
    let flagship = scenarios().find(|(name, _)| *name == "kazakhstan-mongolia").expect("it ships");
    let mut measured = Vec::new();
    for (name, read) in [("yardstick", from_text(YARDSTICK, &[])), flagship] {
        for set in InstructionSet::ALL.into_iter().filter(|&set| set <= widest) {
            tell(&format!("the scenario {name} with {}", set.name()));
            let plan = Plan::compile(&read);
            let play_with = |set| {
                limit_instruction_set(set);
                drop(play(&plan, PATHS / 2, 1));
            };
            let pair = Pair::time(rounds, LASTING, &mut || play_with(set), &mut || play_with(widest));
            measured.push(json!({
                "name": name,
                "instruction_set": set.name(),
                "ns_per_path": spread(pair.spread(|[this, _]| this / (PATHS / 2) as f64 * 1e9)),
                "of_widest": spread(pair.spread(|[this, widest]| this / widest)),
            }));
        }
    }
    limit_instruction_set(widest);
    measured.into()
}
