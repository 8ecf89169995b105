//! A correlation of what does not vary.

use super::{A_FEW, Finding, Lint, Subject, is};
use crate::Diagnostic;
use crate::diagnostic::code;
use crate::scenario::Innovation;

pub(super) const LINT: Lint = Lint { name: "correlation-without-effect", code: code::NO_EFFECT, alone: A_FEW, find };

fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let scenario = subject.scenario;
    let name = |innovation: Innovation| match innovation {
        Innovation::Driver(index) => &scenario.drivers[index].name,
        Innovation::Flow(index) => &scenario.flows[index].name,
    };
    let mut found = Vec::new();
    for pair in &scenario.correlations {
        let still = [pair.first, pair.second].into_iter().find_map(|one| Some((one, why_still(subject, one)?)));
        let Some((still, why)) = still else { continue };
        let [a, b] = [pair.first, pair.second].map(name);
        let either_way = [format!("{a}.{b}"), format!("{b}.{a}")].map(|pair| format!("innovations.correlation.{pair}"));
        let span = either_way.iter().find(|address| subject.has(address)).map(|address| subject.at(address));
        let Some(span) = span.filter(|span| !subject.is_an_override(span)) else { continue };
        let message =
            format!("the correlation of `{a}` and `{b}` changes nothing: `{}` has no innovation", name(still));
        let diagnostic = Diagnostic::warning(code::NO_EFFECT, message).at(&span, "").help(why);
        found.push(Finding { about: format!("{a} and {b}"), diagnostic, together: "correlations change nothing" });
    }
    found.extend(of_political_will(subject));
    found
}

/// Why a driver or a flow has no innovation, if it has none.
fn why_still(subject: &Subject<'_>, innovation: Innovation) -> Option<String> {
    match innovation {
        Innovation::Driver(index) => {
            let driver = &subject.scenario.drivers[index];
            moves_not(driver)
                .then(|| format!("its `sd` is 0, or not given: say how far `{}` strays in a year", driver.name))
        }
        Innovation::Flow(index) => {
            let flow = &subject.scenario.flows[index];
            let why =
                format!("its `volatility` is 0, or not given (`noise` is not correlated): give `{}` one", flow.name);
            is(&flow.volatility, 0.0).then_some(why)
        }
    }
}

/// Whether innovations leave a driver where it is.
pub(super) fn moves_not(driver: &crate::driver::Driver) -> bool {
    let parameters = driver.process.parameters.iter().zip(&driver.parameters);
    let mut sds = parameters.filter(|(parameter, _)| parameter.name == "sd");
    sds.all(|(_, sd)| is(sd, 0.0))
}

/// Correlations with a political will that rules nothing.
fn of_political_will(subject: &Subject<'_>) -> Vec<Finding> {
    let will = &subject.scenario.political_will;
    if !(is(&will.go, 0.0) && is(&will.delay, 0.0)) {
        return Vec::new();
    }
    let is_one = |address: &&str| {
        address.strip_prefix("correlation.").is_some_and(|pair| {
            let stands_first =
                pair.strip_prefix("political_will.").is_some_and(|other| !matches!(other, "note" | "source"));
            stands_first || pair.ends_with("\".political_will")
        })
    };
    let finding = |address: &str| {
        let message = "a correlation with `political_will` changes nothing: no deal depends on it";
        let diagnostic = Diagnostic::warning(code::NO_EFFECT, message).at(&subject.at(address), "");
        let diagnostic = diagnostic.help("`[political_will]` with `go` or `delay` above 0 makes deals depend on it");
        Finding {
            about: "political_will".into(),
            diagnostic,
            together: "correlations with `political_will` change nothing",
        }
    };
    let addresses = subject.outline.lines().iter().map(|line| line.address.as_str());
    addresses.filter(is_one).map(finding).collect()
}
