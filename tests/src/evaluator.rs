//! One path, slowly and obviously: the page `docs/model.md` line by line, sharing nothing with the engine but the draws.
#![allow(clippy::disallowed_methods, reason = "the independent route uses std's own functions")]

use altai_model::deal::{Deal, Timing};
use altai_model::driver::{Driver, Kind, Start};
use altai_model::scenario::Innovation;
use altai_model::{Quantity, Scenario};
use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};
use altai_sim::sampler::Sampler;
use altai_sim::Draws;

/// Turnover of one path, by package and year, USD million.
pub fn turnover(scenario: &Scenario, draws: &dyn Draws, path: u64) -> Vec<Vec<f64>> {
    Path { scenario, draws, path }.turnover()
}

struct Path<'a> {
    scenario: &'a Scenario,
    draws: &'a dyn Draws,
    path: u64,
}

/// The world outside the deals, by year 0…H.
struct World {
    /// L of each driver.
    level: Vec<Vec<f64>>,
    /// F of each flow before boosts.
    flow: Vec<Vec<f64>>,
}

/// A deal's fate.
#[derive(Clone, Copy)]
struct Fate {
    go: bool,
    start: f64,
    end: f64,
}

impl Path<'_> {
    fn uniform(&self, name: &str, component: u32) -> f64 {
        let mut column = vec![0.0; BLOCK];
        let dimension = Dimension::once(Address::of(name), component);
        self.draws.uniforms(dimension, self.path / BLOCK as u64, &mut column);
        column[self.path as usize % BLOCK]
    }

    fn normal(&self, name: &str, year: i32) -> f64 {
        let mut column = vec![0.0; BLOCK];
        let dimension = Dimension::yearly(Address::of(name), year);
        self.draws.normals(dimension, self.path / BLOCK as u64, &mut column);
        column[self.path as usize % BLOCK]
    }

    fn quantity(&self, quantity: &Quantity) -> f64 {
        match quantity.known() {
            Some(value) => value,
            None => at_level(quantity, self.uniform(&quantity.address, 0)),
        }
    }

    fn years(&self) -> i32 {
        self.scenario.horizon.years() as i32
    }

    fn turnover(&self) -> Vec<Vec<f64>> {
        let world = self.world();
        let packages = &self.scenario.packages;
        packages.iter().map(|package| self.package(&world, &package.deals)).collect()
    }

    fn package(&self, world: &World, on: &[usize]) -> Vec<f64> {
        let fates: Vec<Fate> = (0..self.scenario.deals.len()).map(|deal| self.fate(deal, on)).collect();
        let year = |t: i32| {
            let mut total = 0.0;
            for (f, flow) in world.flow.iter().enumerate() {
                let mut boost = 0.0;
                for (deal, fate) in self.scenario.deals.iter().zip(&fates) {
                    if let Some(lift) = deal.boost.as_ref().filter(|lift| lift.flows.contains(&f)) {
                        boost += self.quantity(&lift.size) * self.scale(deal, *fate, t);
                    }
                }
                total += flow[t as usize] * boost.exp();
            }
            for (deal, fate) in self.scenario.deals.iter().zip(&fates) {
                total += self.amount(world, deal, *fate, t);
            }
            total
        };
        (1..=self.years()).map(year).collect()
    }

    /// z of every driver and flow in a year, correlated.
    fn innovations(&self, t: i32) -> Vec<(Innovation, f64)> {
        let year = self.scenario.horizon.base_year + t;
        let mut members: Vec<(String, Innovation)> = Vec::new();
        members.extend(self.scenario.drivers.iter().enumerate().map(|(i, d)| (format!("drivers.{}", d.name), Innovation::Driver(i))));
        members.extend(self.scenario.flows.iter().enumerate().map(|(i, f)| (format!("flows.{}", f.name), Innovation::Flow(i))));
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
        let mut potential: Vec<f64> =
            scenario.flows.iter().zip(&flow).map(|(flow, years)| flow.potential.as_ref().map_or(years[0], |p| self.quantity(p)).ln()).collect();
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
                level[k].push(match driver.kind {
                    Kind::Growth => level[k][t as usize - 1] + next,
                    Kind::Level => next - start[k],
                });
                x[k] = next;
            }
            for (f, of) in scenario.flows.iter().enumerate() {
                let mut a = self.quantity(&of.drift);
                for (driver, elasticity) in &of.elasticity {
                    a += self.quantity(elasticity) * growth[*driver];
                }
                let gap = potential[f] - state[f];
                state[f] += a + self.quantity(&of.reversion) * gap + self.quantity(&of.volatility) * innovation(Innovation::Flow(f));
                potential[f] += a;
                let noise = match of.noise.known() {
                    Some(0.0) => 0.0,
                    _ => self.quantity(&of.noise) * self.normal(&of.noise.address, scenario.horizon.base_year + t),
                };
                flow[f].push((state[f] + noise).exp());
            }
        }
        World { level, flow }
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
        const NEVER: Fate = Fate { go: false, start: f64::INFINITY, end: f64::INFINITY };
        let deal = &self.scenario.deals[index];
        let name = format!("deals.{}", deal.name);
        let required: Vec<Fate> = deal.requires.iter().map(|&required| self.fate(required, on)).collect();
        if !on.contains(&index) || required.iter().any(|fate| !fate.go) || !self.goes_ahead(deal, &name) {
            return NEVER;
        }
        let start = required.iter().fold(self.own_start(deal), |start, fate| start.max(fate.start));
        if required.iter().any(|fate| fate.end <= start) {
            return NEVER;
        }
        let mut end = deal.life.as_ref().map_or(f64::INFINITY, |life| start + self.quantity(life));
        let hazard = self.quantity(&deal.cancel);
        if hazard > 0.0 {
            let clock = -(1.0 - self.uniform(&name, 1)).ln();
            end = end.min(start.max(f64::from(self.scenario.horizon.base_year + 1)) + clock / hazard);
        }
        Fate { go: true, start, end }
    }

    fn will(&self) -> f64 {
        altai_math::normal::quantile(self.uniform("political_will", 0))
    }

    fn goes_ahead(&self, deal: &Deal, name: &str) -> bool {
        let correlation = self.quantity(&self.scenario.political_will.go);
        let own = altai_math::normal::quantile(self.uniform(name, 0));
        let latent = if correlation == 0.0 { own } else { correlation.sqrt() * self.will() + (1.0 - correlation).sqrt() * own };
        latent > altai_math::normal::quantile(1.0 - self.quantity(&deal.go))
    }

    fn own_start(&self, deal: &Deal) -> f64 {
        match &deal.timing {
            Timing::Start(start) => self.quantity(start),
            Timing::Signed { signed, delay } => {
                let correlation = self.quantity(&self.scenario.political_will.delay);
                let years = match delay.known() {
                    Some(years) => years,
                    None if correlation == 0.0 => self.quantity(delay),
                    None => {
                        let own = altai_math::normal::quantile(self.uniform(&delay.address, 0));
                        let score = -correlation.sqrt() * self.will() + (1.0 - correlation).sqrt() * own;
                        at_level(delay, altai_math::normal::cdf(score))
                    }
                };
                self.quantity(signed) + years
            }
        }
    }

    /// r̄: the average of the ramp over the year, while the deal is active.
    fn scale(&self, deal: &Deal, fate: Fate, t: i32) -> f64 {
        let year = f64::from(self.scenario.horizon.base_year + t);
        let (from, to) = (year.max(fate.start), (year + 1.0).min(fate.end));
        if !fate.go || to <= from {
            return 0.0;
        }
        let width = deal.ramp_years.as_ref().map_or(1.0, |years| self.quantity(years));
        integral(deal.ramp.name, to - fate.start, width) - integral(deal.ramp.name, from - fate.start, width)
    }

    fn amount(&self, world: &World, deal: &Deal, fate: Fate, t: i32) -> f64 {
        if !fate.go || !deal.delivers() {
            return 0.0;
        }
        let year = f64::from(self.scenario.horizon.base_year + t);
        let mut amount = deal.peak.as_ref().map_or(0.0, |peak| self.quantity(peak) * self.scale(deal, fate, t));
        if let Some(contract) = &deal.contract {
            let over = self.quantity(&contract.over);
            let (from, to) = (year.max(fate.start), (year + 1.0).min(fate.end).min(fate.start + over));
            amount += self.quantity(&contract.total) / over * (to - from).max(0.0);
        }
        let level = |driver: usize| world.level[driver][t as usize];
        let mut exponent = self.scenario.prices.map_or(0.0, level);
        for (driver, elasticity) in &deal.elasticity {
            exponent += self.quantity(elasticity) * level(*driver);
        }
        if deal.noise.known() != Some(0.0) {
            exponent += self.quantity(&deal.noise) * self.normal(&deal.noise.address, self.scenario.horizon.base_year + t);
        }
        amount * exponent.exp() * self.quantity(&deal.trade_share) * self.quantity(&deal.additional)
    }
}

fn at_level(quantity: &Quantity, level: f64) -> f64 {
    let mut value = [0.0];
    Sampler::of(&quantity.value).draw(&[level], &mut value);
    value[0]
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
