//! What the catalogue says cannot be is refused by both, in every table and under every key.

use altai_model::Domain;
use altai_model::distribution::{self, DISTRIBUTIONS};
use altai_model::language::{ABOUT, Range, Rule, Takes};

use crate::judge::{FIXTURE, accepted, accepts};
use crate::numbers::numbers;
use crate::tree::Tree;
use crate::walk::{Table, Walk};

/// Changes of the fixture that should be refused, and those that are not.
struct Trials {
    fixture: Tree,
    tried: usize,
    accepted: Vec<String>,
}

impl Trials {
    fn new() -> Self {
        Self { fixture: Tree::of(FIXTURE), tried: 0, accepted: Vec::new() }
    }

    fn refused(&mut self, changed: &Tree, what: &str) {
        self.tried += 1;
        if let Some(who) = accepts(&changed.text()) {
            self.accepted.push(format!("{who} accepts {what}"));
        }
    }

    #[track_caller]
    fn end(self, least: usize) {
        assert!(self.accepted.is_empty(), "{:#?}", self.accepted);
        assert!(self.tried >= least, "only {} were tried", self.tried);
    }
}

fn shown(address: &[String], key: &str) -> String {
    format!("{}.{key}", address.join("."))
}

#[test]
fn keys_that_no_table_has() {
    let mut trials = Trials::new();
    let walk = Walk::of(trials.fixture.root());
    for table in &walk.tables {
        for (key, value) in [("zzz", "1"), ("Title", "\"x\"")] {
            let changed = trials.fixture.with(&table.address, key, value);
            trials.refused(&changed, &shown(&table.address, key));
        }
    }
    for place in &walk.places {
        let misspelt = format!("{}{}", place.key.name, place.key.name.chars().last().unwrap_or_default());
        let changed = trials.fixture.renamed(&place.table, place.key.name, &misspelt);
        trials.refused(&changed, &shown(&place.table, &misspelt));
    }
    trials.end(200);
}

#[test]
fn values_that_no_key_takes() {
    let mut trials = Trials::new();
    let walk = Walk::of(trials.fixture.root());
    for place in &walk.places {
        for value in wrong(&place.key.takes) {
            let changed = trials.fixture.with(&place.table, place.key.name, &value);
            trials.refused(&changed, &format!("{} = {value}", shown(&place.table, place.key.name)));
        }
    }
    for (table, key, takes) in &walk.quantities {
        for value in wrong(takes) {
            let changed = trials.fixture.with(table, key, &value);
            trials.refused(&changed, &format!("{} = {value}", shown(table, key)));
        }
    }
    for table in &walk.tables {
        for about in ABOUT {
            for value in wrong(&about.takes) {
                let changed = trials.fixture.with(&table.address, about.name, &value);
                trials.refused(&changed, &format!("{} = {value}", shown(&table.address, about.name)));
            }
        }
    }
    trials.end(1000);
}

