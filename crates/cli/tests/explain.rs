//! `altai explain`, as typed.

mod altai;

use std::fs;
use std::path::Path;

use altai::{altai, code, command, done, minimal, several_targets, stderr, stdout, two_deals};
use tempfile::tempdir;

/// What is said of an address, on one line.
fn said(scenario: &Path, more: &[&str]) -> String {
    let output = altai(&[&["explain", scenario.to_str().unwrap()], more].concat());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).is_empty() || more.contains(&"--set"), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.lines().all(|line| line.chars().count() <= if more.contains(&"--path") { 100 } else { 80 }), "{text}");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn contains_all(text: &str, expected: &[&str]) {
    for words in expected {
        assert!(text.contains(words), "no `{words}` in\n{text}");
    }
}

#[test]
fn without_an_address_everything_is_told_with_its_numbers() {
    let text = said(&minimal(), &[]);
    contains_all(
        &text,
        &[
            "First lesson: two neighbours and a power line",
            "2025 is known. Every path goes through the years 2026 to 2035",
            "Asks for a turnover of $300 million in one calendar year. The headline is whether",
            "growth = drift + 0.15 × chance drift normal, mean 0.03, sd 0.02",
            "It goes ahead with probability 0.6.",
            "amount = peak × scale (linear over 3 years), in USD million a year",
            "none no deal",
        ],
    );
}

#[test]
fn a_number_is_told_with_its_shape_its_evidence_and_what_it_moves() {
    let text = said(&minimal(), &["deals.power_line.peak"]);
    contains_all(
        &text,
        &[
            "deals.power_line.peak: 20 to 90, a 90 % interval",
            "mean 47.1, sd 22.7; p05 20, p25 31.2, p50 42.4, p75 57.8, p95 90",
            "█",
            "note a judgement, invented for the lesson",
            "minimal.toml:27",
            "moves deals.power_line",
        ],
    );
    let fixed = said(&minimal(), &["flows.trade.base"]);
    contains_all(&fixed, &["flows.trade.base: 160", "known: the same on every path", "moves flows.trade"]);
    let heavy = "flows.trade.base.student_t={location=160,scale=1,dof=1}";
    let output = altai(&["explain", minimal().to_str().unwrap(), "flows.trade.base", "--set", heavy]);
    assert!(code(&output) == 0 && stderr(&output).starts_with("warning: "), "it has no mean: {}", stderr(&output));
    let set = stdout(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    contains_all(&set, &["student_t, location 160, scale 1, dof 1", "mean none, sd none", "--set flows.trade.base"]);
}

#[test]
fn a_deal_is_told_with_what_becomes_of_it() {
    let here = tempdir().unwrap();
    let text = said(&two_deals(here.path()), &["deals.mine"]);
    contains_all(
        &text,
        &[
            "It goes ahead with probability 0.5, given that road does.",
            "goes ahead 30.0 % (± 0.3 points)",
            "delivers",
            "100,000 paths",
        ],
    );
    let both = said(&two_deals(here.path()), &["deals"]);
    contains_all(&both, &["deals.road", "Required by mine.", "deals.mine"]);
}

#[test]
fn an_input_is_told_where_it_is_used() {
    let here = tempdir().unwrap();
    let path = here.path().join("shared.toml");
    let text = fs::read_to_string(minimal()).unwrap();
    fs::write(
        &path,
        text.replace("peak = \"20 to 90\"", "peak = \"size\"") + "\n[inputs]\nnote = \"a test\"\nsize = \"20 to 90\"\n",
    )
    .unwrap();
    contains_all(&said(&path, &["deals.power_line.peak"]), &["deals.power_line.peak is inputs.size", "p50 42.4"]);
    contains_all(&said(&path, &["inputs.size"]), &["moves deals.power_line.peak", "one draw a path"]);
}

#[test]
fn an_input_that_several_use_lists_them_all_and_nothing_else() {
    let here = tempdir().unwrap();
    let path = here.path().join("shared.toml");
    let text = fs::read_to_string(several_targets()).unwrap();
    let text = text.replace("process.white = { mean = 0.02, sd = 0.01 }", "process.path.values = [0.02, \"all\"]");
    let text = text.replace("drift = { normal = { mean = 0.02, sd = 0.02 } }", "drift = { value = \"all\" }");
    // A name of another thing: of a package of all deals.
    let more = "[inputs]\nall = { normal = { mean = 0.02, sd = 0.01 } }\n[packages]\nnone = []\nevery = \"all\"\n";
    fs::write(&path, text + more).unwrap();
    contains_all(
        &said(&path, &["inputs.all"]),
        &[
            "moves drivers.prices.process.path.values.2 and flows.trade.drift inputs.all",
            "one draw a path, used by drivers",
        ],
    );
}

#[test]
fn what_moves_a_deal_moves_all_that_wait_for_it() {
    let here = tempdir().unwrap();
    let path = two_deals(here.path());
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text + "[deals.mill]\nstart = 2027\npeak = 5\nrequires = [\"mine\"]\n").unwrap();
    contains_all(&said(&path, &["deals.road.go"]), &["moves deals.road, deals.mine and deals.mill"]);
    contains_all(&said(&path, &["deals.mine"]), &["given that road does", "Required by mill."]);
    contains_all(
        &said(&path, &["packages"]),
        &["mine mine, with road, which it requires", "mill mill, with road and mine, which"],
    );
}

