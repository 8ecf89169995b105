//! Reading a driver.

use super::{BLOCK, DATA, Driver, Kind, Material, Motion, PROCESSES, Process, Start, VALUES, WITH};
use crate::diagnostic::code;
use crate::document::{Entry, Item, Node};
use crate::language::{Group, Key, Table, Takes, words as words_of};
use crate::mistakes::{Mistakes, Read};
use crate::names::{Names, suggestion};
use crate::reader::{TableReader, choice, open_entry};
use crate::{Diagnostic, Domain, Quantity, list, number, words};

const KIND: Key = Key::new(
    "kind",
    Takes::Word(&words_of::<2, _>(KINDS)),
    "what the process gives: log growth of the year, or a log deviation",
)
.shown("\"growth\"");
const PROCESS: Key = Key::new("process", Takes::OneOf(Group::Process), "how it moves from year to year")
    .shown("{ ar1 = { mean = 0.03, persistence = 0.5, sd = 0.02 } }");
const START: Key = Key::quantity("start", Domain::Real, "where it stands in the base year, log points")
    .without("it is the mean for growth by `ar1`, else 0")
    .shown("0.02");

pub(crate) const TABLE: Table = Table::new(
    "drivers.NAME",
    "a line of the outside world, such as the GDP of a partner or a price: one value a year",
    &[KIND, PROCESS, START],
);

/// The kinds of driver and their names.
const KINDS: &[(&str, Kind)] = &[("growth", Kind::Growth), ("level", Kind::Level)];

/// Reads `[drivers.NAME]`.
pub(crate) fn read(top: &TableReader<'_>, entry: &Entry, drivers: &Names<'_>) -> Read<Driver> {
    let mistakes = top.mistakes;
    let driver = open_entry(top, entry, "drivers", "driver", &TABLE)?;
    let kind = kind(&driver);
    let process = process(&driver, drivers);
    let start = driver.quantity(&START);
    if let (Ok(Kind::Growth), Ok((process, ..)), Some(start)) = (kind, &process, driver.get("start"))
        && process.start == Start::Meaningless
    {
        let message = format!("`start` means nothing to growth by `{}`, which has no memory", process.name);
        let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&start.key_span, "leave it out");
        let remembering: Vec<&str> = PROCESSES
            .iter()
            .filter(|process| process.start != Start::Meaningless)
            .map(|process| process.name)
            .collect();
        return Err(mistakes.report(diagnostic.help(format!("it has a meaning with {}", words::choices(remembering)))));
    }
    let (process, parameters, material) = process?;
    Ok(Driver { name: entry.key.clone(), kind: kind?, process, parameters, material, start: start? })
}

/// The kind of a driver, if that much of it can be read.
pub(crate) fn kind_of(entry: &Entry) -> Option<Kind> {
    let text = entry.node.as_table()?.get("kind")?.node.as_text()?;
    KINDS.iter().find(|(name, _)| *name == text).map(|(_, kind)| *kind)
}

/// Whether a driver is a bootstrap, if that much of it can be read.
pub(crate) fn is_bootstrap(entry: &Entry) -> bool {
    let process = || entry.node.as_table()?.get("process")?.node.as_table();
    let rows =
        |name: &str| PROCESSES.iter().any(|process| process.name == name && matches!(process.motion, Motion::Rows));
    process().is_some_and(|process| process.entries.iter().any(|entry| rows(&entry.key)))
}

/// The growth driver that `key` of a table names; `are` leads from the key's noun to what it is: `prices are`.
pub(crate) fn growth_driver(table: &TableReader<'_>, key: &str, are: &str, drivers: &Names<'_>) -> Read<Option<usize>> {
    let mistakes = table.mistakes;
    let Some(Entry { node, .. }) = table.get(key) else { return Ok(None) };
    let Some(name) = node.as_text() else {
        let message = format!("`{key}` is the name of a driver, not {}", node.described());
        return Err(mistakes.report(Diagnostic::error(code::WRONG_TYPE, message).at(&node.span, "")));
    };
    let driver = drivers.find(name, &node.span, mistakes)?;
    if kind_of(drivers.entries[driver]) == Some(Kind::Level) {
        let message = format!("`{}` is a level, and {are} a growth driver", words::short(name));
        let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&node.span, "");
        return Err(mistakes.report(diagnostic.at(&drivers.entries[driver].key_span, "its `kind` is \"level\"")));
    }
    Ok(Some(driver))
}

