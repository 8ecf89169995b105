//! The keys of a quantity's table besides its distribution.

use super::{Quality, Role};
use crate::language::{Key, Takes, words};

/// The keys of a quantity besides its distribution.
pub const BESIDE: &[Key] = &[VALUE, MIN, MAX, QUALITY, ROLE];

/// Of these and the distributions there is one.
pub(super) const VALUE: Key =
    Key::new("value", Takes::Value, "the quantity itself, where other keys are wanted beside it")
        .without("a distribution says it");
pub(super) const MIN: Key = Key::new("min", Takes::Bound, "no draw lies below: the distribution is cut off there")
    .without("nothing is cut off");
pub(super) const MAX: Key = Key::new("max", Takes::Bound, "no draw lies above: the distribution is cut off there")
    .without("nothing is cut off");
pub(super) const QUALITY: Key =
    Key::new("quality", Takes::Word(&words::<3, _>(Quality::NAMES)), "how good the evidence is")
        .without("nothing is said of it")
        .shown("\"stated\"");
pub(super) const ROLE: Key =
    Key::new("role", Takes::Word(&words::<2, _>(Role::NAMES)), "whether it could be found out, or is left to chance")
        .without("it is knowledge")
        .shown("\"chance\"");

/// Whether it is one of them.
pub(super) fn is_beside(key: &str) -> bool {
    BESIDE.iter().any(|beside| beside.name == key)
}
