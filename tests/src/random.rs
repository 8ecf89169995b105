//! Random scenarios that are right by construction, with every key of the format: written from a tape of numbers.
//!
//! A tape that has run out gives zeros, and zero is the plainest choice everywhere: a failing tape shrinks to a plain scenario.

use std::fmt::Write;

/// A tape of random numbers.
struct Tape<'a>(std::slice::Iter<'a, u32>);

/// The range of a key, as far as random scenarios use it.
#[derive(Clone, Copy)]
enum Range {
    /// Any number, but here between the two.
    Real(f64, f64),
    /// Between the two and never beyond.
    Bounded(f64, f64),
    /// Above 0 or at least 0, and here mostly between the two.
    Positive(f64, f64),
    /// A share.
    Share(f64, f64),
}

impl Tape<'_> {
    fn next(&mut self) -> u32 {
        self.0.next().copied().unwrap_or(0)
    }

    fn below(&mut self, n: usize) -> usize {
        self.next() as usize % n
    }

    fn years(&mut self, n: i32) -> i32 {
        (self.next() % n.cast_unsigned()).cast_signed()
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// A number between the two, with few digits.
    fn real(&mut self, low: f64, high: f64) -> f64 {
        let share = f64::from(self.next()) / f64::from(u32::MAX);
        let digits = if high - low < 1.0 { 1e5 } else { 1e4 };
        (((low + share * (high - low)) * digits).round() / digits).clamp(low, high)
    }

    /// Two numbers, the first at least a twentieth of the width below the second.
    fn two(&mut self, low: f64, high: f64) -> (f64, f64) {
        let width = high - low;
        let first = self.real(low, low + 0.6 * width);
        (first, self.real(first + 0.05 * width, high))
    }

    fn subset<'n>(&mut self, names: &[&'n str], percent: usize) -> Vec<&'n str> {
        names.iter().copied().filter(|_| self.chance(percent)).collect()
    }

    /// The value of a quantity, for a key of this range.
    fn quantity(&mut self, range: Range) -> String {
        let kind = self.below(12);
        match (kind, range) {
            (1 | 2, Range::Real(low, high) | Range::Positive(low, high) | Range::Share(low, high)) => {
                let (low, high) = self.two(low, high);
                format!("\"{low} to {high}\"")
            }
            (3, Range::Real(low, high)) => self.normal(low, high),
            (3, Range::Positive(low, high) | Range::Share(low, high) | Range::Bounded(low, high)) => {
                let normal = self.normal(low, high);
                format!("{}, min = {low}, max = {high} }}", normal.trim_end_matches(" }").to_owned() + " }")
            }
            (4, Range::Positive(low, high)) => {
                let (median, sigma) = (self.real(low, high), self.real(0.05, 0.5));
                format!("{{ lognormal = {{ median = {}, sigma = {sigma} }} }}", median.max(1e-3))
            }
            (5, Range::Positive(low, high)) => {
                let mean = self.real(low, high).max(1e-3);
                format!("{{ lognormal = {{ mean = {mean}, sd = {} }} }}", mean * self.real(0.1, 0.6))
            }
            (6, Range::Positive(low, high)) => {
                let mean = self.real(low, high).max(1e-3);
                format!("{{ gamma = {{ mean = {mean}, sd = {} }}, note = \"skewed\" }}", mean * self.real(0.2, 0.9))
            }
            (4, Range::Share(..)) => {
                format!("{{ beta = {{ alpha = {}, beta = {} }} }}", self.real(0.5, 9.0), self.real(0.5, 9.0))
            }
            (5, Range::Share(..)) => {
                format!("{{ beta = {{ mean = {}, size = {} }} }}", self.real(0.1, 0.9), self.real(2.0, 30.0))
            }
            (6, Range::Share(low, high) | Range::Real(low, high)) => {
                let (low, high) = self.two(low, high);
                format!("{{ value = \"{low} to {high}\", min = {low}, max = {high}, quality = \"judgement\" }}")
            }
            (
                7,
                Range::Real(low, high)
                | Range::Bounded(low, high)
                | Range::Positive(low, high)
                | Range::Share(low, high),
            ) => {
                let (low, high) = self.two(low, high);
                format!("{{ uniform = {{ min = {low}, max = {high} }} }}")
            }
            (
                8 | 9,
                Range::Real(low, high)
                | Range::Bounded(low, high)
                | Range::Positive(low, high)
                | Range::Share(low, high),
            ) => {
                let (low, high) = self.two(low, high);
                let mode = self.real(low, high);
                let name = if kind == 8 { "triangular" } else { "pert" };
                format!("{{ {name} = {{ min = {low}, mode = {mode}, max = {high} }} }}")
            }
            (
                10,
                Range::Real(low, high)
                | Range::Bounded(low, high)
                | Range::Positive(low, high)
                | Range::Share(low, high),
            ) => {
                format!("{{ value = {}, source = \"a book\" }}", self.real(low, high))
            }
            (
                _,
                Range::Real(low, high)
                | Range::Bounded(low, high)
                | Range::Positive(low, high)
                | Range::Share(low, high),
            ) => self.real(low, high).to_string(),
        }
    }

    fn normal(&mut self, low: f64, high: f64) -> String {
        let width = high - low;
        let (mean, sd) = (self.real(low + 0.2 * width, high - 0.2 * width), self.real(0.05, 0.4) * width);
        format!("{{ normal = {{ mean = {mean}, sd = {sd} }} }}")
    }
}

