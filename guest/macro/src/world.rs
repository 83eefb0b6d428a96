//! Mode `omit`: finds out whether a world needs an allocator, and which of its functions do.
//!
//! Takes the options that select the world, as the stock macro reads them; gives the stock macro's options without
//! those that link `cabi_realloc`, or an error that names each function and parameter that needs memory.

use std::env;
use std::path::{Path, PathBuf};

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Error, LitStr, Token};
use wit_parser::{Function, Handle, Resolve, Type, TypeDefKind, WorldId, WorldItem, WorldKey};

/// The most core parameters of a function (Component Model, *CanonicalABI*, `MAX_FLAT_PARAMS`). If there are more, they
/// are passed in memory.
const MAX_FLAT_PARAMS: usize = 16;

/// The options of the stock macro that select the world.
#[derive(Default)]
pub struct Source {
    world: Option<TokenStream>,
    path: Option<TokenStream>,
    inline: Option<TokenStream>,
    features: Option<TokenStream>,
    /// The options of the stock macro that mode `omit` sets itself, or that its runtime does not support.
    taken: Vec<Ident>,
}

impl Source {
    /// Records an option of the stock macro.
    pub fn note(&mut self, name: &Ident, value: &TokenStream) {
        let slot = match name.to_string().as_str() {
            "world" => &mut self.world,
            "path" => &mut self.path,
            "inline" => &mut self.inline,
            "features" => &mut self.features,
            "async" | "disable_custom_section_link_helpers" | "runtime_path" => {
                self.taken.push(name.clone());
                return;
            }
            _ => return,
        };
        *slot = Some(value.clone());
    }

    fn resolve(&self) -> anyhow::Result<(Resolve, WorldId)> {
        let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
        let mut resolve = Resolve { all_features: false, ..Resolve::default() };
        if let Some(features) = &self.features {
            resolve.features.extend(strings(features)?);
        }
        let mut packages = Vec::new();
        let mut push = |resolve: &mut Resolve, path: &Path| -> anyhow::Result<()> {
            packages.push(resolve.push_path(root.join(path))?.0);
            Ok(())
        };
        match (&self.path, &self.inline) {
            (Some(paths), _) => {
                for path in strings(paths)? {
                    push(&mut resolve, Path::new(&path))?;
                }
            }
            // The folder may have the dependencies of an inline world.
            (None, Some(_)) if !root.join("wit").is_dir() => {}
            (None, _) => push(&mut resolve, Path::new("wit"))?,
        }
        if let Some(inline) = &self.inline {
            let text = syn::parse2::<LitStr>(inline.clone())?.value();
            packages = vec![resolve.push_str("macro-input", &text)?];
        }
        let world = match &self.world {
            Some(name) => Some(syn::parse2::<LitStr>(name.clone())?.value()),
            None => None,
        };
        let world = resolve.select_world(&packages, world.as_deref())?;
        Ok((resolve, world))
    }
}

/// One string, or several in brackets. Each may be an invocation of `concat!` or a similar macro.
fn strings(value: &TokenStream) -> syn::Result<Vec<String>> {
    let one = |text: &macro_string::MacroString| text.eval();
    if let Ok(text) = syn::parse2::<macro_string::MacroString>(value.clone()) {
        return Ok(vec![one(&text)?]);
    }
    let group = syn::parse2::<Group>(value.clone())?;
    let parser = Punctuated::<macro_string::MacroString, Token![,]>::parse_terminated;
    syn::parse::Parser::parse2(parser, group.stream())?.iter().map(one).collect()
}

