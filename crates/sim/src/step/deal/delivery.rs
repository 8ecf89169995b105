//! What a deal adds in a year: its ramp averaged over the year, times peak, contract and boost.

use altai_math::kernel;
use altai_model::Quantity;
use altai_model::deal::{self, ramp};

use super::Active;
use crate::columns::{Column, Columns, Values};
use crate::draws::Draws;
use crate::plan::Builder;
use crate::step::driver::{Driver, Prices};
use crate::step::flow::Noise;
use crate::step::{add, add_product, scale, scale_by, sum_with_product, to_factor};

/// What one deal adds.
#[derive(Debug)]
pub(super) struct Delivery {
    active: Active,
    peak: Option<Part>,
    contract: Option<Part>,
    boost: Option<Part>,
    factor: Factor,
    /// USD million in the year.
    pub(super) value: Option<Column>,
}

/// Something that is delivered as long as the deal is active.
#[derive(Debug)]
struct Part {
    deliver: ramp::Deliver,
    /// Years that the ramp takes, or the contract.
    years: Column,
    full: Full,
    /// What of the ramp's integral lies before the year.
    before: Column,
    delivered: Column,
}

/// What is delivered in a year at full scale.
#[derive(Debug)]
struct Full {
    column: Column,
    /// What it is the product of, where it is one.
    factors: Vec<Column>,
    /// What it is divided by.
    divisor: Option<Column>,
}

/// What the amounts of the year are multiplied by.
#[derive(Debug)]
enum Factor {
    One,
    /// That of prices alone, shared by all deals.
    Prices(Column),
    /// exp(Σ e L + prices + noise η).
    Own {
        elasticity: Vec<(Column, Column)>,
        prices: Option<Column>,
        noise: Option<Noise>,
        exponent: Column,
    },
}

impl Delivery {
    pub(super) fn compile(
        builder: &mut Builder,
        deal: &deal::Deal,
        active: Active,
        drivers: &[Driver],
        prices: Option<&Prices>,
    ) -> Self {
        let shares = [&deal.trade_share, &deal.additional];
        let ramp_years = builder.quantity_or(deal.ramp_years.as_ref(), 1.0);
        let peak = deal.peak.as_ref().map(|peak| {
            let full = Full::amount(builder, peak, shares, None);
            Part::compile(builder, deal.ramp.deliver, ramp_years, full)
        });
        let contract = deal.contract.as_ref().map(|contract| {
            let over = builder.quantity(&contract.over);
            let full = Full::amount(builder, &contract.total, shares, Some(over));
            Part::compile(builder, ramp::EVENLY, over, full)
        });
        let boost = deal.boost.as_ref().map(|boost| {
            let full = Full { column: builder.quantity(&boost.size), factors: Vec::new(), divisor: None };
            Part::compile(builder, deal.ramp.deliver, ramp_years, full)
        });
        Self {
            active,
            value: peak.as_ref().or(contract.as_ref()).map(|part| part.delivered),
            peak,
            contract,
            boost,
            factor: Factor::compile(builder, deal, drivers, prices),
        }
    }

    /// The factor on the flows that it boosts.
    pub(super) fn lift(&self) -> Option<Column> {
        self.boost.as_ref().map(|boost| boost.delivered)
    }

    /// How many years the contract takes.
    pub(super) fn over(&self) -> Option<Column> {
        self.contract.as_ref().map(|contract| contract.years)
    }

    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.peak.iter().chain(&self.contract).chain(&self.boost)
    }

    /// Stands at the first day of `first_year`, knowing what was delivered before.
    pub(super) fn begin(&self, columns: &mut Columns, first_year: f64) {
        for part in self.parts() {
            part.full.multiply(columns);
            columns.write(part.before, |before, _| before.fill(0.0));
            part.deliver(columns, self.active, first_year);
        }
    }

    pub(super) fn deliver(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, year: i32) {
        for part in self.parts() {
            part.deliver(columns, self.active, f64::from(year + 1));
        }
        if let Some(lift) = self.lift() {
            columns.write(lift, |lift, _| to_factor(lift));
        }
        if let Some(value) = self.value {
            self.factor.prepare(columns, draws, block, year);
            columns.write(value, |value, columns| {
                if let (Some(_), Some(contract)) = (&self.peak, &self.contract) {
                    add(value, &columns[contract.delivered]);
                }
                if let Some(factor) = self.factor.column() {
                    scale_by(value, &columns[factor]);
                }
            });
        }
    }
}

