//! One path, slowly and obviously: the page `docs/model.md` line by line, sharing nothing with the engine but the draws.
#![allow(clippy::disallowed_methods, reason = "the independent route uses std's own functions")]

use std::cell::RefCell;
use std::collections::BTreeMap;

use altai_math::normal;
use altai_model::deal::{Deal, Timing};
use altai_model::driver::{Driver, Kind, Start};
use altai_model::scenario::Innovation;
use altai_model::{Quantity, Scenario};
use altai_sim::Draws;
use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};
use altai_sim::sampler::Sampler;

/// Evaluates a scenario path by path.
pub struct Evaluator<'a> {
    scenario: &'a Scenario,
    draws: &'a dyn Draws,
    /// How the quantity of an address is drawn: some need a table, which takes a while to build.
    samplers: RefCell<BTreeMap<String, Sampler>>,
}

/// One path of the scenario.
struct Path<'a> {
    scenario: &'a Scenario,
    evaluator: &'a Evaluator<'a>,
    number: u64,
}

/// The world outside the deals, by year 0…H.
struct World {
    /// L of each driver.
    level: Vec<Vec<f64>>,
    /// F of each flow before boosts.
    flow: Vec<Vec<f64>>,
}

/// A deal's fate: whether it goes ahead, when it starts and how many years it is active.
#[derive(Clone, Copy)]
struct Fate {
    go: bool,
    start: f64,
    duration: f64,
}

const NEVER: Fate = Fate { go: false, start: f64::INFINITY, duration: 0.0 };

impl std::fmt::Debug for Evaluator<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Evaluator").field("scenario", &self.scenario.title).finish_non_exhaustive()
    }
}

impl<'a> Evaluator<'a> {
    /// Evaluates with these draws.
    pub fn new(scenario: &'a Scenario, draws: &'a dyn Draws) -> Self {
        Self { scenario, draws, samplers: RefCell::default() }
    }

    /// Turnover of one path, by package and year, USD million.
    pub fn turnover(&self, path: u64) -> Vec<Vec<f64>> {
        let path = Path { scenario: self.scenario, evaluator: self, number: path };
        let world = path.world();
        self.scenario.packages.iter().map(|package| path.package(&world, &package.deals)).collect()
    }

    fn at_level(&self, quantity: &Quantity, level: f64) -> f64 {
        let mut samplers = self.samplers.borrow_mut();
        let sampler = samplers.entry(quantity.address.clone()).or_insert_with(|| Sampler::of(&quantity.value));
        let mut value = [0.0];
        sampler.draw(&[level], &mut value);
        value[0]
    }
}

