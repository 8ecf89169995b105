//! Quantile functions as tables, for drawing by inversion fast.

mod cell;
mod panel;

use cell::Cell;
use panel::Panel;

use crate::normal;

/// A quantile function in pieces: monotone polynomials of degree five in the normal score z = Φ⁻¹(u).
///
/// In the normal score the quantile function of nearly everything is smooth, far into both tails. It is first
/// interpolated to degree sixteen on a few panels, halved where need be, which asks for it a few hundred times; the
/// panels are then cut into cells.
///
/// Table and quantile function differ by at most 10⁻¹⁰ of the scale wherever a 52-bit uniform number lands. The scale
/// at a value x is |x − median| or a quarter of the distance between the quantiles of z = ±2 (the standard deviation,
/// were it normal), whichever is greater, and never less than 10⁻⁴ |x|. It holds for gamma distributions of shape
/// 0.01 and more, beta distributions with parameters of 0.05 and more, Student's t from one degree of freedom, and
/// what is as smooth; [`error`](Self::error) tells, 2·10⁻¹¹ as a rule. (A beta with both at 0.02 has 2·10⁻⁹.) The
/// finest cell is 0.008 wide in z: a kink costs up to 10⁻⁶ of the scale (the mode of a triangular distribution is
/// one; that has a closed form anyway), and a jump is smeared over a cell.
///
/// A gamma or beta distribution is built in 0.1 to 0.3 ms, Student's t from betas in 0.5 to 1 ms; a look-up takes 3
/// ns beyond that of Φ⁻¹, and a table 8 to 16 KiB.
///
/// ```
/// let table = altai_math::QuantileTable::build(|u| altai_math::gamma::quantile(u, 2.0));
/// let mut x = [0.0; 2];
/// table.quantiles(&[0.5, 0.999], &mut x);
/// assert!((x[0] - 1.6783469900166610).abs() < 1e-10);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct QuantileTable {
    cells: Vec<Cell>,
    /// Which cell each slot belongs to.
    cell_of_slot: Vec<u16>,
    /// At the ends of z.
    least: f64,
    greatest: f64,
    error: f64,
}

/// z is cut into this many slots; a cell is a power of two of them.
const SLOTS: usize = 2048;
/// The panels at the start.
const PANELS: usize = 8;
/// −Φ⁻¹(2⁻⁵³): no 52-bit uniform lands beyond.
const REACH: f64 = 8.209536151601387;
/// Slots in a unit of z.
const SLOTS_PER_UNIT: f64 = SLOTS as f64 / (2.0 * REACH);
/// The least and greatest 52-bit uniform.
const LEAST_UNIFORM: f64 = f64::EPSILON / 2.0;
const GREATEST_UNIFORM: f64 = 1.0 - f64::EPSILON / 2.0;

/// How far cells may be from panels, of the scale.
const TOLERANCE: f64 = 2e-11;
/// How far panels may be from the quantile function, of the scale; what they estimate can be ten times too low.
const PANEL_TOLERANCE: f64 = 2e-12;

/// What an error at a value is measured by.
#[derive(Debug, Clone, Copy)]
struct Scale {
    median: f64,
    spread: f64,
}

impl Scale {
    fn at(self, x: f64) -> f64 {
        let distance = (x - self.median).abs();
        let scale = if distance > self.spread { distance } else { self.spread };
        let rounding = x.abs() * 1e-4;
        if scale > rounding { scale } else { rounding }
    }
}

/// A position in slots, from 0 to [`SLOTS`], of a normal score.
#[inline(always)]
fn position_of_score(z: f64) -> f64 {
    (z + REACH) * SLOTS_PER_UNIT
}

/// A position in slots of a uniform number.
#[inline(always)]
fn position(u: f64) -> f64 {
    position_of_score(normal::quantile(u))
}

impl QuantileTable {
    /// Tabulates a `quantile` function, which should be finite and not fall on (0, 1).
    ///
    /// Asks it 200 to 500 times where it is smooth.
    pub fn build(quantile: impl Fn(f64) -> f64) -> Self {
        Self::build_from(&quantile)
    }

    fn build_from(quantile: &dyn Fn(f64) -> f64) -> Self {
        let (low, high) = (quantile(normal::cdf(-2.0)), quantile(normal::cdf(2.0)));
        let scale = Scale { median: quantile(0.5), spread: 0.25 * (high - low) };
        let mut cells = Vec::new();
        let width = SLOTS / PANELS;
        for panel in 0..PANELS {
            tabulate(quantile, scale, panel * width, width, &mut cells);
        }
        let mut cell_of_slot = Vec::with_capacity(SLOTS);
        for (index, cell) in cells.iter().enumerate() {
            cell_of_slot.resize(cell_of_slot.len() + cell.slots(), index as u16);
        }
        let (least, greatest) = (quantile(LEAST_UNIFORM), quantile(GREATEST_UNIFORM));
        let mut table = Self { cells, cell_of_slot, least, greatest, error: 0.0 };
        table.error = table.measured_error(quantile, scale);
        table
    }

