//! Scenarios in several files.

use altai_model::applied;
use altai_model::scenario::RunDefaults;

use super::*;

const BASE: &str = "\
# The base.
title = \"Base\"
[horizon]
base_year = 2025 # known
end_year = 2035
[target]
turnover = 500
[drivers.gdp]
kind = \"growth\"
process.white = { mean = 0.03 }
[flows.trade]
base = 160
elasticity.gdp = 0.5
[deals.mine]
go = 0.6
start = 2027
peak.normal = { mean = 40, sd = 10 }
ramp.linear = { years = 3 }
[deals.road]
start = 2028
peak = 10
[packages]
none = []
both = [\"mine\", \"road\"]
";

fn shelf() -> Shelf {
    Shelf::of([
        ("base.toml", BASE),
        ("middle.toml", "extends = \"base.toml\"\n[deals.mine]\ngo = 0.7\n[target]\nturnover = 600\n"),
        ("folder/deep.toml", "extends = \"near.toml\"\n[target]\nturnover = 700\n"),
        ("folder/near.toml", BASE),
        ("history.csv", "year,trade,note\r\n2020,100,\"a, b\"\r\n2021,110,\r\n2022,121,x\r\n"),
        ("one.csv", "0.1\n0.2\n"),
        ("broken.toml", "[deals.mine\ngo = 0.5\n"),
        ("loop.toml", "extends = \"test.toml\"\n"),
        ("test.toml", "extends = \"loop.toml\"\n"),
    ])
}

/// Reads a text beside the files, and the text of what was run by itself: both are the same.
#[track_caller]
fn flat(text: &str) -> (Scenario, String) {
    let s = scenario_of(text, &[], &shelf());
    let main = SourceText { name: "test.toml".into(), text: text.into() };
    let alone = applied(&main, &[], &shelf(), RunDefaults::default(), None);
    let again = scenario_of(&alone, &[], &NoFiles);
    assert!(format!("{s:#?}") == format!("{again:#?}"), "another scenario:\n{alone}");
    (s, alone)
}

#[test]
fn this_files_keys_win_key_by_key() {
    let (s, _) = flat(
        "extends = \"base.toml\"\ntitle = \"Mine\"\n[deals.mine]\npeak = 50\n[flows.trade]\nelasticity.gdp = 0.9\n",
    );
    assert_eq!(s.title.as_deref(), Some("Mine"));
    assert_eq!((known(&s.deals[0].go), known(s.deals[0].peak.as_ref().unwrap())), (0.6, 50.0), "replaced whole");
    assert_eq!((s.deals[0].ramp.name, s.deals.len(), known(&s.flows[0].elasticity[0].1)), ("linear", 2, 0.9));
}

#[test]
fn chains_are_followed_relative_to_each_file() {
    let (s, alone) = flat("# Third.\nextends = \"middle.toml\"\n[deals.mine]\ngo = 0.8 # surely\n");
    assert_eq!((known(&s.deals[0].go), known(&s.targets[0].turnover)), (0.8, 600.0));
    assert!(alone.starts_with("# Third.\n") && alone.contains("go = 0.8 # surely"), "{alone}");
    assert!(alone.contains("base_year = 2025 # known") && !alone.contains("extends"), "{alone}");
    let reading = reading_of("extends = \"folder/deep.toml\"\n", &[], &shelf());
    assert_eq!(known(&reading.scenario.as_ref().unwrap().targets[0].turnover), 700.0);
    let names: Vec<&str> = reading.files().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["test.toml", "folder/deep.toml", "folder/near.toml"]);
}

#[test]
fn new_names_come_after_those_of_the_base() {
    let (s, _) = flat(
        "extends = \"base.toml\"\ndeals.rail = { start = 2030, peak = 3 }\n[packages]\nall = \"all\"\n[deals.air]\nstart = 2031\npeak = 4\n[drivers]\noil = { kind = \"level\", process.white.sd = 0.1 }\n",
    );
    let deals: Vec<&str> = s.deals.iter().map(|deal| deal.name.as_str()).collect();
    assert_eq!(deals, ["mine", "road", "rail", "air"]);
    let packages: Vec<&str> = s.packages.iter().map(|package| package.name.as_str()).collect();
    assert_eq!(packages, ["none", "both", "all"]);
}

