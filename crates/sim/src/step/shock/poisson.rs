//! How often a shock strikes in a year: a number from the Poisson law, by inversion.

use altai_math::{exp, kernel};
use altai_model::Quantity;

use crate::columns::{Column, Columns, Values};
use crate::draws::BLOCK;
use crate::plan::Builder;
use crate::step::FEW;

/// More strikes a year than validation lets anybody expect; the inversion stops here whatever rounding does.
const MOST_STRIKES: u32 = 400;

/// The law of the number of strikes.
#[derive(Debug)]
pub(super) enum Poisson {
    /// Of a rate that all paths and years share: the probabilities of no strike, of at most one, and so on.
    Known(Vec<f64>),
    Changing(Changing),
}

/// Of a rate that differs by path or by year.
#[derive(Debug)]
pub(super) struct Changing {
    rate: Column,
    /// The regime's factor on the rate.
    factor: Option<Column>,
    /// Strikes expected in the year.
    expected: Column,
    /// The probability of none.
    none: Column,
    /// The terms of the law at the number reached, and their sum.
    term: Column,
    sum: Column,
}

impl Poisson {
    pub(super) fn compile(builder: &mut Builder, rate: &Quantity, factor: Option<Column>) -> Self {
        let rate = builder.quantity(rate);
        match (builder.known(rate), factor) {
            (Some(rate), None) => Self::Known(cumulative(rate)),
            _ => Self::Changing(Changing {
                rate,
                factor,
                expected: builder.column(),
                none: builder.column(),
                term: builder.column(),
                sum: builder.column(),
            }),
        }
    }

    /// The base year: a rate that no regime changes holds for good.
    pub(super) fn begin(&self, columns: &mut Columns) {
        if let Self::Changing(Changing { rate, factor: None, expected, none, .. }) = self {
            columns.write_two([*expected, *none], |expected, none, columns| {
                expected.copy_from_slice(&columns[*rate]);
                none_strikes(none, expected);
            });
        }
    }

    /// How often it strikes in each path of a year, by its level, a uniform number; returns the most.
    pub(super) fn count(&self, columns: &mut Columns, level: Column, strikes: Column) -> u32 {
        match self {
            Self::Known(sums) => {
                columns.write(strikes, |strikes, columns| passed(strikes, &columns[level], sums)) as u32
            }
            Self::Changing(changing) => changing.count(columns, level, strikes),
        }
    }
}

/// The probabilities of at most 0, 1, 2, … strikes.
fn cumulative(rate: f64) -> Vec<f64> {
    let mut term = exp(-rate);
    let mut sums = vec![term];
    let mut sum = term;
    for strike in 1..MOST_STRIKES {
        term *= rate * (1.0 / f64::from(strike));
        sum += term;
        sums.push(sum);
    }
    sums
}

impl Changing {
    fn count(&self, columns: &mut Columns, level: Column, strikes: Column) -> u32 {
        if let Some(factor) = self.factor {
            columns.write_two([self.expected, self.none], |expected, none, columns| {
                crate::step::multiply(expected, &columns[self.rate], &columns[factor]);
                none_strikes(none, expected);
            });
        }
        columns.write(strikes, |strikes, _| strikes.fill(0.0));
        let (mut most, mut sum) = (0, self.none);
        while most < MOST_STRIKES
            && columns.write(strikes, |strikes, columns| one_more(strikes, &columns[level], &columns[sum]))
        {
            most += 1;
            columns.write_two([self.term, self.sum], |term, sum, columns| {
                if most == 1 {
                    term.copy_from_slice(&columns[self.none]);
                    sum.copy_from_slice(term);
                }
                next_term(term, sum, &columns[self.expected], 1.0 / f64::from(most));
            });
            sum = self.sum;
        }
        most
    }
}

kernel! {
    /// P(no strike) = exp(−rate)
    fn none_strikes(none: &mut Values, rate: &Values) {
        for i in 0..none.len() {
            none[i] = exp(-rate[i]);
        }
    }
}

kernel! {
    /// As many strikes as there are sums that the level has passed; returns the most.
    fn passed(strikes: &mut Values, level: &Values, sums: &[f64]) -> usize {
        let mut most = 0;
        for (strikes, level) in strikes.as_chunks_mut::<FEW>().0.iter_mut().zip(level.as_chunks::<FEW>().0) {
            let mut counted = [0.0; FEW];
            let mut few = 0;
            for &sum in sums {
                let mut has_any = 0;
                for i in 0..FEW {
                    counted[i] += if level[i] >= sum { 1.0 } else { 0.0 };
                    has_any |= u64::from(level[i] >= sum);
                }
                if has_any == 0 {
                    break;
                }
                few += 1;
            }
            *strikes = counted;
            most = if few > most { few } else { most };
        }
        most
    }
}

kernel! {
    /// One strike more where the level has passed the probability of so few; whether any has.
    fn one_more(strikes: &mut Values, level: &Values, sum: &Values) -> bool {
        let mut has_any = 0;
        for i in 0..BLOCK {
            strikes[i] += if level[i] >= sum[i] { 1.0 } else { 0.0 };
            has_any |= u64::from(level[i] >= sum[i]);
        }
        has_any > 0
    }
}

kernel! {
    /// P(k strikes) = P(k − 1 strikes) rate / k
    fn next_term(term: &mut Values, sum: &mut Values, rate: &Values, one_of_k: f64) {
        for i in 0..term.len() {
            term[i] *= rate[i] * one_of_k;
            sum[i] += term[i];
        }
    }
}
