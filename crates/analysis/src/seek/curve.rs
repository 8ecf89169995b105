//! The count of paths against the number that is varied, as far as it is known: where it crosses a level, and where to look next.

use std::collections::BTreeMap;

use serde::Serialize;

/// What the odds do where they are what is sought, as the number grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// They rise through it.
    Rises,
    /// They fall through it.
    Falls,
    /// They come so close that simulation cannot tell whether they reach it.
    Touches,
}

/// Where the odds are what is sought.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Crossing {
    /// The number there.
    pub value: f64,
    /// Its 95 % interval, lower end.
    pub lower_95: f64,
    /// Its 95 % interval, upper end.
    pub upper_95: f64,
    /// Rises, falls or touches.
    pub direction: Direction,
    /// Whether the interval is cut off by the lower end of the range.
    pub open_below: bool,
    /// Whether the interval is cut off by the upper end of the range.
    pub open_above: bool,
    /// Where the odds jump over what is sought: those at the last value before the jump and at the first behind it. The value is
    /// the one of the two at which the odds are not less than what is sought, and the interval is from the one to the other.
    pub jump: Option<(f64, f64)>,
}

/// Counts at values, straight between them.
#[derive(Debug)]
pub(super) struct Curve {
    /// By value, whose order is that of its bits once made comparable.
    pub(super) counts: BTreeMap<Ordered, u64>,
    /// The count that is sought.
    pub(super) level: f64,
    /// So far from it simulation may be off.
    pub(super) half: f64,
    /// The count of all paths.
    pub(super) paths: f64,
    /// Values this close to each other are not looked between.
    pub(super) closest: f64,
}

/// A number in its order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ordered(f64);

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// A part of the range in which counts lie within the band.
#[derive(Debug, Clone, Copy)]
struct Part {
    from: f64,
    to: f64,
}

impl Curve {
    pub(super) fn add(&mut self, x: f64, count: u64) {
        self.counts.insert(Ordered(x), count);
    }

    pub(super) fn has(&self, x: f64) -> bool {
        self.counts.contains_key(&Ordered(x))
    }

    pub(super) fn points(&self) -> impl DoubleEndedIterator<Item = (f64, u64)> + Clone {
        self.counts.iter().map(|(x, count)| (x.0, *count))
    }

    /// Neighbours among the values, with counts as real numbers.
    fn segments(&self) -> impl Iterator<Item = [(f64, f64); 2]> {
        let points = || self.points().map(|(x, count)| (x, count as f64));
        points().zip(points().skip(1)).map(|(a, b)| [a, b])
    }

    /// Where to look next: between neighbours on two sides of the level or of an end of its band, unless they are `closest` to
    /// each other or one of them is near enough to it; then beside the highest and the lowest, if the band may lie there.
    pub(super) fn next(&self) -> Option<f64> {
        let near = self.half / 50.0;
        for level in [self.level, self.level - self.half, self.level + self.half] {
            for [(x, a), (y, b)] in self.segments() {
                let straddles = (a < level) != (b < level);
                if straddles && !self.is_close(x, y) && (a - level).abs() > near && (b - level).abs() > near {
                    // By interpolation, which is as good as exact before long, but never so far to one side as to stall.
                    let share = ((level - a) / (b - a)).clamp(0.1, 0.9);
                    return Some(x + share * (y - x));
                }
            }
        }
        self.beside_an_extreme()
    }

    fn is_close(&self, x: f64, y: f64) -> bool {
        y - x <= self.closest * 1.5
    }

    /// Whether the count leaps over the whole band between two neighbours between which it is no use to look.
    fn is_jump(&self, [(x, a), (y, b)]: [(f64, f64); 2]) -> bool {
        let (low, high) = (self.level - self.half, self.level + self.half);
        self.is_close(x, y)
            && (a < self.level) != (b < self.level)
            && !(low..=high).contains(&a.min(b))
            && a.max(b) > high
    }

    /// The two values on either side of each jump.
    pub(super) fn jumps(&self) -> Vec<(f64, f64)> {
        self.segments().filter(|segment| self.is_jump(*segment)).map(|[(x, _), (y, _)]| (x, y)).collect()
    }

