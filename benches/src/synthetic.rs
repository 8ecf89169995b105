//! Scenarios of any size, invented: to see what a run costs as one thing grows and the rest stays.

use std::fmt::Write;

use altai_model::Scenario;

use crate::from_text;

/// How large a scenario is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Years played.
    pub years: usize,
    /// Flows and drivers, as many of each; every flow follows every driver.
    pub flows: usize,
    /// Deals.
    pub deals: usize,
    /// Packages, all of different deals: none, some of the deals, and in the last all; there are at most 2^deals.
    pub packages: usize,
    /// Uncertain quantities: at most [`Size::most_quantities`], the other numbers are known.
    pub quantities: usize,
}

impl Size {
    /// About that of a scenario that somebody writes in a day.
    pub const USUAL: Self = Self { years: 10, flows: 2, deals: 6, packages: 2, quantities: 12 };

    /// As large as one may get: a long horizon, and more packages than fit into a table.
    pub const LARGE: Self = Self { years: 30, flows: 3, deals: 10, packages: 20, quantities: 60 };

    /// How many of its numbers can be uncertain.
    pub fn most_quantities(self) -> usize {
        self.flows * FLOW.len() + self.deals * DEAL.len()
    }

    /// The text of the scenario.
    ///
    /// # Panics
    ///
    /// When it asks for more packages or uncertain quantities than there can be.
    pub fn text(self) -> String {
        assert!(self.quantities <= self.most_quantities(), "at most {} can be uncertain", self.most_quantities());
        assert!(
            self.deals >= 64 || self.packages <= 1 << self.deals,
            "so few deals make no {} packages",
            self.packages
        );
        let mut text = format!(
            "horizon = {{ base_year = 2025, end_year = {} }}\ntarget.turnover = {}\n",
            2025 + self.years,
            150 * self.flows + 20 * self.deals,
        );
        for flow in 0..self.flows {
            let _ = writeln!(text, "[drivers.gdp_{flow}]\nkind = \"growth\"");
            let _ = writeln!(text, "process.ar1 = {{ mean = 0.03, persistence = 0.4, sd = 0.02 }}");
            let _ = writeln!(text, "[flows.trade_{flow}]\nvolatility = 0.15");
            for driver in 0..self.flows {
                let _ = writeln!(text, "elasticity.gdp_{driver} = 0.5");
            }
            write(&mut text, FLOW, |key| self.is_uncertain(flow, key));
        }
        for deal in 0..self.deals {
            let _ = writeln!(text, "[deals.deal_{deal}]\nsigned = 2026.0\ncancel = 0.04");
            write(&mut text, DEAL, |key| self.is_uncertain(self.flows + deal, key));
        }
        if self.packages > 0 {
            text += "[packages]\n";
        }
        for package in 0..self.packages {
            let is_all = package + 1 == self.packages;
            let is_on = |&deal: &usize| is_all || (deal < 64 && package >> deal & 1 == 1);
            let on: Vec<String> = (0..self.deals).filter(is_on).map(|deal| format!("\"deal_{deal}\"")).collect();
            let _ = writeln!(text, "package_{package} = [{}]", on.join(", "));
        }
        text
    }

    /// The scenario.
    pub fn scenario(self) -> Scenario {
        from_text(&self.text(), &[])
    }

    /// Whether the number under a key of a flow or deal is uncertain: the first keys of all of them first. Flows come before
    /// deals.
    fn is_uncertain(self, noun: usize, key: usize) -> bool {
        let keys = |noun| if noun < self.flows { FLOW.len() } else { DEAL.len() };
        let before = |other: usize| keys(other).min(if other < noun { key + 1 } else { key });
        (0..self.flows + self.deals).map(before).sum::<usize>() < self.quantities
    }
}

/// A number of a scenario: its key, what it is when known, and when uncertain.
type Number = (&'static str, &'static str, &'static str);

const FLOW: &[Number] =
    &[("drift", "0.01", "{ normal = { mean = 0.01, sd = 0.02 } }"), ("base", "100", "\"90 to 110\"")];

const DEAL: &[Number] = &[
    ("peak", "40", "\"20 to 80\""),
    ("delay", "2", "\"1 to 4\""),
    ("go", "0.5", "{ beta = { mean = 0.5, size = 10 } }"),
    ("trade_share", "0.4", "{ uniform = { min = 0.2, max = 0.6 } }"),
    ("additional", "0.7", "{ pert = { min = 0.4, mode = 0.7, max = 1 } }"),
    ("ramp.linear.years", "3", "{ triangular = { min = 2, mode = 3, max = 5 } }"),
];

fn write(text: &mut String, numbers: &[Number], is_uncertain: impl Fn(usize) -> bool) {
    for (place, (key, known, unknown)) in numbers.iter().enumerate() {
        let _ = writeln!(text, "{key} = {}", if is_uncertain(place) { unknown } else { known });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counting::drawn;
    use altai_sim::Plan;

    #[test]
    fn a_scenario_has_the_size_that_was_asked_for() {
        for size in [Size::USUAL, Size::LARGE, Size { deals: 0, packages: 1, quantities: 0, ..Size::USUAL }] {
            let scenario = size.scenario();
            assert_eq!(scenario.horizon.years(), size.years);
            assert_eq!(scenario.deals.len(), size.deals);
            assert_eq!(scenario.packages.len(), size.packages);
        }
    }

    #[test]
    fn each_uncertain_quantity_takes_one_draw_a_path() {
        let with = |quantities| drawn(&Plan::compile(&Size { quantities, ..Size::USUAL }.scenario()));
        assert_eq!(with(12).normals - with(0).normals, 12.0);
        assert_eq!(with(Size::USUAL.most_quantities()).uniforms, with(0).uniforms);
    }
}