#[test]
fn only_the_first_target_is_the_headline() {
    let text = said(&several_targets(), &["targets.real", "--set", "targets.real.title=in real terms"]);
    contains_all(
        &text,
        &["targets.real: in real terms", "Whether that has been reached by 2035 is told beside the headline."],
    );
    contains_all(
        &said(&several_targets(), &["targets.pledge"]),
        &["The headline is whether that has been reached by 2035."],
    );
}

#[test]
fn an_average_is_a_mean_and_no_median() {
    // Lognormal with 90 % between 0.05 and 0.2: the median is 0.1, the mean 0.1 exp(σ²/2) with σ = ln 4 / 3.29.
    let war = |rate: &str| {
        let set = format!("shocks.war={{ rate = {rate}, size = -0.1 }}");
        said(&minimal(), &["shocks.war", "--set", &set])
    };
    contains_all(&war("\"0.05 to 0.2\""), &["Strikes about 0.109 (rate) times a year on average."]);
    contains_all(&war("0.1"), &["Strikes 0.1 times a year on average."]);
    let go = ["deals.power_line", "--set", "deals.power_line.go={ beta = { mean = 0.9, size = 20 } }"];
    contains_all(&said(&minimal(), &go), &["It goes ahead with probability about 0.9 (go)."]);
}

#[test]
fn a_key_that_is_no_number_is_told_with_its_table() {
    let text = said(&minimal(), &["target.by"]);
    contains_all(&text, &["target.by = 2032", "Asks for a turnover of $300 million"]);
}

