//! Futures: paths as they look to a search, with what was drawn once for each and whether it has the outcome.

use std::num::NonZeroUsize;
use std::ops::Range;

use altai_model::{Quantity, Scenario};
use altai_sim::draws::BLOCK;
use altai_sim::{Plan, Reached, Streams, Values, Year, replay};

use super::Outcome;
use super::prim::{Limits, Near, Sample, near};
use super::pruning::pruned;
use crate::blocks::each_block;
use crate::drivers::{label, unit};

/// What a box may restrict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Input {
    pub(super) address: String,
    pub(super) label: String,
    pub(super) unit: &'static str,
    source: Source,
}

/// Where its values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// A quantity of the scenario.
    Quantity,
    /// The latent that all deals follow.
    PoliticalWill,
    /// A driver, as its place: growth a year on average.
    Growth(usize),
    /// A deal, as its place: 1 where it has started by the end of the last year.
    Started(usize),
}

/// The unit of what is 1 or 0.
pub(super) const YES_OR_NO: &str = "yes or no";

/// What is drawn once a path and that the only package depends on; with `chance`, also what the years of a path come to.
pub(super) fn inputs(scenario: &Scenario, plan: &Plan, chance: bool) -> Vec<Input> {
    let on: Vec<usize> = plan.deals_on(0).collect();
    let off = |place: usize| format!("deals.{}.", scenario.deals[place].name);
    let off: Vec<String> = (0..scenario.deals.len()).filter(|place| !on.contains(place)).map(off).collect();
    let quantity = |quantity: &Quantity| {
        let address = quantity.address.as_str();
        let counts = plan.draws_once(address) && !off.iter().any(|deal| address.starts_with(deal));
        counts.then(|| Input {
            address: address.to_owned(),
            label: label(address),
            unit: unit(address),
            source: Source::Quantity,
        })
    };
    let mut inputs: Vec<Input> = scenario.drawn_once().filter_map(quantity).collect();
    if chance {
        let made = |address: String, label: String, unit, source| Input { address, label, unit, source };
        if plan.has_political_will() && !on.is_empty() {
            let label = "political will".to_owned();
            inputs.push(made("political_will".to_owned(), label, "standard normal", Source::PoliticalWill));
        }
        inputs.extend(scenario.drivers.iter().enumerate().map(|(place, driver)| {
            let label = format!("the mean growth of {}", driver.name);
            made(format!("drivers.{}", driver.name), label, "log points a year", Source::Growth(place))
        }));
        inputs.extend(on.iter().map(|&place| {
            let name = &scenario.deals[place].name;
            made(format!("deals.{name}"), name.clone(), YES_OR_NO, Source::Started(place))
        }));
    }
    inputs
}

impl Source {
    /// Its values in the last year, by when all of them are known.
    fn values(self, address: &str, year: &Year<'_>, end: f64) -> Vec<f64> {
        let years = (year.index + 1) as f64;
        let copied = |values: Option<&Values>| values.map(|values| values.to_vec());
        let found = match self {
            Self::Quantity => copied(year.quantity(address)),
            Self::PoliticalWill => copied(year.political_will()),
            Self::Growth(driver) => Some(year.driver(driver).level.iter().map(|level| level / years).collect()),
            Self::Started(deal) => {
                Some(year.fate(deal).start.iter().map(|&start| f64::from(u8::from(start < end))).collect())
            }
        };
        found.unwrap_or_else(|| vec![0.0; BLOCK])
    }
}

/// Where futures come from.
pub(super) struct Futures<'a> {
    pub(super) plan: &'a Plan,
    pub(super) draws: Streams,
    pub(super) inputs: &'a [Input],
    /// With one target, which is the last year of the horizon.
    pub(super) scenario: &'a Scenario,
    pub(super) outcome: Outcome,
}

/// Some paths of a block.
struct Paths {
    inputs: Vec<Vec<f64>>,
    wanted: Vec<bool>,
}

/// What a box holds of fresh paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) inside: u64,
    pub(super) wanted: u64,
    /// By restricted input and side: what its limit alone keeps out, all and with the outcome.
    pub(super) beyond: Vec<[(u64, u64); 2]>,
}

/// What all boxes hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measured {
    pub(super) paths: u64,
    pub(super) wanted: u64,
    pub(super) boxes: Vec<Held>,
}

