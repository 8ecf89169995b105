//! One block of paths, played from the base year to the end.

use altai_math::Operand;

use crate::columns::{Column, Columns, Values};
use crate::draws::{BLOCK, Draws};
use crate::mask::Mask;
use crate::plan::Plan;
use crate::timing::{Clock, Phase, Timing};

/// What happened in one year of a block; slices are one block long, USD million.
#[derive(Debug, Clone, Copy)]
pub struct Year<'a> {
    /// The index of the year: 0 is the year after the base year.
    pub index: usize,
    plan: &'a Plan,
    columns: &'a Columns,
}

/// A driver in one year; log points.
#[derive(Debug, Clone, Copy)]
pub struct DriverYear<'a> {
    /// G_t, of the year.
    pub growth: &'a Values,
    /// L_t, since the base year.
    pub level: &'a Values,
}

/// A shock in one year.
#[derive(Debug, Clone, Copy)]
pub struct ShockYear<'a> {
    /// How often it struck.
    pub strikes: &'a Values,
    /// What stays for good of the year's strikes, log points.
    pub lasting: &'a Values,
    /// What is left of all strikes so far of the part that fades, log points.
    pub fading: &'a Values,
}

/// The fate of a deal.
#[derive(Debug, Clone, Copy)]
pub struct Fate<'a> {
    /// When it starts, in calendar years; +∞ where it does not go ahead.
    pub start: &'a Values,
    /// How long it lives from its start, in years; +∞ where it does not end.
    pub duration: &'a Values,
    /// USD million that it delivers in the year, without synergies, if it delivers any.
    pub value: Option<&'a Values>,
    /// The factor on the flows that it boosts in the year, if it boosts any.
    pub lift: Option<&'a Values>,
    /// How many years its one-off contract takes, if it has one.
    pub over: Option<&'a Values>,
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
        let amounts = &packages.cases[packages.case_of[package]].amounts;
        let amount = amounts.iter().find(|&&amount| packages.amounts[amount].deal == deal);
        amount.map(|&amount| self.amount(amount))
    }

    /// What was drawn once a path for the quantity of an address; `None` where it is known, or where nothing uses it. The size
    /// of a shock is drawn for every strike, and is not here.
    pub fn quantity(&self, address: &str) -> Option<&'a Values> {
        self.plan.quantity_of.get(address).map(|&column| &self.columns[column])
    }

    /// Political will, a standard normal; `None` where no deal follows it.
    pub fn political_will(&self) -> Option<&'a Values> {
        self.plan.will.as_ref().map(|will| &self.columns[will.score])
    }

    /// The turnover that a target asks for.
    pub fn target(&self, target: usize) -> &'a Values {
        &self.columns[self.plan.targets[target].asked]
    }

    /// The paths on which a turnover, USD million, is at or above what a target asks for.
    pub fn at_or_above(&self, target: usize, turnover: &Values) -> Mask {
        Mask::at_or_above(turnover, self.asked(target))
    }

    pub(crate) fn asked(&self, target: usize) -> Operand<'a> {
        self.columns.operand(self.plan.targets[target].asked)
    }

    /// What a flow carried in the base year.
    pub fn base(&self, flow: usize) -> &'a Values {
        &self.columns[self.plan.flows[flow].base]
    }

    /// Where a driver has got to.
    pub fn driver(&self, driver: usize) -> DriverYear<'a> {
        let driver = &self.plan.drivers[driver];
        DriverYear { growth: &self.columns[driver.growth], level: &self.columns[driver.level] }
    }

    /// The regime that rules, as its place in the scenario; `None` where there are no regimes.
    pub fn regime(&self) -> Option<&'a Values> {
        self.plan.regimes.as_ref().map(|regimes| &self.columns[regimes.state])
    }

    /// What a shock does.
    pub fn shock(&self, shock: usize) -> ShockYear<'a> {
        let shock = &self.plan.shocks[shock];
        ShockYear {
            strikes: &self.columns[shock.strikes],
            lasting: &self.columns[shock.lasting],
            fading: &self.columns[shock.fading],
        }
    }

    /// The fate of a deal, as far as it is known by the end of the year, whatever the package.
    ///
    /// # Panics
    ///
    /// When the scenario has fewer deals.
    pub fn fate(&self, deal: usize) -> Fate<'a> {
        let deal =
            self.plan.deals.iter().find(|compiled| compiled.index == deal).expect("it is a deal of the scenario");
        Fate {
            start: &self.columns[deal.active.start],
            duration: &self.columns[deal.active.duration],
            value: deal.value().map(|value| &self.columns[value]),
            lift: deal.lift().map(|lift| &self.columns[lift]),
            over: deal.over().map(|over| &self.columns[over]),
        }
    }

    /// Whether a package switches a deal on together with all that it requires.
    pub fn is_on(&self, package: usize, deal: usize) -> bool {
        let packages = &self.plan.packages;
        packages.cases[packages.case_of[package]].deals.contains(&deal)
    }

    pub(crate) fn lifted(&self, lifted: usize) -> &'a Values {
        &self.columns[self.plan.packages.lifted[lifted].column]
    }

    pub(crate) fn amount(&self, amount: usize) -> &'a Values {
        &self.columns[self.plan.packages.amounts[amount].column]
    }

    /// The turnover of the case just summed.
    pub(crate) fn turnover(&self) -> &'a Values {
        &self.columns[self.plan.packages.turnover]
    }
}

