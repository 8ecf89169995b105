//! Reading a deal.

mod ramp;
mod requirements;

pub(crate) use requirements::requirements;

use self::ramp::ramp;
use super::{Boost, Contract, Deal, Timing};
use crate::diagnostic::code;
use crate::document::Entry;
use crate::elasticity::{BY_DRIVER, ELASTICITY};
use crate::language::{Group, Key, Rule, Table, Takes};
use crate::mistakes::{Mistakes, Read};
use crate::names::Names;
use crate::reader::{TableReader, open_entry};
use crate::{Diagnostic, Domain, Quantity, elasticity};

const GO: Key = Key::quantity("go", Domain::Share, "the probability that it goes ahead").or(1.0).shown("0.6");
const START: Key =
    Key::quantity("start", Domain::Date, "when it starts").without("`signed` and `delay` say it").shown("2027-09-01");
const SIGNED: Key = Key::quantity("signed", Domain::Date, "when it was or will be signed")
    .without("`start` says when it starts")
    .shown("2026-03-15");
const DELAY: Key = Key::quantity("delay", Domain::NonNegative, "years from the signature to the start")
    .without("`start` says when it starts")
    .shown("\"1 to 4\"");
const LIFE: Key =
    Key::quantity("life", Domain::Positive, "years from start to end").without("it never ends").shown("20");
const CANCEL: Key =
    Key::quantity("cancel", Domain::NonNegative, "the hazard of cancellation a year").or(0.0).shown("0.03");
const PEAK: Key = Key::quantity("peak", Domain::Real, "USD million a year at full scale")
    .without("it adds no yearly amount")
    .shown("\"20 to 150\"");
const TOTAL: Key =
    Key::quantity("total", Domain::Real, "USD million in all").without("it has no one-off contract").shown("300");
const OVER: Key = Key::quantity("over", Domain::Positive, "the years over which `total` is delivered")
    .without("it has no `total`")
    .shown("4");
const BOOST: Key = Key::quantity("boost", Domain::Real, "log points on the flows it lifts")
    .without("it lifts no flow")
    .shown("\"0.01 to 0.05\"");
const NOISE: Key = Key::quantity("noise", Domain::NonNegative, "what one year has and the next has not, log points")
    .or(0.0)
    .shown("0.1");
const TRADE_SHARE: Key =
    Key::quantity("trade_share", Domain::Share, "the share that crosses the border as trade").or(1.0).shown("0.4");
const ADDITIONAL: Key =
    Key::quantity("additional", Domain::Share, "the share that does not displace trade").or(1.0).shown("0.8");
const COST: Key = Key::quantity("cost", Domain::NonNegative, "USD million of public money, due when it goes ahead")
    .without("it has none")
    .shown("120");
pub(crate) const YEARS: Key = Key::quantity("years", Domain::Positive, "years to full scale").shown("4");

const REQUIRES: Key = Key::new("requires", Takes::Names { of: "deal", least: 0 }, "the deals that must go ahead first")
    .without("it waits for none")
    .shown("[\"road\"]");
const CANCEL_ELASTICITY: Key = Key::new(
    "cancel_elasticity",
    BY_DRIVER,
    "how the hazard `cancel` follows the level of drivers: per cent for each per cent",
)
.without("it follows no driver")
.shown("{ copper = -1 }");
const RAMP: Key = Key::new("ramp", Takes::OneOf(Group::Ramp), "how it grows to full scale")
    .without("it is at full scale from the first day")
    .shown("{ linear = { years = 4 } }");
const FLOWS: Key = Key::new("flows", Takes::Names { of: "flow", least: 1 }, "the flows that `boost` lifts")
    .without("it lifts every flow")
    .shown("[\"exports\"]");
const SECTOR_OF_IT: Key = Key::new("sector", Takes::Label, "the sector, which groups deals in reports and packages")
    .without("it has none")
    .shown("\"mining\"");

