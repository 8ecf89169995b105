//! The metalog: a quantile function that runs through given quantiles.

use altai_math::{exp, kernel, ln, ln_1p, logistic, quadrature};

use super::Distribution;
use super::logit_normal::log_odds;

/// A smooth distribution with as many terms as quantiles are known (Keelin 2016, The Metalog Distributions).
///
/// The score at the level u is M = a₁ + a₂ ℓ + a₃ s ℓ + a₄ s + a₅ s² + a₆ s² ℓ + a₇ s³ + a₈ s³ ℓ + a₉ s⁴ + a₁₀ s⁴ ℓ,
/// with s = u − ½ and ℓ = ln(u/(1 − u)). The value is M itself, min + exp(M), max − exp(−M), or
/// min + (max − min)/(1 + exp(−M)), as bounds are given. With two terms it is logistic.
///
/// The tails are those of a logistic: with bounds on one side, the other tail is a power law, and there may be no mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metalog {
    terms: Terms,
    bounds: Bounds,
}

/// The most quantiles: with more, the curve bends to every rounding of theirs.
pub(super) const MOST_TERMS: usize = 10;

/// The coefficients of s⁰…s⁴, alone and times ℓ.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Terms {
    plain: [f64; POWERS],
    logit: [f64; POWERS],
}

const POWERS: usize = MOST_TERMS / 2;

/// Where the values end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Bounds {
    None,
    Below(f64),
    Above(f64),
    Both(f64, f64),
}

impl Bounds {
    /// From two bounds, infinite where there is none.
    pub(super) fn new(min: f64, max: f64) -> Self {
        match (min.is_finite(), max.is_finite()) {
            (false, false) => Self::None,
            (true, false) => Self::Below(min),
            (false, true) => Self::Above(max),
            (true, true) => Self::Both(min, max),
        }
    }

    /// The score of a value strictly inside.
    fn score(self, x: f64) -> f64 {
        match self {
            Self::None => x,
            Self::Below(min) => ln(x - min),
            Self::Above(max) => -ln(max - x),
            Self::Both(min, max) => ln((x - min) / (max - x)),
        }
    }

    /// The value at a score.
    pub(super) fn value(self, score: f64) -> f64 {
        match self {
            Self::None => score,
            Self::Below(min) => from_below(score, min),
            Self::Above(max) => from_above(score, max),
            Self::Both(min, max) => between(score, min, max),
        }
    }

    fn ends(self) -> (f64, f64) {
        let infinity = f64::INFINITY;
        match self {
            Self::None => (-infinity, infinity),
            Self::Below(min) => (min, infinity),
            Self::Above(max) => (-infinity, max),
            Self::Both(min, max) => (min, max),
        }
    }
}

/// Why no metalog runs through given quantiles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Infeasible {
    /// Their levels are too close together to calculate with.
    TooClose,
    /// The curve through them falls between two levels, 0 or 1 where it does so to the very end.
    Falls(f64, f64),
}

impl Metalog {
    /// Through the values `x` at the levels `u`: 2 to [`MOST_TERMS`] of them, both ascending, `u` in (0, 1), `x` inside
    /// the bounds.
    pub(super) fn through(u: &[f64], x: &[f64], bounds: Bounds) -> Result<Self, Infeasible> {
        let scores: Vec<f64> = x.iter().map(|&x| bounds.score(x)).collect();
        let terms = Terms::through(u, &scores).ok_or(Infeasible::TooClose)?;
        match terms.falls() {
            None => Ok(Self { terms, bounds }),
            Some((low, high)) => Err(Infeasible::Falls(low, high)),
        }
    }

    /// How fast the score rises with ℓ in the tails: (lower, upper).
    fn tails(&self) -> (f64, f64) {
        (horner(-0.5, &self.terms.logit), horner(0.5, &self.terms.logit))
    }
}

impl Terms {
    /// The terms in Keelin's order: the power of s, and whether it is times ℓ.
    const ORDER: [(usize, bool); MOST_TERMS] = [
        (0, false),
        (0, true),
        (1, true),
        (1, false),
        (2, false),
        (2, true),
        (3, false),
        (3, true),
        (4, false),
        (4, true),
    ];

