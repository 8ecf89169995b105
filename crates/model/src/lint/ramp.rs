//! A ramp that has nothing to bring to full scale.

use super::{A_FEW, Finding, Lint, Subject};
use crate::Diagnostic;
use crate::deal::Deal;
use crate::diagnostic::code;

pub(super) const LINT: Lint = Lint { name: "ramp-without-effect", code: code::NO_EFFECT, alone: A_FEW, find };

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let only_delivers = |deal: &&Deal| deal.contract.is_some() && deal.peak.is_none() && deal.boost.is_none();
    let finding = |deal: &Deal| {
        let ramp = format!("deals.{}.ramp", deal.name);
        subject.has(&ramp).then(|| {
            let message = format!("the ramp of `{}` changes nothing: its `total` is delivered evenly", deal.name);
            let diagnostic = Diagnostic::warning(code::NO_EFFECT, message).at(&subject.at(&ramp), "leave it out");
            Finding {
                about: deal.name.clone(),
                diagnostic: diagnostic.help("a ramp brings a `peak` or a `boost` to full scale"),
                together: "ramps change nothing",
            }
        })
    };
    subject.scenario.deals.iter().filter(only_delivers).filter_map(finding).collect()
}
