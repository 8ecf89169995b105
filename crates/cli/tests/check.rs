//! `altai check`, as typed.

mod altai;

use std::fs;

use altai::{altai, code, done, minimal, several_targets, stderr, stdout, two_deals};
use tempfile::tempdir;

#[test]
fn what_is_well_is_told_back() {
    let here = tempdir().unwrap();
    let output = altai(&["check", two_deals(here.path()).to_str().unwrap()]);
    done(&output);
    let text = stdout(&output);
    for said in [
        "two-deals.toml: no mistakes\n",
        "title       Two deals",
        "years       2026 to 2032",
        "target      $220 million a year by 2030",
        "flows       1: trade",
        "deals       2: road, mine",
        "packages    4: none, road, mine (with road), all",
        "2 uncertain",
        "100,000 paths, seed 1",
    ] {
        assert!(text.contains(said), "no `{said}` in\n{text}");
    }
}

#[test]
fn a_target_is_told_with_its_title_and_all_that_it_asks_for() {
    let scenario = several_targets();
    let output = altai(&["check", scenario.to_str().unwrap(), "--set", "targets.pledge.title='half as much again'"]);
    done(&output);
    let text = stdout(&output);
    for said in [
        "pledge      half as much again: $300 million a year by 2035\n",
        "real        $300 million a year in dollars of 2025 by 2035\n",
        "lasting     $250 million a year for 3 years in a row by 2038\n",
    ] {
        assert!(text.contains(said), "no `{said}` in\n{text}");
    }
}

#[test]
fn a_number_without_a_digit_before_its_point_is_mended_wherever_it_stands() {
    let scenario = minimal();
    for (value, number) in [(".17", "0.17"), ("5.", "5.0")] {
        let output = altai(&["check", scenario.to_str().unwrap(), "--set", &format!("deals.power_line.go={value}")]);
        assert_eq!(code(&output), 2);
        let said = stderr(&output);
        assert!(said.contains(&format!("`{value}` is not a number")), "{said}");
        assert!(said.contains(&format!("write {number}\n")) && !said.contains("without quotation marks"), "{said}");
    }
}

#[test]
fn what_the_command_line_fixes_is_shown_beside_its_correlation_and_the_way_out_works() {
    let here = tempdir().unwrap();
    let path = here.path().join("correlated.toml");
    let pair = "[correlation]\n\"flows.trade.drift\" = { \"deals.power_line.peak\" = 0.4 }\n";
    fs::write(&path, format!("{}\n{pair}", fs::read_to_string(minimal()).unwrap())).unwrap();
    let fixed = ["check", path.to_str().unwrap(), "--set", "deals.power_line.peak=50"];
    let output = altai(&fixed);
    assert_eq!(code(&output), 2);
    let said = stderr(&output);
    assert!(said.contains("--> --set deals.power_line.peak=50\n"), "{said}");
    assert!(said.contains(&format!("::: {}:", path.display())), "{said}");
    let way_out = said.split("--set 'remove=").nth(1).unwrap().split('\'').next().unwrap();
    done(&altai(&[&fixed[..], &["--set", &format!("remove={way_out}")]].concat()));
}

#[test]
fn every_mistake_is_told_with_its_place() {
    let here = tempdir().unwrap();
    let path = here.path().join("wrong.toml");
    let text = fs::read_to_string(two_deals(here.path())).unwrap();
    fs::write(&path, text.replace("go = 0.6", "go = 60").replace("peak = 40", "peek = 40")).unwrap();
    let output = altai(&["check", path.to_str().unwrap()]);
    assert_eq!(code(&output), 2);
    assert_eq!(stdout(&output), "");
    let said = stderr(&output);
    assert!(said.contains(&format!("--> {}:16:6", path.display())), "{said}");
    assert!(said.contains("did you mean `peak`?"), "{said}");
    assert!(
        said.trim_end().ends_with("2 errors (altai explain out-of-range says more)"),
        "the count comes last: {said}"
    );
}

