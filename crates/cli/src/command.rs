//! One file per command.

pub(crate) mod check;
pub(crate) mod kinds;
pub(crate) mod run;
