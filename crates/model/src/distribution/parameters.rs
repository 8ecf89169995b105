//! Checks that distributions share, so that they all refuse alike.

use super::{Argument, Parameter, Refusal, Takes};

/// A parameter that must be given.
pub(super) const fn required(name: &'static str, summary: &'static str) -> Parameter {
    Parameter { name, summary, takes: Takes::Number, default: None }
}

/// A list of numbers that must be given.
pub(super) const fn required_list(name: &'static str, summary: &'static str) -> Parameter {
    Parameter { name, summary, takes: Takes::Numbers, default: None }
}

/// A parameter that may be left out.
pub(super) const fn optional(name: &'static str, summary: &'static str, default: f64) -> Parameter {
    Parameter { name, summary, takes: Takes::Number, default: Some(default) }
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

/// A number above 0.
pub(super) fn positive(name: &'static str, x: f64) -> Result<f64, Refusal> {
    if x.is_nan() || x <= 0.0 {
        return Err(refuse(name, format!("{name} must be above 0, not {x}")));
    }
    if x < LEAST {
        return Err(refuse(name, format!("{name} {x:e} is too small to calculate with")));
    }
    real(name, x)
}

/// A number between two bounds, or one of them.
pub(super) fn within(name: &'static str, x: f64, [least, greatest]: [f64; 2]) -> Result<f64, Refusal> {
    if x >= least && x <= greatest {
        Ok(x)
    } else {
        Err(refuse(name, format!("{name} must lie between {least} and {greatest}, not {x}")))
    }
}

/// A standard deviation: above 0. Where there is no uncertainty, the number itself, `middle`, says so.
pub(super) fn spread(name: &'static str, x: f64, middle: f64) -> Result<f64, Refusal> {
    positive(name, x).map_err(|refusal| if x == 0.0 { refusal.with_help(write_alone(middle)) } else { refusal })
}

/// A number between 0 and 1, neither of them.
pub(super) fn inside_share(name: &'static str, x: f64) -> Result<f64, Refusal> {
    if x > 0.0 && x < 1.0 {
        return Ok(x);
    }
    let refusal = refuse(name, format!("{name} must lie between 0 and 1, not {x}"));
    Err(refusal.with_help_if(percent(x)))
}

/// The mend where somebody wrote a percentage for a share.
pub(super) fn percent(x: f64) -> Option<String> {
    (2.0..100.0).contains(&x).then(|| format!("write {} for {x} %", crate::words::hundredth(x)))
}

/// Numbers from least to greatest. Neighbours may be equal, but not all of them.
pub(super) fn ascending<const N: usize>(names: [&'static str; N], numbers: [f64; N]) -> Result<[f64; N], Refusal> {
    for (&name, &x) in names.iter().zip(&numbers) {
        real(name, x)?;
    }
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
        assert_eq!(said(spread("sd", 0.0, 5.0)), ("sd", "sd must be above 0, not 0".into(), mend));
    }

    #[test]
    fn a_deviation_is_above_0() {
        assert_eq!(said(spread("sd", -2.0, 5.0)), ("sd", "sd must be above 0, not -2".into(), None));
    }

    #[test]
    fn a_percentage_is_not_a_share() {
        assert_eq!(
            said(inside_share("mean", 40.0)),
            ("mean", "mean must lie between 0 and 1, not 40".into(), Some("write 0.4 for 40 %".into()))
        );
        assert_eq!(said(inside_share("mean", 7.0)).2, Some("write 0.07 for 7 %".into()));
        assert_eq!(said(inside_share("mean", 1.3)).2, None);
    }

    #[test]
    fn numbers_are_within_reach() {
        assert_eq!(said(positive("size", 1e99)).1, "size 1e99 is too large to calculate with");
        assert_eq!(said(positive("size", 1e-99)).1, "size 1e-99 is too small to calculate with");
        assert!(real("mean", f64::NAN).is_err());
    }
}
