//! The answer in the terminal, as text.

mod example;

use altai_analysis::{Answer, Goal};
use altai_report::{Timing, terminal};
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

#[test]
fn the_time_is_told_by_step_and_by_what_was_played() {
    let told = "\
where the time went
step                  seconds
reading and checking    0.002
preparing               0.010
playing                 1.250
levels of the odds      0.086
answering               0.000
the whole run           1.266

what was played, by share of the threads' time
part                 share
regimes and shocks  25.0 %
deals               75.0 %
packages            <0.1 %

80,000 paths a second on 1 thread, instruction set avx2, 33.6 MB of memory
";
    let timing = example::timing();
    assert_eq!(without_escapes(&terminal::timing(&timing, 80)), told);
    let wrote = Timing { writing_seconds: Some(0.5), peak_memory_bytes: None, ..timing };
    let text = without_escapes(&terminal::timing(&wrote, 80));
    assert!(text.contains("writing files           0.500\n") && text.ends_with("instruction set avx2\n"), "{text}");
    for width in terminal::LEAST_WIDTH..=80 {
        let text = without_escapes(&terminal::timing(&wrote, width));
        assert!(text.lines().all(|line| display_width(line) <= width), "wider than {width}:\n{text}");
    }
}
