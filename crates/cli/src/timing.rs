//! Where the time of a run goes: its steps, from the first file read to the last one written.

use std::fs;
use std::time::{Duration, Instant};

use altai_math::dispatch::instruction_set;
use altai_report::{Part, Timing};

/// What a step made, and how long it took.
pub(crate) fn timed<Made>(step: impl FnOnce() -> Made) -> (Made, Duration) {
    let began = Instant::now();
    let made = step();
    (made, began.elapsed())
}

/// How long the steps of a run took so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Steps {
    pub(crate) began: Instant,
    pub(crate) reading: Duration,
    pub(crate) preparing: Duration,
    pub(crate) playing: altai_sim::Timing,
    /// Telling how sure the odds are, where that was done.
    pub(crate) knowing: Option<Duration>,
    pub(crate) answering: Duration,
    pub(crate) writing: Option<Duration>,
}

impl Steps {
    /// As it is reported; the run has taken until now.
    pub(crate) fn report(&self) -> Timing {
        let part = |(part, share)| Part { part, share };
        Timing {
            reading_seconds: self.reading.as_secs_f64(),
            preparing_seconds: self.preparing.as_secs_f64(),
            playing_seconds: self.playing.elapsed.as_secs_f64(),
            levels_seconds: self.knowing.map(|knowing| knowing.as_secs_f64()),
            answering_seconds: self.answering.as_secs_f64(),
            writing_seconds: self.writing.map(|writing| writing.as_secs_f64()),
            total_seconds: self.began.elapsed().as_secs_f64(),
            paths_per_second: self.playing.paths_per_second(),
            threads: self.playing.threads,
            instruction_set: instruction_set().name(),
            peak_memory_bytes: peak_memory(),
            playing: self.playing.shares().into_iter().map(part).collect(),
        }
    }
}

/// As much memory as this process ever held, in bytes; nothing where the system does not tell, which only Linux does in a file.
fn peak_memory() -> Option<u64> {
    peak_in(&fs::read_to_string("/proc/self/status").ok()?)
}

/// The peak that Linux states as `VmHWM:     1234 kB`.
fn peak_in(status: &str) -> Option<u64> {
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = peak.trim().strip_suffix("kB")?.trim_end().parse().ok()?;
    kilobytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_of_memory_is_read_where_it_is_stated() {
        assert_eq!(peak_in("Name:\taltai\nVmHWM:\t   20480 kB\nVmRSS:\t 10240 kB\n"), Some(20_971_520));
        assert_eq!(peak_in("Name:\taltai\n"), None);
        assert_eq!(peak_in("VmHWM:\tmuch\n"), None);
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        assert_eq!(peak_memory().is_some(), status.contains("VmHWM:"));
    }
}
