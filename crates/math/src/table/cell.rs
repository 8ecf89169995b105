//! A few slots of a table, on which the quantile function is a polynomial of degree five.

use super::panel::Panel;

const COEFFICIENTS: usize = 6;

/// Σ cₖ tᵏ with t from −1 to 1 over the cell. One line of a cache.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    coefficients: [f64; COEFFICIENTS],
    /// Where t = 0 lies, in slots.
    middle: f64,
    /// 1 / half the width, in slots.
    inverse: f64,
}

/// Chebyshev's points with the ends among them (−cos π i/5), so that neighbours meet.
const NODES: [f64; COEFFICIENTS] =
    [-1.0, -0.8090169943749475, -0.30901699437494745, 0.30901699437494745, 0.8090169943749475, 1.0];
/// Where the polynomial's error is largest, between the nodes.
const CHECKS: [f64; 5] = [-0.928, -0.595, 0.0, 0.595, 0.928];

impl Cell {
    /// The polynomial that agrees with the panel at six points.
    pub(super) fn fit(panel: &Panel, first: usize, slots: usize) -> Self {
        let half = 0.5 * slots as f64;
        let middle = first as f64 + half;
        let values = NODES.map(|t| panel.value(middle + half * t));
        Self { coefficients: through(values), middle, inverse: 1.0 / half }
    }

    /// The polynomial lifted at its left end to `floor`, where a rounded neighbour ends above it.
    fn lifted(mut self, floor: f64) -> Self {
        let gap = floor - self.at(-1.0);
        if gap > 0.0 {
            self.coefficients[0] += 0.5 * gap;
            self.coefficients[1] -= 0.5 * gap;
        }
        self
    }

    /// The straight line between the polynomial's ends, neither below `floor` nor falling.
    fn straightened(self, floor: f64) -> Self {
        let low = self.at(-1.0);
        let low = if low < floor { floor } else { low };
        let high = self.end();
        let high = if high < low { low } else { high };
        Self { coefficients: [0.5 * (low + high), 0.5 * (high - low), 0.0, 0.0, 0.0, 0.0], ..self }
    }

    /// A cell that begins at `floor` or above and never falls, if it is within `tolerance` of the panel (or must be
    /// good enough): the polynomial if it rises, else a line, as where a quantile function is flat.
    pub(super) fn if_good(self, panel: &Panel, tolerance: f64, floor: f64, must_be: bool) -> Option<Self> {
        let lifted = self.lifted(floor);
        if lifted.rises() && (must_be || lifted.is_within(panel, tolerance)) {
            return Some(lifted);
        }
        let line = self.straightened(floor);
        (must_be || line.is_within(panel, tolerance)).then_some(line)
    }

    fn is_within(&self, panel: &Panel, tolerance: f64) -> bool {
        CHECKS.iter().all(|&t| (self.at(t) - panel.value(self.middle + t / self.inverse)).abs() <= tolerance)
    }

    /// Whether the polynomial never falls: its derivative has no negative coefficient in Bernstein's basis.
    fn rises(&self) -> bool {
        let c = &self.coefficients;
        // The derivative in powers of s = (1 + t)/2, by repeated synthetic division at t = −1.
        let mut d = [c[1], 2.0 * c[2], 3.0 * c[3], 4.0 * c[4], 5.0 * c[5]];
        for i in 0..d.len() {
            for j in (i..d.len() - 1).rev() {
                d[j] -= d[j + 1];
            }
        }
        let mut power = 1.0;
        for d in &mut d {
            *d *= power;
            power *= 2.0;
        }
        // bᵢ = Σ C(i, k)/C(4, k) dₖ.
        [
            d[0],
            d[0] + d[1] / 4.0,
            d[0] + d[1] / 2.0 + d[2] / 6.0,
            d[0] + d[1] * 0.75 + d[2] / 2.0 + d[3] / 4.0,
            d[0] + d[1] + d[2] + d[3] + d[4],
        ]
        .iter()
        .all(|&b| b >= 0.0)
    }

    pub(super) fn slots(&self) -> usize {
        (2.0 / self.inverse) as usize
    }

    /// The value in the middle.
    pub(super) fn middle(&self) -> f64 {
        self.coefficients[0]
    }

    /// The value at the right end.
    pub(super) fn end(&self) -> f64 {
        self.at(1.0)
    }

    /// A position inside that is no node.
    pub(super) fn inside(&self) -> f64 {
        self.middle + 0.62 / self.inverse
    }

    #[inline(always)]
    pub(super) fn value(&self, position: f64) -> f64 {
        self.at((position - self.middle) * self.inverse)
    }

    #[inline(always)]
    fn at(&self, t: f64) -> f64 {
        let c = &self.coefficients;
        let z = t * t;
        (c[0] + z * (c[2] + z * c[4])) + t * (c[1] + z * (c[3] + z * c[5]))
    }
}

/// Coefficients of the polynomial through the values at [`NODES`].
fn through(values: [f64; COEFFICIENTS]) -> [f64; COEFFICIENTS] {
    // Even and odd parts are polynomials in t² through three points each.
    let squares = [NODES[3] * NODES[3], NODES[4] * NODES[4], 1.0];
    let even = [3, 4, 5].map(|i| 0.5 * (values[i] + values[5 - i]));
    let odd = [3, 4, 5].map(|i| 0.5 * (values[i] - values[5 - i]) / NODES[i]);
    let [c0, c2, c4] = through_three(squares, even);
    let [c1, c3, c5] = through_three(squares, odd);
    [c0, c1, c2, c3, c4, c5]
}

/// Coefficients of the parabola through three points.
fn through_three(x: [f64; 3], y: [f64; 3]) -> [f64; 3] {
    let first = (y[1] - y[0]) / (x[1] - x[0]);
    let second = ((y[2] - y[1]) / (x[2] - x[1]) - first) / (x[2] - x[0]);
    [y[0] - x[0] * first + x[0] * x[1] * second, first - (x[0] + x[1]) * second, second]
}
