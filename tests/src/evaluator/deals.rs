//! What becomes of the deals, and what they add to the flows.

use altai_math::normal;
use altai_model::Quantity;
use altai_model::deal::{Deal, Timing};

use super::Path;
use super::world::World;

/// A deal's fate: whether it goes ahead, when it starts and how many years it is active.
#[derive(Clone, Copy)]
pub(super) struct Fate {
    pub(super) go: bool,
    start: f64,
    duration: f64,
}

const NEVER: Fate = Fate { go: false, start: f64::INFINITY, duration: 0.0 };

impl Path<'_> {
    pub(super) fn package(&self, world: &World, on: &[usize]) -> Vec<f64> {
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

    pub(super) fn fate(&self, world: &World, index: usize, on: &[usize]) -> Fate {
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

    fn will(&self) -> f64 {
        let own = || self.score("political_will", 0);
        self.scores.get("political_will").copied().unwrap_or_else(own)
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
