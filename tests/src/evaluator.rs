//! One path, slowly and obviously: the page `docs/model.md` line by line, sharing nothing with the engine but the draws.
#![allow(clippy::disallowed_methods, reason = "the independent route uses std's own functions")]

use std::cell::RefCell;
use std::collections::BTreeMap;

use altai_math::normal;
use altai_model::deal::{Deal, Timing};
use altai_model::driver::{Driver, Kind, Material, Start};
use altai_model::regime::Regime;
use altai_model::scenario::{Innovation, Law};
use altai_model::shock::Shock;
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
    /// The normal scores of the correlated quantities, by address.
    scores: BTreeMap<String, f64>,
}

/// The world outside the deals, by year 0…H.
struct World {
    /// L of each driver.
    level: Vec<Vec<f64>>,
    /// The state of the regimes, where there are any.
    regime: Vec<usize>,
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
        let path = self.path(path);
        let world = path.world();
        self.scenario.packages.iter().map(|package| path.package(&world, &package.deals)).collect()
    }

    /// What is asked for in one path, K_t, by target and year, USD million.
    pub fn asked(&self, path: u64) -> Vec<Vec<f64>> {
        let path = self.path(path);
        let world = path.world();
        let asked = |target: &altai_model::scenario::Target| {
            let turnover = path.quantity(&target.turnover);
            let level = |t: i32| target.deflator.map_or(0.0, |driver| world.level[driver][t as usize]);
            (1..=path.years()).map(|t| turnover * level(t).exp()).collect()
        };
        self.scenario.targets.iter().map(asked).collect()
    }

    /// The public money that becomes due in one path, by package and deal, USD million.
    pub fn costs(&self, path: u64) -> Vec<Vec<f64>> {
        let path = self.path(path);
        let world = path.world();
        let cost = |deal: usize, on: &[usize]| match &self.scenario.deals[deal].cost {
            Some(cost) if path.fate(&world, deal, on).go => path.quantity(cost),
            _ => 0.0,
        };
        let of_package = |on: &[usize]| (0..self.scenario.deals.len()).map(|deal| cost(deal, on)).collect();
        self.scenario.packages.iter().map(|package| of_package(&package.deals)).collect()
    }

    fn path(&self, number: u64) -> Path<'_> {
        let mut path = Path { scenario: self.scenario, evaluator: self, number, scores: BTreeMap::new() };
        path.scores = path.correlated_scores();
        path
    }

    fn at_score(&self, quantity: &Quantity, score: f64) -> f64 {
        let mut samplers = self.samplers.borrow_mut();
        let sampler = samplers.entry(quantity.address.clone()).or_insert_with(|| Sampler::of(&quantity.value));
        let mut value = [0.0];
        sampler.draw(&[score], &mut value);
        value[0]
    }
}

/// The lower triangular factor of a correlation matrix (Cholesky–Banachiewicz), over all at once: what does not touch stays apart.
fn factor(n: usize, correlation: impl Fn(usize, usize) -> f64) -> Vec<Vec<f64>> {
    let mut lower = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let rest = (0..j).fold(correlation(i, j), |rest, k| rest - lower[i][k] * lower[j][k]);
            lower[i][j] = if i == j { rest.sqrt() } else { rest / lower[j][j] };
        }
    }
    lower
}

