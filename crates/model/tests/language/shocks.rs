//! Shocks.

use super::*;

#[test]
fn a_shock_hits_every_flow_and_fades_unless_it_says_otherwise() {
    let s = scenario(&least(
        "[flows.imports]\nbase = 3\n[shocks.war]\nrate = 0.1\nsize = \"-0.5 to -0.1\"\n[shocks.plague]\nrate = 0.05\nsize = -0.3\npermanent = 0.2\nhalf_life = 2\nflows = [\"imports\"]",
    ));
    let [war, plague] = &s.shocks[..] else { panic!("two shocks") };
    assert_eq!((war.name.as_str(), known(&war.permanent), known(&war.half_life)), ("war", 0.0, 1.0));
    assert_eq!((&war.flows[..], &plague.flows[..]), (&[0, 1][..], &[1][..]));
    assert_eq!((known(&plague.permanent), known(&plague.half_life)), (0.2, 2.0));
    assert!(addresses(&s).contains(&"shocks.war.size".to_owned()));
}

#[test]
fn knowledge_is_what_is_drawn_once_and_not_said_to_be_chance() {
    let s = scenario(&least(
        "[flows.imports.base]\nvalue = \"2 to 4\"\nrole = \"chance\"\n[shocks.war]\nrate = 0.1\nsize = \"-0.5 to -0.1\"\n\
         permanent = \"0.1 to 0.2\"",
    ));
    let of = |quantity: &Quantity| quantity.address.clone();
    assert_eq!(s.drawn_once().map(of).collect::<Vec<_>>(), ["shocks.war.permanent", "flows.imports.base"]);
    assert_eq!(s.knowledge().map(of).collect::<Vec<_>>(), ["shocks.war.permanent"]);
}

#[test]
fn numbers_of_a_shock_have_their_ranges() {
    let shock = |lines: &str| least(&format!("[shocks.war]\n{lines}"));
    for (lines, expected) in [
        (
            "rate = 0.1",
            "missing: `[shocks.war]` has no `size`: the size of a strike, log points, usually negative @ [shocks.war]",
        ),
        ("size = -1", "missing: `[shocks.war]` has no `rate`: how many strikes a year on average @ [shocks.war]"),
        ("rate = -1\nsize = -1", "out-of-range: `rate` must be 0 or above, not -1 @ -1"),
        ("rate = 1\nsize = -1\nhalf_life = 0", "out-of-range: `half_life` must be above 0, not 0 @ 0"),
        (
            "rate = 1\nsize = -1\npermanent = 1.5",
            "out-of-range: `permanent` is a share, and a share lies between 0 and 1, not 1.5 @ 1.5",
        ),
        ("rate = 1\nsize = -1\nflows = [\"air\"]", "unknown-name: no flow is called `air` @ \"air\""),
        ("rate = 1\nsize = -1\nflows = []", "adds-nothing: this list of flows is empty: the shock hits nothing @ []"),
        ("rate = 21\nsize = -1", "out-of-range: `war` may strike 21 times a year @ 21"),
    ] {
        says(&shock(lines), expected);
    }
    scenario(&shock("rate = 20\nsize = -1"));
    says(
        &least("[shocks]\nrate = 1"),
        "wrong-type: `[shocks]` holds shocks by name, but `rate` is the number 1 @ rate",
    );
}

#[test]
fn strikes_are_counted_in_the_regime_where_there_are_most() {
    let text = |factor: &str| {
        least(&format!(
            "[shocks.war]\nrate = 5\nsize = -0.1\n[regimes]\nstart = \"calm\"\ntransition = {{ calm = {{ bad = 0.1 }}, bad = {{ calm = 0.5 }} }}\n[regimes.states.calm]\n[regimes.states.bad]\nshock_rate = {factor}"
        ))
    };
    scenario(&text("4"));
    says(&text("4.2"), "out-of-range: `war` may strike 21 times a year in `bad` @ 5");
    assert_eq!(said(&text("\"2 to 5\"")).len(), 1, "what it may be once in a thousand paths counts");
}
