//! Guards the speed of the engine without trusting a clock: counts instructions, and compares them with what is stored.
//!
//! `valgrind` counts what a run executes: the same every time, on any machine, however busy. It knows AVX2 and not AVX-512,
//! so the counts are those of AVX2. Where there is no `valgrind`, nothing is counted, and it says so.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that says what it found")]

mod instructions;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["--cases"] => instructions::run_cases(),
        [] => {
            let complaints = instructions::complaints();
            for complaint in &complaints {
                println!("{complaint}");
            }
            return if complaints.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
        _ => {
            eprintln!("guard takes no arguments; ALTAI_BLESS=1 stores the counts of today");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
