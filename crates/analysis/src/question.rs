//! What was asked: the names of everything that the rows speak of, and the years.

use altai_model::Scenario;
use altai_model::scenario::{self, Horizon};
use serde::Serialize;

use crate::Goal;

/// The labels of an answer. Lists are in the order of the scenario; the rows of an answer follow it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Question {
    /// The scenario's title.
    pub title: Option<String>,
    /// What is known; not simulated.
    pub base_year: i32,
    /// The last year.
    pub end_year: i32,
    /// What is to be reached; the first is the headline.
    pub targets: Vec<Target>,
    /// Trade without the deals.
    pub flows: Vec<Flow>,
    /// The deals.
    pub deals: Vec<Deal>,
    /// The packages; the first is the reference.
    pub packages: Vec<Package>,
}

/// What is to be reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Target {
    /// Its label in rows.
    pub name: String,
    /// USD million a year.
    pub turnover: Goal,
    /// The headline's calendar year.
    pub by: i32,
    /// The driver that it follows, so that it is in dollars of the base year; `None` where it is in dollars of the day.
    pub deflator: Option<String>,
    /// So many years in a row count as reached; 1 where one is enough.
    pub sustain: usize,
}

/// A flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// Its name in the file.
    pub name: String,
    /// Its title, where it has one.
    pub title: Option<String>,
}

/// A deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deal {
    /// Its name in the file.
    pub name: String,
    /// Its title, where it has one.
    pub title: Option<String>,
    /// Whether it adds an amount of its own; otherwise it only boosts flows.
    pub delivers: bool,
    /// Its sector, where it has one.
    pub sector: Option<String>,
    /// Whether it costs public money.
    pub costs: bool,
}

/// A set of deals switched on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// The names of the deals that are on.
    pub deals: Vec<String>,
    /// Of a package named after a deal, the names of the others that are on because it requires them.
    #[serde(skip)]
    pub required: Vec<String>,
}

impl Question {
    /// The labels of a scenario.
    pub fn of(scenario: &Scenario) -> Self {
        Self {
            title: scenario.title.clone(),
            base_year: scenario.horizon.base_year,
            end_year: scenario.horizon.end_year,
            targets: scenario.targets.iter().map(|target| Target::of(target, scenario)).collect(),
            flows: scenario.flows.iter().map(Flow::of).collect(),
            deals: scenario.deals.iter().map(Deal::of).collect(),
            packages: scenario.packages.iter().map(|package| Package::of(package, scenario)).collect(),
        }
    }

    /// The labels of a narrowed scenario, with the last year of the whole.
    pub(crate) fn of_narrowed(narrowed: &Scenario, whole: &Scenario) -> Self {
        Self { end_year: whole.horizon.end_year, ..Self::of(narrowed) }
    }

    /// The years that are simulated.
    pub fn years(&self) -> impl DoubleEndedIterator<Item = i32> + Clone + use<> {
        self.base_year + 1..=self.end_year
    }

    /// Where a calendar year stands in a summary.
    pub fn index_of(&self, year: i32) -> usize {
        Horizon { base_year: self.base_year, end_year: self.end_year }.index_of(year)
    }

    /// Every target with every package, as indices: the outer loops of most tables.
    pub(crate) fn targets_and_packages(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let packages = self.packages.len();
        (0..self.targets.len()).flat_map(move |target| (0..packages).map(move |package| (target, package)))
    }
}

impl Target {
    /// One of the scenario's targets.
    pub fn of(target: &scenario::Target, scenario: &Scenario) -> Self {
        Self {
            name: target.name.clone(),
            turnover: Goal::of(&target.turnover),
            by: target.by,
            deflator: target.deflator.map(|driver| scenario.drivers[driver].name.clone()),
            sustain: target.sustain,
        }
    }

    /// What it asks for beyond an amount in one year, ` in dollars of 2025 for 3 years in a row`; mostly nothing.
    pub fn terms(&self, base_year: i32) -> String {
        let dollars = self.deflator.as_ref().map(|_| format!(" in dollars of {base_year}"));
        let years = (self.sustain > 1).then(|| format!(" for {} years in a row", self.sustain));
        [dollars, years].into_iter().flatten().collect()
    }
}

impl Flow {
    fn of(flow: &scenario::Flow) -> Self {
        Self { name: flow.name.clone(), title: flow.title.clone() }
    }
}

impl Deal {
    fn of(deal: &altai_model::deal::Deal) -> Self {
        Self {
            name: deal.name.clone(),
            title: deal.title.clone(),
            delivers: deal.delivers(),
            sector: deal.sector.clone(),
            costs: deal.cost.is_some(),
        }
    }
}

impl Package {
    fn of(package: &scenario::Package, scenario: &Scenario) -> Self {
        let named = |deals: &[usize]| deals.iter().map(|&deal| scenario.deals[deal].name.clone()).collect();
        let required = named(&package.required(&scenario.deals));
        Self { name: package.name.clone(), deals: named(&package.deals), required }
    }
}
