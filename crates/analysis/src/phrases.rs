//! What sentences of many questions are made of: what is to be reached, under which package, what is varied.

use crate::question::{Package, Target};
use crate::words::{about_dollars, counted, dollars};
use crate::{Goal, Question};

/// `$500 million a year`, or `the target of about $502 million a year`.
pub(crate) fn goal(target: &Target, base_year: i32) -> String {
    let amount = match target.turnover {
        Goal::Known(turnover) => format!("{} a year", dollars(turnover)),
        Goal::Uncertain { p50, .. } => format!("the target of {} a year", about_dollars(p50)),
    };
    amount + &target.terms(base_year)
}

/// A package in a sentence: `no deal`, `all seven deals`, `the deal mine`, `package west`.
pub(crate) fn deals_of(question: &Question, package: &Package) -> String {
    match package.deals.len() {
        0 => "no deal".to_owned(),
        2 if question.deals.len() == 2 => "both deals".to_owned(),
        deals if deals > 1 && deals == question.deals.len() => format!("all {} deals", counted(deals)),
        _ if question.deals.iter().any(|deal| deal.name == package.name) => format!("the deal {}", package.name),
        _ => format!("package {}", package.name),
    }
}

/// The start of what is said of a package: `with all seven deals `; nothing where the scenario has no deals.
pub(crate) fn with_deals(question: &Question, package: &Package) -> String {
    if question.deals.is_empty() { String::new() } else { format!("with {} ", deals_of(question, package)) }
}

/// What the odds are of where something is varied: `with all eight deals the odds of reaching $500 million a year by 2035`.
/// Where what is varied belongs to the target, that is not named.
pub(crate) fn odds_varied(question: &Question, target: usize, addresses: &[&str]) -> String {
    let of_the_target = |address: &&str| address.starts_with("target") || address.starts_with("horizon");
    let asked = &question.targets[target];
    let goal = if addresses.iter().any(of_the_target) {
        "the target".to_owned()
    } else {
        format!("{} by {}", goal(asked, question.base_year), asked.by)
    };
    let with = question.packages.last().map(|package| with_deals(question, package)).unwrap_or_default();
    format!("{with}the odds of reaching {goal}")
}

pub(crate) fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use altai_model::{NoFiles, SourceText, read};

    use super::*;

    fn question(deals: &[&str]) -> Question {
        let deals = deals.iter().map(|deal| format!("[deals.{deal}]\nstart = 2027\npeak = 30\n"));
        let text = "[horizon]\nbase_year = 2025\nend_year = 2035\n[target]\nturnover = 200\nby = 2029\n\
                    [flows.trade]\nbase = 160\n";
        let text = [text.to_owned()].into_iter().chain(deals).collect();
        let source = SourceText { name: "it.toml".into(), text };
        Question::of(&read(source, &[], &NoFiles).scenario.unwrap())
    }

    #[test]
    fn a_package_is_called_by_its_deals() {
        let said = |deals: &[&str], on: &[&str], name: &str| {
            let deals_on = on.iter().map(|deal| (*deal).to_owned()).collect();
            deals_of(&question(deals), &Package { name: name.into(), deals: deals_on, required: Vec::new() })
        };
        assert_eq!(said(&["mine", "road"], &[], "none"), "no deal");
        assert_eq!(said(&["mine", "road"], &["mine", "road"], "all"), "both deals");
        assert_eq!(said(&["mine", "road", "rail"], &["mine", "road", "rail"], "all"), "all three deals");
        assert_eq!(said(&["mine", "road", "rail"], &["mine", "road"], "road"), "the deal road");
        assert_eq!(said(&["mine", "road", "rail"], &["mine", "road"], "west"), "package west");
    }

    #[test]
    fn a_target_that_is_varied_is_not_named() {
        let asked = question(&["mine", "road"]);
        let all = "with both deals the odds of reaching";
        assert_eq!(odds_varied(&asked, 0, &["deals.mine.go"]), format!("{all} $200 million a year by 2029"));
        assert_eq!(odds_varied(&asked, 0, &["deals.mine.go", "target.by"]), format!("{all} the target"));
        assert_eq!(odds_varied(&question(&[]), 0, &["horizon.end_year"]), "the odds of reaching the target");
    }
}
