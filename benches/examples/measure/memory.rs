//! Peak memory: of a process of its own for every case.

use std::process::Command;

use altai_benches::play;
use altai_benches::synthetic::Size;
use altai_sim::Plan;
use serde_json::{Value, json};

use crate::tell;

const PATHS: u64 = 102_400;

/// Paths, threads, and what differs from the usual scenario.
fn cases() -> Vec<(&'static str, u64, u64, usize, Size)> {
    let usual = Size::USUAL;
    let paths = [1_024, 102_400, 1_024_000, 10_240_000].map(|paths| ("paths", paths, paths, 1, usual));
    let years = [10, 30, 100].map(|years| ("years", years as u64, PATHS, 1, Size { years, ..usual }));
    let packages = [2, 11, 41].map(|packages| ("packages", packages as u64, PATHS, 1, Size { packages, ..usual }));
    let threads = [1, 2].map(|threads| ("threads", threads as u64, PATHS, threads, usual));
    paths.into_iter().chain(years).chain(packages).chain(threads).chain([("large", 1, PATHS, 1, Size::LARGE)]).collect()
}

/// Every case.
pub(crate) fn measure() -> Value {
    tell("memory");
    let Ok(this) = std::env::current_exe() else { return Value::Null };
    let measured = cases().into_iter().enumerate().map(|(index, (of, at, ..))| {
        let output = Command::new(&this).args(["--memory", &index.to_string()]).output().ok()?;
        let peak: f64 = String::from_utf8(output.stdout).ok()?.trim().parse().ok()?;
        Some(json!({ "of": of, "at": at, "peak_mib": peak }))
    });
    measured.collect::<Option<Vec<Value>>>().map_or(Value::Null, Value::from)
}

/// Plays the case and prints the peak memory of this process in MiB, where the system tells it.
pub(crate) fn of_this_process(arguments: &[String]) {
    let Some((_, _, paths, threads, size)) =
        arguments.first().and_then(|case| case.parse::<usize>().ok()).and_then(|case| cases().into_iter().nth(case))
    else {
        return;
    };
    drop(play(&Plan::compile(&size.scenario()), paths, threads));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
    if let Some(kib) = peak.map(|kib: f64| kib / 1024.0) {
        println!("{kib:.1}");
    }
}
