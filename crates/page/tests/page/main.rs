//! What must hold for any page.

mod clean;
mod dump;
mod encoding;
mod html;
