//! Imports that nothing on a chip provides: their origin, which is recognized by their names, and advice on how to
//! provide them.
//!
//! Takes the names of imported functions; gives them in groups of one origin, each with its advice.

use std::collections::BTreeMap;
use std::fmt;

/// An imported function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The module name of a core import, or the interface of a component's import.
    pub module: String,
    /// The name of the function.
    pub field: String,
    /// The symbol under which it is linked, if that is known.
    pub symbol: Option<String>,
}

impl Import {
    /// Parses the name of an import in a report: `module::field` or `interface#function`.
    pub fn parse(name: &str) -> Import {
        let (module, field) = name.split_once('#').or_else(|| name.split_once("::")).unwrap_or(("", name));
        Import { module: module.to_owned(), field: field.to_owned(), symbol: None }
    }
}

/// The origin of imports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    /// WASI, as core imports or as interfaces.
    Wasi,
    /// Emscripten's library in JavaScript.
    Emscripten,
    /// JavaScript bindings of wasm-bindgen.
    WasmBindgen,
    /// Go's library in JavaScript.
    Go,
    /// The C library.
    CLibrary,
    /// Anything else: a function of the embedder.
    Embedder,
}

/// Functions of a C library that are imported from module `env`. Those that the runtime defines are refused before
/// linking.
const C_LIBRARY: &[&str] = &[
    "abort",
    "abs",
    "acos",
    "aligned_alloc",
    "asin",
    "assert",
    "atan",
    "atan2",
    "atof",
    "atoi",
    "calloc",
    "ceil",
    "clock",
    "cos",
    "exit",
    "exp",
    "fabs",
    "fclose",
    "fflush",
    "floor",
    "fmod",
    "fopen",
    "fprintf",
    "fputc",
    "fputs",
    "fread",
    "free",
    "fwrite",
    "getenv",
    "isalpha",
    "isdigit",
    "isspace",
    "log",
    "log10",
    "log2",
    "longjmp",
    "malloc",
    "memchr",
    "pow",
    "printf",
    "putchar",
    "puts",
    "qsort",
    "rand",
    "realloc",
    "round",
    "setjmp",
    "sin",
    "snprintf",
    "sprintf",
    "sqrt",
    "srand",
    "sscanf",
    "strcat",
    "strchr",
    "strcmp",
    "strcpy",
    "strdup",
    "strncat",
    "strncmp",
    "strncpy",
    "strrchr",
    "strstr",
    "strtod",
    "strtol",
    "strtoul",
    "tan",
    "time",
    "tolower",
    "toupper",
    "trunc",
    "vfprintf",
    "vprintf",
    "vsnprintf",
    "vsprintf",
    "__assert_fail",
];

/// The features of a program that need an import of WASI, by the prefix of the function's or the interface's name.
const WASI_USES: &[(&str, &str)] = &[
    ("fd_", "files, or standard input and output as of `printf`"),
    ("path_", "files"),
    ("proc_", "the end of the process, as of `exit` and `abort`"),
    ("clock_", "clocks"),
    ("random_", "random numbers"),
    ("environ_", "environment variables"),
    ("args_", "arguments of a command line"),
    ("poll_", "waiting, as of `sleep`"),
    ("sched_", "threads"),
    ("sock_", "sockets"),
    ("wasi:cli/environment", "environment variables and arguments"),
    ("wasi:cli/exit", "the end of the process, as of `exit` and `abort`"),
    ("wasi:cli/", "standard input and output, as of `printf`"),
    ("wasi:io/", "standard input and output, as of `printf`"),
    ("wasi:filesystem/", "files"),
    ("wasi:clocks/", "clocks"),
    ("wasi:random/", "random numbers"),
    ("wasi:sockets/", "sockets"),
    ("wasi:http/", "HTTP"),
];

impl Origin {
    fn of(import: &Import) -> Origin {
        let in_c_library = || {
            let field = import.field.as_str();
            C_LIBRARY.iter().any(|name| field == *name || field.strip_suffix('f') == Some(name))
        };
        match import.module.as_str() {
            module if module.starts_with("wasi") => Origin::Wasi,
            "wbg" | "__wbindgen_placeholder__" | "__wbindgen_externref_xform__" => Origin::WasmBindgen,
            "go" | "gojs" => Origin::Go,
            "env" if import.field.starts_with("emscripten_") || import.field.starts_with("__syscall_") => {
                Origin::Emscripten
            }
            "env" if in_c_library() => Origin::CLibrary,
            _ => Origin::Embedder,
        }
    }

    /// The provider of the imports, to be appended to `imports of`.
    fn name(self) -> &'static str {
        match self {
            Origin::Wasi => "WASI, an interface to operating systems",
            Origin::Emscripten => "Emscripten's library in JavaScript",
            Origin::WasmBindgen => "JavaScript, by wasm-bindgen",
            Origin::Go => "Go's library in JavaScript",
            Origin::CLibrary => "the C library",
            Origin::Embedder => "the embedder",
        }
    }

    /// Advice on how to avoid the imports; `None` if they can only be provided.
    fn instead(self) -> Option<&'static str> {
        Some(match self {
            Origin::Wasi => {
                "leave out of the program what needs them, and compile for `wasm32-unknown-unknown`, which has no system"
            }
            Origin::Emscripten => {
                "leave out of the program what needs them, and compile with clang for `wasm32-unknown-unknown`"
            }
            Origin::WasmBindgen => {
                "do without wasm-bindgen and the crates that need it, such as `js-sys`; describe the imports in WIT"
            }
            Origin::Go => "compile with TinyGo, `-target=wasm-unknown`, and leave out what needs them",
            Origin::CLibrary => {
                "compile `guest/c/dissolve_guest.c` into the module, which has `malloc`, `memcpy` and their kin, or link a \
                 C library into it; in AssemblyScript, compile with `--use abort=`"
            }
            Origin::Embedder => return None,
        })
    }
}

