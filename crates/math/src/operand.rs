//! What a kernel reads: one number per path, or one that all paths share.

/// One number per path, and the number itself where all paths share it.
///
/// A column of equal numbers has to come from memory; a number stays in a register.
#[derive(Debug, Clone, Copy)]
pub struct Operand<'a> {
    /// The number of each path.
    pub column: &'a [f64],
    /// The number that stands in all of them, where that is known.
    pub known: Option<f64>,
}

impl<'a> From<&'a [f64]> for Operand<'a> {
    fn from(column: &'a [f64]) -> Self {
        Self { column, known: None }
    }
}

/// An operand inside a kernel: a column, or a number.
pub trait Entries: Copy {
    /// The entries of the first `count` paths.
    ///
    /// # Panics
    ///
    /// When a column is shorter.
    #[must_use]
    fn first(self, count: usize) -> Self;

    /// The entry of a path.
    fn of(self, path: usize) -> f64;
}

impl Entries for f64 {
    #[inline(always)]
    fn first(self, _: usize) -> Self {
        self
    }

    #[inline(always)]
    fn of(self, _: usize) -> f64 {
        self
    }
}

impl Entries for &[f64] {
    #[inline(always)]
    fn first(self, count: usize) -> Self {
        &self[..count]
    }

    #[inline(always)]
    fn of(self, path: usize) -> f64 {
        self[path]
    }
}

/// Calls a kernel with [`Operand`]s as numbers where all of them are known, else as columns.
///
/// ```
/// use altai_math::{Entries, Operand, kernel, with_operands};
///
/// kernel! {
///     fn scale<A: Entries>(x: &mut [f64], a: A) {
///         let a = a.first(x.len());
///         for i in 0..x.len() {
///             x[i] *= a.of(i);
///         }
///     }
/// }
/// let mut x = [1.0, 2.0];
/// for a in [Operand::from(&[3.0, 4.0][..]), Operand { column: &[], known: Some(10.0) }] {
///     with_operands!(|a| scale(&mut x, a));
/// }
/// assert_eq!(x, [30.0, 80.0]);
/// ```
#[macro_export]
macro_rules! with_operands {
    (|$($operand:ident),+| $call:expr) => {
        if let ($(Some($operand),)+) = ($($operand.known,)+) {
            $call
        } else {
            $(let $operand = $operand.column;)+
            $call
        }
    };
}
