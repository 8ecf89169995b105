//! The language of scenarios, told to editors and to people: both from the catalogue that the reader follows.

mod json;
mod reference;
mod schema;

use altai_model::diagnostic::code;
use altai_model::distribution::Parameter;
use altai_model::language::Range;

pub use json::document as json;
pub use reference::reference;
pub use schema::schema;

/// The warnings that `allow` can silence, and what each is given of.
fn warnings() -> impl Iterator<Item = (&'static str, &'static str)> {
    code::warnings().map(|code| (code.name, code.summary))
}

/// What a parameter of a distribution is, and in brackets where its numbers lie: `the standard deviation (above 0)`.
pub fn told(parameter: &Parameter) -> String {
    match parameter.range {
        range if range == Range::ANY => parameter.summary.to_owned(),
        range => format!("{} ({})", parameter.summary, range.description()),
    }
}
