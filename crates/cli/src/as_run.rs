//! The scenario that is kept beside an answer, with everything in it that the command line said.

use altai_model::scenario::Package;
use altai_model::{Override, Scenario, SourceText, applied};

use crate::scenario_file::Disk;

/// The scenario's text with what `set` changes, what is said of the run and, where packages were `chosen`, those alone: to run
/// it is to run this again.
pub(crate) fn as_run(text: &SourceText, set: &[Override], chosen: bool, scenario: &Scenario) -> String {
    let deals = |package: &Package| package.deals.iter().map(|&deal| scenario.deals[deal].name.clone()).collect();
    let packages: Vec<(String, Vec<String>)> =
        scenario.packages.iter().map(|package| (package.name.clone(), deals(package))).collect();
    let chosen = chosen.then_some(packages.as_slice());
    without_schema(&applied(text, set, &Disk, scenario.run, chosen)).to_owned()
}

/// The text without a first line that names a schema beside the scenario, which is not beside the result.
fn without_schema(text: &str) -> &str {
    match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("#:schema ") && !first.contains("://") => rest,
        _ => text,
    }
}
