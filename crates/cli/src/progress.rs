//! A bar with the time left, for runs that take over a second.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter runs show no bar.
const PATIENCE: Duration = Duration::from_secs(1);

const LOOK: &str = "{percent:>3} % of {human_len} paths  {bar:30}  {eta} left";

/// How far the simulation is. It appears on standard error if that is a terminal, and goes when dropped.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    start: Instant,
    appeared: AtomicBool,
}

impl Progress {
    /// Of so many paths; a silent one never appears.
    pub(crate) fn new(paths: u64, silent: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(paths), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(LOOK) {
            bar.set_style(style.progress_chars("━╸ "));
        }
        Self { bar, start: Instant::now(), appeared: AtomicBool::new(silent) }
    }

    /// Hears, from any thread, how many paths have been played.
    pub(crate) fn hear(&self, played: u64) {
        if self.start.elapsed() > PATIENCE {
            if !self.appeared.swap(true, Ordering::Relaxed) {
                self.bar.set_draw_target(ProgressDrawTarget::stderr());
            }
            // Threads overtake each other; the bar does not go back.
            self.bar.set_position(played.max(self.bar.position()));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