#[test]
fn a_misspelt_address_is_understood_but_refused() {
    let output = altai(&["explain", minimal().to_str().unwrap(), "deals.power_lin.peak"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    assert!(stderr(&output).contains("did you mean `deals.power_line.peak`?"), "{}", stderr(&output));
}

#[test]
fn a_bare_name_is_understood_and_groups_are_listed_first() {
    for typed in ["power_line", "power_lin"] {
        let output = altai(&["explain", minimal().to_str().unwrap(), typed]);
        assert_eq!(code(&output), 2);
        let said = stderr(&output);
        assert!(said.contains(&format!("nothing stands at `{typed}`: did you mean `deals.power_line`?")), "{said}");
        assert!(said.contains("  there are: horizon, target, flows, deals, packages\n"), "{said}");
    }
}

#[test]
fn a_code_takes_nothing_more() {
    for more in [&["extra"][..], &["--path", "3"], &["--set", "a=b"], &["--seed", "1"]] {
        for word in ["codes", "wide"] {
            let output = altai(&[&["explain", word], more].concat());
            assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{word} {more:?}");
            assert!(stderr(&output).contains(&format!("`{word}` is no scenario")), "{}", stderr(&output));
        }
    }
}

#[test]
fn dates_are_told_as_they_were_written() {
    let deal = |written: &str| {
        let set = format!("deals.bus={{ peak = 1, {written} }}");
        said(&minimal(), &["deals.bus", "--set", &set])
    };
    contains_all(
        &deal("signed = { value = 2025-11-01, quality = \"stated\" }, delay = 1"),
        &["Signed 2025-11-01, it starts 1 year after."],
    );
    contains_all(&deal("signed = 2025-11-01, delay = 0"), &["Signed 2025-11-01, it starts at once."]);
    contains_all(
        &deal("start = { value = 2027-07-01, note = \"so\" }"),
        &["Start: 2027-07-01.", "starts, if at all 2027.5 "],
    );
    contains_all(&deal("start = \"2027 to 2030\""), &["Start: 2027 to 2030, a 90 % interval, 2028."]);
}

#[test]
fn formulas_are_written_as_one_does() {
    let g = "drivers.g={ kind = \"growth\", process.white = { mean = 0, sd = 0.1 } }";
    contains_all(&said(&minimal(), &["drivers.g", "--set", g]), &["growth = 0.1 × chance"]);
    let path = "drivers.g={ kind = \"growth\", process.path = { values = [0.01, \"0.02 to 0.03\"] } }";
    contains_all(
        &said(&minimal(), &["drivers.g", "--set", path]),
        &["growth = value; the value is 0.01 in 2026 and values.2 in 2027 and later"],
    );
    let deal = "deals.bus={ start = 2027, total = 100, over = 2, elasticity.g = 1 }";
    contains_all(
        &said(&minimal(), &["deals.bus", "--set", g, "--set", "money.prices=g", "--set", deal]),
        &["amount = 100 / 2 × exp(2 × level of g), in USD million a year, for 2 years from its start"],
    );
    let data = "drivers.g={ kind = \"growth\", process.bootstrap.data = [0.1, 0.2] }";
    let with = "drivers.h={ kind = \"growth\", process.bootstrap = { data = [0.3, 0.4], with = \"g\" } }";
    contains_all(
        &said(&minimal(), &["drivers.h", "--set", data, "--set", with]),
        &["one of the 2 that were observed, in the same year as g's"],
    );
}

#[test]
fn what_the_scenario_gives_has_no_error_of_simulation() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let road = said(&scenario, &["deals.road"]);
    contains_all(&road, &["goes ahead 60.0 % started by end 2030 60.0 % starts, if at all 2026.0 "]);
    let mine = said(&scenario, &["deals.mine", "--set", "political_will.go=0.5"]);
    contains_all(&mine, &["30.0 % if political will did not bind the deals together"]);
    assert!(!said(&scenario, &["deals.mine"]).contains("if political will"));
}

#[test]
fn a_path_tells_when_a_contract_is_delivered_and_what_stays_of_a_shock() {
    let contract = "deals.bus={ start = 2027.4, total = 100, over = 3 }";
    let shock = "shocks.war={ rate = 1, size = -0.1, permanent = 0.5, half_life = 1 }";
    let told = said(&minimal(), &["--path", "7", "--set", contract, "--set", shock]);
    contains_all(&told, &["bus yes 2027.4 delivered 2030.4", "war felt", "war for good", "for good is what"]);
    let longer = said(&minimal(), &["--path", "7", "--set", contract, "--set", "deals.bus.peak=5"]);
    contains_all(&longer, &["bus yes 2027.4 later, or never"]);
}

#[test]
fn of_a_key_that_is_not_written_it_is_told_what_holds() {
    for (address, expected) in [
        ("deals.power_line.additional", "additional is not written: it is 1, the share that does not displace trade"),
        ("deals.power_line.life", "life is not written: it never ends (years from start to end)"),
        ("political_will.go", "go is not written: it is 0, how much going ahead is one decision for all deals"),
    ] {
        assert_eq!(said(&minimal(), &[address]), expected);
    }
    contains_all(&said(&minimal(), &["deals.power_line.peak"]), &["it is USD million a year at full scale"]);
    for nowhere in ["deals.mine.additional", "deals.power_line.additonal", "drivers.gdp.process.ar1.sd"] {
        let output = altai(&["explain", minimal().to_str().unwrap(), nowhere]);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{nowhere}");
    }
}

#[test]
fn a_path_is_told_year_by_year() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let text = said(
        &scenario,
        &["--path", "1030", "--package", "road", "--set", "deals.road.go=1", "--set", "deals.road.peak=100"],
    );
    contains_all(
        &text,
        &[
            "Path 1030 under road: the target is reached in 2026",
            "road yes 2026.0 later, or never",
            "2026 2027 2028",
            "turnover",
        ],
    );
    let never = said(&scenario, &["--path", "0", "--package", "none", "--set", "flows.trade.volatility=0"]);
    contains_all(&never, &["under none: the target is not reached by 2032", "which is 72 % of the target"]);
    let unknown = altai(&["explain", scenario.to_str().unwrap(), "--path", "0", "--package", "rod"]);
    assert_eq!(code(&unknown), 2);
    assert!(stderr(&unknown).contains("did you mean `road`?"), "{}", stderr(&unknown));
}

#[test]
fn a_path_tells_of_every_target_whether_and_why_it_was_reached() {
    let certain = ["drivers.prices.process.white.sd=0", "flows.trade.volatility=0", "flows.trade.drift=0"];
    let set = certain.iter().flat_map(|change| ["--set", change]);
    let more: Vec<&str> = ["--path", "3", "--package", "none"].into_iter().chain(set).collect();
    // Trade moves with prices alone: 150 exp(0.02 t), half of the real target in every year.
    let text = said(&several_targets(), &more);
    contains_all(
        &text,
        &[
            "Path 3 under none: the target `pledge` is not reached by 2040",
            "It never came closer than in 2040: 202, which is 67 % of the target.",
            "The target `real` (300 in dollars of 2025, by 2035) is not reached by 2040.",
            "which is 50 % of the target.",
            "The target `lasting` (250 for 3 years in a row, by 2038) is not reached by 2040. It never came closer than \
             in 2040: 202, which is 80 % of the target.",
            "target pledge 300 300",
            "target real 306 312",
        ],
    );
    let more: Vec<&str> = more.into_iter().chain(["--set", "targets.lasting.turnover=160"]).collect();
    // 150 exp(0.02 × 4) = 162.5 is the first of three such years, so the third is 2031.
    contains_all(
        &said(&several_targets(), &more),
        &[
            "The target `lasting` (160 for 3 years in a row, by 2038) is reached in 2031. Turnover is 169 then, where 160",
        ],
    );
}

