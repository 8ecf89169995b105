//! Peeling: thin slices are cut off a box, each where density gains most for every path lost.

use super::quantile::cut;
use super::{Candidate, PrimBox, Sample, Settings};

/// Adds one smaller box after the other, until none gains, or the next one would hold too little.
pub(super) fn peel(sample: &Sample, settings: Settings, boxes: &mut Vec<PrimBox>) {
    let mut inside = sample.orders().to_vec();
    let mut is_inside = vec![true; sample.paths()];
    while let Some(from) = boxes.last() {
        let candidates = (0..sample.inputs()).flat_map(|input| [(input, 1), (input, 0)]);
        let candidates =
            candidates.filter_map(|(input, side)| slice(sample, settings, boxes, &inside[input], input, side));
        let Some(best) = Candidate::best(candidates) else { return };
        let is_large_enough = best.inside as f64 / sample.paths() as f64 >= settings.mass;
        if !(is_large_enough && best.inside < from.inside && best.gain > 0.0) {
            return;
        }
        boxes.push(best.moved(from));
        let order = &inside[best.input];
        let gone = order.len() - best.inside;
        let gone = if best.side == 0 { &order[..gone] } else { &order[best.inside..] };
        for &path in gone {
            is_inside[path as usize] = false;
        }
        for order in &mut inside {
            order.retain(|&path| is_inside[path as usize]);
        }
    }
}

/// The box without its lowest (side 0) or highest (side 1) values of an input; `order` are the paths inside by those values.
fn slice(
    sample: &Sample,
    settings: Settings,
    boxes: &[PrimBox],
    order: &[u32],
    input: usize,
    side: usize,
) -> Option<Candidate> {
    let value = |rank: usize| sample.value(input, order[rank] as usize);
    if order.is_empty() {
        return None;
    }
    let limit = cut(order.len(), value, if side == 0 { settings.peel } else { 1.0 - settings.peel });
    let below = |keep: &dyn Fn(f64) -> bool| order.partition_point(|&path| keep(sample.value(input, path as usize)));
    let gone = match side {
        0 => &order[..below(&|x| x < limit)],
        _ => &order[below(&|x| x <= limit)..],
    };
    let lost = gone.iter().filter(|&&path| sample.is_wanted(path as usize)).count();
    let from = boxes.last()?;
    Candidate::of(boxes, (input, side, limit), from.inside - gone.len(), from.wanted - lost)
}
