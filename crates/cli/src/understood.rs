//! A scenario that a command has read: what it means, what stands in it, and where.

use std::path::Path;

use altai_model::{Outline, Override, Scenario, SourceText, Span, did_you_mean};
use altai_report::Warning;

use crate::output::wrong;
use crate::{WRONG, diagnostics, scenario_file};

/// A scenario without mistakes.
#[derive(Debug)]
pub(crate) struct Understood {
    pub(crate) scenario: Scenario,
    pub(crate) outline: Outline,
    /// What its reader warned of.
    pub(crate) warnings: Vec<Warning>,
    sources: Vec<SourceText>,
    files: Vec<SourceText>,
}

/// Reads a scenario and tells how many warnings it has; or an exit code, where there is a mistake or no file, which is told.
pub(crate) fn read(path: &Path, changes: &[Override]) -> Result<Understood, u8> {
    let reading = scenario_file::read(path, changes)?;
    if reading.scenario.is_some() {
        diagnostics::tell_how_many(path, changes, &reading.diagnostics);
    } else {
        diagnostics::tell(&reading.sources, &reading.diagnostics);
    }
    let files = reading.files().cloned().collect();
    Ok(Understood {
        files,
        warnings: diagnostics::warnings(&reading.diagnostics),
        scenario: reading.scenario.ok_or_else(|| diagnostics::exit_code(&reading.diagnostics))?,
        outline: reading.outline,
        sources: reading.sources,
    })
}

/// Leaves only these packages; or an exit code, where one is not there, which is told.
pub(crate) fn narrow(scenario: &mut Scenario, packages: &[String]) -> Result<(), u8> {
    scenario.select_packages(packages).map_err(|unknown| {
        diagnostics::tell(&[], &[unknown]);
        WRONG
    })
}

/// The place of a target, the first unless it is named; or an exit code, where it is not there, which is told.
pub(crate) fn target(scenario: &Scenario, name: Option<&str>) -> Result<usize, u8> {
    let Some(name) = name else { return Ok(0) };
    let names: Vec<&str> = scenario.targets.iter().map(|target| target.name.as_str()).collect();
    names.iter().position(|known| *known == name).ok_or_else(|| unknown("target", name, &names))
}

/// The places of deals by their names, ascending, each once; or an exit code, where one is not there, which is told.
pub(crate) fn deals(scenario: &Scenario, names: &[String]) -> Result<Vec<usize>, u8> {
    let known: Vec<&str> = scenario.deals.iter().map(|deal| deal.name.as_str()).collect();
    let place = |name: &String| {
        known.iter().position(|known| *known == name.trim()).ok_or_else(|| unknown("deal", name, &known))
    };
    let mut places = names.iter().map(place).collect::<Result<Vec<usize>, u8>>()?;
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

/// Tells that there is no `kind` of that name; the exit code of that.
fn unknown(kind: &str, name: &str, known: &[&str]) -> u8 {
    let meant = did_you_mean(name, known.iter().copied()).map(|name| format!(": did you mean `{name}`?"));
    let there_are = format!("{kind}s in this scenario: {}", known.join(", "));
    wrong(&format!("no {kind} is called `{name}`{}\n  {there_are}", meant.unwrap_or_default()))
}

impl Understood {
    /// The files that it was read from, its own first.
    pub(crate) fn files(&self) -> impl Iterator<Item = &SourceText> {
        self.files.iter()
    }

    /// Where a span stands: `scenario.toml:41`; the override itself where it is one.
    pub(crate) fn place(&self, span: &Span) -> String {
        let Some(source) = self.sources.get(span.source) else { return String::new() };
        if source.name.starts_with("--set ") {
            return source.name.clone();
        }
        let before = source.text.get(..span.bytes.start).unwrap_or_default();
        format!("{}:{}", source.name, before.matches('\n').count() + 1)
    }

    /// The same in a few letters: `line 41` of the scenario's own file, else the file's name without its folders.
    pub(crate) fn short_place(&self, span: &Span) -> String {
        let place = self.place(span);
        match (span.source, place.rsplit_once(':')) {
            (0, Some((_, line))) => format!("line {line}"),
            _ => {
                Path::new(&place).file_name().map_or_else(|| place.clone(), |name| name.to_string_lossy().into_owned())
            }
        }
    }
}
