//! The names that a scenario gives, and finding one that is used.

use crate::diagnostic::code;
use crate::document::{Entry, Table};
use crate::language::is_about;
use crate::mistakes::{Mistakes, Read};
use crate::reader::{TableReader, check_name};
use crate::suggestion::did_you_mean;
use crate::{Diagnostic, Span, words};

/// The names of the drivers, the flows or the deals, in the order of the file.
#[derive(Debug)]
pub(crate) struct Names<'a> {
    noun: &'static str,
    section: &'static str,
    pub(crate) entries: Vec<&'a Entry>,
    /// Whether they are all known: where the table itself is misread, nobody can say that a name is wrong.
    complete: bool,
}

impl<'a> Names<'a> {
    /// The names in a section of the file, at most `most`.
    pub(crate) fn of(top: &TableReader<'a>, section: &'static str, noun: &'static str, most: usize) -> Self {
        let mistakes = top.mistakes;
        let Some(entry) = top.get(section) else {
            return Self { noun, section, entries: Vec::new(), complete: top.lacks(section) };
        };
        let Ok(table) = top.named_table(entry) else {
            return Self { noun, section, entries: Vec::new(), complete: false };
        };
        let mut entries: Vec<&Entry> = table.named().collect();
        if let Some(surplus) = entries.get(most) {
            let message = format!("{} are more than Altai takes", words::count(entries.len(), noun));
            let diagnostic =
                Diagnostic::error(code::TOO_MANY, message).at(&surplus.key_span, "the first that is too many");
            mistakes.report(diagnostic.help(format!("at most {}", words::count(most, noun))));
            entries.truncate(most);
            return Self { noun, section, entries, complete: false };
        }
        let named = entries.len();
        leave_out_what_has_no_name(&mut entries, section, noun, mistakes);
        for entry in &entries {
            check_name(entry, noun, mistakes).ok();
        }
        Self { noun, section, complete: entries.len() == named, entries }
    }

    /// The names, in the order of the file.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a str> + Clone {
        self.entries.iter().map(|entry| entry.key.as_str())
    }

    /// The name of an index.
    pub(crate) fn name(&self, index: usize) -> &'a str {
        &self.entries[index].key
    }

    /// The index of a name, if there is one.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.key == name)
    }

    /// Whether they are all known.
    pub(crate) fn are_complete(&self) -> bool {
        self.complete
    }

    /// The indices of the names in a list, ascending.
    pub(crate) fn listed(&self, entry: &Entry, table: &TableReader<'_>) -> Read<Vec<usize>> {
        let listed = table.names(entry, self.noun)?;
        let found: Vec<Read<usize>> = listed.iter().map(|(name, span)| self.find(name, span, table.mistakes)).collect();
        let mut found = found.into_iter().collect::<Read<Vec<usize>>>()?;
        found.sort_unstable();
        Ok(found)
    }

    /// The index of a name that is used at `span`.
    pub(crate) fn find(&self, name: &str, span: &Span, mistakes: &Mistakes) -> Read<usize> {
        self.position(name).ok_or_else(|| {
            let diagnostic = unknown(self.noun, name, self.iter()).at(span, suggestion(name, self.iter()));
            let diagnostic = mistakes.if_taken_out(diagnostic, &format!("{}.{name}", self.section));
            if self.complete { mistakes.report_if_whole(diagnostic) } else { mistakes.known_later() }
        })
    }
}

/// Keeps what is not an entry from being read as one, which would make a mistake look like many: the keys of one whose
/// name is missing, of which only the first stays, and a name with a point in it, which is reported.
fn leave_out_what_has_no_name(entries: &mut Vec<&Entry>, section: &str, noun: &str, mistakes: &Mistakes) {
    let keys = crate::whole::keys_in(section);
    let is_key = |entry: &Entry| keys.iter().any(|key| key.name == entry.key);
    let nameless = entries.iter().position(|entry| entry.node.as_table().is_none() && is_key(entry));
    if let Some(nameless) = nameless.map(|first| entries[first].key.clone()) {
        entries.retain(|entry| !is_key(entry) || entry.key == nameless);
    }
    entries.retain(|entry| {
        let Some(table) = entry.node.as_table() else { return true };
        let mut inner = table.entries.iter().filter(|inner| !is_about(&inner.key)).peekable();
        let is_one = |table: &Table| table.entries.iter().any(is_key);
        let holds_one = |inner: &Entry| !is_key(inner) && inner.node.as_table().is_some_and(is_one);
        let Some(first) = inner.peek().copied() else { return true };
        if !inner.all(holds_one) {
            return true;
        }
        let [name, rest] = [&entry.key, &first.key].map(|name| words::short(name));
        let message = format!("a point separates names, so that `{name}.{rest}` is not one");
        let diagnostic = Diagnostic::error(code::BAD_NAME, message).at(&first.key_span, "");
        mistakes
            .report(diagnostic.help(format!("call the {noun} `[{section}.{name}_{rest}]`; a `title` may be anything")));
        false
    });
}

/// That there is no such name, and which there are.
pub(crate) fn unknown<'a>(noun: &str, name: &str, names: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let message = format!("no {noun} is called `{}`", words::short(name));
    let diagnostic = Diagnostic::error(code::UNKNOWN_NAME, message);
    if names.clone().next().is_none() {
        return diagnostic.help(format!("this scenario has no {noun}"));
    }
    diagnostic.help(format!("{} in this scenario: {}", words::several(noun), words::choices(names)))
}

/// The same of a name that was typed on the command line, where no text shows the place: first, which is meant.
pub(crate) fn unknown_word<'a>(noun: &str, name: &str, names: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let mut diagnostic = unknown(noun, name, names.clone());
    let meant = suggestion(name, names);
    if !meant.is_empty() {
        diagnostic.help.insert(0, meant);
    }
    diagnostic
}

/// `did you mean …?`, or nothing.
pub(crate) fn suggestion<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> String {
    did_you_mean(name, names).map(|name| format!("did you mean `{name}`?")).unwrap_or_default()
}
