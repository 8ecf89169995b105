//! Factors of matrices, the nearest correlation matrix, and quadrature.

use altai_math::matrix::{cholesky, nearest_correlation};
use altai_math::quadrature::{gauss_legendre, integrate};
use ndarray::{Array2, array};
use proptest::prelude::*;

fn entries(n: usize) -> impl Strategy<Value = Array2<f64>> {
    prop::collection::vec(-1.0..1.0_f64, n * n)
        .prop_map(move |entries| Array2::from_shape_vec((n, n), entries).unwrap())
}

proptest! {
    #[test]
    fn a_factor_times_its_transpose_is_the_matrix(root in entries(6)) {
        let matrix = root.dot(&root.t()) + Array2::<f64>::eye(6) * 0.01;
        let factor = cholesky(&matrix).unwrap();
        let product = factor.dot(&factor.t());
        prop_assert!(product.iter().zip(&matrix).all(|(a, b)| (a - b).abs() < 1e-13));
        prop_assert!(factor.indexed_iter().all(|((i, j), &x)| j <= i || x == 0.0));
    }

    #[test]
    fn the_nearest_correlation_matrix_is_one(raw in entries(7)) {
        let nearest = nearest_correlation(&raw);
        prop_assert!(nearest.diag().iter().all(|&d| d == 1.0));
        prop_assert!(nearest.iter().all(|x| x.abs() <= 1.0));
        prop_assert_eq!(&nearest, &nearest.t());
        prop_assert!(cholesky(&nearest).is_some());
    }

    #[test]
    fn a_correlation_matrix_is_its_own_nearest(root in entries(5)) {
        let covariance = root.dot(&root.t()) + Array2::<f64>::eye(5) * 0.1;
        let scale: Vec<f64> = covariance.diag().iter().map(|d| d.sqrt()).collect();
        let correlation =
            Array2::from_shape_fn((5, 5), |(i, j)| if i == j { 1.0 } else { covariance[[i, j]] / (scale[i] * scale[j]) });
        let nearest = nearest_correlation(&correlation);
        prop_assert!(nearest.iter().zip(&correlation).all(|(a, b)| (a - b).abs() < 1e-9));
    }
}

/// Higham (2002), section 4: the nearest to [[1, 1, 0], [1, 1, 1], [0, 1, 1]].
#[test]
fn the_nearest_correlation_matrix_is_that_of_the_paper() {
    let nearest = nearest_correlation(&array![[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]]);
    assert!((nearest[[0, 1]] - 0.7607).abs() < 1e-4, "{nearest}");
    assert!((nearest[[0, 2]] - 0.1573).abs() < 1e-4, "{nearest}");
}

#[test]
fn what_is_not_positive_definite_has_no_factor() {
    assert!(cholesky(&array![[1.0, 1.0], [1.0, 1.0]]).is_none());
    assert!(cholesky(&array![[1.0, 2.0], [2.0, 1.0]]).is_none());
    assert!(cholesky(&array![[f64::NAN, 0.0], [0.0, 1.0]]).is_none());
    assert_eq!(cholesky(&array![[4.0, 0.0], [2.0, 2.0]]), Some(array![[2.0, 0.0], [1.0, 1.0]]));
}

#[test]
fn a_large_matrix_of_ones_and_minus_ones_is_mended() {
    let wild = Array2::from_shape_fn((30, 30), |(i, j)| if (i * j) % 3 == 1 { -0.9 } else { 0.9 });
    assert!(cholesky(&nearest_correlation(&wild)).is_some());
}

#[test]
fn gauss_legendre_is_exact_for_polynomials() {
    for n in [1, 2, 5, 20, 101] {
        let (nodes, weights) = gauss_legendre(n);
        assert!(nodes.windows(2).all(|pair| pair[0] < pair[1]));
        for degree in [0, 2, 4, 2 * n - 2] {
            if degree > 2 * n - 1 {
                continue;
            }
            let sum: f64 =
                nodes.iter().zip(&weights).map(|(x, w)| w * (0..degree).fold(1.0, |power, _| power * x)).sum();
            assert!((sum - 2.0 / (degree + 1) as f64).abs() < 1e-14, "{n} points, degree {degree}");
        }
    }
}

#[test]
fn integrals_with_singular_ends_kinks_and_peaks_are_right() {
    use altai_math::{exp, ln, normal, power};
    type Case = (&'static str, fn(f64) -> f64, f64, f64, f64);
    let cases: [Case; 9] = [
        ("polynomial", |x| x * x, -1.0, 2.0, 3.0),
        ("backwards", |x| x * x, 2.0, -1.0, -3.0),
        ("root", |x| 1.0 / x.sqrt(), 0.0, 1.0, 2.0),
        ("strong singularity", |x| power(x, -0.9), 0.0, 1.0, 10.0),
        ("pointed", |x| power(x, 20.0), 0.0, 1.0, 1.0 / 21.0),
        ("logarithm", ln, 0.0, 1.0, -1.0),
        ("kink", |x| (x - 0.3).abs(), 0.0, 1.0, 0.29),
        ("jump", |x| if x < 0.7 { 1.0 } else { 3.0 }, 0.0, 1.0, 1.6),
        ("peak", |x| exp(-0.5 * (x - 1.0) * (x - 1.0) * 1e4), 0.0, 3.0, 0.025066282746310002),
    ];
    for (name, f, a, b, wanted) in cases {
        let got = integrate(f, a, b);
        assert!((got - wanted).abs() < 1e-12 * wanted.abs().max(1.0), "{name}: {got}");
    }
    assert!((integrate(normal::quantile, 0.0, 1.0)).abs() < 1e-12);
    assert_eq!(integrate(|x| x, 1.0, 1.0), 0.0);
}
