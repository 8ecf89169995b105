//! What a draw costs by itself.

use altai_benches::columns::scores;
use altai_benches::kernels;
use altai_benches::quantities;
use altai_benches::rounds::{Pair, Spread};
use altai_sim::draws::BLOCK;
use serde_json::{Value, json};

use crate::{LASTING, spread, tell};

/// ns of a draw.
pub(crate) struct Words {
    pub(crate) uniform: Spread,
    pub(crate) normal: Spread,
}

impl Words {
    pub(crate) fn to_json(&self) -> Value {
        json!({ "uniform": spread(self.uniform), "normal": spread(self.normal) })
    }
}

fn per_draw([seconds, _]: [f64; 2]) -> f64 {
    seconds / BLOCK as f64 * 1e9
}

/// A uniform number and a standard normal of a year, from the seed to the column.
pub(crate) fn words(rounds: usize) -> Words {
    tell("draws");
    let mut kernels = kernels::all();
    let [uniforms, normals] = &mut kernels[..2] else { unreachable!("there are more kernels") };
    let pair = Pair::time(rounds, LASTING, &mut uniforms.run, &mut normals.run);
    Words { uniform: pair.spread(per_draw), normal: pair.spread(|[_, normals]| per_draw([normals, 0.0])) }
}

/// Every distribution, beside standard normals of a year.
pub(crate) fn quantities(rounds: usize) -> Value {
    let mut normals = kernels::all().swap_remove(1).run;
    let scores = scores();
    let measured = quantities::all().into_iter().map(|quantity| {
        tell(&format!("the draw of a quantity: {}", quantity.name));
        let mut values = [0.0; BLOCK];
        let mut draw = || {
            quantity.sampler.draw(std::hint::black_box(&scores), &mut values);
            std::hint::black_box(&values);
        };
        let pair = Pair::time(rounds, LASTING / 3, &mut draw, &mut normals);
        json!({
            "name": quantity.name,
            "text": quantity.text,
            "tabled": quantity.is_tabled(),
            "ns_per_draw": spread(pair.spread(per_draw)),
            "of_a_normal": spread(pair.spread(|[draw, normal]| draw / normal)),
        })
    });
    measured.collect()
}