    /// The terms that give these scores at these levels. `None` where the levels are too close together.
    fn through(u: &[f64], scores: &[f64]) -> Option<Self> {
        let n = u.len();
        let order = &Self::ORDER;
        Self::solve(&order[..n], u, scores).or_else(|| {
            // Seven levels symmetric about the median determine three odd terms and four even ones, of which Keelin's
            // first seven are four and three: the seventh gives way to the eighth.
            let mut others = order[..n].to_vec();
            others[n - 1] = *order.get(n)?;
            Self::solve(&others, u, scores)
        })
    }

    fn solve(order: &[(usize, bool)], u: &[f64], scores: &[f64]) -> Option<Self> {
        let n = order.len();
        let basis = |u: f64, (power, times_logit): (usize, bool)| {
            let s = (0..power).fold(1.0, |product, _| product * (u - 0.5));
            if times_logit { s * log_odds(u) } else { s }
        };
        // Each column is brought to a greatest entry of 1, so that pivots tell how much of a term is its own.
        let scale: Vec<f64> =
            order.iter().map(|&term| u.iter().map(|&u| basis(u, term).abs()).fold(0.0, f64::max)).collect();
        let mut rows: Vec<Vec<f64>> = u
            .iter()
            .zip(scores)
            .map(|(&u, &score)| {
                let entries = order.iter().zip(&scale).map(|(&term, scale)| basis(u, term) / scale);
                entries.chain([score]).collect()
            })
            .collect();
        let solution = eliminate(&mut rows)?;
        let range = scores[n - 1] - scores[0];
        let mut terms = Self::default();
        for ((&(power, times_logit), scale), share) in order.iter().zip(scale).zip(solution) {
            // The dust of the solution would decide how the tails end where quantiles are evenly spaced.
            let coefficient = if share.abs() < DUST * range { 0.0 } else { share / scale };
            let side = if times_logit { &mut terms.logit } else { &mut terms.plain };
            side[power] = coefficient;
        }
        Some(terms)
    }

    /// The score at a level, by s and ℓ.
    fn score(&self, s: f64, logit: f64) -> f64 {
        score(s, logit, &self.plain, &self.logit)
    }

    /// The score at an ℓ, and how fast it rises there.
    fn at(&self, logit: f64) -> (f64, f64) {
        // s = u − ½ to full precision near the median too: ½ tanh(ℓ/2).
        let e = exp(-logit.abs());
        let s = 0.5 * ((1.0 - e) / (1.0 + e)).copysign(logit);
        let spread = e / ((1.0 + e) * (1.0 + e));
        let bend = slope(s, &self.plain) + slope(s, &self.logit) * logit;
        (self.score(s, logit), horner(s, &self.logit) + spread * bend)
    }

    /// The first levels between which the score falls, or does not rise.
    fn falls(&self) -> Option<(f64, f64)> {
        let [lower, upper] = [-0.5, 0.5].map(|s| horner(s, &self.logit));
        let falls = |logit: f64| {
            let at_an_end = logit <= -FARTHEST && lower < 0.0 || logit >= FARTHEST && upper < 0.0;
            at_an_end || !(self.at(logit).1 > 0.0)
        };
        let steps = (-STEPS..=STEPS).map(|i| f64::from(i) * (FARTHEST / f64::from(STEPS)));
        let mut falling = steps.skip_while(|&logit| !falls(logit)).take_while(|&logit| falls(logit));
        let low = falling.next()?;
        let high = falling.last().unwrap_or(low);
        let level = |logit: f64| if logit.abs() >= FARTHEST { f64::from(logit > 0.0) } else { logistic(logit) };
        Some((level(low), level(high)))
    }
}

