//! Quantiles: what an expert says of a number, and the smooth distribution that has exactly these.

use std::sync::Arc;

use super::metalog::{Bounds, Infeasible, MOST_TERMS, Metalog};
use super::parameters::{number, optional, refuse, required};
use super::{Argument, Built, Entry, Form, Parameter, Refusal, Takes};
use crate::words;

/// `x.quantiles = { p10 = 20, p50 = 45, p90 = 120, min = 0 }`, all in the unit of the key: the [`Metalog`] with as many
/// terms as quantiles.
///
/// Not every set that rises has one: three quantiles far from evenly spaced want a bound, and
/// five or more that bend to and fro may want one fewer. The refusal says where the curve would fall, and what would do.
///
/// With one bound, the other tail is a power law: skewed quantiles may leave it without a mean. Give the other bound too.
pub(super) const ENTRY: Entry = Entry {
    name: "quantiles",
    summary: "what an expert says of it: a smooth distribution with exactly these quantiles",
    example: "{ p10 = 20, p50 = 45, p90 = 120, min = 0 }",
    forms: &[Form {
        parameters: &[
            Parameter {
                takes: Takes::Percentiles,
                ..required(SEVERAL, "NN % of the draws lie below; two to ten of them, such as p5, p50 and p97_5")
            },
            optional("min", "no draw lies below", f64::NEG_INFINITY),
            optional("max", "no draw lies above", f64::INFINITY),
        ],
        build: |arguments| {
            let Argument::Percentiles(points) = &arguments[0] else { unreachable!("it takes percentiles") };
            build(points, number(&arguments[1]), number(&arguments[2]))
        },
    }],
};

/// What stands for the keys.
const SEVERAL: &str = "pNN";

/// What [`percentile`] understands, as a regular expression.
pub const PERCENTILE: &str = "^p(?!0*[_.]?0*$)[0-9]{1,2}([_.][0-9]+)?$";

