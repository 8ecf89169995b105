//! What a scenario means, once every mistake has been reported.

use std::collections::BTreeSet;

use crate::deal::Deal;
use crate::driver::Driver;
use crate::names::unknown_word;
use crate::package::{AND, SECTOR};
use crate::quantity::Role;
use crate::regime::Regimes;
use crate::requirements;
use crate::shock::Shock;
use crate::synergy::Synergy;
use crate::{Diagnostic, Quantity, Value};

pub use crate::decision::Decision;
pub use crate::flow::Flow;
pub use crate::horizon::Horizon;
pub use crate::innovations::{Correlation, Innovation, Law};
pub use crate::joint::Joint;
pub use crate::package::Package;
pub use crate::political_will::PoliticalWill;
pub use crate::run::RunDefaults;
pub use crate::target::Target;

/// A whole scenario. Every index is in range, every number in its domain, every order that of the file unless said otherwise.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The title, if the author gave one.
    pub title: Option<String>,
    /// A longer description.
    pub description: Option<String>,
    /// First and last year.
    pub horizon: Horizon,
    /// What is to be reached; one today, in file order; the first is the headline.
    pub targets: Vec<Target>,
    /// The growth driver that amounts of deals follow, as an index into `drivers`.
    pub prices: Option<usize>,
    /// What is at stake where packages are chosen, if the author says it.
    pub decision: Option<Decision>,
    /// What the command line uses unless told otherwise.
    pub run: RunDefaults,
    /// The outside world.
    pub drivers: Vec<Driver>,
    /// Named states of the world, if there are any.
    pub regimes: Option<Regimes>,
    /// Blows that strike at random.
    pub shocks: Vec<Shock>,
    /// The law of the yearly innovations.
    pub law: Law,
    /// Correlations of the yearly innovations that are not 0; each pair once, in ascending order.
    pub correlations: Vec<Correlation>,
    /// Trade without the deals.
    pub flows: Vec<Flow>,
    /// What the deals share.
    pub political_will: PoliticalWill,
    /// The deals.
    pub deals: Vec<Deal>,
    /// Deals that are worth more together.
    pub synergies: Vec<Synergy>,
    /// What is defined once and used by name.
    pub inputs: Vec<Quantity>,
    /// Correlated quantities.
    pub joint: Vec<Joint>,
    /// The packages; the first is the reference.
    pub packages: Vec<Package>,
}

/// What is said of a package that there is not; of deals parted by commas, how they are joined.
fn unknown_package<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let mut diagnostic = unknown_word("package", name, known);
    if name.contains(',') {
        let joined: Vec<&str> = name.split(',').map(str::trim).collect();
        diagnostic.help.insert(0, format!("deals are joined by `+`: {}", joined.join("+")));
    }
    diagnostic
}

impl Scenario {
    /// Keeps the named packages only, in the order given; the first is the reference. A name given twice counts once.
    /// `none`, `all`, `sector:NAME`, the name of a deal, which brings what it requires, and deals joined by `+` are packages
    /// even where `[packages]` does not say so.
    ///
    /// # Errors
    ///
    /// A diagnostic without a place when a name is not that of a package, or when no name is given.
    pub fn select_packages(&mut self, names: &[String]) -> Result<(), Diagnostic> {
        let all = || self.packages.iter().map(|package| package.name.as_str());
        let mut selected: Vec<Package> = Vec::new();
        for name in names {
            let known = self.packages.iter().find(|package| package.name == *name).cloned();
            let found = known.or_else(|| self.default_package(name));
            let found = if found.is_none() && name.contains(AND) { Some(self.joined(name)?) } else { found };
            let package = match (found, name.strip_prefix(SECTOR)) {
                (Some(package), _) => package,
                (None, Some(sector)) => self.sector(sector)?,
                (None, None) => return Err(unknown_package(name, all())),
            };
            if !selected.iter().any(|other| other.name == package.name) {
                selected.push(package);
            }
        }
        if selected.is_empty() {
            return Err(unknown_word("package", "", all()));
        }
        self.packages = selected;
        Ok(())
    }

    /// The same with one target up to its year, and with these packages: other targets and later years are left out, which
    /// changes no draw.
    ///
    /// # Panics
    ///
    /// When the scenario has fewer targets.
    #[must_use]
    pub fn narrowed(&self, target: usize, packages: impl IntoIterator<Item = Package>) -> Self {
        let target = self.targets[target].clone();
        let horizon = Horizon { end_year: target.by, ..self.horizon };
        Self { horizon, targets: vec![target], packages: packages.into_iter().collect(), ..self.clone() }
    }

    /// The deals of a name such as `mine+road`, which are on together, with what they require.
    fn joined(&self, name: &str) -> Result<Package, Diagnostic> {
        let mut deals = Vec::new();
        for part in name.split(AND).map(str::trim) {
            deals.extend(self.with_required(self.deal(part)?));
        }
        deals.sort_unstable();
        deals.dedup();
        let parts: Vec<&str> = name.split(AND).map(str::trim).collect();
        Ok(Package { name: parts.join("+"), deals })
    }

    /// A package that needs no definition: no deal, all of them, or one with what it requires.
    fn default_package(&self, name: &str) -> Option<Package> {
        let deals = match name {
            "none" => Vec::new(),
            "all" => (0..self.deals.len()).collect(),
            _ => {
                let deal = self.deals.iter().position(|deal| deal.name == name)?;
                return Some(Package::of_deal(name, deal, |deal| &self.deals[deal].requires));
            }
        };
        Some(Package { name: name.to_owned(), deals })
    }

