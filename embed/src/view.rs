//! Types whose lifetimes can be shortened.

use crate::list::List;
use crate::scalar::Plain;

/// A type of values that a [`Guard`](crate::Guard) can hold.
///
/// # Safety
///
/// [`View::At`] is the type itself with `'g` in place of the lifetime of what lies in the program's memory. The type is
/// covariant in that lifetime.
pub unsafe trait View {
    /// The type with another lifetime.
    type At<'g>;
}

macro_rules! same {
    ($($ty:ty)*) => {$(
        // SAFETY: there is no lifetime.
        unsafe impl View for $ty {
            type At<'g> = $ty;
        }
    )*};
}

same!(() bool char u8 u16 u32 u64 i8 i16 i32 i64 f32 f64);

// SAFETY: a reference is covariant.
unsafe impl View for &str {
    type At<'g> = &'g str;
}

// SAFETY: a reference is covariant; the elements have no lifetime.
unsafe impl<T: Plain> View for &[T] {
    type At<'g> = &'g [T];
}

// SAFETY: a list only gives elements.
unsafe impl<T: View> View for List<'_, T> {
    type At<'g> = List<'g, T::At<'g>>;
}

// SAFETY: an option is covariant.
unsafe impl<T: View> View for Option<T> {
    type At<'g> = Option<T::At<'g>>;
}

// SAFETY: a result is covariant.
unsafe impl<T: View, E: View> View for Result<T, E> {
    type At<'g> = Result<T::At<'g>, E::At<'g>>;
}

// SAFETY: an array is covariant.
unsafe impl<T: View, const N: usize> View for [T; N] {
    type At<'g> = [T::At<'g>; N];
}

macro_rules! tuple {
    ($($ty:ident)*) => {
        // SAFETY: a tuple is covariant.
        unsafe impl<$($ty: View),*> View for ($($ty,)*) {
            type At<'g> = ($($ty::At<'g>,)*);
        }
    };
}

tuple!(A);
tuple!(A B);
tuple!(A B C);
tuple!(A B C D);
tuple!(A B C D E);
tuple!(A B C D E F);
tuple!(A B C D E F G);
tuple!(A B C D E F G H);
tuple!(A B C D E F G H I);
tuple!(A B C D E F G H I J);
tuple!(A B C D E F G H I J K);
tuple!(A B C D E F G H I J K L);