/// The text of a random scenario.
pub fn scenario_text(tape: &[u32]) -> String {
    sections(tape).concat()
}

/// The tables of a random scenario, which may stand in any order.
pub fn sections(tape: &[u32]) -> Vec<String> {
    let tape = &mut Tape(tape.iter());
    let base_year = 2000 + tape.years(30);
    let end_year = base_year + 1 + tape.years(12);
    let drivers = ["gdp", "prices", "Metals", "air_freight"].split_at(tape.below(5)).0;
    let flows = ["exports", "imports", "2nd-hand"].split_at(1 + tape.below(3)).0;
    let deals = ["mine", "road", "Space", "food", "power-line"].split_at(tape.below(6)).0;

    let mut sections =
        vec![format!("[horizon]\nbase_year = {base_year}\nend_year = {end_year}\n"), target(tape, base_year, end_year)];
    let mut growing = Vec::new();
    for name in drivers {
        let (text, grows) = driver(tape, name);
        sections.push(text);
        growing.extend(grows.then_some(*name));
    }
    if !growing.is_empty() && tape.chance(60) {
        sections.push(format!("[money]\nprices = \"{}\"\n", growing[tape.below(growing.len())]));
    }
    sections.extend(flows.iter().map(|name| flow(tape, name, drivers)).collect::<Vec<_>>());
    sections.push(innovations(tape, &[drivers, flows].concat()));
    if tape.chance(60) {
        sections.push(political_will(tape));
    }
    for (index, name) in deals.iter().enumerate() {
        sections.push(deal(tape, name, &deals[..index], drivers, flows, base_year, end_year));
    }
    if tape.chance(40) {
        sections.push(packages(tape, deals));
    }
    // A scenario that comes in another order than it was thought of.
    for place in (1..sections.len()).rev() {
        let other = place - tape.below(place + 1);
        sections.swap(place, other);
    }
    sections
}

fn target(tape: &mut Tape<'_>, base_year: i32, end_year: i32) -> String {
    let mut text = format!("[target]\nturnover = {}\n", tape.quantity(Range::Positive(100.0, 600.0)));
    if tape.chance(50) {
        let by = base_year + 1 + tape.years(end_year - base_year);
        writeln!(text, "by = {by}").unwrap_or_default();
    }
    text
}

/// A driver, and whether it is growth.
fn driver(tape: &mut Tape<'_>, name: &str) -> (String, bool) {
    let (grows, remembers) = (!tape.chance(40), tape.chance(60));
    let mut parameters = Vec::new();
    if !tape.chance(20) {
        parameters.push(format!("mean = {}", tape.quantity(Range::Real(-0.05, 0.1))));
    }
    if remembers && !tape.chance(15) {
        parameters.push(format!("persistence = {}", tape.quantity(Range::Bounded(-0.6, 0.95))));
    }
    if !tape.chance(20) {
        parameters.push(format!("sd = {}", tape.quantity(Range::Positive(0.01, 0.15))));
    }
    let (kind, process) = (if grows { "growth" } else { "level" }, if remembers { "ar1" } else { "white" });
    let mut text =
        format!("[drivers.{name}]\nkind = \"{kind}\"\nprocess.{process} = {{ {} }}\n", parameters.join(", "));
    if (remembers || !grows) && tape.chance(50) {
        writeln!(text, "start = {}", tape.quantity(Range::Real(-0.1, 0.1))).unwrap_or_default();
    }
    (text, grows)
}

