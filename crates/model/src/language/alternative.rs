//! Where one of several things is chosen: a process, a ramp, a law of innovations.

use super::Key;
use crate::deal::ramp::RAMPS;
use crate::deal::reading::YEARS;
use crate::driver::PROCESSES;
use crate::innovations::LAWS;

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
    /// Whether it is what holds where none is chosen.
    pub is_default: bool,
    /// Its keys.
    pub keys: Vec<Key>,
}

impl Group {
    /// Every list.
    pub const ALL: [Self; 3] = [Self::Process, Self::Ramp, Self::Law];

    /// What is chosen: `process`.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Process => "process",
            Self::Ramp => "ramp",
            Self::Law => "law",
        }
    }

    /// What several of it are: `processes`.
    pub fn several(self) -> String {
        crate::words::several(self.noun())
    }

    /// What is chosen by it, in a few words, with units.
    pub fn what(self) -> &'static str {
        match self {
            Self::Process => "how a driver moves, year by year, in log points (0.03 is about 3 %)",
            Self::Ramp => "how a deal grows from nothing to full scale after its start",
            Self::Law => "the law of the innovations, which is common to all drivers and flows",
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
                    is_default: false,
                    keys: process.keys().collect(),
                })
                .collect(),
            Self::Ramp => RAMPS
                .iter()
                .enumerate()
                .map(|(at, ramp)| Alternative {
                    name: ramp.name,
                    what: ramp.summary,
                    example: ramp.example,
                    is_a_word: !ramp.takes_years,
                    is_default: at == 0,
                    keys: if ramp.takes_years { vec![YEARS] } else { Vec::new() },
                })
                .collect(),
            Self::Law => LAWS
                .iter()
                .enumerate()
                .map(|(at, law)| Alternative {
                    name: law.name,
                    what: law.summary,
                    example: law.example,
                    is_a_word: law.keys.is_empty(),
                    is_default: at == 0,
                    keys: law.keys.to_vec(),
                })
                .collect(),
        }
    }
}
