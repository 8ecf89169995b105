//! What public money buys, in a sentence or two.

use super::{Best, Frontier, PackageRow, Standing};
use crate::chance::{in_100, of_100, unsure, whole_points};
use crate::phrases::{capitalised, goal};
use crate::words::{counted, dollars, estimated_dollars, listed, several};

/// More deals are named by those that are missing, where these are fewer.
const MOST_NAMED: usize = 4;

pub(super) fn sentence(told: &Frontier) -> String {
    match &told.best {
        Some(best) => within_a_budget(told, best),
        None => along_the_frontier(told),
    }
}

/// `the odds of reaching $500 million a year by 2035`.
fn odds(told: &Frontier) -> String {
    format!("the odds of reaching {} by {}", goal(&told.target, told.base_year), told.target.by)
}

/// `mine and road`, `none of the deals`, `all eight deals but rail`.
fn deals(told: &Frontier, row: &PackageRow) -> String {
    let on: Vec<&str> = row.package.split('+').filter(|_| row.package != "none").collect();
    let off: Vec<&str> = told.deals.iter().map(|deal| deal.name.as_str()).filter(|name| !on.contains(name)).collect();
    match (on.len(), off.len()) {
        (0, _) if told.others_on.is_empty() => "none of the deals".to_owned(),
        (0, _) => format!("none of these, and {}", listed(&told.others_on)),
        (2, 0) => "both deals".to_owned(),
        (many, 0) if many > 2 => format!("all {} deals", counted(many)),
        (many, few) if many > MOST_NAMED && few < many => {
            format!("all {} deals but {}", counted(told.deals.len()), listed(&off))
        }
        _ => listed(&on),
    }
}

/// `nothing`, `an expected $12 million`.
fn cost(row: &PackageRow) -> String {
    match row.cost {
        Some(0.0) => "no public money".to_owned(),
        Some(cost) => format!("an expected {}", estimated_dollars(cost)),
        None => "an expected cost that is no number".to_owned(),
    }
}

fn half(row: &PackageRow) -> f64 {
    (row.upper_95 - row.lower_95) / 2.0
}

fn within_a_budget(told: &Frontier, best: &Best) -> String {
    let budget = if best.budget > 0.0 { dollars(best.budget) } else { "no public money".to_owned() };
    let Some(row) = best.package.map(|place| &told.packages[place]) else {
        let least = told.packages.first().and_then(|row| row.cost).map(estimated_dollars);
        let least = least.map(|least| format!(": the cheapest costs {least} on average")).unwrap_or_default();
        return format!("No package can be had for {budget}{least}.");
    };
    if let Some(lead) = best.cheapest.filter(|lead| Some(*lead) != best.package) {
        return capitalised(&as_good_for_less(told, best, row, &told.packages[lead], &budget));
    }
    let (says, chosen) = (in_100(row.odds), in_100(row.chosen_odds));
    let curse = if says == chosen { String::new() } else { format!(" ({chosen} on the draws that chose it)") };
    let first = format!(
        "for {budget}, the best package is {}: {} are {says}{curse}, for {}{}{}",
        deals(told, row),
        odds(told),
        cost(row),
        over(row),
        unsure(half(row), 0)
    );
    let rest = match best.rivals.len() {
        0 => "no other package within it is as likely".to_owned(),
        1 => "simulation does not tell it from another one within it".to_owned(),
        many => format!("simulation does not tell it from {} others within it", counted(many)),
    };
    let nearly = best.nearly.map(|place| {
        let near = &told.packages[place];
        let come = if near.package.contains('+') { "come" } else { "comes" };
        format!(" {} {come} within half a point of it, for {}.", capitalised(&deals(told, near)), cost(near))
    });
    format!("{}; {rest}.{}", capitalised(&first), nearly.unwrap_or_default())
}

