//! The features of the model: paths per second of a small scenario, and of the same with one feature more.
//!
//! What a feature costs is the difference; `docs/performance.md` has it, measured in alternation.
#![allow(missing_docs, reason = "criterion's macros make public items")]

use std::hint::black_box;

use altai_benches::features::{BASES, FEATURES};
use altai_benches::play;
use altai_model::Scenario;
use altai_sim::Plan;
use altai_sim::draws::BLOCK;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

const PATHS: u64 = 32 * BLOCK as u64;

fn features(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("feature");
    group.throughput(Throughput::Elements(PATHS)).sample_size(20);
    let mut bench = |id: BenchmarkId, scenario: &Scenario| {
        let plan = Plan::compile(scenario);
        group.bench_function(id, |b| b.iter(|| play(black_box(&plan), PATHS, 1)));
    };
    for base in BASES {
        bench(BenchmarkId::new(base.name, "as it is"), &base.scenario());
        for feature in FEATURES.iter().filter(|feature| feature.base == *base) {
            bench(BenchmarkId::new(base.name, feature.name), &feature.scenario());
        }
    }
}

criterion_group!(benches, features);
criterion_main!(benches);