    /// The middle between a turning point short of the band and a neighbour, where a parabola's tip might reach the band.
    fn beside_an_extreme(&self) -> Option<f64> {
        let points: Vec<(f64, f64)> = self.points().map(|(x, count)| (x, count as f64)).collect();
        points.windows(3).find_map(|three| {
            let [(x, a), (y, b), (z, c)] = [three[0], three[1], three[2]];
            let (height, least) = (b.max(a).max(c), b.min(a).min(c));
            let below = b > a && b >= c && b < self.level - self.half && b + (height - least) >= self.level - self.half;
            let above = b < a && b <= c && b > self.level + self.half && b - (height - least) <= self.level + self.half;
            // A tip that is flat within simulation hides nothing.
            let is_flat = height - least < self.half / 10.0;
            let (wide, other) = if y - x > z - y { ((x, y), y - x) } else { ((y, z), z - y) };
            ((below || above) && !is_flat && other > self.closest * 100.0).then(|| f64::midpoint(wide.0, wide.1))
        })
    }

    /// All crossings, ascending. Of `whole` numbers, the one at which the odds are not less than what is sought.
    pub(super) fn crossings(&self, whole: bool) -> Vec<Crossing> {
        let (Some(first), Some(last)) = (self.points().next(), self.points().next_back()) else { return Vec::new() };
        let mut parts: Vec<Part> = Vec::new();
        for [(x, a), (y, b)] in self.segments() {
            let at = |level: f64| x + (level - a) / (b - a) * (y - x);
            let (low, high) = (self.level - self.half, self.level + self.half);
            if a.max(b) < low || a.min(b) > high {
                continue;
            }
            let inside = |count: f64| (low..=high).contains(&count);
            let near = |count: f64| if count < low { low } else { high };
            // What lies between the two sides of a jump is not known.
            let is_jump = !whole && self.is_jump([(x, a), (y, b)]);
            let from = if inside(a) || is_jump { x } else { at(near(a)) };
            let to = if inside(b) || is_jump { y } else { at(near(b)) };
            match parts.last_mut() {
                Some(part) if part.to >= from => part.to = to,
                _ => parts.push(Part { from, to }),
            }
        }
        parts.into_iter().map(|part| self.crossing(part, (first.0, last.0), whole)).collect()
    }

    fn crossing(&self, part: Part, (first, last): (f64, f64), whole: bool) -> Crossing {
        let is_above = |count: f64| count >= self.level;
        let (before, after) = (self.at(part.from), self.at(part.to));
        let direction = match (is_above(before), is_above(after)) {
            (false, true) => Direction::Rises,
            (true, false) => Direction::Falls,
            _ => Direction::Touches,
        };
        let within = |&[(x, _), (y, _)]: &[(f64, f64); 2]| y >= part.from && x <= part.to;
        let passes: Vec<[(f64, f64); 2]> =
            self.segments().filter(within).filter(|[(_, a), (_, b)]| is_above(*a) != is_above(*b)).collect();
        let pass = passes.get(passes.len() / 2).copied();
        let jump = pass.filter(|pass| !whole && direction != Direction::Touches && self.is_jump(*pass));
        let value = match direction {
            Direction::Touches => {
                let inside = self.points().filter(|(x, _)| (part.from..=part.to).contains(x));
                let off = |&(_, count): &(f64, u64)| (count as f64 - self.level).abs();
                let closest = inside.min_by(|a, b| off(a).total_cmp(&off(b)));
                closest.map_or(f64::midpoint(part.from, part.to), |(x, _)| x)
            }
            _ => match (jump, pass) {
                (Some([(x, _), (y, _)]), _) => {
                    if direction == Direction::Rises {
                        y
                    } else {
                        x
                    }
                }
                (None, Some([(x, a), (y, b)])) => x + (self.level - a) / (b - a) * (y - x),
                (None, None) => f64::midpoint(part.from, part.to),
            },
        };
        let rounded = |x: f64| match direction {
            _ if !whole => x,
            Direction::Rises => x.ceil(),
            Direction::Falls => x.floor(),
            Direction::Touches => x.round(),
        };
        Crossing {
            value: rounded(value),
            lower_95: rounded(part.from),
            upper_95: rounded(part.to),
            direction,
            open_below: part.from <= first,
            open_above: part.to >= last,
            jump: jump.map(|[(_, a), (_, b)]| (a / self.paths, b / self.paths)),
        }
    }

