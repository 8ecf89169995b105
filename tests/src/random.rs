//! Random scenarios that are right by construction, with every key of the format: written from a tape of numbers.
//!
//! A tape that has run out gives zeros, and zero is the plainest choice everywhere: a failing tape shrinks to a plain scenario.

use std::fmt::Write;

use altai_model::Value;

/// A tape of random numbers.
struct Tape<'a> {
    words: std::slice::Iter<'a, u32>,
    /// The inputs that may stand in place of a number.
    inputs: &'static [&'static str],
}

const SECTORS: &[&str] = &["ore", "Things that fly"];

/// Inputs: a share, log points and a spread.
const INPUTS: &[&str] = &["portion", "tilt", "spread"];

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
        self.words.next().copied().unwrap_or(0)
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

    /// At least two numbers that differ, and at most so many.
    fn several(&mut self, low: f64, high: f64, most: usize) -> Vec<f64> {
        let (one, other) = self.two(low, high);
        let more = self.below(most - 1);
        [one, other].into_iter().chain((0..more).map(|_| self.real(low, high))).collect()
    }

    fn subset<'n>(&mut self, names: &[&'n str], percent: usize) -> Vec<&'n str> {
        names.iter().copied().filter(|_| self.chance(percent)).collect()
    }

    /// The value of a quantity, for a key of this range.
    fn quantity(&mut self, range: Range) -> String {
        let fits = |input: &&str| match (*input, range) {
            ("portion", Range::Share(..)) | ("tilt", Range::Real(..)) => true,
            ("spread", Range::Positive(_, high)) => high < 1.0,
            _ => false,
        };
        if let Some(input) = self.inputs.iter().copied().find(fits)
            && self.chance(15)
        {
            return format!("\"{input}\"");
        }
        self.own_quantity(range)
    }

    /// A quantity with a draw of its own.
    fn own_quantity(&mut self, range: Range) -> String {
        let kind = self.below(18);
        let (Range::Real(low, high) | Range::Bounded(low, high) | Range::Positive(low, high) | Range::Share(low, high)) =
            range;
        match (kind, range) {
            (1 | 2, Range::Real(..) | Range::Positive(..) | Range::Share(..)) => {
                let (low, high) = self.two(low, high);
                format!("\"{low} to {high}\"")
            }
            (3, Range::Real(..)) => self.normal(low, high),
            (3, _) => {
                let normal = self.normal(low, high);
                format!("{}, min = {low}, max = {high} }}", normal.trim_end_matches(" }").to_owned() + " }")
            }
            (4, Range::Positive(..)) => {
                let (median, sigma) = (self.real(low, high), self.real(0.05, 0.5));
                format!("{{ lognormal = {{ median = {}, sigma = {sigma} }} }}", median.max(1e-3))
            }
            (5, Range::Positive(..)) => {
                let mean = self.real(low, high).max(1e-3);
                format!("{{ lognormal = {{ mean = {mean}, sd = {} }} }}", mean * self.real(0.1, 0.6))
            }
            (6, Range::Positive(..)) => {
                let mean = self.real(low, high).max(1e-3);
                format!("{{ gamma = {{ mean = {mean}, sd = {} }}, note = \"skewed\" }}", mean * self.real(0.2, 0.9))
            }
            (4, Range::Share(..)) => {
                format!("{{ beta = {{ alpha = {}, beta = {} }} }}", self.real(0.5, 9.0), self.real(0.5, 9.0))
            }
            (5, Range::Share(..)) => {
                format!("{{ beta = {{ mean = {}, size = {} }} }}", self.real(0.1, 0.9), self.real(2.0, 30.0))
            }
            (6, Range::Share(..) | Range::Real(..)) => {
                let (low, high) = self.two(low, high);
                format!("{{ value = \"{low} to {high}\", min = {low}, max = {high}, quality = \"judgement\" }}")
            }
            (7, _) => {
                let (low, high) = self.two(low, high);
                format!("{{ uniform = {{ min = {low}, max = {high} }} }}")
            }
            (8 | 9, _) => {
                let (low, high) = self.two(low, high);
                let mode = self.real(low, high);
                let name = if kind == 8 { "triangular" } else { "pert" };
                format!("{{ {name} = {{ min = {low}, mode = {mode}, max = {high} }} }}")
            }
            (10, _) => format!("{{ value = {}, source = \"a book\" }}", self.real(low, high)),
            (11, Range::Positive(..)) => format!("{{ exponential = {{ mean = {} }} }}", self.real(low, high).max(1e-3)),
            (12, Range::Positive(..)) => {
                let (scale, shape) = (self.real(low, high).max(1e-3), self.real(0.8, 4.0));
                format!("{{ weibull = {{ scale = {scale}, shape = {shape} }} }}")
            }
            (11 | 12, _) => {
                let location = self.real(low, high);
                let (scale, dof) = (self.real(0.02, 0.1) * (high - low), self.real(2.5, 30.0));
                format!(
                    "{{ student_t = {{ location = {location}, scale = {scale}, dof = {dof} }}, min = {low}, max = {high} }}"
                )
            }
            (13, _) => {
                let values = self.several(low, high, 4);
                let weights: Vec<f64> = values.iter().map(|_| self.real(0.1, 5.0)).collect();
                format!("{{ discrete = {{ values = {values:?}, weights = {weights:?} }} }}")
            }
            (14, _) => format!("{{ data = {:?} }}", self.several(low, high, 9)),
            (15, _) => {
                let at = |share: f64| low + share * (high - low);
                let (p10, p50, p90) = (self.real(0.15, 0.25), self.real(0.42, 0.58), self.real(0.75, 0.85));
                let [p10, p50, p90] = [p10, p50, p90].map(at);
                format!("{{ quantiles = {{ p10 = {p10}, p50 = {p50}, p90 = {p90}, min = {low}, max = {high} }} }}")
            }
            _ => self.real(low, high).to_string(),
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
    let tape = &mut Tape { words: tape.iter(), inputs: &[] };
    let base_year = 2000 + tape.years(30);
    let end_year = base_year + 1 + tape.years(12);
    let drivers = ["gdp", "prices", "Metals", "air_freight"].split_at(tape.below(5)).0;
    let flows = ["exports", "imports", "2nd-hand"].split_at(1 + tape.below(3)).0;
    let deals = ["mine", "road", "Space", "food", "power-line"].split_at(tape.below(6)).0;
    let shocks = ["pandemic", "Border", "fire"].split_at(tape.below(4)).0;

    let mut sections = vec![format!("[horizon]\nbase_year = {base_year}\nend_year = {end_year}\n")];
    if tape.chance(50) {
        sections.push(inputs(tape));
        tape.inputs = INPUTS;
    }
    let (mut growing, mut surprising, mut giving) = (Vec::new(), Vec::new(), Vec::new());
    for name in drivers {
        let Drawn { text, grows, surprises, gives } = driver(tape, name, &giving);
        sections.push(text);
        growing.extend(grows.then_some(*name));
        surprising.extend(surprises.then_some(*name));
        giving.extend(gives.map(|rows| (*name, rows)));
    }
    sections.extend(targets(tape, base_year, end_year, &growing));
    if !growing.is_empty() && tape.chance(60) {
        sections.push(format!("[money]\nprices = \"{}\"\n", growing[tape.below(growing.len())]));
    }
    sections.extend(flows.iter().map(|name| flow(tape, name, drivers)).collect::<Vec<_>>());
    surprising.extend(flows);
    sections.push(innovations(tape, &surprising));
    if tape.chance(50) {
        sections.push(regimes(tape));
    }
    sections.extend(shocks.iter().map(|name| shock(tape, name, flows)).collect::<Vec<_>>());
    let will = tape.chance(60);
    if will {
        sections.push(political_will(tape));
    }
    for (index, name) in deals.iter().enumerate() {
        sections.push(deal(tape, name, &deals[..index], drivers, flows, [base_year, end_year], !will));
    }
    if deals.len() > 1 && tape.chance(50) {
        sections.push(synergies(tape, deals));
    }
    if tape.chance(40) {
        let sectors =
            SECTORS.iter().copied().filter(|name| sections.concat().contains(&format!("sector = \"{name}\"")));
        let sectors: Vec<&str> = sectors.collect();
        sections.push(packages(tape, deals, &sectors));
    }
    if tape.chance(50) {
        let correlated = correlation(tape, &sections.concat(), will);
        sections.push(correlated);
    }
    // A scenario that comes in another order than it was thought of.
    for place in (1..sections.len()).rev() {
        let other = place - tape.below(place + 1);
        sections.swap(place, other);
    }
    sections
}

fn inputs(tape: &mut Tape<'_>) -> String {
    let ranges = [Range::Bounded(0.2, 0.8), Range::Real(-0.06, 0.06), Range::Positive(0.05, 0.25)];
    let each = INPUTS.iter().zip(ranges).map(|(name, range)| format!("{name} = {}\n", tape.own_quantity(range)));
    "[inputs]\n".to_owned() + &each.collect::<String>()
}

fn targets(tape: &mut Tape<'_>, base_year: i32, end_year: i32, growing: &[&str]) -> Vec<String> {
    let target = |tape: &mut Tape<'_>, heading: &str| {
        let mut text = format!("[{heading}]\nturnover = {}\n", tape.quantity(Range::Positive(100.0, 600.0)));
        if tape.chance(50) {
            let by = base_year + 1 + tape.years(end_year - base_year);
            writeln!(text, "by = {by}").unwrap_or_default();
        }
        if !growing.is_empty() && tape.chance(40) {
            writeln!(text, "deflator = \"{}\"", growing[tape.below(growing.len())]).unwrap_or_default();
        }
        if tape.chance(40) {
            writeln!(text, "sustain = {}", 1 + tape.years((end_year - base_year).min(4))).unwrap_or_default();
        }
        text
    };
    match tape.below(3) {
        0 | 1 => vec![target(tape, "target")],
        _ => ["nominal", "Real", "low"]
            .split_at(1 + tape.below(3))
            .0
            .iter()
            .map(|name| target(tape, &format!("targets.{name}")))
            .collect(),
    }
}

