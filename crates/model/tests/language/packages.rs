//! Packages: those that are written, those that are not, and those that are asked for.

use super::*;

#[test]
fn default_packages_bring_what_a_deal_requires() {
    let text = deal(
        "start = 2027\npeak = 3\nrequires = [\"road\"]\n[deals.road]\nstart = 2026\nboost = 0.1\nrequires = [\"law\"]\n[deals.law]\nstart = 2026\nboost = 0",
    );
    let packages: Vec<_> = scenario(&text).packages.into_iter().map(|package| (package.name, package.deals)).collect();
    let expected =
        [("none", vec![]), ("mine", vec![0, 1, 2]), ("road", vec![1, 2]), ("law", vec![2]), ("all", vec![0, 1, 2])];
    assert_eq!(packages, expected.map(|(name, deals)| (name.to_owned(), deals)));
    let single = scenario(&deal("start = 2027\npeak = 3"));
    assert_eq!(single.packages.len(), 2, "`all` only where there are two deals");
}

#[test]
fn packages_are_lists_of_deals() {
    let with = |lines: &str| {
        deal(&format!(
            "start = 2027\npeak = 1\nrequires = [\"road\"]\n[deals.road]\nstart = 2027\npeak = 1\n[packages]\n{lines}"
        ))
    };
    for (lines, message, underlined) in [
        ("x = [\"moon\"]", "unknown-name: no deal is called `moon`", "\"moon\""),
        ("x = [\"road\", \"road\"]", "duplicate: `road` stands in this list twice", "\"road\""),
        ("x = \"road\"", "wrong-type: a package is a list of deals or \"all\", not the text \"road\"", "\"road\""),
        ("x = [1]", "wrong-type: the name of a deal is a text, not the number 1", "1"),
        ("\"x y\" = []", "bad-name: \"x y\" cannot be the name of a package", "\"x y\""),
    ] {
        says(&with(lines), &format!("{message} @ {underlined}"));
    }
    let found = diagnostics(&with("x = [\"mine\"]"));
    assert_eq!((found.len(), found[0].severity, found[0].code), (1, Severity::Warning, "requirement-off"));
    let twice = scenario(&with("one = [\"road\"]\nnote = [\"road\"]\ntitle = \"words\""));
    assert_eq!(twice.packages.iter().map(|package| package.name.as_str()).collect::<Vec<_>>(), ["one", "note"]);
}

#[test]
fn packages_are_selected_in_the_order_asked_for() {
    let mut scenario = scenario(&deal(
        "start = 2027\npeak = 1\n[deals.road]\nstart = 2026\npeak = 1\n\
         [packages]\nnothing = []\nboth = [\"mine\", \"road\"]\neverything = \"all\"",
    ));
    let error = scenario.select_packages(&["bth".into()]).unwrap_err();
    assert_eq!(error.message, "no package is called `bth`");
    assert_eq!(error.help, ["did you mean `both`?", "packages in this scenario: nothing, both, everything"]);
    scenario.select_packages(&["everything".into(), "nothing".into(), "everything".into()]).unwrap();
    assert_eq!(
        scenario.packages.iter().map(|package| package.name.as_str()).collect::<Vec<_>>(),
        ["everything", "nothing"]
    );
}

#[test]
fn deals_joined_by_a_plus_are_a_package() {
    let two = least(
        "[deals.mine]\nstart = 2026\npeak = 1\nrequires = [\"road\"]\n[deals.road]\nstart = 2026\npeak = 1\n\
         [deals.rail]\nstart = 2026\npeak = 1\n[packages]\nnone = []\n",
    );
    let mut s = scenario(&two);
    s.select_packages(&["none".into(), "rail+road".into(), "mine + rail".into()]).unwrap();
    let deals: Vec<&[usize]> = s.packages.iter().map(|package| &package.deals[..]).collect();
    assert_eq!(deals, [&[][..], &[1, 2], &[0, 1, 2]], "what a deal requires comes with it");
    assert_eq!(s.packages[1].name, "rail+road");
    assert_eq!(s.packages[2].name, "mine+rail");
    let kept = scenario(&(two + "\"rail+road\" = [\"rail\", \"road\"]\n"));
    assert_eq!(kept.packages[1].name, "rail+road", "as --out keeps it");
    let error = s.select_packages(&["rail, road".into()]).unwrap_err();
    assert_eq!(error.help[0], "deals are joined by `+`: rail+road");
    let error = s.select_packages(&["rail+raod".into()]).unwrap_err();
    assert_eq!((error.message.as_str(), error.help[0].as_str()), ("no deal is called `raod`", "did you mean `road`?"));
}