/// The stock macro's options for a world that needs no allocator. They select a runtime without one.
pub fn without_reallocation(rest: TokenStream, source: &Source, mode: &LitStr) -> syn::Result<TokenStream> {
    if let Some(taken) = source.taken.first() {
        return Err(Error::new(
            taken.span(),
            format!("`{taken}` does not go with the mode `omit`, whose runtime is its own"),
        ));
    }
    let (resolve, world) = source.resolve().map_err(|error| Error::new(mode.span(), format!("{error:#}")))?;
    let needs = needs(&resolve, world);
    if !needs.is_empty() {
        let name = &resolve.worlds[world].name;
        let list = needs.iter().map(|need| format!("\n  - {need}")).collect::<String>();
        let message = format!(
            "the world `{name}` needs an allocator, so `omit` is not for it:{list}\nchoose `static-arena` or `extern-arena`"
        );
        return Err(Error::new(mode.span(), message));
    }
    let fields = rest.into_iter().flat_map(|tree| match tree {
        TokenTree::Group(group) => group.stream(),
        other => other.into(),
    });
    let fields = fields.collect::<TokenStream>();
    Ok(quote! {{
        runtime_path: "::dissolve_guest::omit",
        disable_custom_section_link_helpers: true,
        #fields
    }})
}

/// All items of a world that need memory of the guest, in the world's order.
fn needs(resolve: &Resolve, world: WorldId) -> Vec<String> {
    let world = &resolve.worlds[world];
    let mut needs = Vec::new();
    for (direction, items) in [(Direction::Import, &world.imports), (Direction::Export, &world.exports)] {
        for (key, item) in items {
            match item {
                WorldItem::Function(function) => needs.extend(function_needs(resolve, function, direction, None)),
                WorldItem::Interface { id, .. } => {
                    let interface = interface_name(resolve, key);
                    let functions = resolve.interfaces[*id].functions.values();
                    needs.extend(functions.flat_map(|f| function_needs(resolve, f, direction, Some(&interface))));
                    if direction == Direction::Export {
                        let types = resolve.interfaces[*id].types.iter();
                        let resources =
                            types.filter(|(_, ty)| matches!(resolve.types[**ty].kind, TypeDefKind::Resource));
                        needs.extend(
                            resources
                                .map(|(name, _)| format!("the exported resource `{name}` of `{interface}` is boxed")),
                        );
                    }
                }
                WorldItem::Type { .. } => {}
            }
        }
    }
    needs
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Import,
    Export,
}

fn interface_name(resolve: &Resolve, key: &WorldKey) -> String {
    resolve.name_world_key(key)
}

/// The reasons why a function needs memory.
fn function_needs(
    resolve: &Resolve,
    function: &Function,
    direction: Direction,
    interface: Option<&str>,
) -> Vec<String> {
    let verb = if direction == Direction::Import { "import" } else { "export" };
    let owner = interface.map_or_else(String::new, |interface| format!("{interface}#"));
    let name = format!("{verb} `{owner}{}`", function.name);
    if function.kind.is_async() {
        return vec![format!("{name} is asynchronous")];
    }
    let mut needs = Vec::new();
    let mut words = 0;
    for param in &function.params {
        // A value that contains an owned handle is passed by value, not lent.
        let lent = direction == Direction::Import && !has_own_handle(resolve, &param.ty);
        if let Some(what) = memory_of(resolve, &param.ty, lent) {
            needs.push(format!("parameter `{}` of {name} has {what}", param.name));
        }
        words = words_of(resolve, &param.ty).saturating_add(words);
    }
    if direction == Direction::Export && words > MAX_FLAT_PARAMS {
        needs.push(format!(
            "the parameters of {name} are passed in memory: they take more than {MAX_FLAT_PARAMS} words"
        ));
    }
    if let Some(what) = function.result.and_then(|ty| memory_of(resolve, &ty, false)) {
        needs.push(format!("the result of {name} has {what}"));
    }
    needs
}

