//! Splits the macro's input into the stock macro's options, which stay unchanged, and the options of this macro.
//!
//! Input that does not have the form `{ name: value, … }`, such as `"world" in "path"`, has no options of this macro,
//! and is passed on completely.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::{Error, Expr, LitStr};

use crate::allocator::Allocator;
use crate::world::Source;

/// The stock macro's option that leaves static constructors out of exported functions.
const CONSTRUCTORS: &str = "disable_run_ctors_once_workaround";

/// The macro's input, split up.
pub struct Options {
    /// The options of the stock macro.
    pub rest: TokenStream,
    /// The allocator, if one is selected.
    pub allocator: Option<Allocator>,
    /// The options that select the world.
    pub world: Source,
    /// True if static constructors are left out of exported functions, so that the guest's initialization has to run them.
    pub initializes: bool,
}

/// A field `name` or `name: value`, with the comma after it.
struct Field {
    name: Option<Ident>,
    value: TokenStream,
    tokens: TokenStream,
}

/// Splits the macro's input.
pub fn parse(input: TokenStream) -> syn::Result<Options> {
    let mut trees = input.clone().into_iter();
    let group = match (trees.next(), trees.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Brace => group,
        _ => return Ok(Options { rest: input, allocator: None, world: Source::default(), initializes: false }),
    };
    let mut mode = None;
    let mut size = None;
    let mut world = Source::default();
    let mut says_constructors = false;
    let mut rest = TokenStream::new();
    for field in fields(group.stream()) {
        let Some(name) = &field.name else {
            rest.extend(field.tokens);
            continue;
        };
        match name.to_string().as_str() {
            "cabi_realloc" => {
                let message = "`cabi_realloc` is a string: `static-arena`, `extern-arena` or `omit`";
                let value = syn::parse2::<LitStr>(field.value.clone());
                let value = value.map_err(|_| Error::new(place(name.span(), &field.value), message))?;
                once(&mut mode, value, name.span(), "cabi_realloc")?;
            }
            "arena_size" => {
                let value = syn::parse2::<Expr>(field.value.clone());
                let message = "`arena_size` is a number of bytes";
                let value = value.map_err(|_| Error::new(place(name.span(), &field.value), message))?;
                once(&mut size, (name.span(), value), name.span(), "arena_size")?;
            }
            other => {
                says_constructors |= other == CONSTRUCTORS;
                world.note(name, &field.value);
                rest.extend(field.tokens);
            }
        }
    }
    let Some(allocator) = Allocator::new(mode, size)? else {
        return Ok(Options { rest: input, allocator: None, world, initializes: false });
    };
    if !says_constructors {
        let option = Ident::new(CONSTRUCTORS, Span::call_site());
        rest = quote!(#option: true, #rest);
    }
    let mut group_rest = Group::new(Delimiter::Brace, rest);
    group_rest.set_span(group.span());
    let rest = TokenTree::from(group_rest).to_token_stream();
    Ok(Options { rest, allocator: Some(allocator), world, initializes: !says_constructors })
}

/// The span of a value, or of its name if it has no value.
fn place(name: Span, value: &TokenStream) -> Span {
    value.clone().into_iter().next().map_or(name, |tree| tree.span())
}

fn once<T>(slot: &mut Option<T>, value: T, place: Span, name: &str) -> syn::Result<()> {
    if slot.replace(value).is_some() {
        return Err(Error::new(place, format!("`{name}` is there twice")));
    }
    Ok(())
}

/// Splits at the commas outside of brackets.
fn fields(stream: TokenStream) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut current = Vec::new();
    for tree in stream {
        let is_comma = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == ',');
        current.push(tree);
        if is_comma {
            fields.push(Field::new(std::mem::take(&mut current)));
        }
    }
    if !current.is_empty() {
        fields.push(Field::new(current));
    }
    fields
}

impl Field {
    fn new(trees: Vec<TokenTree>) -> Field {
        let tokens = trees.iter().cloned().collect();
        let end = match trees.last() {
            Some(TokenTree::Punct(punct)) if punct.as_char() == ',' => trees.len() - 1,
            _ => trees.len(),
        };
        let (name, value) = match &trees[..end] {
            [TokenTree::Ident(name), TokenTree::Punct(colon), value @ ..] if colon.as_char() == ':' => {
                (Some(name.clone()), value.iter().cloned().collect())
            }
            [TokenTree::Ident(name)] => (Some(name.clone()), quote!()),
            _ => (None, quote!()),
        };
        Field { name, value, tokens }
    }
}
