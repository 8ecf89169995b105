//! Deals: when they start, what goes together, synergies, sectors, costs and bent hazards.

use altai_model::deal::Timing;

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

#[test]
fn a_boost_lifts_all_flows_unless_told() {
    let text = deal("start = 2027\nboost = 0.1\n[flows.other]\nbase = 3");
    assert_eq!(scenario(&text).deals[0].boost.as_ref().unwrap().flows, [0, 1]);
}

#[test]
fn dates_are_instants() {
    for (written, instant) in [
        ("2027.5", 2027.5),
        ("2027", 2027.0),
        ("2028-03-01", 2028.0 + 60.0 / 366.0),
        ("2027-01-01T12:30:00Z", 2027.0),
        ("{ value = 2027-01-02 }", 2027.0 + 1.0 / 365.0),
    ] {
        let scenario = scenario(&deal(&format!("start = {written}\npeak = 1")));
        let Timing::Start(start) = &scenario.deals[0].timing else { panic!() };
        assert_eq!(known(start), instant, "{written}");
    }
    let scenario = scenario(&deal("start.uniform = { min = 2027-01-01, max = 2031 }\npeak = 1"));
    let Timing::Start(start) = &scenario.deals[0].timing else { panic!() };
    assert_eq!(range(start), (2027.0, 2031.0));
    let scenario =
        scenario_of(&deal("start = 2027\npeak = 1"), &[("deals.mine.start", "2027-01-01 to 2031-01-01")], &NoFiles);
    let Timing::Start(start) = &scenario.deals[0].timing else { panic!() };
    let Value::Uncertain(start) = &start.value else { panic!() };
    assert!((start.quantile(0.05) - 2027.0).abs() < 1e-9 && (start.quantile(0.95) - 2031.0).abs() < 1e-9);
}

#[test]
fn keys_of_a_deal_that_do_not_go_together_are_refused() {
    for (lines, message, underlined) in [
        (
            "start = 2027\nsigned = 2026\ndelay = 1\npeak = 1",
            "conflict: `start` and `signed` both say when the deal starts",
            "signed",
        ),
        ("start = 2027\ndelay = 1\npeak = 1", "conflict: `delay` counts from `signed`, which is not there", "delay"),
        ("start = 2027\nover = 3\npeak = 1", "conflict: `over` belongs to `total`, which is not there", "over"),
        ("start = 2027", "adds-nothing: `[deals.mine]` adds nothing to trade", "[deals.mine]"),
        ("start = 2027\nboost = 1\nnoise = 0.1", "conflict: `noise` means nothing to a deal that only boosts", "noise"),
        (
            "start = 2027\nboost = 1\ntrade_share = 0.1",
            "conflict: `trade_share` means nothing to a deal that only boosts",
            "trade_share",
        ),
        (
            "start = 2027\npeak = 1\nflows = [\"trade\"]",
            "conflict: `flows` names what `boost` lifts, and there is no `boost`",
            "flows",
        ),
        (
            "start = 2027\nboost = 1\nflows = []",
            "adds-nothing: this list of flows is empty: the boost lifts nothing",
            "[]",
        ),
        (
            "start = 2027\npeak = 1\nramp = { linear = { years = 3 }, exponential = { years = 3 } }",
            "choose-one: `linear` and `exponential` are two ramps where one belongs",
            "exponential",
        ),
        ("start = 2027\npeak = 1\nramp.step = {}", "wrong-type: the ramp `step` takes nothing", "{}"),
        (
            "start = 2027\npeak = 1\nramp.linear = 4",
            "wrong-type: the ramp `linear` takes its years in braces, not the number 4",
            "4",
        ),
        ("start = 2027\npeak = 1\nramp = \"cubic\"", "unknown-kind: there is no ramp \"cubic\"", "\"cubic\""),
        ("start = 2027\npeak = 1\nrequires = [\"mine\"]", "circle: `mine` requires itself", "\"mine\""),
        ("start = 2027\npeak = 1\nrequires = [\"moon\"]", "unknown-name: no deal is called `moon`", "\"moon\""),
        (
            "start = 2027\npeak = 1\nrequires = \"road\"",
            "wrong-type: `requires` is a list of deals, not the text \"road\"",
            "\"road\"",
        ),
        (
            "start = 2027\npeak = 1\nelasticity = 1",
            "wrong-type: `elasticity` is a number for each driver, not the number 1",
            "1",
        ),
        ("start = 2027\npeak = 1\nelasticity.gdp = 1", "unknown-name: no driver is called `gdp`", "gdp"),
    ] {
        says(&deal(lines), &format!("{message} @ {underlined}"));
    }
    for name in ["none", "all", "sector"] {
        let text = least(&format!("[deals.{name}]\nstart = 2027\npeak = 1\n"));
        assert_eq!(mistake(&text).1, name);
    }
    let text = deal("start = 2027\nboost = 1\npeak = 1\nnoise = 0.1\ntotal = 3\nover = 2\nramp.linear = { years = 3 }");
    assert_eq!(scenario(&text).deals.len(), 1, "a deal may add in all three ways");
}

#[test]
fn circles_are_printed() {
    let text = least(
        "[deals.a]\nstart = 2027\npeak = 1\nrequires = [\"b\"]\n[deals.b]\nstart = 2027\npeak = 1\nrequires = [\"c\"]\n[deals.c]\nstart = 2027\npeak = 1\nrequires = [\"b\"]\n",
    );
    assert_eq!(mistake(&text).0, "circle: deals require each other in a circle: b → c → b");
}