/// The percentage in the name of a percentile, strictly between 0 and 100: `p5` and `p05` are 5, `p97_5` is 97.5, and so
/// is `"p97.5"` in quotation marks.
///
/// ```
/// use altai_model::distribution::quantiles::percentile;
///
/// assert_eq!(percentile("p97_5"), Some(97.5));
/// assert_eq!(percentile("p100"), None);
/// ```
pub fn percentile(key: &str) -> Option<f64> {
    let digits = key.strip_prefix('p')?;
    let (whole, decimals) = digits.split_once(['_', '.']).unwrap_or((digits, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(decimals) || whole.len() > 2 {
        return None;
    }
    let percentage: f64 = format!("{whole}.{decimals}").parse().ok()?;
    (percentage > 0.0 && percentage < 100.0).then_some(percentage)
}

/// What somebody means who writes a key that is nearly a percentile: `did you mean p50?`.
pub(crate) fn percentile_meant(key: &str) -> Option<String> {
    let digits = key.trim_start_matches(['p', 'P', 'q', 'Q']).trim_end_matches('%');
    let percentage: f64 = digits.replace('_', ".").parse().ok()?;
    if percentage == 0.0 {
        return Some("the least value is `min`".into());
    }
    if percentage == 100.0 {
        return Some("the greatest value is `max`".into());
    }
    let name = named(percentage);
    percentile(&name).map(|_| format!("did you mean `{name}`?"))
}

/// The name of a percentile.
pub(super) fn named(percentage: f64) -> String {
    format!("p{percentage}").replace('.', "_")
}

/// A quantile as it was given.
#[derive(Debug, Clone, Copy)]
struct Point {
    percentage: f64,
    x: f64,
    /// Its place in the text.
    position: usize,
}

impl Point {
    /// Its key.
    fn name(self) -> String {
        named(self.percentage)
    }
}

/// The distribution of percentages and values in the order of the text, and bounds that may be infinite.
fn build(given: &[(f64, f64)], min: f64, max: f64) -> Built {
    let mut points: Vec<Point> =
        given.iter().enumerate().map(|(position, &(percentage, x))| Point { percentage, x, position }).collect();
    points.sort_by(|a, b| a.percentage.total_cmp(&b.percentage));
    check_count(&points)?;
    check_order(&points)?;
    check_bounds(&points, min, max)?;
    let bounds = Bounds::new(min, max);
    match through(&points, bounds) {
        Ok(metalog) => Ok(Arc::new(metalog)),
        Err(Infeasible::TooClose) => {
            let refusal = refuse(ENTRY.name, "these percentages are too close together to calculate with".into());
            Err(refusal.with_help("p10, p50 and p90 say most of what there is to say".into()))
        }
        Err(Infeasible::Falls(low, high)) => {
            let message =
                format!("these quantiles bend too sharply: a curve through them would fall {}", stretch(low, high));
            Err(refuse(ENTRY.name, message).with_help(mends(&points, bounds)))
        }
    }
}

fn through(points: &[Point], bounds: Bounds) -> Result<Metalog, Infeasible> {
    let levels: Vec<f64> = points.iter().map(|point| point.percentage / 100.0).collect();
    let values: Vec<f64> = points.iter().map(|point| point.x).collect();
    Metalog::through(&levels, &values, bounds)
}

fn check_count(points: &[Point]) -> Result<(), Refusal> {
    match points {
        [] | [_] => {
            let refusal = refuse(SEVERAL, "a single quantile does not say how uncertain the number is".into());
            Err(refusal.at(0).with_help("give two or more, such as p10, p50 and p90".into()))
        }
        _ if points.len() > MOST_TERMS => {
            let message = format!("{} quantiles are more than a smooth curve can follow", points.len());
            let help = format!("give at most {MOST_TERMS}; of many observations, `data = […]` is the distribution");
            Err(refuse(ENTRY.name, message).with_help(help))
        }
        _ => Ok(()),
    }
}

fn check_order(points: &[Point]) -> Result<(), Refusal> {
    for pair in points.windows(2) {
        let [low, high] = [pair[0], pair[1]];
        if low.percentage == high.percentage {
            let later = low.position.max(high.position);
            return Err(refuse(SEVERAL, format!("{} is given twice", low.name())).at(later));
        }
        let [name, other] = [low.name(), high.name()];
        if low.x == high.x {
            let message = format!("{name} and {other} are both {}", words::number(low.x));
            let help = "quantiles rise; a value with a probability of its own is a case of `discrete`";
            return Err(refuse(SEVERAL, message).at(high.position).with_help(help.into()));
        }
        if low.x > high.x {
            let message = format!("{name} {} lies above {other} {}", words::number(low.x), words::number(high.x));
            return Err(refuse(SEVERAL, message).at(low.position));
        }
    }
    Ok(())
}

fn check_bounds(points: &[Point], min: f64, max: f64) -> Result<(), Refusal> {
    let (first, last) = (points[0], points[points.len() - 1]);
    let said = |point: Point, bound: &'static str, limit: f64, beyond: &str| {
        let (x, limit) = (words::number(point.x), words::number(limit));
        let message = if x == limit {
            format!("{} and {bound} are both {x}", point.name())
        } else {
            format!("{} {x} lies {beyond} {bound} {limit}", point.name())
        };
        let help = format!("some draws lie {beyond} every quantile, but none {beyond} `{bound}`");
        refuse(SEVERAL, message).at(point.position).with_help(help)
    };
    if first.x <= min {
        return Err(said(first, "min", min, "below"));
    }
    if last.x >= max {
        return Err(said(last, "max", max, "above"));
    }
    Ok(())
}

/// Where a curve falls: `between p62 and p78`, `above p97`.
fn stretch(low: f64, high: f64) -> String {
    let name = |level: f64| {
        let percentage = 100.0 * level;
        let decimals = if (1.0..=99.0).contains(&percentage) { 0 } else { 2 };
        named(format!("{percentage:.decimals$}").parse().unwrap_or(percentage))
    };
    match (low <= 0.0, high >= 1.0) {
        (true, true) => "everywhere".into(),
        (true, false) => format!("below {}", name(high)),
        (false, true) => format!("above {}", name(low)),
        (false, false) if name(low) == name(high) => format!("near {}", name(low)),
        (false, false) => format!("between {} and {}", name(low), name(high)),
    }
}

/// What would make a distribution of quantiles that are none.
fn mends(points: &[Point], bounds: Bounds) -> String {
    let mut mends = Vec::new();
    let bounded = |bound: f64| match bounds {
        Bounds::None => Some(Bounds::Below(bound)),
        Bounds::Above(max) => Some(Bounds::Both(bound, max)),
        Bounds::Below(_) | Bounds::Both(..) => None,
    };
    if points[0].x > 0.0 && bounded(0.0).is_some_and(|bounds| through(points, bounds).is_ok()) {
        mends.push("with `min = 0` there would be one".to_owned());
    }
    if let [_, middle, _] = points
        && let Some((low, high)) = room_for_the_middle(points, bounds)
    {
        let [low, high] = [rounded(low, true), rounded(high, false)].map(words::number);
        mends.push(format!("with {} between {low} and {high}", middle.name()));
    }
    if points.len() > 3 {
        // From the middle outwards: the ends say most.
        let mut without: Vec<usize> = (0..points.len()).collect();
        without.sort_by_key(|&i| (2 * i).abs_diff(points.len() - 1));
        let enough = without.into_iter().find(|&i| {
            let rest: Vec<Point> =
                points.iter().enumerate().filter(|&(j, _)| i != j).map(|(_, &point)| point).collect();
            through(&rest, bounds).is_ok()
        });
        mends.extend(enough.map(|i| format!("without {}", points[i].name())));
    }
    if mends.is_empty() { "p10, p50 and p90 are enough as a rule".into() } else { mends.join(", or ") }
}

/// Between which values the middle one of three makes a distribution.
fn room_for_the_middle(points: &[Point], bounds: Bounds) -> Option<(f64, f64)> {
    let [low, middle, high] = points else { return None };
    let is_feasible = |x: f64| through(&[*low, Point { x, ..*middle }, *high], bounds).is_ok();
    // Where a distribution with two terms has it.
    let straight = through(&[*low, *high], bounds).ok()?;
    let inside = super::Distribution::quantile(&straight, middle.percentage / 100.0);
    let edge = |mut beyond: f64| {
        let mut good = inside;
        for _ in 0..40 {
            let half = 0.5 * (good + beyond);
            *(if is_feasible(half) { &mut good } else { &mut beyond }) = half;
        }
        good
    };
    is_feasible(inside).then(|| (edge(low.x), edge(high.x)))
}

/// To three figures that count, rounded up or down.
fn rounded(x: f64, up: bool) -> f64 {
    let nearest = |x: f64| format!("{x:.2e}").parse().unwrap_or(x);
    let figure = format!("{x:e}").split_once('e').and_then(|(_, power)| power.parse::<i32>().ok()).unwrap_or(0) - 2;
    let step: f64 = format!("1e{figure}").parse().unwrap_or(0.0);
    let near: f64 = nearest(x);
    match up {
        true if near < x => nearest(near + step),
        false if near > x => nearest(near - step),
        _ => near,
    }
}
