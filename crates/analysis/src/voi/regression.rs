//! Penalised least squares from sums over folds of paths: piecewise linear in normal scores, with a few products.
//!
//! Everything is worked out from XᵀX, XᵀY and YᵀY of each fold, so that leaving folds out costs no pass over paths. How much
//! to smooth is chosen by the error on folds that were left out.

use altai_math::sums;
use ndarray::{Array1, Array2};

/// Paths whose features are worked out at a time.
pub(super) const CHUNK: usize = 512;

/// Knots lie evenly from −[`ENDS`] to [`ENDS`]; beyond, the last piece goes on.
const ENDS: f64 = 2.5;

/// Pieces of a curve of one number: so fine that it can follow a threshold.
const PIECES: usize = 40;

/// The penalty on the squares of a surface's straight lines, of which several add up to the same.
const LOOSE: f64 = 1e-4;

/// Pieces of a leading number's curve among many.
const PIECES_OF_MANY: usize = 8;

/// What responses are regressed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Basis {
    /// A piecewise linear curve in the score of one number; the penalty is on its bends (Eilers and Marx 1996).
    Curve(usize),
    /// Curves in the scores of leading numbers, products of any two of them, and a slope in every other.
    Surface { leading: Vec<usize>, others: Vec<usize> },
}

impl Basis {
    /// How many features.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Curve(_) => PIECES + 1,
            Self::Surface { leading, others } => {
                let leading = leading.len();
                1 + leading * (PIECES_OF_MANY + 1) + leading * (leading.max(1) - 1) / 2 + others.len()
            }
        }
    }

    /// What responses are expected to be on the paths from `from`, into as many columns as there are responses.
    pub(super) fn expect(
        &self,
        scores: &[Vec<f64>],
        from: usize,
        coefficients: &Array2<f64>,
        features: &mut [Vec<f64>],
        expected: &mut [Vec<f64>],
    ) {
        if let Self::Curve(number) = self {
            for (at, expected) in expected.iter_mut().enumerate() {
                for (expected, &score) in expected.iter_mut().zip(&scores[*number][from..]) {
                    let (piece, along) = place(score, PIECES);
                    *expected = (1.0 - along) * coefficients[[piece, at]] + along * coefficients[[piece + 1, at]];
                }
            }
            return;
        }
        self.fill(scores, from, features);
        for (at, expected) in expected.iter_mut().enumerate() {
            expected.fill(0.0);
            for (feature, &coefficient) in features.iter().zip(coefficients.column(at)) {
                expected.iter_mut().zip(feature).for_each(|(sum, feature)| *sum += coefficient * feature);
            }
        }
    }

    /// The features of the paths from `from`, as many as each column of `features` is long.
    fn fill(&self, scores: &[Vec<f64>], from: usize, features: &mut [Vec<f64>]) {
        match self {
            Self::Curve(number) => hats(&scores[*number][from..], features),
            Self::Surface { leading, others } => {
                features[0].fill(1.0);
                let mut next = 1;
                for &number in leading {
                    hats(&scores[number][from..], &mut features[next..=next + PIECES_OF_MANY]);
                    next += PIECES_OF_MANY + 1;
                }
                for (place, &one) in leading.iter().enumerate() {
                    for &other in &leading[..place] {
                        let products =
                            scores[one][from..].iter().zip(&scores[other][from..]).map(|(one, other)| one * other);
                        features[next].iter_mut().zip(products).for_each(|(feature, product)| *feature = product);
                        next += 1;
                    }
                }
                for &number in others {
                    let column = &mut features[next];
                    let length = column.len();
                    column.copy_from_slice(&scores[number][from..from + length]);
                    next += 1;
                }
            }
        }
    }

    /// What is penalised: the squares of a curve's bends and of products. What else there is in a surface, straight lines, is held
    /// only as tight as it takes to tell them apart.
    fn penalty(&self) -> Array2<f64> {
        let p = self.len();
        match self {
            Self::Curve(_) => gram(&bends(p)),
            Self::Surface { leading, others } => {
                let curve = gram(&bends(PIECES_OF_MANY + 1));
                let products = 1 + leading.len() * curve.nrows();
                let of = |at: usize| match at {
                    0 => 0.0,
                    _ if (products..p - others.len()).contains(&at) => 1.0,
                    _ => LOOSE,
                };
                let mut penalty = Array2::from_diag(&Array1::from_shape_fn(p, of));
                for from in (1..products).step_by(curve.nrows()) {
                    curve.indexed_iter().for_each(|((i, j), bend)| penalty[[from + i, from + j]] += bend);
                }
                penalty
            }
        }
    }

    /// The coefficients of a feature that is 1 on every path.
    fn one(&self) -> Array1<f64> {
        match self {
            Self::Curve(_) => Array1::ones(self.len()),
            Self::Surface { .. } => Array1::from_shape_fn(self.len(), |at| if at == 0 { 1.0 } else { 0.0 }),
        }
    }

    /// How much to penalise, to choose from; per path.
    fn penalties(&self) -> &'static [f64] {
        match self {
            Self::Curve(_) => &[1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0, 1e3],
            Self::Surface { .. } => &[1e-3, 1e-2, 1e-1, 1.0, 1e1],
        }
    }
}

