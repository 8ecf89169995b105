//! Hands out columns and addresses while a plan is compiled.

use std::collections::BTreeMap;

use altai_model::{Quantity, Value};

use crate::address::Address;
use crate::columns::Column;
use crate::sampler::Sampler;
use crate::step::quantity::QuantityDraw;

/// What a plan under construction has asked for so far.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    /// How many columns.
    pub(crate) columns: usize,
    /// Those that are filled once and for all.
    pub(crate) constants: Vec<(Column, f64)>,
    /// What is drawn once a path.
    pub(crate) quantities: Vec<QuantityDraw>,
    /// Where a copula leaves the scores of correlated quantities, by address.
    pub(crate) scores: BTreeMap<String, Column>,
    constant_of: BTreeMap<u64, Column>,
    /// Where the draws of uncertain quantities are, by address.
    pub(crate) quantity_of: BTreeMap<String, Column>,
    names: BTreeMap<Address, String>,
    scratch: Option<Column>,
}

impl Builder {
    /// A new column.
    pub(crate) fn column(&mut self) -> Column {
        self.columns += 1;
        Column(self.columns - 1)
    }

    /// A column that any step may write and that holds nothing between steps.
    pub(crate) fn scratch(&mut self) -> Column {
        if let Some(column) = self.scratch {
            return column;
        }
        let column = self.column();
        *self.scratch.insert(column)
    }

    /// The column that holds this number in every path.
    pub(crate) fn constant(&mut self, value: f64) -> Column {
        if let Some(&column) = self.constant_of.get(&value.to_bits()) {
            return column;
        }
        let column = self.column();
        self.constants.push((column, value));
        self.constant_of.insert(value.to_bits(), column);
        column
    }

    /// The number that a column holds in every path, if it does.
    pub(crate) fn known(&self, column: Column) -> Option<f64> {
        self.constants.iter().find(|(constant, _)| *constant == column).map(|(_, value)| *value)
    }

    /// The column of a quantity, drawn once a path.
    pub(crate) fn quantity(&mut self, quantity: &Quantity) -> Column {
        match &quantity.value {
            Value::Fixed(value) => self.constant(*value),
            Value::Uncertain(_) => {
                if let Some(&column) = self.quantity_of.get(&quantity.address) {
                    return column;
                }
                let column = self.column();
                let given = self.scores.get(&quantity.address).copied();
                let draw = QuantityDraw {
                    address: self.address(&quantity.address),
                    sampler: Sampler::of(&quantity.value),
                    score: given.unwrap_or_else(|| self.scratch()),
                    is_given: given.is_some(),
                    column,
                };
                self.quantities.push(draw);
                self.quantity_of.insert(quantity.address.clone(), column);
                column
            }
        }
    }

    /// The column of a quantity, or of the number that stands for its absence.
    pub(crate) fn quantity_or(&mut self, quantity: Option<&Quantity>, absent: f64) -> Column {
        match quantity {
            Some(quantity) => self.quantity(quantity),
            None => self.constant(absent),
        }
    }

    /// The address of a name; two names that share one would share their luck.
    pub(crate) fn address(&mut self, name: &str) -> Address {
        let address = Address::of(name);
        let first = self.names.entry(address).or_insert_with(|| name.to_owned());
        assert_eq!(first, name, "the hashes of two names collide");
        address
    }
}
