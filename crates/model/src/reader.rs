//! Reading a table: which keys it takes, which it must have, and what to say about all others.

mod hint;

use crate::diagnostic::code;
use crate::document::layer::is_said_of_the_table;
use crate::document::{self, Entry, Item, Node};
use crate::language::{ABOUT, Key, LONGEST_NAME, Table, Takes, is_about};
use crate::mistakes::{Mistakes, Read, Reported};
use crate::register::Register;
use crate::suggestion::did_you_mean;
use crate::{Diagnostic, Domain, Span, words};

impl Key {
    /// A number and an interval such as it takes.
    pub(crate) fn examples(&self) -> (&'static str, &'static str) {
        match self.domain() {
            Domain::Date => ("2027-09-01", "2027 to 2031"),
            Domain::Share => ("0.55", "0.3 to 0.7"),
            _ if self.what.contains("USD") => ("120", "20 to 150"),
            _ if self.what.contains("years") => ("4", "2 to 8"),
            _ => ("0.05", "0.02 to 0.08"),
        }
    }
}

/// A table of the scenario, being read.
#[derive(Clone)]
pub(crate) struct TableReader<'a> {
    pub(crate) table: &'a document::Table,
    /// Its heading or its key.
    pub(crate) span: &'a Span,
    /// Its address: `deals.mine`; empty at the top.
    pub(crate) address: String,
    pub(crate) mistakes: &'a Mistakes,
    /// The inputs that quantities may name, and the quantities that have been read.
    pub(crate) register: &'a Register,
    /// The keys that are there, but misspelt, which has been reported.
    pub(crate) misspelt: Vec<&'static str>,
}

impl<'a> TableReader<'a> {
    /// Opens the whole of a scenario.
    pub(crate) fn top(node: &'a Node, mistakes: &'a Mistakes, register: &'a Register) -> Read<Self> {
        Self::at(node, String::new(), mistakes, register)
    }

    /// Opens a table that stands in this one, which takes the keys of `declared`. What else stands in it is reported.
    pub(crate) fn table(&self, entry: &'a Entry, declared: &Table) -> Read<Self> {
        Ok(self.named_table(entry)?.taking(&declared.names()))
    }

    /// Opens the braces of what is chosen, which take these keys.
    pub(crate) fn choice(&self, entry: &'a Entry, keys: &[Key]) -> Read<Self> {
        Ok(self.named_table(entry)?.taking(&keys.iter().map(|key| key.name)))
    }

    /// Opens a table of this one whose keys are names. There, `note = "…"` is about the table, and a `note` that holds
    /// anything but a text is an entry of that name.
    pub(crate) fn named_table(&self, entry: &'a Entry) -> Read<Self> {
        self.open(&entry.node, self.address_of(&entry.key))
    }

    /// Opens the table of another address.
    pub(crate) fn open(&self, node: &'a Node, address: String) -> Read<Self> {
        Self::at(node, address, self.mistakes, self.register)
    }

