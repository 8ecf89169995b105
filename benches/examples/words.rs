//! Random words for a statistical battery, without end, to standard output: 64 bits each, least byte first.
//!
//! `words ARRANGEMENT [SEED]`. Every arrangement puts side by side what ought to be independent: what streams have in common
//! shows there, and in no single stream. `benches/randomness/battery.sh` holds each of them to dieharder.

use std::env;
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};
use std::process::ExitCode;

use altai_sim::Streams;
use altai_sim::address::Address;
use altai_sim::draws::{BLOCK, Dimension};
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

type Out = BufWriter<StdoutLock<'static>>;
type Column = [u64; BLOCK];

/// A name, what it writes, and the function that writes until the pipe breaks.
type Arrangement = (&'static str, &'static str, fn(&mut Out, u64) -> io::Result<()>);

const ARRANGEMENTS: &[Arrangement] = &[
    ("columns", "one variable, block after block, as a run reads it", columns),
    ("addresses", "256 variables whose names differ by a number, word by word; then the next 256", addresses),
    ("blocks", "256 consecutive blocks of one variable, word by word; then the next 256", blocks),
    ("lane", "one of the eight generators of a column alone, block after block", lane),
    ("lanes", "the eight generators of a column, one after another, block after block", lanes),
    ("years", "the years 2026 to 2089 of one variable, word by word, block after block", years),
    ("seeds", "256 consecutive seeds, word by word; then the next 256", seeds),
    ("chacha8", "a yardstick: ChaCha8 throughout", chacha8),
    ("lcg", "a control that has to fail: a linear congruential generator modulo 2^32", lcg),
    ("unmixed", "a control that has to fail: 256 good generators from consecutive states, word by word", unmixed),
];

/// Streams side by side, where there is no natural number of them.
const WIDTH: u64 = 256;

/// Years of the arrangement of that name.
const YEARS: u64 = 64;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (name, seed) = match arguments.as_slice() {
        [name] => (name, Some(1)),
        [name, seed] => (name, seed.parse().ok()),
        _ => return refuse(),
    };
    let arrangement = ARRANGEMENTS.iter().find(|(known, ..)| known == name);
    let (Some((_, _, write)), Some(seed)) = (arrangement, seed) else { return refuse() };
    match write(&mut BufWriter::with_capacity(1 << 16, io::stdout().lock()), seed) {
        // Whoever reads has had enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            complain(&format!("the words cannot be written: {error}"))
        }
        _ => ExitCode::SUCCESS,
    }
}

fn refuse() -> ExitCode {
    let known: Vec<String> = ARRANGEMENTS.iter().map(|(name, what, _)| format!("  {name:9}  {what}")).collect();
    complain(&format!("usage: words ARRANGEMENT [SEED]\n\n{}", known.join("\n")))
}

fn complain(message: &str) -> ExitCode {
    // Nobody is left to tell when this fails too.
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::FAILURE
}

fn columns(out: &mut Out, seed: u64) -> io::Result<()> {
    (0..).try_for_each(|block| put(out, &Streams::new(seed).words(trade(), block)))
}

fn addresses(out: &mut Out, seed: u64) -> io::Result<()> {
    interleave(out, WIDTH, |n| {
        Streams::new(seed).words(Dimension::once(Address::of(&format!("deals.mine_{n}.peak")), 0), 0)
    })
}

fn blocks(out: &mut Out, seed: u64) -> io::Result<()> {
    interleave(out, WIDTH, |n| Streams::new(seed).words(trade(), n))
}

fn lane(out: &mut Out, seed: u64) -> io::Result<()> {
    (0..).try_for_each(|block| put(out, &of_lane(&Streams::new(seed).words(trade(), block), 0)))
}

fn lanes(out: &mut Out, seed: u64) -> io::Result<()> {
    (0..).try_for_each(|block| {
        let column = Streams::new(seed).words(trade(), block);
        (0..8).try_for_each(|lane| put(out, &of_lane(&column, lane)))
    })
}

fn years(out: &mut Out, seed: u64) -> io::Result<()> {
    let address = Address::of("flows.trade");
    interleave(out, YEARS, |n| {
        let year = 2026 + (n % YEARS) as i32;
        Streams::new(seed).words(Dimension::yearly(address, year), n / YEARS)
    })
}

fn seeds(out: &mut Out, seed: u64) -> io::Result<()> {
    interleave(out, WIDTH, |n| Streams::new(seed.wrapping_add(n)).words(trade(), 0))
}

fn chacha8(out: &mut Out, seed: u64) -> io::Result<()> {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    forever(out, || generator.next_u64())
}

/// The constants of Press et al. (2007), modulo 2^32: bit i, from the lowest, has the period 2^(i + 1).
fn lcg(out: &mut Out, seed: u64) -> io::Result<()> {
    let mut state = seed as u32;
    let mut next = move || {
        state = state.wrapping_mul(1664525).wrapping_add(1013904223);
        u64::from(state)
    };
    forever(out, || next() | next() << 32)
}

/// xoshiro256++ as in `Streams`, where the number of the stream is its state and nothing mixes it first.
fn unmixed(out: &mut Out, seed: u64) -> io::Result<()> {
    interleave(out, WIDTH, |n| {
        let mut s = [seed.wrapping_add(n), 0x9e3779b97f4a7c15, 0xbf58476d1ce4e5b9, 0x94d049bb133111eb];
        std::array::from_fn(|_| {
            let word = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
            let shifted = s[1] << 17;
            s[2] ^= s[0];
            s[3] ^= s[1];
            s[1] ^= s[2];
            s[0] ^= s[3];
            s[2] ^= shifted;
            s[3] = s[3].rotate_left(45);
            word
        })
    })
}

/// The variable of the arrangements that need only one.
fn trade() -> Dimension {
    Dimension::yearly(Address::of("flows.trade"), 2030)
}

fn of_lane(column: &Column, lane: usize) -> [u64; BLOCK / 8] {
    std::array::from_fn(|n| column[8 * n + lane])
}

fn forever(out: &mut Out, mut next: impl FnMut() -> u64) -> io::Result<()> {
    loop {
        put(out, &std::array::from_fn::<u64, BLOCK, _>(|_| next()))?;
    }
}

/// Columns 0 to `width` word by word: the first words of all, then the second words of all; then the next `width` columns.
fn interleave(out: &mut Out, width: u64, column: impl Fn(u64) -> Column) -> io::Result<()> {
    const LINE: usize = 8;
    let mut tile = vec![0; LINE * width as usize];
    for first in (0..).step_by(width as usize) {
        let columns: Vec<Column> = (first..first + width).map(&column).collect();
        // Eight words of a column fill a line of the cache: read once, all eight.
        for start in (0..BLOCK).step_by(LINE) {
            for (c, column) in columns.iter().enumerate() {
                for w in 0..LINE {
                    tile[w * columns.len() + c] = column[start + w];
                }
            }
            put(out, &tile)?;
        }
    }
    Ok(())
}

fn put(out: &mut Out, words: &[u64]) -> io::Result<()> {
    words.as_chunks::<128>().0.iter().try_for_each(|words| {
        let mut bytes = [0; 1024];
        for (eight, word) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(words) {
            *eight = word.to_le_bytes();
        }
        out.write_all(&bytes)
    })
}
