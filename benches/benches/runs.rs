//! Whole runs on one thread and on two: paths per second, all packages in one pass.
#![allow(missing_docs, reason = "criterion's macros make public items")]

use std::hint::black_box;

use altai_benches::synthetic::Size;
use altai_benches::{YARDSTICK, from_text, play, scenarios};
use altai_sim::Plan;
use altai_sim::draws::BLOCK;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn runs(criterion: &mut Criterion) {
    const PATHS: u64 = 32 * BLOCK as u64;
    let mut group = criterion.benchmark_group("run");
    group.throughput(Throughput::Elements(PATHS)).sample_size(20);
    let others = [("yardstick", from_text(YARDSTICK, &[])), ("large", Size::LARGE.scenario())];
    for (name, scenario) in scenarios().chain(others) {
        let plan = Plan::compile(&scenario);
        for threads in [1, 2] {
            group.bench_function(BenchmarkId::new(name, format!("{threads} threads")), |b| {
                b.iter(|| play(black_box(&plan), PATHS, threads));
            });
        }
    }
}

criterion_group!(benches, runs);
criterion_main!(benches);
