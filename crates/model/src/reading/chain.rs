//! `extends`: a scenario that starts from another file, which may start from another one again.

use std::cmp::Reverse;

use super::Override;
use super::files::Library;
use crate::diagnostic::code;
use crate::document::layer::{lay, numbered, remove};
use crate::document::misspelt::take_misspelt;
use crate::document::{Entry, Item, Table, limits, syntax};
use crate::mistakes::TakenOut;
use crate::suggestion::did_you_mean;
use crate::{Diagnostic, Span, words};

/// As many files as may extend each other.
const MOST: usize = 16;

/// What came of reading the files.
pub(super) struct Chain {
    /// All of them, laid over each other; none where the first cannot be read at all.
    pub(super) table: Option<Table>,
    /// What is wrong with them as texts, and with how they hang together.
    pub(super) mistakes: Vec<Diagnostic>,
    /// The lines on which nothing else is worth saying.
    pub(super) lines: Vec<Span>,
    /// Whether all of it could be read.
    pub(super) is_whole: bool,
    /// What one of them takes out of those before.
    pub(super) taken_out: Vec<TakenOut>,
}

/// A file of the chain.
pub(super) struct Link {
    /// The index of its text.
    pub(super) source: usize,
    /// What stands in it, without the next two.
    pub(super) table: Table,
    /// What it extends.
    pub(super) extends: Option<Entry>,
    /// What it takes out of that.
    pub(super) remove: Option<Entry>,
}

/// Reads the first source and what it extends.
pub(super) fn read(library: &mut Library<'_>) -> Chain {
    let (mut chain, links) = links(library);
    let mut links = links.into_iter().rev();
    let Some(base) = links.next() else { return chain };
    if let Some(entry) = base.remove.filter(|_| base.extends.is_none()) {
        let message = "`remove` takes things out of the file that this one extends, and it extends none";
        let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&entry.key_span, "");
        chain.mistakes.push(diagnostic.help("delete them here instead, or begin with `extends = \"other.toml\"`"));
    }
    let mut table = base.table;
    for mut link in links {
        if let Some(entry) = &link.remove {
            let (taken_out, mistakes) = take_out(&mut table, entry, chain.is_whole);
            chain.taken_out.extend(taken_out);
            chain.mistakes.extend(mistakes);
        }
        if chain.is_whole {
            chain.mistakes.extend(take_misspelt(&table, &mut link.table));
        }
        lay(&mut table, link.table);
    }
    chain.table = Some(table);
    chain
}

/// The files, the first one first, beside a chain that has not been put together yet.
pub(super) fn links(library: &mut Library<'_>) -> (Chain, Vec<Link>) {
    let mut chain =
        Chain { table: None, mistakes: Vec::new(), lines: Vec::new(), is_whole: true, taken_out: Vec::new() };
    let links = chain.follow(library);
    (chain, links)
}

impl Chain {
    /// Follows it from the first source on.
    fn follow(&mut self, library: &mut Library<'_>) -> Vec<Link> {
        let mut links: Vec<Link> = Vec::new();
        let mut seen = vec![0];
        while let Some(&source) = seen.last() {
            if let Some(too_long) = limits::too_long(&library.sources[source], source) {
                self.mistakes.push(too_long);
                self.is_whole = false;
                break;
            }
            let parsed = syntax::parse(&library.sources[source], source);
            self.is_whole &= parsed.mistakes.is_empty();
            self.mistakes.extend(parsed.mistakes);
            self.lines.extend(parsed.lines);
            let Some(mut table) = parsed.table else { break };
            let (extends, remove) = (table.take("extends"), table.take("remove"));
            let is_misread = |entry: &Entry| {
                let on = |line: &Span| line.source == source && line.bytes.contains(&entry.node.span.bytes.start);
                self.lines.iter().any(on)
            };
            if extends.as_ref().is_some_and(is_misread) {
                links.push(Link { source, table, extends, remove });
                break;
            }
            let next = extends.as_ref().map(|entry| next(entry, library, &seen, &links));
            links.push(Link { source, table, extends, remove });
            match next {
                None => break,
                Some(Ok(next)) => seen.push(next),
                Some(Err(diagnostic)) => {
                    self.mistakes.push(diagnostic);
                    self.is_whole = false;
                    break;
                }
            }
        }
        links
    }
}

/// The file that an `extends` names.
fn next(entry: &Entry, library: &mut Library<'_>, seen: &[usize], links: &[Link]) -> Result<usize, Diagnostic> {
    let Some(path) = entry.node.as_text() else {
        let message = format!("`extends` is the name of a file, not {}", entry.node.described());
        let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "");
        return Err(
            diagnostic.help("a scenario extends one other: `extends = \"base.toml\"`; that one may extend another")
        );
    };
    let here = entry.node.span.source;
    if let Some(diagnostic) = no_file(path, &entry.node.span) {
        return Err(diagnostic);
    }
    let next = library.load(path, here).map_err(|refused| refused.at(&entry.node.span))?;
    if let Some(at) = seen.iter().position(|&source| source == next) {
        let names = seen[at..].iter().chain([&next]).map(|&source| library.sources[source].name.as_str());
        let round: Vec<&str> = names.collect();
        let message = format!("these files extend each other in a circle: {}", round.join(" → "));
        let mut diagnostic = Diagnostic::error(code::CIRCLE, message).at(&entry.node.span, "");
        for link in links.get(at..).unwrap_or_default().iter().take(4) {
            if let Some(entry) = &link.extends {
                diagnostic = diagnostic.at(&entry.node.span, "");
            }
        }
        return Err(diagnostic.help("one of them must stand by itself"));
    }
    if seen.len() >= MOST {
        let message = format!("more than {MOST} files extend each other");
        return Err(Diagnostic::error(code::TOO_MANY, message).at(&entry.node.span, ""));
    }
    Ok(next)
}