    fn at(node: &'a Node, address: String, mistakes: &'a Mistakes, register: &'a Register) -> Read<Self> {
        if let Item::Table(table) = &node.item {
            return Ok(Self { table, span: &node.span, address, mistakes, register, misspelt: Vec::new() });
        }
        let key = address.rsplit('.').next().unwrap_or(&address);
        let message = format!("`{key}` is a table of its own, not {}", node.described());
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&node.span, "");
        let diagnostic = match &node.item {
            Item::List(_) => diagnostic.help(format!("not `[[{key}]]`: each of them has a name, `[{key}.NAME]`")),
            _ => diagnostic.help(format!("write its keys under `[{address}]`, or in braces: `{key} = {{ … }}`")),
        };
        Err(mistakes.report(diagnostic))
    }

    /// The same table, in which nothing but `keys` may stand.
    pub(crate) fn taking(mut self, keys: &(impl Iterator<Item = &'static str> + Clone)) -> Self {
        self.misspelt = self.refuse_others(keys);
        self.check_about();
        self
    }

    /// The table's title, if it has one that is a text.
    pub(crate) fn title(&self) -> Option<String> {
        self.get("title").and_then(|entry| entry.node.as_text()).map(str::to_owned)
    }

    /// What is said about a table is said in words.
    pub(crate) fn check_about(&self) {
        for key in ABOUT.iter().filter(|key| matches!(key.takes, Takes::Text)) {
            self.text(key.name).ok();
        }
    }

    /// The entries of a table whose keys are names, without what is said about the table.
    pub(crate) fn named(&self) -> impl Iterator<Item = &'a Entry> + use<'a> {
        self.table.entries.iter().filter(|entry| !is_said_of_the_table(entry))
    }

    /// The entry under a key.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Entry> {
        self.table.get(key)
    }

    /// The address of a key of this table.
    pub(crate) fn address_of(&self, key: &str) -> String {
        if self.address.is_empty() { key.to_owned() } else { format!("{}.{key}", self.address) }
    }

    /// How messages call the table.
    pub(crate) fn heading(&self) -> String {
        if self.address.is_empty() { "the file".into() } else { format!("`[{}]`", self.address) }
    }

    /// The entry under a key that must be there; `what` it is: `trade in the base year, USD million`.
    pub(crate) fn required(&self, key: &str, what: &str) -> Read<&'a Entry> {
        self.get(key).ok_or_else(|| {
            if self.misspelt.contains(&key) {
                return self.mistakes.known();
            }
            let message = format!("{} has no `{key}`: {what}", self.heading());
            self.lacking(Diagnostic::error(code::MISSING, message).at(self.span, ""), &[key])
        })
    }

    /// The table of this name that must be there at the top; `what` it holds.
    pub(crate) fn required_table(&self, name: &str, what: &str) -> Read<&'a Entry> {
        self.get(name).ok_or_else(|| {
            if self.misspelt.contains(&name) {
                return self.mistakes.known();
            }
            let diagnostic = Diagnostic::error(code::MISSING, format!("there is no `[{name}]` in this scenario"));
            self.lacking(diagnostic.at(self.span, "").help(format!("`[{name}]` holds {what}")), &[name])
        })
    }

    /// Reports that these keys are missing; where one of them was taken out, points there.
    pub(crate) fn lacking(&self, diagnostic: Diagnostic, keys: &[&str]) -> Reported {
        let before = diagnostic.labels.len();
        let mut told = diagnostic;
        for key in keys {
            if told.labels.len() == before {
                told = self.mistakes.if_taken_out(told, &self.address_of(key));
            }
        }
        self.mistakes.report_if_whole(told)
    }

    /// A text under a key.
    pub(crate) fn text(&self, key: &str) -> Read<Option<String>> {
        let Some(entry) = self.get(key) else { return Ok(None) };
        if let Item::Text(text) = &entry.node.item {
            return Ok(Some(text.clone()));
        }
        let message = format!("`{key}` is a text, not {}", entry.node.described());
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "");
        Err(self.mistakes.report(diagnostic.help(format!("a text stands in quotation marks: `{key} = \"…\"`"))))
    }

    /// Names in a list, with their places.
    pub(crate) fn names<'e>(&self, entry: &'e Entry, noun: &str) -> Read<Vec<(&'e str, &'e Span)>> {
        let example = format!("{} = [\"…\", \"…\"]", entry.key);
        let Item::List(nodes) = &entry.node.item else {
            let message =
                format!("`{}` is a list of {}, not {}", entry.key, words::several(noun), entry.node.described());
            let mend = match &entry.node.item {
                Item::Text(text) => format!("write {}", words::as_a_list(text)),
                _ => String::new(),
            };
            let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, mend);
            return Err(self.mistakes.report(diagnostic.help(format!("lists stand in brackets: `{example}`"))));
        };
        let mut names: Vec<(&str, &Span)> = Vec::new();
        let mut wrong = None;
        for node in nodes {
            let Item::Text(name) = &node.item else {
                let message = format!("the name of a {noun} is a text, not {}", node.described());
                let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&node.span, "");
                wrong =
                    Some(self.mistakes.report(diagnostic.help(format!("names stand in quotation marks: `{example}`"))));
                continue;
            };
            if let Some((_, first)) = names.iter().find(|(other, _)| other == name) {
                let message = format!("`{}` stands in this list twice", words::short(name));
                let diagnostic = Diagnostic::error(code::DUPLICATE, message).at(&node.span, "the second time");
                wrong = Some(self.mistakes.report(diagnostic.at(first, "the first time")));
                continue;
            }
            names.push((name, &node.span));
        }
        wrong.map_or(Ok(names), Err)
    }

    /// Whether neither a key is there nor anything that is probably meant to be it.
    pub(crate) fn lacks(&self, key: &str) -> bool {
        self.get(key).is_none() && !self.misspelt.contains(&key)
    }

    /// Whether one of these keys is there, but misspelt.
    pub(crate) fn is_misspelt(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.misspelt.contains(key))
    }

    /// Reports every key that is not among `keys` nor taken by every table; the keys that are probably meant.
    fn refuse_others(&self, keys: &(impl Iterator<Item = &'static str> + Clone)) -> Vec<&'static str> {
        let mut meant = Vec::new();
        let is_unknown = |entry: &&Entry| !is_about(&entry.key) && !keys.clone().any(|known| known == entry.key);
        let mut unknown = self.table.entries.iter().filter(is_unknown).enumerate();
        while let Some((index, entry)) = unknown.next() {
            let key = entry.key.as_str();
            if self.mistakes.are_plenty() {
                self.mistakes.leave_out(1 + unknown.count());
                break;
            }
            let all = || keys.clone().chain(ABOUT.iter().map(|about| about.name));
            let home = crate::whole::home_of(key).filter(|home| *home != self.address);
            let mend = match (hint::of(&self.address, self.table, entry), did_you_mean(key, all()), home) {
                (Some(hint), ..) => {
                    meant.extend(hint.meant);
                    hint.mend
                }
                (None, Some(name), _) => {
                    meant.push(name);
                    format!("did you mean `{name}`?")
                }
                (None, None, Some(home)) => format!("it belongs in `[{home}]`"),
                (None, None, None) => String::new(),
            };
            let message = match self.address.as_str() {
                "" => format!("a scenario has no `{}`", words::short(key)),
                _ => format!("{} has no key `{}`", self.heading(), words::short(key)),
            };
            let diagnostic = Diagnostic::error(code::UNKNOWN_KEY, message).at(&entry.key_span, mend);
            let there_is = (index == 0).then(|| format!("what there is: {}", words::choices(all())));
            self.mistakes.report(diagnostic.maybe_help(there_is));
        }
        meant
    }
}

/// The one entry of a table that holds one of several things, such as a process or a ramp.
pub(crate) fn choice<'a>(
    reader: &TableReader<'a>,
    noun: &str,
    names: impl Iterator<Item = &'static str> + Clone,
) -> Read<&'a Entry> {
    let mistakes = reader.mistakes;
    let mut chosen: Option<&Entry> = None;
    let mut wrong = None;
    for entry in &reader.table.entries {
        if is_about(&entry.key) {
            continue;
        }
        if !names.clone().any(|name| name == entry.key) {
            if mistakes.are_plenty() {
                mistakes.leave_out(1);
                continue;
            }
            let mend = did_you_mean(&entry.key, names.clone()).map(|name| format!("did you mean `{name}`?"));
            let message = format!("there is no {noun} `{}`", words::short(&entry.key));
            let diagnostic =
                Diagnostic::error(code::UNKNOWN_KIND, message).at(&entry.key_span, mend.unwrap_or_default());
            wrong = Some(mistakes.report(diagnostic.help(format!("what there is: {}", words::choices(names.clone())))));
        } else if let Some(first) = chosen {
            let several = words::several(noun);
            let message = format!("`{}` and `{}` are two {several} where one belongs", first.key, entry.key);
            let diagnostic = Diagnostic::error(code::CHOOSE_ONE, message).at(&entry.key_span, "the second");
            wrong = Some(mistakes.report(diagnostic.at(&first.key_span, "the first")));
        } else {
            chosen = Some(entry);
        }
    }
    match (wrong, chosen) {
        (Some(reported), _) => Err(reported),
        (None, Some(entry)) => Ok(entry),
        (None, None) => {
            let message = format!("{} does not say which {noun}", reader.heading());
            let diagnostic = Diagnostic::error(code::MISSING, message).at(reader.span, "");
            let help = format!("what there is: {}", words::choices(names));
            Err(mistakes.report_if_whole(diagnostic.help(help)))
        }
    }
}

