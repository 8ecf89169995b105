//! Draws that ought to be independent: neighbours in every respect agree as often as chance lets them.
//!
//! A quick guard against a slip in how streams are keyed or laid out. `benches/randomness` has the long battery.

use altai_math::uniform::uniform;
use altai_sim::Streams;
use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension, ONCE};

/// Columns of a neighbourhood.
const COLUMNS: u64 = 64;

/// Generators side by side in a column.
const LANES: usize = 8;

/// Not four: there are some 3,000 comparisons, and chance alone goes beyond five in one set of several hundred such.
const STANDARD_ERRORS: f64 = 5.0;

#[test]
fn addresses_that_differ_by_a_number_are_independent() {
    assert_neighbours(|n| column(1, &format!("deals.mine_{n}.peak"), ONCE, 0, 0));
}

#[test]
fn years_are_independent() {
    assert_neighbours(|n| column(1, "flows.trade", 2026 + n as i32, 0, 0));
}

#[test]
fn components_are_independent() {
    assert_neighbours(|n| column(1, "deals.mine", ONCE, n as u32, 0));
}

#[test]
fn blocks_are_independent() {
    assert_neighbours(|n| column(1, "flows.trade", 2030, 0, n));
}

#[test]
fn seeds_are_independent() {
    assert_neighbours(|n| column(n, "flows.trade", 2030, 0, 0));
}

#[test]
fn lanes_are_independent() {
    let columns: Vec<_> = (0..COLUMNS).map(|block| column(1, "flows.trade", 2030, 0, block)).collect();
    for ahead in 1..LANES {
        assert_independent(columns.iter().flat_map(|words| lanes_apart(words, words, ahead)));
    }
}

#[test]
fn a_word_is_independent_of_the_next_of_its_lane() {
    let columns: Vec<_> = (0..COLUMNS).map(|block| column(1, "flows.trade", 2030, 0, block)).collect();
    assert_independent(columns.iter().flat_map(|words| words.iter().copied().zip(words[LANES..].iter().copied())));
}

fn column(seed: u64, name: &str, year: i32, component: u32, block: u64) -> [u64; BLOCK] {
    Streams::new(seed).words(Dimension { address: Address::of(name), year, component }, block)
}

/// Column `n` and column `n + 1`, every lane with every lane: blocks that shared a lane would do so at another place.
#[track_caller]
fn assert_neighbours(column: impl Fn(u64) -> [u64; BLOCK]) {
    let columns: Vec<_> = (0..=COLUMNS).map(column).collect();
    for ahead in 0..LANES {
        assert_independent(columns.windows(2).flat_map(|pair| lanes_apart(&pair[0], &pair[1], ahead)));
    }
}

/// Each word of `left` and the one of `right` that came at the same time from the lane so many further on.
fn lanes_apart<'a>(
    left: &'a [u64; BLOCK],
    right: &'a [u64; BLOCK],
    ahead: usize,
) -> impl Iterator<Item = (u64, u64)> + 'a {
    (0..BLOCK).map(move |i| (left[i], right[i / LANES * LANES + (i + ahead) % LANES]))
}

/// Pairs of words are uncorrelated as uniform numbers, agree in half their bits at every place, and spread evenly over the
/// 256 cells that their four highest bits make, and their four lowest.
#[track_caller]
fn assert_independent(pairs: impl Iterator<Item = (u64, u64)>) {
    let (mut count, mut product, mut agreements, mut high, mut low) = (0.0, 0.0, [0.0; 64], [0.0; 256], [0.0; 256]);
    for (a, b) in pairs {
        count += 1.0;
        product += (uniform(a) - 0.5) * (uniform(b) - 0.5);
        for (bit, agreements) in agreements.iter_mut().enumerate() {
            *agreements += (!(a ^ b) >> bit & 1) as f64;
        }
        high[(a >> 60 << 4 | b >> 60) as usize] += 1.0;
        low[((a & 15) << 4 | b & 15) as usize] += 1.0;
    }
    // A centred uniform number has the variance 1/12, and so a product of two the standard deviation 1/12.
    assert_chance("the correlation", product * 12.0 / f64::sqrt(count));
    for (bit, agreements) in agreements.iter().enumerate() {
        assert_chance(&format!("bit {bit}"), (agreements - count / 2.0) / f64::sqrt(count / 4.0));
    }
    for (bits, cells) in [("the highest bits", high), ("the lowest bits", low)] {
        let expected = count / 256.0;
        let chi_square: f64 = cells.iter().map(|cell: &f64| (cell - expected) * (cell - expected) / expected).sum();
        assert_chance(bits, (chi_square - 255.0) / f64::sqrt(2.0 * 255.0));
    }
}

#[track_caller]
fn assert_chance(what: &str, standard_errors: f64) {
    assert!(standard_errors.abs() < STANDARD_ERRORS, "{what}: {standard_errors} standard errors");
}