impl Path<'_> {
    fn uniform(&self, name: &str, component: u32) -> f64 {
        let mut column = vec![0.0; BLOCK];
        let dimension = Dimension::once(Address::of(name), component);
        self.evaluator.draws.uniforms(dimension, self.number / BLOCK as u64, &mut column);
        column[self.number as usize % BLOCK]
    }

    fn normal(&self, name: &str, year: i32) -> f64 {
        let mut column = vec![0.0; BLOCK];
        let dimension = Dimension::yearly(Address::of(name), year);
        self.evaluator.draws.normals(dimension, self.number / BLOCK as u64, &mut column);
        column[self.number as usize % BLOCK]
    }

    fn quantity(&self, quantity: &Quantity) -> f64 {
        match quantity.known() {
            Some(value) => value,
            None => self.evaluator.at_level(quantity, self.uniform(&quantity.address, 0)),
        }
    }

    fn years(&self) -> i32 {
        self.scenario.horizon.end_year - self.scenario.horizon.base_year
    }

    fn package(&self, world: &World, on: &[usize]) -> Vec<f64> {
        let deals: Vec<(&Deal, Fate)> =
            self.scenario.deals.iter().enumerate().map(|(index, deal)| (deal, self.fate(index, on))).collect();
        let year = |t: i32| {
            let mut total = 0.0;
            for (f, flow) in world.flow.iter().enumerate() {
                let mut boost = 0.0;
                for (deal, fate) in &deals {
                    if let Some(lift) = deal.boost.as_ref().filter(|lift| lift.flows.contains(&f)) {
                        boost += self.quantity(&lift.size) * self.scale(deal, *fate, t);
                    }
                }
                total += flow[t as usize] * boost.exp();
            }
            for (deal, fate) in &deals {
                total += self.amount(world, deal, *fate, t);
            }
            total
        };
        (1..=self.years()).map(year).collect()
    }

    /// z of every driver and flow in a year, correlated.
    fn innovations(&self, t: i32) -> Vec<(Innovation, f64)> {
        let year = self.scenario.horizon.base_year + t;
        let drivers = self.scenario.drivers.iter().enumerate();
        let flows = self.scenario.flows.iter().enumerate();
        let mut members: Vec<(String, Innovation)> = drivers
            .map(|(i, driver)| (format!("drivers.{}", driver.name), Innovation::Driver(i)))
            .chain(flows.map(|(i, flow)| (format!("flows.{}", flow.name), Innovation::Flow(i))))
            .collect();
        members.sort();
        let n = members.len();
        let correlation = |a: Innovation, b: Innovation| {
            let named = |c: &&altai_model::scenario::Correlation| [(a, b), (b, a)].contains(&(c.first, c.second));
            if a == b { 1.0 } else { self.scenario.correlations.iter().find(named).map_or(0.0, |c| c.value) }
        };
        // Cholesky–Banachiewicz over all at once: independent components do not touch.
        let mut lower = vec![vec![0.0; n]; n];
        for i in 0..n {
            for j in 0..=i {
                let inner: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
                let rest = correlation(members[i].1, members[j].1) - inner;
                lower[i][j] = if i == j { rest.sqrt() } else { rest / lower[j][j] };
            }
        }
        let y: Vec<f64> = members.iter().map(|(name, _)| self.normal(name, year)).collect();
        (0..n).map(|i| (members[i].1, (0..=i).map(|j| lower[i][j] * y[j]).sum())).collect()
    }

    fn world(&self) -> World {
        let scenario = self.scenario;
        let mut level = vec![vec![0.0]; scenario.drivers.len()];
        let mut x: Vec<f64> = scenario.drivers.iter().map(|driver| self.start(driver)).collect();
        let start = x.clone();
        let mut flow: Vec<Vec<f64>> = scenario.flows.iter().map(|flow| vec![self.quantity(&flow.base)]).collect();
        let mut state: Vec<f64> = flow.iter().map(|years| years[0].ln()).collect();
        let potential = |(of, years): (&altai_model::scenario::Flow, &Vec<f64>)| {
            of.potential.as_ref().map_or(years[0], |potential| self.quantity(potential)).ln()
        };
        let mut potential: Vec<f64> = scenario.flows.iter().zip(&flow).map(potential).collect();
        for t in 1..=self.years() {
            let z = self.innovations(t);
            let innovation = |whose| z.iter().find(|(who, _)| *who == whose).map_or(0.0, |(_, z)| *z);
            let mut growth = vec![0.0; scenario.drivers.len()];
            for (k, driver) in scenario.drivers.iter().enumerate() {
                let next = self.next(driver, x[k], innovation(Innovation::Driver(k)));
                growth[k] = match driver.kind {
                    Kind::Growth => next,
                    Kind::Level => next - x[k],
                };
                let relative = match driver.kind {
                    Kind::Growth => level[k][t as usize - 1] + next,
                    Kind::Level => next - start[k],
                };
                level[k].push(relative);
                x[k] = next;
            }
            for (f, of) in scenario.flows.iter().enumerate() {
                let mut a = self.quantity(&of.drift);
                for (driver, elasticity) in &of.elasticity {
                    a += self.quantity(elasticity) * growth[*driver];
                }
                let gap = potential[f] - state[f];
                let luck = self.quantity(&of.volatility) * innovation(Innovation::Flow(f));
                state[f] += a + self.quantity(&of.reversion) * gap + luck;
                potential[f] += a;
                flow[f].push((state[f] + self.noise(&of.noise, t)).exp());
            }
        }
        World { level, flow }
    }

    /// noise η of a year.
    fn noise(&self, sd: &Quantity, t: i32) -> f64 {
        match sd.known() {
            Some(0.0) => 0.0,
            _ => self.quantity(sd) * self.normal(&sd.address, self.scenario.horizon.base_year + t),
        }
    }

    fn start(&self, driver: &Driver) -> f64 {
        match (&driver.start, driver.kind, driver.process.start) {
            (Some(start), ..) => self.quantity(start),
            (None, Kind::Growth, Start::Parameter(position)) => self.quantity(&driver.parameters[position]),
            _ => 0.0,
        }
    }

    fn next(&self, driver: &Driver, x: f64, z: f64) -> f64 {
        let named = |name: &str| {
            let position = driver.process.parameters.iter().position(|parameter| parameter.name == name);
            self.quantity(&driver.parameters[position.expect("a parameter of the process")])
        };
        match driver.process.name {
            "white" => named("mean") + named("sd") * z,
            "ar1" => named("mean") + named("persistence") * (x - named("mean")) + named("sd") * z,
            other => panic!("the evaluator does not know the process {other}"),
        }
    }

    fn fate(&self, index: usize, on: &[usize]) -> Fate {
        let deal = &self.scenario.deals[index];
        let name = format!("deals.{}", deal.name);
        let required: Vec<Fate> = deal.requires.iter().map(|&required| self.fate(required, on)).collect();
        if !on.contains(&index) || required.iter().any(|fate| !fate.go) || !self.goes_ahead(deal, &name) {
            return NEVER;
        }
        let start = required.iter().fold(self.own_start(deal), |start, fate| start.max(fate.start));
        if required.iter().any(|fate| fate.start + fate.duration <= start) {
            return NEVER;
        }
        let mut duration = deal.life.as_ref().map_or(f64::INFINITY, |life| self.quantity(life));
        let hazard = self.quantity(&deal.cancel);
        if hazard > 0.0 {
            let known = (f64::from(self.scenario.horizon.base_year + 1) - start).max(0.0);
            let clock = -(1.0 - self.uniform(&name, 1)).ln();
            duration = duration.min(known + clock / hazard);
        }
        Fate { go: true, start, duration }
    }

    fn will(&self) -> f64 {
        normal::quantile(self.uniform("political_will", 0))
    }

    fn goes_ahead(&self, deal: &Deal, name: &str) -> bool {
        let correlation = self.quantity(&self.scenario.political_will.go);
        let own = normal::quantile(self.uniform(name, 0));
        let latent = correlation.sqrt() * self.will() + (1.0 - correlation).sqrt() * own;
        latent > normal::quantile(1.0 - self.quantity(&deal.go))
    }

    fn own_start(&self, deal: &Deal) -> f64 {
        match &deal.timing {
            Timing::Start(start) => self.quantity(start),
            Timing::Signed { signed, delay } => self.quantity(signed) + self.delay(delay),
        }
    }

    fn delay(&self, delay: &Quantity) -> f64 {
        let correlation = &self.scenario.political_will.delay;
        match (delay.known(), correlation.known()) {
            (Some(years), _) => years,
            (None, Some(0.0)) => self.quantity(delay),
            (None, _) => {
                let correlation = self.quantity(correlation);
                let own = normal::quantile(self.uniform(&delay.address, 0));
                let score = -correlation.sqrt() * self.will() + (1.0 - correlation).sqrt() * own;
                self.evaluator.at_level(delay, normal::cdf(score))
            }
        }
    }

    /// r̄: the average of the ramp over the year, while the deal is active.
    fn scale(&self, deal: &Deal, fate: Fate, t: i32) -> f64 {
        let Some((from, to)) = self.active(fate, t) else { return 0.0 };
        let width = deal.ramp_years.as_ref().map_or(1.0, |years| self.quantity(years));
        integral(deal.ramp.name, to, width) - integral(deal.ramp.name, from, width)
    }

    /// The part of the year in which the deal is active, in years since its start.
    fn active(&self, fate: Fate, t: i32) -> Option<(f64, f64)> {
        let year = f64::from(self.scenario.horizon.base_year + t);
        let (from, to) = ((year - fate.start).max(0.0), (year + 1.0 - fate.start).min(fate.duration));
        (fate.go && to > from).then_some((from, to))
    }

    fn amount(&self, world: &World, deal: &Deal, fate: Fate, t: i32) -> f64 {
        let Some((from, to)) = self.active(fate, t).filter(|_| deal.delivers()) else { return 0.0 };
        let mut amount = deal.peak.as_ref().map_or(0.0, |peak| self.quantity(peak) * self.scale(deal, fate, t));
        if let Some(contract) = &deal.contract {
            let over = self.quantity(&contract.over);
            amount += self.quantity(&contract.total) / over * (to.min(over) - from).max(0.0);
        }
        let level = |driver: usize| world.level[driver][t as usize];
        let mut exponent = self.scenario.prices.map_or(0.0, level) + self.noise(&deal.noise, t);
        for (driver, elasticity) in &deal.elasticity {
            exponent += self.quantity(elasticity) * level(*driver);
        }
        amount * exponent.exp() * self.quantity(&deal.trade_share) * self.quantity(&deal.additional)
    }
}

/// The integral of a ramp from 0 to x, by its antiderivative.
fn integral(ramp: &str, x: f64, w: f64) -> f64 {
    match ramp {
        "step" => x,
        "linear" if x < w => x * x / (2.0 * w),
        "linear" => x - w / 2.0,
        "logistic" => {
            let l = |x: f64| 1.0 / (1.0 + (-8.0 * (x / w - 0.5)).exp());
            let antiderivative = |x: f64| w / 8.0 * (8.0 * (x / w - 0.5)).exp().ln_1p();
            let inside = x.min(w);
            (antiderivative(inside) - antiderivative(0.0) - l(0.0) * inside) / (l(w) - l(0.0)) + (x - inside)
        }
        "exponential" => x + w / 3.0 * (-3.0 * x / w).exp_m1(),
        other => panic!("the evaluator does not know the ramp {other}"),
    }
}
