//! What is said of a whole scenario: its years, targets, packages, inputs.

use super::*;

pub(super) const TRIALS: &[Trial] = &[
    trial(("format", "1"), Leaves),
    trial(("title", "\"a title\""), Shows(|scenario| scenario.title.as_deref() == Some("a title"))),
    trial(("description", "\"words\""), Shows(|scenario| scenario.description.as_deref() == Some("words"))),
    trial(("source", "\"a book\""), Leaves),
    trial(("note", "\"a remark\""), Leaves),
    trial(("allow", "{ unused = \"a reason\" }"), Leaves),
    trial(("run.paths", "5000"), Shows(|scenario| scenario.run.paths == 5000)),
    trial(("run.seed", "77"), Shows(|scenario| scenario.run.seed == 77)),
    // The years.
    trial(("horizon.end_year", "2033"), Shows(|scenario| scenario.horizon.years() == 8)),
    Trial {
        // Year t is now a year earlier.
        given: &[("horizon.end_year", "2030")],
        key: ("horizon.base_year", "2024"),
        effect: Adds(|t| if t == 1 { 40.0 - 40.0 * 0.1_f64.exp() } else { mine(t - 1) - mine(t) }),
    },
    // Targets.
    trial(("target.by", "2029"), Shows(|scenario| scenario.targets[0].by == 2029)),
    trial(("target.turnover", "200"), Shows(|scenario| scenario.targets[0].turnover.known() == Some(200.0))),
    trial(("target.deflator", "gdp"), Shows(|scenario| scenario.targets[0].deflator == Some(0))),
    trial(("target.sustain", "3"), Shows(|scenario| scenario.targets[0].sustain == 3)),
    // Packages.
    trial(("packages.some", "[\"treaty\"]"), Adds(|t| -mine(t))),
    trial(("remove", "[\"deals.treaty\"]"), Adds(|_| -40.0 * 0.1_f64.exp_m1())),
    // What is uncertain.
    Trial {
        given: &[("inputs.size", "50"), ("deals.mine.peak", "size")],
        key: ("inputs.size", "80"),
        effect: Adds(|t| 0.6 * mine(t)),
    },
    Trial {
        given: &[
            ("flows.trade.drift", "{ normal = { mean = 0, sd = 0.03 } }"),
            ("flows.imports.drift", "{ normal = { mean = 0, sd = 0.05 } }"),
        ],
        key: ("correlation", "{ \"flows.trade.drift\" = { \"flows.imports.drift\" = 0.8 } }"),
        effect: Spreads(|t| {
            let t = f64::from(t * t);
            let (trade, imports) = (100.0 * (0.00045 * t).exp(), 40.0 * (0.1 + 0.00125 * t).exp());
            let alone = trade * trade * (0.0009 * t).exp_m1() + imports * imports * (0.0025 * t).exp_m1();
            [0.0, alone + 2.0 * trade * imports * (0.8 * 0.03 * 0.05 * t).exp_m1()]
        }),
    },
    // What is no part of turnover.
    trial(("deals.mine.sector", "\"ore\""), Shows(|scenario| scenario.deals[0].sector.as_deref() == Some("ore"))),
    trial(
        ("deals.mine.cost", "12"),
        Shows(|scenario| scenario.deals[0].cost.as_ref().and_then(Quantity::known) == Some(12.0)),
    ),
    trial(("decision.value", "40"), Shows(|scenario| scenario.decision.is_some_and(|decision| decision.value == 40.0))),
];

#[test]
fn the_keys_of_one_target_are_those_of_each_of_several() {
    let several = CERTAIN.replace(
        "[target]",
        "[targets.first]\nturnover = 150\nby = 2028\n[targets.second]\nsustain = 2\ndeflator = \"gdp\"",
    );
    let (one, several) = (scenario(CERTAIN, &[]), scenario(&several, &[("targets.second.by", "2029")]));
    let told = |target: &Target| (target.turnover.known(), target.by, target.sustain, target.deflator);
    let [first, second] = &several.targets[..] else { panic!("two targets") };
    assert_eq!([first.name.as_str(), second.name.as_str()], ["first", "second"]);
    assert_eq!(told(first), (Some(150.0), 2028, 1, None));
    assert_eq!(told(second), (Some(180.0), 2029, 2, Some(0)));
    assert_eq!(certain_turnover(&one, 3), certain_turnover(&several, 3));
}

/// The file that the others extend.
struct Certain;

impl Files for Certain {
    fn load(&self, path: &str, _: &str) -> Result<SourceText, NoText> {
        Ok(SourceText { name: path.into(), text: CERTAIN.into() })
    }
}

#[test]
fn a_variant_is_the_file_that_it_extends_with_its_own_keys() {
    let text = "extends = \"certain.toml\"\nremove = [\"deals.treaty\"]\n[deals.mine]\npeak = 80\n";
    let reading = read(SourceText { name: "test.toml".into(), text: text.into() }, &[], &Certain);
    let variant = reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics));
    let written = scenario(CERTAIN, &[("remove", "[\"deals.treaty\"]"), ("deals.mine.peak", "80")]);
    let last = variant.packages.len() - 1;
    assert_eq!(certain_turnover(&variant, last), certain_turnover(&written, last));
    assert!((certain_turnover(&variant, last)[4] - 220.0).abs() < 1e-12);
}
