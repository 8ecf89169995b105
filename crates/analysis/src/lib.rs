//! Asks questions of simulations: odds, comparison, turnover, the year of reaching.
//!
//! Everything here is a pure function. Of a [`Summary`](altai_sim::Summary) and the scenario that it played it makes an
//! [`Answer`], named rows with a standard error each; further questions play a scenario themselves, on draws that have an
//! address as all others. An absent value is `None`, never 0.
//!
//! Under a design other than plain draws, errors come from [`replicates`].
//!
//! One file per question: [`odds`], [`difference`], [`turnover`], [`components`], [`costs`], [`arrival`]; then the
//! [`headline`], which says it in a sentence, and what to be wary of, [`caution`].
//!
//! Of the scenario itself: its [`evidence`], its [`sources`], the [`portrait`] of a number, the [`outlook`] of a deal, the
//! [`story`] of a path; of two scenarios, their [`changes`] and their odds in [`pairing`]; of several or their packages, which is
//! better, [`compare`]; of its deals, what each is worth, [`attribution`].
//! Of a scenario with a number varied: how the odds move, [`sweep`], and what it would take, [`seek`].
//!
//! Of the numbers that are not known: which of them matter, [`drivers`]; what explains the outcome, chance with it, [`sobol`];
//! in which of their ranges the target is reached or missed, [`discover`]; how sure the odds are, given them, [`levels`].
//!
//! Of public money: which deals it should pay for, [`frontier`](mod@frontier), and what is worth finding out first, [`voi`].
//!
//! Of what hardly ever happens, how likely it is: [`rare`].
//!
//! ```
//! use std::num::NonZeroUsize;
//!
//! use altai_analysis::Answer;
//! use altai_model::SourceText;
//! use altai_sim::{Plan, Streams, play};
//!
//! let text = altai_scenarios::example("minimal").unwrap().text;
//! let reading = altai_model::read(SourceText { name: "minimal.toml".into(), text: text.into() }, &[], &altai_model::NoFiles);
//! let scenario = reading.scenario.unwrap();
//! let plan = Plan::compile(&scenario);
//! let summary = play(&plan, &Streams::new(1), 2_000, NonZeroUsize::MIN, &|_| {});
//!
//! let answer = Answer::of(&scenario, &summary);
//! println!("{}", answer.headline.unwrap().sentence);
//! assert_eq!(answer.differences[0].reference, "none");
//! ```

pub mod answer;
pub mod arrival;
pub mod attribution;
mod blocks;
mod cases;
pub mod caution;
mod chance;
pub mod changes;
pub mod compare;
pub mod components;
pub mod costs;
pub mod difference;
pub mod discover;
pub mod drivers;
pub mod estimate;
pub mod evidence;
pub mod frontier;
pub mod goal;
pub mod headline;
pub mod interval;
pub mod levels;
pub mod odds;
pub mod outlook;
pub mod pairing;
mod phrases;
pub mod portrait;
pub mod precision;
pub mod question;
pub mod rare;
pub mod replicates;
pub mod seek;
pub mod sobol;
pub mod sources;
pub mod stated;
pub mod story;
pub mod sweep;
mod tables;
pub mod tail;
pub mod turnover;
pub mod variation;
pub mod voi;
pub mod words;
pub mod writing;

pub use answer::Answer;
pub use caution::Caution;
pub use estimate::Estimate;
pub use goal::Goal;
pub use headline::Headline;
pub use levels::Levels;
pub use odds::Odds;
pub use question::Question;
