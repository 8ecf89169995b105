//! One path, year by year: what happened, and why the target was or was not reached.

use altai_model::Scenario;
use altai_model::deal::Deal;
use altai_sim::draws::BLOCK;
use altai_sim::{Plan, Streams, Values, Year, replay};

/// What happened on one path under one package. Drivers, shocks, flows and deals are places in the scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// The path's number, from 0.
    pub path: u64,
    /// The package.
    pub package: usize,
    /// Trade in the base year, USD million.
    pub base: f64,
    /// Every simulated year.
    pub years: Vec<YearOfPath>,
    /// By deal: what became of it, as far as it shows by the end of the horizon.
    pub fates: Vec<Fate>,
    /// By target: the year in which it was first reached.
    pub reached: Vec<Option<i32>>,
}

/// A year of a path.
#[derive(Debug, Clone, PartialEq)]
pub struct YearOfPath {
    /// The calendar year.
    pub year: i32,
    /// The regime that ruled.
    pub regime: Option<usize>,
    /// By driver: growth in the year and level since the base year, log points.
    pub drivers: Vec<(f64, f64)>,
    /// By shock.
    pub shocks: Vec<Blow>,
    /// By flow, USD million, boosts included.
    pub flows: Vec<f64>,
    /// By deal, USD million; `None` where it delivers nothing by itself or is off.
    pub deals: Vec<Option<f64>>,
    /// USD million.
    pub turnover: f64,
    /// By target: what it asks for, USD million.
    pub asked: Vec<f64>,
}

/// What a shock did in a year; log points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Blow {
    /// How often it struck.
    pub strikes: f64,
    /// What stays for good.
    pub lasting: f64,
    /// What is felt of the part that fades.
    pub fading: f64,
}

/// What became of a deal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fate {
    /// The package leaves it out, or something that it requires.
    Off,
    /// It did not go ahead.
    Never,
    /// It went ahead.
    Ahead {
        /// In calendar years.
        start: f64,
        /// In calendar years; `None` where it never ends.
        end: Option<f64>,
        /// When all of a one-off contract is delivered, in calendar years, unless the deal ends before; `None` where there
        /// is no contract, or something else that goes on.
        delivered: Option<f64>,
    },
}

/// Plays one path again.
pub fn story(scenario: &Scenario, path: u64, package: usize, seed: u64) -> Story {
    let (plan, draws) = (Plan::compile(scenario), Streams::new(seed));
    let here = (path % BLOCK as u64) as usize;
    let mut story = Story { path, package, base: 0.0, years: Vec::new(), fates: Vec::new(), reached: Vec::new() };
    let mut years = scenario.horizon.base_year + 1..=scenario.horizon.end_year;
    replay(&plan, &draws, path / BLOCK as u64, |year, turnover| {
        let of = |values: &Values| values[here];
        let calendar = years.next().unwrap_or(scenario.horizon.end_year);
        story.base = (0..scenario.flows.len()).map(|flow| of(year.base(flow))).sum();
        story.fates =
            (0..scenario.deals.len()).map(|deal| fate(year, package, deal, here, &scenario.deals[deal])).collect();
        story.years.push(YearOfPath {
            year: calendar,
            regime: year.regime().map(|regime| of(regime) as usize),
            drivers: (0..scenario.drivers.len())
                .map(|driver| year.driver(driver))
                .map(|driver| (of(driver.growth), of(driver.level)))
                .collect(),
            shocks: (0..scenario.shocks.len())
                .map(|shock| year.shock(shock))
                .map(|shock| Blow { strikes: of(shock.strikes), lasting: of(shock.lasting), fading: of(shock.fading) })
                .collect(),
            flows: (0..scenario.flows.len()).map(|flow| of(year.flow(package, flow))).collect(),
            deals: (0..scenario.deals.len()).map(|deal| year.deal(package, deal).map(of)).collect(),
            turnover: of(&turnover[package]),
            asked: (0..scenario.targets.len()).map(|target| of(year.target(target))).collect(),
        });
    });
    let targets = scenario.targets.iter().enumerate();
    story.reached = targets.map(|(index, target)| story.first_reached(index, target.sustain)).collect();
    story
}

fn fate(year: &Year<'_>, package: usize, deal: usize, here: usize, stated: &Deal) -> Fate {
    let fate = year.fate(deal);
    let (start, duration) = (fate.start[here], fate.duration[here]);
    match start {
        _ if !year.is_on(package, deal) => Fate::Off,
        start if start.is_infinite() => Fate::Never,
        start => Fate::Ahead {
            start,
            end: Some(start + duration).filter(|end| end.is_finite()),
            delivered: fate.over.map(|over| start + over[here]).filter(|_| {
                stated.peak.is_none() && stated.boost.is_none() && duration >= fate.over.map_or(0.0, |over| over[here])
            }),
        },
    }
}

impl Story {
    /// The first year that completes so many in a row at or above a target.
    fn first_reached(&self, target: usize, sustain: usize) -> Option<i32> {
        let mut in_a_row = 0;
        let mut years = self.years.iter();
        years
            .find(|year| {
                in_a_row = if year.turnover >= year.asked[target] { in_a_row + 1 } else { 0 };
                in_a_row == sustain
            })
            .map(|year| year.year)
    }

    /// The year in which turnover came closest to a target, or surpassed it most.
    pub fn best(&self, target: usize) -> Option<&YearOfPath> {
        let share = |year: &YearOfPath| year.turnover / year.asked[target];
        self.years.iter().max_by(|a, b| share(a).total_cmp(&share(b)))
    }
}

#[cfg(test)]
mod tests {
    use altai_model::{NoFiles, SourceText, read};

    use super::*;

    fn scenario(go: f64) -> Scenario {
        let text = format!(
            "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 200\n[flows.trade]\nbase = 160\n\
             [shocks.drought]\nrate = 2\nsize = -0.001\n\
             [deals.mine]\ngo = {go}\nstart = 2027\nlife = 2\npeak = 50\n"
        );
        read(SourceText { name: "it.toml".into(), text }, &[], &NoFiles).scenario.unwrap()
    }

    #[test]
    fn a_path_tells_when_a_deal_ran_and_what_it_brought() {
        let story = story(&scenario(1.0), 1_500, 1, 1);
        assert_eq!(story.fates, [Fate::Ahead { start: 2027.0, end: Some(2029.0), delivered: None }]);
        assert_eq!(story.base, 160.0);
        assert_eq!(story.reached, [Some(2027)]);
        assert_eq!(
            story.years.iter().map(|year| year.deals[0].unwrap()).collect::<Vec<_>>(),
            [0.0, 50.0, 50.0, 0.0, 0.0]
        );
        assert!(story.years.iter().any(|year| year.shocks[0].strikes > 0.0));
        assert!(story.years.iter().all(|year| (year.turnover - year.flows[0] - year.deals[0].unwrap()).abs() < 1e-9));
    }

    #[test]
    fn what_is_off_and_what_never_comes_are_told_apart() {
        let scenario = scenario(0.0);
        assert_eq!(story(&scenario, 0, 0, 1).fates, [Fate::Off]);
        let story = story(&scenario, 0, 1, 1);
        assert_eq!((story.fates, story.reached), (vec![Fate::Never], vec![None]));
    }
}
