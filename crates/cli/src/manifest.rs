//! `manifest.json`: what was run, with what, and the digests that prove it. No names of people or machines.

use std::fmt::Write;
use std::path::Path;

use altai_analysis::Headline;
use altai_analysis::levels::Knowledge;
use altai_analysis::replicates::Sampling;
use altai_math::dispatch::instruction_set;
use altai_model::{Scenario, SourceText};
use altai_report::{Timing, Warning};
use altai_sim::draws::{BLOCK, GENERATOR};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::typed::Typed;

/// The manifest's file, by which a result folder is known to be ours.
pub(crate) const FILE: &str = "manifest.json";

/// The version of Altai.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What its `format` begins with.
const MARKER: &str = "altai-result-";

/// How a result came about.
#[derive(Debug, Serialize)]
pub(crate) struct Manifest<'a> {
    pub(crate) format: &'static str,
    pub(crate) altai: &'static str,
    #[serde(flatten)]
    pub(crate) typed: Typed,
    pub(crate) title: Option<&'a str>,
    /// The files of the scenarios, without their folders, where there are several; else the first of `inputs` is the one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) scenarios: Vec<String>,
    pub(crate) seed: u64,
    pub(crate) paths: u64,
    pub(crate) packages: Vec<String>,
    pub(crate) overrides: Vec<String>,
    /// What was found, and what to be wary of, so that the folder can speak for itself.
    pub(crate) headline: Option<&'a Headline>,
    /// What was drawn to tell how sure the odds are, where that was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) levels: Option<Knowledge>,
    /// The answer to another question than that of a run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sentence: Option<&'a str>,
    pub(crate) cautions: Vec<String>,
    pub(crate) warnings: &'a [Warning],
    pub(crate) generator: &'static str,
    /// The design of the draws, which is as much a part of a result as the seed; absent where they are plain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sampling: Option<&'a Sampling>,
    pub(crate) block: usize,
    pub(crate) threads: usize,
    pub(crate) instruction_set: &'static str,
    pub(crate) inputs: Vec<Digested>,
    pub(crate) files: Vec<Digested>,
    pub(crate) started: &'a str,
    /// Preparing and playing, on both levels where there are two.
    pub(crate) seconds: f64,
    /// Where the time went, but for writing this and the other files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) timing: Option<&'a Timing>,
}

/// A file and its SHA-256.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Digested {
    /// Its name, without the folder.
    pub(crate) file: String,
    sha256: String,
}

impl Digested {
    /// Of a file that was read.
    fn of(file: &SourceText) -> Self {
        let name = Path::new(&file.name).file_name().map(|name| name.to_string_lossy().into_owned());
        Self::new(&name.unwrap_or_default(), file.text.as_bytes())
    }

    pub(crate) fn new(file: &str, contents: &[u8]) -> Self {
        let digest = Sha256::digest(contents);
        let sha256 = digest.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        Self { file: file.to_owned(), sha256 }
    }
}

/// How an answer was come by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct How<'a> {
    pub(crate) threads: usize,
    pub(crate) started: &'a str,
    /// Preparing and playing.
    pub(crate) seconds: f64,
}

impl<'a> Manifest<'a> {
    /// The format of this version's folders.
    pub(crate) const FORMAT: &'static str = "altai-result-1";

    /// What holds of any question to a scenario that was read from these files: without what was asked, found and written.
    pub(crate) fn of(scenario: &'a Scenario, read: &[SourceText], how: How<'a>) -> Self {
        Self {
            format: Self::FORMAT,
            altai: VERSION,
            typed: Typed::now(),
            title: scenario.title.as_deref(),
            scenarios: Vec::new(),
            seed: scenario.run.seed,
            paths: scenario.run.paths,
            packages: Vec::new(),
            overrides: Vec::new(),
            headline: None,
            levels: None,
            sentence: None,
            cautions: Vec::new(),
            warnings: &[],
            generator: GENERATOR,
            sampling: None,
            block: BLOCK,
            threads: how.threads,
            instruction_set: instruction_set().name(),
            inputs: read.iter().map(Digested::of).collect(),
            files: Vec::new(),
            started: how.started,
            seconds: how.seconds,
            timing: None,
        }
    }

    /// As JSON, indented.
    pub(crate) fn text(&self) -> serde_json::Result<Vec<u8>> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        Ok(text)
    }
}

/// What a manifest says of the result that it stands beside.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// The files of the scenarios that were asked of, without their folders: mostly one.
    pub(crate) scenarios: Vec<String>,
    /// What was typed; `None` of older versions.
    pub(crate) typed: Option<Typed>,
    /// The files that were written, with their digests.
    pub(crate) files: Vec<Digested>,
}

/// What a manifest says; nothing where the text is no manifest that Altai wrote, in this version or another.
pub(crate) fn written(text: &[u8]) -> Option<Written> {
    let manifest: serde_json::Value = serde_json::from_slice(text).ok()?;
    manifest["format"].as_str().filter(|format| format.starts_with(MARKER))?;
    let digested = |entry: &serde_json::Value| {
        Some(Digested { file: entry["file"].as_str()?.to_owned(), sha256: entry["sha256"].as_str()?.to_owned() })
    };
    let words = |of: &str| -> Vec<String> {
        manifest[of].as_array().into_iter().flatten().filter_map(|word| word.as_str().map(str::to_owned)).collect()
    };
    let (options, scenarios, first) = (words("options"), words("scenarios"), manifest["inputs"][0]["file"].as_str());
    let command = manifest["command"].as_str().map(str::to_owned);
    Some(Written {
        typed: command.map(|command| Typed { command, options }),
        scenarios: if scenarios.is_empty() { first.map(str::to_owned).into_iter().collect() } else { scenarios },
        files: manifest["files"].as_array().into_iter().flatten().filter_map(digested).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_knows_itself() {
        let bare = format!("{{ \"format\": \"{}\" }}", Manifest::FORMAT);
        assert_eq!(written(bare.as_bytes()), Some(Written::default()));
        assert_eq!(written(b"{\"name\": \"another program's manifest\"}"), None);
        assert_eq!(written(b"not json"), None);
    }

    #[test]
    fn digests_are_sha_256() {
        let empty = Digested::new("empty", b"");
        assert_eq!(empty.sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
