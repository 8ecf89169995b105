//! The folder of `--out` for a question beside `run`: its table, the whole answer as JSON, and how it came about.

use std::path::Path;

use altai_math::dispatch::instruction_set;
use altai_sim::draws::{BLOCK, GENERATOR};
use anyhow::Context;

use crate::arguments::OddsOf;
use crate::clock;
use crate::manifest::{self, Digested, Manifest};
use crate::output::tell_warning;
use crate::result_folder::{self, Contents, ResultFolder};
use crate::varied::{Base, overrides};

/// A folder that may be written to.
#[derive(Debug)]
pub(crate) struct Open<'a> {
    folder: ResultFolder,
    shown: &'a Path,
    started: String,
}

/// The folder that is asked for, if one is; or an exit code, where it must not be written to, which is told.
pub(crate) fn open<'a>(odds_of: &'a OddsOf, table: &str) -> Result<Option<Open<'a>>, u8> {
    let folder = result_folder::open(odds_of.out.as_deref(), odds_of.force, &odds_of.scenario, table)?;
    let shown = odds_of.out.as_deref();
    Ok(folder.zip(shown).map(|(folder, shown)| Open { folder, shown, started: clock::now() }))
}

impl Open<'_> {
    /// Writes the files, and a manifest beside them.
    ///
    /// # Errors
    ///
    /// The folder cannot be written to.
    pub(crate) fn write(
        &self,
        base: &Base,
        mut files: Vec<Contents>,
        threads: usize,
        seconds: f64,
    ) -> anyhow::Result<()> {
        let scenario = &base.understood.scenario;
        let name = |name: &str| Path::new(name).file_name().map(|name| name.to_string_lossy().into_owned());
        let read = base.understood.files();
        let manifest = Manifest {
            format: Manifest::FORMAT,
            altai: env!("CARGO_PKG_VERSION"),
            title: scenario.title.as_deref(),
            seed: scenario.run.seed,
            paths: scenario.run.paths,
            packages: scenario.packages.iter().map(|package| package.name.as_str()).collect(),
            overrides: &overrides(&base.asked.set),
            headline: None,
            sentence: None,
            cautions: Vec::new(),
            warnings: &[],
            generator: GENERATOR,
            block: BLOCK,
            threads,
            instruction_set: instruction_set().name(),
            inputs: read
                .map(|file| Digested::new(&name(&file.name).unwrap_or_default(), file.text.as_bytes()))
                .collect(),
            files: files.iter().map(|(name, contents)| Digested::new(name, contents)).collect(),
            started: &self.started,
            seconds,
            timing: None,
        };
        files.push((manifest::FILE, manifest.text()?));
        let failed = || format!("the results were not written to `{}`", self.shown.display());
        if let Some(old) = self.folder.write(&files).with_context(failed)? {
            tell_warning(&format!(
                "the results are written, but the earlier ones could not be deleted: they are in `{}`",
                old.display()
            ));
        }
        Ok(())
    }
}