/// Second differences of the heights at so many knots.
fn bends(knots: usize) -> Array2<f64> {
    Array2::from_shape_fn((knots - 2, knots), |(bend, knot)| match knot.checked_sub(bend) {
        Some(0 | 2) => 1.0,
        Some(1) => -2.0,
        _ => 0.0,
    })
}

/// BᵀB, summed in a fixed order.
fn gram(rows: &Array2<f64>) -> Array2<f64> {
    let p = rows.ncols();
    Array2::from_shape_fn((p, p), |(i, j)| rows.rows().into_iter().map(|row| row[i] * row[j]).sum())
}

/// Hat functions of the knots: those of the two around a score, which add up to 1.
fn hats(scores: &[f64], features: &mut [Vec<f64>]) {
    let pieces = features.len() - 1;
    for feature in features.iter_mut() {
        feature.fill(0.0);
    }
    let length = features[0].len();
    for (path, &score) in scores[..length].iter().enumerate() {
        let (piece, along) = place(score, pieces);
        features[piece][path] = 1.0 - along;
        features[piece + 1][path] = along;
    }
}

/// The piece of a score, and how far along it lies, in widths: below 0 or above 1 beyond the ends.
fn place(score: f64, pieces: usize) -> (usize, f64) {
    let along = (score + ENDS) / (2.0 * ENDS / pieces as f64);
    let piece = along.floor().clamp(0.0, (pieces - 1) as f64);
    (piece as usize, along - piece)
}

/// Sums of products over the paths of a fold.
#[derive(Debug, Clone)]
pub(super) struct Sums {
    paths: f64,
    /// Features farther apart have no product, and no common penalty.
    band: usize,
    features: Array2<f64>,
    /// Features by responses.
    cross: Array2<f64>,
    responses: Array1<f64>,
    squares: Array1<f64>,
}

impl Sums {
    /// Over the paths of a fold; `responses` are columns of all paths.
    pub(super) fn of(basis: &Basis, scores: &[Vec<f64>], responses: &[Vec<f64>], fold: std::ops::Range<usize>) -> Self {
        let (p, many) = (basis.len(), responses.len());
        let mut sums = Self {
            paths: fold.len() as f64,
            band: if matches!(basis, Basis::Curve(_)) { 2 } else { p },
            features: Array2::zeros((p, p)),
            cross: Array2::zeros((p, many)),
            responses: Array1::zeros(many),
            squares: Array1::zeros(many),
        };
        for (at, response) in responses.iter().enumerate() {
            let response = &response[fold.clone()];
            sums.responses[at] = sums::sum(response);
            sums.squares[at] = sums::dot(response, response);
        }
        match basis {
            Basis::Curve(number) => sums.add_curve(&scores[*number], responses, fold),
            Basis::Surface { .. } => sums.add_surface(basis, scores, responses, fold),
        }
        sums
    }

    /// Of all features of a curve only two are not 0.
    fn add_curve(&mut self, scores: &[f64], responses: &[Vec<f64>], fold: std::ops::Range<usize>) {
        for path in fold {
            let (piece, along) = place(scores[path], PIECES);
            let back = 1.0 - along;
            self.features[[piece, piece]] += back * back;
            self.features[[piece + 1, piece]] += back * along;
            self.features[[piece + 1, piece + 1]] += along * along;
            for (at, response) in responses.iter().enumerate() {
                if response[path] != 0.0 {
                    self.cross[[piece, at]] += back * response[path];
                    self.cross[[piece + 1, at]] += along * response[path];
                }
            }
        }
    }

