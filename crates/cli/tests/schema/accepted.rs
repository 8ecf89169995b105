//! What can be said is accepted by both.

use std::collections::{BTreeMap, BTreeSet};

use altai_model::Domain;
use altai_model::distribution::DISTRIBUTIONS;
use altai_model::language::{self, ABOUT, BESIDE, COLUMN, Group, Takes};
use altai_report::language::{reference, schema};
use altai_scenarios::EXAMPLES;

use crate::judge::{FIXTURE, accepted, mistakes, violations};
use crate::numbers::numbers;
use crate::tree::Tree;
use crate::walk::Walk;

/// The keys of a scenario by table, as the catalogue has them.
fn catalogue() -> Vec<(String, language::Key)> {
    let tables = language::tables().into_iter().map(|table| (table.heading.to_owned(), table.keys.to_vec()));
    let choices = Group::ALL.into_iter().flat_map(|group| {
        group.alternatives().into_iter().map(move |one| (format!("{}.{}", group.noun(), one.name), one.keys))
    });
    let others = [("quantity".to_owned(), BESIDE.to_vec()), ("column".to_owned(), COLUMN.keys.to_vec())];
    let all = tables.chain(choices).chain(others);
    all.flat_map(|(heading, keys)| keys.into_iter().map(move |key| (heading.clone(), key))).collect()
}

/// A key of one of these exists only where there is another file, or instead of another.
const ELSEWHERE: [&str; 3] = ["extends", "remove", "targets"];

#[test]
fn the_fixture_says_all_that_can_be_said() {
    accepted(FIXTURE, "the fixture");
    let walk = Walk::of(Tree::of(FIXTURE).root());
    let said: BTreeSet<(String, &str)> =
        walk.places.iter().map(|place| (place.heading.clone(), place.key.name)).collect();
    for (heading, key) in catalogue() {
        assert!(
            said.contains(&(heading.clone(), key.name)) || ELSEWHERE.contains(&key.name),
            "the fixture has no `{}` in `{heading}`",
            key.name
        );
    }
    let targets =
        FIXTURE.replace("[target]", "[targets.first]").replace("sustain = 2", "[targets.second]\nturnover = 600");
    accepted(&targets, "several targets");
}

#[test]
fn every_example_of_the_catalogue_is_accepted() {
    let fixture = Tree::of(FIXTURE);
    let walk = Walk::of(fixture.root());
    let mut tried: BTreeMap<(String, &str), Vec<String>> = BTreeMap::new();
    for place in walk.places.iter().filter(|place| !place.key.example.is_empty()) {
        // One that starts is not signed.
        let other = ["start", "signed"].contains(&place.key.name) && place.heading == "deals.NAME";
        let cleared = if other { fixture.without(&place.table, &["start"]) } else { fixture.clone() };
        let changed = match place.key.takes {
            // Names beside it are named elsewhere.
            Takes::Named(_) => cleared.laid_over(&place.table, place.key.name, place.key.example),
            _ => cleared.with(&place.table, place.key.name, place.key.example),
        };
        let text = changed.text();
        assert_eq!(violations(&text), Vec::<String>::new(), "the example of {} in {:?}", place.key.name, place.table);
        // One place does where another has reasons of its own, such as a driver whose years are shared.
        let refused = tried.entry((place.heading.clone(), place.key.name)).or_insert_with(|| mistakes(&text));
        if !refused.is_empty() {
            *refused = mistakes(&text);
        }
    }
    assert!(tried.len() > 60, "{}", tried.len());
    for (key, refused) in tried {
        assert_eq!(refused, Vec::<String>::new(), "the example of {key:?}");
    }
    for table in &walk.tables {
        for about in ABOUT {
            let changed = fixture.with(&table.address, about.name, about.example);
            accepted(&changed.text(), &format!("{} in {}", about.name, table.heading));
        }
    }
    let example = |name: &str| language::at(name).expect("it is a key").key.example;
    let variant = format!("extends = {}\nremove = {}\n", example("extends"), example("remove"));
    // What needed the mine goes with it.
    let variant = variant.replace(']', ", \"synergies\", \"packages\"]");
    accepted(&variant, "a variant");
}

