//! The example scenarios of Altai: documentation, templates and regression tests at once.
//!
//! ```
//! let flagship = altai_scenarios::example("kazakhstan-mongolia").expect("it ships");
//! assert!(flagship.text.contains("turnover = 500"));
//! ```

/// A scenario that ships with Altai.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Its name: the file's, without `.toml`.
    pub name: &'static str,
    /// The whole file.
    pub text: &'static str,
}

/// Every example, the simplest first.
pub const EXAMPLES: &[Example] = &[
    Example { name: "minimal", text: include_str!("../minimal.toml") },
    Example { name: "kazakhstan-uzbekistan", text: include_str!("../kazakhstan-uzbekistan.toml") },
    Example { name: "kazakhstan-mongolia", text: include_str!("../kazakhstan-mongolia.toml") },
];

/// The figures that `kazakhstan-mongolia` cites, one row each: `id,figure,value,unit,year,source,publisher,address`.
pub const KAZAKHSTAN_MONGOLIA_EVIDENCE: &str = include_str!("../evidence/kazakhstan-mongolia.csv");

/// The figures that `kazakhstan-uzbekistan` cites, in the same columns.
pub const KAZAKHSTAN_UZBEKISTAN_EVIDENCE: &str = include_str!("../evidence/kazakhstan-uzbekistan.csv");

/// The example of this name.
pub fn example(name: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.name == name)
}
