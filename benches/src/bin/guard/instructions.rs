//! Instructions that cases execute, counted by `valgrind --tool=callgrind`, against those that are stored.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

use altai_benches::columns::scores;
use altai_benches::features::{BASES, FEATURES};
use altai_benches::synthetic::Size;
use altai_benches::{YARDSTICK, from_text, kernels, play, quantities, scenarios};
use altai_math::dispatch::{InstructionSet, instruction_set, limit_instruction_set};
use altai_model::Scenario;
use altai_sim::Plan;
use altai_sim::draws::BLOCK;

/// Where the counts are stored: instructions a path, or a number of a column.
const STORED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/instructions.csv");
/// What a count may differ by: compilers of one version after another do, by a per cent or two.
const TOLERANCE: f64 = 0.05;
/// Blocks of a run, and columns of a kernel: how long a case is.
const BLOCKS: u64 = 34;

/// Something whose instructions are counted.
struct Case {
    name: String,
    /// Runs [`BLOCKS`] times 1,024 paths, or numbers.
    run: Box<dyn FnMut()>,
}

fn cases() -> Vec<Case> {
    let run = |name: String, scenario: Scenario| {
        let plan = Plan::compile(&scenario);
        Case { name, run: Box::new(move || drop(play(black_box(&plan), BLOCKS * BLOCK as u64, 1))) }
    };
    let mut cases = Vec::new();
    for (name, scenario) in scenarios() {
        cases.push(run(format!("run {name}"), scenario));
    }
    cases.push(run("run yardstick".into(), from_text(YARDSTICK, &[])));
    cases.push(run("run usual size".into(), Size::USUAL.scenario()));
    for base in BASES {
        cases.push(run(format!("base {}", base.name), base.scenario()));
    }
    for feature in FEATURES {
        cases.push(run(format!("{} with {}", feature.base.name, feature.name), feature.scenario()));
    }
    for mut kernel in kernels::all() {
        let run = Box::new(move || (0..BLOCKS).for_each(|_| (kernel.run)()));
        cases.push(Case { name: format!("kernel {}", kernel.name), run });
    }
    for quantity in quantities::all() {
        let (scores, mut values) = (scores(), [0.0; BLOCK]);
        let run = Box::new(move || {
            for _ in 0..BLOCKS {
                quantity.sampler.draw(black_box(&scores), &mut values);
                black_box(&values);
            }
        });
        cases.push(Case { name: format!("quantity {}", quantity.name), run });
    }
    cases
}

/// Runs every case, as valgrind watches, and prints their names in that order.
pub(crate) fn run_cases() {
    limit_instruction_set(InstructionSet::Avx2);
    println!("{}", instruction_set().name());
    for mut case in cases() {
        // Caches fill and lists grow where nothing is counted.
        (case.run)();
        written_by_valgrind(&mut case.run);
        println!("{}", case.name);
    }
}

/// Where valgrind counts: in this function and all that it calls.
#[inline(never)]
fn counted_by_valgrind(run: &mut dyn FnMut()) {
    run();
    // Else it would jump and not return, which valgrind does not see.
    black_box(());
}

/// When this function returns, valgrind writes the count down.
#[inline(never)]
fn written_by_valgrind(run: &mut dyn FnMut()) {
    counted_by_valgrind(run);
    black_box(());
}

/// What has become slower, or cannot be compared. Stores the counts instead where `ALTAI_BLESS` is set.
pub(crate) fn complaints() -> Vec<String> {
    let counts = match count() {
        Ok(counts) => counts,
        Err(Uncounted::Here(why)) if !blessed() => {
            println!("instructions are not counted: {why}");
            return Vec::new();
        }
        Err(Uncounted::Here(why) | Uncounted::Wrong(why)) => {
            return vec![format!("instructions are not counted: {why}")];
        }
    };
    if blessed() {
        let mut text = String::from("case,instructions\n");
        for (name, count) in &counts {
            let _ = writeln!(text, "\"{name}\",{count:.2}");
        }
        return match std::fs::write(STORED, text) {
            Ok(()) => Vec::new(),
            Err(error) => vec![format!("{STORED}: {error}")],
        };
    }
    compare(&counts, &stored())
}

/// Whether the counts of today are to be stored.
fn blessed() -> bool {
    std::env::var_os("ALTAI_BLESS").is_some_and(|bless| bless == "1")
}

