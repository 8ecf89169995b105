//! Asks questions of simulations: odds, comparison, turnover, the year of reaching.
//!
//! Everything here is a pure function: a [`Summary`](altai_sim::Summary) and the scenario that it played go in,
//! an [`Answer`] comes out, named rows with a standard error each. An absent value is `None`, never 0.
//!
//! One file per question: [`odds`], [`difference`], [`turnover`], [`components`], [`arrival`]; then the
//! [`headline`], which says it in a sentence, and what to be wary of, [`caution`].
//!
//! ```
//! use altai_analysis::{estimate, interval};
//!
//! // 141 of 1,000 paths reached the target.
//! let (odds, standard_error) = estimate::share(141, 1_000);
//! let (lower, upper) = interval::wilson(141, 1_000);
//! assert_eq!(odds, 0.141);
//! assert!(lower < odds - standard_error && odds + standard_error < upper);
//! ```

pub mod answer;
pub mod arrival;
pub mod caution;
pub mod components;
pub mod difference;
pub mod estimate;
pub mod headline;
pub mod interval;
pub mod odds;
pub mod question;
pub mod turnover;
pub mod words;

pub use answer::Answer;
pub use caution::Caution;
pub use estimate::Estimate;
pub use headline::Headline;
pub use odds::Odds;
pub use question::Question;
