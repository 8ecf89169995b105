//! Any bytes are read as a scenario or refused: no panic, no hang, and every place lies in the text.
#![no_main]

use altai_model::{NoFiles, SourceText, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let reading = read(SourceText { name: "fuzz.toml".into(), text }, &[], &NoFiles);
    let is_wrong = reading.diagnostics.iter().any(altai_model::Diagnostic::is_error);
    assert_eq!(is_wrong, reading.scenario.is_none());
    for label in reading.diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        assert!(reading.sources[label.span.source].text.get(label.span.bytes.clone()).is_some());
    }
});
