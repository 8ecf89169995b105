//! Whether every kernel still gains from wide vectors, by the clock: so generous that no noise can matter.

use std::cell::RefCell;
use std::time::Duration;

use altai_benches::kernels::{self, Kernel};
use altai_benches::rounds::Pair;
use altai_math::dispatch::{InstructionSet, instruction_set, limit_instruction_set};

/// A kernel should take less than this part of its time without AVX2. They take 0.4 to 0.75; without vectors, about 1.
const MOST: f64 = 0.9;
/// The plain loop takes half. Where it takes more than this, the machine's wide instructions are no measure.
const MOST_OF_PLAIN: f64 = 0.75;
/// A kernel that has stopped vectorising fails every time; a machine that is busy does not.
const ATTEMPTS: usize = 5;

/// What does not gain.
pub(crate) fn complaints() -> Vec<String> {
    let widest = instruction_set();
    if widest < InstructionSet::Avx2 {
        println!("this machine has no AVX2: whether kernels gain from it is not compared");
        return Vec::new();
    }
    let mut plain = plain();
    if !gains(&mut plain, MOST_OF_PLAIN) {
        // As under an emulator, which makes wide instructions of narrow ones.
        println!("nothing gains from AVX2 on this machine: whether kernels do is not compared");
        return Vec::new();
    }
    let mut complaints = Vec::new();
    for mut kernel in kernels::all().into_iter().filter(|kernel| kernel.vectorises) {
        if !gains(&mut kernel, MOST) {
            complaints.push(format!(
                "kernel {}: takes as long with AVX2 as without, five times over: it no longer vectorises",
                kernel.name
            ));
        }
    }
    limit_instruction_set(widest);
    if complaints.is_empty() {
        println!("every kernel gains from AVX2");
    }
    complaints
}

/// Whether a kernel takes less than `most` of the time with AVX2, in one attempt at least.
fn gains(kernel: &mut Kernel, most: f64) -> bool {
    let kernel = RefCell::new(&mut kernel.run);
    let run = |set| {
        limit_instruction_set(set);
        for _ in 0..8 {
            (kernel.borrow_mut())();
        }
    };
    let (mut without, mut with) = (|| run(InstructionSet::Baseline), || run(InstructionSet::Avx2));
    (0..ATTEMPTS).any(|_| {
        let pair = Pair::time(3, Duration::from_millis(20), &mut without, &mut with);
        pair.spread(|[without, with]| with / without).least < most
    })
}

altai_math::kernel! {
    /// What vectorises on any machine that can.
    fn square_and_add(out: &mut [f64], x: &[f64]) {
        for (out, &x) in out.iter_mut().zip(x) {
            *out = x * x + (x * 0.5 + 1.0) * (x - 3.0) * x;
        }
    }
}

fn plain() -> Kernel {
    let (x, mut out) = (altai_benches::columns::scores(), [0.0; altai_sim::draws::BLOCK]);
    let run = Box::new(move || {
        square_and_add(&mut out, std::hint::black_box(&x));
        std::hint::black_box(&out);
    });
    Kernel { name: "plain", run, vectorises: true }
}
