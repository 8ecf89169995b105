//! Synergies, sectors, costs and bent hazards.

use super::*;

const OIL: &str = "[drivers.oil]\nkind = \"level\"\nprocess.white = { sd = 0.2 }\n";

fn two(mine: &str, more: &str) -> String {
    least(&format!("{OIL}[deals.mine]\nstart = 2027\npeak = 4\n{mine}\n[deals.road]\nstart = 2028\npeak = 1\n{more}"))
}

#[test]
fn a_hazard_may_follow_drivers() {
    let s = scenario(&two("cancel = 0.03\ncancel_elasticity = { oil = \"-1 to 1\" }", ""));
    let (driver, elasticity) = &s.deals[0].cancel_elasticity[0];
    assert_eq!((*driver, elasticity.address.as_str()), (0, "deals.mine.cancel_elasticity.oil"));
    assert!(addresses(&s).contains(&elasticity.address));
    says(
        &two("cancel_elasticity = { oil = 1 }", ""),
        "conflict: `cancel_elasticity` bends the hazard `cancel`, which is not there @ cancel_elasticity",
    );
    says(&two("cancel = 0.1\ncancel_elasticity = { gas = 1 }", ""), "unknown-name: no driver is called `gas` @ gas");
}

#[test]
fn sectors_group_deals_and_are_packages() {
    let text = two(
        "sector = \"mining\"\ncost = \"10 to 30\"",
        "sector = \"transport\"\n[deals.rail]\nstart = 2029\npeak = 1\nsector = \"transport\"\n[packages]\nnone = []\nlines = [\"sector:transport\", \"road\"]\nsame = \"sector:transport\"",
    );
    let mut s = scenario(&text);
    assert_eq!(s.deals[0].sector.as_deref(), Some("mining"));
    assert!(addresses(&s).contains(&"deals.mine.cost".to_owned()));
    assert_eq!((&s.packages[1].deals[..], &s.packages[2].deals[..]), (&[1, 2][..], &[1, 2][..]));
    s.select_packages(&["none".into(), "sector:mining".into()]).unwrap();
    assert_eq!((s.packages[1].name.as_str(), &s.packages[1].deals[..]), ("sector:mining", &[0][..]));
    let error = s.select_packages(&["sector:minig".into()]).unwrap_err();
    assert_eq!(
        (error.message.as_str(), error.help[0].as_str()),
        ("no sector is called `minig`", "did you mean `mining`?")
    );
}

#[test]
fn sectors_that_are_none_are_refused() {
    says(&two("sector = 3", ""), "wrong-type: `sector` is a text, not the number 3 @ 3");
    says(&two("sector = \" \"", ""), "bad-name: a sector without a name @ \" \"");
    says(&two("cost = -1", ""), "out-of-range: `cost` must be 0 or above, not -1 @ -1");
    says(
        &two("sector = \"mining\"", "[packages]\na = [\"sector:minning\"]"),
        "unknown-name: no sector is called `minning` @ \"sector:minning\"",
    );
    says(&two("", "[packages]\na = [\"sector:x\"]"), "unknown-name: no sector is called `x` @ \"sector:x\"");
}

#[test]
fn a_package_is_read_under_the_name_of_a_sector() {
    let s = scenario(&two("", "[packages]\nnone = []\n\"sector:mining\" = [\"mine\"]"));
    assert_eq!(s.packages[1].name, "sector:mining");
}

#[test]
fn a_sector_without_what_it_requires_is_pointed_out() {
    let found = said(&two("sector = \"mining\"\nrequires = [\"road\"]", "[packages]\na = [\"sector:mining\"]"));
    assert_eq!(
        found,
        ["requirement-off: `mine` never goes ahead in package `a`: it requires `road` @ \"sector:mining\""]
    );
}

#[test]
fn synergies_are_counted_from_1() {
    let s = scenario(&two(
        "",
        "[[synergies]]\ndeals = [\"road\", \"mine\"]\nmultiplier = \"1.1 to 1.5\"\nnote = \"a guess\"\n[[synergies]]\ndeals = [\"mine\", \"road\"]\nmultiplier = 0.9",
    ));
    assert_eq!(
        (&s.synergies[0].deals[..], s.synergies[0].multiplier.address.as_str()),
        (&[0, 1][..], "synergies.1.multiplier")
    );
    assert_eq!(known(&s.synergies[1].multiplier), 0.9);
    assert!(addresses(&s).contains(&"synergies.2.multiplier".to_owned()));
}

#[test]
fn synergies_that_are_none_are_refused() {
    for (lines, expected) in [
        (
            "[[synergies]]\ndeals = [\"mine\"]\nmultiplier = 2",
            "conflict: a synergy is one of two deals or more, not of 1 @ [\"mine\"]",
        ),
        (
            "[[synergies]]\ndeals = [\"mine\", \"mine\"]\nmultiplier = 2",
            "duplicate: `mine` stands in this list twice @ \"mine\"",
        ),
        (
            "[[synergies]]\ndeals = [\"mine\", \"air\"]\nmultiplier = 2",
            "unknown-name: no deal is called `air` @ \"air\"",
        ),
        (
            "[[synergies]]\ndeals = [\"mine\", \"road\"]\nmultiplier = -2",
            "out-of-range: `multiplier` must be 0 or above, not -2 @ -2",
        ),
        (
            "[[synergies]]\ndeals = [\"mine\", \"road\"]",
            "missing: `[synergies.1]` has no `multiplier`: how many times as much the deals deliver while all of them are active @ [[synergies]]",
        ),
        (
            "[[synergies]]\nmultiplier = 2",
            "missing: `[synergies.1]` has no `deals`: the deals that are worth more together @ [[synergies]]",
        ),
        ("[synergies]\ndeals = []", "wrong-type: `synergies` is a list of tables, not a table @ [synergies]"),
        (
            "[[synergies]]\ndeal = [\"mine\", \"road\"]\nmultiplier = 2",
            "unknown-key: `[synergies.1]` has no key `deal` @ deal",
        ),
    ] {
        says(&two("", lines), expected);
    }
}
