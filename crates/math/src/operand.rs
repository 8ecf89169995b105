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
    /// The entries of `count` paths from path `start` on.
    ///
    /// # Panics
    ///
    /// When a column is shorter.
    #[must_use]
    fn part(self, start: usize, count: usize) -> Self;

    /// The entries of the first `count` paths.
    ///
    /// # Panics
    ///
    /// When a column is shorter.
    #[inline(always)]
    #[must_use]
    fn first(self, count: usize) -> Self {
        self.part(0, count)
    }

    /// The entry of a path.
    fn of(self, path: usize) -> f64;
}

impl Entries for f64 {
    #[inline(always)]
    fn part(self, _: usize, _: usize) -> Self {
        self
    }

    #[inline(always)]
    fn of(self, _: usize) -> f64 {
        self
    }
}

impl Entries for &[f64] {
    #[inline(always)]
    fn part(self, start: usize, count: usize) -> Self {
        &self[start..start + count]
    }

    #[inline(always)]
    fn of(self, path: usize) -> f64 {
        self[path]
    }
}

/// The operands of a formula side by side: an entry of each is a row.
pub trait Inputs: Copy {
    /// What they have for one path.
    type Row: Copy;

    /// The rows of `count` paths from path `start` on.
    ///
    /// # Panics
    ///
    /// When a column is shorter.
    #[must_use]
    fn part(self, start: usize, count: usize) -> Self;

    /// The row of a path.
    fn row(self, path: usize) -> Self::Row;
}

/// No operand.
impl Inputs for () {
    type Row = ();

    #[inline(always)]
    fn part(self, _: usize, _: usize) -> Self {}

    #[inline(always)]
    fn row(self, _: usize) -> Self::Row {}
}

macro_rules! inputs {
    ($($entries:ident $number:tt),+) => {
        impl<$($entries: Entries),+> Inputs for ($($entries,)+) {
            type Row = [f64; [$($number),+].len()];

            #[inline(always)]
            fn part(self, start: usize, count: usize) -> Self {
                ($(self.$number.part(start, count),)+)
            }

            #[inline(always)]
            fn row(self, path: usize) -> Self::Row {
                [$(self.$number.of(path)),+]
            }
        }
    };
}
inputs!(A 0);
inputs!(A 0, B 1);
inputs!(A 0, B 1, C 2);

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
