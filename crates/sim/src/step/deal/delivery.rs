//! What a deal adds in a year: its ramp averaged over the year, times peak, contract and boost.

use altai_math::kernel;
use altai_model::deal;
use altai_model::deal::ramp::Ramp;

use super::Active;
use crate::columns::{Column, Columns, Values};
use crate::draws::Draws;
use crate::plan::Builder;
use crate::step::driver::{Driver, Prices};
use crate::step::flow::Noise;
use crate::step::{add_product, multiply, scale_by, to_factor};

/// What one deal adds.
#[derive(Debug)]
pub(super) struct Delivery {
    active: Active,
    scale: Option<Scale>,
    contract: Option<Contract>,
    peak: Option<Peak>,
    boost: Option<Boost>,
    /// (share, share) of the amounts that count as trade.
    counted: [Column; 2],
    factor: Factor,
    /// USD million in the year.
    pub(super) value: Option<Column>,
}

/// The average r̄ of the ramp over the year: the increase of its integral.
#[derive(Debug)]
struct Scale {
    ramp: &'static Ramp,
    years: Column,
    /// The integral up to the end of the year, between steps free.
    upto: Column,
    /// The integral up to the beginning of the year.
    before: Column,
    average: Column,
}

#[derive(Debug)]
struct Peak {
    peak: Column,
    /// The peak times the shares that count.
    counted: Column,
}

/// A one-off contract: `total / over` a year, while it lasts.
#[derive(Debug)]
struct Contract {
    total: Column,
    over: Column,
    /// A year's delivery times the shares that count.
    rate: Column,
    upto: Column,
    before: Column,
}

#[derive(Debug)]
struct Boost {
    size: Column,
    lift: Column,
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
        let scale = (deal.peak.is_some() || deal.boost.is_some()).then(|| Scale {
            ramp: deal.ramp,
            years: builder.quantity_or(deal.ramp_years.as_ref(), 1.0),
            upto: builder.column(),
            before: builder.column(),
            average: builder.column(),
        });
        let contract = deal.contract.as_ref().map(|contract| Contract {
            total: builder.quantity(&contract.total),
            over: builder.quantity(&contract.over),
            rate: builder.column(),
            upto: builder.column(),
            before: builder.column(),
        });
        let peak = deal.peak.as_ref().map(|peak| Peak { peak: builder.quantity(peak), counted: builder.column() });
        let boost =
            deal.boost.as_ref().map(|boost| Boost { size: builder.quantity(&boost.size), lift: builder.column() });
        Self {
            active,
            scale,
            contract,
            peak,
            boost,
            counted: [builder.quantity(&deal.trade_share), builder.quantity(&deal.additional)],
            factor: Factor::compile(builder, deal, drivers, prices),
            value: deal.delivers().then(|| builder.column()),
        }
    }

    pub(super) fn lift(&self) -> Option<Column> {
        self.boost.as_ref().map(|boost| boost.lift)
    }

    /// How many years the contract takes.
    pub(super) fn over(&self) -> Option<Column> {
        self.contract.as_ref().map(|contract| contract.over)
    }

    /// Stands at the first day of `first_year`, knowing what was delivered before.
    pub(super) fn begin(&self, columns: &mut Columns, first_year: f64) {
        let [trade_share, additional] = self.counted;
        if let Some(peak) = &self.peak {
            columns.write(peak.counted, |counted, columns| {
                multiply(counted, &columns[peak.peak], &columns[trade_share]);
                scale_by(counted, &columns[additional]);
            });
        }
        if let Some(contract) = &self.contract {
            columns.write(contract.rate, |rate, columns| {
                multiply(rate, &columns[contract.total], &columns[trade_share]);
                scale_by(rate, &columns[additional]);
                divide_by(rate, &columns[contract.over]);
            });
            columns.write(contract.before, |before, columns| {
                self.elapsed(before, columns, first_year);
                at_most(before, &columns[contract.over]);
            });
        }
        if let Some(scale) = &self.scale {
            columns.write(scale.before, |before, columns| {
                self.elapsed(before, columns, first_year);
                (scale.ramp.integrate)(before, &columns[scale.years]);
            });
        }
    }

    pub(super) fn deliver(&self, columns: &mut Columns, draws: &dyn Draws, block: u64, year: i32) {
        let end_of_year = f64::from(year + 1);
        if let Some(scale) = &self.scale {
            columns.write(scale.upto, |upto, columns| {
                self.elapsed(upto, columns, end_of_year);
                (scale.ramp.integrate)(upto, &columns[scale.years]);
            });
            columns.write_two([scale.average, scale.before], |average, before, columns| {
                increase(average, before, &columns[scale.upto]);
            });
            if let Some(boost) = &self.boost {
                columns.write(boost.lift, |lift, columns| {
                    multiply(lift, &columns[boost.size], &columns[scale.average]);
                    to_factor(lift);
                });
            }
        }
        if let Some(contract) = &self.contract {
            columns.write(contract.upto, |upto, columns| {
                self.elapsed(upto, columns, end_of_year);
                at_most(upto, &columns[contract.over]);
            });
        }
        if let Some(value) = self.value {
            self.factor.prepare(columns, draws, block, year);
            columns.write(value, |value, columns| {
                value.fill(0.0);
                if let (Some(peak), Some(scale)) = (&self.peak, &self.scale) {
                    multiply(value, &columns[peak.counted], &columns[scale.average]);
                }
            });
            if let Some(contract) = &self.contract {
                columns.write_two([value, contract.before], |value, before, columns| {
                    add_contract(value, before, &columns[contract.rate], &columns[contract.upto]);
                });
            }
            if let Some(factor) = self.factor.column() {
                columns.write(value, |value, columns| scale_by(value, &columns[factor]));
            }
        }
    }

    /// Years that the deal has been active by the instant `until`.
    fn elapsed(&self, elapsed: &mut Values, columns: &Columns, until: f64) {
        active_years(elapsed, until, &columns[self.active.start], &columns[self.active.duration]);
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
            match prices {
                Some(level) => exponent.copy_from_slice(&columns[*level]),
                None => exponent.fill(0.0),
            }
            for &(elasticity, level) in elasticity {
                add_product(exponent, &columns[elasticity], &columns[level]);
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
    /// x = until − start, at least 0 and at most the duration; 0 where the deal never starts.
    fn active_years(elapsed: &mut Values, until: f64, start: &Values, duration: &Values) {
        for i in 0..elapsed.len() {
            let x = until - start[i];
            let x = if x > 0.0 { x } else { 0.0 };
            elapsed[i] = if x < duration[i] { x } else { duration[i] };
        }
    }
}

kernel! {
    fn at_most(x: &mut Values, limit: &Values) {
        for i in 0..x.len() {
            x[i] = if x[i] < limit[i] { x[i] } else { limit[i] };
        }
    }
}

kernel! {
    /// r̄ = R(end of the year) − R(beginning), and the end is the next year's beginning.
    fn increase(average: &mut Values, before: &mut Values, upto: &Values) {
        for i in 0..average.len() {
            average[i] = upto[i] - before[i];
        }
        before.copy_from_slice(upto);
    }
}

kernel! {
    /// V += total / over × the share of the year inside the contract.
    fn add_contract(value: &mut Values, before: &mut Values, rate: &Values, upto: &Values) {
        for i in 0..value.len() {
            value[i] += rate[i] * (upto[i] - before[i]);
        }
        before.copy_from_slice(upto);
    }
}

kernel! {
    fn divide_by(x: &mut Values, divisor: &Values) {
        for i in 0..x.len() {
            x[i] /= divisor[i];
        }
    }
}
