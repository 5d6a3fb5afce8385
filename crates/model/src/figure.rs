//! Quantities with what they count.

use serde::{Deserialize, Serialize};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

use serde::Serializer;

use crate::names::names;
use crate::{Key, Rule, Span};

/// A quantity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Figure {
    /// The number with its unit, without the modifier's words.
    pub span: Span,
    /// The number in units: "42 million" is 42000000, "a third" is 0.333…, "12 percent" is 12. Of a range, the
    /// lower end.
    #[serde(serialize_with = "number")]
    pub value: f64,
    /// The upper end of a range.
    #[serde(serialize_with = "maybe_number")]
    pub high: Option<f64>,
    /// Money: the ISO 4217 code (`GBP`), `GBX` for pence, `BTC` for bitcoin, or the plain word where the country is
    /// not told (`crown`, `cent`). Measures: the UCUM code where we use one (`km`, `m`, `kg`, `t`, `km/h`, `Cel`,
    /// `[degF]`, `[lb_av]`, `MW`), else an English word in the singular (`mile`, `acre`, `foot`). Shares:
    /// `percent`, `percentage_point`, `basis_point`. Else the thing counted, in the singular (`vote`, `person`);
    /// null for a bare number.
    pub unit: Option<String>,
    /// See `Modifier`.
    pub modifier: Modifier,
    /// The words for what is counted.
    pub of: Option<Span>,
    /// The unit it is counted by, in the singular: `day` in "300 a day", `barrel` in "60 dollars a barrel".
    pub per: Option<String>,
    /// The words it is compared with: "up from 12 percent". The other number is a figure of its own.
    pub compared_with: Option<Span>,
    /// `up` or `down`, where the text says which way the figure went. Not filled yet: null.
    pub change: Option<Direction>,
    /// Its durable name, beginning with `f:`.
    pub key: Key,
    /// What read it.
    pub rule: Rule,
    /// That it is a quantity, with this value and unit.
    pub score: f32,
}

names! {
    /// What the words say of how exact a number is.
    #[derive(Default)]
    pub enum Modifier {
        /// No modifier.
        #[default]
        Exact = "exact",
        /// "about", "some", "or so".
        About = "about",
        /// "more than", "over".
        MoreThan = "more_than",
        /// "less than", "under".
        LessThan = "less_than",
        /// "at least", "no fewer than", "or more".
        AtLeast = "at_least",
        /// "at most", "no more than", "or less".
        AtMost = "at_most",
        /// "nearly", "almost", "close to".
        Nearly = "nearly",
        /// "up to", "as many as".
        UpTo = "up_to",
    }
}

names! {
    /// Which way a figure has moved, where the text says so.
    pub enum Direction {
        /// It rose.
        Up = "up",
        /// It fell.
        Down = "down",
    }
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