#[test]
fn a_deal_is_told_with_its_sector_and_its_cost() {
    let text = said(&several_targets(), &["deals.mine"]);
    contains_all(
        &text,
        &["Sector: energy, with grid.", "it costs $30 million of public money", "costs 15.0 USD million", "(± 0.1)"],
    );
    assert!(!said(&several_targets(), &["deals.farms"]).contains("public money"));
}

#[test]
fn warnings_are_told_beside_the_explanation() {
    let here = tempdir().unwrap();
    let scenario = two_deals(here.path());
    let alone = ["explain", scenario.to_str().unwrap(), "deals.road.go", "--set", "packages.alone=[\"mine\"]"];
    let output = altai(&alone);
    assert_eq!(code(&output), 0);
    assert!(stdout(&output).starts_with("deals.road.go: 0.6"), "{}", stdout(&output));
    let said = format!(
        "warning: 1 warning: altai check {} --set \"packages.alone=[\\\"mine\\\"]\" tells it\n",
        scenario.to_str().unwrap()
    );
    assert_eq!(stderr(&output), said);
}

#[test]
fn everything_that_ships_can_be_explained() {
    let here = tempdir().unwrap();
    for example in altai_scenarios::EXAMPLES {
        let path = here.path().join(format!("{}.toml", example.name));
        // A variant stands in a folder beside what it varies.
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, example.text).unwrap();
        said(&path, &[]);
        said(&path, &["flows"]);
        said(&path, &["--path", "7"]);
    }
}

#[test]
fn a_code_is_explained_and_all_are_listed() {
    for code in altai_model::diagnostic::code::CODES {
        let output = altai(&["explain", code.name]);
        done(&output);
        assert!(stdout(&output).starts_with(&format!("{}: ", code.name)), "{}", stdout(&output));
    }
    let output = altai(&["explain", "codes"]);
    done(&output);
    let text = stdout(&output);
    let listed = |name: &str| text.lines().any(|line| line.trim_start().split("  ").next() == Some(name));
    assert!(altai_model::diagnostic::code::CODES.iter().all(|code| listed(code.name)), "{text}");
    assert!(stdout(&altai(&["explain", "no-source"])).contains("note = \"our judgement"));
}

#[test]
fn a_misspelt_code_is_understood_and_a_file_comes_first() {
    let output = altai(&["explain", "no-sorce"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    let said = stderr(&output);
    assert!(
        said.contains("no code `no-sorce`: did you mean `no-source`?") && said.contains("reached-at-start"),
        "{said}"
    );

    let here = tempdir().unwrap();
    fs::copy(minimal(), here.path().join("wide")).unwrap();
    let output = command().current_dir(&here).args(["explain", "wide"]).output().unwrap();
    assert!(stdout(&output).contains("First lesson"), "{}", stdout(&output));
    let output = command().current_dir(&here).args(["explain", "nowhere"]).output().unwrap();
    assert!(stderr(&output).contains("there is no file `nowhere`"), "{}", stderr(&output));
    assert!(stderr(&output).contains("altai explain codes"), "{}", stderr(&output));
}

#[test]
fn another_ramp_than_the_one_chosen_is_answered_with_that_one() {
    let here = tempdir().unwrap();
    let file = two_deals(here.path());
    let asked = |more: &[&str]| {
        let output = altai(&[&["explain", file.to_str().unwrap(), "deals.road.ramp.linear.years"], more].concat());
        assert_eq!(code(&output), 2);
        stderr(&output)
    };
    contains_all(&asked(&[]), &["without `deals.road.ramp`, it is at full scale from the first day"]);
    contains_all(&asked(&["--set", "deals.road.ramp=step"]), &["in this scenario, `deals.road.ramp = \"step\"`"]);
}

#[test]
fn a_correlation_is_found_whichever_of_its_names_comes_first() {
    let here = tempdir().unwrap();
    let file = two_deals(here.path());
    let set =
        ["--set", "correlation.\"flows.trade.base\".\"deals.road.peak\"=0.3", "--set", "flows.trade.base=150 to 170"];
    for address in
        ["correlation.\"flows.trade.base\".\"deals.road.peak\"", "correlation.'deals.road.peak'.'flows.trade.base'"]
    {
        contains_all(&said(&file, &[&[address], &set[..]].concat()), &["= 0.3"]);
    }
}
