//! `manifest.json`: what was run, with what, and the digests that prove it. No names of people or machines.

use std::fmt::Write;

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The manifest's file, by which a result folder is known to be ours.
pub(crate) const FILE: &str = "manifest.json";

/// What its `format` begins with.
const MARKER: &str = "altai-result-";

/// How a result came about.
#[derive(Debug, Serialize)]
pub(crate) struct Manifest<'a> {
    pub(crate) format: &'static str,
    pub(crate) altai: &'static str,
    pub(crate) title: Option<&'a str>,
    pub(crate) seed: u64,
    pub(crate) paths: u64,
    pub(crate) packages: Vec<&'a str>,
    pub(crate) overrides: &'a [String],
    pub(crate) generator: &'static str,
    pub(crate) block: usize,
    pub(crate) threads: usize,
    pub(crate) instruction_set: &'static str,
    pub(crate) inputs: Vec<Digested>,
    pub(crate) files: Vec<Digested>,
    pub(crate) started: &'a str,
    pub(crate) seconds: f64,
}

/// A file and its SHA-256.
#[derive(Debug, Serialize)]
pub(crate) struct Digested {
    /// Its name, without the folder.
    file: String,
    sha256: String,
}

impl Digested {
    pub(crate) fn new(file: &str, contents: &[u8]) -> Self {
        let digest = Sha256::digest(contents);
        let sha256 = digest.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        Self { file: file.to_owned(), sha256 }
    }
}

impl Manifest<'_> {
    /// The format of this version's folders.
    pub(crate) const FORMAT: &'static str = "altai-result-1";

    /// As JSON, indented.
    pub(crate) fn text(&self) -> serde_json::Result<Vec<u8>> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        Ok(text)
    }
}

/// Whether the text is a manifest that Altai wrote, in this version or another.
pub(crate) fn is_ours(text: &[u8]) -> bool {
    let manifest: Result<serde_json::Value, _> = serde_json::from_slice(text);
    manifest.is_ok_and(|manifest| manifest["format"].as_str().is_some_and(|format| format.starts_with(MARKER)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_knows_itself() {
        assert!(is_ours(format!("{{ \"format\": \"{}\" }}", Manifest::FORMAT).as_bytes()));
        assert!(!is_ours(b"{\"name\": \"another program's manifest\"}"));
        assert!(!is_ours(b"not json"));
    }

    #[test]
    fn digests_are_sha_256() {
        let empty = Digested::new("empty", b"");
        assert_eq!(empty.sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
