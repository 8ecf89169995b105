//! Packages: sets of deals that are compared.

use crate::deal::Deal;
use crate::deal::reading::sector_of;
use crate::diagnostic::code;
use crate::document::{Entry, Item};
use crate::language::{Named, Takes};
use crate::mistakes::{Mistakes, Read};
use crate::names::{Names, unknown};
use crate::reader::{TableReader, check_name};
use crate::requirements::with_required;
use crate::suggestion::did_you_mean;
use crate::{Diagnostic, Span, words};

/// A set of deals switched on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// The deals that are on, as indices, ascending.
    pub deals: Vec<usize>,
}

impl Package {
    /// A deal with all that it requires.
    pub(crate) fn of_deal<'a>(name: &str, deal: usize, requires: impl Fn(usize) -> &'a [usize]) -> Self {
        let mut deals = with_required(deal, requires);
        deals.sort_unstable();
        Self { name: name.to_owned(), deals }
    }

    /// Of a package named after a deal, the others in it, as indices, where that deal requires them all, directly or through
    /// others; otherwise none.
    pub fn required(&self, deals: &[Deal]) -> Vec<usize> {
        let own = deals.iter().position(|deal| deal.name == self.name).filter(|own| self.deals.contains(own));
        let Some(own) = own else { return Vec::new() };
        let required = with_required(own, |deal| &deals[deal].requires);
        let others: Vec<usize> = self.deals.iter().copied().filter(|deal| *deal != own).collect();
        if others.iter().all(|other| required.contains(other)) { others } else { Vec::new() }
    }
}

/// As many packages as may be compared.
const MOST: usize = 64;

/// Sets of deals by name.
pub(crate) const NAMED: Takes = Takes::Named(&Named { noun: "package", least: 1, each: Takes::Deals });

/// Reads `[packages]`, or makes those that hold without it; `requires` are the requirements of each deal.
pub(crate) fn read(top: &TableReader<'_>, deals: &Names<'_>, requires: &[Vec<usize>]) -> Read<Vec<Package>> {
    let mistakes = top.mistakes;
    let Some(entry) = top.get("packages") else { return defaults(top, deals, requires) };
    let table = top.named_table(entry)?;
    let entries: Vec<&Entry> = table.named().collect();
    if entries.is_empty() {
        let diagnostic = Diagnostic::error(code::MISSING, "`[packages]` names no package").at(table.span, "");
        let help = "name sets of deals, `both = [\"mine\", \"road\"]`, or leave the table out";
        return Err(mistakes.report_if_whole(diagnostic.help(help)));
    }
    if let Some(surplus) = entries.get(MOST) {
        let message = format!("{} are more than Altai compares", words::count(entries.len(), "package"));
        let diagnostic = Diagnostic::error(code::TOO_MANY, message).at(&surplus.key_span, "the first that is too many");
        return Err(mistakes.report(diagnostic.help(format!("at most {MOST} packages"))));
    }
    let packages: Vec<Read<Package>> = entries.iter().map(|entry| package(entry, &table, deals, requires)).collect();
    packages.into_iter().collect()
}

