//! Measures what a run costs, for `docs/performance.md`: one JSON object on the standard output.
//!
//! Everything is timed in alternation with something to compare it to. `docs/performance.py` runs this and writes the page.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints its result, and where it is")]

mod draws;
mod features;
mod growth;
mod memory;
mod shipped;

use std::time::Duration;

use altai_benches::rounds::Spread;
use altai_math::dispatch::instruction_set;
use serde_json::{Value, json};

/// Rounds of a comparison, unless the command line says how many.
const ROUNDS: usize = 11;
/// How long the slower side of a comparison runs in a round.
const LASTING: Duration = Duration::from_millis(60);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(("--memory", case)) = arguments.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        return memory::of_this_process(case);
    }
    let rounds = arguments.first().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let words = draws::words(rounds);
    let measured = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "instruction_set": instruction_set().name(),
        "rounds": rounds,
        "words": words.to_json(),
        "features": features::measure(rounds, &words),
        "quantities": draws::quantities(rounds),
        "growth": growth::measure(rounds),
        "large": growth::large(rounds),
        "shipped": shipped::measure(rounds),
        "instruction_sets": shipped::instruction_sets(rounds),
        "memory": memory::measure(),
    });
    println!("{measured:#}");
}

/// Says what is being measured: it takes minutes.
fn tell(what: &str) {
    eprintln!("measuring {what}");
}

/// Four digits are more than any clock is good for.
fn number(x: f64) -> Value {
    format!("{x:.3e}").parse::<f64>().map_or(Value::Null, Value::from)
}

fn spread(spread: Spread) -> Value {
    json!([number(spread.median), number(spread.least), number(spread.greatest)])
}
