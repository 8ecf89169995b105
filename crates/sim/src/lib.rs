//! Plays a scenario many times, reproducibly and fast, into an exactly mergeable [`Summary`].

pub mod address;
pub mod block;
mod columns;
pub mod draws;
pub mod mask;
pub mod nearness;
pub mod plan;
pub mod play;
pub mod reach;
pub mod sampler;
mod step;
pub mod summary;
mod threads;
pub mod timing;

pub use block::{DriverYear, Fate, ShockYear, Year, replay};
pub use columns::Values;
pub use draws::{Design, Draws, Levels, Replicates, Streams};
pub use mask::{Mask, Reached};
pub use nearness::Nearness;
pub use plan::Plan;
pub use play::{play, play_range, play_replicates, play_timed};
pub use reach::Reach;
pub use summary::{Moments, Summary};
pub use threads::share_out;
pub use timing::Timing;
