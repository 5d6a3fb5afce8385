//! Enumerations whose values have names in the record's JSON.

/// Declares an enumeration with its names: `ALL`, `as_str`, `Display`, and the same names in JSON.
macro_rules! names {
    (
        $(#[$about:meta])*
        pub enum $name:ident { $( $(#[$meaning:meta])* $value:ident = $text:literal, )* }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name {
            $( $(#[$meaning])* #[serde(rename = $text)] $value, )*
        }

        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [$name] = &[$($name::$value),*];

            /// The value's name in the record's JSON.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( $name::$value => $text, )*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

pub(crate) use names;
