//! Checks that distributions share, so that they all refuse alike.

use super::quantiles::named;
use super::{Argument, Parameter, Refusal, Takes};
use crate::language::Range;

/// A parameter that must be given: any number.
pub(super) const fn required(name: &'static str, summary: &'static str) -> Parameter {
    Parameter { name, summary, takes: Takes::Number, range: Range::ANY, default: None, mend: |_, _| None }
}

/// A list of numbers that must be given.
pub(super) const fn required_list(name: &'static str, summary: &'static str) -> Parameter {
    Parameter { takes: Takes::Numbers, ..required(name, summary) }
}

/// A parameter that may be left out.
pub(super) const fn optional(name: &'static str, summary: &'static str, default: f64) -> Parameter {
    Parameter { default: Some(default), ..required(name, summary) }
}

/// A standard deviation or its like: above 0. The first parameter of its form is the middle of the distribution.
pub(super) const fn spread(name: &'static str, summary: &'static str) -> Parameter {
    required(name, summary).within(Range::POSITIVE).mended(known)
}

/// Where there is no spread, the number itself says so.
pub(super) fn known(x: f64, given: &[Argument]) -> Option<String> {
    let middle = given.first().filter(|_| x == 0.0)?;
    Some(write_alone(number(middle)))
}

impl Parameter {
    /// The same parameter in a range.
    pub(super) const fn within(self, range: Range) -> Self {
        Self { range, ..self }
    }

    /// The same parameter, and what would be right instead of a number out of range.
    pub(super) const fn mended(self, mend: fn(f64, &[Argument]) -> Option<String>) -> Self {
        Self { mend, ..self }
    }

    /// Refuses a number out of range, and one with which nobody can calculate.
    pub(super) fn check(&self, argument: &Argument, given: &[Argument]) -> Result<(), Refusal> {
        match argument {
            Argument::Number(x) => self.check_number(self.name, *x, given),
            Argument::Numbers(list) => list
                .iter()
                .enumerate()
                .try_for_each(|(i, &x)| self.check_number(self.name, x, given).map_err(|refusal| refusal.at(i))),
            Argument::Percentiles(points) => points.iter().enumerate().try_for_each(|(i, &(percentage, x))| {
                self.check_number(&named(percentage), x, given).map_err(|refusal| refusal.at(i))
            }),
        }
    }

    fn check_number(&self, name: &str, x: f64, given: &[Argument]) -> Result<(), Refusal> {
        let refuse = |message| refuse(self.name, message);
        if !self.range.contains(x) {
            let message = format!("{name} must {}, not {x}", self.range.demand(x));
            return Err(refuse(message).with_help_if((self.mend)(x, given)));
        }
        if self.range.least == 0.0 && x > 0.0 && x < LEAST {
            return Err(refuse(format!("{name} {x:e} is too small to calculate with")));
        }
        if x.abs() > GREATEST && self.default != Some(x) {
            return Err(refuse(format!("{name} {x:e} is too large to calculate with")));
        }
        Ok(())
    }
}

/// The numbers of a form that takes nothing else, in the order of its parameters.
pub(super) fn exactly<const N: usize>(arguments: &[Argument]) -> [f64; N] {
    assert_eq!(arguments.len(), N, "a form is built of as many arguments as it has parameters");
    std::array::from_fn(|i| number(&arguments[i]))
}

/// The number given for a parameter that takes one.
pub(super) fn number(argument: &Argument) -> f64 {
    let Argument::Number(x) = argument else { unreachable!("the parameter takes a number: {argument:?}") };
    *x
}

/// The list given for a parameter that takes one.
pub(super) fn list(argument: &Argument) -> &[f64] {
    let Argument::Numbers(list) = argument else { unreachable!("the parameter takes a list: {argument:?}") };
    list
}

/// The greatest size of a number: its fourth power still is a number.
pub(crate) const GREATEST: f64 = 1e60;

/// The least size of a number that is not 0.
pub(crate) const LEAST: f64 = 1.0 / GREATEST;

/// Any number with which one can calculate.
pub(super) fn real(name: &'static str, x: f64) -> Result<f64, Refusal> {
    if x.abs() <= GREATEST { Ok(x) } else { Err(refuse(name, format!("{name} {x:e} is too large to calculate with"))) }
}

/// The mend where somebody wrote a percentage for a share.
pub(super) fn percent(x: f64) -> Option<String> {
    (2.0..100.0).contains(&x).then(|| format!("write {} for {x} %", crate::words::hundredth(x)))
}

