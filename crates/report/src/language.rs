//! The language of scenarios, told to editors and to people: both from the catalogue that the reader follows.

mod json;
mod reference;
mod schema;

use altai_model::diagnostic::code;

pub use json::document as json;
pub use reference::reference;
pub use schema::schema;

/// The warnings that `allow` can silence, and what each is given of.
fn warnings() -> impl Iterator<Item = (&'static str, &'static str)> {
    code::warnings().map(|code| (code.name, code.summary))
}
