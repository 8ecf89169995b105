//! PRIM, the patient rule induction method: boxes in the space of inputs in which an outcome is frequent.
//!
//! J. H. Friedman and N. I. Fisher 1999, *Bump hunting in high-dimensional data*; as a way to discover scenarios, B. P. Bryant and
//! R. J. Lempert 2010, *Thinking inside the box*. The rules for quantiles, for ties and for the gain that a peel is chosen by are
//! those of the EMA Workbench (Kwakkel 2017), so that both give the same boxes.

mod paste;
mod peel;
mod quantile;
mod sample;

pub use sample::{Near, Sample, near};

/// The least and the greatest value of an input inside a box.
pub type Limits = [f64; 2];

/// How patient the search is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The share of the paths inside that one peel takes away, above 0 and below ½.
    pub peel: f64,
    /// Of the paths that one limit alone keeps out, the share that one paste brings back, above 0 and below ½.
    pub paste: f64,
    /// The least share of all paths that a box may hold.
    pub mass: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { peel: 0.05, paste: 0.05, mass: 0.05 }
    }
}

/// A box on the way, and what it holds of the sample.
#[derive(Debug, Clone, PartialEq)]
pub struct PrimBox {
    /// Of every input; those of the first box hold all values.
    pub limits: Vec<Limits>,
    /// Paths inside.
    pub inside: usize,
    /// Those among them that have the outcome.
    pub wanted: usize,
}

impl PrimBox {
    /// The share of paths inside that have the outcome; 0 where there is none inside.
    pub fn density(&self) -> f64 {
        if self.inside == 0 { 0.0 } else { self.wanted as f64 / self.inside as f64 }
    }

    /// The inputs of which it excludes something that the first box holds.
    pub fn restricted<'a>(&'a self, first: &'a Self) -> impl Iterator<Item = usize> + 'a {
        (0..self.limits.len()).filter(|&input| self.limits[input] != first.limits[input])
    }
}

/// All boxes from the one that holds everything to the last one that is pasted, in order. The first is always there.
pub fn trajectory(sample: &Sample, settings: Settings) -> Vec<PrimBox> {
    let mut boxes = vec![sample.first()];
    peel::peel(sample, settings, &mut boxes);
    while let Some(larger) = paste::paste(sample, settings, &boxes) {
        boxes.push(larger);
    }
    boxes
}

/// A box that the next one may be.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    input: usize,
    /// 0 where the least value changes, 1 where the greatest does.
    side: usize,
    limit: f64,
    inside: usize,
    wanted: usize,
    gain: f64,
    restricted: usize,
}

impl Candidate {
    /// What becomes of a box when one of its limits is moved.
    fn of(boxes: &[PrimBox], (input, side, limit): (usize, usize, f64), inside: usize, wanted: usize) -> Option<Self> {
        let (first, now) = (boxes.first()?, boxes.last()?);
        let mut limits = now.limits[input];
        limits[side] = limit;
        let others = now.restricted(first).filter(|&other| other != input).count();
        let restricted = others + usize::from(limits != first.limits[input]);
        Some(Self { input, side, limit, inside, wanted, gain: gain(now, inside, wanted), restricted })
    }

    /// The greatest gain, then as few restricted inputs as may be; of equals the first.
    fn best(candidates: impl Iterator<Item = Self>) -> Option<Self> {
        candidates.reduce(|best, other| {
            let is_better = other.gain > best.gain || other.gain == best.gain && other.restricted < best.restricted;
            if is_better { other } else { best }
        })
    }

    fn moved(&self, from: &PrimBox) -> PrimBox {
        let mut limits = from.limits.clone();
        limits[self.input][self.side] = self.limit;
        PrimBox { limits, inside: self.inside, wanted: self.wanted }
    }
}

/// By how much density rises for every path that comes or goes.
fn gain(from: &PrimBox, inside: usize, wanted: usize) -> f64 {
    let (before, after) = (from.density(), if inside == 0 { 0.0 } else { wanted as f64 / inside as f64 });
    let moved = from.inside.abs_diff(inside);
    if moved == 0 || before == after { 0.0 } else { (after - before) / moved as f64 }
}