    /// The largest difference from the quantile function at one place inside every cell.
    fn measured_error(&self, quantile: &dyn Fn(f64) -> f64, scale: Scale) -> f64 {
        let mut error = 0.0;
        for cell in &self.cells {
            let u = panel::uniform_at(cell.inside());
            let x = quantile(u);
            let difference = (self.quantile(u) - x).abs() / scale.at(x);
            if !(difference <= error) && x != self.quantile(u) {
                error = difference;
            }
        }
        error
    }

    fn quantile(&self, u: f64) -> f64 {
        let mut out = [0.0];
        self.quantiles(&[u], &mut out);
        out[0]
    }

    /// out = the quantile at each u in (0, 1). Below 2⁻⁵³ and above 1 − 2⁻⁵³, u counts as these; NaN counts as 2⁻⁵³.
    /// The longer slice's rest is left alone.
    pub fn quantiles(&self, u: &[f64], out: &mut [f64]) {
        let length = u.len().min(out.len());
        let (u, out) = (&u[..length], &mut out[..length]);
        positions(out, u);
        look_up(out, &self.cells, &self.cell_of_slot, self.least, self.greatest);
    }

    /// out = the quantile at Φ(z), for each normal score z. Beyond ±8.2 it counts as that, where the least and the greatest
    /// uniform number are; NaN counts as −8.2. The longer slice's rest is left alone.
    pub fn at_scores(&self, z: &[f64], out: &mut [f64]) {
        let length = z.len().min(out.len());
        let (z, out) = (&z[..length], &mut out[..length]);
        positions_of_scores(out, z);
        look_up(out, &self.cells, &self.cell_of_slot, self.least, self.greatest);
    }

    /// The largest difference between table and quantile function found when it was built, at one place inside every
    /// cell, as a multiple of the scale: |x − median| or a quarter of the distance between the quantiles of z = ±2,
    /// whichever is greater (or 10⁻⁴ x, where that is more).
    pub fn error(&self) -> f64 {
        self.error
    }
}

/// Adds the cells of a stretch of slots, halving it until the quantile function is a polynomial there.
fn tabulate(quantile: &dyn Fn(f64) -> f64, scale: Scale, first: usize, slots: usize, cells: &mut Vec<Cell>) {
    let panel = Panel::new(quantile, first, slots);
    if slots > 1 && panel.error(scale) > PANEL_TOLERANCE && panel::has_room(first, slots) {
        tabulate(quantile, scale, first, slots / 2, cells);
        tabulate(quantile, scale, first + slots / 2, slots / 2, cells);
    } else {
        cut(&panel, scale, first, slots, cells);
    }
}

/// Cuts a panel into cells that are good enough.
fn cut(panel: &Panel, scale: Scale, first: usize, slots: usize, cells: &mut Vec<Cell>) {
    let cell = Cell::fit(panel, first, slots);
    let tolerance = TOLERANCE * scale.at(cell.middle());
    let floor = cells.last().map_or(f64::NEG_INFINITY, Cell::end);
    if let Some(cell) = cell.if_good(panel, tolerance, floor, slots == 1) {
        cells.push(cell);
    } else {
        cut(panel, scale, first, slots / 2, cells);
        cut(panel, scale, first + slots / 2, slots / 2, cells);
    }
}

crate::kernel! {
    /// out = the position of each u, in slots.
    fn positions(out: &mut [f64], u: &[f64]) {
        for (out, &u) in out.iter_mut().zip(u) {
            let u = if u > LEAST_UNIFORM { u } else { LEAST_UNIFORM };
            let u = if u < GREATEST_UNIFORM { u } else { GREATEST_UNIFORM };
            *out = position(u);
        }
    }

    /// out = the position of each score, in slots.
    fn positions_of_scores(out: &mut [f64], z: &[f64]) {
        for (out, &z) in out.iter_mut().zip(z) {
            let z = if z > -REACH { z } else { -REACH };
            let z = if z < REACH { z } else { REACH };
            *out = position_of_score(z);
        }
    }
}

/// Replaces positions by what the cells hold there.
fn look_up(out: &mut [f64], cells: &[Cell], cell_of_slot: &[u16], least: f64, greatest: f64) {
    let Ok(cell_of_slot) = <&[u16; SLOTS]>::try_from(cell_of_slot) else {
        return;
    };
    for out in out {
        let position = *out;
        // By way of 32 bits, which a processor converts to at once.
        let slot = (position as u32 as usize).min(SLOTS - 1);
        let x = cells[usize::from(cell_of_slot[slot])].value(position);
        let x = if x > least { x } else { least };
        *out = if x < greatest { x } else { greatest };
    }
}