/// Hears what happens while a block is played, as far as it cares.
pub(crate) trait Observer {
    /// A new block begins.
    fn begin(&mut self) {}

    /// A year's flows and deals are known.
    fn parts(&mut self, _year: &Year<'_>) {}

    /// The year's turnover of one case is known.
    fn turnover(&mut self, year: &Year<'_>, case: usize);

    /// All years have passed, and it is known what became due for every deal that costs anything.
    fn end(&mut self, _costs: &mut dyn Iterator<Item = &Values>) {}
}

/// One thread's working memory for a plan.
pub(crate) struct Player<'a> {
    plan: &'a Plan,
    draws: &'a dyn Draws,
    columns: Columns,
    clock: Clock,
    /// Whether a year is shown with all that happened in it.
    shows: bool,
}

impl<'a> Player<'a> {
    pub(crate) fn new(plan: &'a Plan, draws: &'a dyn Draws) -> Self {
        Self { plan, draws, columns: Columns::new(plan.columns, &plan.constants), clock: Clock::new(), shows: false }
    }

    pub(crate) fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// What a column holds after the block just played.
    pub(crate) fn column(&self, column: Column) -> &Values {
        &self.columns[column]
    }

    /// How long the blocks played so far took.
    pub(crate) fn timing(&self) -> Timing {
        self.clock.timing()
    }

    pub(crate) fn play(&mut self, block: u64, observer: &mut impl Observer) {
        self.play_with(self.draws, block, observer);
    }

    /// The same, with other draws than its own.
    pub(crate) fn play_with(&mut self, draws: &dyn Draws, block: u64, observer: &mut impl Observer) {
        let Self { plan, columns, clock, shows, .. } = self;
        let years = plan.horizon.base_year + 1..=plan.horizon.end_year;
        clock.begin(Phase::Summary);
        observer.begin();
        clock.enter(Phase::Draws);
        plan.copula.draw(columns, draws, block);
        for quantity in &plan.quantities {
            quantity.draw(columns, draws, block);
        }
        if let Some(will) = &plan.will {
            will.draw(columns, draws, block);
        }
        clock.enter(Phase::RegimesAndShocks);
        if let Some(regimes) = &plan.regimes {
            regimes.begin(columns);
        }
        for shock in &plan.shocks {
            shock.begin(columns);
        }
        clock.enter(Phase::DriversAndTargets);
        for driver in &plan.drivers {
            driver.begin(columns);
        }
        clock.enter(Phase::Flows);
        for flow in &plan.flows {
            flow.begin(columns);
        }
        clock.enter(Phase::Deals);
        for deal in &plan.deals {
            deal.launch(columns, draws, block, *years.start());
        }
        for (index, year) in years.enumerate() {
            clock.enter(Phase::Draws);
            plan.innovations.draw(columns, draws, block, year);
            clock.enter(Phase::RegimesAndShocks);
            if let Some(regimes) = &plan.regimes {
                regimes.advance(columns, draws, block, year);
            }
            for shock in &plan.shocks {
                shock.advance(columns, draws, block, year);
            }
            clock.enter(Phase::DriversAndTargets);
            for driver in &plan.drivers {
                driver.choose(columns, draws, block, year, index);
            }
            for driver in &plan.drivers {
                driver.advance(columns, index, *shows);
            }
            for target in &plan.targets {
                target.advance(columns);
            }
            if let Some(prices) = &plan.prices {
                prices.advance(columns);
            }
            clock.enter(Phase::Flows);
            for flow in &plan.flows {
                flow.advance(columns, draws, block, year);
            }
            clock.enter(Phase::Deals);
            for deal in &plan.deals {
                deal.deliver(columns, draws, block, year);
            }
            for synergy in &plan.synergies {
                synergy.advance(columns, year);
            }
            clock.enter(Phase::Packages);
            plan.packages.combine(columns);
            clock.enter(Phase::Summary);
            observer.parts(&Year { index, plan, columns });
            for (case, what) in plan.packages.cases.iter().enumerate() {
                clock.enter(Phase::Packages);
                plan.packages.sum(columns, what);
                clock.enter(Phase::Summary);
                observer.turnover(&Year { index, plan, columns }, case);
            }
        }
        clock.enter(Phase::Deals);
        for deal in &plan.deals {
            deal.account(columns);
        }
        clock.enter(Phase::Summary);
        observer.end(&mut plan.costs().map(|(_, due)| &columns[due]));
        clock.end();
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
    let mut show = Show { turnover, case_of, cases: plan.packages.cases.len(), hear: &mut show };
    Player { shows: true, ..Player::new(plan, draws) }.play(block, &mut show);
}

#[cfg(test)]
mod tests {
    use altai_model::{NoFiles, SourceText, read};

