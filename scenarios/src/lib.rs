//! The example scenarios of Altai: documentation, templates and regression tests at once.
//!
//! ```
//! let flagship = altai_scenarios::example("kazakhstan-mongolia").expect("it ships");
//! assert!(flagship.text.contains("turnover = 500"));
//! ```

use altai_model::{Files, NoText, Reading, SourceText, read};

/// A scenario that ships with Altai.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Its name: the file's, without `.toml`; that of a variant begins with the scenario that it varies.
    pub name: &'static str,
    /// The whole file.
    pub text: &'static str,
}

/// Every example, the simplest first, and each before its variants.
pub const EXAMPLES: &[Example] = &[
    Example { name: "minimal", text: include_str!("../minimal.toml") },
    Example { name: "kazakhstan-uzbekistan", text: include_str!("../kazakhstan-uzbekistan.toml") },
    Example { name: "kazakhstan-mongolia", text: include_str!("../kazakhstan-mongolia.toml") },
    Example {
        name: "kazakhstan-mongolia/critical-minerals-first",
        text: include_str!("../kazakhstan-mongolia/critical-minerals-first.toml"),
    },
    Example {
        name: "kazakhstan-mongolia/nuclear-first",
        text: include_str!("../kazakhstan-mongolia/nuclear-first.toml"),
    },
    Example { name: "kazakhstan-mongolia/space-first", text: include_str!("../kazakhstan-mongolia/space-first.toml") },
    Example { name: "kazakhstan-mongolia/corridor", text: include_str!("../kazakhstan-mongolia/corridor.toml") },
    Example {
        name: "kazakhstan-mongolia/trade-agreement-only",
        text: include_str!("../kazakhstan-mongolia/trade-agreement-only.toml"),
    },
    Example { name: "kazakhstan-mongolia/downside", text: include_str!("../kazakhstan-mongolia/downside.toml") },
];

/// The figures that `kazakhstan-mongolia` cites, one row each: `id,figure,value,unit,year,source,publisher,address`.
pub const KAZAKHSTAN_MONGOLIA_EVIDENCE: &str = include_str!("../evidence/kazakhstan-mongolia.csv");

/// The figures that `kazakhstan-uzbekistan` cites, in the same columns.
pub const KAZAKHSTAN_UZBEKISTAN_EVIDENCE: &str = include_str!("../evidence/kazakhstan-uzbekistan.csv");

/// The example of this name.
pub fn example(name: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.name == name)
}

/// The example that another's `extends` leads to: `path` as it is written in the file of the example called `name`.
///
/// ```
/// let base = altai_scenarios::beside("kazakhstan-mongolia/corridor", "../kazakhstan-mongolia.toml");
/// assert_eq!(base.expect("it ships").name, "kazakhstan-mongolia");
/// ```
pub fn beside(name: &str, path: &str) -> Option<&'static Example> {
    let mut folders: Vec<&str> = name.split('/').collect();
    folders.pop();
    for part in path.trim_end_matches(".toml").split('/') {
        match part {
            "." => {}
            ".." => drop(folders.pop()?),
            _ => folders.push(part),
        }
    }
    example(&folders.join("/"))
}

impl Example {
    /// Reads it with what it extends: the scenario, and all that is said of it.
    ///
    /// ```
    /// let variant = altai_scenarios::example("kazakhstan-mongolia/corridor").expect("it ships");
    /// assert!(variant.read().scenario.is_some());
    /// ```
    pub fn read(&self) -> Reading {
        read(self.source(), &[], &Shipped)
    }

    fn source(&self) -> SourceText {
        SourceText { name: format!("{}.toml", self.name), text: self.text.to_owned() }
    }
}

/// The examples, as files beside each other.
struct Shipped;

impl Files for Shipped {
    fn load(&self, path: &str, name: &str) -> Result<SourceText, NoText> {
        let found = beside(name, path).ok_or_else(|| NoText::missing(format!("there is no example `{path}`")))?;
        Ok(found.source())
    }
}