fn flow(tape: &mut Tape<'_>, name: &str, drivers: &[&str]) -> String {
    let mut text = format!("[flows.{name}]\nbase = {}\n", tape.quantity(Range::Positive(40.0, 200.0)));
    let optional = [
        ("drift", Range::Real(-0.08, 0.08), 70),
        ("volatility", Range::Positive(0.05, 0.3), 80),
        ("noise", Range::Positive(0.02, 0.2), 40),
        ("potential", Range::Positive(60.0, 250.0), 30),
        ("reversion", Range::Share(0.05, 0.6), 40),
    ];
    add(tape, &mut text, &optional);
    add_elasticity(tape, &mut text, drivers);
    text
}

fn add(tape: &mut Tape<'_>, text: &mut String, optional: &[(&str, Range, usize)]) {
    for &(key, range, percent) in optional {
        if tape.chance(percent) {
            writeln!(text, "{key} = {}", tape.quantity(range)).unwrap_or_default();
        }
    }
}

fn add_elasticity(tape: &mut Tape<'_>, text: &mut String, drivers: &[&str]) {
    let follows = tape.subset(drivers, 60);
    if !follows.is_empty() {
        let each: Vec<String> =
            follows.iter().map(|driver| format!("{driver} = {}", tape.quantity(Range::Real(-1.5, 1.5)))).collect();
        writeln!(text, "elasticity = {{ {} }}", each.join(", ")).unwrap_or_default();
    }
}

/// Correlations so small that any set of them is positive definite: the rows of at most seven stay below 1.
fn innovations(tape: &mut Tape<'_>, names: &[&str]) -> String {
    let mut text = "[innovations]\n".to_owned();
    if tape.chance(30) {
        text += "law = \"normal\"\n";
    }
    text += "[innovations.correlation]\n";
    for (index, name) in names.iter().enumerate() {
        let others = tape.subset(&names[..index], 40);
        if !others.is_empty() {
            let each: Vec<String> =
                others.iter().map(|other| format!("{other} = {}", tape.real(-0.16, 0.16))).collect();
            writeln!(text, "{name} = {{ {} }}", each.join(", ")).unwrap_or_default();
        }
    }
    text
}

fn political_will(tape: &mut Tape<'_>) -> String {
    let mut text = "[political_will]\n".to_owned();
    add(tape, &mut text, &[("go", Range::Share(0.1, 0.9), 70), ("delay", Range::Share(0.1, 0.9), 70)]);
    text
}

fn deal(
    tape: &mut Tape<'_>,
    name: &str,
    earlier: &[&str],
    drivers: &[&str],
    flows: &[&str],
    base_year: i32,
    end_year: i32,
) -> String {
    let mut text = format!("[deals.{name}]\n");
    let (first, last) = (f64::from(base_year) - 4.0, f64::from(end_year) + 1.0);
    let date = |tape: &mut Tape<'_>| match tape.below(3) {
        0 => format!("{base_year}-{:02}-{:02}", 1 + tape.below(12), 1 + tape.below(28)),
        _ => tape.quantity(Range::Bounded(first, last)),
    };
    if tape.chance(40) {
        let signed = date(tape);
        let delay = tape.quantity(Range::Positive(0.2, 5.0));
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

fn packages(tape: &mut Tape<'_>, deals: &[&str]) -> String {
    let mut text = "[packages]\n".to_owned();
    for package in 0..=tape.below(4) {
        let deals = if tape.chance(25) { "\"all\"".into() } else { format!("{:?}", tape.subset(deals, 50)) };
        writeln!(text, "package{package} = {deals}").unwrap_or_default();
    }
    text
}
