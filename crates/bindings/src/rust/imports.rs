//! The traits that the embedder implements.

use super::code::Code;
use super::names::{Scope, snake};
use super::program::{IMPORTS, Import, ModuleKind, Program};
use super::types::{ANY, Lifetimes};
use crate::Error;

impl Program<'_> {
    /// Writes the module of everything that the program imports.
    pub fn write_imports(&self, code: &mut Code) -> Result<(), Error> {
        if !self.has_imports_module() {
            return Ok(());
        }
        code.line("");
        code.doc("What the component imports.");
        code.line("pub mod imports {");
        self.write_trait(code, IMPORTS, "the world");
        self.write_contents(code, IMPORTS);
        for (index, module) in self.modules.iter().enumerate() {
            if module.kind == ModuleKind::Imported
                && let [_, name] = &module.path[..]
            {
                let interface = module.interface.as_deref().unwrap_or(name);
                code.line("");
                code.doc(self.documented(Some(interface), &format!("The interface `{interface}`.")));
                code.line(format_args!("pub mod {name} {{"));
                self.write_trait(code, index, &format!("`{interface}`"));
                self.write_contents(code, index);
                code.line("}");
            }
        }
        code.line("}");
        Ok(())
    }

    /// Writes the trait of a module, if it has functions.
    fn write_trait(&self, code: &mut Code, module: usize, of: &str) {
        let functions: Vec<&Import> = self.imports.iter().filter(|import| import.module == module).collect();
        if functions.is_empty() {
            return;
        }
        code.doc(format_args!("The functions of {of}, which the embedder implements."));
        code.doc("");
        code.doc("They run during a call of the program, and must not unwind. What they return is copied to the program's memory.");
        code.line("pub trait Host {");
        for import in functions {
            code.doc(self.documented(import.item.as_deref(), &import.wit));
            code.line(format_args!("{};", self.signature(module, import)));
        }
        code.line("}");
    }

    /// The signature of a trait's function.
    fn signature(&self, from: usize, import: &Import) -> String {
        let mut names = Scope::default();
        let params: String = import
            .ty
            .params
            .iter()
            .map(|param| {
                let name = names.take(snake(&param.name));
                format!(", {name}: {}", self.rust_type(from, &param.ty, ANY))
            })
            .collect();
        // A result may refer to the embedder, but not to the arguments: they lie in memory that changes when the result is copied.
        let lifetimes = Lifetimes { program: "'h", memory: "'h" };
        let (lifetime, result) = match &import.ty.result {
            Some(ty) if self.has_handle(ty) || self.has_reference(ty) => {
                ("<'h>", format!(" -> {}", self.rust_type(from, ty, lifetimes)))
            }
            Some(ty) => ("", format!(" -> {}", self.rust_type(from, ty, ANY))),
            None => ("", String::new()),
        };
        let receiver = if lifetime.is_empty() { "&mut self" } else { "&'h mut self" };
        format!("fn {}{lifetime}({receiver}{params}){result}", import.name)
    }
}
