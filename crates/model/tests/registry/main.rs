//! What holds for everything in a list: each distribution, process and ramp, by itself and against an oracle.

mod distributions;
mod metalog;
mod oracle;
mod processes;
mod ramps;

/// Names are unique, in the style of a key, and everything is documented and has an example.
fn assert_documented<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) {
    let mut seen = Vec::new();
    for (name, summary, example) in entries {
        assert!(!seen.contains(&name), "{name} stands in the list twice");
        assert!(!name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
        assert!(!summary.is_empty() && !summary.ends_with('.'), "{name}: {summary}");
        assert!(!example.is_empty(), "{name} has no example");
        seen.push(name);
    }
}

/// The numbers of an example, an inline table such as `{ min = 10, max = 40 }`, under their keys.
fn numbers_of(example: &str) -> Vec<(String, f64)> {
    let line = format!("x = {example}");
    let document = toml::de::DeTable::parse(&line).unwrap_or_else(|error| panic!("{example}: {error}"));
    let table = document.get_ref().get("x").unwrap().get_ref().as_table().expect("a table");
    table
        .iter()
        .map(|(key, value)| {
            let number = match value.get_ref() {
                toml::de::DeValue::Integer(x) => x.as_str().parse(),
                toml::de::DeValue::Float(x) => x.as_str().parse(),
                other => panic!("{example}: {other:?} is not a number"),
            };
            (key.get_ref().to_string(), number.unwrap())
        })
        .collect()
}

/// The integral of `f` from `from` to `to`, by Gauss–Legendre in `panels` panels of 20 points.
fn integral(f: impl Fn(f64) -> f64, from: f64, to: f64, panels: usize) -> f64 {
    let (nodes, weights) = altai_math::quadrature::gauss_legendre(20);
    let half = 0.5 * (to - from) / panels as f64;
    let mut sum = 0.0;
    for panel in 0..panels {
        let centre = from + (2 * panel + 1) as f64 * half;
        for (node, weight) in nodes.iter().zip(&weights) {
            sum += weight * f(centre + half * node);
        }
    }
    sum * half
}
