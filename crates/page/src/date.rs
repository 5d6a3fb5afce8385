//! Dates as pages print them or carry in their markup, to ISO 8601.