/// Imports of one origin, with advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    origin: Origin,
    imports: Vec<Import>,
}

/// Groups imports by their origin. Those of the embedder come last.
pub fn groups(imports: impl IntoIterator<Item = Import>) -> Vec<Group> {
    let mut groups: BTreeMap<Origin, Vec<Import>> = BTreeMap::new();
    for import in imports {
        groups.entry(Origin::of(&import)).or_default().push(import);
    }
    groups.into_iter().map(|(origin, imports)| Group { origin, imports }).collect()
}

impl Group {
    /// Returns true if the imports are the embedder's own functions.
    pub fn is_of_the_embedder(&self) -> bool {
        self.origin == Origin::Embedder
    }

    /// The number of imports, their origin, and the features of the program that need them.
    pub fn summary(&self) -> String {
        let (number, plural) = (self.imports.len(), if self.imports.len() == 1 { "" } else { "s" });
        let uses = self.uses();
        let uses = if uses.is_empty() { String::new() } else { format!("; they are for {}", uses.join("; ")) };
        format!("{number} import{plural} of {}{uses}", self.origin.name())
    }

    /// The ways to provide or avoid the imports, one line each. Before the module is compiled, its symbols are not
    /// known.
    pub fn ways(&self) -> Vec<String> {
        let symbols: Vec<_> = self.imports.iter().filter_map(|import| import.symbol.as_deref()).collect();
        let symbols = match symbols[..] {
            [] => "them".to_owned(),
            _ => symbols.iter().map(|symbol| format!("`{symbol}`")).collect::<Vec<_>>().join(", "),
        };
        let mut ways = vec![format!("define {symbols} in an object or archive, and give it with `--link FILE`")];
        if self.imports.iter().any(|import| import.module.contains(':')) {
            ways.push("plug in a component that exports the interface, with `--plug FILE`".to_owned());
        }
        if let Some(instead) = self.origin.instead() {
            ways.insert(0, instead.to_owned());
        }
        ways
    }

    /// The features of the program that need the imports.
    fn uses(&self) -> Vec<&'static str> {
        let mut uses = Vec::new();
        for import in self.imports.iter().filter(|_| self.origin == Origin::Wasi) {
            let begins = |(prefix, _): &&(&str, &str)| {
                import.module.starts_with(prefix) || (!import.module.contains(':') && import.field.starts_with(prefix))
            };
            if let Some((_, name)) = WASI_USES.iter().find(begins)
                && !uses.contains(name)
            {
                uses.push(*name);
            }
        }
        uses
    }
}

/// Shows the imports and the advice, one line each.
impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n  {}:", self.summary())?;
        for import in &self.imports {
            let separator = if import.module.contains(':') { "#" } else { "::" };
            let module = if import.module.is_empty() { String::new() } else { format!("{}{separator}", import.module) };
            write!(f, "\n    `{module}{}`", import.field)?;
        }
        for (index, way) in self.ways().iter().enumerate() {
            write!(f, "\n  {}{way}", if index == 0 { "" } else { "or " })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn import(module: &str, field: &str) -> Import {
        Import { module: module.into(), field: field.into(), symbol: Some(format!("{module}_{field}")) }
    }

    #[test]
    fn imports_are_told_apart_by_origin() {
        let cases = [
            ("wasi_snapshot_preview1", "fd_write", Origin::Wasi),
            ("wasi:cli/stdout@0.2.0", "get-stdout", Origin::Wasi),
            ("env", "emscripten_resize_heap", Origin::Emscripten),
            ("env", "printf", Origin::CLibrary),
            ("env", "sinf", Origin::CLibrary),
            ("env", "led_on", Origin::Embedder),
            ("wbg", "__wbindgen_throw", Origin::WasmBindgen),
            ("gojs", "runtime.wasmExit", Origin::Go),
            ("acme:led/led", "on", Origin::Embedder),
        ];
        for (module, field, origin) in cases {
            assert_eq!(Origin::of(&import(module, field)), origin, "{module} {field}");
        }
    }

    #[test]
    fn wasi_is_explained_by_use() {
        let wasi = "wasi_snapshot_preview1";
        let groups = groups([
            import("env", "led"),
            import(wasi, "fd_write"),
            import(wasi, "fd_seek"),
            import(wasi, "proc_exit"),
        ]);
        let [wasi, embedder] = &groups[..] else { panic!("{groups:?}") };
        assert_eq!(
            wasi.summary(),
            "3 imports of WASI, an interface to operating systems; they are for files, or standard input and output as of \
             `printf`; the end of the process, as of `exit` and `abort`"
        );
        assert!(embedder.is_of_the_embedder());
        assert_eq!(embedder.ways(), ["define `env_led` in an object or archive, and give it with `--link FILE`"]);
        let parsed =
            [Import::parse("wasi:clocks/wall-clock@0.2.0#now"), Import::parse("env::led"), Import::parse("led")];
        assert_eq!(parsed.map(|import| import.module), ["wasi:clocks/wall-clock@0.2.0", "env", ""]);
    }
}
