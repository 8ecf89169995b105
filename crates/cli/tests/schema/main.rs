//! The schema and the reader agree: both accept what can be said, and both refuse what the catalogue says cannot.
//!
//! Nothing here lists keys. What is tried is taken from `altai_model::language`, and applied to `scenario.toml` beside this
//! file, which has to use all of it. After an intended change, `ALTAI_BLESS=1 cargo test -p altai --test schema` writes
//! `schema/altai.schema.json` and `docs/reference.md` anew.

mod accepted;
mod files;
mod judge;
mod numbers;
mod refused;
mod tree;
mod walk;
