//! Turns the text of a scenario into a [`Scenario`] that cannot be wrong, or into [`Diagnostic`]s that point at the mistake.

pub mod calendar;
pub mod deal;
pub mod diagnostic;
pub mod distribution;
mod document;
pub mod domain;
pub mod driver;
mod elasticity;
mod flow;
mod horizon;
mod innovations;
mod mistakes;
mod money;
mod names;
mod number;
mod package;
mod political_will;
pub mod quantity;
mod reader;
pub mod reading;
mod run;
pub mod scenario;
mod separators;
pub mod source;
pub mod suggestion;
mod target;
mod whole;
mod words;

pub use diagnostic::{Diagnostic, Label, Severity};
pub use domain::Domain;
pub use quantity::{Quantity, Value};
pub use reading::{Override, Reading, applied, read};
pub use scenario::Scenario;
pub use source::{SourceText, Span};
pub use suggestion::did_you_mean;