/// A variant need not say what its base says.
#[test]
fn a_variant_may_say_as_little_as_it_likes() {
    for lines in [
        "",
        "deals.mine.peak = 20",
        "drivers.gdp.process.ar1.sd = 0.03",
        "drivers.gdp.process.note = \"as before\"",
        "drivers.gdp.process.path = { values = [0.1] }\nremove = [\"drivers.gdp.start\"]",
        "drivers.forecast.process.path.values.3 = \"0.02 to 0.03\"",
        "synergies.1.multiplier = 1.5",
        "regimes.states.calm.drift = 0.01",
        "shocks.crisis.rate = 0",
        "innovations.law.mixture.scale = 2",
        "deals.mine.ramp.linear.years = 3",
        "[deals.mine]\nnote = \"slower\"\n",
    ] {
        accepted(&format!("extends = \"base.toml\"\n{lines}\n"), lines);
    }
}

#[test]
fn every_form_of_a_quantity_is_accepted_wherever_one_stands() {
    let fixture = Tree::of(FIXTURE);
    let walk = Walk::of(fixture.root());
    let mut tried = BTreeSet::new();
    for (table, key, takes) in &walk.quantities {
        let Takes::Quantity(domain) = takes else { unreachable!("it is a quantity") };
        let forms: &[&str] = match domain {
            Domain::Date => &[
                "2027",
                "2027.5",
                "2027-09-01",
                "\"2027 to 2031-06-30\"",
                "\"window\"",
                "{ value = 2027-09-01, source = \"a treaty\", allow = {} }",
                "{ uniform = { min = 2027-01-01, max = 2029 }, max = 2028-12-31 }",
                "{ data = [2027, 2028-01-01] }",
            ],
            _ => &[
                "0.5",
                "\"0.2 to 0.4\"",
                "\" 2e-1 to +.45 \"",
                "{ value = \"0.2 to 0.4\", min = 0.1, max = 0.5, quality = \"stated\", role = \"chance\" }",
                "{ value = 0.5, note = \"half\" }",
                "{ beta = { alpha = 2, beta = 3 } }",
                "{ beta = { mean = 0.4, size = 9, source = \"inside\" } }",
                "{ quantiles = { p5 = 0.2, p50 = 0.3, p97_5 = 0.5, min = 0, max = 1 } }",
                "{ discrete = { values = [0.2, 0.4], weights = [1, 3] } }",
                "{ data = { file = \"history.csv\", column = \"rate\" }, title = \"seen\" }",
            ],
        };
        for form in forms {
            let text = fixture.with(table, key, form).text();
            // What may be said of a quantity in general may still be wrong in its place: then the schema passes it.
            if mistakes(&text).is_empty() {
                tried.insert((format!("{domain:?}"), *form));
            }
            assert_eq!(violations(&text), Vec::<String>::new(), "{table:?} {key} = {form}");
        }
    }
    assert!(tried.len() > 50, "the reader accepts {} forms", tried.len());
}

#[test]
fn every_distribution_is_accepted_as_it_is_shown() {
    let fixture = Tree::of(FIXTURE);
    for entry in DISTRIBUTIONS {
        let changed =
            fixture.with(&["inputs".to_owned()], "rarely", &format!("{{ {} = {} }}", entry.name, entry.example));
        accepted(&changed.text(), entry.name);
        for form in entry.forms.iter().filter(|_| entry.alone().is_none()) {
            let changed =
                fixture.with(&["inputs".to_owned()], "rarely", &format!("{{ {} = {} }}", entry.name, numbers(form)));
            accepted(&changed.text(), entry.name);
        }
    }
}

#[test]
fn shipped_scenarios_are_accepted() {
    for example in EXAMPLES {
        assert_eq!(violations(example.text), Vec::<String>::new(), "{}", example.name);
        let first = example.text.lines().next().unwrap_or_default();
        assert!(first.starts_with("#:schema ") && first.ends_with("/schema/altai.schema.json"), "{}", example.name);
    }
}

