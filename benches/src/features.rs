//! The features of the model, each as what it adds to a small scenario.

use altai_model::Scenario;

use crate::from_text;

/// A scenario that features are added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Base {
    /// What it has.
    pub name: &'static str,
    /// The whole scenario, or what it adds to the one before.
    pub text: &'static str,
}

/// One flow with known growth.
const FLOW: Base = Base {
    name: "flow",
    text: "\
horizon = { base_year = 2025, end_year = 2035 }
target.turnover = 300
flows.trade = { base = 160, drift = 0.03, volatility = 0.15 }
",
};

/// Two flows.
const FLOWS: Base =
    Base { name: "flows", text: "extends = \"flow\"\nflows.other = { base = 40, drift = 0.02, volatility = 0.2 }\n" };

/// A flow that follows a driver.
const DRIVER: Base = Base {
    name: "driver",
    text: "\
extends = \"flow\"
drivers.gdp = { kind = \"growth\", process.white = { mean = 0.03, sd = 0.02 } }
flows.trade.elasticity.gdp = 0.8
",
};

/// Two flows whose drift is not known.
const UNKNOWN: Base = Base {
    name: "unknown",
    text: "\
extends = \"flows\"
flows.trade.drift.normal = { mean = 0.03, sd = 0.02 }
flows.other.drift.normal = { mean = 0.02, sd = 0.02 }
",
};

/// A deal with a known start, in one package.
const DEAL: Base = Base {
    name: "deal",
    text: "\
extends = \"flow\"
deals.mine = { go = 0.6, start = 2027.5, ramp.linear.years = 4, peak = 60 }
packages.with = [\"mine\"]
",
};

/// Two deals with delays, in one package.
const DEALS: Base = Base {
    name: "deals",
    text: "\
extends = \"flow\"
deals.mine = { go = 0.6, signed = 2026.0, delay = \"1 to 4\", ramp.linear.years = 4, peak = 60 }
deals.road = { go = 0.5, signed = 2026.0, delay = \"1 to 4\", ramp.linear.years = 3, peak = 30 }
packages.with = [\"mine\", \"road\"]
",
};

/// Every base, each after the one that it adds to.
pub const BASES: &[Base] = &[FLOW, FLOWS, UNKNOWN, DRIVER, DEAL, DEALS];

/// A feature of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    /// What it is called in tables.
    pub name: &'static str,
    /// What it is added to.
    pub base: Base,
    /// What it adds, in the language of scenarios.
    pub adds: &'static str,
}

const fn feature(base: Base, name: &'static str, adds: &'static str) -> Feature {
    Feature { name, base, adds }
}

/// Every feature that has a cost of its own.
pub const FEATURES: &[Feature] = &[
    feature(FLOW, "uncertain drift", "flows.trade.drift = { normal = { mean = 0.03, sd = 0.02 } }"),
    feature(FLOW, "noise of a flow", "flows.trade.noise = 0.1"),
    feature(FLOW, "reversion", "flows.trade = { potential = 220, reversion = 0.2 }"),
    feature(FLOW, "shock that fades", "shocks.crisis = { rate = 0.1, size = -0.2 }"),
    feature(
        FLOW,
        "shock of uncertain size, partly permanent",
        "shocks.crisis = { rate = 0.1, size.normal = { mean = -0.2, sd = 0.1 }, permanent = 0.3 }",
    ),
    feature(
        FLOW,
        "regimes",
        "regimes = { start = \"calm\", transition = { calm.unrest = 0.1, unrest.calm = 0.4 }, \
         states = { calm = {}, unrest = { drift = -0.04, volatility = 1.5 } } }",
    ),
    feature(FLOW, "mixture of calm and turmoil", "innovations.law.mixture = { share = 0.1, scale = 3 }"),
    feature(FLOW, "target over 2 years", "target.sustain = 2"),
    feature(FLOWS, "correlated innovations", "innovations.correlation.trade.other = 0.4"),
    feature(UNKNOWN, "correlated quantities", "correlation.\"flows.trade.drift\".\"flows.other.drift\" = 0.5"),
    feature(
        FLOW,
        "driver: white",
        "drivers.gdp = { kind = \"growth\", process.white = { mean = 0.03, sd = 0.02 } }\n\
         flows.trade.elasticity.gdp = 0.8",
    ),
    feature(
        FLOW,
        "driver: ar1",
        "drivers.gdp = { kind = \"growth\", process.ar1 = { mean = 0.03, persistence = 0.5, sd = 0.02 } }\n\
         flows.trade.elasticity.gdp = 0.8",
    ),
    feature(
        FLOW,
        "driver: random walk, a level",
        "drivers.gdp = { kind = \"level\", process.random_walk = { drift = 0.01, sd = 0.02 } }\n\
         flows.trade.elasticity.gdp = 0.8",
    ),
    feature(
        FLOW,
        "driver: path",
        "drivers.gdp = { kind = \"growth\", process.path = { values = [0.03, 0.04, 0.02], sd = 0.02 } }\n\
         flows.trade.elasticity.gdp = 0.8",
    ),
    feature(
        FLOW,
        "driver: bootstrap",
        "drivers.gdp = { kind = \"growth\", process.bootstrap.data = [0.05, -0.02, 0.03, 0.04, 0.01] }\n\
         flows.trade.elasticity.gdp = 0.8",
    ),
    feature(
        FLOW,
        "driver: bootstrap in blocks of 3",
        "drivers.gdp = { kind = \"growth\", process.bootstrap = { data = [0.05, -0.02, 0.03, 0.04, 0.01], block = 3 } }\n\
         flows.trade.elasticity.gdp = 0.8",
    ),
    feature(DRIVER, "target that a driver moves", "target.deflator = \"gdp\""),
    feature(
        FLOW,
        "deal",
        "deals.mine = { go = 0.6, start = 2027.5, ramp.linear.years = 4, peak = 60 }
\
         packages.with = [\"mine\"]",
    ),
    feature(DEAL, "uncertain start", "deals.mine.start.triangular = { min = 2026, mode = 2028, max = 2033 }"),
    feature(DEAL, "logistic ramp, against linear", "deals.mine.ramp.logistic.years = 4"),
    feature(DEAL, "exponential ramp, against linear", "deals.mine.ramp.exponential.years = 4"),
    feature(DEAL, "life", "deals.mine.life = 5"),
    feature(DEAL, "cancellation", "deals.mine.cancel = 0.05"),
    feature(DEAL, "contract", "deals.mine = { total = 100, over = 3.5 }"),
    feature(DEAL, "boost", "deals.mine.boost = 0.05"),
    feature(DEAL, "noise of a deal", "deals.mine.noise = 0.1"),
    feature(DEAL, "cost", "deals.mine.cost = 120"),
    feature(DEALS, "political will", "political_will = { go = 0.3, delay = 0.3 }"),
    feature(DEALS, "requires", "deals.mine.requires = [\"road\"]"),
    feature(DEALS, "synergy", "synergies = [{ deals = [\"mine\", \"road\"], multiplier = 1.2 }]"),
];

impl Base {
    /// The scenario.
    pub fn scenario(&self) -> Scenario {
        from_text(self.text, &texts())
    }
}

impl Feature {
    /// The scenario with it.
    pub fn scenario(&self) -> Scenario {
        from_text(&format!("extends = \"{}\"\n{}\n", self.base.name, self.adds), &texts())
    }
}

fn texts() -> Vec<(&'static str, &'static str)> {
    BASES.iter().map(|base| (base.name, base.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_is_a_scenario_and_changes_what_is_played() {
        for feature in FEATURES {
            let (with, without) = (feature.scenario(), feature.base.scenario());
            assert_ne!(format!("{with:?}"), format!("{without:?}"), "{}", feature.name);
        }
    }
}
