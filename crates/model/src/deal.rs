//! Deals: what two countries agree, and what it adds to trade.

mod quantities;
pub mod ramp;
pub(crate) mod reading;

use crate::Quantity;
use ramp::Ramp;

/// A deal.
#[derive(Debug, Clone)]
pub struct Deal {
    /// Its name in the file.
    pub name: String,
    /// Its title for reports.
    pub title: Option<String>,
    /// The probability that it goes ahead, given its requirements.
    pub go: Quantity,
    /// When it starts.
    pub timing: Timing,
    /// The deals that must go ahead first, as indices into the scenario's deals, ascending.
    pub requires: Vec<usize>,
    /// Years from start to end; never ends when absent.
    pub life: Option<Quantity>,
    /// Hazard of cancellation a year.
    pub cancel: Quantity,
    /// How the hazard follows the level of drivers: (driver, elasticity), in the order of the drivers' names.
    pub cancel_elasticity: Vec<(usize, Quantity)>,
    /// How it grows to full scale.
    pub ramp: &'static Ramp,
    /// The years of the ramp, for those that have any.
    pub ramp_years: Option<Quantity>,
    /// USD million a year at full scale.
    pub peak: Option<Quantity>,
    /// A one-off contract.
    pub contract: Option<Contract>,
    /// Log points on flows.
    pub boost: Option<Boost>,
    /// Elasticities to the level of drivers: (driver, elasticity), in the order of the drivers' names.
    pub elasticity: Vec<(usize, Quantity)>,
    /// Standard deviation of yearly noise on what it adds, log points.
    pub noise: Quantity,
    /// The share that crosses the border as trade.
    pub trade_share: Quantity,
    /// The share that does not displace trade.
    pub additional: Quantity,
    /// The sector, which groups deals in reports.
    pub sector: Option<String>,
    /// USD million of public money, due when the deal goes ahead.
    pub cost: Option<Quantity>,
}

/// When a deal starts, in calendar years.
#[derive(Debug, Clone)]
pub enum Timing {
    /// `start`.
    Start(Quantity),
    /// `signed` plus `delay` years; the delay follows political will.
    Signed {
        /// When it was or will be signed.
        signed: Quantity,
        /// Years from signature to start.
        delay: Quantity,
    },
}

/// USD million delivered evenly over years.
#[derive(Debug, Clone)]
pub struct Contract {
    /// USD million in all.
    pub total: Quantity,
    /// Years.
    pub over: Quantity,
}

/// A lift of flows.
#[derive(Debug, Clone)]
pub struct Boost {
    /// Log points at full scale.
    pub size: Quantity,
    /// The flows it lifts, as indices, ascending.
    pub flows: Vec<usize>,
}

impl Deal {
    /// Whether it adds an amount of its own (a peak or a total), beside or instead of a boost.
    pub fn delivers(&self) -> bool {
        self.peak.is_some() || self.contract.is_some()
    }
}