/// Opens the table of a driver, a flow, a deal and so on: an entry of the section of this address.
pub(crate) fn open_entry<'a>(
    top: &TableReader<'a>,
    entry: &'a Entry,
    section: &str,
    noun: &str,
    declared: &Table,
) -> Read<TableReader<'a>> {
    if entry.node.as_table().is_some() {
        return Ok(top.open(&entry.node, format!("{section}.{}", entry.key))?.taking(&declared.names()));
    }
    let key = words::short(&entry.key);
    let message = format!("`[{section}]` holds {noun}s by name, but `{key}` is {}", entry.node.described());
    let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.key_span, "");
    Err(top.mistakes.report(if declared.names().any(|known| known == key) {
        diagnostic.help(format!("give the {noun} a name: `[{section}.NAME]`, and `{key}` below it"))
    } else {
        diagnostic.help(format!("the keys of a {noun} stand under its own heading: `[{section}.{key}]`"))
    }))
}

/// What a name may be.
pub(crate) const NAMES: &str = "names are letters A to Z and a to z, digits, `_` and `-`; a `title` may be anything";

/// Refuses a name that cannot be part of an address.
pub(crate) fn check_name(entry: &Entry, noun: &str, mistakes: &Mistakes) -> Read<()> {
    let name = &entry.key;
    let good = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if good && name.len() <= LONGEST_NAME {
        return Ok(());
    }
    let message = if name.is_empty() {
        format!("{} without a name", words::a(noun))
    } else if good {
        format!("the name of this {noun} is too long: at most {LONGEST_NAME} letters")
    } else {
        format!("\"{}\" cannot be the name of {}", words::short(name), words::a(noun))
    };
    let diagnostic = Diagnostic::error(code::BAD_NAME, message).at(&entry.key_span, "");
    Err(mistakes.report(diagnostic.help(NAMES)))
}
