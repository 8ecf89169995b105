//! What the reader and the schema say of a text.

use std::sync::LazyLock;

use altai_model::{Files, NoText, SourceText, read};
use altai_report::language;
use jsonschema::Validator;

/// The scenario that says all that can be said.
pub(crate) const FIXTURE: &str = include_str!("scenario.toml");

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(&language::schema()).expect("the schema is JSON");
    jsonschema::draft7::meta::validate(&schema).expect("the schema is one of draft-07");
    jsonschema::draft7::new(&schema).expect("the schema can be compiled")
});

/// The files beside a scenario.
struct Beside;

impl Files for Beside {
    fn load(&self, path: &str, _: &str) -> Result<SourceText, NoText> {
        let text = match path {
            "base.toml" => FIXTURE,
            "history.csv" => "year,turnover,rate\n2021,100,0.2\n2022,110,0.3\n2023,105,0.25\n2024,120,0.4\n",
            _ => return Err(NoText::missing(format!("there is no file `{path}`"))),
        };
        Ok(SourceText { name: path.to_owned(), text: text.to_owned() })
    }
}

/// What the reader complains about.
pub(crate) fn mistakes(text: &str) -> Vec<String> {
    let reading = read(SourceText { name: "scenario.toml".into(), text: text.into() }, &[], &Beside);
    let mistakes: Vec<String> =
        reading.diagnostics.iter().filter(|one| one.is_error()).map(|one| one.message.clone()).collect();
    assert_eq!(mistakes.is_empty(), reading.scenario.is_some());
    mistakes
}

/// What the schema complains about; that a text is not TOML, too.
pub(crate) fn violations(text: &str) -> Vec<String> {
    let Some(json) = language::json(text) else { return vec!["not TOML".to_owned()] };
    SCHEMA.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Both accept it.
#[track_caller]
pub(crate) fn accepted(text: &str, what: &str) {
    assert_eq!(mistakes(text), Vec::<String>::new(), "the reader refuses {what}:\n{text}");
    assert_eq!(violations(text), Vec::<String>::new(), "the schema refuses {what}:\n{text}");
}

/// Who accepts it, where not both refuse.
pub(crate) fn accepts(text: &str) -> Option<&'static str> {
    match (mistakes(text).is_empty(), violations(text).is_empty()) {
        (false, false) => None,
        (true, false) => Some("the reader"),
        (false, true) => Some("the schema"),
        (true, true) => Some("both"),
    }
}