    /// The count at a value, straight between its neighbours.
    fn at(&self, value: f64) -> f64 {
        let around = self.segments().find(|[(x, _), (y, _)]| (*x..=*y).contains(&value));
        around.map_or(self.level, |[(x, a), (y, b)]| a + (value - x) / (y - x) * (b - a))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty(closest: f64) -> Curve {
        Curve { counts: BTreeMap::new(), level: 500.0, half: 31.0, paths: 1_000.0, closest }
    }

    /// With a level of 500 and a band of 31 about it, as of 1,000 paths and odds of one half.
    fn curve(count: impl Fn(f64) -> f64, steps: u32) -> Curve {
        let mut curve = empty(1e-5);
        for step in 0..steps {
            let x = f64::from(step) / f64::from(steps - 1);
            curve.add(x, count(x) as u64);
        }
        while let Some(x) = curve.next() {
            assert!(!curve.has(x), "no value twice");
            curve.add(x, count(x) as u64);
            assert!(curve.counts.len() < 100, "it comes to an end");
        }
        curve
    }

    #[test]
    fn a_straight_line_is_crossed_where_it_is_and_its_interval_is_the_band() {
        let found = curve(|x| 1000.0 * x, 11).crossings(false);
        assert_eq!(found.len(), 1);
        let Crossing { value, lower_95, upper_95, direction, open_below, open_above, jump } = found[0];
        assert!((value - 0.5).abs() < 2e-3 && (lower_95 - 0.469).abs() < 2e-3 && (upper_95 - 0.531).abs() < 2e-3);
        assert_eq!((direction, open_below, open_above, jump), (Direction::Rises, false, false, None));
    }

    #[test]
    fn a_hill_is_crossed_twice_and_a_low_one_not_at_all() {
        let hill = |height: f64| move |x: f64| 4.0 * height * x * (1.0 - x);
        let found = curve(hill(900.0), 11).crossings(false);
        assert_eq!(found.iter().map(|one| one.direction).collect::<Vec<_>>(), [Direction::Rises, Direction::Falls]);
        assert!((found[0].value + found[1].value - 1.0).abs() < 4e-3);
        assert!(curve(hill(400.0), 11).crossings(false).is_empty());
        let close = curve(hill(490.0), 11).crossings(false);
        assert_eq!((close.len(), close[0].direction), (1, Direction::Touches));
    }

    #[test]
    fn a_tip_between_the_first_values_is_found() {
        let found = curve(|x| 560.0 * (1.0 - (x - 0.5).abs() * 3.0).max(0.0), 4).crossings(false);
        assert_eq!(found.iter().map(|one| one.direction).collect::<Vec<_>>(), [Direction::Rises, Direction::Falls]);
    }

    #[test]
    fn a_jump_is_found_and_its_interval_is_narrow() {
        let found = curve(|x| if x < 0.3 { 100.0 } else { 900.0 }, 11).crossings(false);
        assert_eq!((found.len(), found[0].direction), (1, Direction::Rises));
        assert!((found[0].value - 0.3).abs() < 1e-4 && found[0].upper_95 - found[0].lower_95 < 1e-4);
    }

    #[test]
    fn the_interval_of_a_jump_holds_it_and_its_value_does_what_is_sought() {
        // At 0.37 itself the odds are there already, or still.
        for (rises, direction) in [(true, Direction::Rises), (false, Direction::Falls)] {
            let does = |x: f64| if rises { x >= 0.37 } else { x <= 0.37 };
            let found = curve(|x| if does(x) { 900.0 } else { 100.0 }, 11).crossings(false);
            let [Crossing { value, lower_95, upper_95, jump, .. }] = found[..] else { panic!("{found:?}") };
            assert!(lower_95 <= 0.37 && 0.37 <= upper_95 && lower_95 < upper_95, "{found:?}");
            assert!(does(value) && (lower_95..=upper_95).contains(&value), "{found:?}");
            assert_eq!((found[0].direction, jump), (direction, Some(if rises { (0.1, 0.9) } else { (0.9, 0.1) })));
        }
    }

    #[test]
    fn a_range_may_cut_the_interval_and_level_odds_fill_it() {
        let found = curve(|x| 490.0 + 400.0 * x, 11).crossings(false);
        assert!(found[0].open_below && !found[0].open_above && found[0].direction == Direction::Rises);
        let level = curve(|_| 505.0, 11).crossings(false);
        assert!(level[0].open_below && level[0].open_above && level[0].direction == Direction::Touches);
    }

    #[test]
    fn of_whole_numbers_it_is_the_first_that_will_do() {
        let mut curve = empty(1.0);
        for (x, count) in [(2030.0, 300), (2031.0, 400), (2032.0, 490), (2033.0, 600)] {
            curve.add(x, count);
        }
        let found = curve.crossings(true);
        assert_eq!((found[0].value, found[0].lower_95, found[0].upper_95), (2033.0, 2032.0, 2033.0));
    }
}
