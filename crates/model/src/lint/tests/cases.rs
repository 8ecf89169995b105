//! What raises each lint, and what nearly does.

use super::LEAST;

/// Two deals beside [`LEAST`], of which the second follows the first.
const DEALS: &str =
    "[deals.road]\ngo = 0.5\nstart = 2027\npeak = 40\n[deals.mine]\ngo = 0.5\nstart = 2028\npeak = 60\n";

const PRICES: &str = "[drivers.cpi]\nkind = \"growth\"\nprocess.white = { mean = 0.025, sd = 0.01 }\n";

/// A deal beside [`LEAST`].
const DEAL: &str = "[deals.mine]\nstart = 2027\npeak = 60\n";

const GDP: &str = "[drivers.gdp]\nkind = \"growth\"\nprocess.white = { mean = 0.02, sd = 0.01 }\n";

/// A lint by name, what raises it, and what nearly does.
#[allow(clippy::too_many_lines)] // It is a table.
pub(super) fn cases() -> Vec<(&'static str, String, String)> {
    let least = |more: &str| format!("{LEAST}{more}");
    let deals = |more: &str| format!("{LEAST}{DEALS}{more}");
    let deal = |lines: &str| format!("{LEAST}[deals.mine]\n{lines}\n");
    let loud = LEAST.replace("allow = { no-source = \"a test\" }\n", "");
    let two = |a: &str, b: &str, target: &str| {
        LEAST.replace("500", target).replace("160", a) + &format!("[flows.other]\nbase = {b}\n")
    };
    let flows = |a: &str, b: &str| LEAST.replace("trade", a) + &format!("[flows.{b}]\nbase = 20\n");
    let by = |more: &str| LEAST.replace("500\n", "500\nby = 2030\n") + more;
    let noted = loud.replace("500\n", "500\nnote = \"pledged\"\n");
    vec![
        ("no-source", format!("{noted}drift = 0.02\n"), format!("{noted}drift = 0.02\nnote = \"a guess\"\n")),
        ("wide", deal("start = 2027\npeak = \"0.3 to 40\""), deal("start = 2027\npeak = \"0.5 to 40\"")),
        (
            "wide",
            deal("start = \"2027 to 2029\"\npeak.lognormal = { median = 4, sigma = 1.5 }"),
            deal("start = 2027\npeak.normal = { mean = 50, sd = 30.2 }"),
        ),
        (
            "wide",
            deal("start = 2027\npeak.quantiles = { p10 = 0.1, p50 = 2, p90 = 20, min = 0, max = 200 }"),
            deal("start = 2027\npeak.discrete = { values = [0.1, 50], weights = [1, 1] }"),
        ),
        (
            "wide",
            deal("start = 2027\npeak = 40\nlife = \"0.1 to 30\""),
            deal("start = 2027\npeak = 40\ngo = \"0.002 to 0.7\""),
        ),
        ("growth", least("drift = 0.24\n"), least("drift = 0.22\n")),
        ("growth", least("drift = -0.09\n"), least("drift = -0.07\n")),
        (
            "growth",
            least(&format!("drift = 0.2\nelasticity.cpi = 2\n{PRICES}")),
            least(&format!("drift = 0.2\nelasticity.cpi = 1\n{PRICES}")),
        ),
        (
            "growth",
            least(
                "elasticity.gdp = 0.1\n[drivers.gdp]\nkind = \"growth\"\nprocess.ar1 = { mean = 0.2, persistence = 0.5 }\nstart = 0.02\n",
            ),
            least(
                "elasticity.gdp = 1\n[drivers.gdp]\nkind = \"growth\"\nprocess.ar1 = { mean = 0.2, persistence = 0.9 }\nstart = 0.02\n",
            ),
        ),
        (
            "growth",
            least("elasticity.oil = 1\n[drivers.oil]\nkind = \"level\"\nprocess.random_walk = { drift = 0.3 }\n"),
            least("elasticity.oil = 1\n[drivers.oil]\nkind = \"level\"\nprocess.white = { mean = 0.3 }\n"),
        ),
        ("growth", LEAST.replace("160\n", "30\ndrift = 0.5\n"), LEAST.replace("160\n", "30\ndrift = 0.4\n")),
        ("too-late", deal("start = 2036\npeak = 40"), deal("start = 2035-12-31\npeak = 40")),
        (
            "too-late",
            deal("signed = 2030\ndelay = \"7 to 9\"\npeak = 40"),
            deal("signed = 2030\ndelay = \"4 to 9\"\npeak = 40"),
        ),
        (
            "too-late",
            format!(
                "{}[deals.road]\nstart = 2036\npeak = 40\nallow = {{ too-late = \"it is\" }}\n",
                deal("start = 2027\npeak = 1\nrequires = [\"road\"]")
            ),
            format!("{}[deals.road]\nstart = 2035\npeak = 40\n", deal("start = 2027\npeak = 1\nrequires = [\"road\"]")),
        ),
        ("in-base", deal("start = 2025-11-01\npeak = 40"), deal("start = 2026-01-01\npeak = 40")),
        (
            "in-base",
            deal("signed = 2022\ndelay = \"1 to 3\"\npeak = 40"),
            deal("signed = 2022\ndelay = \"1 to 5\"\npeak = 40"),
        ),
        ("unused-driver", least(PRICES), least(&format!("elasticity = {{ cpi = 1 }}\n{PRICES}"))),
        (
            "unused-driver",
            least(
                "elasticity = { a = 1 }\n[drivers.a]\nkind = \"growth\"\nprocess.bootstrap.data = [0.01, 0.02]\n[drivers.b]\nkind = \"growth\"\nprocess.bootstrap = { data = [0.01, 0.02], with = \"a\" }\n",
            ),
            least(
                "elasticity = { b = 1 }\n[drivers.a]\nkind = \"growth\"\nprocess.bootstrap.data = [0.01, 0.02]\n[drivers.b]\nkind = \"growth\"\nprocess.bootstrap = { data = [0.01, 0.02], with = \"a\" }\n",
            ),
        ),
        (
            "unused-deal",
            deals("[packages]\nnone = []\nroad = [\"road\"]\n"),
            deals("[packages]\nnone = []\nall = \"all\"\n"),
        ),
        (
            "same-package",
            deals("[packages]\nnone = []\nboth = [\"road\", \"mine\"]\nall = \"all\"\n"),
            deals("[packages]\nnone = []\nroad = [\"road\"]\nall = \"all\"\n"),
        ),
        ("same-package", deals("[packages]\nnone = []\nalso = []\nall = \"all\"\n"), deals("requires = [\"road\"]\n")),
        ("unit", deal("start = 2027\npeak = 40000"), deal("start = 2027\npeak = 4000")),
        ("unit", deal("start = 2027\ntotal = 40_000_000\nover = 4"), deal("start = 2027\ntotal = 40\nover = 4")),
        ("unit", deal("start = 2027\npeak = 0.04"), deal("start = 2027\npeak = 0.4")),
        ("unit", deal("start = 2027\npeak = 40\ncost = 30_000_000"), deal("start = 2027\npeak = 40\ncost = 3000")),
        ("unit", LEAST.replace("160", "0.16"), LEAST.replace("160", "1.6")),
        ("unit", LEAST.replace("500\n", "500_000_000\n"), LEAST.replace("500\n", "150_000\n")),
        ("reached-at-start", LEAST.replace("500\n", "160\n"), LEAST.replace("500\n", "161\n")),
        ("reached-at-start", LEAST.replace("500\n", "\"100 to 200\"\n"), LEAST.replace("500\n", "\"150 to 200\"\n")),
        ("per-cent", least("drift = 3\n"), least("drift = -0.05\n")),
        ("per-cent", least("volatility = \"10 to 20\"\n"), least("volatility = 1.3\n")),
        ("per-cent", deal("start = 2027\nboost = 35"), deal("start = 2027\nboost = 1.1")),
        ("per-cent", least("[shocks.war]\nrate = 0.1\nsize = -35\n"), least("[shocks.war]\nrate = 0.1\nsize = -3\n")),
        (
            "per-cent",
            least("elasticity.gdp = 1\n[drivers.gdp]\nkind = \"growth\"\nprocess.bootstrap.data = [4.5, 3.2, -1.1]\n"),
            least(
                "elasticity.gdp = 0.01\n[drivers.gdp]\nkind = \"level\"\nprocess.bootstrap.data = [4.5, 3.2, -1.1]\n",
            ),
        ),
        (
            "per-cent",
            least("elasticity.gdp = 1\n[drivers.gdp]\nkind = \"growth\"\nprocess.path.values = [4.5, 0.03]\n"),
            least("elasticity.gdp = 1\n[drivers.gdp]\nkind = \"growth\"\nprocess.path.values = [0.45, 0.03]\n"),
        ),
        (
            "prices",
            format!("{LEAST}{DEALS}{PRICES}[money]\nprices = \"cpi\"\n"),
            format!("{LEAST}elasticity.cpi = 1\n{DEALS}{PRICES}[money]\nprices = \"cpi\"\n"),
        ),
        (
            "prices",
            format!("{LEAST}elasticity.cpi = 1\n{DEAL}{PRICES}"),
            format!("{LEAST}elasticity.cpi = 1\n[deals.law]\nstart = 2027\nboost = 0.1\n{PRICES}"),
        ),
        (
            "prices",
            LEAST.replace("500\n", "500\ndeflator = \"cpi\"\n") + PRICES,
            LEAST.replace("500\n", "500\ndeflator = \"cpi\"\n") + "elasticity.cpi = 1\n" + PRICES,
        ),
        (
            "prices",
            LEAST.replace("500\n", "500\ndeflator = \"cpi\"\n") + "elasticity.cpi = 1\n" + DEAL + PRICES,
            LEAST.replace("500\n", "500\ndeflator = \"cpi\"\n")
                + "elasticity.cpi = 1\n"
                + DEALS
                + PRICES
                + "[money]\nprices = \"cpi\"\n",
        ),
        (
            "correlation-without-effect",
            least("elasticity.cpi = 1\n[innovations.correlation]\ntrade = { cpi = 0.3 }\n") + PRICES,
            least("elasticity.cpi = 1\nvolatility = 0.1\n[innovations.correlation]\ntrade = { cpi = 0.3 }\n") + PRICES,
        ),
        (
            "correlation-without-effect",
            least("drift = \"0 to 0.05\"\n[correlation]\n\"flows.trade.drift\" = { political_will = 0.3 }\n"),
            least(
                "drift = \"0 to 0.05\"\n[correlation]\n\"flows.trade.drift\" = { political_will = 0.3 }\n[political_will]\ngo = 0.3\n",
            ) + DEALS,
        ),
        (
            "will-without-effect",
            deals("go = 1\n[political_will]\ngo = 0.3\n").replacen("go = 0.5\nstart = 2028", "start = 2028", 1),
            deals("[political_will]\ngo = 0.3\n"),
        ),
        (
            "will-without-effect",
            deal("start = 2027\npeak = 40\ngo = 0.5\n[political_will]\ngo = 0.3"),
            deal("signed = 2027\ndelay = \"1 to 4\"\npeak = 40\ngo = 0.5\n[political_will]\ngo = 0.3\ndelay = 0.3"),
        ),
        (
            "turmoil-without-effect",
            least("noise = 0.1\n[innovations]\nlaw.mixture = { share = 0.1, scale = 3 }\n"),
            least("volatility = 0.1\n[innovations]\nlaw.mixture = { share = 0.1, scale = 3 }\n"),
        ),
        (
            "shock-without-effect",
            least("[shocks.war]\nrate = 0\nsize = -0.3\n"),
            least("[shocks.war]\nrate = 0.01\nsize = -0.3\n"),
        ),
        (
            "shock-without-effect",
            least("[shocks.war]\nrate = 0.1\nsize = 0\n"),
            least("[shocks.war]\nrate = 0.1\nsize = -0.01\n"),
        ),
        (
            "regime-never-reached",
            least(
                "[regimes]\nstart = \"a\"\ntransition = { a = { a = 1 }, b = { a = 0.5 } }\n[regimes.states.a]\n[regimes.states.b]\ndrift = -0.1\n",
            ),
            least(
                "[regimes]\nstart = \"a\"\ntransition = { a = { c = 0.1 }, b = { b = 1 }, c = { b = 0.5 } }\n[regimes.states.a]\n[regimes.states.b]\ndrift = -0.1\n[regimes.states.c]\n",
            ),
        ),
        (
            "synergy-without-effect",
            deals(
                "[packages]\nnone = []\nroad = [\"road\"]\nmine = [\"mine\"]\n[[synergies]]\ndeals = [\"road\", \"mine\"]\nmultiplier = 1.2\n",
            ),
            deals("[[synergies]]\ndeals = [\"road\", \"mine\"]\nmultiplier = 1.2\n"),
        ),
        (
            "synergy-without-effect",
            deals("[[synergies]]\ndeals = [\"road\", \"mine\"]\nmultiplier = 1\n"),
            deals("[[synergies]]\ndeals = [\"road\", \"mine\"]\nmultiplier = 0.9\n"),
        ),
        (
            "rate",
            deals("[[synergies]]\ndeals = [\"road\", \"mine\"]\nmultiplier = 0.2\n"),
            deals("[[synergies]]\ndeals = [\"road\", \"mine\"]\nmultiplier = 0.5\n"),
        ),
        ("unit", format!("{LEAST}{DEAL}cost = 51_000\n"), format!("{LEAST}{DEAL}cost = 49_000\n")),
        ("unit", deal("start = 2027\npeak = 5_100"), deal("start = 2027\npeak = 4_900")),
        (
            "ramp-without-effect",
            deal("start = 2027\ntotal = 40\nover = 2\nramp.linear = { years = 3 }"),
            deal("start = 2027\ntotal = 40\nover = 2\nboost = 0.01\nramp.linear = { years = 3 }"),
        ),
        ("potential-without-effect", least("potential = 300\n"), least("potential = 300\nreversion = 0.1\n")),
        ("unit", two("160", "2.850", "5000"), two("160", "12.850", "5000")),
        ("unit", two("160", "2.850", "5000"), two("160", "2.85", "5000")),
        ("unit", two("160.1", "2.850", "5000"), two("160.125", "2.850", "5000")),
        ("unit", two("0.45", "2.85", "5"), two("4.5", "2.85", "21")),
        ("rate", least("[shocks.war]\nrate = 12\nsize = -0.3\n"), least("[shocks.war]\nrate = 3\nsize = -0.3\n")),
        ("rate", deal("start = 2027\npeak = 40\ncancel = 3"), deal("start = 2027\npeak = 40\ncancel = 0.9")),
        ("rate", least("elasticity.gdp = 80\n") + GDP, least("elasticity.gdp = 8\n") + GDP),
        (
            "windfall",
            least("[shocks.war]\nrate = 0.1\nsize = \"0.05 to 0.25\"\n"),
            least("[shocks.war]\nrate = 0.1\nsize.normal = { mean = -0.01, sd = 0.2 }\n"),
        ),
        ("alike", flows("exports", "export"), flows("exports", "imports")),
        ("alike", flows("kz_grwoth", "kz_growth"), flows("kz_growth", "uz_growth")),
        (
            "alike",
            format!("{LEAST}[deals.roads]\nstart = 2027\npeak = 10\n[deals.road]\nstart = 2027\npeak = 20\n"),
            format!("{LEAST}[deals.road1]\nstart = 2027\npeak = 10\n[deals.road2]\nstart = 2027\npeak = 20\n"),
        ),
        (
            "prices",
            format!("{LEAST}elasticity.cpi = 1\n{DEAL}{PRICES}"),
            format!("{LEAST}elasticity.cpi = 0.3\n{DEALS}{PRICES}"),
        ),
        ("in-base", deal("start = 2020\nlife = 7\npeak = 40"), deal("start = 2026\nlife = 1\npeak = 40")),
        ("never-goes-ahead", deal("start = 2020\nlife = 1\npeak = 40"), deal("start = 2026\nlife = 1\npeak = 40")),
        ("never-goes-ahead", deal("start = 2022\ntotal = 40\nover = 2"), deal("start = 2026\ntotal = 40\nover = 2")),
        (
            "never-goes-ahead",
            deal("start = 2027\nlife = 0.5\npeak = 40\n[deals.town]\nstart = 2030\nrequires = [\"mine\"]\npeak = 10"),
            deal("start = 2027\nlife = 3.5\npeak = 40\n[deals.town]\nstart = 2030\nrequires = [\"mine\"]\npeak = 10"),
        ),
        ("too-late", by("[deals.mine]\nstart = 2031\npeak = 40\n"), by("[deals.mine]\nstart = 2030.9\npeak = 40\n")),
        (
            "growth",
            LEAST.replace("160\n", "160\npotential = 16000\nreversion = 1\n"),
            LEAST.replace("160\n", "160\npotential = 400\nreversion = 0.5\n"),
        ),
        (
            "growth",
            least("[shocks.war]\nrate = 1\npermanent = 1\nsize = -0.3\n"),
            least("[shocks.war]\nrate = 1\npermanent = 0.1\nsize = -0.3\n"),
        ),
        (
            "growth",
            least("volatility = 0.1\n[regimes]\nstart = \"a\"\n[regimes.states.a]\ndrift = -0.2\n"),
            least("volatility = 0.1\n[regimes]\nstart = \"a\"\n[regimes.states.a]\ndrift = -0.05\n"),
        ),
        ("nothing", deal("start = 2027\npeak = 0"), deal("start = 2027\npeak = 1")),
        ("nothing", deal("start = 2027\npeak = 40\nboost = 0"), deal("start = 2027\npeak = 40\nboost = 0.01")),
        ("nothing", deal("start = 2027\npeak = 40\ngo = 0"), deal("start = 2027\npeak = 40\ngo = 0.01")),
        ("nothing", deal("start = 2027\npeak = 40\nadditional = 0"), deal("start = 2027\npeak = 40\nadditional = 0.1")),
        ("nothing", deal("start = 2027\npeak = 40\ntrade_share = 0"), deal("start = 2027\npeak = 40\ntrade_share = 1")),
        ("nothing", least("elasticity.gdp = 0\n") + GDP, least("elasticity.gdp = 0.1\n") + GDP),
        (
            "nothing",
            deal("start = 2027\npeak = 40\ncancel = 0\ncancel_elasticity.gdp = 1\n") + GDP,
            deal("start = 2027\npeak = 40\ncancel = 0.1\ncancel_elasticity.gdp = 1\n") + GDP,
        ),
        (
            "nothing",
            least("[shocks.war]\nrate = 0.05\nsize = -0.3\npermanent = 1\nhalf_life = 2\n"),
            least("[shocks.war]\nrate = 0.05\nsize = -0.3\npermanent = 0.9\nhalf_life = 2\n"),
        ),
        (
            "nothing",
            least(&format!(
                "elasticity.cpi = 1\n{PRICES}[money]\nprices = \"cpi\"\n[deals.law]\nstart = 2027\nboost = 0.1\n"
            )),
            least(&format!(
                "elasticity.cpi = 1\n{PRICES}[money]\nprices = \"cpi\"\n[deals.law]\nstart = 2027\npeak = 10\n"
            )),
        ),
        (
            "nothing",
            least("[regimes]\nstart = \"a\"\n[regimes.states.a]\nvolatility = 2\n"),
            least("volatility = 0.1\n[regimes]\nstart = \"a\"\n[regimes.states.a]\nvolatility = 2\n"),
        ),
        ("no-mean", least("drift.exponential = { mean = 0.1 }\n"), least("drift.exponential = { mean = 0.09 }\n")),
        (
            "no-mean",
            least("drift.gamma = { mean = 0.15, sd = 0.14 }\n"),
            least("drift.gamma = { mean = 0.15, sd = 0.1 }\n"),
        ),
        (
            "no-mean",
            least("drift.weibull = { scale = 0.15, shape = 0.9 }\n"),
            least("drift.weibull = { scale = 0.05, shape = 1.5 }\n"),
        ),
        ("no-mean", least("drift = \"0.005 to 0.3\"\n"), least("drift = \"0.01 to 0.05\"\n")),
        (
            "no-mean",
            least("drift.quantiles = { p10 = -0.2, p50 = 0, p90 = 0.3 }\n"),
            least("drift.quantiles = { p10 = -0.02, p50 = 0, p90 = 0.03 }\n"),
        ),
        (
            "no-mean",
            least(
                "elasticity.oil = -1\n[drivers.oil]\nkind = \"growth\"\nprocess.white.mean = { student_t = { location = 0, scale = 0.01, dof = 4 }, max = 0.3 }\n",
            ),
            least(
                "elasticity.oil = 1\n[drivers.oil]\nkind = \"growth\"\nprocess.white.mean = { student_t = { location = 0, scale = 0.01, dof = 4 }, max = 0.3 }\n",
            ),
        ),
        (
            "no-mean",
            deal("start = 2027\npeak.student_t = { location = 40, scale = 5, dof = 1 }"),
            deal("start = 2027\npeak.student_t = { location = 40, scale = 5, dof = 1.5 }"),
        ),
        (
            "no-mean",
            least("drift.student_t = { location = 0.02, scale = 0.01, dof = 4 }\n"),
            least("drift = { student_t = { location = 0.02, scale = 0.01, dof = 4 }, max = 0.3 }\n"),
        ),
    ]
}
