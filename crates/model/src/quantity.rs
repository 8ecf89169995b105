//! Almost every number may be uncertain: a fixed value, or a distribution drawn once per path.

pub(crate) mod date_words;
pub(crate) mod interval;
pub(crate) mod keys;
mod parameters;
mod provenance;
pub(crate) mod range;
mod reading;
pub(crate) mod unit;

use std::sync::Arc;

use crate::distribution::Distribution;

/// The number that words are, or what their author probably means.
pub(crate) fn plain_number(words: &str) -> Result<f64, Option<String>> {
    interval::number(words).ok_or_else(|| interval::mend(words, false))
}

/// Whether words are those of a number or a date, and so cannot be a name.
pub(crate) fn is_a_number_or_a_date(words: &str) -> bool {
    interval::number(words).is_some() || interval::date(words).is_some()
}

/// A number of the scenario that may be uncertain, under its address.
#[derive(Debug, Clone)]
pub struct Quantity {
    /// Its address, such as `deals.mine.peak`: the place in the file, the address of its draws, its label in reports.
    pub address: String,
    /// What it is.
    pub value: Value,
    /// Where the number comes from, in the author's words.
    pub provenance: Provenance,
    /// What sort of uncertainty it is.
    pub role: Role,
    /// Whether it stands in the scenario; otherwise it is a default.
    pub written: bool,
}

/// A fixed number or a distribution, already inside the key's domain.
#[derive(Debug, Clone)]
pub enum Value {
    /// Known.
    Fixed(f64),
    /// Drawn once per path.
    Uncertain(Arc<dyn Distribution>),
}

/// Where a number comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The source that states it.
    pub source: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// How good the evidence is.
    pub quality: Option<Quality>,
}

/// How good the evidence for a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quality {
    /// A source states it.
    Stated,
    /// Worked out from what sources state.
    Derived,
    /// Somebody's judgement.
    Judgement,
}

impl Quality {
    /// Every quality and its name in a scenario.
    pub const NAMES: &[(&str, Self)] =
        &[("stated", Self::Stated), ("derived", Self::Derived), ("judgement", Self::Judgement)];

    /// Its name in a scenario: `stated`, `derived` or `judgement`.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, quality)| *quality == self).map_or("", |(name, _)| name)
    }
}

/// What sort of uncertainty a quantity stands for, which says what evidence could do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// What is not known, and could be found out.
    #[default]
    Knowledge,
    /// What nobody can know beforehand.
    Chance,
}

impl Role {
    /// Every role and its name in a scenario.
    pub const NAMES: &[(&str, Self)] = &[("knowledge", Self::Knowledge), ("chance", Self::Chance)];

    /// Its name in a scenario: `knowledge` or `chance`.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, role)| *role == self).map_or("", |(name, _)| name)
    }
}

impl Quantity {
    /// A quantity that stands in the scenario as a default: fixed, without provenance.
    pub fn fixed(address: impl Into<String>, value: f64) -> Self {
        Self {
            address: address.into(),
            value: Value::Fixed(value),
            provenance: Provenance::default(),
            role: Role::default(),
            written: false,
        }
    }

    /// Whether it is the draw of an input, which others may share.
    pub fn is_shared(&self) -> bool {
        self.address.starts_with("inputs.")
    }

    /// The fixed number, if it is one.
    pub fn known(&self) -> Option<f64> {
        match self.value {
            Value::Fixed(x) => Some(x),
            Value::Uncertain(_) => None,
        }
    }
}