#[test]
fn what_is_chosen_is_chosen_anew() {
    let (s, _) = flat(
        "extends = \"base.toml\"\n[drivers.gdp]\nprocess.ar1 = { persistence = 0.3 }\n[deals.mine.ramp.logistic]\nyears = 5\n[deals.mine.peak]\nvalue = \"20 to 60\"\nsource = \"a study\"\n",
    );
    assert_eq!((s.drivers[0].process.name, s.deals[0].ramp.name), ("ar1", "logistic"));
    assert_eq!(s.deals[0].peak.as_ref().unwrap().provenance.source.as_deref(), Some("a study"));
}

#[test]
fn things_are_taken_away() {
    let (s, alone) = flat("extends = \"base.toml\"\nremove = [\"packages\", \"deals.mine.go\", \"deals.road\"]\n");
    assert_eq!((s.deals.len(), known(&s.deals[0].go), s.packages.len()), (1, 1.0, 2));
    assert!(!alone.contains("road"), "{alone}");
    let (s, _) = flat("extends = \"base.toml\"\nremove = [\"deals.mine\"]\n[deals.mine]\nstart = 2029\nboost = 0.1\n");
    assert_eq!((s.deals[1].name.as_str(), s.deals[1].peak.is_none()), ("mine", true), "and may be made anew");
}

#[test]
fn mistakes_are_told_in_the_file_that_they_stand_in() {
    let text = "extends = \"folder/wrong.toml\"\n[deals.mine]\npeek = 3\n";
    let wrong = BASE.replace("go = 0.6", "go = 60");
    let files = Shelf::of([("folder/wrong.toml", wrong.as_str())]);
    let reading = reading_of(text, &[], &files);
    let places: Vec<&str> =
        reading.diagnostics.iter().map(|d| reading.sources[d.labels[0].span.source].name.as_str()).collect();
    assert_eq!(places, ["test.toml", "folder/wrong.toml"]);
    assert_eq!(reading.diagnostics[1].code, "out-of-range");
}

#[test]
fn chains_that_do_not_end_well_are_told() {
    let said = |text: &str| said_of(text, &[], &shelf());
    assert_eq!(
        said("extends = \"bsae.toml\"\n"),
        ["missing-file: there is no file `bsae.toml` @ \"bsae.toml\""],
        "what is missing may be in there"
    );
    assert_eq!(
        said("extends = \"loop.toml\"\n"),
        ["circle: these files extend each other in a circle: test.toml → loop.toml → test.toml @ \"test.toml\""]
    );
    assert_eq!(said("extends = 3\n"), ["wrong-type: `extends` is the name of a file, not the number 3 @ 3"]);
    let broken = said("extends = \"broken.toml\"\n[deals.mine]\ngo = 60\n");
    assert_eq!(broken.len(), 2, "{broken:?}");
    assert_eq!(
        said(&format!("remove = [\"deals.mine\"]\n{BASE}")),
        ["conflict: `remove` takes things out of the file that this one extends, and it extends none @ remove"]
    );
    assert_eq!(
        said("extends = \"base.toml\"\nremove = [\"deals.mnie\"]\n"),
        ["unknown-name: there is no `deals.mnie` to take out @ \"deals.mnie\""]
    );
    let alone = said_of("extends = \"base.toml\"\n", &[], &NoFiles);
    assert!(alone[0].starts_with("unreadable-file: `base.toml` cannot be read"), "{alone:?}");
}

fn history(stated: &str) -> String {
    least(&format!("[drivers.past]\nkind = \"growth\"\nprocess.bootstrap = {{ data = {stated} }}"))
}

fn data(stated: &str) -> Vec<f64> {
    let (s, _) = flat(&history(stated));
    let altai_model::driver::Material::Rows { data, .. } = &s.drivers[0].material else { panic!("rows") };
    data.clone()
}

