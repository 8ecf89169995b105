//! Whether the target was met, as counts over all paths.

/// Paths with an event, and those that share it with the first package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub(super) at_date: u64,
    pub(super) reached: u64,
    pub(super) at_date_with_first: u64,
    pub(super) reached_with_first: u64,
}

impl Counts {
    pub(super) fn merge(&mut self, other: &Self) {
        self.at_date += other.at_date;
        self.reached += other.reached;
        self.at_date_with_first += other.at_date_with_first;
        self.reached_with_first += other.reached_with_first;
    }
}