    fn add_surface(
        &mut self,
        basis: &Basis,
        scores: &[Vec<f64>],
        responses: &[Vec<f64>],
        fold: std::ops::Range<usize>,
    ) {
        let mut features = vec![vec![0.0; CHUNK]; basis.len()];
        for from in fold.clone().step_by(CHUNK) {
            let length = CHUNK.min(fold.end - from);
            for feature in &mut features {
                feature.truncate(length);
            }
            basis.fill(scores, from, &mut features);
            for (i, feature) in features.iter().enumerate() {
                for (j, other) in features[..=i].iter().enumerate() {
                    self.features[[i, j]] += sums::dot(feature, other);
                }
                for (at, response) in responses.iter().enumerate() {
                    self.cross[[i, at]] += sums::dot(feature, &response[from..from + length]);
                }
            }
        }
    }

    fn plus(mut self, other: &Self) -> Self {
        self.paths += other.paths;
        self.features += &other.features;
        self.cross += &other.cross;
        self.responses += &other.responses;
        self.squares += &other.squares;
        self
    }

    /// Of all folds but some.
    fn without(folds: &[Self], left_out: &[usize]) -> Self {
        let mut kept = folds.iter().enumerate().filter(|(fold, _)| !left_out.contains(fold)).map(|(_, sums)| sums);
        let first = kept.next().expect("more folds than are left out").clone();
        kept.fold(first, Self::plus)
    }

    /// The mean of every response.
    fn means(&self) -> Array1<f64> {
        &self.responses / self.paths
    }

    /// Coefficients, features by responses; `None` where the equations cannot be solved.
    fn fit(&self, penalty: &Array2<f64>, weight: f64) -> Option<Array2<f64>> {
        let mut left = &self.features / self.paths + penalty * weight;
        left.diag_mut().iter_mut().for_each(|entry| *entry += JITTER);
        let band = self.band;
        cholesky(&mut left, band)?;
        let p = left.nrows();
        let mut solved = &self.cross / self.paths;
        for mut column in solved.columns_mut() {
            for i in 0..p {
                let above: f64 = (i.saturating_sub(band)..i).map(|k| left[[i, k]] * column[k]).sum();
                column[i] = (column[i] - above) / left[[i, i]];
            }
            for i in (0..p).rev() {
                let below: f64 = (i + 1..p.min(i + band + 1)).map(|k| left[[k, i]] * column[k]).sum();
                column[i] = (column[i] - below) / left[[i, i]];
            }
        }
        Some(solved)
    }

    /// Σ (y − ŷ)² over paths and responses.
    fn error(&self, coefficients: &Array2<f64>) -> f64 {
        let p = coefficients.nrows();
        let mut total = 0.0;
        for (at, beta) in coefficients.columns().into_iter().enumerate() {
            let mut square = 0.0;
            for i in 0..p {
                let inner: f64 = (i.saturating_sub(self.band)..i).map(|j| self.features[[i, j]] * beta[j]).sum();
                square += beta[i] * (2.0 * inner + self.features[[i, i]] * beta[i]);
            }
            let cross: f64 = (0..p).map(|i| self.cross[[i, at]] * beta[i]).sum();
            total += self.squares[at] - 2.0 * cross + square;
        }
        total
    }

    /// How much of the responses' variance a fit explains on its own paths: to rank numbers by.
    pub(super) fn explained(&self, basis: &Basis) -> f64 {
        let constant = self.error(&constant(basis, &self.means()));
        let fitted = self.fit(&basis.penalty(), 1e-2).map_or(constant, |fitted| self.error(&fitted));
        constant - fitted
    }
}

/// Makes of the lower triangle of a matrix, which is 0 beyond a band, its Cholesky factor; `None` where it has none.
fn cholesky(matrix: &mut Array2<f64>, band: usize) -> Option<()> {
    for i in 0..matrix.nrows() {
        let from = i.saturating_sub(band);
        for j in from..=i {
            let inner: f64 = (from..j).map(|k| matrix[[i, k]] * matrix[[j, k]]).sum();
            let rest = matrix[[i, j]] - inner;
            // NaN is refused too.
            if i == j && !(rest > 0.0) {
                return None;
            }
            matrix[[i, j]] = if i == j { rest.sqrt() } else { rest / matrix[[j, j]] };
        }
    }
    Some(())
}

/// Knots that no path comes near have a coefficient all the same.
const JITTER: f64 = 1e-9;

fn constant(basis: &Basis, means: &Array1<f64>) -> Array2<f64> {
    let one = basis.one();
    Array2::from_shape_fn((one.len(), means.len()), |(i, at)| one[i] * means[at])
}