#[test]
fn a_change_is_checked_with_the_file() {
    let output = altai(&["check", minimal().to_str().unwrap(), "--set", "deals.power_line.go=60"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("--> --set deals.power_line.go=60\n"), "{}", stderr(&output));
}

#[test]
fn columns_are_counted_in_letters() {
    let here = tempdir().unwrap();
    let path = here.path().join("letters.toml");
    let text = fs::read_to_string(two_deals(here.path())).unwrap();
    fs::write(
        &path,
        text.replace("[flows.trade]\nbase = 160", "[flows]\ntrade = { title = \"Қазақстан–Монголия\", bsae = 160")
            .replace(" # last year's figure\nvolatility = 0.1", " }"),
    )
    .unwrap();
    let said = stderr(&altai(&["check", path.to_str().unwrap()]));
    assert!(said.contains("letters.toml:12:41"), "{said}");
}

#[test]
fn one_wrong_file_does_not_hide_the_others() {
    let output = altai(&["check", "no-such-file.toml", minimal().to_str().unwrap()]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("there is no file `no-such-file.toml`"));
    assert!(stdout(&output).contains("power_line"));
}

#[test]
fn a_misspelt_file_name_finds_its_sibling() {
    let here = tempdir().unwrap();
    two_deals(here.path());
    for misspelt in ["two-deal.toml", "two-deals", "tow-deals.toml"] {
        let output = altai(&["check", here.path().join(misspelt).to_str().unwrap()]);
        assert_eq!(code(&output), 2);
        let meant = format!("did you mean `{}`?", here.path().join("two-deals.toml").display());
        assert!(stderr(&output).contains(&meant), "{}", stderr(&output));
    }
}

#[test]
fn a_folder_is_not_a_scenario() {
    let here = tempdir().unwrap();
    let said = || {
        let output = altai(&["check", here.path().to_str().unwrap()]);
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains("is a folder"), "{}", stderr(&output));
        stderr(&output)
    };
    fs::write(here.path().join("Cargo.toml"), "[package]\nname = \"horizon\"\n").unwrap();
    assert!(!said().contains("Cargo.toml"), "{}", said());
    let scenario = two_deals(here.path());
    assert!(said().contains(&format!("it holds a scenario: `{}`", scenario.display())), "{}", said());
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_no_mistake_of_its_author() {
    let here = tempdir().unwrap();
    let path = here.path().join("round.toml");
    // A link to itself: not even the superuser can read it.
    std::os::unix::fs::symlink(&path, &path).unwrap();
    let file = path.to_str().unwrap();
    let alone =
        ["check", "run", "attribute", "compare", "discover", "drivers", "explain", "frontier", "plan", "sources"];
    let with_more = [
        vec!["diff", file, file],
        vec!["seek", file, "--vary", "flows.trade.drift", "--odds", "0.5"],
        vec!["sweep", file, "flows.trade.drift=0..1"],
        vec!["voi", file, "--value", "100"],
    ];
    for arguments in alone.map(|name| vec![name, file]).into_iter().chain(with_more) {
        let output = altai(&arguments);
        assert_eq!(code(&output), 1, "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("cannot be read"), "{}", stderr(&output));
    }
    let output = altai(&["check", path.to_str().unwrap(), "no-such-file.toml"]);
    assert_eq!(code(&output), 2, "a mistake outweighs it");
    let scenario = here.path().join("beside.toml");
    let drift = "[flows.trade.drift]\ndata = { file = \"round.toml\", column = \"growth\" }\n";
    let text = fs::read_to_string(minimal()).unwrap();
    let without_drift: Vec<&str> = text.lines().filter(|line| !line.starts_with("drift")).collect();
    for (more, expected) in [("", 1), ("peek = 3\n", 2)] {
        fs::write(&scenario, format!("{}\n{drift}{more}", without_drift.join("\n"))).unwrap();
        for command in ["check", "run", "sources"] {
            let output = altai(&[command, scenario.to_str().unwrap()]);
            assert_eq!(code(&output), expected, "{}", stderr(&output));
            assert!(stderr(&output).contains("cannot be read"), "{}", stderr(&output));
        }
    }
}

#[test]
fn the_example_of_the_help_works() {
    let help = stdout(&altai(&["check", "--help"]));
    let example = help.lines().find_map(|line| line.trim().strip_prefix("altai check ")).unwrap();
    let root = minimal().parent().unwrap().join("..");
    done(&altai::command().arg("check").args(example.split(' ')).current_dir(root).output().unwrap());
}

#[test]
fn an_uncertain_target_is_told_with_its_range() {
    let output = altai(&["check", minimal().to_str().unwrap(), "--set", "target.turnover=250 to 360"]);
    let text = stdout(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    let said = "target about $300 million a year by 2032; 9 in 10 between about $250 million and about $360 million";
    assert!(text.contains(said), "{text}");
}

#[test]
fn bytes_that_are_not_text_have_a_place() {
    let here = tempdir().unwrap();
    let path = here.path().join("latin.toml");
    fs::write(&path, b"format = 1\ntitle = \"caf\xe9\"\n").unwrap();
    let output = altai(&["check", path.to_str().unwrap()]);
    assert_eq!(code(&output), 2);
    let said = stderr(&output);
    assert!(said.contains(&format!("--> {}:2:13", path.display())), "{said}");
    assert!(said.contains("byte 24 of the file, 233"), "{said}");
}

#[test]
fn no_bytes_make_it_panic() {
    let here = tempdir().unwrap();
    let path = here.path().join("bytes.toml");
    // A fixed, well-mixed sequence (Marsaglia's xorshift).
    let mut state = 88_172_645_463_325_252_u64;
    for length in [0, 1, 2, 17, 400, 5_000] {
        for ascii in [true, false] {
            let bytes = std::iter::repeat_with(|| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                if ascii { b"[]{}=\"'.\n #ab1"[(state % 14) as usize] } else { state as u8 }
            });
            fs::write(&path, bytes.take(length).collect::<Vec<u8>>()).unwrap();
            let output = altai(&["check", path.to_str().unwrap()]);
            assert_eq!(code(&output), 2, "{}", stderr(&output));
            assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
        }
    }
}

#[test]
fn strict_lets_no_warning_pass_and_nothing_else() {
    let here = tempdir().unwrap();
    let path = two_deals(here.path());
    let file = path.to_str().unwrap();
    done(&altai(&["check", "--strict", file]));
    let sloppy = ["--set", "flows.trade.drift=3", "--set", "target.turnover=100"];
    let output = altai(&[&["check", file][..], &sloppy].concat());
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).contains("warning[per-cent]") && stderr(&output).contains("warning[reached-at-start]"));
    for command in ["check", "run"] {
        for quiet in [&[][..], &["--quiet"]] {
            if command == "check" && !quiet.is_empty() {
                continue;
            }
            let output = altai(&[&[command, file, "--strict"][..], &sloppy, quiet].concat());
            assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{command}");
            let said = stderr(&output);
            assert!(said.contains("warning[per-cent]"), "{said}");
            assert!(said.ends_with("two-deals.toml: 2 warnings, and --strict lets none pass\n"), "{said}");
        }
    }
    let kept = here.path().join("kept");
    let output = altai(&[&["run", file, "--strict", "--out", kept.to_str().unwrap()][..], &sloppy].concat());
    assert_eq!(code(&output), 2);
    assert!(!kept.exists(), "nothing is played and nothing kept");
}