/// The cheapest of those that cannot be told apart leads: money that buys nothing that can be seen is better kept.
fn as_good_for_less(told: &Frontier, best: &Best, likeliest: &PackageRow, lead: &PackageRow, budget: &str) -> String {
    let more = match best.rivals.len() {
        0 | 1 => String::new(),
        2 => "; nor does it tell one other package".to_owned(),
        many => format!("; nor does it tell {} other packages", counted(many - 1)),
    };
    let points = 100.0 * (likeliest.odds - lead.odds);
    let apart = if points >= 0.05 { format!("{points:.1} points likelier") } else { "no likelier".to_owned() };
    let nearly = best.nearly.map(|place| {
        let near = &told.packages[place];
        let come = if near.package.contains('+') { "come" } else { "comes" };
        format!(" {} {come} within half a point, for {}.", capitalised(&deals(told, near)), cost(near))
    });
    format!(
        "for {budget}, as good as any and the cheapest such package is {}: {} are {}, for {}{}{}. Simulation does not tell from it \
         the likeliest within {budget}, {}, which is {apart} for {}{}{more}.{}",
        deals(told, lead),
        odds(told),
        in_100(lead.odds),
        cost(lead),
        over(lead),
        unsure(half(lead), 0),
        deals(told, likeliest),
        cost(likeliest),
        over(likeliest),
        nearly.unwrap_or_default()
    )
}

/// `, though more than the budget in 17 of 100 futures`: the budget holds for what is expected, not for every future.
fn over(row: &PackageRow) -> String {
    let futures = match row.over_budget {
        Some(1.0) => "100".to_owned(),
        Some(share) if share > 0.0 => of_100(share),
        _ => return String::new(),
    };
    format!(", though more than the budget in {futures} of 100 futures")
}

fn along_the_frontier(told: &Frontier) -> String {
    let rows: Vec<&PackageRow> = told.chosen.iter().map(|&place| &told.packages[place]).collect();
    let deals_decided =
        if told.deals.len() == 1 { "one deal".to_owned() } else { format!("{} deals", counted(told.deals.len())) };
    let many = format!("{} of {deals_decided}", several(told.packages.len() as u64, "package"));
    let Some(&start) = rows.first() else { return format!("None of {many} can be told.") };
    let sure: Vec<&PackageRow> = rows.iter().copied().filter(|row| row.frontier == Standing::Yes).collect();
    let most = rows.last().copied().unwrap_or(start);
    let points = |row: &PackageRow| whole_points(row.odds - start.odds);
    // More money that does not buy another whole point is told apart.
    let dearest = sure.last().filter(|row| points(row) > 0);
    let Some(end) = dearest.and_then(|dearest| sure.iter().copied().find(|row| points(row) == points(dearest))) else {
        let error = unsure(half(start).max(half(most)), 0);
        return format!(
            "Of {many} none clearly buys a whole point: with {}, for {}, {} are {}{error}.",
            deals(told, start),
            cost(start),
            odds(told),
            in_100(start.odds),
        );
    };
    let counted_points = |points: i64| if points == 1 { "1 point".to_owned() } else { format!("{points} points") };
    // What is spent in any case buys nothing that is decided on.
    let money = match (end.cost, start.cost) {
        (Some(cost), Some(anyway)) if anyway > 0.0 => format!("an expected {} more", estimated_dollars(cost - anyway)),
        _ => cost(end),
    };
    let first = format!(
        "{} buys {}: {} are {} with {}, for {}, and {} with {}",
        capitalised(&money),
        counted_points(points(end)),
        odds(told),
        in_100(start.odds),
        deals(told, start),
        cost(start),
        in_100(end.odds),
        deals(told, end),
    );
    let rate = |row: &&PackageRow| row.points_per_million.unwrap_or(f64::NEG_INFINITY);
    let early = sure.iter().copied().filter(|row| points(row) > 0 && points(row) < points(end));
    let early = early.max_by(|one, other| rate(one).total_cmp(&rate(other)));
    let early = early.map(|row| {
        format!(
            "; {} of them {} bought already by {}, for {}",
            points(row),
            if points(row) == 1 { "is" } else { "are" },
            deals(told, row),
            cost(row)
        )
    });
    let beyond = if most.package == end.package {
        "no package does better for as little, nor as far as these paths tell for more".to_owned()
    } else if points(most) == points(end) {
        format!("up to {}, more money buys no other whole point", cost(most))
    } else {
        format!("whether more money, up to {}, buys more, simulation does not tell", cost(most))
    };
    format!("{first}{}; {beyond}{}.", early.unwrap_or_default(), unsure(half(start).max(half(end)), 0))
}
