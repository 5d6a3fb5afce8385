//! What must hold of the facts of any article.

mod facts;
