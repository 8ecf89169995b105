//! The language of scenarios: every table, its keys, what they take, and what holds without them.
//!
//! Each table is declared once, in the file of its noun. The reader accepts what is declared there; the JSON Schema, the
//! reference and `altai explain` tell it.
//!
//! ```
//! use altai_model::language::{self, Absent};
//!
//! let key = language::at("deals.mine.additional").unwrap().key;
//! assert_eq!(key.what, "the share that does not displace trade");
//! assert_eq!(key.absent, Absent::Number(1.0));
//! ```

mod alternative;
mod lookup;
mod range;

use crate::Domain;
use crate::distribution;

pub use crate::calendar::YEARS;
pub use crate::deal::reading::RESERVED;
pub use crate::quantity::keys::BESIDE;
pub use crate::quantity::range::{TOLERATED, UNNOTICED};
pub use crate::reading::column::TABLE as COLUMN;
pub use crate::whole::TABLE as SCENARIO;
pub use alternative::{Alternative, Group};
pub(crate) use lookup::joined;
pub use lookup::{Found, at, parts};
pub use range::Range;

/// A table and all that may stand in it.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// How it is headed, such as `deals.NAME`; empty for the file itself.
    pub heading: &'static str,
    /// What it holds, in a few words.
    pub what: &'static str,
    /// Its keys, in the order in which they are explained, without those of [`ABOUT`].
    pub keys: &'static [Key],
    /// Which keys want others, and which exclude each other.
    pub rules: &'static [Rule],
}

/// A key of a table.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it is, in a few words, with its unit.
    pub what: &'static str,
    /// What stands under it.
    pub takes: Takes,
    /// What holds without it.
    pub absent: Absent,
    /// A value that it takes, in TOML; empty where [`Takes`] says enough.
    pub example: &'static str,
}

/// What holds where a key is not written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Absent {
    /// It has to be written.
    Required,
    /// It is this number.
    Number(f64),
    /// In words, a whole clause: `it never ends`.
    Means(&'static str),
}

/// What stands under a key.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// A number that may be uncertain, in its domain.
    Quantity(Domain),
    /// A list of such numbers, each of them this key, or a column of a file.
    Quantities(&'static Key),
    /// A plain number.
    Number(Range),
    /// A list of plain numbers, or a column of a file.
    Numbers,
    /// A whole number from the one to the other.
    Whole(u64, u64),
    /// A calendar year.
    Year,
    /// A text.
    Text,
    /// A text that is not blank.
    Label,
    /// The name of a file, relative to the scenario.
    File,
    /// One of these words.
    Word(&'static [&'static str]),
    /// The name of a driver, a regime and so on.
    Name(&'static str),
    /// A list of so many names or more.
    Names {
        /// Of what.
        of: &'static str,
        /// How many at least.
        least: usize,
    },
    /// A list of addresses.
    Addresses,
    /// A table.
    Table(&'static Table),
    /// A list of tables.
    Tables(&'static Table),
    /// A table whose keys are names, each of which takes the same.
    Named(&'static Named),
    /// One of several things, with its numbers in braces.
    OneOf(Group),
    /// Yearly probabilities of going from one regime to another: rows by name, or lists in the order of the regimes.
    Transition,
    /// A list of deals and sectors, or a word for several: `"all"`, `"sector:NAME"`.
    Deals,
    /// Codes of warnings, each with a reason.
    Allowances,
    /// What is known of a quantity: a number, a date where it is one, or an interval in words.
    Value,
    /// A plain number in the unit of the quantity, or a date where it is one.
    Bound,
    /// A distribution, with its numbers in braces.
    Distribution(&'static distribution::Entry),
}

/// A table whose keys are names.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    /// What bears the names: `flow`.
    pub noun: &'static str,
    /// How many there are at least.
    pub least: usize,
    /// What stands under each.
    pub each: Takes,
}

/// What keys of a table ask of each other.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// One of these groups of keys is there as a whole, and nothing of the others.
    ExactlyOne(&'static [&'static [&'static str]]),
    /// One of these keys is there at least.
    SomeOf(&'static [&'static str]),
    /// The first keys mean nothing unless one of the others is there.
    Need(&'static [&'static str], &'static [&'static str]),
}

/// The keys that every table takes besides its own.
pub const ABOUT: &[Key] = &[
    Key::new("title", Takes::Text, "a title for reports").without("it goes by its name").shown("\"Trade\""),
    Key::new("source", Takes::Text, "where the numbers of the table come from; a number's own source goes first")
        .without("there is none")
        .shown("\"Customs Service, 2025\""),
    Key::new("note", Takes::Text, "a remark on the numbers of the table")
        .without("there is none")
        .shown("\"a judgement\""),
    Key::new("allow", Takes::Allowances, "warnings that are not to be given of this table, and why")
        .without("all warnings are given")
        .shown("{ unused = \"kept for the next round\" }"),
];

/// Whether a key is one that every table takes.
pub(crate) fn is_about(key: &str) -> bool {
    ABOUT.iter().any(|about| about.name == key)
}

/// As many letters as a name may have.
pub const LONGEST_NAME: usize = 100;

/// What a name may be, as a regular expression; its count is [`LONGEST_NAME`].
pub const NAME: &str = "^[A-Za-z0-9_-]{1,100}$";

impl Key {
    pub(crate) const fn new(name: &'static str, takes: Takes, what: &'static str) -> Self {
        Self { name, what, takes, absent: Absent::Required, example: "" }
    }

    /// A key that takes a quantity and has to be written.
    pub(crate) const fn quantity(name: &'static str, domain: Domain, what: &'static str) -> Self {
        Self::new(name, Takes::Quantity(domain), what)
    }

    /// The same key, which is this number where it is not written.
    pub(crate) const fn or(self, default: f64) -> Self {
        Self { absent: Absent::Number(default), ..self }
    }

    /// The same key, and what holds where it is not written.
    pub(crate) const fn without(self, clause: &'static str) -> Self {
        Self { absent: Absent::Means(clause), ..self }
    }

    /// The same key with an example.
    pub(crate) const fn shown(self, example: &'static str) -> Self {
        Self { example, ..self }
    }

    /// The numbers that it takes, or that the names in it take.
    pub(crate) fn domain(&self) -> Domain {
        match self.takes {
            Takes::Quantity(domain) => domain,
            Takes::Named(Named { each: Takes::Quantity(domain), .. }) => *domain,
            _ => Domain::Unbounded,
        }
    }

    /// The number that it is where it is not written, if that is a number.
    pub fn default(&self) -> Option<f64> {
        match self.absent {
            Absent::Number(x) => Some(x),
            Absent::Required | Absent::Means(_) => None,
        }
    }

    /// Whether it has to be written.
    pub fn is_required(&self) -> bool {
        self.absent == Absent::Required
    }
}

impl Table {
    /// A table of a few words, without rules.
    pub(crate) const fn new(heading: &'static str, what: &'static str, keys: &'static [Key]) -> Self {
        Self { heading, what, keys, rules: &[] }
    }

    /// The same table with rules.
    pub(crate) const fn ruled(self, rules: &'static [Rule]) -> Self {
        Self { rules, ..self }
    }

    /// The key of this name, or the one of [`ABOUT`].
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().chain(ABOUT).find(|key| key.name == name)
    }

    /// The names of its own keys.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        self.keys.iter().map(|key| key.name)
    }
}