/// A term that moves no quantile by more than this share of their range is none: solutions are good to 10⁻¹⁰.
const DUST: f64 = 1e-9;
/// A pivot below this, of a column whose greatest entry was 1, has lost too many digits.
const LEAST_PIVOT: f64 = 1e-8;
/// ±ℓ of the last uniform number, 2⁻⁵³, and a little more.
const FARTHEST: f64 = 37.0;
/// From the median to there; a dip that hides between two steps is less than a draw can show.
const STEPS: i32 = 4000;

/// Solves linear equations, of each row the coefficients and the right-hand side, by elimination with the greatest
/// pivot of a column. `None` where they hardly determine a solution.
fn eliminate(rows: &mut [Vec<f64>]) -> Option<Vec<f64>> {
    let n = rows.len();
    for column in 0..n {
        let greatest = (column..n).max_by(|&i, &j| rows[i][column].abs().total_cmp(&rows[j][column].abs()))?;
        rows.swap(column, greatest);
        if !(rows[column][column].abs() > LEAST_PIVOT) {
            return None;
        }
        let (above, below) = rows.split_at_mut(column + 1);
        let pivot = &above[column];
        for row in below {
            let factor = row[column] / pivot[column];
            for (entry, pivot) in row.iter_mut().zip(pivot).skip(column) {
                *entry -= factor * pivot;
            }
        }
    }
    let mut solution = vec![0.0; n];
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| rows[i][j] * solution[j]).sum();
        solution[i] = (rows[i][n] - known) / rows[i][i];
    }
    Some(solution)
}

impl Distribution for Metalog {
    fn quantile(&self, u: f64) -> f64 {
        self.bounds.value(score_at(u, &self.terms.plain, &self.terms.logit))
    }

    fn quantiles(&self, u: &[f64], x: &mut [f64]) {
        scores(x, u, &self.terms.plain, &self.terms.logit);
        match self.bounds {
            Bounds::None => {}
            Bounds::Below(min) => from_below_column(x, min),
            Bounds::Above(max) => from_above_column(x, max),
            Bounds::Both(min, max) => between_column(x, min, max),
        }
    }

    /// By Newton's method in ℓ, kept between what is known to be too low and too high.
    fn cdf(&self, x: f64) -> f64 {
        let (least, greatest) = self.support();
        if x <= least {
            return 0.0;
        }
        if x >= greatest {
            return 1.0;
        }
        let score = self.bounds.score(x);
        let [mut low, mut high] = [-FARTHEST_NUMBER, FARTHEST_NUMBER];
        if score <= self.terms.at(low).0 {
            return 0.0;
        }
        if score >= self.terms.at(high).0 {
            return 1.0;
        }
        let mut logit = 0.0;
        for _ in 0..MOST_STEPS {
            let (at, rise) = self.terms.at(logit);
            if at < score {
                low = logit;
            } else {
                high = logit;
            }
            let newton = logit - (at - score) / rise;
            let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
            if (next - logit).abs() <= 1e-15 * logit.abs().max(1.0) {
                return logistic(next);
            }
            logit = next;
        }
        logistic(logit)
    }

    /// In closed form without bounds; else by quadrature. Infinite where a tail is a power law with index 1 or less.
    fn mean(&self) -> f64 {
        let (lower, upper) = self.tails();
        let slowest = match self.bounds {
            Bounds::None => {
                // ∫ s² = 1/12, ∫ s⁴ = 1/80, ∫ s ℓ = 1/2, ∫ s³ ℓ = 1/12; the others are odd.
                let Terms { plain, logit } = &self.terms;
                return plain[0] + plain[2] / 12.0 + plain[4] / 80.0 + logit[1] / 2.0 + logit[3] / 12.0;
            }
            Bounds::Below(_) if upper >= 1.0 => return f64::INFINITY,
            Bounds::Above(_) if lower >= 1.0 => return f64::NEG_INFINITY,
            Bounds::Below(_) => 1.0 - upper.max(0.0),
            Bounds::Above(_) => 1.0 - lower.max(0.0),
            Bounds::Both(..) => 1.0,
        };
        // With u = exp(−w) from the lower end and 1 − u from the upper, both tails fall like exp(−slowest w).
        let both = |w: f64| {
            let v = exp(-w);
            let logit = w + ln_1p(-v);
            let [low, high] =
                [-1.0, 1.0].map(|side| self.bounds.value(self.terms.score(side * (0.5 - v), side * logit)));
            (low + high) * v
        };
        let start = std::f64::consts::LN_2;
        quadrature::integrate(both, start, start + REACH / slowest)
    }