impl Futures<'_> {
    /// The paths of a range, to be searched.
    pub(super) fn sample(&self, paths: Range<u64>, threads: NonZeroUsize) -> Sample {
        let mut inputs: Vec<Vec<f64>> = vec![Vec::new(); self.inputs.len()];
        let mut wanted = Vec::new();
        for block in self.each(paths, threads, |block| block) {
            inputs.iter_mut().zip(block.inputs).for_each(|(all, more)| all.extend(more));
            wanted.extend(block.wanted);
        }
        Sample::new(inputs, wanted)
    }

    /// What boxes, each given by the limits that it sets, hold of the paths of a range.
    pub(super) fn measure(&self, boxes: &[Vec<(usize, Limits)>], paths: Range<u64>, threads: NonZeroUsize) -> Measured {
        let counted = self.each(paths, threads, |block| Measured::none(boxes).counted(boxes, &block));
        counted.iter().fold(Measured::none(boxes), Measured::with)
    }

    /// The limits that hold up on the paths of a range.
    pub(super) fn pruned(
        &self,
        limits: Vec<(usize, Limits)>,
        paths: Range<u64>,
        threads: NonZeroUsize,
    ) -> Vec<(usize, Limits)> {
        let blocks = self.each(paths, threads, |block| block);
        pruned(limits, |limits| {
            let boxes = [limits.to_vec()];
            let measured = blocks.iter().fold(Measured::none(&boxes), |all, block| all.counted(&boxes, block));
            measured.boxes.into_iter().next().unwrap_or_default()
        })
    }

    /// What `look` makes of every block that has some of the paths, in order.
    fn each<Found: Send>(
        &self,
        paths: Range<u64>,
        threads: NonZeroUsize,
        look: impl Fn(Paths) -> Found + Sync,
    ) -> Vec<Found> {
        let block = BLOCK as u64;
        let first = paths.start / block;
        let blocks = paths.end.div_ceil(block).saturating_sub(first);
        each_block(blocks, threads, |place| {
            let here = (first + place) * block;
            let within = |path: u64| path.clamp(here, here + block) - here;
            look(self.block(first + place, within(paths.start) as usize..within(paths.end) as usize))
        })
    }

    fn block(&self, block: u64, paths: Range<usize>) -> Paths {
        let last = self.scenario.horizon.years() - 1;
        let mut reached = Reached::new(self.scenario.targets[0].sustain);
        let mut inputs = Vec::new();
        replay(self.plan, &self.draws, block, |year, turnover| {
            reached.pass(year.at_or_above(0, &turnover[0]));
            if year.index == last {
                let end = f64::from(self.scenario.horizon.end_year + 1);
                let values = |input: &Input| input.source.values(&input.address, year, end)[paths.clone()].to_vec();
                inputs = self.inputs.iter().map(values).collect();
            }
        });
        let wanted = |path| reached.by_now().holds(path) == (self.outcome == Outcome::Success);
        Paths { inputs, wanted: paths.map(wanted).collect() }
    }
}

impl Measured {
    fn none(boxes: &[Vec<(usize, Limits)>]) -> Self {
        let none = |limits: &Vec<_>| Held { beyond: vec![[(0, 0); 2]; limits.len()], ..Held::default() };
        Self { paths: 0, wanted: 0, boxes: boxes.iter().map(none).collect() }
    }

    fn counted(mut self, boxes: &[Vec<(usize, Limits)>], block: &Paths) -> Self {
        for (path, &wanted) in block.wanted.iter().enumerate() {
            self.paths += 1;
            self.wanted += u64::from(wanted);
            for (held, limits) in self.boxes.iter_mut().zip(boxes) {
                match near(limits, |input| block.inputs[input][path]) {
                    Near::Inside => {
                        held.inside += 1;
                        held.wanted += u64::from(wanted);
                    }
                    Near::But(place, side) => {
                        let (all, with) = &mut held.beyond[place][side];
                        *all += 1;
                        *with += u64::from(wanted);
                    }
                    Near::Outside => {}
                }
            }
        }
        self
    }

    fn with(mut self, more: &Self) -> Self {
        self.paths += more.paths;
        self.wanted += more.wanted;
        for (held, more) in self.boxes.iter_mut().zip(&more.boxes) {
            held.inside += more.inside;
            held.wanted += more.wanted;
            for (beyond, more) in held.beyond.iter_mut().flatten().zip(more.beyond.iter().flatten()) {
                beyond.0 += more.0;
                beyond.1 += more.1;
            }
        }
        self
    }
}

impl Held {
    /// All and with the outcome, inside the box without the limits of an input.
    pub(super) fn without(&self, place: usize) -> (u64, u64) {
        let [(below, below_with), (above, above_with)] = self.beyond[place];
        (self.inside + below + above, self.wanted + below_with + above_with)
    }
}
