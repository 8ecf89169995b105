//! The reference cases, answered by an independent implementation of the model, through its own `check.py`.
//!
//! They lie beside the checkout and not in it: without them, without python3 or without the binary the test says so and passes.
#![allow(clippy::print_stderr, reason = "a test that leaves something out says so")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// `../shared/reference` beside the checkout.
fn check() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference/check.py")
}

/// The binary that cargo has built beside this test, as `cargo test --workspace` does; or `$ALTAI`.
fn binary() -> Option<PathBuf> {
    let built = || Some(std::env::current_exe().ok()?.parent()?.parent()?.join("altai"));
    std::env::var_os("ALTAI").map(PathBuf::from).or_else(built).filter(|binary| binary.is_file())
}

#[test]
fn the_reference_cases_pass() {
    let (check, Some(binary)) = (check(), binary()) else {
        eprintln!("left out: there is no binary `altai`; `cargo test --workspace` builds it, or name it in $ALTAI");
        return;
    };
    if !check.is_file() {
        eprintln!("left out: there is no {}", check.display());
        return;
    }
    let run =
        Command::new("python3").arg(&check).arg("--altai").arg(&binary).args(["growth", "deals", "drivers"]).output();
    let Ok(run) = run else {
        eprintln!("left out: there is no python3");
        return;
    };
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{} disagrees:\n{said}", binary.display());
}