/// A driver as text.
struct Drawn {
    text: String,
    /// Whether it is growth.
    grows: bool,
    /// Whether it has an innovation, which a bootstrap has not.
    surprises: bool,
    /// How many rows a bootstrap that draws its own has to give.
    gives: Option<usize>,
}

/// A driver; `giving` are the bootstraps whose rows it may take, with their numbers.
fn driver(tape: &mut Tape<'_>, name: &str, giving: &[(&str, usize)]) -> Drawn {
    let grows = !tape.chance(40);
    let kind = if grows { "growth" } else { "level" };
    let process = ["white", "ar1", "random_walk", "path", "bootstrap"][tape.below(5)];
    let mut parameters = Vec::new();
    let mut gives = None;
    let optional: &[(&str, Range, usize)] = match process {
        "white" => &[("mean", Range::Real(-0.05, 0.1), 80)],
        "ar1" => &[("mean", Range::Real(-0.05, 0.1), 80), ("persistence", Range::Bounded(-0.6, 0.95), 85)],
        "random_walk" => &[("drift", Range::Real(-0.01, 0.01), 80)],
        _ => &[],
    };
    for &(key, range, percent) in optional {
        if tape.chance(percent) {
            parameters.push(format!("{key} = {}", tape.quantity(range)));
        }
    }
    match process {
        "path" => {
            let values: Vec<String> = (0..=tape.below(6)).map(|_| tape.quantity(Range::Real(-0.05, 0.1))).collect();
            parameters.push(format!("values = [{}]", values.join(", ")));
        }
        "bootstrap" => {
            let with = tape.chance(60).then(|| giving.last()).flatten();
            let n = with.map_or_else(|| 1 + tape.below(7), |(_, n)| *n);
            let data: Vec<f64> = (0..n).map(|_| tape.real(-0.1, 0.15)).collect();
            parameters.push(format!("data = {data:?}"));
            match with {
                Some((other, _)) => parameters.push(format!("with = \"{other}\"")),
                None => parameters.push(format!("block = {}", 1 + tape.below(n.min(3)))),
            }
            gives = with.is_none().then_some(n);
        }
        _ => {}
    }
    if process != "bootstrap" && tape.chance(80) {
        let range = if process == "random_walk" { Range::Positive(0.005, 0.03) } else { Range::Positive(0.01, 0.15) };
        parameters.push(format!("sd = {}", tape.quantity(range)));
    }
    let mut text =
        format!("[drivers.{name}]\nkind = \"{kind}\"\nprocess.{process} = {{ {} }}\n", parameters.join(", "));
    if (["ar1", "random_walk"].contains(&process) || !grows) && tape.chance(50) {
        writeln!(text, "start = {}", tape.quantity(Range::Real(-0.1, 0.1))).unwrap_or_default();
    }
    Drawn { text, grows, surprises: process != "bootstrap", gives }
}

