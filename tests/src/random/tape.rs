//! Choices from a tape of numbers, and the text of a quantity.

/// A tape of random numbers.
pub(super) struct Tape<'a> {
    pub(super) words: std::slice::Iter<'a, u32>,
    /// The inputs that may stand in place of a number.
    pub(super) inputs: &'static [&'static str],
}

/// The range of a key, as far as random scenarios use it.
#[derive(Clone, Copy)]
pub(super) enum Range {
    /// Any number, but here between the two.
    Real(f64, f64),
    /// Between the two and never beyond.
    Bounded(f64, f64),
    /// Above 0 or at least 0, and here mostly between the two.
    Positive(f64, f64),
    /// A share.
    Share(f64, f64),
}

impl Tape<'_> {
    fn next(&mut self) -> u32 {
        self.words.next().copied().unwrap_or(0)
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        self.next() as usize % n
    }

    pub(super) fn years(&mut self, n: i32) -> i32 {
        (self.next() % n.cast_unsigned()).cast_signed()
    }

    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// A number between the two, with few digits.
    pub(super) fn real(&mut self, low: f64, high: f64) -> f64 {
        let share = f64::from(self.next()) / f64::from(u32::MAX);
        let digits = if high - low < 1.0 { 1e5 } else { 1e4 };
        (((low + share * (high - low)) * digits).round() / digits).clamp(low, high)
    }

    /// Two numbers, the first at least a twentieth of the width below the second.
    fn two(&mut self, low: f64, high: f64) -> (f64, f64) {
        let width = high - low;
        let first = self.real(low, low + 0.6 * width);
        (first, self.real(first + 0.05 * width, high))
    }

    /// At least two numbers that differ, and at most so many.
    pub(super) fn several(&mut self, low: f64, high: f64, most: usize) -> Vec<f64> {
        let (one, other) = self.two(low, high);
        let more = self.below(most - 1);
        [one, other].into_iter().chain((0..more).map(|_| self.real(low, high))).collect()
    }

    pub(super) fn subset<'n>(&mut self, names: &[&'n str], percent: usize) -> Vec<&'n str> {
        names.iter().copied().filter(|_| self.chance(percent)).collect()
    }

    /// The value of a quantity, for a key of this range.
    pub(super) fn quantity(&mut self, range: Range) -> String {
        let fits = |input: &&str| match (*input, range) {
            ("portion", Range::Share(..)) | ("tilt", Range::Real(..)) => true,
            ("spread", Range::Positive(_, high)) => high < 1.0,
            _ => false,
        };
        if let Some(input) = self.inputs.iter().copied().find(fits)
            && self.chance(15)
        {
            return format!("\"{input}\"");
        }
        self.own_quantity(range)
    }

    /// A quantity with a draw of its own.
    pub(super) fn own_quantity(&mut self, range: Range) -> String {
        let kind = self.below(18);
        let (Range::Real(low, high) | Range::Bounded(low, high) | Range::Positive(low, high) | Range::Share(low, high)) =
            range;
        match (kind, range) {
            (1 | 2, Range::Real(..) | Range::Positive(..) | Range::Share(..)) => {
                let (low, high) = self.two(low, high);
                format!("\"{low} to {high}\"")
            }
            (3, Range::Real(..)) => self.normal(low, high),
            (3, _) => {
                let normal = self.normal(low, high);
                format!("{}, min = {low}, max = {high} }}", normal.trim_end_matches(" }").to_owned() + " }")
            }
            (4, Range::Positive(..)) => {
                let (median, sigma) = (self.real(low, high), self.real(0.05, 0.5));
                format!("{{ lognormal = {{ median = {}, sigma = {sigma} }} }}", median.max(1e-3))
            }
            (5, Range::Positive(..)) => {
                let mean = self.real(low, high).max(1e-3);
                format!("{{ lognormal = {{ mean = {mean}, sd = {} }} }}", mean * self.real(0.1, 0.6))
            }
            (6, Range::Positive(..)) => {
                let mean = self.real(low, high).max(1e-3);
                format!("{{ gamma = {{ mean = {mean}, sd = {} }}, note = \"skewed\" }}", mean * self.real(0.2, 0.9))
            }
            (4, Range::Share(..)) => {
                format!("{{ beta = {{ alpha = {}, beta = {} }} }}", self.real(0.5, 9.0), self.real(0.5, 9.0))
            }
            (5, Range::Share(..)) => {
                format!("{{ beta = {{ mean = {}, size = {} }} }}", self.real(0.1, 0.9), self.real(2.0, 30.0))
            }
            (6, Range::Share(..) | Range::Real(..)) => {
                let (low, high) = self.two(low, high);
                format!("{{ value = \"{low} to {high}\", min = {low}, max = {high}, quality = \"judgement\" }}")
            }
            (7, _) => {
                let (low, high) = self.two(low, high);
                format!("{{ uniform = {{ min = {low}, max = {high} }} }}")
            }
            (8 | 9, _) => {
                let (low, high) = self.two(low, high);
                let mode = self.real(low, high);
                let name = if kind == 8 { "triangular" } else { "pert" };
                format!("{{ {name} = {{ min = {low}, mode = {mode}, max = {high} }} }}")
            }
            (10, _) => format!("{{ value = {}, source = \"a book\" }}", self.real(low, high)),
            (11, Range::Positive(..)) => format!("{{ exponential = {{ mean = {} }} }}", self.real(low, high).max(1e-3)),
            (12, Range::Positive(..)) => {
                let (scale, shape) = (self.real(low, high).max(1e-3), self.real(0.8, 4.0));
                format!("{{ weibull = {{ scale = {scale}, shape = {shape} }} }}")
            }
            (11 | 12, _) => {
                let location = self.real(low, high);
                let (scale, dof) = (self.real(0.02, 0.1) * (high - low), self.real(2.5, 30.0));
                format!(
                    "{{ student_t = {{ location = {location}, scale = {scale}, dof = {dof} }}, min = {low}, max = {high} }}"
                )
            }
            (13, _) => {
                let values = self.several(low, high, 4);
                let weights: Vec<f64> = values.iter().map(|_| self.real(0.1, 5.0)).collect();
                format!("{{ discrete = {{ values = {values:?}, weights = {weights:?} }} }}")
            }
            (14, _) => format!("{{ data = {:?} }}", self.several(low, high, 9)),
            (15, _) => {
                let at = |share: f64| low + share * (high - low);
                let (p10, p50, p90) = (self.real(0.15, 0.25), self.real(0.42, 0.58), self.real(0.75, 0.85));
                let [p10, p50, p90] = [p10, p50, p90].map(at);
                format!("{{ quantiles = {{ p10 = {p10}, p50 = {p50}, p90 = {p90}, min = {low}, max = {high} }} }}")
            }
            _ => self.real(low, high).to_string(),
        }
    }

    fn normal(&mut self, low: f64, high: f64) -> String {
        let width = high - low;
        let (mean, sd) = (self.real(low + 0.2 * width, high - 0.2 * width), self.real(0.05, 0.4) * width);
        format!("{{ normal = {{ mean = {mean}, sd = {sd} }} }}")
    }
}
