//! The allocator that the options select: takes the two options, gives the item that defines it.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Error, Expr, Lit, LitStr};

/// Bytes of the smallest arena, which has room for one block.
const SMALLEST: u64 = 24;
/// Bytes of the largest arena: no microcontroller has more memory.
const LARGEST: u64 = 16 << 20;

/// The allocator of a guest.
pub enum Allocator {
    /// Mode `static-arena`.
    Static {
        /// The size in bytes.
        size: Box<Expr>,
    },
    /// Mode `extern-arena`.
    Extern,
    /// Mode `omit`.
    None {
        /// The option's value, for errors.
        mode: LitStr,
    },
}

impl Allocator {
    /// The allocator of a mode, with the size that belongs to it.
    pub fn new(mode: Option<LitStr>, size: Option<(Span, Expr)>) -> syn::Result<Option<Allocator>> {
        let Some(mode) = mode else {
            return match size {
                None => Ok(None),
                Some((name, _)) => Err(Error::new(name, "`arena_size` goes with `cabi_realloc: \"static-arena\"`")),
            };
        };
        let allocator = match mode.value().as_str() {
            "static-arena" => {
                let missing = || Error::new(mode.span(), "`static-arena` takes a size: `arena_size: BYTES`");
                let (_, size) = size.ok_or_else(missing)?;
                check_size(&size)?;
                return Ok(Some(Allocator::Static { size: Box::new(size) }));
            }
            "extern-arena" => Allocator::Extern,
            "omit" => Allocator::None { mode: mode.clone() },
            other => {
                let message = format!("`{other}` is no mode: choose `static-arena`, `extern-arena` or `omit`");
                return Err(Error::new(mode.span(), message));
            }
        };
        match size {
            None => Ok(Some(allocator)),
            Some((name, _)) => {
                let message = format!("`arena_size` goes with `static-arena`, not with `{}`", mode.value());
                Err(Error::new(name, message))
            }
        }
    }

    /// The definition of the global allocator.
    pub fn item(&self) -> TokenStream {
        let realloc = match self {
            Allocator::None { .. } => TokenStream::new(),
            // On targets whose C library has its own `cabi_realloc`, which would grow the memory, this one replaces it.
            _ => quote! {
                #[cfg(all(target_os = "wasi", not(target_env = "p1")))]
                #[unsafe(export_name = "cabi_realloc")]
                unsafe extern "C" fn __dissolve_guest_cabi_realloc(
                    old_ptr: *mut u8,
                    old_len: usize,
                    align: usize,
                    new_len: usize,
                ) -> *mut u8 {
                    unsafe { __DISSOLVE_GUEST_ALLOCATOR.reallocate(old_ptr, old_len, align, new_len) }
                }
            },
        };
        let (check, ty, new) = match self {
            Allocator::Static { size } => {
                // The call has the span of the argument, for errors that only the compiler can find.
                let check = quote_spanned!(size.span()=> const _: () = ::dissolve_guest::check_arena_size(#size););
                let ty = quote!(::dissolve_guest::StaticArena<{ #size }, { ::dissolve_guest::lists(#size) }>);
                (check, ty.clone(), quote!(<#ty>::new()))
            }
            Allocator::Extern => unit(quote!(::dissolve_guest::ExternArena)),
            Allocator::None { .. } => unit(quote!(::dissolve_guest::NoAllocator)),
        };
        quote! {
            #check
            #[global_allocator]
            static __DISSOLVE_GUEST_ALLOCATOR: #ty = #new;
            #realloc
        }
    }
}

/// The parts of an item whose type is a unit struct.
fn unit(ty: TokenStream) -> (TokenStream, TokenStream, TokenStream) {
    (TokenStream::new(), ty.clone(), ty)
}

/// Checks a size that is a literal. Any other size is checked when the arena is made.
fn check_size(size: &Expr) -> syn::Result<()> {
    let Expr::Lit(literal) = size else { return Ok(()) };
    let Lit::Int(int) = &literal.lit else {
        return Err(Error::new(size.span(), "an arena's size is a number of bytes"));
    };
    // A number that does not parse is larger than any arena.
    match int.base10_parse::<u64>().unwrap_or(u64::MAX) {
        bytes if bytes < SMALLEST => {
            let message = format!("an arena of {bytes} bytes holds no block: it takes {SMALLEST} at least");
            Err(Error::new(size.span(), message))
        }
        bytes if bytes > LARGEST => {
            let message = format!("no microcontroller has room for an arena of {int} bytes (16 MiB at most)");
            Err(Error::new(size.span(), message))
        }
        _ => Ok(()),
    }
}