/// One to three regimes.
fn regimes(tape: &mut Tape<'_>) -> String {
    let names = ["calm", "Turmoil", "2nd"].split_at(1 + tape.below(3)).0;
    let mut text = format!("[regimes]\nstart = \"{}\"\n", names[tape.below(names.len())]);
    for from in names {
        let weights: Vec<f64> = names.iter().map(|_| tape.real(0.05, 1.0)).collect();
        let total: f64 = weights.iter().sum();
        // The rest is what is left out.
        let each =
            names.iter().zip(&weights).take(names.len() - 1).map(|(to, weight)| format!("{to} = {}", weight / total));
        writeln!(text, "transition.{from} = {{ {} }}", each.collect::<Vec<_>>().join(", ")).unwrap_or_default();
    }
    for name in names {
        writeln!(text, "[regimes.states.{name}]").unwrap_or_default();
        let optional = [
            ("drift", Range::Real(-0.06, 0.04), 60),
            ("volatility", Range::Bounded(0.2, 2.5), 60),
            ("shock_rate", Range::Bounded(0.0, 3.0), 60),
            ("cancel", Range::Bounded(0.0, 3.0), 60),
        ];
        add(tape, &mut text, &optional);
    }
    text
}

fn shock(tape: &mut Tape<'_>, name: &str, flows: &[&str]) -> String {
    let mut text = format!("[shocks.{name}]\nrate = {}\n", tape.quantity(Range::Bounded(0.05, 1.5)));
    writeln!(text, "size = {}", tape.own_quantity(Range::Real(-0.4, 0.1))).unwrap_or_default();
    add(tape, &mut text, &[("permanent", Range::Share(0.1, 0.9), 60), ("half_life", Range::Positive(0.3, 4.0), 60)]);
    let hit = tape.subset(flows, 60);
    if !hit.is_empty() {
        writeln!(text, "flows = {hit:?}").unwrap_or_default();
    }
    text
}

