//! What a scenario says, spoilt: it stays TOML.

use altai_scenarios::Example;
use toml_edit::{DocumentMut, Item, TableLike, Value};

use crate::dice::Dice;

/// Values that are wrong in most places, and right in some.
const VALUES: &[&str] = &[
    "0",
    "-1",
    "1",
    "35",
    "1e300",
    "-1e-300",
    "nan",
    "inf",
    "9223372036854775807",
    "2025",
    "2027-09-01",
    "1979-02-28",
    "2027-09-01T12:00:00Z",
    "12:00:00",
    "true",
    "\"\"",
    "\" \"",
    "\"20 to 150\"",
    "\"150 to 20\"",
    "\"0 to 0\"",
    "\"a to b\"",
    "\"-1e308 to 1e308\"",
    "\"5 %\"",
    "\"10,5\"",
    "\"none\"",
    "\"all\"",
    "\"step\"",
    "\"normal\"",
    "[]",
    "[1, \"x\", 2027-01-01]",
    "[[], [1]]",
    "{}",
    "{ value = 3 }",
    "{ normal = { mean = 1, sd = 0 } }",
    "{ normal = { mean = 1, sd = -1 } }",
    "{ lognormal = { median = 1e-300, sigma = 40 } }",
    "{ beta = { mean = 1, size = 1e-9 } }",
    "{ pert = { min = 3, mode = 2, max = 1 } }",
    "{ quantiles = { p10 = 3, p50 = 2, p90 = 1 } }",
    "{ quantiles = { p1 = 1, p50 = 1, p99 = 1 } }",
    "{ student_t = { location = 0, scale = 1, dof = 0.01 } }",
    "{ discrete = { values = [1, 2], weights = [0, 0] } }",
    "{ data = { file = \"minimal.toml\" } }",
    "{ data = { file = \"/\", column = \"x\", change = \"log\" } }",
    "{ data = [1, 1, 1] }",
    "{ uniform = { min = 0, max = 1e308 }, min = 2, max = 1 }",
    "{ weibull = { scale = 1 } }",
    "{ white = { mean = 1, sd = 1 } }",
    "{ mixture = { share = 2, scale = 0 } }",
    "{ linear = { years = 0 } }",
    "{ \"\" = 1 }",
    "{ \"a b\" = { \"ü\" = 1 } }",
];

/// Keys that are known somewhere, but in no shipped scenario.
const KEYS: &[&str] = &[
    "allow",
    "remove",
    "with",
    "block",
    "column",
    "file",
    "dof",
    "p50",
    "scale",
    "NAME",
    "turnovr",
    "",
    "a b",
    "ключ",
    "extends",
    "requires",
    "synergies",
    "multiplier",
    "1",
    "sector",
    "deflator",
    "sustain",
    "shape",
];

/// A number, a text or a table, by the keys that lead to it.
type Path = Vec<String>;

/// Keys and values to spoil with: all that stand in shipped scenarios, and worse.
pub(crate) struct Stock {
    keys: Vec<String>,
    values: Vec<Item>,
}

impl Stock {
    pub(crate) fn of(examples: &[Example]) -> Self {
        let mut keys: Vec<String> = KEYS.iter().map(|&key| key.to_owned()).collect();
        let worse = VALUES.iter().map(|value| Item::Value(value.parse::<Value>().expect("it is TOML")));
        let mut values: Vec<Item> = worse.collect();
        for example in examples {
            let document: DocumentMut = example.text.parse().expect("examples are TOML");
            for path in paths(document.as_table()) {
                if let Some(item) = at(document.as_table(), &path) {
                    values.push(item.clone());
                }
                keys.extend(path.last().cloned());
            }
        }
        Self { keys, values }
    }