    use super::*;
    use crate::Streams;

    #[test]
    fn what_is_drawn_once_is_shown_under_its_address() {
        let text = "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 200\n[flows.trade]\nbase = \"150 to 170\"\n\
                    [shocks.blow]\nrate = \"0.1 to 0.2\"\nsize.normal = { mean = -0.1, sd = 0.1 }\n\
                    [political_will]\ngo = 0.2\ndelay = 0.4\n\
                    [deals.mine]\ngo = 1\nsigned = \"2024 to 2025\"\ndelay = \"1 to 3\"\npeak = 20\n";
        let source = SourceText { name: "it.toml".into(), text: text.into() };
        let plan = Plan::compile(&read(source, &[], &NoFiles).scenario.unwrap());
        let mut years = 0;
        replay(&plan, &Streams::new(1), 0, |year, _| {
            let of = |address: &str| year.quantity(address).unwrap();
            assert_eq!(of("flows.trade.base"), year.base(0));
            let (signed, delay, start) = (of("deals.mine.signed"), of("deals.mine.delay"), year.fate(0).start);
            assert!((0..BLOCK).all(|path| delay[path] + signed[path] == start[path]));
            // Where will is strong, delays are short.
            let will = year.political_will().unwrap();
            let together: f64 = (0..BLOCK).map(|path| will[path] * (delay[path] - 2.0)).sum();
            assert!(together < 0.0);
            for address in ["deals.mine.peak", "shocks.blow.size", "nothing"] {
                assert!(year.quantity(address).is_none(), "{address}");
            }
            years += 1;
        });
        assert_eq!(years, 5);
        assert!(plan.draws_once("shocks.blow.rate") && !plan.draws_once("deals.mine.go") && plan.has_political_will());
    }

    #[test]
    fn the_level_of_a_driver_is_shown_also_where_no_step_reads_it() {
        let text = "[horizon]\nbase_year = 2025\nend_year = 2030\n[target]\nturnover = 200\n\
                    [drivers.gdp]\nkind = \"growth\"\nprocess.white = { mean = 0.02, sd = 0.03 }\n\
                    [flows.trade]\nbase = 160\nelasticity.gdp = 0.8\n";
        let source = SourceText { name: "it.toml".into(), text: text.into() };
        let plan = Plan::compile(&read(source, &[], &NoFiles).scenario.unwrap());
        let mut grown = [0.0; BLOCK];
        replay(&plan, &Streams::new(1), 0, |year, _| {
            let driver = year.driver(0);
            grown.iter_mut().zip(driver.growth).for_each(|(sum, growth)| *sum += growth);
            assert_eq!(&grown, driver.level);
        });
        assert!(grown[0] != 0.0);
    }
}
