//! What a scenario can be built from: the distributions, and all that the language chooses from.

use altai_model::distribution::{self, DISTRIBUTIONS, Entry, Takes};
use altai_model::language::{self, Absent, Alternative, Key};
use altai_report::language::told;

/// Kinds of one sort.
pub(super) struct Group {
    pub(super) name: String,
    pub(super) singular: &'static str,
    /// What it is for and how it is written, units included.
    pub(super) about: String,
    pub(super) kinds: Vec<Kind>,
}

/// A distribution, a process, a ramp or a law.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) summary: String,
    /// As it stands in a scenario.
    pub(super) example: String,
    /// The ways to state it, each a list of parameters.
    pub(super) forms: Vec<Vec<Parameter>>,
}

/// A key of a kind.
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) about: String,
    /// What stands under it, where that is not simply a number.
    pub(super) takes: Option<String>,
    /// What holds without it.
    pub(super) default: Option<String>,
}

/// All of them.
pub(super) fn groups() -> Vec<Group> {
    let distributions = Group {
        name: "distributions".to_owned(),
        singular: "distribution",
        about: DISTRIBUTED.to_owned(),
        kinds: DISTRIBUTIONS.iter().map(distribution).collect(),
    };
    let chosen = language::Group::ALL.map(|group| Group {
        name: group.several(),
        singular: group.noun(),
        about: about(group),
        kinds: group.alternatives().into_iter().map(|one| alternative(group, one)).collect(),
    });
    [distributions].into_iter().chain(chosen).collect()
}

const DISTRIBUTED: &str = "For a number that is not known, drawn once per path; x stands for its key, such as peak. \
                           Parameters are plain numbers in the unit of that key, unless said otherwise. Beside it, min \
                           and max truncate; source, note and quality say where it comes from, and role whether it is a \
                           matter of knowledge or of chance. Short for the commonest: x = \"20 to 150\", a 90 % interval.";

/// What is chosen, and what more there is to say.
fn about(group: language::Group) -> String {
    let more = match group {
        language::Group::Process => {
            " Each parameter may itself be uncertain. Beside its process a driver with a memory may have a start: where it \
             stands in the base year."
        }
        language::Group::Ramp => " Years may be uncertain.",
        language::Group::Law => " It stands in [innovations].",
    };
    let mut letters = group.what().chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.{more}", letters.as_str())
}

fn distribution(entry: &Entry) -> Kind {
    let parameter = |parameter: &distribution::Parameter| Parameter {
        name: parameter.name,
        about: told(parameter),
        takes: (parameter.takes != Takes::Number).then(|| parameter.takes.description().to_owned()),
        default: parameter.default_in_words(),
    };
    Kind {
        name: entry.name,
        summary: entry.summary.to_owned(),
        example: format!("x.{} = {}", entry.name, entry.example),
        forms: entry.forms.iter().map(|form| form.parameters.iter().map(parameter).collect()).collect(),
    }
}

fn alternative(group: language::Group, one: Alternative) -> Kind {
    let noun = group.noun();
    let Alternative { name, what, example, is_a_word, is_default, keys } = one;
    Kind {
        name,
        summary: if is_default { format!("{what}; what holds without a {noun}") } else { what.to_owned() },
        example: if is_a_word { format!("{noun} = {example}") } else { format!("{noun}.{name} = {example}") },
        forms: if keys.is_empty() { Vec::new() } else { vec![keys.iter().map(parameter).collect()] },
    }
}

fn parameter(key: &Key) -> Parameter {
    let (takes, range) = match key.takes {
        language::Takes::Quantity(domain) => (None, Some(domain.description().to_owned())),
        language::Takes::Number(range) => (None, Some(range.description())),
        takes => (Some(takes.description()), None),
    };
    let range = range.map(|range| format!(" ({range})")).unwrap_or_default();
    let without = match key.absent {
        Absent::Means(clause) => format!("; without it, {clause}"),
        Absent::Required | Absent::Number(_) => String::new(),
    };
    Parameter {
        name: key.name,
        about: format!("{}{range}{without}", key.what),
        takes,
        default: key.default().map(|default| default.to_string()),
    }
}