impl Part {
    fn compile(builder: &mut Builder, deliver: ramp::Deliver, years: Column, full: Full) -> Self {
        Self { deliver, years, full, before: builder.column(), delivered: builder.column() }
    }

    /// From where it stands to the instant `until`.
    fn deliver(&self, columns: &mut Columns, active: Active, until: f64) {
        columns.write_two([self.delivered, self.before], |delivered, before, columns| {
            let [duration, years] = [active.duration, self.years].map(|column| columns.operand(column));
            let [start, full] = [active.start, self.full.column].map(|column| &columns[column]);
            (self.deliver)(delivered, before, until, start, duration, years, full);
        });
    }
}

impl Full {
    /// An amount of money, as far as it counts as trade.
    fn amount(builder: &mut Builder, amount: &Quantity, shares: [&Quantity; 2], divisor: Option<Column>) -> Self {
        let amount = builder.quantity(amount);
        let shares = shares.map(|share| builder.quantity(share));
        let counts_in_part = |share: &Column| builder.known(*share) != Some(1.0);
        let factors: Vec<Column> = std::iter::once(amount).chain(shares.into_iter().filter(counts_in_part)).collect();
        let column = if factors.len() > 1 || divisor.is_some() { builder.column() } else { amount };
        Self { column, factors, divisor }
    }

    fn multiply(&self, columns: &mut Columns) {
        let [first, rest @ ..] = &self.factors[..] else { return };
        if *first == self.column {
            return;
        }
        columns.write(self.column, |full, columns| {
            full.copy_from_slice(&columns[*first]);
            for factor in rest {
                scale_by(full, &columns[*factor]);
            }
            if let Some(divisor) = self.divisor {
                divide_by(full, &columns[divisor]);
            }
        });
    }
}

impl Factor {
    fn compile(builder: &mut Builder, deal: &deal::Deal, drivers: &[Driver], prices: Option<&Prices>) -> Self {
        if !deal.delivers() {
            return Self::One;
        }
        let noise = Noise::compile(builder, &deal.noise, &format!("deals.{}.noise", deal.name));
        match (deal.elasticity.is_empty() && noise.is_none(), prices) {
            (true, None) => Self::One,
            (true, Some(prices)) => Self::Prices(prices.factor),
            (false, prices) => Self::Own {
                elasticity: deal
                    .elasticity
                    .iter()
                    .map(|(driver, elasticity)| (builder.quantity(elasticity), drivers[*driver].level))
                    .collect(),
                prices: prices.map(|prices| prices.level),
                noise,
                exponent: builder.column(),
            },
        }
    }

    fn prepare(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, year: i32) {
        let Self::Own { elasticity, prices, noise, exponent } = self else { return };
        columns.write(*exponent, |exponent, columns| {
            let mut elasticity =
                elasticity.iter().map(|&(elasticity, level)| (columns.operand(elasticity), &columns[level]));
            match (prices, elasticity.next()) {
                (Some(prices), Some((of, level))) => sum_with_product(exponent, &columns[*prices], of, level),
                (None, Some((of, level))) => scale(exponent, of, level),
                (Some(prices), None) => exponent.copy_from_slice(&columns[*prices]),
                (None, None) => exponent.fill(0.0),
            }
            for (of, level) in elasticity {
                add_product(exponent, of, level);
            }
        });
        if let Some(noise) = noise {
            noise.add(columns, *exponent, draws, block, year);
        }
        columns.write(*exponent, |exponent, _| to_factor(exponent));
    }

    fn column(&self) -> Option<Column> {
        match self {
            Self::One => None,
            Self::Prices(factor) => Some(*factor),
            Self::Own { exponent, .. } => Some(*exponent),
        }
    }
}

kernel! {
    fn divide_by(x: &mut Values, divisor: &Values) {
        for i in 0..x.len() {
            x[i] /= divisor[i];
        }
    }
}
