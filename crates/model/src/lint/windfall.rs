//! A shock that mostly lifts trade, where blows are meant.

use super::per_cent::OF_A_BLOW;
use super::{A_FEW, Finding, Lint, Subject, about, median};
use crate::Diagnostic;
use crate::diagnostic::code;
use crate::scenario::Scenario;
use crate::shock::Shock;

pub(super) const LINT: Lint = Lint { name: "windfall", code: code::WINDFALL, alone: A_FEW, find };

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let Scenario { shocks, .. } = subject.scenario;
    // What looks like a percentage is told as one.
    let lifts = |shock: &&Shock| (f64::MIN_POSITIVE..OF_A_BLOW).contains(&median(&shock.size));
    let finding = |shock: &Shock| {
        let address = &shock.size.address;
        let middle = about(median(&shock.size));
        let is = if shock.size.known().is_some() { "by" } else { "more often than not, by about" };
        let message = format!("the shock `{}` lifts trade {is} {middle} log points", shock.name);
        let diagnostic = Diagnostic::warning(code::WINDFALL, message)
            .at(&subject.at(&subject.value_of(address)), "a blow is negative, such as -0.3 or \"-0.4 to -0.05\"")
            .help("if it is a windfall, such as a border that opens: `allow = { windfall = \"a border opens\" }`");
        Finding { about: shock.name.clone(), diagnostic, together: "shocks lift trade more often than not" }
    };
    shocks.iter().filter(lifts).map(finding).collect()
}