    /// All deals of a sector, as a package.
    fn sector(&self, name: &str) -> Result<Package, Diagnostic> {
        let of = |deal: &Deal| deal.sector.as_deref() == Some(name);
        let deals: Vec<usize> = (0..self.deals.len()).filter(|&deal| of(&self.deals[deal])).collect();
        if !deals.is_empty() {
            return Ok(Package { name: format!("{SECTOR}{name}"), deals });
        }
        let mut sectors: Vec<&str> = self.deals.iter().filter_map(|deal| deal.sector.as_deref()).collect();
        sectors.sort_unstable();
        sectors.dedup();
        Err(unknown_word("sector", name, sectors.into_iter()))
    }

    /// The place of a target.
    ///
    /// # Errors
    ///
    /// A diagnostic without a place when there is none of that name.
    pub fn target(&self, name: &str) -> Result<usize, Diagnostic> {
        let known = || self.targets.iter().map(|target| target.name.as_str());
        known().position(|known| known == name).ok_or_else(|| unknown_word("target", name, known()))
    }

    /// The place of a deal.
    ///
    /// # Errors
    ///
    /// A diagnostic without a place when there is none of that name.
    pub fn deal(&self, name: &str) -> Result<usize, Diagnostic> {
        let known = || self.deals.iter().map(|deal| deal.name.as_str());
        known().position(|known| known == name).ok_or_else(|| unknown_word("deal", name, known()))
    }

    /// A deal and all that it requires, directly or through others, the nearest first.
    ///
    /// # Panics
    ///
    /// When the scenario has fewer deals.
    pub fn with_required(&self, deal: usize) -> Vec<usize> {
        requirements::with_required(deal, |deal| &self.deals[deal].requires)
    }

    /// Which deals can go ahead where these are on: those that are on together with all that they require, and all that those
    /// require.
    ///
    /// # Panics
    ///
    /// When the scenario has fewer deals.
    pub fn able(&self, on: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        requirements::able(on, |deal| &self.deals[deal].requires)
    }

    /// Every quantity that stands in the scenario, inputs once; defaults that are not written are left out.
    pub fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        let own = self.all_quantities().filter(|quantity| quantity.written && !quantity.is_shared());
        self.inputs.iter().chain(own)
    }

    /// The quantity of an address, a default too; `None` where there is none, and where the draw of an input is used.
    pub fn quantity(&self, address: &str) -> Option<&Quantity> {
        self.inputs.iter().chain(self.all_quantities()).find(|quantity| quantity.address == address)
    }

    /// Gives the quantity of an address another value, wherever it is used. The value lies in the domain of its key: that is
    /// the caller's care.
    pub fn replace(&mut self, address: &str, value: &Value) {
        let targets = self.targets.iter_mut().map(|target| &mut target.turnover);
        let all = targets
            .chain(self.drivers.iter_mut().flat_map(Driver::quantities_mut))
            .chain(self.regimes.iter_mut().flat_map(Regimes::quantities_mut))
            .chain(self.shocks.iter_mut().flat_map(Shock::quantities_mut))
            .chain(self.flows.iter_mut().flat_map(Flow::quantities_mut))
            .chain([&mut self.political_will.go, &mut self.political_will.delay])
            .chain(self.deals.iter_mut().flat_map(Deal::quantities_mut))
            .chain(self.synergies.iter_mut().map(|synergy| &mut synergy.multiplier))
            .chain(&mut self.inputs);
        for quantity in all.filter(|quantity| quantity.address == address) {
            quantity.value = value.clone();
        }
    }

    /// Every quantity but for inputs, which appear where they are used; defaults too.
    fn all_quantities(&self) -> impl Iterator<Item = &Quantity> {
        let targets = self.targets.iter().map(|target| &target.turnover);
        targets
            .chain(self.drivers.iter().flat_map(Driver::quantities))
            .chain(self.regimes.iter().flat_map(Regimes::quantities))
            .chain(self.shocks.iter().flat_map(Shock::quantities))
            .chain(self.flows.iter().flat_map(Flow::quantities))
            .chain([&self.political_will.go, &self.political_will.delay])
            .chain(self.deals.iter().flat_map(Deal::quantities))
            .chain(self.synergies.iter().map(|synergy| &synergy.multiplier))
    }

    /// The uncertain quantities that are drawn once a path, as they stand in the scenario: all but the size of a shock, of which
    /// every strike has its own.
    pub fn drawn_once(&self) -> impl Iterator<Item = &Quantity> {
        let is_size = |quantity: &Quantity| self.shocks.iter().any(|shock| shock.size.address == quantity.address);
        self.quantities().filter(move |quantity| quantity.known().is_none() && !is_size(quantity))
    }

    /// Those of them that are not known and could be: the rest is chance.
    pub fn knowledge(&self) -> impl Iterator<Item = &Quantity> {
        self.drawn_once().filter(|quantity| quantity.role == Role::Knowledge)
    }

    /// How many quantities are uncertain.
    pub fn uncertain(&self) -> usize {
        self.quantities().filter(|quantity| matches!(quantity.value, Value::Uncertain(_))).count()
    }
}
