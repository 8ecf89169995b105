//! The answer in the terminal, as text.

mod example;

use altai_report::terminal;
use textwrap::core::display_width;

fn shown(width: usize) -> String {
    let text =
        terminal::text(&example::answer(), &example::run(), 0.114, "next: --out FOLDER keeps every number", width);
    without_escapes(&text)
}

fn without_escapes(text: &str) -> String {
    let mut plain = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(|letter| *letter == 'm');
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[test]
fn eighty_columns() {
    insta::assert_snapshot!(shown(80));
}

#[test]
fn forty_columns() {
    insta::assert_snapshot!(shown(40));
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    for width in terminal::LEAST_WIDTH..=120 {
        let text = shown(width);
        let wide: Vec<&str> = text.lines().filter(|line| display_width(line) > width).collect();
        assert!(wide.is_empty(), "wider than {width}: {wide:?}");
    }
}

#[test]
fn no_line_ends_in_spaces() {
    assert!(shown(80).lines().all(|line| line.trim_end() == line));
}
