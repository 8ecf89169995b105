//! The quantile at which a box is cut: between two different values, wherever there are two.

/// The middle between the values that stand beside rank (n − 1) p, n being their number. Where those are the same, the cut goes
/// round all of them: to the next value below where p is above ½, to the next above otherwise. The values are in ascending order;
/// there is at least one.
pub(super) fn cut(count: usize, value: impl Fn(usize) -> f64, p: f64) -> f64 {
    let rank = (count - 1) as f64 * p;
    let (mut below, mut above) = (rank.floor() as usize, rank.ceil() as usize);
    if p > 0.5 {
        while below > 0 && value(below) == value(above) {
            below -= 1;
        }
    } else {
        while above + 1 < count && value(below) == value(above) {
            above += 1;
        }
    }
    f64::midpoint(value(below), value(above))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(values: &[f64], p: f64) -> f64 {
        cut(values.len(), |rank| values[rank], p)
    }

    #[test]
    fn the_cut_lies_in_the_middle_of_two_values() {
        assert_eq!(at(&[1.0, 2.0, 4.0, 8.0], 0.1), 1.5);
        assert_eq!(at(&[1.0, 2.0, 4.0, 8.0], 0.9), 6.0);
    }

    #[test]
    fn a_rank_that_is_whole_takes_the_gap_on_its_outer_side() {
        assert_eq!(at(&[1.0, 2.0, 4.0, 8.0, 9.0], 0.25), 3.0);
        assert_eq!(at(&[1.0, 2.0, 4.0, 8.0, 9.0], 0.75), 6.0);
    }

    #[test]
    fn equal_values_stay_together() {
        assert_eq!(at(&[0.0, 0.0, 0.0, 1.0, 1.0], 0.05), 0.5);
        assert_eq!(at(&[0.0, 0.0, 0.0, 1.0, 1.0], 0.95), 0.5);
        assert_eq!(at(&[3.0, 3.0, 3.0], 0.05), 3.0);
        assert_eq!(at(&[3.0], 0.95), 3.0);
    }
}
