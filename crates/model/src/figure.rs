//! Quantities with what they count.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use crate::{Rule, Span};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    pub span: Span,
    #[serde(serialize_with = "number")]
    pub value: f64,
    /// The upper end of a range.
    #[serde(serialize_with = "maybe_number")]
    pub high: Option<f64>,
    /// ISO 4217, `percent`, SI/UCUM, or the thing counted in the singular (`life`, `vote`).
    pub unit: Option<String>,
    pub modifier: Modifier,
    /// The words for what is counted.
    pub of: Option<Span>,
    /// `day`, `barrel`: in "300 a day", "60 dollars a barrel".
    pub per: Option<String>,
    /// The words it is compared with: "up from 12 percent".
    pub compared_with: Option<Span>,
    pub rule: Rule,
    pub score: f32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Modifier {
    #[default]
    Exact,
    About,
    MoreThan,
    LessThan,
    AtLeast,
    AtMost,
    Nearly,
    UpTo,
}

/// Whole numbers are written without a fraction, as far as a double holds them exactly.
fn number<S: Serializer>(value: &f64, to: S) -> Result<S::Ok, S::Error> {
    if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 {
        to.serialize_i64(*value as i64)
    } else {
        to.serialize_f64(*value)
    }
}

fn maybe_number<S: Serializer>(value: &Option<f64>, to: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => number(value, to),
        None => to.serialize_none(),
    }
}
