//! Whole runs of the shipped scenarios on one thread and on two: paths per second, all packages in one pass.
#![allow(missing_docs, reason = "criterion's macros make public items")]

use std::hint::black_box;
use std::num::NonZeroUsize;

use altai_sim::draws::BLOCK;
use altai_sim::{Plan, Streams, play};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn runs(criterion: &mut Criterion) {
    const PATHS: u64 = 32 * BLOCK as u64;
    let mut group = criterion.benchmark_group("run");
    group.throughput(Throughput::Elements(PATHS)).sample_size(20);
    for (name, scenario) in altai_benches::scenarios() {
        let plan = Plan::compile(&scenario);
        for threads in [1, 2].map(|threads| NonZeroUsize::new(threads).expect("above 0")) {
            group.bench_function(BenchmarkId::new(name, format!("{threads} threads")), |bencher| {
                bencher.iter(|| play(black_box(&plan), &Streams::new(1), PATHS, threads, &|_| {}));
            });
        }
    }
}

criterion_group!(benches, runs);
criterion_main!(benches);
