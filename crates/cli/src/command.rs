//! One file per command.

pub(crate) mod check;
pub(crate) mod diff;
pub(crate) mod examples;
pub(crate) mod explain;
pub(crate) mod kinds;
pub(crate) mod new;
pub(crate) mod reference;
pub(crate) mod run;
pub(crate) mod schema;
pub(crate) mod sources;
