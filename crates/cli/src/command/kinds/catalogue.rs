//! The model's lists, as one list of groups.

use altai_model::deal::ramp::{RAMPS, Ramp};
use altai_model::distribution::{DISTRIBUTIONS, Entry, Takes};
use altai_model::driver::{PROCESSES, Process};
use altai_model::language::{Absent, Key};

/// Kinds of one sort.
pub(super) struct Group {
    pub(super) name: &'static str,
    pub(super) singular: &'static str,
    /// What it is for and how it is written, units included.
    pub(super) about: &'static str,
    pub(super) kinds: Vec<Kind>,
}

/// A distribution, a process or a ramp.
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
pub(super) fn groups() -> [Group; 3] {
    [
        Group {
            name: "distributions",
            singular: "distribution",
            about: "For a number that is not known, drawn once per path; x stands for its key, such as peak. Parameters \
                    are plain numbers in the unit of that key, unless said otherwise. Beside it, min and max truncate; \
                    source, note and quality say where it comes from, and role whether it is a matter of knowledge or \
                    of chance. Short for the commonest: x = \"20 to 150\", a \
                    90 % interval.",
            kinds: DISTRIBUTIONS.iter().map(distribution).collect(),
        },
        Group {
            name: "processes",
            singular: "process",
            about: "For a driver, year by year, in log points (0.03 is about 3 %). Each parameter may itself be uncertain. \
                    Beside its process a driver with a memory may have a start: where it stands in the base year.",
            kinds: PROCESSES.iter().map(process).collect(),
        },
        Group {
            name: "ramps",
            singular: "ramp",
            about: "For a deal: how it grows from nothing to full scale after its start. Years may be uncertain.",
            kinds: RAMPS.iter().map(ramp).collect(),
        },
    ]
}

fn distribution(entry: &Entry) -> Kind {
    let form = |form: &altai_model::distribution::Form| {
        let parameters = form.parameters.iter();
        let parameter = |parameter: &altai_model::distribution::Parameter| Parameter {
            name: parameter.name,
            about: parameter.summary.to_owned(),
            takes: (parameter.takes != Takes::Number).then(|| parameter.takes.description().to_owned()),
            default: parameter.default_in_words(),
        };
        parameters.map(parameter).collect()
    };
    Kind {
        name: entry.name,
        summary: entry.summary.to_owned(),
        example: format!("x.{} = {}", entry.name, entry.example),
        forms: entry.forms.iter().map(form).collect(),
    }
}

fn process(process: &Process) -> Kind {
    let given = |given: &Key| Parameter {
        name: given.name,
        about: match given.absent {
            Absent::Means(clause) => format!("{}; without it, {clause}", given.what),
            Absent::Required | Absent::Number(_) => given.what.to_owned(),
        },
        takes: Some(given.takes.description()),
        default: given.default().map(|default| default.to_string()),
    };
    let parameter = |parameter: &altai_model::driver::ProcessParameter| Parameter {
        name: parameter.name,
        about: format!("{}, {}", parameter.summary, parameter.domain.description()),
        takes: None,
        default: parameter.default.map(|default| default.to_string()),
    };
    Kind {
        name: process.name,
        summary: process.summary.to_owned(),
        example: format!("process.{} = {}", process.name, process.example),
        forms: vec![process.motion.takes().iter().map(given).chain(process.parameters.iter().map(parameter)).collect()],
    }
}

fn ramp(ramp: &Ramp) -> Kind {
    let years = Parameter {
        name: "years",
        about: "from the start to full scale, in years".to_owned(),
        takes: None,
        default: None,
    };
    let is_default = RAMPS.first().is_some_and(|first| first.name == ramp.name);
    let example = if ramp.takes_years {
        format!("ramp.{} = {}", ramp.name, ramp.example)
    } else {
        format!("ramp = {}", ramp.example)
    };
    Kind {
        name: ramp.name,
        summary: if is_default {
            format!("{}; what holds without a ramp", ramp.summary)
        } else {
            ramp.summary.to_owned()
        },
        example,
        forms: if ramp.takes_years { vec![vec![years]] } else { Vec::new() },
    }
}
