//! The files that hold the schema and the reference are what the program prints.

use std::path::Path;
use std::process::Command;

#[test]
fn schema_and_reference_are_up_to_date() {
    for (command, file) in [("schema", "schema/altai.schema.json"), ("reference", "docs/reference.md")] {
        let output = Command::new(env!("CARGO_BIN_EXE_altai")).arg(command).output().expect("the program runs");
        let printed = String::from_utf8(output.stdout).expect("it prints UTF-8");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
        if std::env::var_os("ALTAI_BLESS").is_some() {
            std::fs::write(&path, printed).expect("the file can be written");
        } else {
            let stored = std::fs::read_to_string(&path).expect("the file is there");
            assert!(stored == printed, "{file} is not what `altai {command}` prints: see ALTAI_BLESS");
        }
    }
}
