//! In which futures, in a sentence or two.

use super::words::clauses;
use super::{Choice, Discovery, LimitRow, Outcome};
use crate::chance::unsure;
use crate::phrases::{capitalised, deals_of, goal};

/// So many limits are named.
const MOST_NAMED: usize = 3;

/// What the box shown says, or why there is none to speak of.
pub(super) fn sentence(discovery: &Discovery, choice: Choice) -> String {
    let Discovery { question, outcome, .. } = discovery;
    let target = &question.targets[0];
    let with = match question.deals.len() {
        0 => String::new(),
        _ => format!("with {}, ", deals_of(question, &question.packages[0])),
    };
    let (verb, ones, does) = match outcome {
        Outcome::Success => ("reached", "successes", "reach it"),
        Outcome::Failure => ("missed", "failures", "miss it"),
    };
    let lead = format!("{with}{} by {} is {verb}", goal(target, question.base_year), target.by);
    let all = percent(discovery.probability);
    let only = |share: &str| capitalised(&format!("{lead} in {share} of the futures: there is nothing to tell apart."));
    if discovery.boxes[0].found_density == 0.0 && discovery.probability == 0.0 {
        return only("none");
    }
    if discovery.boxes[0].found_density == 1.0 && discovery.probability == 1.0 {
        return only("all");
    }
    let of_all = capitalised(&format!("{lead} in {all} of all futures"));
    if discovery.inputs == 0 {
        return format!(
            "{of_all}, and no number of the scenario is uncertain: by what is known beforehand, none can be told from another."
        );
    }
    let shown = &discovery.shown;
    let restrictions: Vec<&LimitRow> = discovery.restrictions.iter().collect();
    if restrictions.is_empty() && shown.number == 0 && discovery.boxes.len() > 1 {
        return format!("{of_all}. Box 0 holds all of them.");
    }
    if restrictions.is_empty() || !discovery.better_than_chance {
        return format!(
            "{of_all}. No box is better than chance: on paths that did not choose it, none sets the {ones} apart beyond what simulation \
             leaves open."
        );
    }
    let said = format!(
        "{lead} in {}{} of the futures in which {}; these are {} of all futures and hold {} of the {ones}. Of all paths that measure this, {all} {does}.",
        percent(shown.density),
        unsure((shown.density_upper_95 - shown.density_lower_95) / 2.0, 0),
        clauses(&restrictions, MOST_NAMED),
        percent(shown.mass),
        percent(shown.coverage),
    );
    let asked = match choice {
        Choice::Density(least) if discovery.boxes[shown.number].found_density < least => {
            let rest = if discovery.dropped.is_empty() { "this is" } else { "this is what stands up of" };
            format!("No box has a density of {}; {rest} the densest. ", percent(least))
        }
        _ => String::new(),
    };
    let flattered = match choice {
        Choice::Density(least) if shown.density < least => {
            let found = percent(discovery.boxes[shown.number].found_density);
            format!(" The paths that chose the box, which flatter it, had {found} there.")
        }
        _ => String::new(),
    };
    asked + &capitalised(&said) + &flattered
}

/// `61 %`, never certain where it was not all.
fn percent(share: f64) -> String {
    match 100.0 * share {
        0.0 => "0 %".to_owned(),
        100.0 => "100 %".to_owned(),
        points if points < 0.5 => "under 1 %".to_owned(),
        points if points >= 99.5 => "over 99 %".to_owned(),
        points => format!("{points:.0} %"),
    }
}