impl Path<'_> {
    fn draw(&self, dimension: Dimension, of: fn(&dyn Draws, Dimension, u64, &mut [f64])) -> f64 {
        let mut column = vec![0.0; BLOCK];
        of(self.evaluator.draws, dimension, self.number / BLOCK as u64, &mut column);
        column[self.number as usize % BLOCK]
    }

    /// Drawn once.
    fn uniform(&self, name: &str, component: u32) -> f64 {
        self.draw(Dimension::once(Address::of(name), component), |draws, at, block, to| draws.uniforms(at, block, to))
    }

    /// A normal score, drawn once.
    fn score(&self, name: &str, component: u32) -> f64 {
        self.draw(Dimension::once(Address::of(name), component), |draws, at, block, to| draws.normals(at, block, to))
    }

    /// Drawn in year t.
    fn uniform_of_year(&self, name: &str, component: u32, t: i32) -> f64 {
        self.draw(self.in_year(name, component, t), |draws, at, block, to| draws.uniforms(at, block, to))
    }

    /// A normal score, drawn in year t.
    fn score_of_year(&self, name: &str, component: u32, t: i32) -> f64 {
        self.draw(self.in_year(name, component, t), |draws, at, block, to| draws.normals(at, block, to))
    }

    fn in_year(&self, name: &str, component: u32, t: i32) -> Dimension {
        Dimension { address: Address::of(name), year: self.scenario.horizon.base_year + t, component }
    }

    /// The Gaussian copula of `[correlation]`.
    fn correlated_scores(&self) -> BTreeMap<String, f64> {
        let joint = &self.scenario.joint;
        let mut members: Vec<&String> = joint.iter().flat_map(|joint| &joint.addresses).collect();
        members.sort();
        members.dedup();
        let of = |i: usize, j: usize| {
            let pair = [members[i], members[j]];
            let named = joint.iter().find(|joint| pair.iter().all(|member| joint.addresses.contains(member)));
            if i == j { 1.0 } else { named.map_or(0.0, |joint| joint.value) }
        };
        let lower = factor(members.len(), of);
        let y: Vec<f64> = members.iter().map(|name| self.score(name, 0)).collect();
        let score = |(i, name): (usize, &&String)| {
            let score = (0..i).fold(lower[i][i] * y[i], |score, j| score + lower[i][j] * y[j]);
            ((*name).clone(), score)
        };
        members.iter().enumerate().map(score).collect()
    }

    fn quantity(&self, quantity: &Quantity) -> f64 {
        if let Some(value) = quantity.known() {
            return value;
        }
        let own = || self.score(&quantity.address, 0);
        let score = self.scores.get(&quantity.address).copied().unwrap_or_else(own);
        self.evaluator.at_score(quantity, score)
    }

    fn years(&self) -> i32 {
        self.scenario.horizon.end_year - self.scenario.horizon.base_year
    }

    fn package(&self, world: &World, on: &[usize]) -> Vec<f64> {
        let deals: Vec<(&Deal, Fate)> =
            self.scenario.deals.iter().enumerate().map(|(index, deal)| (deal, self.fate(world, index, on))).collect();
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
            for (index, (deal, fate)) in deals.iter().enumerate() {
                let together = self.synergies(index, &deals, t);
                total += self.amount(world, deal, *fate, t) * together;
            }
            total
        };
        (1..=self.years()).map(year).collect()
    }

    /// z of every driver and flow in a year, correlated.
    fn innovations(&self, t: i32) -> Vec<(Innovation, f64)> {
        let drivers = self.scenario.drivers.iter().enumerate();
        let flows = self.scenario.flows.iter().enumerate();
        let mut members: Vec<(String, Innovation)> = drivers
            .map(|(i, driver)| (format!("drivers.{}", driver.name), Innovation::Driver(i)))
            .chain(flows.map(|(i, flow)| (format!("flows.{}", flow.name), Innovation::Flow(i))))
            .collect();
        members.sort();
        let n = members.len();
        let correlation = |i: usize, j: usize| {
            let (a, b) = (members[i].1, members[j].1);
            let named = |c: &&altai_model::scenario::Correlation| [(a, b), (b, a)].contains(&(c.first, c.second));
            if a == b { 1.0 } else { self.scenario.correlations.iter().find(named).map_or(0.0, |c| c.value) }
        };
        let lower = factor(n, correlation);
        let y: Vec<f64> = members.iter().map(|(name, _)| self.score_of_year(name, 0, t)).collect();
        let m = self.turmoil(t);
        (0..n).map(|i| (members[i].1, m * (0..=i).map(|j| lower[i][j] * y[j]).sum::<f64>())).collect()
    }

    /// m of a year, which all innovations share.
    fn turmoil(&self, t: i32) -> f64 {
        match self.scenario.law {
            Law::Normal => 1.0,
            Law::Mixture { share, scale } => {
                let in_turmoil = self.uniform_of_year("innovations.law", 0, t) >= 1.0 - share;
                let m = if in_turmoil { scale } else { 1.0 };
                m / (1.0 - share + share * scale * scale).sqrt()
            }
        }
    }

    /// The state that follows in year t.
    fn next_regime(&self, state: usize, t: i32) -> usize {
        let Some(regimes) = &self.scenario.regimes else { return 0 };
        let u = self.uniform_of_year("regimes", 0, t);
        let mut below = 0.0;
        for (next, probability) in regimes.transition[state].iter().enumerate() {
            below += probability;
            if u < below {
                return next;
            }
        }
        regimes.states.len() - 1
    }

    /// What the regime that rules in year t has of something, or what holds without regimes.
    fn regime(&self, world: &World, t: i32, absent: f64, of: fn(&Regime) -> &Quantity) -> f64 {
        let ruling = self.scenario.regimes.as_ref().map(|regimes| &regimes.states[world.regime[t as usize]]);
        ruling.map_or(absent, |regime| self.quantity(of(regime)))
    }

    /// The sum of the strikes of year t, log points.
    fn blow(&self, shock: &Shock, factor: f64, t: i32) -> f64 {
        let name = format!("shocks.{}", shock.name);
        let expected = self.quantity(&shock.rate) * factor;
        let u = self.uniform_of_year(&name, 0, t);
        let (mut strikes, mut term) = (0, (-expected).exp());
        let mut sum = term;
        while u >= sum {
            strikes += 1;
            term *= expected / f64::from(strikes);
            sum += term;
        }
        let size = |k| match shock.size.known() {
            Some(size) => size,
            None => self.evaluator.at_score(&shock.size, self.score_of_year(&name, k, t)),
        };
        (1..=strikes).map(size).sum()
    }

    fn world(&self) -> World {
        let scenario = self.scenario;
        let mut x: Vec<f64> = scenario.drivers.iter().map(|driver| self.start(driver)).collect();
        let start = x.clone();
        let mut flow: Vec<Vec<f64>> = scenario.flows.iter().map(|flow| vec![self.quantity(&flow.base)]).collect();
        let mut state: Vec<f64> = flow.iter().map(|years| years[0].ln()).collect();
        let potential = |(of, years): (&altai_model::scenario::Flow, &Vec<f64>)| {
            of.potential.as_ref().map_or(years[0], |potential| self.quantity(potential)).ln()
        };
        let mut potential: Vec<f64> = scenario.flows.iter().zip(&flow).map(potential).collect();
        let mut fading = vec![0.0; scenario.shocks.len()];
        let start_regime = scenario.regimes.as_ref().map_or(0, |regimes| regimes.start);
        let mut world =
            World { level: vec![vec![0.0]; scenario.drivers.len()], regime: vec![start_regime], flow: Vec::new() };
        for t in 1..=self.years() {
            let ruling = self.next_regime(world.regime[t as usize - 1], t);
            world.regime.push(ruling);
            let mut lasting = vec![0.0; scenario.shocks.len()];
            for (s, shock) in scenario.shocks.iter().enumerate() {
                let blow = self.blow(shock, self.regime(&world, t, 1.0, |regime| &regime.shock_rate), t);
                let permanent = self.quantity(&shock.permanent);
                fading[s] = fading[s] * (-1.0 / self.quantity(&shock.half_life)).exp2() + (1.0 - permanent) * blow;
                lasting[s] = permanent * blow;
            }
            let z = self.innovations(t);
            let innovation = |whose| z.iter().find(|(who, _)| *who == whose).map_or(0.0, |(_, z)| *z);
            let mut growth = vec![0.0; scenario.drivers.len()];
            for (k, driver) in scenario.drivers.iter().enumerate() {
                let next = self.next(driver, x[k], innovation(Innovation::Driver(k)), t);
                growth[k] = match driver.kind {
                    Kind::Growth => next,
                    Kind::Level => next - x[k],
                };
                let relative = match driver.kind {
                    Kind::Growth => world.level[k][t as usize - 1] + next,
                    Kind::Level => next - start[k],
                };
                world.level[k].push(relative);
                x[k] = next;
            }
            for (f, of) in scenario.flows.iter().enumerate() {
                let hits = scenario.shocks.iter().enumerate().filter(|(_, shock)| shock.flows.contains(&f));
                let (passing, staying): (Vec<f64>, Vec<f64>) = hits.map(|(s, _)| (fading[s], lasting[s])).unzip();
                let staying: f64 = staying.iter().sum();
                let mut a = self.quantity(&of.drift) + self.regime(&world, t, 0.0, |regime| &regime.drift);
                for (driver, elasticity) in &of.elasticity {
                    a += self.quantity(elasticity) * growth[*driver];
                }
                let gap = potential[f] - state[f];
                let volatility =
                    self.quantity(&of.volatility) * self.regime(&world, t, 1.0, |regime| &regime.volatility);
                let luck = volatility * innovation(Innovation::Flow(f));
                state[f] += a + self.quantity(&of.reversion) * gap + luck + staying;
                potential[f] += a + staying;
                let noise = self.noise(&of.noise, &format!("flows.{}.noise", of.name), t);
                flow[f].push((state[f] + noise + passing.iter().sum::<f64>()).exp());
            }
        }
        World { flow, ..world }
    }

    /// noise η of a year.
    fn noise(&self, sd: &Quantity, name: &str, t: i32) -> f64 {
        match sd.known() {
            Some(0.0) => 0.0,
            _ => self.quantity(sd) * self.score_of_year(name, 0, t),
        }
    }

    fn start(&self, driver: &Driver) -> f64 {
        match (&driver.start, driver.kind, driver.process.start) {
            (Some(start), ..) => self.quantity(start),
            (None, Kind::Growth, Start::Parameter(position)) => self.quantity(&driver.parameters[position]),
            _ => 0.0,
        }
    }

    fn next(&self, driver: &Driver, x: f64, z: f64, t: i32) -> f64 {
        let named = |name: &str| {
            let position = driver.process.parameters.iter().position(|parameter| parameter.name == name);
            self.quantity(&driver.parameters[position.expect("a parameter of the process")])
        };
        match driver.process.name {
            "white" => named("mean") + named("sd") * z,
            "ar1" => named("mean") + named("persistence") * (x - named("mean")) + named("sd") * z,
            "random_walk" => x + named("drift") + named("sd") * z,
            "path" => {
                let Material::Values(values) = &driver.material else { panic!("a path has values") };
                self.quantity(&values[(t as usize).min(values.len()) - 1]) + named("sd") * z
            }
            "bootstrap" => {
                let Material::Rows { data, with, .. } = &driver.material else { panic!("a bootstrap has rows") };
                data[self.row(with.map_or(driver, |other| &self.scenario.drivers[other]), t)]
            }
            other => panic!("the evaluator does not know the process {other}"),
        }
    }

    /// The row of a bootstrap's data that year t lives through.
    fn row(&self, driver: &Driver, t: i32) -> usize {
        let Material::Rows { data, block, .. } = &driver.material else { panic!("a bootstrap has rows") };
        let begins = |t: &i32| (*t as usize - 1).is_multiple_of(*block);
        let begun = (1..=t).rev().find(begins).expect("a block begins in the first year");
        let into_block = (t - begun) as usize;
        let places = data.len() - block + 1;
        let u = self.uniform_of_year(&format!("drivers.{}", driver.name), 0, begun);
        ((u * places as f64) as usize).min(places - 1) + into_block
    }

    fn fate(&self, world: &World, index: usize, on: &[usize]) -> Fate {
        let deal = &self.scenario.deals[index];
        let name = format!("deals.{}", deal.name);
        let required: Vec<Fate> = deal.requires.iter().map(|&required| self.fate(world, required, on)).collect();
        if !on.contains(&index) || required.iter().any(|fate| !fate.go) || !self.goes_ahead(deal, &name) {
            return NEVER;
        }
        let start = required.iter().fold(self.own_start(deal), |start, fate| start.max(fate.start));
        // Give or take the rounding of dates: 2020.2 + 2.9 is 2023.1.
        if required.iter().any(|fate| fate.start + fate.duration <= start + 1e-9) {
            return NEVER;
        }
        let life = deal.life.as_ref().map_or(f64::INFINITY, |life| self.quantity(life));
        Fate { go: true, start, duration: life.min(self.cancelled_after(world, deal, start)) }
    }

    /// Years from the start of a deal until its hazard, integrated year by year, passes a unit exponential.
    fn cancelled_after(&self, world: &World, deal: &Deal, start: f64) -> f64 {
        let cancel = self.quantity(&deal.cancel);
        if cancel == 0.0 {
            return f64::INFINITY;
        }
        let mut clock = -(1.0 - self.uniform(&format!("deals.{}", deal.name), 1)).ln();
        for t in 1..=self.years() {
            let year = f64::from(self.scenario.horizon.base_year + t);
            let follows =
                |(driver, elasticity): &(usize, Quantity)| self.quantity(elasticity) * world.level[*driver][t as usize];
            let exponent: f64 = deal.cancel_elasticity.iter().map(follows).sum();
            let hazard = cancel * self.regime(world, t, 1.0, |regime| &regime.cancel) * exponent.exp();
            let from = start.max(year);
            let used = hazard * (year + 1.0 - from).max(0.0);
            if used > 0.0 && used >= clock {
                return from + clock / hazard - start;
            }
            clock -= used;
        }
        // A hazard that never changes goes on beyond the horizon; of others it is not known how.
        let bends = |regimes: &altai_model::regime::Regimes| {
            regimes.states.iter().any(|regime| regime.cancel.known() != Some(1.0))
        };
        if self.scenario.regimes.as_ref().is_some_and(bends) || !deal.cancel_elasticity.is_empty() {
            return f64::INFINITY;
        }
        start.max(f64::from(self.scenario.horizon.end_year + 1)) + clock / cancel - start
    }

    fn will(&self) -> f64 {
        let own = || self.score("political_will", 0);
        self.scores.get("political_will").copied().unwrap_or_else(own)
    }

    /// What synergies multiply a deal by in year t.
    fn synergies(&self, index: usize, deals: &[(&Deal, Fate)], t: i32) -> f64 {
        let year = f64::from(self.scenario.horizon.base_year + t);
        let mut factor = 1.0;
        for synergy in self.scenario.synergies.iter().filter(|synergy| synergy.deals.contains(&index)) {
            let fates: Vec<Fate> = synergy.deals.iter().map(|&deal| deals[deal].1).collect();
            let from = fates.iter().fold(year, |from, fate| from.max(fate.start));
            let to = fates.iter().fold(year + 1.0, |to, fate| to.min(fate.start + fate.duration));
            let share = if fates.iter().all(|fate| fate.go) { (to - from).max(0.0) } else { 0.0 };
            factor *= 1.0 + (self.quantity(&synergy.multiplier) - 1.0) * share;
        }
        factor
    }

    fn goes_ahead(&self, deal: &Deal, name: &str) -> bool {
        let correlation = self.quantity(&self.scenario.political_will.go);
        let own = self.score(name, 0);
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
                let own = self.score(&delay.address, 0);
                let score = -correlation.sqrt() * self.will() + (1.0 - correlation).sqrt() * own;
                self.evaluator.at_score(delay, score)
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
        let mut exponent = self.scenario.prices.map_or(0.0, level);
        exponent += self.noise(&deal.noise, &format!("deals.{}.noise", deal.name), t);
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
