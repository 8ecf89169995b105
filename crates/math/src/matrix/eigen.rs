//! Eigenvalues of a symmetric matrix by Jacobi's rotations.

use ndarray::Array2;

const MOST_SWEEPS: usize = 60;

/// Eigenvalues and, as columns, eigenvectors of a symmetric matrix, in no particular order.
///
/// Cyclic sweeps of rotations, each of which makes one entry zero (Jacobi 1846; Golub and Van Loan 2013, §8.5).
/// Made for correlation matrices of at most some hundred rows; only + − × ÷ √, so the same bits everywhere.
pub(super) fn symmetric(matrix: &Array2<f64>) -> (Vec<f64>, Array2<f64>) {
    let n = matrix.nrows();
    let mut a = matrix.clone();
    let mut vectors = Array2::eye(n);
    for _ in 0..MOST_SWEEPS {
        let mut has_rotated = false;
        for p in 0..n {
            for q in p + 1..n {
                has_rotated |= rotate(&mut a, &mut vectors, p, q);
            }
        }
        if !has_rotated {
            break;
        }
    }
    (a.diag().to_vec(), vectors)
}

/// Makes the entries (p, q) and (q, p) zero, unless they are negligible already; whether it did.
fn rotate(a: &mut Array2<f64>, vectors: &mut Array2<f64>, p: usize, q: usize) -> bool {
    let n = a.nrows();
    let off = a[[p, q]];
    if !(off.abs() > f64::EPSILON * 0.25 * (a[[p, p]] * a[[q, q]]).abs().sqrt() && off.abs() > 1e-18) {
        return false;
    }
    // The smaller root of t² + 2 θ t = 1, the tangent of the angle.
    let theta = (a[[q, q]] - a[[p, p]]) / (2.0 * off);
    let size = 1.0 / (theta.abs() + (theta * theta + 1.0).sqrt());
    let t = if theta < 0.0 { -size } else { size };
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    for k in 0..n {
        let (akp, akq) = (a[[k, p]], a[[k, q]]);
        a[[k, p]] = c * akp - s * akq;
        a[[k, q]] = s * akp + c * akq;
    }
    for k in 0..n {
        let (apk, aqk) = (a[[p, k]], a[[q, k]]);
        a[[p, k]] = c * apk - s * aqk;
        a[[q, k]] = s * apk + c * aqk;
        let (vkp, vkq) = (vectors[[k, p]], vectors[[k, q]]);
        vectors[[k, p]] = c * vkp - s * vkq;
        vectors[[k, q]] = s * vkp + c * vkq;
    }
    a[[p, q]] = 0.0;
    a[[q, p]] = 0.0;
    true
}
