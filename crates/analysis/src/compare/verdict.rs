//! What the tests of dominance come to for a pair, and what may be said of it.

use serde::Serialize;

use super::dominance::{Basis, Dominance};

/// Fewer paths do not test it: multipliers on so few groups would refute too often, or never.
pub(super) const LEAST_PATHS: u64 = 50;

/// Something is refuted where its p-value is below this, divided by the number of pairs so that all refutations hold together …
const REFUTES: f64 = 0.05;

/// … and doubtful where it is below this, whatever the number of pairs.
const DOUBTFUL: f64 = 0.05;

/// What is known of a pair, for the later of it against the first: what holds by construction, and else what the paths refute. That
/// something is not refuted does not make it so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Turnover is the same on every path.
    Same,
    /// It dominates, by construction.
    Better,
    /// The first dominates it, by construction.
    Worse,
    /// Too few paths to test it.
    Untested,
    /// The paths refute in the first order neither that it dominates nor that the first does.
    Open,
    /// They refute that the first dominates it, in the first order.
    FirstRefuted,
    /// They refute that it dominates the first, in the first order.
    ItRefuted,
    /// They refute both: whose turnover is likelier to exceed an amount depends on the amount.
    Crossing,
}

/// What is known; the answers are of the first order and the second, that the later one dominates and that the first does.
pub(super) fn verdict(answers: &[Dominance], pairs: usize, paths: u64, is_same: bool) -> Verdict {
    let given = |place: usize| answers.get(place).is_some_and(|answer| answer.basis == Basis::Construction);
    let refuted = |place: usize| answers.get(place).is_some_and(|answer| is_refuted(answer, pairs));
    match [given(0), given(1), refuted(0), refuted(1)] {
        _ if is_same => Verdict::Same,
        [true, ..] => Verdict::Better,
        [_, true, ..] => Verdict::Worse,
        _ if paths < LEAST_PATHS => Verdict::Untested,
        [_, _, false, false] => Verdict::Open,
        [_, _, false, true] => Verdict::FirstRefuted,
        [_, _, true, false] => Verdict::ItRefuted,
        [_, _, true, true] => Verdict::Crossing,
    }
}

fn is_refuted(answer: &Dominance, pairs: usize) -> bool {
    answer.basis == Basis::Test && answer.p_value < REFUTES / pairs.max(1) as f64
}

/// The verdict in words, without claiming what is only not refuted.
pub(super) fn meaning(verdict: Verdict, answers: &[Dominance], pairs: usize, noun: &str, by: i32) -> String {
    let [it, first, it_safer, first_safer] = answers else { return String::new() };
    let (this, other) = (format!("{noun} {}", it.better), format!("{noun} {}", first.better));
    let p = |answer: &Dominance| format!("p {}", chance(answer.p_value));
    let contains = |big: &str, small: &str| {
        format!(
            "{big} contains {small}, and what it has more never takes trade away: whatever amount is asked for, it is at \
             least as likely to be exceeded, by construction"
        )
    };
    let refuted_one = |refuted: &Dominance, left: &Dominance| {
        let rest = if left.p_value < DOUBTFUL {
            "they make it doubtful, too, but do not refute, that"
        } else {
            "they do not refute that"
        };
        format!(
            "the paths refute that {noun} {} is ahead of {noun} {} at every amount in {by} ({}); {rest} {noun} {} is ({})",
            refuted.better,
            refuted.worse,
            p(refuted),
            left.better,
            p(left)
        )
    };
    match verdict {
        Verdict::Same => format!("the turnover of {this} and {other} in {by} is the same on every path"),
        Verdict::Better => contains(&this, &other),
        Verdict::Worse => contains(&other, &this),
        Verdict::Untested => {
            format!(
                "whether {this} or {other} is ahead at every amount in {by} takes {LEAST_PATHS} paths or more to test"
            )
        }
        Verdict::Open => format!(
            "the paths refute neither that {this} is ahead of {other} at every amount in {by} ({}) nor that {other} is \
             ahead of {this} ({})",
            p(it),
            p(first)
        ),
        Verdict::FirstRefuted => refuted_one(first, it),
        Verdict::ItRefuted => refuted_one(it, first),
        Verdict::Crossing => {
            let risk = match [is_refuted(it_safer, pairs), is_refuted(first_safer, pairs)] {
                [false, false] => format!(
                    "they refute neither that everybody who dislikes risk prefers the one nor that everybody who does prefers \
                     the other (p {} and {})",
                    chance(it_safer.p_value),
                    chance(first_safer.p_value)
                ),
                [true, true] => "nor does everybody who dislikes risk prefer the same one".to_owned(),
                [it_is, _] => {
                    let (refuted, left) = if it_is { (it_safer, first_safer) } else { (first_safer, it_safer) };
                    format!(
                        "they also refute that everybody who dislikes risk prefers {noun} {} ({}), and do not refute that \
                         everybody who does prefers {noun} {} ({})",
                        refuted.better,
                        p(refuted),
                        left.better,
                        p(left)
                    )
                }
            };
            format!(
                "the paths refute that either of {this} and {other} is ahead at every amount in {by} (p {} and {}), so that \
                 which is better depends on the amount asked for; {risk}",
                chance(it.p_value),
                chance(first.p_value)
            )
        }
    }
}