    /// The text with one to three things changed.
    pub(crate) fn spoil(&self, text: &str, dice: &mut Dice) -> String {
        let mut document: DocumentMut = text.parse().expect("examples are TOML");
        for _ in 0..=dice.below(3) {
            let all = paths(document.as_table());
            if all.is_empty() {
                break;
            }
            let path = dice.one_of(&all).clone();
            let (key, around) = path.split_last().expect("a path has a key");
            let elsewhere = dice.one_of(&all).clone();
            let value = dice.one_of(&self.values).clone();
            let name = dice.one_of(&self.keys).clone();
            let other = at(document.as_table(), &elsewhere).cloned().unwrap_or_default();
            let Some(table) = table_at(&mut document, around) else { continue };
            match dice.below(10) {
                0 => drop(table.remove(key)),
                1 => rename(table, key, &misspelt(key, dice)),
                2 => rename(table, key, &name),
                3 => put(table, key, other),
                4 | 5 => put(table, key, value),
                6 => scale(table, key, dice),
                7 => wrap(table, key, dice),
                8 => put(table, &name, value),
                _ => {
                    let moved = table.remove(key).unwrap_or_default();
                    let (_, there) = elsewhere.split_last().expect("a path has a key");
                    if let Some(table) = table_at(&mut document, there) {
                        put(table, key, moved);
                    }
                }
            }
        }
        document.to_string()
    }
}

/// Every key of a table and of all tables in it.
fn paths(table: &dyn TableLike) -> Vec<Path> {
    let mut all = Vec::new();
    for (key, item) in table.iter() {
        all.push(vec![key.to_owned()]);
        if let Some(inner) = item.as_table_like() {
            all.extend(paths(inner).into_iter().map(|mut path| {
                path.insert(0, key.to_owned());
                path
            }));
        }
    }
    all
}

fn at<'a>(table: &'a dyn TableLike, path: &[String]) -> Option<&'a Item> {
    let (first, rest) = path.split_first()?;
    let item = table.get(first)?;
    if rest.is_empty() { Some(item) } else { at(item.as_table_like()?, rest) }
}

fn table_at<'a>(document: &'a mut DocumentMut, path: &[String]) -> Option<&'a mut dyn TableLike> {
    let mut table: &mut dyn TableLike = document.as_table_mut();
    for key in path {
        table = table.get_mut(key)?.as_table_like_mut()?;
    }
    Some(table)
}

/// Puts something under a key; a table with a heading stays one only where it can.
fn put(table: &mut dyn TableLike, key: &str, item: Item) {
    let item = item.into_value().map_or_else(|item| item, Item::Value);
    table.insert(key, item);
}

fn rename(table: &mut dyn TableLike, key: &str, name: &str) {
    let item = table.remove(key).unwrap_or_default();
    put(table, name, item);
}

/// The key with a letter lost, doubled or out of place.
fn misspelt(key: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = key.chars().collect();
    if letters.len() < 2 {
        return format!("{key}x");
    }
    let at = dice.below(letters.len() - 1);
    match dice.below(3) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

/// A number of another size or sign; a text cut in half.
fn scale(table: &mut dyn TableLike, key: &str, dice: &mut Dice) {
    let Some(item) = table.get(key) else { return };
    let number = item.as_float().or_else(|| item.as_integer().map(|whole| whole as f64));
    if let Some(number) = number {
        let factor = *dice.one_of(&[-1.0, 0.0, 0.001, 100.0, 1e9, f64::INFINITY]);
        put(table, key, Item::Value(Value::from(number * factor)));
    } else if let Some(text) = item.as_str() {
        let half: String = text.chars().take(text.chars().count() / 2).collect();
        put(table, key, Item::Value(Value::from(half)));
    }
}

/// The value within a table or a list.
fn wrap(table: &mut dyn TableLike, key: &str, dice: &mut Dice) {
    let Some(Ok(value)) = table.remove(key).map(Item::into_value) else { return };
    let wrapped = match *dice.one_of(&["list", "value", "normal", "process", "note"]) {
        "list" => Value::from_iter([value]),
        name => Value::from_iter([(name, value)]),
    };
    put(table, key, Item::Value(wrapped));
}
