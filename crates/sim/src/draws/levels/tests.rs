//! What groups share and what each of their paths draws for itself.

use altai_model::{NoFiles, SourceText, read};

use super::*;
use crate::{Plan, Streams, replay};

const GROUP: usize = 64;

fn scenario(text: &str) -> Scenario {
    let reading = read(SourceText { name: "it.toml".into(), text: text.into() }, &[], &NoFiles);
    reading.scenario.unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

/// Two flows whose bases are joined to each other and to political will; the first base is known, the second chance.
fn joined() -> Scenario {
    scenario(
        "[horizon]\nbase_year = 2025\nend_year = 2026\n[target]\nturnover = 200\n\
         [flows.b]\nbase.lognormal = { median = 1, sigma = 1 }\nvolatility = 0.1\n\
         [flows.a.base]\nlognormal = { median = 1, sigma = 1 }\nrole = \"chance\"\n\
         [correlation]\n\"flows.a.base\" = { \"flows.b.base\" = 0.8 }\n",
    )
}

/// ln of the two bases, b and a, and of flow b a year on, path by path.
fn logs(scenario: &Scenario, blocks: u64) -> Vec<[f64; 3]> {
    let plan = Plan::compile(scenario);
    let levels = Levels::new(scenario, Streams::new(3), GROUP);
    let mut found = Vec::new();
    for block in 0..blocks {
        replay(&plan, &levels, block, |year, _| {
            let columns = [year.base(0), year.base(1), year.flow(0, 0)];
            found.extend((0..BLOCK).map(|path| columns.map(|column| altai_math::ln(column[path]))));
        });
    }
    found
}

fn moment(values: &[[f64; 3]], one: usize, other: usize) -> f64 {
    values.iter().map(|z| z[one] * z[other]).sum::<f64>() / values.len() as f64
}

#[test]
fn a_group_agrees_on_what_is_known_and_on_nothing_else() {
    for group in logs(&joined(), 2).chunks(GROUP) {
        let spread = |which: usize| {
            let mean = group.iter().map(|z| z[which]).sum::<f64>() / GROUP as f64;
            group.iter().map(|z| (z[which] - mean).abs()).fold(0.0, f64::max)
        };
        assert!(spread(0) < 1e-12, "{}", spread(0));
        assert!(spread(1) > 0.3 && spread(2) > 0.05);
    }
}

#[test]
fn what_is_chance_is_drawn_given_what_is_known() {
    // Within a group, a given b is normal with mean 0.8 b and variance 1 − 0.64; over all, both are standard normal.
    let logs = logs(&joined(), 200);
    let (groups, paths) = ((logs.len() / GROUP) as f64, logs.len() as f64);
    let rest: Vec<f64> = logs.iter().map(|z| z[1] - 0.8 * z[0]).collect();
    let variance = rest.iter().map(|z| z * z).sum::<f64>() / paths;
    assert!((variance / 0.36 - 1.0).abs() < 4.0 * (2.0 / paths).sqrt(), "{variance}");
    assert!((rest.iter().sum::<f64>() / paths).abs() < 4.0 * 0.6 / paths.sqrt());
    assert!((moment(&logs, 0, 0) - 1.0).abs() < 4.0 * (2.0 / groups).sqrt());
    assert!((moment(&logs, 0, 1) - 0.8).abs() < 4.0 * (2.0 / groups).sqrt());
    // Neighbours of a group have nothing else in common.
    let lagged = rest.windows(2).map(|two| two[0] * two[1]).sum::<f64>() / paths;
    assert!(lagged.abs() < 4.0 * 0.36 / paths.sqrt(), "{lagged}");
}

#[test]
fn groups_have_numbers_of_their_own_over_blocks() {
    let known: Vec<u64> = logs(&joined(), 70).chunks(GROUP).map(|group| group[0][0].to_bits()).collect();
    let different: BTreeSet<u64> = known.iter().copied().collect();
    assert_eq!(different.len(), known.len());
}

#[test]
fn the_groups_of_a_block_know_one_score_of_each_stratum_in_an_order_of_their_own() {
    let (levels, groups) = (chance(1), BLOCK / GROUP);
    let mut orders = BTreeSet::new();
    for (name, block) in ["a", "b"].iter().flat_map(|name| (0..10).map(move |block| (name, block))) {
        let scores = levels.known_scores(Dimension::once(Address::of(name), 0), block);
        let strata: Vec<usize> =
            scores[..groups].iter().map(|score| (normal::cdf(*score) * groups as f64) as usize).collect();
        let different: BTreeSet<usize> = strata.iter().copied().collect();
        assert_eq!(different.len(), groups, "{strata:?}");
        orders.insert(strata);
    }
    assert_eq!(orders.len(), 20);
}

/// Trade whose odds nothing is known of.
fn chance(years: i32) -> Levels {
    let scenario = scenario(&format!(
        "[horizon]\nbase_year = 2025\nend_year = {}\n[target]\nturnover = 200\n[flows.a]\nbase = 100\n\
         volatility = 0.1\n",
        2025 + years
    ));
    Levels::new(&scenario, Streams::new(1), GROUP)
}

fn normals(draws: &impl Draws, dimension: Dimension, block: u64) -> [f64; BLOCK] {
    let mut column = [0.0; BLOCK];
    draws.normals(dimension, block, &mut column);
    column
}

/// Whether each group of a block has a variable as the first one has it.
fn signs(levels: &Levels, dimension: Dimension) -> Vec<bool> {
    let z = normals(levels, dimension, 3);
    z.chunks(GROUP).map(|group| group[0] == z[0]).collect()
}

#[test]
fn years_bring_mirror_images_of_the_same_luck_to_the_groups_of_a_block() {
    let (levels, groups, years) = (chance(MIRRORED_YEARS), BLOCK / GROUP, 150);
    // How often two groups have a variable alike.
    let mut alike = vec![vec![0; groups]; groups];
    for year in (2026..).take(years) {
        let dimension = Dimension::yearly(Address::of("flows.a"), year);
        let (z, mut u, signs) = (normals(&levels, dimension, 3), [0.0; BLOCK], signs(&levels, dimension));
        levels.uniforms(dimension, 3, &mut u);
        assert_eq!(signs.iter().filter(|same| **same).count(), groups / 2);
        for (group, same) in signs.iter().enumerate() {
            for (path, of_group) in (0..GROUP).zip(group * GROUP..) {
                let [image, mirrored] = if *same { [z[path], u[path]] } else { [-z[path], 1.0 - u[path]] };
                assert_eq!([z[of_group], u[of_group]], [image, mirrored]);
            }
            for (other, sign) in signs.iter().enumerate() {
                alike[group][other] += usize::from(same == sign);
            }
        }
    }
    for (group, with) in alike.iter().enumerate() {
        for (other, &alike) in with.iter().enumerate() {
            assert!(if other == group { alike == years } else { (4 * years..6 * years).contains(&(10 * alike)) });
        }
    }
}

#[test]
fn other_variables_of_the_year_are_mirrored_in_other_groups() {
    let levels = chance(MIRRORED_YEARS);
    let of = |flow: i32| signs(&levels, Dimension::yearly(Address::of(&format!("flows.{flow}")), 2026));
    let different: BTreeSet<Vec<bool>> = (0..30).map(of).collect();
    assert!(different.len() > 9, "{}", different.len());
}

#[test]
fn a_group_has_luck_of_its_own_in_another_block_and_where_years_are_few() {
    let of = |years: i32, block: u64| {
        normals(&chance(years), Dimension::yearly(Address::of("flows.a"), 2026), block).map(f64::abs)
    };
    let [one, other] = [3, 4].map(|block| of(MIRRORED_YEARS, block));
    assert!(one.iter().zip(&other).all(|(one, other)| one != other));
    let different: BTreeSet<u64> = of(MIRRORED_YEARS - 1, 3).iter().map(|z| z.to_bits()).collect();
    assert_eq!(different.len(), BLOCK);
}

#[test]
fn what_is_chance_and_drawn_once_is_drawn_as_without_levels() {
    let will = Dimension::once(Address::of("political_will"), 0);
    assert_eq!(normals(&chance(MIRRORED_YEARS), will, 3), normals(&Streams::new(1), will, 3));
}
