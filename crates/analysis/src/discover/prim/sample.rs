//! Inputs and outcomes of paths, and which of them a box holds.

use super::{Limits, PrimBox};

/// What is searched: the inputs of paths, and whether each has the outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    inputs: Vec<Vec<f64>>,
    wanted: Vec<bool>,
    /// Of every input, the paths in ascending order of its values.
    orders: Vec<Vec<u32>>,
}

impl Sample {
    /// A column of finite values for each input, all as long as `wanted`, and shorter than 2³².
    ///
    /// # Panics
    ///
    /// When a column has another length.
    pub fn new(inputs: Vec<Vec<f64>>, wanted: Vec<bool>) -> Self {
        assert!(inputs.iter().all(|column| column.len() == wanted.len()), "every path has a value of each input");
        let order = |column: &Vec<f64>| {
            let mut order: Vec<u32> = (0..wanted.len() as u32).collect();
            order.sort_by(|&one, &other| column[one as usize].total_cmp(&column[other as usize]));
            order
        };
        let orders = inputs.iter().map(order).collect();
        Self { inputs, wanted, orders }
    }

    /// The sample in which path i comes `times[i]` times.
    #[must_use]
    pub fn repeated(&self, times: &[u32]) -> Self {
        let mut total = 0;
        let starts: Vec<u32> = times
            .iter()
            .map(|&times| {
                total += times;
                total - times
            })
            .collect();
        let again = |path: usize| std::iter::repeat_n(path, times[path] as usize);
        let paths: Vec<usize> = (0..times.len()).flat_map(again).collect();
        let copies = |&path: &u32| starts[path as usize]..starts[path as usize] + times[path as usize];
        Self {
            inputs: self.inputs.iter().map(|column| paths.iter().map(|&path| column[path]).collect()).collect(),
            wanted: paths.iter().map(|&path| self.wanted[path]).collect(),
            orders: self.orders.iter().map(|order| order.iter().flat_map(copies).collect()).collect(),
        }
    }

    /// How many paths.
    pub fn paths(&self) -> usize {
        self.wanted.len()
    }

    /// How many of them have the outcome.
    pub fn wanted(&self) -> usize {
        self.wanted.iter().filter(|&&wanted| wanted).count()
    }

    pub(super) fn inputs(&self) -> usize {
        self.inputs.len()
    }

    /// The value of an input on a path.
    pub fn value(&self, input: usize, path: usize) -> f64 {
        self.inputs[input][path]
    }

    /// Whether a path has the outcome.
    pub fn is_wanted(&self, path: usize) -> bool {
        self.wanted[path]
    }

    pub(super) fn orders(&self) -> &[Vec<u32>] {
        &self.orders
    }

    /// The box that holds all paths.
    pub fn first(&self) -> PrimBox {
        let ends = |(order, column): (&Vec<u32>, &Vec<f64>)| match (order.first(), order.last()) {
            (Some(&first), Some(&last)) => [column[first as usize], column[last as usize]],
            _ => [f64::NEG_INFINITY, f64::INFINITY],
        };
        let limits: Vec<Limits> = self.orders.iter().zip(&self.inputs).map(ends).collect();
        PrimBox { limits, inside: self.paths(), wanted: self.wanted() }
    }

    /// How far apart values of an input typically are: a tenth of what lies between its 10th and its 90th percentile, or of its
    /// whole range where that is nothing.
    pub fn spread(&self, input: usize) -> f64 {
        let order = &self.orders[input];
        let at = |share: f64| {
            let rank = (order.len().saturating_sub(1) as f64 * share) as usize;
            order.get(rank).map_or(0.0, |&path| self.value(input, path as usize))
        };
        let between = at(0.9) - at(0.1);
        (if between > 0.0 { between } else { at(1.0) - at(0.0) }) / 10.0
    }

    /// How many paths limits let in, and how many of those have the outcome.
    pub fn held(&self, limits: &[(usize, Limits)]) -> (usize, usize) {
        let inside = (0..self.paths()).filter(|&path| self.near(limits, path) == Near::Inside);
        inside.fold((0, 0), |(inside, wanted), path| (inside + 1, wanted + usize::from(self.wanted[path])))
    }

    /// Where a path stands to limits.
    pub fn near(&self, limits: &[(usize, Limits)], path: usize) -> Near {
        near(limits, |input| self.value(input, path))
    }
}

/// Where a path stands to a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Near {
    /// Inside.
    Inside,
    /// Kept out by the limits of one input alone: its place among those that are restricted, and 0 where the value is too small, 1
    /// where it is too large.
    But(usize, usize),
    /// Kept out by more.
    Outside,
}

/// Where a path stands to the limits of some inputs, given its value of each.
pub fn near(limits: &[(usize, Limits)], value: impl Fn(usize) -> f64) -> Near {
    let mut found = Near::Inside;
    for (place, &(input, [least, greatest])) in limits.iter().enumerate() {
        let x = value(input);
        if x < least || x > greatest {
            if found != Near::Inside {
                return Near::Outside;
            }
            found = Near::But(place, usize::from(x > greatest));
        }
    }
    found
}
