//! The kernels that a run leans on, over one column, by instruction set: one that stops vectorising shows here.
#![allow(missing_docs, reason = "criterion's macros make public items")]

use std::hint::black_box;

use altai_math::dispatch::{InstructionSet, limit_instruction_set};
use altai_math::{Histogram, column, normal, sums};
use altai_sim::Streams;
use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension, Draws};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn kernels(criterion: &mut Criterion) {
    let dimension = Dimension::yearly(Address::of("flows.trade"), 2030);
    let streams = Streams::new(1);
    let (mut level, mut score, mut out) = ([0.0; BLOCK], [0.0; BLOCK], [0.0; BLOCK]);
    streams.uniforms(dimension, 0, &mut level);
    streams.normals(dimension, 0, &mut score);
    let turnover = score.map(|z| 180.0 * altai_math::exp(0.8 * z));

    let mut group = criterion.benchmark_group("kernel");
    group.throughput(Throughput::Elements(BLOCK as u64));
    for set in [InstructionSet::Baseline, InstructionSet::Avx2, InstructionSet::Avx512] {
        limit_instruction_set(set);
        let id = |name: &str| BenchmarkId::new(name, set.name());
        group.bench_function(id("uniforms"), |b| b.iter(|| streams.uniforms(black_box(dimension), 0, &mut out)));
        group.bench_function(id("normals"), |b| b.iter(|| streams.normals(black_box(dimension), 0, &mut out)));
        group
            .bench_function(id("normal quantile"), |b| b.iter(|| normal::quantile_column(&mut out, black_box(&level))));
        group.bench_function(id("exp"), |b| b.iter(|| column::exp_column(&mut out, black_box(&score))));
        group.bench_function(id("ln"), |b| b.iter(|| column::ln_column(&mut out, black_box(&level))));
        group.bench_function(id("power sums"), |b| b.iter(|| sums::power_sums(black_box(&turnover), 180.0)));
        let mut histogram = Histogram::default();
        group.bench_function(id("histogram"), |b| b.iter(|| histogram.observe(black_box(&turnover))));
    }
}

criterion_group!(benches, kernels);
criterion_main!(benches);
