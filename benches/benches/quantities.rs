//! Draws of quantities: the quantile function of every distribution over a column of normal scores, in closed form or by table.
#![allow(missing_docs, reason = "criterion's macros make public items")]

use std::hint::black_box;

use altai_benches::columns::scores;
use altai_benches::quantities;
use altai_math::QuantileTable;
use altai_sim::draws::BLOCK;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn draws(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("quantity");
    group.throughput(Throughput::Elements(BLOCK as u64));
    let (scores, mut values) = (scores(), [0.0; BLOCK]);
    for quantity in quantities::all() {
        let way = if quantity.is_tabled() { "by table" } else { "in closed form" };
        group.bench_function(BenchmarkId::new(quantity.name, way), |b| {
            b.iter(|| quantity.sampler.draw(black_box(&scores), &mut values));
        });
    }
}

fn tables(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("table");
    group.bench_function("built of a gamma distribution", |b| {
        b.iter(|| QuantileTable::build(|u| altai_math::gamma::quantile(u, black_box(2.0))));
    });
}

criterion_group!(benches, draws, tables);
criterion_main!(benches);
