//! Bytes of a scenario, spoilt.

use crate::dice::Dice;

/// What mistakes are made of.
const PIECES: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "=",
    ".",
    ",",
    "#",
    "\n",
    "\r",
    "\0",
    "\u{feff}",
    "\\",
    "\\u12",
    " to ",
    "-",
    "−",
    "–",
    "%",
    "1e999",
    "-0",
    "nan",
    "-inf",
    "0x",
    "1_",
    "_1",
    "12:30",
    "2027-02-30",
    "true",
    "[[",
    "value",
    "note =",
    "é",
    "\u{202e}",
    "年",
    "0.5.5",
    "1,5",
    "\t",
    "extends = ",
    "= =",
];

/// The text with one to four places spoilt.
pub(crate) fn spoil(text: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..=dice.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = dice.below(bytes.len());
        let end = at + dice.below((bytes.len() - at).min(60)) + 1;
        match dice.below(8) {
            0 => bytes[at] = dice.byte(),
            1 => bytes[at] ^= 1 << dice.below(8),
            2 => drop(bytes.drain(at..end)),
            3 => insert(&mut bytes, at, dice.one_of(PIECES).as_bytes()),
            4 => bytes.truncate(at),
            5 => {
                let again = bytes[at..end].to_vec();
                let elsewhere = dice.below(bytes.len());
                insert(&mut bytes, elsewhere, &again);
            }
            6 => drop(bytes.splice(at..end, dice.one_of(PIECES).bytes())),
            _ => bytes[at..end].reverse(),
        }
    }
    bytes
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}