/// So many folds are left out in turn to choose the penalty.
const INNER: usize = 3;

/// The regression on all folds but one. How much it smooths, up to no regression at all, is what errs least on others that are
/// left out beside it: coefficients, features by responses; `None` where nothing does better than the means.
pub(super) fn rule(basis: &Basis, folds: &[Sums], left_out: usize) -> Option<Array2<f64>> {
    let penalty = basis.penalty();
    let penalties = basis.penalties();
    let mut errors = vec![0.0; penalties.len() + 1];
    for step in 1..=INNER.min(folds.len() - 2) {
        let inner = (left_out + step) % folds.len();
        let train = Sums::without(folds, &[left_out, inner]);
        errors[0] += folds[inner].error(&constant(basis, &train.means()));
        for (error, &weight) in errors[1..].iter_mut().zip(penalties) {
            *error += train.fit(&penalty, weight).map_or(f64::INFINITY, |fitted| folds[inner].error(&fitted));
        }
    }
    let all = Sums::without(folds, &[left_out]);
    // The smoothest of equals: no regression comes first, and larger penalties before smaller.
    let order = std::iter::once(0).chain((1..errors.len()).rev());
    let best = order.reduce(|best, next| if errors[next] < errors[best] { next } else { best }).unwrap_or(0);
    best.checked_sub(1).and_then(|at| all.fit(&penalty, penalties[at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(seed: u64, n: usize) -> Vec<f64> {
        let word = |i: u64| (seed ^ i.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mix = |x: u64| (x ^ (x >> 31)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (0..n as u64).map(|i| altai_math::normal::quantile(altai_math::uniform::uniform(mix(word(i))))).collect()
    }

    fn folds(basis: &Basis, scores: &[Vec<f64>], responses: &[Vec<f64>]) -> Vec<Sums> {
        let n = scores[0].len();
        (0..5).map(|fold| Sums::of(basis, scores, responses, fold * n / 5..(fold + 1) * n / 5)).collect()
    }

    #[test]
    fn a_straight_line_is_found_exactly_and_noise_is_left_alone() {
        let scores = vec![noise(1, 4_000)];
        let line: Vec<f64> = scores[0].iter().map(|z| 2.0 - 3.0 * z).collect();
        let found = rule(&Basis::Curve(0), &folds(&Basis::Curve(0), &scores, &[line]), 0);
        let beta = found.unwrap();
        for knot in 0..=PIECES {
            let z = -ENDS + 2.0 * ENDS * knot as f64 / PIECES as f64;
            assert!((beta[[knot, 0]] - (2.0 - 3.0 * z)).abs() < 1e-5, "{knot}: {}", beta[[knot, 0]]);
        }
        let found = rule(&Basis::Curve(0), &folds(&Basis::Curve(0), &scores, &[noise(2, 4_000)]), 0);
        let bends = found.map_or(0.0, |beta| beta.iter().fold(0.0, |most: f64, b| most.max(b.abs())));
        assert!(bends < 0.25, "{bends}");
    }

    #[test]
    fn a_product_is_found_by_a_surface() {
        let scores = vec![noise(3, 4_000), noise(4, 4_000), noise(5, 4_000)];
        let response: Vec<f64> = (0..4_000).map(|i| scores[0][i] * scores[1][i] + 0.5 * scores[2][i]).collect();
        let basis = Basis::Surface { leading: vec![0, 1], others: vec![2] };
        let responses = [response];
        let folds = folds(&basis, &scores, &responses);
        let found = rule(&basis, &folds, 2);
        let left = folds[2].error(&found.unwrap()) / folds[2].squares[0];
        assert!(left < 1e-4, "{left}");
    }

    #[test]
    fn straight_lines_of_a_surface_are_all_but_free() {
        let scores = vec![noise(6, 4_000), noise(7, 4_000), noise(8, 4_000)];
        let response: Vec<f64> = (0..4_000).map(|i| 2.0 * scores[0][i] - scores[1][i] + 0.5 * scores[2][i]).collect();
        let basis = Basis::Surface { leading: vec![0, 1], others: vec![2] };
        let sums = Sums::of(&basis, &scores, &[response], 0..4_000);
        let stiffest = *basis.penalties().last().unwrap();
        let left = sums.error(&sums.fit(&basis.penalty(), stiffest).unwrap()) / sums.squares[0];
        // 3 % of the slope at most.
        assert!(left < 1e-3, "{left}");
    }
}
