//! What each feature of the model costs, beside the draws that it takes.

use altai_benches::counting::drawn;
use altai_benches::features::{BASES, FEATURES, Feature};
use altai_benches::play;
use altai_benches::rounds::Pair;
use altai_sim::Plan;
use altai_sim::draws::BLOCK;
use serde_json::{Value, json};

use crate::draws::Words;
use crate::{LASTING, number, spread, tell};

/// So many that a feature is not charged for the bins that wider turnover opens once a run, and a turn still takes a few
/// milliseconds.
const PATHS: u64 = 128 * BLOCK as u64;

/// Every feature: with and without, by turns.
pub(crate) fn measure(rounds: usize, words: &Words) -> Value {
    let bases: Value = BASES.iter().map(|base| json!({ "name": base.name, "text": base.text })).collect();
    let features: Value = FEATURES.iter().map(|feature| one(feature, rounds, words)).collect();
    json!({ "bases": bases, "features": features })
}

fn one(feature: &Feature, rounds: usize, words: &Words) -> Value {
    tell(&format!("feature: {}", feature.name));
    let (base, scenario) = (feature.base.scenario(), feature.scenario());
    let (without, with) = (Plan::compile(&base), Plan::compile(&scenario));
    let years = scenario.horizon.years() as f64;
    let pair = Pair::time(rounds, LASTING, &mut || drop(play(&without, PATHS, 1)), &mut || drop(play(&with, PATHS, 1)));
    let per_path_year = |seconds: f64| seconds / PATHS as f64 / years * 1e9;
    let (before, after) = (drawn(&without), drawn(&with));
    let uniforms = (after.uniforms - before.uniforms) / years;
    let normals = (after.normals - before.normals) / years;
    let draws = uniforms * words.uniform.median + normals * words.normal.median;
    let draws_every_year = after.yearly > before.yearly;
    let cost = pair.spread(|[without, with]| per_path_year(with - without));
    json!({
        "name": feature.name,
        "base": feature.base.name,
        "adds": feature.adds,
        "years": years,
        "base_ns_per_path_year": spread(pair.spread(|[without, _]| per_path_year(without))),
        "ns_per_path_year": spread(cost),
        "uniforms_per_path_year": number(uniforms),
        "normals_per_path_year": number(normals),
        "draws_ns_per_path_year": number(draws),
        // What is drawn once a path is no measure of what is done every year.
        "of_its_draws": if draws_every_year { number(cost.median / draws) } else { Value::Null },
        "of_a_normal": number(cost.median / words.normal.median),
    })
}
