//! Explains the links of a composition as text.

use std::fmt::Write as _;

use crate::{Composition, Source};

impl Composition {
    /// Lists for each component the sources of its imports. Each line is indented by two or four spaces.
    pub fn explain(&self) -> String {
        let mut text = String::from("components:\n");
        for component in &self.components {
            let mut links = self.links.iter().filter(|link| link.component == *component).peekable();
            let nothing = if links.peek().is_none() { " imports nothing" } else { "" };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {component}{nothing}");
            for link in links {
                let source = match &link.source {
                    Source::Component { name, export: Some(export) } if *export == link.import => name.clone(),
                    Source::Component { name, export: Some(export) } => format!("{name}, its {export}"),
                    Source::Component { name, export: None } => name.clone(),
                    Source::Symbol(symbol) => format!("symbol {symbol} of the embedder"),
                    Source::Embedder => "embedder".into(),
                };
                let _ = writeln!(text, "    {} from {source}", link.import);
            }
        }
        text
    }
}
