//! What is kept of the paths: sums and histograms of a column, and the merging of what two threads have kept.
#![allow(missing_docs, reason = "criterion's macros make public items")]

use std::hint::black_box;

use altai_benches::columns::turnovers;
use altai_benches::{play, scenarios};
use altai_math::{ExactSum, Histogram, sums};
use altai_sim::Plan;
use altai_sim::draws::BLOCK;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

fn recording(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("recording");
    group.throughput(Throughput::Elements(BLOCK as u64));
    let turnover = turnovers();
    group.bench_function("sum and squares", |b| b.iter(|| sums::sum_and_squares(black_box(&turnover), 180.0)));
    group.bench_function("four powers", |b| b.iter(|| sums::power_sums(black_box(&turnover), 180.0)));
    let mut total = ExactSum::default();
    group.bench_function("exact sum of a column's sum", |b| b.iter(|| total.add(sums::sum(black_box(&turnover)))));
    let mut histogram = Histogram::default();
    group.bench_function("histogram", |b| b.iter(|| histogram.observe(black_box(&turnover))));
}

fn merging(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("merging");
    for (name, scenario) in scenarios() {
        let summary = play(&Plan::compile(&scenario), 64 * BLOCK as u64, 1);
        group.bench_function(name, |b| {
            b.iter_batched_ref(|| summary.clone(), |all| all.merge(black_box(&summary)), BatchSize::LargeInput);
        });
    }
}

criterion_group!(benches, recording, merging);
criterion_main!(benches);