pub(crate) const TABLE: Table = Table::new(
    "deals.NAME",
    "what two countries agree, and what it adds to trade",
    &[
        GO,
        START,
        SIGNED,
        DELAY,
        REQUIRES,
        LIFE,
        CANCEL,
        CANCEL_ELASTICITY,
        RAMP,
        PEAK,
        TOTAL,
        OVER,
        BOOST,
        FLOWS,
        ELASTICITY,
        NOISE,
        TRADE_SHARE,
        ADDITIONAL,
        SECTOR_OF_IT,
        COST,
    ],
)
.ruled(&[
    Rule::ExactlyOne(&[&["start"], &["signed", "delay"]]),
    Rule::SomeOf(&["peak", "total", "boost"]),
    Rule::Need(&["total"], &["over"]),
    Rule::Need(&["over"], &["total"]),
    Rule::Need(&["flows"], &["boost"]),
    Rule::Need(&["cancel_elasticity"], &["cancel"]),
    Rule::Need(OF_DELIVERIES, &["peak", "total"]),
]);

/// The keys that shape what a deal delivers, and mean nothing to one that only boosts.
const OF_DELIVERIES: &[&str] = &["elasticity", "noise", "trade_share", "additional"];

/// Names that mean something else where deals are named, and cannot be those of deals.
pub const RESERVED: &[&str] = &["none", "all", "sector"];

/// Reads `[deals.NAME]`; `requires` has been read before.
pub(crate) fn read(
    top: &TableReader<'_>,
    entry: &Entry,
    requires: Read<Vec<usize>>,
    drivers: &Names<'_>,
    flows: &Names<'_>,
) -> Read<Deal> {
    let mistakes = top.mistakes;
    let name = &entry.key;
    let reserved = RESERVED.contains(&name.as_str()).then(|| {
        let message = format!("a deal cannot be called `{name}`: the word has a meaning of its own among packages");
        mistakes.report(Diagnostic::error(code::BAD_NAME, message).at(&entry.key_span, "give it another name"))
    });
    let deal = open_entry(top, entry, "deals", "deal", &TABLE)?;
    let go = deal.quantity_or_default(&GO);
    let timing = timing(&deal);
    let life = deal.quantity(&LIFE);
    let cancel = deal.quantity_or_default(&CANCEL);
    let ramp = ramp(&deal);
    let peak = deal.quantity(&PEAK);
    let contract = contract(&deal);
    let boost = boost(&deal, flows);
    let elasticity = elasticity::read(&deal, &ELASTICITY, drivers);
    let cancel_elasticity = cancel_elasticity(&deal, drivers);
    let sector = sector(&deal);
    let cost = deal.quantity(&COST);
    let noise = deal.quantity_or_default(&NOISE);
    let trade_share = deal.quantity_or_default(&TRADE_SHARE);
    let additional = deal.quantity_or_default(&ADDITIONAL);
    let adds = adds(&deal);
    let (ramp, ramp_years) = ramp?;
    adds?;
    if let Some(reported) = reserved {
        return Err(reported);
    }
    Ok(Deal {
        name: name.clone(),
        title: deal.title(),
        go: go?,
        timing: timing?,
        requires: requires?,
        life: life?,
        cancel: cancel?,
        cancel_elasticity: cancel_elasticity?,
        ramp,
        ramp_years,
        peak: peak?,
        contract: contract?,
        boost: boost?,
        elasticity: elasticity?,
        noise: noise?,
        trade_share: trade_share?,
        additional: additional?,
        sector: sector?,
        cost: cost?,
    })
}