/// `= 0.34`, `= 0.003`, `under 0.002`.
fn chance(p: f64) -> String {
    match p {
        _ if p < 0.002 => "under 0.002".to_owned(),
        _ if p < 0.01 => format!("= {p:.3}"),
        _ => format!("= {p:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Order;
    use super::*;

    fn answers(p: [f64; 4]) -> Vec<Dominance> {
        let order = [Order::First, Order::First, Order::Second, Order::Second];
        let names = [["b", "a"], ["a", "b"], ["b", "a"], ["a", "b"]];
        let one = |((order, [better, worse]), p_value): ((Order, [&str; 2]), f64)| Dominance {
            order,
            better: better.into(),
            worse: worse.into(),
            basis: Basis::Test,
            statistic: 1.0,
            p_value,
        };
        order.into_iter().zip(names).zip(p).map(one).collect()
    }

    fn said(p: [f64; 4], pairs: usize) -> (Verdict, String) {
        let answers = answers(p);
        let verdict = verdict(&answers, pairs, 1_000, false);
        (verdict, meaning(verdict, &answers, pairs, "package", 2035))
    }

    #[test]
    fn only_what_is_refuted_is_said() {
        for (p, expected, words) in [
            ([0.5, 0.5, 0.5, 0.5], Verdict::Open, "the paths refute neither that package b is ahead of package a"),
            (
                [1.0, 0.01, 0.5, 0.01],
                Verdict::FirstRefuted,
                "the paths refute that package a is ahead of package b at every amount in 2035 (p = 0.01); they do not \
                 refute that package b is (p = 1.00)",
            ),
            ([0.01, 0.5, 0.01, 0.5], Verdict::ItRefuted, "refute that package b is ahead of package a"),
            (
                [0.01, 0.01, 0.5, 0.01],
                Verdict::Crossing,
                "they also refute that everybody who dislikes risk prefers package a (p = 0.01), and do not refute that \
                 everybody who does prefers package b (p = 0.50)",
            ),
            ([0.01, 0.01, 0.01, 0.01], Verdict::Crossing, "nor does everybody who dislikes risk prefer the same one"),
            ([0.01, 0.01, 0.5, 0.5], Verdict::Crossing, "they refute neither that everybody who dislikes risk"),
        ] {
            let (verdict, meaning) = said(p, 1);
            assert_eq!(verdict, expected);
            assert!(meaning.contains(words) && !meaning.ends_with('.'), "{meaning}");
            for claim in ["whatever amount", "at least as likely", "whoever"] {
                assert!(!meaning.contains(claim), "{meaning}");
            }
        }
    }

    #[test]
    fn more_pairs_refute_less_and_free_nothing_of_doubt() {
        assert_eq!(said([0.5, 0.03, 0.5, 0.03], 1).0, Verdict::FirstRefuted);
        assert_eq!(said([0.5, 0.03, 0.5, 0.03], 2).0, Verdict::Open);
        let (verdict, meaning) = said([0.03, 0.001, 0.5, 0.01], 2);
        assert_eq!(verdict, Verdict::FirstRefuted);
        assert!(
            meaning.contains("make it doubtful, too, but do not refute, that package b is (p = 0.03)"),
            "{meaning}"
        );
    }

    #[test]
    fn few_paths_test_nothing_and_the_same_is_called_so() {
        let answers = answers([0.001; 4]);
        assert_eq!(verdict(&answers, 1, LEAST_PATHS - 1, false), Verdict::Untested);
        assert_eq!(verdict(&answers, 1, LEAST_PATHS, true), Verdict::Same);
        let meaning = meaning(Verdict::Untested, &answers, 1, "package", 2035);
        assert!(meaning.contains("takes 50 paths or more to test"), "{meaning}");
    }
}