/// Values that nothing of the sort takes.
fn wrong(takes: &Takes) -> Vec<String> {
    let values: &[&str] = match takes {
        Takes::Quantity(domain) => return no_quantity(*domain),
        Takes::Quantities(_) => &["true", "3", "\"0.1 to 0.2\"", "[]", "[true]", "[[1]]", "{ zzz = 1 }"],
        Takes::Number(range) => {
            let others = ["true", "\"0.5\"", "[0.5]", "{ value = 0.5 }", "2027-09-01"].map(str::to_owned);
            return beyond(*range).map(|x| format!("{x:?}")).chain(others).collect();
        }
        Takes::Numbers => {
            &["true", "3", "\"3\"", "[]", "[\"a\"]", "[true]", "{ zzz = 1 }", "{ file = 3 }", "{ column = \"a\" }"]
        }
        Takes::Whole(least, greatest) => {
            let mut values = vec![(i128::from(*least) - 1).to_string()];
            // Beyond what TOML can say there is nothing to be refused.
            values.extend(i64::try_from(greatest + 1).map(|beyond| beyond.to_string()));
            values.extend(["true", "1.5", "\"1\"", "[1]", "{ value = 1 }", "2027-09-01"].map(str::to_owned));
            return values;
        }
        Takes::Year => &["true", "2030.5", "\"2030\"", "[2030]", "1899", "2201", "2030-01-01", "{ value = 2030 }"],
        Takes::Text => &["true", "3", "[\"x\"]", "{ x = \"x\" }"],
        Takes::Label | Takes::File => &["true", "3", "\"\"", "\" \"", "[\"x\"]", "{ x = \"x\" }"],
        Takes::Word(_) => &["true", "3", "\"zzz\"", "[\"zzz\"]", "{ zzz = 1 }"],
        Takes::Name(_) => &["true", "3", "[\"x\"]", "\"two words\"", "\"\"", "{ x = 1 }"],
        Takes::Names { least, .. } => {
            let mut values =
                vec!["true", "3", "\"exports\"", "[3]", "[\"mine\", \"mine\"]", "[\"two words\"]", "{ x = 1 }"];
            values.extend((*least > 0).then_some("[]"));
            values.extend((*least > 1).then_some("[\"mine\"]"));
            return values.into_iter().map(str::to_owned).collect();
        }
        Takes::Addresses => &[
            "true",
            "\"deals.mine\"",
            "[3]",
            "[\"deals mine\"]",
            "[[\"deals.mine\"]]",
            "['correlation.\"flows.exports.drift']",
            "['deals.\"mine\".']",
        ],
        Takes::Table(_) => &["true", "3", "\"x\"", "[1]", "[{}]", "2027-09-01"],
        Takes::Tables(_) => &["true", "3", "\"x\"", "[3]", "[[]]", "{ zzz = {} }"],
        Takes::Named(named) => match named.each {
            Takes::Table(_) => &["true", "3", "\"x\"", "[{}]", "{ \"two words\" = {} }", "{ a = 3 }", "{ a = [{}] }"],
            Takes::Named(_) => {
                &["true", "3", "[[1]]", "{ gdp = 3 }", "{ gdp = { exports = true } }", "{ gdp = { exports = 1 } }"]
            }
            Takes::Deals => &["true", "3", "[\"mine\"]", "{ \"two words\" = [] }", "{ a = 3 }", "{}"],
            _ => &[
                "true",
                "3",
                "\"0.5\"",
                "[1]",
                "{ \"two words\" = 1 }",
                "{ gdp = true }",
                "{ gdp = [1] }",
                "{ gdp = {} }",
            ],
        },
        Takes::OneOf(_) => {
            &["true", "3", "[\"step\"]", "\"zzz\"", "{}", "{ zzz = {} }", "{ step = {} }", "{ ar1 = 3, white = 3 }"]
        }
        Takes::Transition => &[
            "true",
            "3",
            "\"x\"",
            "[]",
            "[[2, -1], [0, 1]]",
            "{ calm = { calm = 1.5 } }",
            "{ calm = { calm = \"1\" } }",
        ],
        Takes::Deals => &["true", "3", "\"mine\"", "[3]", "[\"mine\", \"mine\"]", "[\"all\"]"],
        Takes::Allowances => &["true", "3", "\"x\"", "{ zzz = \"why\" }", "{ unused = 3 }", "{ unused = \" \" }"],
        Takes::Value => &["true", "[1]", "{ mean = 1 }", "\"about half\""],
        Takes::Bound => &["true", "[1]", "\"1\"", "{ value = 1 }"],
        Takes::Distribution(_) => &["true", "3", "\"x\""],
    };
    values.iter().map(|value| (*value).to_owned()).collect()
}

/// Values that no quantity of the domain has.
fn no_quantity(domain: Domain) -> Vec<String> {
    let outside: &[&str] = match domain {
        Domain::Real | Domain::Unbounded => &[],
        Domain::Positive => &["0", "-1"],
        Domain::NonNegative | Domain::Factor => &["-0.5"],
        Domain::Share => &["-0.1", "1.5", "60"],
        Domain::Persistence => &["-1", "1"],
        Domain::Date => &["1899", "2201"],
    };
    let dates: &[&str] = if domain.takes_dates() { &[] } else { &["2027-09-01", "\"2027-01-01 to 2028-01-01\""] };
    let others = [
        "true",
        "[0.5]",
        "{}",
        "{ source = \"a book\" }",
        "{ value = true }",
        "{ value = { value = 1 } }",
        "\"about half\"",
        "\"20-150\"",
        "\"0.5\"",
        "\"1__0 to 20\"",
        "\"1_ to 20\"",
        "\"\"",
        "08:30:00",
    ];
    [outside, dates, &others].concat().into_iter().map(str::to_owned).collect()
}

