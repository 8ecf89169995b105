//! Years, and how many paths.

use super::*;

#[test]
fn the_horizon_and_the_target_fit_each_other() {
    says(
        &LEAST.replace("2035", "2025"),
        "bad-horizon: the end year 2025 does not come after the base year 2025 @ 2025",
    );
    says(
        &LEAST.replace("2035", "2126").replace("2025", "1925"),
        "bad-horizon: 201 years are more than Altai simulates @ 2126",
    );
    says(&LEAST.replace("2035", "2035.5"), "wrong-type: `end_year` is a calendar year, not 2035.5 @ 2035.5");
    says(&LEAST.replace("2035", "35"), "out-of-range: `end_year` is a calendar year from 1900 to 2200, not 35 @ 35");
    says(
        &LEAST.replace("500", "500\nby = 2036"),
        "out-of-range: `by` is a year that is simulated, from 2026 to 2035, not 2036 @ 2036",
    );
    assert_eq!(scenario(&LEAST.replace("2035", "2035.0")).horizon.end_year, 2035);
}

#[test]
fn runs_have_a_sensible_number_of_paths() {
    let run = |lines: &str| least(&format!("[run]\n{lines}\n"));
    assert_eq!(scenario(&run("paths = 1e6\nseed = 9223372036854775807")).run.seed, (1 << 63) - 1);
    for lines in [
        "paths = 0",
        "paths = 10_000_000_001",
        "paths = 1.5",
        "seed = -1",
        "seed = 9223372036854775808",
        "paths = \"many\"",
    ] {
        assert_eq!(diagnostics(&run(lines)).len(), 1, "{lines}");
    }
}
