//! Random walks, paths, bootstraps and the mixture of innovations.

use altai_model::driver::Material;
use altai_model::scenario::Law;

use super::*;

fn driver(kind: &str, process: &str, more: &str) -> String {
    least(&format!("[drivers.a]\nkind = \"{kind}\"\nprocess.{process}\n{more}"))
}

#[test]
fn a_random_walk_has_a_start() {
    let s = scenario(&driver("growth", "random_walk = { drift = 0.01, sd = \"0.01 to 0.02\" }", "start = 0.03"));
    assert_eq!((s.drivers[0].process.name, known(s.drivers[0].start.as_ref().unwrap())), ("random_walk", 0.03));
    assert_eq!(s.drivers[0].parameters[1].address, "drivers.a.process.random_walk.sd");
}

#[test]
fn every_entry_of_a_path_is_a_quantity() {
    let s = scenario(&driver(
        "growth",
        "path = { values = [0.05, \"0.02 to 0.06\", { normal = { mean = 0.03, sd = 0.01 }, source = \"the bank\" }], sd = 0.01, source = \"us\" }",
        "",
    ));
    let Material::Values(values) = &s.drivers[0].material else { panic!("a path has values") };
    assert_eq!(known(&values[0]), 0.05);
    let addresses: Vec<&str> = values.iter().map(|value| value.address.as_str()).collect();
    assert_eq!(addresses, [1, 2, 3].map(|i| format!("drivers.a.process.path.values.{i}")));
    assert_eq!(values[1].provenance.source.as_deref(), Some("us"));
    assert_eq!(values[2].provenance.source.as_deref(), Some("the bank"));
    assert_eq!(s.uncertain(), 2);
}

#[test]
fn a_path_has_values() {
    for (process, expected) in [
        (
            "path = { sd = 0.1 }",
            "missing: `[drivers.a.process.path]` has no `values`: the values, one a year @ { sd = 0.1 }",
        ),
        ("path = { values = [] }", "missing: `values` is a list without numbers @ []"),
        ("path = { values = 0.3 }", "wrong-type: `values` is a list of numbers, not the number 0.3 @ 0.3"),
        ("path = { values = [0.1, true] }", "wrong-type: `2` takes a number, not true @ true"),
    ] {
        says(&driver("growth", process, ""), expected);
    }
    says(
        &driver("growth", "path = { values = [0.1] }", "start = 0.1"),
        "conflict: `start` means nothing to growth by `path`, which has no memory @ start",
    );
    let many = format!("path = {{ values = [{}] }}", "0.1, ".repeat(201));
    assert!(said(&driver("growth", &many, ""))[0].starts_with("too-many: `values` has 201 values"));
}

#[test]
fn a_bootstrap_has_data_and_may_take_the_years_of_another() {
    let s = scenario(&driver(
        "growth",
        "bootstrap = { data = [0.05, 0.02, -0.01], block = 2 }",
        "[drivers.b]\nkind = \"level\"\nprocess.bootstrap = { data = [0.1, 0.2, 0.3], with = \"a\" }\nstart = 0.1",
    ));
    let Material::Rows { data, block, with } = &s.drivers[0].material else { panic!("a bootstrap has rows") };
    assert_eq!((&data[..], *block, *with), (&[0.05, 0.02, -0.01][..], 2, None));
    let Material::Rows { with, .. } = &s.drivers[1].material else { panic!("a bootstrap has rows") };
    assert_eq!(*with, Some(0));
}

