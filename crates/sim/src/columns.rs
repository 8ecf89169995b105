//! The working memory of one thread: columns of numbers, one number per path of a block.

use altai_math::Operand;

use crate::draws::BLOCK;

/// The numbers of a column, one per path of a block. Its fixed length is what lets kernels vectorise.
pub type Values = [f64; BLOCK];

/// The place of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Column(pub(crate) usize);

/// All columns of a plan.
#[derive(Debug)]
pub(crate) struct Columns {
    values: Vec<Option<Box<Values>>>,
    /// The number that a column holds in every path, if it does.
    known: Vec<Option<f64>>,
}

const TAKEN: &str = "a column is not read while it is written";

impl Columns {
    /// `count` columns, those in `constants` filled once and for all.
    pub(crate) fn new(count: usize, constants: &[(Column, f64)]) -> Self {
        let mut columns = Self { values: vec![Some(Box::new([0.0; BLOCK])); count], known: vec![None; count] };
        for &(column, value) in constants {
            columns.write(column, |values, _| values.fill(value));
            columns.known[column.0] = Some(value);
        }
        columns
    }

    /// Writes one column while others are read: it is taken out and put back, which moves no numbers. Passes on what is told.
    #[inline]
    pub(crate) fn write<T>(&mut self, column: Column, fill: impl FnOnce(&mut Values, &Self) -> T) -> T {
        let mut values = self.values[column.0].take().expect(TAKEN);
        let told = fill(&mut values, self);
        self.values[column.0] = Some(values);
        told
    }

    /// Writes two columns while others are read.
    #[inline]
    pub(crate) fn write_two(&mut self, [one, other]: [Column; 2], fill: impl FnOnce(&mut Values, &mut Values, &Self)) {
        let mut first = self.values[one.0].take().expect(TAKEN);
        self.write(other, |second, columns| fill(&mut first, second, columns));
        self.values[one.0] = Some(first);
    }

    /// A column for a kernel that can do with less than a column where it is known.
    #[inline]
    pub(crate) fn operand(&self, column: Column) -> Operand<'_> {
        Operand { column: &self[column], known: self.known[column.0] }
    }
}

impl std::ops::Index<Column> for Columns {
    type Output = Values;

    #[inline]
    fn index(&self, column: Column) -> &Values {
        self.values[column.0].as_deref().expect(TAKEN)
    }
}