/// Numbers from least to greatest. Neighbours may be equal, but not all of them.
pub(super) fn ascending<const N: usize>(names: [&'static str; N], numbers: [f64; N]) -> Result<[f64; N], Refusal> {
    for i in 1..N {
        let [low, high] = [numbers[i - 1], numbers[i]];
        if low > high {
            let message = format!("{} {low} lies above {} {high}", names[i - 1], names[i]);
            return Err(refuse(names[i - 1], message));
        }
    }
    let [least, greatest] = [numbers[0], numbers[N - 1]];
    if least == greatest {
        let message = format!("{} and {} are both {least}", names[0], names[N - 1]);
        return Err(refuse(names[N - 1], message).with_help(write_alone(least)));
    }
    Ok(numbers)
}

/// A refusal of a parameter, without help.
pub(super) fn refuse(parameter: &'static str, message: String) -> Refusal {
    Refusal { parameter, position: None, message, help: None }
}

impl Refusal {
    /// Underlines one of the parameter's numbers only.
    pub(super) fn at(self, position: usize) -> Self {
        Self { position: Some(position), ..self }
    }

    pub(super) fn with_help(self, help: String) -> Self {
        self.with_help_if(Some(help))
    }

    pub(super) fn with_help_if(self, help: Option<String>) -> Self {
        Self { help, ..self }
    }
}

/// The mend where nothing is uncertain.
pub(super) fn write_alone(x: f64) -> String {
    format!("a number that is known stands alone: write {x} instead of a distribution")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said<T: std::fmt::Debug>(refused: Result<T, Refusal>) -> (&'static str, String, Option<String>) {
        let Refusal { parameter, message, help, .. } = refused.unwrap_err();
        (parameter, message, help)
    }

    #[test]
    fn the_mode_lies_between_min_and_max() {
        let names = ["min", "mode", "max"];
        assert_eq!(said(ascending(names, [10.0, 260.0, 200.0])), ("mode", "mode 260 lies above max 200".into(), None));
        assert_eq!(said(ascending(names, [50.0, 45.0, 200.0])).1, "min 50 lies above mode 45");
        assert!(ascending(names, [10.0, 10.0, 200.0]).is_ok());
        assert!(ascending(names, [10.0, 200.0, 200.0]).is_ok());
    }

    #[test]
    fn a_number_that_is_known_stands_alone() {
        let mend = Some("a number that is known stands alone: write 5 instead of a distribution".into());
        assert_eq!(said(ascending(["min", "max"], [5.0, 5.0])), ("max", "min and max are both 5".into(), mend.clone()));
        assert_eq!(refused(SD, 0.0), ("sd", "sd must be above 0, not 0".into(), mend));
    }

    const SD: Parameter = spread("sd", "the standard deviation");
    const SHARE: Parameter = required("mean", "the mean").within(Range::inside(0.0, 1.0)).mended(|x, _| percent(x));

    /// What is said of a number beside a mean of 5.
    fn refused(parameter: Parameter, x: f64) -> (&'static str, String, Option<String>) {
        let given = [5.0, x].map(Argument::Number);
        said(parameter.check(&given[1], &given))
    }

    #[test]
    fn a_deviation_is_above_0() {
        assert_eq!(refused(SD, -2.0), ("sd", "sd must be above 0, not -2".into(), None));
    }

    #[test]
    fn a_percentage_is_not_a_share() {
        let message = "mean must lie between 0 and 1, not 40".into();
        assert_eq!(refused(SHARE, 40.0), ("mean", message, Some("write 0.4 for 40 %".into())));
        assert_eq!(refused(SHARE, 7.0).2, Some("write 0.07 for 7 %".into()));
        assert_eq!(refused(SHARE, 1.3).2, None);
    }

    #[test]
    fn numbers_are_within_reach() {
        assert_eq!(refused(SD, 1e99).1, "sd 1e99 is too large to calculate with");
        assert_eq!(refused(SD, 1e-99).1, "sd 1e-99 is too small to calculate with");
        assert!(real("mean", f64::NAN).is_err());
        let bound = optional("max", "no draw lies above", f64::INFINITY);
        assert!(bound.check(&Argument::Number(f64::INFINITY), &[]).is_ok());
        assert_eq!(refused(bound, -1e99).1, "max -1e99 is too large to calculate with");
    }

    #[test]
    fn each_number_of_a_list_is_in_range() {
        let weights = required_list("weights", "the weights").within(Range::NON_NEGATIVE);
        let refusal = weights.check(&Argument::Numbers(vec![0.0, 2.0, -1.0]), &[]).unwrap_err();
        assert_eq!((refusal.position, refusal.message.as_str()), (Some(2), "weights must be 0 or above, not -1"));
    }
}