#[test]
fn bootstraps_that_cannot_be_are_refused() {
    for (process, expected) in [
        (
            "bootstrap = {}",
            "missing: `[drivers.a.process.bootstrap]` has no `data`: what was observed, year by year @ {}",
        ),
        ("bootstrap = { data = [] }", "missing: `data` is a list without numbers @ []"),
        ("bootstrap = { data = [1, 2], block = 3 }", "out-of-range: `block` is a whole number from 1 to 2, not 3 @ 3"),
        ("bootstrap = { data = [1, 2], block = 0 }", "out-of-range: `block` is a whole number from 1 to 2, not 0 @ 0"),
        ("bootstrap = { data = [1, inf] }", "not-finite: `inf` is not a number with which one can calculate @ inf"),
        ("bootstrap = { data = [1, 2], with = \"b\" }", "unknown-name: no driver is called `b` @ \"b\""),
        ("bootstrap = { data = [1, 2], with = 3 }", "wrong-type: `with` is the name of a driver, not the number 3 @ 3"),
        ("bootstrap = { data = [1, 2], with = \"a\" }", "conflict: `a` cannot take its own years from itself @ \"a\""),
        (
            "bootstrap = { data = [1, 2], sd = 0.1 }",
            "unknown-key: `[drivers.a.process.bootstrap]` has no key `sd` @ sd",
        ),
    ] {
        says(&driver("growth", process, ""), expected);
    }
    says(
        &driver("growth", "bootstrap = { data = [1] }", "start = 0.1"),
        "conflict: `start` means nothing to growth by `bootstrap`, which has no memory @ start",
    );
    let with = |other: &str| {
        driver(
            "growth",
            &format!("bootstrap = {{ data = [1, 2], with = \"b\" }}\n[drivers.b]\nkind = \"growth\"\nprocess.{other}"),
            "",
        )
    };
    for (other, expected) in [
        ("white = {}", "conflict: `b` is not a bootstrap: it has no years to share @ \"b\""),
        ("bootstrap = { data = [1, 2, 3] }", "conflict: `b` has 3 years of data, and `a` has 2 @ \"b\""),
        (
            "bootstrap = { data = [1, 2], with = \"c\" }\n[drivers.c]\nkind = \"growth\"\nprocess.bootstrap = { data = [1, 2] }",
            "conflict: `b` itself takes the years of `c` @ \"b\"",
        ),
    ] {
        says(&with(other), expected);
    }
    let block = |block: usize| {
        with("bootstrap = { data = [1, 2], block = 2 }")
            .replace("with = \"b\"", &format!("with = \"b\", block = {block}"))
    };
    says(&block(1), "conflict: `b` draws 2 years at a time, and so does whoever takes its years @ \"b\"");
    scenario(&block(2));
}

#[test]
fn a_bootstrap_has_no_innovation() {
    says(
        &driver("growth", "bootstrap = { data = [1, 2] }", "[innovations.correlation]\na.trade = 0.3"),
        "conflict: `a` is a bootstrap, which has no innovation to be correlated @ a",
    );
}

#[test]
fn innovations_may_be_a_mixture() {
    let law = |law: &str| least(&format!("[innovations]\n{law}"));
    assert_eq!(scenario(&law("law.mixture = { share = 0.1, scale = 3 }")).law, Law::Mixture { share: 0.1, scale: 3.0 });
    assert_eq!(scenario(&law("law = \"normal\"")).law, Law::Normal);
    for (lines, expected) in [
        ("law = \"mixture\"", "missing: the law `mixture` needs its numbers @ \"mixture\""),
        ("law = \"mixtrue\"", "unknown-kind: there is no law of innovations \"mixtrue\" @ \"mixtrue\""),
        ("law = 3", "wrong-type: a law of innovations is a word or a table, not the number 3 @ 3"),
        ("law.student_t = { dof = 3 }", "unknown-kind: there is no law `student_t` @ student_t"),
        ("law.normal = {}", "wrong-type: the law `normal` takes nothing @ {}"),
        (
            "law.mixture = { share = 0, scale = 3 }",
            "out-of-range: the share of years of turmoil lies between 0 and 1, not 0 @ 0",
        ),
        (
            "law.mixture = { share = 12, scale = 3 }",
            "out-of-range: the share of years of turmoil lies between 0 and 1, not 12: write 0.12 for 12 % @ 12",
        ),
        (
            "law.mixture = { share = 0.1, scale = 0 }",
            "out-of-range: the scale of turmoil is above 0, and at most 1000, not 0 @ 0",
        ),
        (
            "law.mixture = { share = 0.1 }",
            "missing: `[innovations.law.mixture]` has no `scale`: how many times further innovations go in turmoil @ { share = 0.1 }",
        ),
        (
            "law.mixture = { share = \"0.1 to 0.2\", scale = 3 }",
            "wrong-type: `share` is the share of years of turmoil, a plain number, not the text \"0.1 to 0.2\" @ \"0.1 to 0.2\"",
        ),
    ] {
        says(&law(lines), expected);
    }
}

#[test]
fn growth_without_memory_has_no_start() {
    let driver = |kind: &str, process: &str| {
        least(&format!("[drivers.a]\nkind = \"{kind}\"\nprocess.{process} = {{}}\nstart = 0.1\n"))
    };
    says(
        &driver("growth", "white"),
        "conflict: `start` means nothing to growth by `white`, which has no memory @ start",
    );
    assert_eq!(known(scenario(&driver("level", "white")).drivers[0].start.as_ref().unwrap()), 0.1);
    assert_eq!(known(scenario(&driver("growth", "ar1")).drivers[0].start.as_ref().unwrap()), 0.1);
}

#[test]
fn prices_are_a_growth_driver() {
    let text = least("[money]\nprices = \"a\"\n[drivers.a]\nkind = \"level\"\nprocess.white = {}\n");
    says(&text, "conflict: `a` is a level, and prices are a growth driver @ \"a\"");
    assert_eq!(mistake(&least("[money]\nprices = \"a\"\n")).0, "unknown-name: no driver is called `a`");
}
