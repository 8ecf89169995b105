//! Runs a kernel with the widest instruction set that the machine has.

use std::sync::atomic::{AtomicU8, Ordering};

#[doc(hidden)]
pub use pulp::NullaryFnOnce;

/// A set of vector instructions. Every kernel gives the same bits under each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InstructionSet {
    /// What every machine of the target has (SSE2 on x86-64, NEON on 64-bit ARM).
    Baseline,
    /// x86-64-v3: four numbers of 64 bits at once.
    Avx2,
    /// x86-64-v4: eight numbers of 64 bits at once.
    Avx512,
}

impl InstructionSet {
    /// All sets, narrowest first.
    pub const ALL: [Self; 3] = [Self::Baseline, Self::Avx2, Self::Avx512];

    /// The name that a person writes: `baseline`, `avx2` or `avx512`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
        }
    }

    /// The set of that [`name`](Self::name), if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.name() == name)
    }

    const fn from_level(level: u8) -> Self {
        match level {
            0 => Self::Baseline,
            1 => Self::Avx2,
            _ => Self::Avx512,
        }
    }
}

/// The widest set that [`limit_instruction_set`] allows.
static LIMIT: AtomicU8 = AtomicU8::new(InstructionSet::Avx512 as u8);

/// The widest set that the machine has; [`UNKNOWN`] until somebody asks.
static DETECTED: AtomicU8 = AtomicU8::new(UNKNOWN);
const UNKNOWN: u8 = u8::MAX;

/// What kernels run with now: the widest set that the machine has and the limit allows.
#[inline]
pub fn instruction_set() -> InstructionSet {
    let detected = match DETECTED.load(Ordering::Relaxed) {
        UNKNOWN => {
            let found = detect() as u8;
            DETECTED.store(found, Ordering::Relaxed);
            found
        }
        known => known,
    };
    InstructionSet::from_level(detected.min(LIMIT.load(Ordering::Relaxed)))
}

/// Lets kernels use `at_most` this set, in the whole process, until it is called again.
///
/// Results do not depend on it, only speed does: it serves the tests of that promise, and benches.
pub fn limit_instruction_set(at_most: InstructionSet) {
    LIMIT.store(at_most as u8, Ordering::Relaxed);
}

#[cfg(target_arch = "x86_64")]
fn detect() -> InstructionSet {
    if pulp::x86::V4::try_new().is_some() {
        InstructionSet::Avx512
    } else if pulp::x86::V3::try_new().is_some() {
        InstructionSet::Avx2
    } else {
        InstructionSet::Baseline
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn detect() -> InstructionSet {
    InstructionSet::Baseline
}

/// Runs a call with [`instruction_set`]. Use [`kernel!`](crate::kernel).
#[doc(hidden)]
#[cfg(target_arch = "x86_64")]
#[inline]
pub fn run<C: NullaryFnOnce>(call: C) -> C::Output {
    match instruction_set() {
        InstructionSet::Avx512 => {
            if let Some(wide) = pulp::x86::V4::try_new() {
                return wide.vectorize(call);
            }
        }
        InstructionSet::Avx2 => {
            if let Some(wide) = pulp::x86::V3::try_new() {
                return wide.vectorize(call);
            }
        }
        InstructionSet::Baseline => {}
    }
    baseline(call)
}

/// Runs a call with the target's vectors. Use [`kernel!`](crate::kernel).
#[doc(hidden)]
#[cfg(not(target_arch = "x86_64"))]
#[inline]
pub fn run<C: NullaryFnOnce>(call: C) -> C::Output {
    baseline(call)
}

#[inline(never)]
fn baseline<C: NullaryFnOnce>(call: C) -> C::Output {
    call.call()
}

/// Defines functions over slices that run with the widest instruction set of the machine.
///
/// The body is compiled once for every [`InstructionSet`](crate::dispatch::InstructionSet); the plain loops in it
/// vectorise. What it calls must be `#[inline(always)]`, as everything in
/// [`elementary`](crate::elementary) is.
///
/// ```
/// altai_math::kernel! {
///     /// out = e^(a x).
///     pub fn grow(out: &mut [f64], x: &[f64], a: f64) {
///         for i in 0..out.len().min(x.len()) {
///             out[i] = altai_math::exp(a * x[i]);
///         }
///     }
/// }
/// let mut out = [0.0; 2];
/// grow(&mut out, &[0.0, 2.0], 0.0);
/// assert_eq!(out, [1.0, 1.0]);
/// ```
#[macro_export]
macro_rules! kernel {
    ($(
        $(#[$attribute:meta])*
        $visibility:vis fn $name:ident $(<$($generic:ident: $bound:path),+>)?
            ($($argument:ident: $kind:ty),+ $(,)?) $(-> $output:ty)? $body:block
    )+) => {$(
        $(#[$attribute])*
        $visibility fn $name $(<$($generic: $bound),+>)? ($($argument: $kind),+) $(-> $output)? {
            // The body must be inlined where the wide instructions are on, and must keep its slices as
            // arguments until then, because the compiler knows only of arguments that they do not overlap.
            // A method of a trait parameter does both: the early inliner cannot see through it, the late one must.
            trait Body<$($($generic),+)?> {
                #[allow(clippy::too_many_arguments)]
                fn body($($argument: $kind),+) $(-> $output)?;
            }
            enum Kernel {}
            impl $(<$($generic: $bound),+>)? Body<$($($generic),+)?> for Kernel {
                #[inline(always)]
                #[allow(clippy::inline_always)]
                fn body($($argument: $kind),+) $(-> $output)? $body
            }
            struct Call<Of, Arguments>(Arguments, ::core::marker::PhantomData<Of>);
            impl<$($($generic: $bound,)+)? Of: Body<$($($generic),+)?>> $crate::dispatch::NullaryFnOnce
                for Call<Of, ($($kind,)+)>
            {
                type Output = $crate::kernel!(@output $($output)?);
                #[inline(always)]
                #[allow(clippy::inline_always)]
                fn call(self) -> Self::Output {
                    let ($($argument,)+) = self.0;
                    Of::body($($argument),+)
                }
            }
            $crate::dispatch::run(Call(($($argument,)+), ::core::marker::PhantomData::<Kernel>))
        }
    )+};
    (@output) => { () };
    (@output $output:ty) => { $output };
}
