//! The answer in the terminal, as text.

mod example;

use altai_analysis::{Answer, Goal};
use altai_report::terminal;
use textwrap::core::display_width;

fn shown(width: usize) -> String {
    text(&example::answer(), width)
}

fn text(answer: &Answer, width: usize) -> String {
    let next = "next: --out FOLDER keeps every number";
    without_escapes(&terminal::text(answer, &example::run(), 0.114, next, width))
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
fn long_names_and_wide_letters_stay_inside_and_leave_room_for_values() {
    let mut answer = example::answer();
    rename(&mut answer, "food", &format!("first_{}_of_the_deals", "x".repeat(80)));
    rename(&mut answer, "none", &"n".repeat(100));
    answer.question.title = Some("哈萨克斯坦与蒙古国的贸易额".repeat(9));
    for width in terminal::LEAST_WIDTH..=120 {
        let text = text(&answer, width);
        let wide: Vec<&str> = text.lines().filter(|line| display_width(line) > width).collect();
        assert!(wide.is_empty(), "wider than {width}: {wide:?}");
    }
    let text = text(&answer, 80);
    assert!(text.contains("first_xxxxxxx…of_the_deals"), "{text}");
    assert!(text.matches("1 in 10 above").count() <= 4, "years stand beside each other: {text}");
}

fn rename(answer: &mut Answer, old: &str, new: &str) {
    let rename = |name: &mut String| {
        if name == old {
            new.clone_into(name);
        }
    };
    answer.question.packages.iter_mut().for_each(|package| {
        rename(&mut package.name);
        package.deals.iter_mut().for_each(rename);
    });
    answer.question.deals.iter_mut().for_each(|deal| rename(&mut deal.name));
    answer.odds.iter_mut().for_each(|row| rename(&mut row.package));
    answer.differences.iter_mut().for_each(|row| [&mut row.package, &mut row.reference].into_iter().for_each(rename));
    answer.turnover.iter_mut().for_each(|row| rename(&mut row.package));
    answer.components.iter_mut().for_each(|row| rename(&mut row.package));
    answer.year_of_reaching.iter_mut().for_each(|row| rename(&mut row.package));
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_uncertain_target_is_shown_with_its_range() {
    let mut answer = example::answer();
    answer.question.targets[0].turnover = Goal::Uncertain { p05: 400.0, p50: 500.0, p95: 640.0 };
    assert!(in_one_line(&text(&answer, 120)).contains("target about 500, 9 in 10 between 400 and 640 "));
}

#[test]
fn no_line_ends_in_spaces() {
    assert!(shown(80).lines().all(|line| line.trim_end() == line));
}
