//! Direction numbers of Sobol' sequences with good two-dimensional projections.
//!
//! Data of S. Joe and F. Y. Kuo (2008), *Constructing Sobol' sequences with better two-dimensional projections*, SIAM J. Sci.
//! Comput. 30, 2635–2654, published as `new-joe-kuo-6.21201`: the first dimensions of it, after the first of all, which needs
//! none. The data are Copyright (c) 2008, Frances Y. Kuo and Stephen Joe, all rights reserved, and stand under a licence of
//! the BSD kind: redistribution and use in source and binary forms, with or without modification, are permitted provided that
//! the copyright notice, the conditions and this disclaimer are kept, and that neither the names of the copyright holders nor
//! those of the University of New South Wales and the University of Waikato nor of their contributors are used to endorse or
//! promote what is made of them without prior written permission. The data are provided by the copyright holders "as is", and
//! any express or implied warranties are disclaimed; in no event are they liable for any damages.

/// From the second dimension on: a primitive polynomial over the field of two elements, its coefficients as bits, and the
/// first direction numbers m₁, m₂ …, as many as its degree.
#[rustfmt::skip]
pub(super) const NUMBERS: [(u32, &[u32]); 7] = [
    (3, &[1]),
    (7, &[1, 3]),
    (11, &[1, 3, 1]),
    (13, &[1, 1, 1]),
    (19, &[1, 1, 3, 3]),
    (25, &[1, 3, 5, 13]),
    (37, &[1, 1, 5, 5, 17]),
];
