//! Deals, and what joins them.

use std::fmt::Write;

use super::tape::{Range, Tape};
use super::{SECTORS, add, add_elasticity};

pub(super) fn deal(
    tape: &mut Tape<'_>,
    name: &str,
    earlier: &[&str],
    drivers: &[&str],
    flows: &[&str],
    [base_year, end_year]: [i32; 2],
    shares_delays: bool,
) -> String {
    let mut text = format!("[deals.{name}]\n");
    let (first, last) = (f64::from(base_year) - 4.0, f64::from(end_year) + 1.0);
    let date = |tape: &mut Tape<'_>| match tape.below(3) {
        0 => format!("{base_year}-{:02}-{:02}", 1 + tape.below(12), 1 + tape.below(28)),
        _ => tape.quantity(Range::Bounded(first, last)),
    };
    if tape.chance(40) {
        let signed = date(tape);
        // A delay under political will is nobody else's.
        let range = Range::Positive(0.2, 5.0);
        let delay = if shares_delays { tape.quantity(range) } else { tape.own_quantity(range) };
        writeln!(text, "signed = {signed}\ndelay = {delay}").unwrap_or_default();
    } else {
        writeln!(text, "start = {}", date(tape)).unwrap_or_default();
    }
    let optional = [
        ("go", Range::Share(0.3, 0.95), 70),
        ("life", Range::Positive(0.5, 9.0), 40),
        ("cancel", Range::Positive(0.01, 0.3), 50),
    ];
    add(tape, &mut text, &optional);
    let bends = tape.subset(drivers, 40);
    if text.contains("\ncancel = ") && !bends.is_empty() {
        let each: Vec<String> =
            bends.iter().map(|driver| format!("{driver} = {}", tape.quantity(Range::Real(-3.0, 3.0)))).collect();
        writeln!(text, "cancel_elasticity = {{ {} }}", each.join(", ")).unwrap_or_default();
    }
    if tape.chance(50) {
        writeln!(text, "sector = \"{}\"", SECTORS[tape.below(2)]).unwrap_or_default();
    }
    add(tape, &mut text, &[("cost", Range::Positive(1.0, 80.0), 40)]);
    let requires = tape.subset(earlier, 40);
    if !requires.is_empty() {
        writeln!(text, "requires = {requires:?}").unwrap_or_default();
    }
    let adds = 1 + tape.below(7);
    let (peak, total, boost) = (adds & 1 > 0, adds & 2 > 0, adds & 4 > 0);
    if peak {
        writeln!(text, "peak = {}", tape.quantity(Range::Positive(5.0, 150.0))).unwrap_or_default();
    }
    if total {
        let total = tape.quantity(Range::Positive(5.0, 150.0));
        writeln!(text, "total = {total}\nover = {}", tape.quantity(Range::Positive(0.5, 6.0))).unwrap_or_default();
    }
    if boost {
        writeln!(text, "boost = {}", tape.quantity(Range::Real(-0.1, 0.4))).unwrap_or_default();
        let lifted = tape.subset(flows, 60);
        if !lifted.is_empty() {
            writeln!(text, "flows = {lifted:?}").unwrap_or_default();
        }
    }
    if peak || boost {
        match tape.below(5) {
            0 => {}
            1 => text += "ramp = \"step\"\n",
            kind => {
                let ramp = ["linear", "logistic", "exponential"][kind - 2];
                let years = tape.quantity(Range::Positive(0.3, 8.0));
                writeln!(text, "ramp.{ramp} = {{ years = {years} }}").unwrap_or_default();
            }
        }
    }
    if peak || total {
        let optional = [
            ("noise", Range::Positive(0.02, 0.3), 40),
            ("trade_share", Range::Share(0.1, 0.95), 40),
            ("additional", Range::Share(0.1, 0.95), 40),
        ];
        add(tape, &mut text, &optional);
        add_elasticity(tape, &mut text, drivers);
    }
    text
}

/// One or two synergies of any of the deals.
pub(super) fn synergies(tape: &mut Tape<'_>, deals: &[&str]) -> String {
    let mut text = String::new();
    for _ in 0..=tape.below(2) {
        let chosen = tape.subset(deals, 60);
        let together = if chosen.len() < 2 { &deals[..2] } else { &chosen };
        let multiplier = tape.quantity(Range::Positive(0.5, 2.0));
        writeln!(text, "[[synergies]]\ndeals = {together:?}\nmultiplier = {multiplier}").unwrap_or_default();
    }
    text
}

pub(super) fn packages(tape: &mut Tape<'_>, deals: &[&str], sectors: &[&str]) -> String {
    let named: Vec<String> = sectors.iter().map(|sector| format!("sector:{sector}")).collect();
    let names: Vec<&str> = deals.iter().copied().chain(named.iter().map(String::as_str)).collect();
    let mut text = "[packages]\n".to_owned();
    for package in 0..=tape.below(4) {
        let deals = if tape.chance(25) { "\"all\"".into() } else { format!("{:?}", tape.subset(&names, 50)) };
        writeln!(text, "package{package} = {deals}").unwrap_or_default();
    }
    text
}

pub(super) fn political_will(tape: &mut Tape<'_>) -> String {
    let mut text = "[political_will]\n".to_owned();
    add(tape, &mut text, &[("go", Range::Share(0.1, 0.9), 70), ("delay", Range::Share(0.1, 0.9), 70)]);
    text
}