fn kind(driver: &TableReader<'_>) -> Read<Kind> {
    let mistakes = driver.mistakes;
    let what = "\"growth\" (log growth of the year) or \"level\" (log deviation)";
    let entry = driver.required(KIND.name, what)?;
    let names = || KINDS.iter().map(|(name, _)| *name);
    let Some(text) = entry.node.as_text() else {
        let message = format!("`kind` is \"growth\" or \"level\", not {}", entry.node.described());
        return Err(mistakes.report(Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "")));
    };
    KINDS.iter().find(|(name, _)| *name == text).map(|(_, kind)| *kind).ok_or_else(|| {
        let message = format!("there is no kind of driver \"{}\"", words::short(text));
        let diagnostic = Diagnostic::error(code::UNKNOWN_KIND, message).at(&entry.node.span, suggestion(text, names()));
        mistakes.report(diagnostic.help(format!("`kind` is {what}")))
    })
}

/// The process, its quantities, and what it is given besides.
type Moving = (&'static Process, Vec<Quantity>, Material);

fn process(driver: &TableReader<'_>, drivers: &Names<'_>) -> Read<Moving> {
    let mistakes = driver.mistakes;
    let example = |process: &Process| format!("process.{} = {}", process.name, process.example);
    let entry = driver.required(PROCESS.name, PROCESS.what)?;
    if let Item::Text(text) = &entry.node.item {
        let process = PROCESSES.iter().find(|process| process.name == text);
        let message = format!("`process` takes a process with its numbers, not {}", entry.node.described());
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "");
        let help = process.or(PROCESSES.first()).map(|process| format!("such as `{}`", example(process)));
        return Err(mistakes.report(diagnostic.maybe_help(help)));
    }
    let table = driver.named_table(entry)?;
    table.check_about();
    let chosen = choice(&table, "process", PROCESSES.iter().map(|process| process.name))?;
    let Some(process) = PROCESSES.iter().find(|process| process.name == chosen.key) else {
        return Err(mistakes.known());
    };
    if chosen.node.as_table().is_none() {
        let message = format!("`{}` takes its numbers in braces, not {}", process.name, chosen.node.described());
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&chosen.node.span, "");
        return Err(mistakes.report(diagnostic.help(format!("such as `{}`", example(process)))));
    }
    let table = table.named_table(chosen)?.taking(&process.keys().map(|key| key.name));
    let material = match process.motion {
        Motion::Formula(_) => Ok(Material::None),
        Motion::AlongValues(_) => values(&table).map(Material::Values),
        Motion::Rows => rows(&table, drivers),
    };
    let parameters: Vec<Read<Quantity>> = process
        .parameters
        .iter()
        .map(|parameter| {
            let key = parameter.key();
            if key.is_required() { table.required_quantity(&key) } else { table.quantity_or_default(&key) }
        })
        .collect();
    let parameters = parameters.into_iter().collect::<Read<_>>();
    Ok((process, parameters?, material?))
}

/// As many values as a path may have: more years than may be simulated.
const MOST_VALUES: usize = 200;

pub(crate) const VALUE: Key =
    Key::quantity("values", Domain::Real, "the value of a year, in log points").without("the last value holds");

/// The values of a path, each of which is a quantity.
fn values(table: &TableReader<'_>) -> Read<Vec<Quantity>> {
    let mistakes = table.mistakes;
    let entry = table.required(VALUES.name, VALUES.what)?;
    let nodes = list::entries(entry, mistakes)?;
    if nodes.len() > MOST_VALUES {
        let message = format!("`values` has {}: {MOST_VALUES} years are the most", words::count(nodes.len(), "value"));
        return Err(mistakes.report(Diagnostic::error(code::TOO_MANY, message).at(&entry.node.span, "")));
    }
    let within = TableReader { address: table.address_of(VALUES.name), ..table.clone() };
    let quantity = |(index, node): (usize, &Node)| within.quantity_of(&(index + 1).to_string(), node, &VALUE);
    let values: Vec<Read<Quantity>> = nodes.iter().enumerate().map(quantity).collect();
    values.into_iter().collect()
}

