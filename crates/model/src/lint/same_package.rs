//! Two packages of the same deals, whose odds are the same to the last digit.

use super::{A_FEW, Finding, Lint, Subject};
use crate::Diagnostic;
use crate::diagnostic::code;
use crate::outline::key;

pub(super) const LINT: Lint = Lint { name: "same-package", code: code::SAME_PACKAGE, alone: A_FEW, find };

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let packages = &subject.scenario.packages;
    // Those that hold without `[packages]` are nobody's choice.
    if !subject.has("packages") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (index, package) in packages.iter().enumerate() {
        let Some(first) = packages[..index].iter().find(|other| other.deals == package.deals) else { continue };
        let at = |name: &str| subject.at(&format!("packages.{}", key(name)));
        // One that is made up on the command line is there to be tried.
        if subject.is_an_override(&at(&package.name)) {
            continue;
        }
        let message = format!("the packages `{}` and `{}` are the same deals", first.name, package.name);
        let diagnostic = Diagnostic::warning(code::SAME_PACKAGE, message)
            .at(&at(&package.name), "")
            .at(&at(&first.name), "the same deals, and so the same odds")
            .help("leave one of the two out");
        let together = "packages are the same deals as an earlier one";
        found.push(Finding { about: package.name.clone(), diagnostic, together });
    }
    found
}
