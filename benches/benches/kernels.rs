//! The kernels that a run leans on, over one column, by instruction set: one that stops vectorising shows here.
#![allow(missing_docs, reason = "criterion's macros make public items")]

use altai_benches::kernels;
use altai_math::dispatch::{InstructionSet, limit_instruction_set};
use altai_sim::draws::BLOCK;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn kernels(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("kernel");
    group.throughput(Throughput::Elements(BLOCK as u64));
    for set in InstructionSet::ALL {
        limit_instruction_set(set);
        for mut kernel in kernels::all() {
            group.bench_function(BenchmarkId::new(kernel.name, set.name()), |b| b.iter(&mut kernel.run));
        }
    }
}

criterion_group!(benches, kernels);
criterion_main!(benches);