/// The ends of a range that are left out, and numbers beyond those that are not.
fn beyond(range: Range) -> impl Iterator<Item = f64> {
    let ends = [(range.least, range.above, -1.0), (range.greatest, range.below, 1.0)];
    let finite = ends.into_iter().filter(|(end, _, _)| end.is_finite());
    finite.map(|(end, is_out, step)| if is_out { end } else { end + step })
}

#[test]
fn two_things_where_one_belongs() {
    let mut trials = Trials::new();
    let walk = Walk::of(trials.fixture.root());
    let stated = |key: &str, example: &str| format!("{key} = {example}");
    let all: Vec<String> = [stated("value", "1")]
        .into_iter()
        .chain(DISTRIBUTIONS.iter().map(|one| stated(one.name, one.example)))
        .collect();
    for (at, one) in all.iter().enumerate() {
        let other = &all[(at + 1) % all.len()];
        let changed = trials.fixture.with(&["inputs".into()], "oil", &format!("{{ {one}, {other} }}"));
        trials.refused(&changed, &format!("inputs.oil = {one}, {other}"));
    }
    for (table, key, _) in &walk.quantities {
        let both = "{ normal = { mean = 0.4, sd = 0.01 }, uniform = { min = 0.4, max = 0.5 } }";
        let changed = trials.fixture.with(table, key, both);
        trials.refused(&changed, &format!("{} = {both}", shown(table, key)));
    }
    for place in &walk.places {
        let Takes::OneOf(group) = place.key.takes else { continue };
        let tables = group.alternatives().into_iter().filter(|one| !one.is_a_word);
        let all: Vec<String> = tables.map(|one| stated(one.name, one.example)).collect();
        for pair in all.windows(2) {
            let changed = trials.fixture.with(&place.table, place.key.name, &format!("{{ {} }}", pair.join(", ")));
            trials.refused(&changed, &format!("{} = {}", shown(&place.table, place.key.name), pair.join(", ")));
        }
    }
    trials.end(100);
}

#[test]
fn what_must_be_there_is_not() {
    let mut trials = Trials::new();
    let walk = Walk::of(trials.fixture.root());
    for table in &walk.tables {
        for key in table.keys.iter().filter(|key| key.is_required()) {
            let changed = trials.fixture.without(&table.address, &[key.name]);
            trials.refused(&changed, &format!("{} without {}", table.address.join("."), key.name));
        }
        for rule in table.rules {
            break_rule(&mut trials, table, rule);
        }
    }
    for entry in DISTRIBUTIONS.iter().filter(|entry| entry.alone().is_none()) {
        let changed = trials.fixture.with(&["inputs".into()], "oil", &format!("{{ {} = {{}} }}", entry.name));
        trials.refused(&changed, &format!("{} of nothing", entry.name));
    }
    for names in ["flows", "targets", "packages"] {
        let fixture = trials.fixture.without(&[], if names == "targets" { &["target"] } else { &[] });
        for empty in ["{}", "{ title = \"none\" }"] {
            let changed = fixture.with(&[], names, empty);
            trials.refused(&changed, &format!("{names} = {empty}"));
        }
    }
    trials.end(60);
}

/// Breaks what keys of a table ask of each other, where the table has what it takes.
fn break_rule(trials: &mut Trials, table: &Table, rule: &Rule) {
    let Some(stated) = stated_keys(&trials.fixture, table) else { return };
    let has = |key: &&str| stated.iter().any(|stated| stated == key);
    let example = |key: &str| table.keys.iter().find(|one| one.name == key).map_or("", |one| one.example);
    match rule {
        Rule::ExactlyOne(groups) => {
            let Some(here) = groups.iter().find(|group| group.iter().all(&has)) else { return };
            for key in *here {
                let changed = trials.fixture.without(&table.address, &[key]);
                trials.refused(&changed, &format!("{} without {key}", table.address.join(".")));
            }
            for other in groups.iter().filter(|group| *group != here).flat_map(|group| *group) {
                if example(other).is_empty() {
                    continue;
                }
                let changed = trials.fixture.with(&table.address, other, example(other));
                trials.refused(&changed, &format!("{} with {here:?} and {other}", table.address.join(".")));
            }
        }
        Rule::SomeOf(keys) => {
            let changed = trials.fixture.without(&table.address, keys);
            trials.refused(&changed, &format!("{} without all of {keys:?}", table.address.join(".")));
        }
        Rule::Need(keys, others) => {
            for key in keys.iter().filter(|key| !example(key).is_empty()) {
                let changed = trials.fixture.without(&table.address, others).with(&table.address, key, example(key));
                trials.refused(&changed, &format!("{} with {key} and none of {others:?}", table.address.join(".")));
            }
        }
    }
}