/// What is wrong with a path that cannot be that of a scenario, whatever stands on the disk.
fn no_file(path: &str, span: &Span) -> Option<Diagnostic> {
    let such_as = "such as `extends = \"base.toml\"`";
    if path.trim().is_empty() {
        return Some(Diagnostic::error(code::MISSING_FILE, "`extends` names no file").at(span, "").help(such_as));
    }
    if path.trim_matches(['.', '/', '\\']).is_empty() {
        let message = "`extends` names a folder, not a scenario";
        return Some(Diagnostic::error(code::FOLDER, message).at(span, "").help(such_as));
    }
    path.contains(char::is_control).then(|| {
        let message = "the name of this file has characters in it that cannot be printed";
        let diagnostic = Diagnostic::error(code::MISSING_FILE, message).at(span, "");
        diagnostic.help("a backslash in a text is written `\\\\`; in the name of a file, `/` does as well")
    })
}

/// Takes out of `table` what a `remove` lists: what that is, and what is wrong with the list.
pub(super) fn take_out(table: &mut Table, entry: &Entry, is_whole: bool) -> (Vec<TakenOut>, Vec<Diagnostic>) {
    let example = "such as `remove = [\"deals.mine\", \"packages\"]`";
    let Item::List(nodes) = &entry.node.item else {
        let message = format!("`remove` is a list of addresses, not {}", entry.node.described());
        return (Vec::new(), vec![Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, "").help(example)]);
    };
    let mut found: Vec<Vec<String>> = Vec::new();
    let (mut taken_out, mut mistakes) = (Vec::new(), Vec::new());
    for node in nodes {
        let Some(text) = node.as_text() else {
            let message = format!("an address is a text, not {}", node.described());
            mistakes.push(Diagnostic::error(code::WRONG_TYPE, message).at(&node.span, "").help(example));
            continue;
        };
        let keys = Override { address: text.to_owned(), value: String::new() }.keys();
        let Some(keys) = keys else {
            let message = format!("`{}` is not an address", words::short(text));
            let help = "an address is names joined by points, as in the file: deals.mine.peak";
            mistakes.push(Diagnostic::error(code::BAD_ADDRESS, message).at(&node.span, "").help(help));
            continue;
        };
        match find(table, &keys) {
            Ok(()) => {
                taken_out.push(TakenOut { address: keys.join("."), span: node.span.clone() });
                found.push(keys);
            }
            Err(_) if !is_whole => {}
            Err(meant) => {
                let message = format!("there is no `{}` to take out", words::short(text));
                let mend = meant.map(|meant| format!("did you mean `{meant}`?")).unwrap_or_default();
                let diagnostic = Diagnostic::error(code::UNKNOWN_NAME, message).at(&node.span, mend);
                mistakes.push(diagnostic.help("what is taken out stands in the file that this one extends"));
            }
        }
    }
    for keys in last_first(found) {
        remove(table, &keys);
    }
    (taken_out, mistakes)
}

/// The last of a list first, so that the numbers of the others hold, and what stands inside before what it stands in.
pub(super) fn last_first(mut addresses: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let number = |key: &String| (key.parse::<usize>().ok(), key.clone());
    addresses.sort_by_key(|keys| Reverse(keys.iter().map(number).collect::<Vec<_>>()));
    addresses.dedup();
    addresses
}

/// Looks whether something stands at an address; where nothing does, the address that is meant, if there is one.
fn find(table: &Table, keys: &[String]) -> Result<(), Option<String>> {
    let mut table = table;
    for (at, key) in keys.iter().enumerate() {
        let Some(entry) = table.get(key) else {
            let meant = did_you_mean(key, table.entries.iter().map(|entry| entry.key.as_str()));
            let address = |meant: &str| [&keys[..at], &[meant.to_owned()], &keys[at + 1..]].concat().join(".");
            return Err(meant.map(address));
        };
        match (&entry.node.item, keys.get(at + 1)) {
            (_, None) => return Ok(()),
            (Item::Table(inner), Some(_)) => table = inner,
            (Item::List(nodes), Some(number)) => {
                let index = numbered(number, nodes.len());
                return match (index, keys.get(at + 2)) {
                    (None, _) => Err(None),
                    (Some(_), None) => Ok(()),
                    (Some(index), Some(_)) => match nodes[index].as_table() {
                        Some(inner) => find(inner, &keys[at + 2..]),
                        None => Err(None),
                    },
                };
            }
            _ => return Err(None),
        }
    }
    Ok(())
}
