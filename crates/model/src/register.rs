//! What is known of quantities while a scenario is read: the inputs that they may name, and those read so far.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use crate::mistakes::Read;
use crate::suggestion::did_you_mean;
use crate::{Quantity, Span, Value, distribution};

/// What stands under an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// A number that is known.
    Fixed,
    /// A draw of its own.
    Uncertain,
    /// The draw of the input of this name.
    Shared(String),
    /// Something that could not be read, which has been reported.
    Misread,
}

/// A quantity that is defined once and used by name.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    /// Its name in the file.
    pub(crate) name: String,
    /// Where it is defined.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) quantity: Read<Quantity>,
    /// Where all who use it need it to lie; what hardly lies outside is cut off.
    range: Cell<(f64, f64)>,
}

impl Input {
    pub(crate) fn new(name: String, span: Span, quantity: Read<Quantity>) -> Self {
        Self { name, span, quantity, range: Cell::new((f64::NEG_INFINITY, f64::INFINITY)) }
    }

    /// Takes note that one who uses it needs it to lie between two bounds.
    pub(crate) fn narrow(&self, least: f64, greatest: f64) {
        let (min, max) = self.range.get();
        self.range.set((min.max(least), max.min(greatest)));
    }

    /// The input cut to its range; nothing where it lies there as it is.
    fn cut(&self) -> Option<Self> {
        let quantity = self.quantity.as_ref().ok()?;
        let Value::Uncertain(whole) = &quantity.value else { return None };
        let (min, max) = self.range.get();
        if min == f64::NEG_INFINITY && max == f64::INFINITY {
            return None;
        }
        let value = Value::Uncertain(distribution::truncated(whole.clone(), min, max)?);
        Some(Self::new(self.name.clone(), self.span.clone(), Ok(Quantity { value, ..quantity.clone() })))
    }
}

/// The inputs, and every quantity that has been read.
#[derive(Debug, Default)]
pub(crate) struct Register {
    inputs: Vec<Input>,
    read: RefCell<BTreeMap<String, Standing>>,
    used: RefCell<BTreeSet<String>>,
}

impl Register {
    /// The same register with inputs that may be named from now on.
    pub(crate) fn with_inputs(self, inputs: Vec<Input>) -> Self {
        Self { inputs, ..self }
    }

    /// A new register whose inputs are cut to where all who use them need them; nothing where they lie there as they are.
    pub(crate) fn cut(&self) -> Option<Self> {
        let cut: Vec<Option<Input>> = self.inputs.iter().map(Input::cut).collect();
        if cut.iter().all(Option::is_none) {
            return None;
        }
        let inputs = self.inputs.iter().zip(cut).map(|(input, cut)| cut.unwrap_or_else(|| input.clone())).collect();
        // What stands under the addresses of inputs is read once only.
        let mut read = self.read.borrow().clone();
        read.retain(|address, _| address.starts_with("inputs."));
        Some(Self { inputs, read: RefCell::new(read), ..Self::default() })
    }

    /// The inputs, in the order of the file.
    pub(crate) fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The input of a name.
    pub(crate) fn input(&self, name: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| input.name == name)
    }

    /// The input that a misspelt name means.
    pub(crate) fn input_meant(&self, name: &str) -> Option<&str> {
        did_you_mean(name, self.inputs.iter().map(|input| input.name.as_str()))
    }

    /// Takes note that an input is used.
    pub(crate) fn note_use(&self, input: &Input) {
        self.used.borrow_mut().insert(input.name.clone());
    }

    /// Whether an input has been used.
    pub(crate) fn is_used(&self, input: &Input) -> bool {
        self.used.borrow().contains(&input.name)
    }

    /// Takes note of what was read at an address.
    pub(crate) fn note(&self, address: &str, read: &Read<Quantity>) {
        let standing = match read {
            Err(_) => Standing::Misread,
            Ok(Quantity { address: drawn, .. }) if drawn != address => {
                Standing::Shared(drawn.rsplit('.').next().unwrap_or_default().to_owned())
            }
            Ok(Quantity { value: Value::Fixed(_), .. }) => Standing::Fixed,
            Ok(Quantity { value: Value::Uncertain(_), .. }) => Standing::Uncertain,
        };
        self.read.borrow_mut().insert(address.to_owned(), standing);
    }

    /// What stands under an address, if it is that of a quantity.
    pub(crate) fn standing(&self, address: &str) -> Option<Standing> {
        self.read.borrow().get(address).cloned()
    }

    /// The addresses of all draws, in alphabetical order.
    pub(crate) fn draws(&self) -> Vec<String> {
        let read = self.read.borrow();
        read.iter()
            .filter(|(_, standing)| **standing == Standing::Uncertain)
            .map(|(address, _)| address.clone())
            .collect()
    }
}
