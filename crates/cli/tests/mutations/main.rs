//! Shipped scenarios, spoilt in a great many ways: `altai check` reads each or refuses it in plain words.
//!
//! Half of the mutations spoil what a scenario says, half its bytes. Each has a number, and is the same on every machine.
//! `ALTAI_MUTATIONS=1000000 cargo test --release -p altai --test mutations` checks a million of them.

#[path = "../altai/mod.rs"]
mod altai;
mod bytes;
mod dice;
mod shape;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, Instant};

use altai::jargon;
use altai_scenarios::EXAMPLES;
use dice::Dice;
use shape::Stock;
use tempfile::{TempDir, tempdir};

/// As many as every submission checks.
const USUALLY: u64 = 8_000;
/// As many as one process checks.
const AT_ONCE: u64 = 250;
/// One process hangs if it takes longer: it usually takes a second.
const PATIENCE: Duration = Duration::from_secs(100);

#[test]
fn whatever_is_done_to_a_scenario_it_is_read_or_refused_in_plain_words() {
    let many = std::env::var("ALTAI_MUTATIONS").ok().and_then(|many| many.parse().ok()).unwrap_or(USUALLY);
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get() as u64);
    let batches = many.div_ceil(AT_ONCE);
    let refused: u64 = std::thread::scope(|scope| {
        let work = |first: u64| (first..batches).step_by(threads as usize).map(|batch| check(batch, many)).sum::<u64>();
        let workers: Vec<_> = (0..threads).map(|first| scope.spawn(move || work(first))).collect();
        workers.into_iter().map(|worker| worker.join().expect("a batch failed, see above")).sum()
    });
    // A mutation that changes nothing that matters is read; most matter.
    assert!(refused * 2 > many && refused < many, "{refused} of {many} were refused");
}

/// Checks one batch of mutations; returns how many were refused.
fn check(batch: u64, many: u64) -> u64 {
    let folder = originals();
    let stock = Stock::of(EXAMPLES);
    let numbers = batch * AT_ONCE..many.min((batch + 1) * AT_ONCE);
    let files: Vec<PathBuf> = numbers.map(|number| spoil(number, &stock, folder.path())).collect();
    let all = Run::of(&files, folder.path());
    if let Err(what) = all.judge(&[]) {
        let mut at_fault = None;
        for file in &files {
            let text = fs::read(file).expect("it is there");
            if let Err(what) = Run::of(std::slice::from_ref(file), folder.path()).judge(&text) {
                at_fault = Some((file, what));
            }
        }
        match at_fault {
            Some((file, what)) => {
                drop(folder.keep());
                panic!("{what}\nit is {}", file.display());
            }
            // Words of the scenario's own, quoted.
            None => assert!(all.code.is_some(), "{what}\nit is one of mutations {batch} × {AT_ONCE} and on, together"),
        }
    }
    files.len() as u64 - all.read()
}

/// A folder with the shipped scenarios, which variants extend.
fn originals() -> TempDir {
    let folder = tempdir().expect("there is room");
    for example in EXAMPLES {
        let path = folder.path().join(example.name).with_extension("toml");
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("there is room");
        fs::write(path, example.text).expect("there is room");
    }
    folder
}

/// Writes the mutation of a number beside the scenario that it spoils.
fn spoil(number: u64, stock: &Stock, folder: &Path) -> PathBuf {
    let mut dice = Dice::of(number);
    let example = dice.one_of(EXAMPLES);
    let spoilt = if number.is_multiple_of(2) {
        stock.spoil(example.text, &mut dice).into_bytes()
    } else {
        bytes::spoil(example.text.as_bytes(), &mut dice)
    };
    let beside = folder.join(example.name);
    let path = beside.parent().expect("it is in the folder").join(format!("spoilt-{number}.toml"));
    fs::write(&path, spoilt).expect("there is room");
    path
}

/// What `altai check` did with some files.
struct Run {
    /// The exit code; `None` where it did not end by itself in time.
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    fn of(files: &[PathBuf], folder: &Path) -> Self {
        let [out, err] = ["out", "err"].map(|name| folder.join(name));
        let mut command = altai::command();
        // The folder's name is random, and might say anything.
        let names = files.iter().map(|file| file.strip_prefix(folder).expect("it is in the folder"));
        command.current_dir(folder).arg("check").args(names).stdout(File::create(&out).expect("there is room"));
        let child = command.stderr(File::create(&err).expect("there is room")).spawn().expect("the binary runs");
        let code = wait(child);
        let said = |path| String::from_utf8(fs::read(path).expect("it is there")).expect("messages are UTF-8");
        Self { code, stdout: said(&out), stderr: said(&err) }
    }

    /// Says what is wrong with what the program did to a scenario, if anything; words of the scenario's own are not.
    fn judge(&self, scenario: &[u8]) -> Result<(), String> {
        match self.code {
            Some(0 | 2) => {}
            Some(code) => return Err(format!("exit code {code}:\n{}", self.stderr)),
            None => return Err(format!("it hangs, or was killed:\n{}", self.stderr)),
        }
        let is_its_own = |word: &str| String::from_utf8_lossy(scenario).contains(word);
        match jargon::found(&self.stderr).find(|(word, _)| !is_its_own(word)) {
            Some((word, line)) => Err(format!("`{word}` in\n{line}")),
            None => Ok(()),
        }
    }

    /// How many scenarios were read.
    fn read(&self) -> u64 {
        self.stdout.lines().filter(|line| line.ends_with(": no mistakes")).count() as u64
    }
}

/// The exit code, if it ends in time.
fn wait(mut child: Child) -> Option<i32> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("it can be asked") {
            return status.code();
        }
        if started.elapsed() > PATIENCE {
            child.kill().and_then(|()| child.wait()).expect("it can be stopped");
            return None;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