/// The counts that are stored, by case.
fn stored() -> BTreeMap<String, f64> {
    let text = std::fs::read_to_string(STORED).unwrap_or_default();
    let row = |row: &str| {
        let (name, count) = row.rsplit_once(',')?;
        Some((name.trim_matches('"').to_owned(), count.parse().ok()?))
    };
    text.lines().filter_map(row).collect()
}

fn compare(counts: &[(String, f64)], stored: &BTreeMap<String, f64>) -> Vec<String> {
    const BLESS: &str = "ALTAI_BLESS=1 cargo run --release -p altai-benches --bin guard";
    let (mut complaints, mut worst): (Vec<String>, f64) = (Vec::new(), 0.0);
    let change = |(name, count): &(String, f64)| stored.get(name).map_or(f64::INFINITY, |before| count / before);
    let mut counts = counts.to_vec();
    counts.sort_by(|a, b| change(b).total_cmp(&change(a)));
    for (name, count) in &counts {
        let Some(&before) = stored.get(name) else {
            complaints.push(format!("{name}: no count is stored; `{BLESS}` stores {count:.2}"));
            continue;
        };
        let change = count / before - 1.0;
        worst = worst.max(change);
        let told = format!("{name}: {count:.2} instructions, {:+.1} % on the {before:.2} stored", 100.0 * change);
        if change > TOLERANCE {
            complaints.push(told);
        } else if change < -TOLERANCE {
            println!("{told}: faster; `{BLESS}` holds it to that");
        }
    }
    for name in stored.keys().filter(|name| !counts.iter().any(|(case, _)| case == *name)) {
        complaints.push(format!("{name}: a count is stored and the case is gone; `{BLESS}` forgets it"));
    }
    if complaints.is_empty() {
        println!("{} counts of instructions, the worst {:+.1} % on what is stored", counts.len(), 100.0 * worst);
    } else {
        complaints.push(format!(
            "more instructions than the {:.0} % allowed: what is meant is stored by `{BLESS}`",
            100.0 * TOLERANCE
        ));
    }
    complaints
}

/// Why nothing was counted.
enum Uncounted {
    /// This machine cannot.
    Here(String),
    /// Something is wrong.
    Wrong(String),
}

/// Counts the instructions of every case, a path or a number; or says why it cannot.
fn count() -> Result<Vec<(String, f64)>, Uncounted> {
    let folder = std::env::temp_dir().join(format!("altai-guard-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| Uncounted::Wrong(error.to_string()))?;
    let counted = count_in(&folder);
    // What cannot be removed from a temporary folder hurts nobody.
    let _ = std::fs::remove_dir_all(&folder);
    counted
}

fn count_in(folder: &Path) -> Result<Vec<(String, f64)>, Uncounted> {
    let this = std::env::current_exe().map_err(|error| Uncounted::Wrong(error.to_string()))?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=*counted_by_valgrind*", "--dump-after=*written_by_valgrind*"])
        .arg(format!("--callgrind-out-file={}", folder.join("counts").display()))
        .arg(this)
        .arg("--cases")
        .output()
        .map_err(|_| Uncounted::Here("there is no valgrind".into()))?;
    if !output.status.success() {
        return Err(Uncounted::Wrong(format!("valgrind: {}", String::from_utf8_lossy(&output.stderr).trim())));
    }
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    let (set, names) = names.split_once('\n').ok_or_else(|| Uncounted::Wrong("no case was run".into()))?;
    if set != InstructionSet::Avx2.name() {
        return Err(Uncounted::Here(format!("under valgrind this machine has {set}, and the counts are of AVX2")));
    }
    let per_number = |(index, name): (usize, &str)| {
        let part = std::fs::read_to_string(folder.join(format!("counts.{}", index + 1))).ok()?;
        let total = part.lines().find_map(|line| line.strip_prefix("totals:"))?;
        Some((name.to_owned(), total.trim().parse::<f64>().ok()? / (BLOCKS * BLOCK as u64) as f64))
    };
    let counts: Option<Vec<(String, f64)>> = names.lines().enumerate().map(per_number).collect();
    counts.ok_or_else(|| Uncounted::Wrong("valgrind did not write as many counts as there are cases".into()))
}
