//! The world outside the deals: drivers, regimes, shocks and flows, year by year.

use altai_model::Quantity;
use altai_model::driver::{Driver, Kind, Material, Start};
use altai_model::regime::Regime;
use altai_model::scenario::{Innovation, Law};
use altai_model::shock::Shock;

use super::{Path, factor};

/// The world outside the deals, by year 0…H.
pub(super) struct World {
    /// L of each driver.
    pub(super) level: Vec<Vec<f64>>,
    /// The state of the regimes, where there are any.
    pub(super) regime: Vec<usize>,
    /// F of each flow before boosts.
    pub(super) flow: Vec<Vec<f64>>,
}

impl Path<'_> {
    pub(super) fn world(&self) -> World {
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
    pub(super) fn regime(&self, world: &World, t: i32, absent: f64, of: fn(&Regime) -> &Quantity) -> f64 {
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
}
