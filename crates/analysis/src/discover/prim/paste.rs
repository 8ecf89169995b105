//! Pasting: limits that cut too far are moved out again, one at a time, as long as density gains by it.

use super::quantile::cut;
use super::{Candidate, Limits, Near, PrimBox, Sample, Settings};

/// What lies beyond one limit, and is inside all others.
#[derive(Debug, Clone, Default)]
struct Beyond {
    /// The value and whether the path has the outcome.
    paths: Vec<(f64, bool)>,
    /// How many paths inside lie on the limit itself.
    on_the_limit: usize,
}

/// The next larger box, if one is denser.
pub(super) fn paste(sample: &Sample, settings: Settings, boxes: &[PrimBox]) -> Option<PrimBox> {
    let (first, from) = (boxes.first()?, boxes.last()?);
    let limits: Vec<(usize, Limits)> = from.restricted(first).map(|input| (input, from.limits[input])).collect();
    let mut beyond = vec![[Beyond::default(), Beyond::default()]; limits.len()];
    for path in 0..sample.paths() {
        match sample.near(&limits, path) {
            Near::Outside => {}
            Near::But(place, side) => {
                let value = sample.value(limits[place].0, path);
                beyond[place][side].paths.push((value, sample.is_wanted(path)));
            }
            Near::Inside => {
                for (beyond, (input, limits)) in beyond.iter_mut().zip(&limits) {
                    for (beyond, limit) in beyond.iter_mut().zip(limits) {
                        beyond.on_the_limit += usize::from(sample.value(*input, path) == *limit);
                    }
                }
            }
        }
    }
    let candidates = limits.iter().zip(&beyond).flat_map(|(&(input, limits), beyond)| {
        [0, 1].into_iter().filter_map(move |side| {
            let outermost = first.limits[input][side];
            let (limit, inside, wanted) = brought_back(settings, side, limits[side], outermost, &beyond[side]);
            Candidate::of(boxes, (input, side, limit), from.inside + inside, from.wanted + wanted)
        })
    });
    let best = Candidate::best(candidates)?;
    let is_large_enough = best.inside as f64 / sample.paths() as f64 >= settings.mass;
    (is_large_enough && best.inside > from.inside && best.gain > 0.0).then(|| best.moved(from))
}

/// The limit moved out (side 0: down, side 1: up), how many paths come in by it, and how many of them have the outcome.
fn brought_back(settings: Settings, side: usize, limit: f64, outermost: f64, beyond: &Beyond) -> (f64, usize, usize) {
    let mut values: Vec<f64> = beyond.paths.iter().map(|(value, _)| *value).collect();
    values.extend(std::iter::repeat_n(limit, beyond.on_the_limit));
    values.sort_by(f64::total_cmp);
    if values.is_empty() {
        return (outermost, 0, 0);
    }
    let limit = cut(values.len(), |rank| values[rank], if side == 0 { 1.0 - settings.paste } else { settings.paste });
    let comes_in = |x: f64| if side == 0 { x >= limit } else { x <= limit };
    let back = || beyond.paths.iter().filter(|(value, _)| comes_in(*value));
    (limit, back().count(), back().filter(|(_, wanted)| *wanted).count())
}