#[test]
fn lists_may_stand_in_files() {
    assert_eq!(data("{ file = \"history.csv\", column = \"trade\" }"), [100.0, 110.0, 121.0]);
    // The natural logarithm of 1.1.
    let changes = data("{ file = \"history.csv\", column = \"trade\", change = \"log\" }");
    assert_eq!(changes.len(), 2);
    assert!(changes.iter().all(|change| (change - 0.0953101798043249).abs() < 1e-15), "{changes:?}");
    assert_eq!(data("{ file = \"one.csv\" }"), [0.2], "the only column needs no name");
    let reading = reading_of(&history("{ file = \"one.csv\" }"), &[], &shelf());
    assert_eq!(reading.files().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["test.toml", "one.csv"]);
}

#[test]
fn quantities_and_paths_may_take_theirs_from_files_too() {
    let (s, alone) = flat(&least(
        "drift.data = { file = \"history.csv\", column = \"year\" }\n[drivers.p]\nkind = \"growth\"\nprocess.path.values = { file = \"history.csv\", column = \"trade\", change = \"log\" }",
    ));
    assert_eq!(s.uncertain(), 1);
    assert!(!alone.contains("csv"), "{alone}");
}

#[test]
fn columns_of_the_base_are_relative_to_the_base() {
    let base = format!("{BASE}[drivers.past]\nkind = \"growth\"\nprocess.bootstrap.data = {{ file = \"past.csv\" }}\n");
    let files = Shelf::of([("folder/base.toml", base.as_str()), ("folder/past.csv", "x\n0.1\n")]);
    let text = "extends = \"folder/base.toml\"\n";
    let s = scenario_of(text, &[], &files);
    let main = SourceText { name: "test.toml".into(), text: text.into() };
    let alone = applied(&main, &[], &files, RunDefaults::default(), None);
    assert!(format!("{s:#?}") == format!("{:#?}", scenario(&alone)), "another scenario:\n{alone}");
}

#[test]
fn cells_that_are_no_numbers_are_told_with_their_row() {
    let files = Shelf::of([
        ("x.csv", "year,a,b\n2020,1,\n2021,n/a,2\n2022\n"),
        ("zero.csv", "a\n1\n0\n"),
        ("no.csv", "a\n"),
        ("nil.csv", ""),
    ]);
    let said = |stated: &str| said_of(&history(stated), &[], &files);
    assert_eq!(
        said("{ file = \"x.csv\", column = \"a\" }"),
        [
            "bad-cell: row 3 of the column `a` holds `n/a`, which is not a number @ n/a",
            "bad-cell: row 4 ends before the column `a` @ 2022"
        ]
    );
    assert_eq!(said("{ file = \"x.csv\", column = \"b\" }")[0], "bad-cell: the column `b` is empty in row 2 @ ");
    assert_eq!(
        said("{ file = \"zero.csv\", change = \"log\" }"),
        ["bad-cell: log changes are of numbers above 0, not of 0 @ 0"]
    );
    assert_eq!(said("{ file = \"no.csv\" }"), ["missing: the file `no.csv` has no row below its header @ \"no.csv\""]);
    assert_eq!(said("{ file = \"nil.csv\" }"), ["missing: the file `nil.csv` is empty @ \"nil.csv\""]);
    assert_eq!(said("{ file = \"x.csv\", column = \"c\" }"), ["unknown-name: no column is called `c` @ \"c\""]);
    assert_eq!(said("{ file = \"x.csv\" }"), ["missing: `x.csv` has 3 columns: which one? @ { file = \"x.csv\" }"]);
    assert_eq!(
        said("{ file = \"x.csv\", colum = \"a\" }"),
        ["unknown-key: a list from a file has no key `colum` @ colum"]
    );
    assert_eq!(said("{ file = \"y.csv\" }"), ["missing-file: there is no file `y.csv` @ \"y.csv\""]);
    assert_eq!(
        said("{ file = \"x.csv\", column = \"a\", change = \"diff\" }"),
        ["unknown-kind: there is no change \"diff\" @ \"diff\""]
    );
    assert_eq!(said("{ column = \"a\" }").len(), 1);
}
