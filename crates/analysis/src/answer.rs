//! Everything that is said of a simulation.

use altai_model::Scenario;
use altai_sim::Summary;
use serde::Serialize;

use crate::arrival::{Arrival, ArrivalRow, arrivals};
use crate::caution::cautions;
use crate::components::ComponentRow;
use crate::costs::CostRow;
use crate::difference::DifferenceRow;
use crate::headline::headline;
use crate::levels::{self, Knowledge, LevelRow, Levels};
use crate::odds::OddsRow;
use crate::replicates::{Estimates, Sampling};
use crate::tables::Tables;
use crate::turnover::TurnoverRow;
use crate::{Caution, Headline, Question};

/// Everything that is said of a simulation: what a renderer shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// What was asked.
    pub question: Question,
    /// How many paths were played.
    pub paths: u64,
    /// The design of the draws; absent under plain Monte Carlo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampling: Option<Sampling>,
    /// The answer in a sentence.
    pub headline: Option<Headline>,
    /// How likely the target is reached.
    pub odds: Vec<OddsRow>,
    /// How sure the odds themselves are, where that was asked.
    pub levels: Vec<LevelRow>,
    /// What was drawn to tell how sure they are.
    pub knowledge: Option<Knowledge>,
    /// What a package changes.
    pub differences: Vec<DifferenceRow>,
    /// How large turnover is.
    pub turnover: Vec<TurnoverRow>,
    /// What it consists of.
    pub components: Vec<ComponentRow>,
    /// How much public money becomes due.
    pub costs: Vec<CostRow>,
    /// The probability of each year of reaching.
    pub arrival: Vec<ArrivalRow>,
    /// The year of reaching in a few words.
    pub year_of_reaching: Vec<Arrival>,
    /// What to be wary of.
    pub cautions: Vec<Caution>,
}

impl Answer {
    /// What a simulation of the scenario says.
    pub fn of(scenario: &Scenario, summary: &Summary) -> Self {
        let question = Question::of(scenario);
        let tables = Tables::of(&question, summary);
        Self::with(question, scenario, summary, tables, None)
    }

    /// What replicates of a design say: estimates from the summary of all of them, errors from how they differ.
    pub fn of_replicates(scenario: &Scenario, sampling: Sampling, summary: &Summary, replicates: &[Estimates]) -> Self {
        let question = Question::of(scenario);
        let mut tables = Tables::of(&question, summary);
        tables.take_errors_from(replicates, summary.paths());
        Self::with(question, scenario, summary, tables, Some(sampling))
    }

    fn with(
        question: Question,
        scenario: &Scenario,
        summary: &Summary,
        tables: Tables,
        sampling: Option<Sampling>,
    ) -> Self {
        let Tables { odds, differences, turnover, components, costs, arrival } = tables;
        let year_of_reaching = arrivals(&question, summary);
        let headline = headline(&question, summary, &year_of_reaching, &odds, &differences);
        let cautions = cautions(&question, scenario, summary, headline.as_ref(), &turnover, &components);
        Self {
            paths: summary.paths(),
            sampling,
            odds,
            levels: Vec::new(),
            knowledge: None,
            differences,
            turnover,
            components,
            costs,
            arrival,
            cautions,
            year_of_reaching,
            headline,
            question,
        }
    }

    /// The same with how sure the odds themselves are, which the headline then says, too.
    #[must_use]
    pub fn with_levels(mut self, levels: Option<Levels>) -> Self {
        let Some(levels) = levels else { return self };
        if let Some(headline) = &mut self.headline {
            headline.levels = levels::sentence(&self.question, &levels, headline);
        }
        (self.knowledge, self.levels) = (Some(levels.knowledge), levels.rows);
        self
    }
}
