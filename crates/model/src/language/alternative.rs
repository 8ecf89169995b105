//! Where one of several things is chosen: a process, a ramp, a law of innovations.

use super::{Key, Table};
use crate::deal::ramp::RAMPS;
use crate::deal::reading::YEARS;
use crate::driver::PROCESSES;
use crate::innovations;

/// A list from which one is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// How a driver moves from year to year.
    Process,
    /// How a deal grows to full scale.
    Ramp,
    /// The law of the innovations.
    Law,
}

/// One of a list.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// Its name.
    pub name: &'static str,
    /// What it is, in a few words.
    pub what: &'static str,
    /// The value of an example, in TOML; that of a word, the word.
    pub example: &'static str,
    /// Whether it is a bare word; otherwise its keys stand in braces.
    pub is_a_word: bool,
    /// Its keys.
    pub keys: Vec<Key>,
}

impl Group {
    /// What is chosen: `process`.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Process => "process",
            Self::Ramp => "ramp",
            Self::Law => "law",
        }
    }

    /// The alternatives, in the order in which they are explained.
    pub fn alternatives(self) -> Vec<Alternative> {
        match self {
            Self::Process => PROCESSES
                .iter()
                .map(|process| Alternative {
                    name: process.name,
                    what: process.summary,
                    example: process.example,
                    is_a_word: false,
                    keys: process.keys().collect(),
                })
                .collect(),
            Self::Ramp => RAMPS
                .iter()
                .map(|ramp| Alternative {
                    name: ramp.name,
                    what: ramp.summary,
                    example: ramp.example,
                    is_a_word: !ramp.takes_years,
                    keys: if ramp.takes_years { vec![YEARS] } else { Vec::new() },
                })
                .collect(),
            Self::Law => {
                let Table { what, keys, .. } = innovations::MIXTURE;
                let mixture = Alternative {
                    name: "mixture",
                    what,
                    example: "{ share = 0.1, scale = 3 }",
                    is_a_word: false,
                    keys: keys.to_vec(),
                };
                let what = "standard normal";
                vec![
                    Alternative { name: "normal", what, example: "\"normal\"", is_a_word: true, keys: Vec::new() },
                    mixture,
                ]
            }
        }
    }
}
