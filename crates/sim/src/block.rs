//! One block of paths, played from the base year to the end.

use crate::columns::{Columns, Values};
use crate::draws::{BLOCK, Draws};
use crate::plan::Plan;

/// What happened in one year of a block; slices are one block long, USD million.
#[derive(Debug, Clone, Copy)]
pub struct Year<'a> {
    /// The index of the year: 0 is the year after the base year.
    pub index: usize,
    plan: &'a Plan,
    columns: &'a Columns,
}

impl<'a> Year<'a> {
    /// What a flow carries in a package, boosts included.
    pub fn flow(&self, package: usize, flow: usize) -> &'a Values {
        let packages = &self.plan.packages;
        self.lifted(packages.cases[packages.case_of[package]].flows[flow])
    }

    /// What a deal adds in a package; `None` where it is off, can't go ahead, or only boosts.
    pub fn deal(&self, package: usize, deal: usize) -> Option<&'a Values> {
        let packages = &self.plan.packages;
        let on = packages.cases[packages.case_of[package]].deals.contains(&deal);
        let amount = packages.amounts.iter().find(|(index, _)| on && *index == deal);
        amount.map(|(_, column)| &self.columns[*column])
    }

    /// The turnover that a target asks for.
    pub fn target(&self, target: usize) -> &'a Values {
        &self.columns[self.plan.targets[target]]
    }

    pub(crate) fn lifted(&self, lifted: usize) -> &'a Values {
        &self.columns[self.plan.packages.lifted[lifted].column]
    }

    pub(crate) fn amount(&self, amount: usize) -> &'a Values {
        &self.columns[self.plan.packages.amounts[amount].1]
    }

    /// The turnover of the case just summed.
    pub(crate) fn turnover(&self) -> &'a Values {
        &self.columns[self.plan.packages.turnover]
    }
}

/// Hears what happens while a block is played.
pub(crate) trait Observer {
    /// A new block begins.
    fn begin(&mut self);

    /// A year's flows and deals are known.
    fn parts(&mut self, year: &Year<'_>);

    /// The year's turnover of one case is known.
    fn turnover(&mut self, year: &Year<'_>, case: usize);
}

/// One thread's working memory for a plan.
pub(crate) struct Player<'a> {
    plan: &'a Plan,
    draws: &'a dyn Draws,
    columns: Columns,
}

impl<'a> Player<'a> {
    pub(crate) fn new(plan: &'a Plan, draws: &'a dyn Draws) -> Self {
        Self { plan, draws, columns: Columns::new(plan.columns, &plan.constants) }
    }

    pub(crate) fn play(&mut self, block: u64, observer: &mut impl Observer) {
        let Self { plan, draws, columns } = self;
        let years = plan.horizon.base_year + 1..=plan.horizon.end_year;
        observer.begin();
        for quantity in &plan.quantities {
            quantity.draw(columns, *draws, block);
        }
        if let Some(will) = &plan.will {
            will.draw(columns, *draws, block);
        }
        for driver in &plan.drivers {
            driver.begin(columns);
        }
        for flow in &plan.flows {
            flow.begin(columns);
        }
        for deal in &plan.deals {
            deal.launch(columns, *draws, block, *years.start());
        }
        for (index, year) in years.enumerate() {
            plan.innovations.draw(columns, *draws, block, year);
            for driver in &plan.drivers {
                driver.advance(columns);
            }
            if let Some(prices) = &plan.prices {
                prices.advance(columns);
            }
            for flow in &plan.flows {
                flow.advance(columns, *draws, block, year);
            }
            for deal in &plan.deals {
                deal.deliver(columns, *draws, block, year);
            }
            plan.packages.combine(columns);
            observer.parts(&Year { index, plan, columns });
            for (case, what) in plan.packages.cases.iter().enumerate() {
                plan.packages.sum(columns, what);
                observer.turnover(&Year { index, plan, columns }, case);
            }
        }
    }
}

/// Plays one block and shows every year of it, with the turnover of every package: for tests, explanation and replay.
pub fn replay(plan: &Plan, draws: &dyn Draws, block: u64, mut show: impl FnMut(&Year<'_>, &[Box<Values>])) {
    struct Show<F> {
        turnover: Vec<Box<Values>>,
        case_of: Vec<usize>,
        cases: usize,
        hear: F,
    }
    impl<F: FnMut(&Year<'_>, &[Box<Values>])> Observer for Show<F> {
        fn begin(&mut self) {}
        fn parts(&mut self, _: &Year<'_>) {}
        fn turnover(&mut self, year: &Year<'_>, case: usize) {
            for (package, turnover) in self.turnover.iter_mut().enumerate() {
                if self.case_of[package] == case {
                    **turnover = *year.turnover();
                }
            }
            if case + 1 == self.cases {
                (self.hear)(year, &self.turnover);
            }
        }
    }
    let case_of = plan.packages.case_of.clone();
    let turnover = vec![Box::new([0.0; BLOCK]); case_of.len()];
    Player::new(plan, draws)
        .play(block, &mut Show { turnover, case_of, cases: plan.packages.cases.len(), hear: &mut show });
}