/// One or two synergies of any of the deals.
fn synergies(tape: &mut Tape<'_>, deals: &[&str]) -> String {
    let mut text = String::new();
    for _ in 0..=tape.below(2) {
        let chosen = tape.subset(deals, 60);
        let together = if chosen.len() < 2 { &deals[..2] } else { &chosen };
        let multiplier = tape.quantity(Range::Positive(0.5, 2.0));
        writeln!(text, "[[synergies]]\ndeals = {together:?}\nmultiplier = {multiplier}").unwrap_or_default();
    }
    text
}

/// Correlations of some of the uncertain quantities of a scenario, small enough for any set of them.
fn correlation(tape: &mut Tape<'_>, text: &str, will: bool) -> String {
    let scenario = super::scenario(text, &[]);
    let uncertain = scenario.quantities().filter(|quantity| matches!(quantity.value, Value::Uncertain(_)));
    let may = |address: &&str| {
        let parts: Vec<&str> = address.split('.').collect();
        match parts[..] {
            ["shocks", _, "size"] => false,
            ["deals", _, "delay"] => !will,
            _ => true,
        }
    };
    let mut addresses: Vec<&str> = uncertain.map(|quantity| quantity.address.as_str()).filter(may).collect();
    if will {
        addresses.push("political_will");
    }
    let mut chosen = tape.subset(&addresses, 40);
    chosen.truncate(7);
    let mut text = "[correlation]\n".to_owned();
    for (index, name) in chosen.iter().enumerate() {
        let others = tape.subset(&chosen[..index], 60);
        if !others.is_empty() {
            let each: Vec<String> =
                others.iter().map(|other| format!("\"{other}\" = {}", tape.real(-0.16, 0.16))).collect();
            writeln!(text, "\"{name}\" = {{ {} }}", each.join(", ")).unwrap_or_default();
        }
    }
    text
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
    match tape.below(4) {
        0 | 1 => {}
        2 => text += "law = \"normal\"\n",
        _ => {
            let (share, scale) = (tape.real(0.02, 0.5), tape.real(0.3, 4.0));
            writeln!(text, "law.mixture = {{ share = {share}, scale = {scale} }}").unwrap_or_default();
        }
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

fn packages(tape: &mut Tape<'_>, deals: &[&str], sectors: &[&str]) -> String {
    let named: Vec<String> = sectors.iter().map(|sector| format!("sector:{sector}")).collect();
    let names: Vec<&str> = deals.iter().copied().chain(named.iter().map(String::as_str)).collect();
    let mut text = "[packages]\n".to_owned();
    for package in 0..=tape.below(4) {
        let deals = if tape.chance(25) { "\"all\"".into() } else { format!("{:?}", tape.subset(&names, 50)) };
        writeln!(text, "package{package} = {deals}").unwrap_or_default();
    }
    text
}
