//! A regime that no year can be in.

use super::{A_FEW, Finding, Lint, Subject};
use crate::Diagnostic;
use crate::diagnostic::code;
use crate::regime::Regimes;

pub(super) const LINT: Lint = Lint { name: "regime-never-reached", code: code::NO_EFFECT, alone: A_FEW, find };

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(regimes) = &subject.scenario.regimes else { return Vec::new() };
    let reached = reached(regimes, subject.scenario.horizon.years());
    let never = regimes.states.iter().zip(reached).filter(|(_, reached)| !reached);
    let start = &regimes.states[regimes.start].name;
    let finding = |(state, _): (&crate::regime::Regime, bool)| {
        let span = subject.at(&format!("regimes.states.{}", state.name));
        let message = format!("the regime `{}` never comes: no way leads to it from `{start}`", state.name);
        let diagnostic = Diagnostic::warning(code::NO_EFFECT, message).at(&span, "").help(format!(
            "give a regime that comes a chance of it, such as `transition.{start} = {{ {} = 0.1, … }}`",
            state.name
        ));
        Finding { about: state.name.clone(), diagnostic, together: "regimes never come" }
    };
    never.map(finding).collect()
}

/// Which states a simulated year may be in.
fn reached(regimes: &Regimes, years: usize) -> Vec<bool> {
    let mut here = vec![false; regimes.states.len()];
    let mut ever = here.clone();
    here[regimes.start] = true;
    // After as many years as there are states nothing new comes.
    for _ in 0..years.min(regimes.states.len()) {
        let leads = |to: usize| (0..here.len()).any(|from| here[from] && regimes.transition[from][to] > 0.0);
        let next: Vec<bool> = (0..here.len()).map(leads).collect();
        ever = ever.iter().zip(&next).map(|(ever, next)| *ever || *next).collect();
        here = here.iter().zip(&next).map(|(here, next)| *here || *next).collect();
    }
    // The one that everything starts in was there, if only in the base year.
    ever[regimes.start] = true;
    ever
}