fn package(entry: &Entry, table: &TableReader<'_>, deals: &Names<'_>, requires: &[Vec<usize>]) -> Read<Package> {
    let mistakes = table.mistakes;
    let name = entry.key.clone();
    // As the command line and the frontier name a package that is made up on the spot.
    let is_joined = name.contains(AND) && name.split(AND).all(|part| deals.position(part).is_some());
    if name.strip_prefix(SECTOR).is_none_or(str::is_empty) && !is_joined {
        check_name(entry, "package", mistakes)?;
    }
    match &entry.node.item {
        Item::Text(text) if text == "all" => return Ok(Package { name, deals: (0..deals.entries.len()).collect() }),
        Item::Text(text) if text.starts_with(SECTOR) => {
            return Ok(Package { name, deals: named(text, &entry.node.span, deals, mistakes)? });
        }
        Item::List(_) => {}
        other => {
            let message = format!("a package is a list of deals or \"all\", not {}", entry.node.described());
            let mend = match other {
                Item::Text(text) => format!("write {}", words::as_a_list(text)),
                _ => String::new(),
            };
            let diagnostic = Diagnostic::error(code::WRONG_TYPE, message).at(&entry.node.span, mend);
            return Err(mistakes.report(diagnostic.help(format!("such as `{} = [\"mine\", \"road\"]`", entry.key))));
        }
    }
    let listed = table.names(entry, "deal")?;
    if let Some((_, span)) = listed.iter().find(|(name, _)| *name == "all") {
        let message = "\"all\" stands for every deal, and without brackets";
        let diagnostic = Diagnostic::error(code::UNKNOWN_NAME, message).at(span, "this would be a deal called `all`");
        return Err(mistakes.report(diagnostic.help(format!("write `{} = \"all\"`", entry.key))));
    }
    let found: Vec<_> = listed.iter().map(|(name, span)| named(name, span, deals, mistakes)).collect();
    let found = found.into_iter().collect::<Read<Vec<Vec<usize>>>>()?;
    let with_places =
        found.iter().zip(&listed).flat_map(|(found, (_, span))| found.iter().map(move |&deal| (deal, *span)));
    let mut places: Vec<(usize, &Span)> = with_places.collect();
    places.sort_by_key(|&(deal, _)| deal);
    places.dedup_by_key(|(deal, _)| *deal);
    let on: Vec<usize> = places.iter().map(|&(deal, _)| deal).collect();
    for (deal, span) in places {
        let mut off = with_required(deal, |deal| &requires[deal]);
        off.retain(|required| !on.contains(required));
        off.sort_unstable();
        let off: Vec<&str> = off.into_iter().map(|required| deals.name(required)).collect();
        if let Some(first) = off.first() {
            let message = format!(
                "`{}` never goes ahead in package `{name}`: it requires {}",
                deals.name(deal),
                words::names(off.iter().copied(), "and")
            );
            let diagnostic = Diagnostic::warning(code::REQUIREMENT_OFF, message).at(span, "");
            mistakes.report(
                diagnostic.help(format!("add \"{first}\" to the package, or take \"{}\" out", deals.name(deal))),
            );
        }
    }
    Ok(Package { name, deals: on })
}

/// What joins deals that are on together, in the name of a package.
pub(crate) const AND: char = '+';

/// What comes before the name of a sector where deals are named.
pub(crate) const SECTOR: &str = "sector:";

/// The deals that a word names: one, or all of a sector.
fn named(word: &str, span: &Span, deals: &Names<'_>, mistakes: &Mistakes) -> Read<Vec<usize>> {
    let Some(sector) = word.strip_prefix(SECTOR) else { return Ok(vec![deals.find(word, span, mistakes)?]) };
    let sectors = || deals.entries.iter().map(|entry| sector_of(entry));
    let found: Vec<usize> = sectors().enumerate().filter(|(_, of)| *of == Some(sector)).map(|(deal, _)| deal).collect();
    if found.is_empty() {
        let mut names: Vec<&str> = sectors().flatten().collect();
        names.sort_unstable();
        names.dedup();
        let diagnostic = unknown("sector", sector, names.iter().copied());
        let meant = did_you_mean(sector, names).map(|name| format!("did you mean \"{SECTOR}{name}\"?"));
        return Err(mistakes.report_if_whole(diagnostic.at(span, meant.unwrap_or_default())));
    }
    Ok(found)
}

/// `none`, each deal with what it requires, and `all` where there are two or more.
fn defaults(top: &TableReader<'_>, deals: &Names<'_>, requires: &[Vec<usize>]) -> Read<Vec<Package>> {
    let n = deals.entries.len();
    let mut packages = vec![Package { name: "none".into(), deals: Vec::new() }];
    for deal in 0..n {
        packages.push(Package::of_deal(deals.name(deal), deal, |deal| &requires[deal]));
    }
    if n >= 2 {
        packages.push(Package { name: "all".into(), deals: (0..n).collect() });
    }
    if packages.len() > MOST {
        return Err(too_many_by_default(top.mistakes, top, packages.len()));
    }
    Ok(packages)
}

fn too_many_by_default(mistakes: &Mistakes, top: &TableReader<'_>, packages: usize) -> crate::mistakes::Reported {
    let message = format!("every deal by itself makes {packages} packages, more than Altai compares");
    let span = top.get("deals").map_or(top.span, |entry| &entry.node.span);
    let diagnostic = Diagnostic::error(code::TOO_MANY, message).at(span, "");
    mistakes.report(
        diagnostic
            .help(format!("name at most {MOST} packages in `[packages]`, such as `none = []` and `all = \"all\"`")),
    )
}
