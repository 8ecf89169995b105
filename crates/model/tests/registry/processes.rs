//! What holds for every process of a driver.

use altai_math::uniform::uniform;
use altai_math::{Operand, normal};
use altai_model::driver::{Motion, PROCESSES, Process, Start};
use altai_model::{Diagnostic, NoFiles, SourceText, read};
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

use super::assert_documented;

fn process(name: &str) -> &'static Process {
    PROCESSES.iter().find(|process| process.name == name).unwrap()
}

/// What a formula takes in all: of a path, the value of the year too.
fn arity(process: &Process) -> Option<usize> {
    match process.motion {
        Motion::Formula(_) => Some(process.parameters.len()),
        Motion::AlongValues(_) => Some(process.parameters.len() + 1),
        Motion::Rows => None,
    }
}

/// `x_t` for parameters that are the same on every path.
fn next(process: &Process, parameters: &[f64], z: &[f64], before: &[f64]) -> Vec<f64> {
    let (Motion::Formula(formula) | Motion::AlongValues(formula)) = process.motion else {
        panic!("{} has no formula", process.name)
    };
    let columns: Vec<Vec<f64>> = parameters.iter().map(|&p| vec![p; z.len()]).collect();
    let columns: Vec<Operand> = columns.iter().map(|column| Operand::from(&column[..])).collect();
    let mut x = before.to_vec();
    formula(&columns, z, &mut x);
    x
}

#[test]
fn names_are_unique_and_documented() {
    assert_documented(PROCESSES.iter().map(|process| (process.name, process.summary, process.example)));
    for parameter in PROCESSES.iter().flat_map(|process| process.parameters) {
        assert!(!parameter.name.is_empty() && !parameter.summary.is_empty());
    }
}

#[test]
fn examples_are_read() {
    for process in PROCESSES {
        let text = format!(
            "[horizon]\nbase_year = 2025\nend_year = 2035\n[target]\nturnover = 500\n[flows.trade]\nbase = 160\n\
             [drivers.a]\nkind = \"growth\"\nprocess.{} = {}\n",
            process.name, process.example
        );
        let reading = read(SourceText { name: "example.toml".into(), text }, &[], &NoFiles);
        let scenario = reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics));
        assert!(!reading.diagnostics.iter().any(Diagnostic::is_error), "{:#?}", reading.diagnostics);
        assert_eq!(scenario.drivers[0].process.name, process.name);
    }
}

#[test]
fn a_start_is_one_of_the_parameters() {
    for process in PROCESSES {
        if let Start::Parameter(position) = process.start {
            assert!(position < process.parameters.len(), "{}", process.name);
        }
    }
}

#[test]
fn without_noise_and_from_its_mean_nothing_moves() {
    for name in ["white", "ar1"] {
        let process = process(name);
        let quiet: Vec<f64> = process.parameters.iter().map(|p| if p.name == "mean" { 0.03 } else { 0.0 }).collect();
        assert_eq!(next(process, &quiet, &[1.0, -2.0, 3.0], &[0.03; 3]), [0.03; 3], "{name}");
    }
}

#[test]
fn white_forgets_the_year_before() {
    let x = next(process("white"), &[0.5, 2.0], &[1.0, 1.0, -3.0], &[7.0, -7.0, 0.0]);
    assert_eq!(x, [2.5, 2.5, -5.5]);
}

#[test]
fn a_random_walk_starts_where_the_last_year_ended() {
    let x = next(process("random_walk"), &[0.5, 2.0], &[0.0, 1.0, -1.0], &[3.0, 1.0, -1.0]);
    assert_eq!(x, [3.5, 3.5, -2.5]);
}

#[test]
fn a_path_strays_from_its_values_and_forgets_it() {
    let x = next(process("path"), &[0.5, 2.0], &[0.0, 1.0, -1.0], &[3.0, 1.0, -1.0]);
    assert_eq!(x, [0.5, 2.5, -1.5]);
}

#[test]
fn ar1_keeps_a_share_of_the_deviation() {
    let x = next(process("ar1"), &[1.0, 0.5, 2.0], &[0.0, 1.0, -1.0], &[3.0, 1.0, -1.0]);
    assert_eq!(x, [2.0, 3.0, -2.0]);
}

/// A column has the bits of its numbers, whatever its length.
#[test]
fn a_column_has_the_bits_of_its_numbers() {
    let z: Vec<f64> = (0..1023).map(|i| normal::quantile((f64::from(i) + 0.5) / 1023.0)).collect();
    let before: Vec<f64> = z.iter().map(|z| 0.01 * z * z - 0.3).collect();
    for process in PROCESSES {
        let Some(arity) = arity(process) else { continue };
        let parameters: Vec<f64> = (0..arity).map(|i| 0.3 + 0.1 * i as f64).collect();
        let column = next(process, &parameters, &z, &before);
        for i in 0..z.len() {
            let alone = next(process, &parameters, &z[i..=i], &before[i..=i]);
            assert_eq!(alone[0].to_bits(), column[i].to_bits(), "{}", process.name);
        }
    }
}

/// The variance of ar1 settles at sd²/(1 − persistence²), within four standard errors at a fixed seed.
#[test]
fn ar1_settles_at_its_stationary_variance() {
    const PATHS: usize = 20_000;
    let [mean, persistence, sd] = [0.03, 0.7, 0.02];
    let mut generator = ChaCha8Rng::seed_from_u64(1);
    let mut x = vec![mean; PATHS];
    // 0.7^(2 · 50) is 3e-16: by then the start is forgotten.
    for _ in 0..50 {
        let z: Vec<f64> = (0..PATHS).map(|_| normal::quantile(uniform(generator.next_u64()))).collect();
        x = next(process("ar1"), &[mean, persistence, sd], &z, &x);
    }
    let expected: f64 = sd * sd / (1.0 - persistence * persistence);
    let n = PATHS as f64;
    let average = x.iter().sum::<f64>() / n;
    let variance = x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
    assert!((average - mean).abs() < 4.0 * (expected / n).sqrt(), "{average}");
    assert!((variance / expected - 1.0).abs() < 4.0 * (2.0 / n).sqrt(), "{variance}, not {expected}");
}
