//! Correlation matrices: factors, and the nearest one to what somebody wrote.

mod eigen;

use ndarray::Array2;

/// The lower triangular L with L Lᵀ = `matrix`; only the lower triangle is read. `None` if a pivot is not above
/// 10⁻¹² (of a matrix with a diagonal of about 1): the matrix is then not positive definite.
///
/// # Panics
///
/// If the matrix is not square.
pub fn cholesky(matrix: &Array2<f64>) -> Option<Array2<f64>> {
    let n = matrix.nrows();
    assert!(matrix.is_square(), "cholesky needs a square matrix");
    let mut factor = Array2::zeros((n, n));
    for i in 0..n {
        for j in 0..=i {
            let mut rest = matrix[[i, j]];
            for k in 0..j {
                rest -= factor[[i, k]] * factor[[j, k]];
            }
            if i == j {
                // NaN is refused too.
                if !(rest > LEAST_PIVOT) {
                    return None;
                }
                factor[[i, i]] = rest.sqrt();
            } else {
                factor[[i, j]] = rest / factor[[j, j]];
            }
        }
    }
    Some(factor)
}

const LEAST_PIVOT: f64 = 1e-12;
/// Eigenvalues are raised to this: below it a factor would lose half its digits.
const LEAST_EIGENVALUE: f64 = 1e-6;
const MOST_ROUNDS: usize = 500;
/// The projections stop when no entry moves by more.
const SETTLED: f64 = 1e-10;

/// The correlation matrix nearest to a symmetric `matrix` in the sum of squared differences, with eigenvalues of at
/// least about 10⁻⁶, so that [`cholesky`] succeeds (Higham 2002: alternating projections with Dykstra's correction).
///
/// Entries come within about 10⁻⁸ of the nearest; the diagonal is exactly 1 and the result exactly symmetric.
///
/// # Panics
///
/// If the matrix is not square.
pub fn nearest_correlation(matrix: &Array2<f64>) -> Array2<f64> {
    assert!(matrix.is_square(), "nearest_correlation needs a square matrix");
    let n = matrix.nrows();
    let mut nearest = (matrix + &matrix.t()) * 0.5;
    let mut correction = Array2::<f64>::zeros((n, n));
    for _ in 0..MOST_ROUNDS {
        let start = &nearest - &correction;
        let definite = raise_eigenvalues(&start);
        correction = &definite - &start;
        let mut next = definite;
        next.diag_mut().fill(1.0);
        let moved = nearest.iter().zip(&next).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        nearest = next;
        if moved < SETTLED {
            break;
        }
    }
    // The last step set the diagonal, which may have lowered an eigenvalue: raise them once more and rescale.
    let definite = raise_eigenvalues(&nearest);
    let scale: Vec<f64> = definite.diag().iter().map(|d| d.sqrt()).collect();
    Array2::from_shape_fn((n, n), |(i, j)| if i == j { 1.0 } else { definite[[i, j]] / (scale[i] * scale[j]) })
}

/// The nearest matrix whose eigenvalues are all at least [`LEAST_EIGENVALUE`]. Exactly symmetric.
fn raise_eigenvalues(matrix: &Array2<f64>) -> Array2<f64> {
    let n = matrix.nrows();
    let (values, vectors) = eigen::symmetric(matrix);
    let mut result = Array2::zeros((n, n));
    for i in 0..n {
        for j in 0..=i {
            let mut entry = 0.0;
            for (k, &value) in values.iter().enumerate() {
                let raised = if value > LEAST_EIGENVALUE { value } else { LEAST_EIGENVALUE };
                entry += vectors[[i, k]] * raised * vectors[[j, k]];
            }
            result[[i, j]] = entry;
            result[[j, i]] = entry;
        }
    }
    result
}
