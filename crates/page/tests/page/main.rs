//! What must hold for any page.

mod html;
