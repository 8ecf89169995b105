//! A scenario in which one of its numbers is set, whatever else is uncertain.

use crate::{Scenario, Value};

impl Scenario {
    /// The scenario in which the quantity of this address is known to be `value`, for all who use it. Everything else stays as
    /// it was, also what the quantity is correlated with. An address without a quantity changes nothing.
    ///
    /// The value should lie in the domain of the quantity, as its quantiles do.
    #[must_use]
    pub fn with_fixed(&self, address: &str, value: f64) -> Self {
        let mut scenario = self.clone();
        scenario.replace(address, &Value::Fixed(value));
        scenario
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{NoFiles, Quantity, SourceText, read};

    /// Every table with every key that takes a quantity.
    const EVERYTHING: &str = "
[horizon]
base_year = 2025
end_year = 2035
[targets.real]
turnover = \"300 to 400\"
[inputs]
years = \"2 to 4\"
share = { uniform = { min = 0.2, max = 0.4 } }
[drivers.gdp]
kind = \"growth\"
process.ar1 = { mean = \"0.01 to 0.02\", persistence = \"0.2 to 0.4\", sd = \"0.01 to 0.02\" }
start = \"0.01 to 0.03\"
[drivers.price]
kind = \"level\"
process.path = { values = [\"0.1 to 0.2\", 0.3] }
[regimes]
start = \"calm\"
[regimes.transition]
calm = { turmoil = 0.1 }
turmoil = { calm = 0.4 }
[regimes.states.calm]
[regimes.states.turmoil]
drift = \"-0.1 to 0.1\"
volatility = \"1 to 2\"
shock_rate = \"1 to 2\"
cancel = \"1 to 2\"
[shocks.blow]
rate = \"0.1 to 0.2\"
size.normal = { mean = -0.1, sd = 0.1 }
permanent = \"share\"
half_life = \"years\"
[flows.trade]
base = \"150 to 170\"
drift = \"0.01 to 0.02\"
volatility = \"0.1 to 0.2\"
noise = \"0.1 to 0.2\"
potential = \"150 to 170\"
reversion = \"0.1 to 0.2\"
elasticity = { gdp = \"0.5 to 1\" }
[political_will]
go = \"0.1 to 0.2\"
delay = \"0.1 to 0.2\"
[deals.mine]
go = \"share\"
signed = \"2024 to 2025\"
delay = \"2 to 4\"
life = \"5 to 10\"
cancel = \"0.1 to 0.2\"
cancel_elasticity = { price = \"0.5 to 1\" }
ramp.linear = { years = \"2 to 3\" }
peak = \"10 to 20\"
boost = \"0.1 to 0.2\"
elasticity = { price = \"0.5 to 1\" }
noise = \"0.1 to 0.2\"
trade_share = \"0.1 to 0.2\"
additional = \"0.1 to 0.2\"
cost = \"10 to 20\"
[deals.plant]
start = \"2026 to 2028\"
total = \"10 to 20\"
over = \"1 to 2\"
[[synergies]]
deals = [\"mine\", \"plant\"]
multiplier = \"1 to 2\"
";

    #[test]
    fn every_uncertain_number_can_be_set_and_nothing_else_moves() {
        let reading = read(SourceText { name: "it.toml".into(), text: EVERYTHING.into() }, &[], &NoFiles);
        let scenario = reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics));
        let uncertain = |scenario: &Scenario| -> BTreeSet<String> {
            let all = scenario.quantities().filter(|quantity| quantity.known().is_none());
            all.map(|quantity| quantity.address.clone()).collect()
        };
        let before = uncertain(&scenario);
        assert_eq!(before.len(), 40, "{before:#?}");
        for address in &before {
            let mut after = uncertain(&scenario.with_fixed(address, 0.25));
            assert!(!after.contains(address), "{address}");
            after.insert(address.clone());
            assert_eq!(after, before);
        }
    }

    #[test]
    fn an_input_is_set_for_all_who_use_it() {
        let reading = read(SourceText { name: "it.toml".into(), text: EVERYTHING.into() }, &[], &NoFiles);
        let scenario = reading.scenario.unwrap().with_fixed("inputs.share", 0.25);
        assert_eq!([&scenario.deals[0].go, &scenario.shocks[0].permanent].map(Quantity::known), [Some(0.25); 2]);
        assert_eq!(scenario.inputs[1].known(), Some(0.25));
    }
}