/// The part of a type that needs memory of its own. A string, or a list of numbers, that is only lent to an import
/// stays where it is.
fn memory_of(resolve: &Resolve, ty: &Type, lent: bool) -> Option<&'static str> {
    let Type::Id(id) = ty else {
        return match ty {
            Type::String if !lent => Some("a string"),
            Type::ErrorContext => Some("an error context"),
            _ => None,
        };
    };
    let any = |mut types: Box<dyn Iterator<Item = &Type> + '_>, lent| types.find_map(|ty| memory_of(resolve, ty, lent));
    match &resolve.types[*id].kind {
        TypeDefKind::List(element) if lent && is_plain(resolve, element) => None,
        TypeDefKind::List(_) => Some("a list"),
        TypeDefKind::Map(..) => Some("a map"),
        TypeDefKind::Stream(_) => Some("a stream"),
        TypeDefKind::Future(_) => Some("a future"),
        TypeDefKind::Record(record) => any(Box::new(record.fields.iter().map(|field| &field.ty)), false),
        TypeDefKind::Variant(variant) => any(Box::new(variant.cases.iter().filter_map(|case| case.ty.as_ref())), false),
        TypeDefKind::Tuple(tuple) => any(Box::new(tuple.types.iter()), lent),
        TypeDefKind::Option(ty) | TypeDefKind::Type(ty) | TypeDefKind::FixedLengthList(ty, _) => {
            memory_of(resolve, ty, lent)
        }
        TypeDefKind::Result(result) => any(Box::new(result.ok.iter().chain(&result.err)), lent),
        TypeDefKind::Flags(_) | TypeDefKind::Enum(_) | TypeDefKind::Handle(_) | TypeDefKind::Resource => None,
        TypeDefKind::Unknown => Some("an unknown type"),
    }
}

/// Returns true if a type contains an owned handle.
fn has_own_handle(resolve: &Resolve, ty: &Type) -> bool {
    let Type::Id(id) = ty else { return false };
    let has = |ty: &Type| has_own_handle(resolve, ty);
    match &resolve.types[*id].kind {
        TypeDefKind::Handle(handle) => matches!(handle, Handle::Own(_)),
        TypeDefKind::Record(record) => record.fields.iter().any(|field| has(&field.ty)),
        TypeDefKind::Variant(variant) => variant.cases.iter().filter_map(|case| case.ty.as_ref()).any(has),
        TypeDefKind::Tuple(tuple) => tuple.types.iter().any(has),
        TypeDefKind::Result(result) => result.ok.iter().chain(&result.err).any(has),
        TypeDefKind::Option(ty)
        | TypeDefKind::Type(ty)
        | TypeDefKind::List(ty)
        | TypeDefKind::FixedLengthList(ty, _) => has(ty),
        _ => false,
    }
}

/// Returns true if a list of this type can be lent without a conversion.
fn is_plain(resolve: &Resolve, ty: &Type) -> bool {
    match ty {
        Type::Id(id) => match &resolve.types[*id].kind {
            TypeDefKind::Type(ty) => is_plain(resolve, ty),
            _ => false,
        },
        Type::String | Type::ErrorContext | Type::Bool | Type::Char => false,
        _ => true,
    }
}

/// The number of core values in the flat form of a type (Component Model, *CanonicalABI*, `flatten_type`).
fn words_of(resolve: &Resolve, ty: &Type) -> usize {
    let Type::Id(id) = ty else {
        return if matches!(ty, Type::String) { 2 } else { 1 };
    };
    match &resolve.types[*id].kind {
        TypeDefKind::List(_) | TypeDefKind::Map(..) => 2,
        TypeDefKind::Record(record) => {
            record.fields.iter().map(|field| words_of(resolve, &field.ty)).fold(0, usize::saturating_add)
        }
        TypeDefKind::Tuple(tuple) => tuple.types.iter().map(|ty| words_of(resolve, ty)).fold(0, usize::saturating_add),
        TypeDefKind::Variant(variant) => {
            let cases = variant.cases.iter().filter_map(|case| case.ty.as_ref());
            cases.map(|ty| words_of(resolve, ty)).max().unwrap_or(0).saturating_add(1)
        }
        TypeDefKind::Option(ty) => words_of(resolve, ty).saturating_add(1),
        TypeDefKind::Result(result) => {
            let cases = result.ok.iter().chain(&result.err);
            cases.map(|ty| words_of(resolve, ty)).max().unwrap_or(0).saturating_add(1)
        }
        TypeDefKind::Type(ty) => words_of(resolve, ty),
        TypeDefKind::FixedLengthList(ty, count) => {
            words_of(resolve, ty).saturating_mul(usize::try_from(*count).unwrap_or(usize::MAX))
        }
        TypeDefKind::Flags(flags) => flags.flags.len().div_ceil(32),
        _ => 1,
    }
}
