//! The working memory of one thread: columns of numbers, one number per path of a block.

use crate::draws::BLOCK;

/// The numbers of a column, one per path of a block. Its fixed length is what lets kernels vectorise.
pub type Values = [f64; BLOCK];

/// The place of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Column(pub(crate) usize);

/// All columns of a plan.
#[derive(Debug)]
pub(crate) struct Columns(Vec<Option<Box<Values>>>);

const TAKEN: &str = "a column is not read while it is written";

impl Columns {
    /// `count` columns, those in `constants` filled once and for all.
    pub(crate) fn new(count: usize, constants: &[(Column, f64)]) -> Self {
        let mut columns = Self(vec![Some(Box::new([0.0; BLOCK])); count]);
        for &(column, value) in constants {
            columns.write(column, |values, _| values.fill(value));
        }
        columns
    }

    /// Writes one column while others are read: it is taken out and put back, which moves no numbers.
    #[inline]
    pub(crate) fn write(&mut self, column: Column, fill: impl FnOnce(&mut Values, &Self)) {
        let mut values = self.0[column.0].take().expect(TAKEN);
        fill(&mut values, self);
        self.0[column.0] = Some(values);
    }

    /// Writes two columns while others are read.
    #[inline]
    pub(crate) fn write_two(&mut self, [one, other]: [Column; 2], fill: impl FnOnce(&mut Values, &mut Values, &Self)) {
        let mut first = self.0[one.0].take().expect(TAKEN);
        self.write(other, |second, columns| fill(&mut first, second, columns));
        self.0[one.0] = Some(first);
    }
}

impl std::ops::Index<Column> for Columns {
    type Output = Values;

    #[inline]
    fn index(&self, column: Column) -> &Values {
        self.0[column.0].as_deref().expect(TAKEN)
    }
}