#[test]
fn every_key_is_in_the_schema_and_in_the_reference() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).expect("it is JSON");
    let page = reference();
    for (heading, key) in catalogue() {
        let definitions = &schema["definitions"];
        let properties = match heading.split_once('.') {
            _ if heading.is_empty() => &schema["properties"],
            Some((group @ ("process" | "ramp" | "law"), one)) => {
                let group = &definitions[group];
                let table = if group["properties"].is_null() {
                    let any_of = group["anyOf"].as_array().expect("words and a table");
                    any_of.iter().find(|one| !one["properties"].is_null()).expect("a table")
                } else {
                    group
                };
                &table["properties"][one]["properties"]
            }
            _ if heading == "quantity" => &definitions["quantity-real"]["anyOf"][2]["properties"],
            _ => &definitions[heading.trim_end_matches(".NAME")]["properties"],
        };
        let told = &properties[key.name];
        assert!(!told.is_null(), "the schema has no `{}` in `{heading}`", key.name);
        let description = told["description"].as_str().map(str::to_lowercase);
        if let Some(description) = description {
            assert!(description.starts_with(&key.what.to_lowercase()), "{description}");
        }
        assert!(
            page.contains(&format!("| `{}` | ", key.name)) && page.contains(key.what),
            "no {} on the page",
            key.name
        );
    }
    for entry in DISTRIBUTIONS {
        assert!(page.contains(&format!("x.{} = ", entry.name)), "{}", entry.name);
    }
    let warnings = schema["definitions"]["allow"]["properties"].as_object().expect("there are warnings");
    assert!(warnings.len() > 2);
    for warning in warnings.keys() {
        assert!(page.contains(&format!("| `{warning}` | ")), "{warning}");
    }
    assert!(page.lines().count() < 600, "a reference is looked up, not studied: {} lines", page.lines().count());
}

/// Enough for a scenario.
const LEAST: &str = "[horizon]\nbase_year = 2025\nend_year = 2035\n[target]\nturnover = 300\n[flows.a]\nbase = 160\n";

/// What is said of a table of names is no name.
#[test]
fn a_group_may_hold_only_what_is_said_of_it() {
    let remarks = "title = \"t\"\nsource = \"s\"\nnote = \"w\"\nallow = {}\n";
    let may_be_empty = |key: &&language::Key| matches!(key.takes, Takes::Named(named) if named.least == 0);
    let mut tried = 0;
    for key in language::SCENARIO.keys.iter().filter(may_be_empty) {
        accepted(&format!("{LEAST}[{}]\n{remarks}", key.name), key.name);
        tried += 1;
    }
    assert!(tried >= 5, "{tried}");
    let deal = "[deals.m]\npeak = 10\nstart = 2027\ncancel = 0.1\n";
    for inner in ["flows.a.elasticity", "innovations.correlation", "deals.m.elasticity", "deals.m.cancel_elasticity"] {
        accepted(&format!("{LEAST}{deal}[{inner}]\n{remarks}"), inner);
    }
    for named in ["flows", "targets", "packages", "regimes.states"] {
        let text = format!("{LEAST}{deal}[{named}]\n{remarks}");
        let text = match named {
            "flows" => text.replace("[flows.a]\nbase = 160\n", ""),
            "targets" => text.replace("[target]\nturnover = 300\n", ""),
            "regimes.states" => text + "[regimes]\nstart = \"calm\"\n",
            _ => text,
        };
        assert_eq!(crate::judge::accepts(&text), None, "{named} without names:\n{text}");
    }
}

/// What is called as a remark is, and is no text, is a name.
#[test]
fn a_name_may_be_that_of_a_remark() {
    let about = ABOUT.iter().filter(|key| matches!(key.takes, Takes::Text)).map(|key| key.name);
    for name in about {
        let flow = LEAST.replace("flows.a", &format!("flows.{name}"));
        accepted(&flow, &format!("the flow {name}"));
        let target = LEAST.replace("[target]", &format!("[targets.{name}]"));
        accepted(&target, &format!("the target {name}"));
        let process = "process.white = { mean = 0, sd = 0.1 }";
        for lines in [
            format!("[deals.m]\npeak = 10\nstart = 2027\n[packages]\n{name} = [\"m\"]\n"),
            format!("[deals.{name}]\npeak = 10\nstart = 2027\n[packages]\nallow = [\"{name}\"]\n"),
            format!("[regimes]\nstart = \"{name}\"\n[regimes.states.{name}]\ndrift = 0.01\n"),
            format!("[shocks.{name}]\nrate = 0.1\nsize = -0.1\n"),
            format!("[inputs]\n{name} = 0.01\n"),
            format!(
                "[drivers.{name}]\nkind = \"growth\"\n{process}\n[flows.b]\nbase = 1\nelasticity = {{ {name} = 0.5 }}\n"
            ),
        ] {
            accepted(&format!("{LEAST}{lines}"), &lines);
        }
    }
}

#[test]
fn an_address_may_have_quotation_marks() {
    for address in ["correlation.\"flows.exports.drift\"", "\"deals\".road", " deals . road "] {
        let variant =
            format!("extends = \"base.toml\"\nremove = [\"synergies\", '{address}', \"packages\", \"deals.mine\"]\n");
        assert_eq!(violations(&variant), Vec::<String>::new(), "{address}");
        assert!(!mistakes(&variant).iter().any(|one| one.contains("is not an address")), "{address}");
    }
}