    fn exponential_tails(&self) -> (f64, f64) {
        // As a logistic where there is no bound; a power law where there is one on the other side.
        let rate = |tail: f64| if tail > 0.0 { 1.0 / tail } else { f64::INFINITY };
        let power = |tail: f64| if tail > 0.0 { 0.0 } else { f64::INFINITY };
        let (lower, upper) = self.tails();
        match self.bounds {
            Bounds::None => (rate(lower), rate(upper)),
            Bounds::Below(_) => (f64::INFINITY, power(upper)),
            Bounds::Above(_) => (power(lower), f64::INFINITY),
            Bounds::Both(..) => (f64::INFINITY, f64::INFINITY),
        }
    }

    fn support(&self) -> (f64, f64) {
        let (lower, upper) = self.tails();
        let (least, greatest) = self.bounds.ends();
        // Where the score does not go on with ℓ, it ends.
        let end = |tail: f64, s: f64, else_end: f64| {
            if tail > 0.0 { else_end } else { self.bounds.value(horner(s, &self.terms.plain)) }
        };
        (end(lower, -0.5, least), end(upper, 0.5, greatest))
    }
}

/// ℓ of the least number.
const FARTHEST_NUMBER: f64 = 745.0;
const MOST_STEPS: u32 = 200;
/// exp(−40) is below the precision of a number.
const REACH: f64 = 40.0;

/// Σ aₖ sᵏ.
#[inline(always)]
fn horner(s: f64, a: &[f64; POWERS]) -> f64 {
    a[0] + s * (a[1] + s * (a[2] + s * (a[3] + s * a[4])))
}

/// Its derivative.
fn slope(s: f64, a: &[f64; POWERS]) -> f64 {
    a[1] + s * (2.0 * a[2] + s * (3.0 * a[3] + s * (4.0 * a[4])))
}

#[inline(always)]
fn score(s: f64, logit: f64, plain_terms: &[f64; POWERS], logit_terms: &[f64; POWERS]) -> f64 {
    horner(s, plain_terms) + horner(s, logit_terms) * logit
}

#[inline(always)]
fn score_at(u: f64, plain_terms: &[f64; POWERS], logit_terms: &[f64; POWERS]) -> f64 {
    score(u - 0.5, ln(u) - ln_1p(-u), plain_terms, logit_terms)
}

/// Farther out, exp is too small or too large for a number.
const GREATEST_SCORE: f64 = 700.0;

#[inline(always)]
fn from_below(score: f64, min: f64) -> f64 {
    min + exp(score.clamp(-GREATEST_SCORE, GREATEST_SCORE))
}

#[inline(always)]
fn from_above(score: f64, max: f64) -> f64 {
    max - exp(-score.clamp(-GREATEST_SCORE, GREATEST_SCORE))
}

/// From the nearer end, so that neither is passed by rounding.
#[inline(always)]
fn between(score: f64, min: f64, max: f64) -> f64 {
    let width = max - min;
    if score < 0.0 { min + width * logistic(score) } else { max - width * logistic(-score) }
}

kernel! {
    fn scores(x: &mut [f64], u: &[f64], plain_terms: &[f64; POWERS], logit_terms: &[f64; POWERS]) {
        for (x, &u) in x.iter_mut().zip(u) {
            *x = score_at(u, plain_terms, logit_terms);
        }
    }

    fn from_below_column(x: &mut [f64], min: f64) {
        for x in x {
            *x = from_below(*x, min);
        }
    }

    fn from_above_column(x: &mut [f64], max: f64) {
        for x in x {
            *x = from_above(*x, max);
        }
    }

    fn between_column(x: &mut [f64], min: f64, max: f64) {
        for x in x {
            *x = between(*x, min, max);
        }
    }
}
