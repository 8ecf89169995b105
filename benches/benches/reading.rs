//! From the text of a shipped scenario to a plan: what `check` and the start of every run cost.
#![allow(missing_docs, reason = "criterion's macros make public items")]

use std::hint::black_box;

use altai_benches::scenario;
use altai_scenarios::EXAMPLES;
use altai_sim::Plan;
use criterion::{Criterion, criterion_group, criterion_main};

fn reading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("reading");
    for example in EXAMPLES {
        group.bench_function(format!("read/{}", example.name), |bencher| bencher.iter(|| scenario(black_box(example))));
        let scenario = scenario(example);
        group.bench_function(format!("compile/{}", example.name), |bencher| {
            bencher.iter(|| Plan::compile(black_box(&scenario)));
        });
    }
}

criterion_group!(benches, reading);
criterion_main!(benches);