impl Takes {
    /// The table that it is, or that the names in it are.
    pub fn table(&self) -> Option<&'static Table> {
        match self {
            Self::Table(table) | Self::Tables(table) | Self::Named(Named { each: Self::Table(table), .. }) => {
                Some(table)
            }
            _ => None,
        }
    }

    /// In a few words, to follow *is* or *takes*: `a list of numbers`.
    pub fn description(&self) -> String {
        let a = |noun: &str| crate::words::a(noun);
        match self {
            Self::Quantity(_) => "a quantity".into(),
            Self::Quantities(_) => "a list of quantities".into(),
            Self::Number(_) => "a plain number".into(),
            Self::Numbers => "a list of numbers".into(),
            Self::Whole(..) => "a whole number".into(),
            Self::Year => "a calendar year".into(),
            Self::Text | Self::Label => "a text".into(),
            Self::File => "the name of a file".into(),
            Self::Word(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                match &words[..] {
                    [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
                    words => words.concat(),
                }
            }
            Self::Name(of) => format!("the name of {}", a(of)),
            Self::Names { of, .. } => format!("a list of {}", crate::words::several(of)),
            Self::Addresses => "a list of addresses".into(),
            Self::Table(_) => "a table".into(),
            Self::Tables(_) => "tables in a list".into(),
            Self::Named(named) => match named.each {
                Self::Table(_) => "tables by name".into(),
                Self::Named(_) => "numbers by pairs".into(),
                _ => format!("{} by {}", plural(&named.each), named.noun),
            },
            Self::OneOf(group) => a(group.noun()),
            Self::Transition => "probabilities by regime".into(),
            Self::Deals => "a list of deals, or \"all\"".into(),
            Self::Allowances => "reasons by warning".into(),
            Self::Value => "a number, a date or an interval".into(),
            Self::Bound => "a number or a date".into(),
            Self::Distribution(entry) => format!("the numbers of `{}`", entry.name),
        }
    }
}

fn plural(takes: &Takes) -> &'static str {
    match takes {
        Takes::Quantity(_) => "quantities",
        Takes::Deals => "lists of deals",
        _ => "numbers",
    }
}

/// Every table in its place, the file itself first.
pub fn tables() -> Vec<&'static Table> {
    fn add(table: &'static Table, found: &mut Vec<&'static Table>) {
        if found.iter().any(|known| known.heading == table.heading) {
            return;
        }
        found.push(table);
        for inner in table.keys.iter().filter_map(|key| key.takes.table()) {
            add(inner, found);
        }
    }
    let mut found = Vec::new();
    add(&SCENARIO, &mut found);
    found
}

/// Whether a table stands in a list: `[[synergies]]`.
pub fn is_listed(table: &Table) -> bool {
    let mut keys = tables().into_iter().flat_map(|table| table.keys);
    keys.any(|key| matches!(key.takes, Takes::Tables(listed) if listed.heading == table.heading))
}

/// The words of a list of names and meanings.
pub(crate) const fn words<const N: usize, T: Copy>(named: &[(&'static str, T)]) -> [&'static str; N] {
    assert!(named.len() == N, "as many words as meanings");
    let mut words = [""; N];
    let mut i = 0;
    while i < N {
        words[i] = named[i].0;
        i += 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_as_long_as_its_pattern_says() {
        assert!(NAME.ends_with(&format!("{{1,{LONGEST_NAME}}}$")));
    }

    #[test]
    fn only_synergies_stand_in_a_list() {
        let listed: Vec<&str> = tables().into_iter().filter(|table| is_listed(table)).map(|one| one.heading).collect();
        assert_eq!(listed, ["synergies"]);
    }
}