/// `start`, or `signed` and `delay`.
fn timing(deal: &TableReader<'_>) -> Read<Timing> {
    let mistakes = deal.mistakes;
    let (start, signed, delay) = (deal.quantity(&START), deal.quantity(&SIGNED), deal.quantity(&DELAY));
    let ways = "a deal has `start`, or `signed` with `delay`";
    match (deal.get("start"), deal.get("signed"), deal.get("delay")) {
        (Some(start), Some(signed), _) => {
            let message = "`start` and `signed` both say when the deal starts";
            let diagnostic =
                Diagnostic::error(code::CONFLICT, message).at(&signed.key_span, "the second way to say it");
            Err(mistakes.report(diagnostic.at(&start.key_span, "the first").help(ways)))
        }
        (_, None, Some(_)) | (None, Some(_) | None, None) if deal.is_misspelt(&["start", "signed", "delay"]) => {
            Err(mistakes.known())
        }
        (_, None, Some(delay)) => {
            let diagnostic = Diagnostic::error(code::CONFLICT, "`delay` counts from `signed`, which is not there");
            let diagnostic = diagnostic.at(&delay.key_span, "years from what day on?");
            Err(deal.lacking(diagnostic.help(ways), &["signed"]))
        }
        (Some(_), None, None) => Ok(Timing::Start(start?.ok_or_else(|| mistakes.known())?)),
        (None, Some(_), Some(_)) => {
            let (signed, delay) = (signed?, delay?);
            let both = signed.zip(delay).ok_or_else(|| mistakes.known())?;
            Ok(Timing::Signed { signed: both.0, delay: both.1 })
        }
        (None, Some(entry), None) => {
            let message = format!("{} has `signed` but no `delay`: {}", deal.heading(), DELAY.what);
            let diagnostic = Diagnostic::error(code::MISSING, message).at(&entry.key_span, "");
            Err(deal.lacking(diagnostic.help("a deal that starts on the day it is signed has `start`"), &["delay"]))
        }
        (None, None, None) => {
            let message = format!("{} does not say when it starts", deal.heading());
            let diagnostic = Diagnostic::error(code::MISSING, message).at(deal.span, "");
            Err(deal.lacking(diagnostic.help(ways), &["start", "signed", "delay"]))
        }
    }
}

/// `cancel_elasticity`, which bends the hazard `cancel`.
fn cancel_elasticity(deal: &TableReader<'_>, drivers: &Names<'_>) -> Read<Vec<(usize, Quantity)>> {
    let elasticity = elasticity::read(deal, &CANCEL_ELASTICITY, drivers);
    match deal.get("cancel_elasticity") {
        Some(entry) if deal.lacks("cancel") => {
            let message = "`cancel_elasticity` bends the hazard `cancel`, which is not there";
            let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&entry.key_span, "");
            Err(deal.mistakes.report_if_whole(diagnostic.help("such as `cancel = 0.03`, the hazard a year")))
        }
        _ => elasticity,
    }
}

/// `sector`, by which deals are grouped.
fn sector(deal: &TableReader<'_>) -> Read<Option<String>> {
    let text = deal.text("sector")?;
    match (&text, deal.get("sector")) {
        (Some(text), Some(entry)) if text.trim().is_empty() => {
            let diagnostic = Diagnostic::error(code::BAD_NAME, "a sector without a name").at(&entry.node.span, "");
            Err(deal.mistakes.report(diagnostic.help("such as `sector = \"mining\"`")))
        }
        _ => Ok(text),
    }
}

/// The sector of a deal, if that much of it can be read.
pub(crate) fn sector_of(entry: &Entry) -> Option<&str> {
    entry.node.as_table()?.get("sector")?.node.as_text()
}

/// Refuses a delay that is the draw of an input where political will rules delays.
pub(crate) fn check_delay(deal: &Deal, entry: &Entry, delays_follow_will: bool, mistakes: &Mistakes) -> Read<()> {
    let Timing::Signed { delay, .. } = &deal.timing else { return Ok(()) };
    let stated = entry.node.as_table().and_then(|deal| deal.get("delay"));
    match (stated, delay.address.strip_prefix("inputs.")) {
        (Some(stated), Some(input)) if delays_follow_will && delay.known().is_none() => {
            let message = format!("a delay that follows political will cannot be the input `{input}`");
            let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&stated.node.span, "");
            Err(mistakes.report(
                diagnostic
                    .help("it would be drawn twice: as the input, and as political will leaves it")
                    .help("write the numbers of the input here, or take `delay` out of `[political_will]`"),
            ))
        }
        _ => Ok(()),
    }
}

