//! Numbers for the parameters of a distribution.

use altai_model::distribution::{Form, Parameter, Takes};

/// A form with all of its parameters.
pub(crate) fn numbers(form: &Form) -> String {
    let value = |(at, parameter): (usize, &Parameter)| match parameter.takes {
        Takes::Percentiles => "p10 = 2, p50 = 3, p90 = 4".to_owned(),
        Takes::Numbers => format!("{} = [0.2, 0.4]", parameter.name),
        // Least, middle and greatest come in this order.
        Takes::Number if parameter.name == "max" => "max = 9".to_owned(),
        Takes::Number => format!("{} = 0.{}", parameter.name, at + 1),
    };
    let values: Vec<String> = form.parameters.iter().enumerate().map(value).collect();
    format!("{{ {} }}", values.join(", "))
}