fn stated_keys(fixture: &Tree, table: &Table) -> Option<Vec<String>> {
    let mut here = fixture.root();
    for key in &table.address {
        here = match here {
            toml_edit::Value::InlineTable(table) => table.get(key)?,
            toml_edit::Value::Array(list) => list.get(key.parse::<usize>().ok()? - 1)?,
            _ => return None,
        };
    }
    Some(here.as_inline_table()?.iter().map(|(key, _)| key.to_owned()).collect())
}

#[test]
fn parameters_of_a_distribution_that_are_none() {
    let mut trials = Trials::new();
    let input = ["inputs".to_owned()];
    let with = |trials: &Trials, inside: String| trials.fixture.with(&input, "rarely", &inside);
    for entry in DISTRIBUTIONS {
        let fixture = with(&trials, format!("{{ {} = {} }}", entry.name, entry.example));
        let address = ["inputs".to_owned(), "rarely".to_owned(), entry.name.to_owned()];
        if entry.alone().is_some() {
            for value in ["3", "\"x\"", "[]", "[\"x\"]", "{}"] {
                let changed = fixture.with(&address[..2], entry.name, value);
                trials.refused(&changed, &format!("{} = {value}", entry.name));
            }
            continue;
        }
        trials.refused(&fixture.with(&address, "zzz", "1"), &format!("{} with zzz", entry.name));
        for value in ["3", "true", "[1]", "\"x\""] {
            trials.refused(&fixture.with(&address[..2], entry.name, value), &format!("{} = {value}", entry.name));
        }
        let walk = Walk::of(fixture.root());
        let table = walk.tables.iter().find(|table| table.address == address).expect("it is walked");
        for parameter in table.form.expect("it has a form").parameters {
            let key = if parameter.takes == distribution::Takes::Percentiles { "p50" } else { parameter.name };
            for value in ["true", "\"x\"", "{ value = 1 }", "[\"x\"]"] {
                let changed = fixture.with(&address, key, value);
                trials.refused(&changed, &format!("{}.{key} = {value}", entry.name));
            }
            if parameter.default.is_none() && key != "p50" {
                let changed = fixture.without(&address, &[key]);
                trials.refused(&changed, &format!("{} without {key}", entry.name));
            }
        }
    }
    trials.end(150);
}

#[test]
fn parameters_of_a_distribution_that_are_out_of_range() {
    let mut trials = Trials::new();
    let address = ["inputs".to_owned(), "rarely".to_owned()];
    for entry in DISTRIBUTIONS.iter().filter(|entry| entry.alone().is_none()) {
        for form in entry.forms {
            let inside = format!("{{ {} = {} }}", entry.name, numbers(form));
            let fixture = trials.fixture.with(&address[..1], &address[1], &inside);
            accepted(&fixture.text(), &inside);
            for parameter in form.parameters {
                for x in beyond(parameter.range) {
                    let value = match parameter.takes {
                        distribution::Takes::Number => format!("{x:?}"),
                        distribution::Takes::Numbers => format!("[0.1, {x:?}]"),
                        distribution::Takes::Percentiles => unreachable!("percentiles may be any numbers"),
                    };
                    let changed =
                        fixture.with(&[&address[..], &[entry.name.to_owned()]].concat(), parameter.name, &value);
                    trials.refused(&changed, &format!("{}.{} = {value}", entry.name, parameter.name));
                }
            }
        }
    }
    trials.end(20);
}

/// Of most lists, a variant changes no single entry.
#[test]
fn entries_of_lists_that_have_no_numbers() {
    for line in [
        "shocks.crisis.flows.1 = \"imports\"",
        "regimes.transition.calm.1 = 0.5",
        "deals.mine.requires.1 = \"road\"",
        "drivers.rates.process.bootstrap.data.1 = 0.1",
        "remove.1 = \"deals.mine\"",
    ] {
        let text = format!("extends = \"base.toml\"\n{line}\n");
        assert_ne!(crate::judge::mistakes(&text), Vec::<String>::new(), "{line}");
    }
}