/// `total` and `over`.
fn contract(deal: &TableReader<'_>) -> Read<Option<Contract>> {
    let mistakes = deal.mistakes;
    let (total, over) = (deal.quantity(&TOTAL), deal.quantity(&OVER));
    match (deal.get("total"), deal.get("over")) {
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Ok(total?.zip(over?).map(|(total, over)| Contract { total, over })),
        (Some(_), None) | (None, Some(_)) if deal.is_misspelt(&["total", "over"]) => Err(mistakes.known()),
        (Some(entry), None) => {
            let message = format!("{} has `total` but no `over`: {}", deal.heading(), OVER.what);
            Err(mistakes.report_if_whole(Diagnostic::error(code::MISSING, message).at(&entry.key_span, "")))
        }
        (None, Some(entry)) => {
            let diagnostic = Diagnostic::error(code::CONFLICT, "`over` belongs to `total`, which is not there");
            let diagnostic = diagnostic.at(&entry.key_span, "years to deliver what?");
            Err(mistakes.report_if_whole(
                diagnostic.help("`life` ends a deal after some years, `ramp` brings it to full scale in some years"),
            ))
        }
    }
}

/// `boost` and `flows`.
fn boost(deal: &TableReader<'_>, flows: &Names<'_>) -> Read<Option<Boost>> {
    let mistakes = deal.mistakes;
    let size = deal.quantity(&BOOST);
    let lifted = match deal.get("flows") {
        None => Ok((0..flows.entries.len()).collect()),
        Some(entry) => flows.listed(entry, deal).and_then(|listed| {
            if listed.is_empty() {
                let diagnostic =
                    Diagnostic::error(code::ADDS_NOTHING, "this list of flows is empty: the boost lifts nothing");
                return Err(
                    mistakes.report(diagnostic.at(&entry.node.span, "").help("without `flows` it lifts all of them"))
                );
            }
            Ok(listed)
        }),
    };
    match (deal.get("boost"), deal.get("flows")) {
        (Some(_), _) => {
            let (size, flows) = (size?, lifted?);
            Ok(size.map(|size| Boost { size, flows }))
        }
        (None, Some(_)) if deal.is_misspelt(&["boost"]) => Err(mistakes.known()),
        (None, Some(entry)) => {
            let diagnostic =
                Diagnostic::error(code::CONFLICT, "`flows` names what `boost` lifts, and there is no `boost`");
            Err(mistakes.report_if_whole(
                diagnostic
                    .at(&entry.key_span, "")
                    .help("what a deal delivers by `peak` or `total` is not part of a flow"),
            ))
        }
        (None, None) => Ok(None),
    }
}

/// Refuses a deal that adds nothing, and keys that mean nothing to what it adds.
fn adds(deal: &TableReader<'_>) -> Read<()> {
    let mistakes = deal.mistakes;
    let has = |key: &str| !deal.lacks(key);
    let (peak, total, boost) = (has("peak"), has("total"), has("boost"));
    if !peak && !total && !boost {
        let diagnostic = Diagnostic::error(code::ADDS_NOTHING, format!("{} adds nothing to trade", deal.heading()))
            .at(deal.span, "");
        let diagnostic = diagnostic
            .help("`peak`: USD million a year at full scale")
            .help("`total` with `over`: USD million delivered over some years")
            .help("`boost`: log points on flows");
        return Err(deal.lacking(diagnostic, &["peak", "total", "boost"]));
    }
    let mut wrong = None;
    if !peak && !total {
        for key in OF_DELIVERIES {
            if let Some(entry) = deal.get(key) {
                let message = format!("`{key}` means nothing to a deal that only boosts");
                let diagnostic = Diagnostic::error(code::CONFLICT, message).at(&entry.key_span, "leave it out");
                wrong = Some(
                    mistakes.report_if_whole(diagnostic.help("it shapes what a deal delivers by `peak` or `total`")),
                );
            }
        }
    }
    wrong.map_or(Ok(()), Err)
}