/// What a bootstrap draws from.
fn rows(table: &TableReader<'_>, drivers: &Names<'_>) -> Read<Material> {
    let mistakes = table.mistakes;
    let data = table.required(DATA.name, DATA.what).and_then(|entry| list::numbers(entry, mistakes));
    let block = table.get(BLOCK.name).map(|entry| {
        let most = data.as_ref().map_or(i128::MAX, |data| data.len() as i128);
        number::whole(entry, BLOCK.what, 1..=most, mistakes).map(|x| x as usize)
    });
    let with = table.get(WITH.name).map(|entry| {
        let Some(name) = entry.node.as_text() else {
            let message = format!("`with` is the name of a driver, not {}", entry.node.described());
            return Err(mistakes.report(Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "")));
        };
        drivers.find(name, &entry.node.span, mistakes)
    });
    let (block, with) = (block.transpose(), with.transpose());
    Ok(Material::Rows { data: data?, block: block?.unwrap_or(1), with: with? })
}

/// Refuses bootstraps that take their years from a driver that has none to give.
pub(crate) fn check_shared_rows(drivers: &[Driver], names: &Names<'_>, mistakes: &Mistakes) -> Read<()> {
    let mut wrong = None;
    for (index, driver) in drivers.iter().enumerate() {
        let Material::Rows { data, block, with: Some(other) } = &driver.material else { continue };
        let process =
            || names.entries[index].node.as_table()?.get("process")?.node.as_table()?.get(driver.process.name);
        let stated = |key: &str| process().and_then(|process| process.node.as_table()?.get(key));
        let entry = stated("with").unwrap_or(names.entries[index]);
        let refuse = |message: String, help: &str| {
            let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&entry.node.span, "");
            Some(mistakes.report(if help.is_empty() { diagnostic } else { diagnostic.help(help) }))
        };
        let name = &drivers[*other].name;
        wrong = match &drivers[*other].material {
            _ if *other == index => refuse(
                format!("`{name}` cannot take its own years from itself"),
                "without `with`, a bootstrap draws its own",
            ),
            Material::Rows { with: Some(third), .. } => refuse(
                format!("`{name}` itself takes the years of `{}`", drivers[*third].name),
                "name the bootstrap that draws them",
            ),
            Material::Rows { data: theirs, .. } if theirs.len() != data.len() => refuse(
                format!("`{name}` has {} years of data, and `{}` has {}", theirs.len(), driver.name, data.len()),
                "what is drawn together was observed together: as many years of each",
            ),
            Material::Rows { block: theirs, .. } if stated("block").is_some() && theirs != block => refuse(
                format!(
                    "`{name}` draws {} at a time, and so does whoever takes its years",
                    words::count(*theirs, "year")
                ),
                "leave `block` out beside `with`",
            ),
            Material::Rows { .. } => continue,
            _ => refuse(format!("`{name}` is not a bootstrap: it has no years to share"), ""),
        };
    }
    wrong.map_or(Ok(()), Err)
}

impl Driver {
    /// Every quantity of the driver, defaults included.
    pub(crate) fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        let values = match &self.material {
            Material::Values(values) => values.as_slice(),
            Material::None | Material::Rows { .. } => &[],
        };
        values.iter().chain(&self.parameters).chain(&self.start)
    }

    /// The same, to be changed.
    pub(crate) fn quantities_mut(&mut self) -> impl Iterator<Item = &mut Quantity> {
        let values = match &mut self.material {
            Material::Values(values) => values.as_mut_slice(),
            Material::None | Material::Rows { .. } => &mut [],
        };
        values.iter_mut().chain(&mut self.parameters).chain(&mut self.start)
    }
}
