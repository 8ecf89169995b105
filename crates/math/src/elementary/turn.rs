//! Sine and cosine of an angle given as a fraction of a turn.

/// sin(2π t)/t as a polynomial in t², minimax by Remez for |t| ≤ ¼.
const SINE: [f64; 8] = [
    6.283185307179582,
    -41.34170224039567,
    81.60524927511182,
    -76.7058596532701,
    42.058688513736314,
    -15.094475704035299,
    3.8170388148762093,
    -0.6911051144995123,
];

/// cos(2π t) as a polynomial in t², minimax by Remez for |t| ≤ ¼.
const COSINE: [f64; 8] = [
    0.9999999999999981,
    -19.739208802174755,
    64.93939402133586,
    -85.45681703593434,
    60.24463062195352,
    -26.42588906667713,
    7.896559497975757,
    -1.6452405469057927,
];

/// sin(2π t) for |t| ≤ ¼ of a turn. Absolute error below 5·10⁻¹⁶.
#[inline(always)]
pub(crate) fn sine_of_turn(t: f64) -> f64 {
    let z = t * t;
    let w = z * z;
    let even = SINE[0] + w * (SINE[2] + w * (SINE[4] + w * SINE[6]));
    let odd = SINE[1] + w * (SINE[3] + w * (SINE[5] + w * SINE[7]));
    t * (even + z * odd)
}

/// cos(2π t) for |t| ≤ ¼ of a turn. Absolute error below 2.5·10⁻¹⁵.
#[inline(always)]
pub(crate) fn cosine_of_turn(t: f64) -> f64 {
    let z = t * t;
    let w = z * z;
    let even = COSINE[0] + w * (COSINE[2] + w * (COSINE[4] + w * COSINE[6]));
    let odd = COSINE[1] + w * (COSINE[3] + w * (COSINE[5] + w * COSINE[7]));
    even + z * odd
}
