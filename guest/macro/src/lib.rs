//! The macro `dissolve_guest::generate!`: the stock `wit_bindgen::generate!`, and a bounded allocator.
//!
//! It removes its own two options from the input, and passes the rest to the stock macro, token for token. So it works
//! with any version of the bindings that the guest depends on, and without these options it is the stock macro.

mod allocator;
mod manifest;
mod options;
mod world;

use proc_macro2::TokenStream;
use quote::quote;

use crate::allocator::Allocator;
use crate::options::Options;

/// Generates bindings, and selects the guest's allocator.
///
/// Takes every option of `wit_bindgen::generate!`, which the guest depends on, and these:
///
/// - `cabi_realloc: "static-arena"`: a fixed arena inside the guest, of `arena_size: BYTES`, a constant expression.
/// - `cabi_realloc: "extern-arena"`: the embedder's arena, through the import `env::__cabi_arena_realloc`.
/// - `cabi_realloc: "omit"`: no allocator. The world must not need one: no string or list may be passed in or out,
///   except for strings and lists of numbers that are lent to an import.
///
/// The allocator becomes the guest's global allocator, so `cabi_realloc`, lifting and lowering, post-return and the
/// guest's own collections all use it. If a guest has several `generate!`, only one of them selects it.
///
/// Static constructors run when the component is instantiated: the option `disable_run_ctors_once_workaround` is set, unless it is given, and
/// the guest exports `_initialize`.
///
/// Without `cabi_realloc` this is `wit_bindgen::generate!`.
#[proc_macro]
pub fn generate(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand(input.into(), manifest::check).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Expands the macro. `check` looks whether the guest can use the stock macro.
fn expand(input: TokenStream, check: fn() -> syn::Result<()>) -> syn::Result<TokenStream> {
    let Options { rest, allocator, world, initializes } = options::parse(input)?;
    let Some(allocator) = allocator else {
        check()?;
        return Ok(quote!(::wit_bindgen::generate!(#rest);));
    };
    let bindings = match &allocator {
        Allocator::None { mode } => {
            let options = world::without_reallocation(rest, &world, mode)?;
            quote!(::dissolve_guest::omit::generate!(#options);)
        }
        _ => {
            check()?;
            quote!(::wit_bindgen::generate!(#rest);)
        }
    };
    let item = allocator.item();
    let initialization = initializes.then(initialization);
    Ok(quote!(#bindings #item #initialization))
}

/// The function that runs static constructors when the component is instantiated. The linker calls them in each exported function if
/// nothing does, and the stock bindings look at a flag there.
fn initialization() -> TokenStream {
    quote! {
        #[cfg(target_family = "wasm")]
        #[unsafe(export_name = "_initialize")]
        extern "C" fn __dissolve_guest_initialize() {
            unsafe extern "C" {
                safe fn __wasm_call_ctors();
            }
            __wasm_call_ctors();
        }
    }
}

#[cfg(test)]
mod tests;
