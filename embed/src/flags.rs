//! Sets of flags.

/// Defines the type of a set of flags, of which there is at least one: `flags!(Name, size in bytes, alignment, words, { FLAG = index; … })`, with attributes before the
/// name and each flag. For generated code only.
#[doc(hidden)]
#[macro_export]
macro_rules! __flags {
    (
        $(#[$attribute:meta])*
        $name:ident, $size:literal, $align:literal, $words:literal,
        { $($(#[$flag_attribute:meta])* $flag:ident = $bit:literal;)* }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
        pub struct $name {
            words: [u32; $words],
        }

        impl $name {
            $(
                $(#[$flag_attribute])*
                pub const $flag: Self = Self::flag($bit);
            )*

            /// No flags.
            pub const fn empty() -> Self {
                Self { words: [0; $words] }
            }

            /// All flags.
            pub const fn all() -> Self {
                let mut words = [0; $words];
                let bits: &[usize] = &[$($bit),*];
                let mut index = 0;
                while index < bits.len() {
                    words[bits[index] / 32] |= 1 << (bits[index] % 32);
                    index += 1;
                }
                Self { words }
            }

            const fn flag(index: usize) -> Self {
                let mut words = [0; $words];
                words[index / 32] = 1 << (index % 32);
                Self { words }
            }

            /// The flags as bits, the first one in the lowest bit of the first word.
            pub const fn words(self) -> [u32; $words] {
                self.words
            }

            /// The flags of bits; bits that are no flags are ignored.
            pub fn from_words(words: [u32; $words]) -> Self {
                Self { words } & Self::all()
            }

            /// Returns true if no flag is set.
            pub fn is_empty(self) -> bool {
                self == Self::empty()
            }

            /// Returns true if all flags of `other` are set.
            pub fn contains(self, other: Self) -> bool {
                self & other == other
            }
        }

        impl ::core::ops::BitOr for $name {
            type Output = Self;
            fn bitor(mut self, other: Self) -> Self {
                self |= other;
                self
            }
        }

        impl ::core::ops::BitOrAssign for $name {
            fn bitor_assign(&mut self, other: Self) {
                self.words.iter_mut().zip(other.words).for_each(|(word, other)| *word |= other);
            }
        }

        impl ::core::ops::BitAnd for $name {
            type Output = Self;
            fn bitand(mut self, other: Self) -> Self {
                self &= other;
                self
            }
        }

        impl ::core::ops::BitAndAssign for $name {
            fn bitand_assign(&mut self, other: Self) {
                self.words.iter_mut().zip(other.words).for_each(|(word, other)| *word &= other);
            }
        }

        impl ::core::ops::BitXor for $name {
            type Output = Self;
            fn bitxor(mut self, other: Self) -> Self {
                self ^= other;
                self
            }
        }

        impl ::core::ops::BitXorAssign for $name {
            fn bitxor_assign(&mut self, other: Self) {
                self.words.iter_mut().zip(other.words).for_each(|(word, other)| *word ^= other);
            }
        }

        impl ::core::ops::Sub for $name {
            type Output = Self;
            /// The flags of `self` that are not in `other`.
            fn sub(self, other: Self) -> Self {
                self & !other
            }
        }

        impl ::core::ops::Not for $name {
            type Output = Self;
            fn not(self) -> Self {
                Self::all() ^ self
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let names: &[(Self, &str)] = &[$((Self::$flag, ::core::stringify!($flag))),*];
                let mut set = f.debug_set();
                for (flag, name) in names {
                    if self.contains(*flag) {
                        set.entry(&::core::format_args!("{name}"));
                    }
                }
                set.finish()
            }
        }

        // SAFETY: the generator takes the layout from the canonical ABI.
        unsafe impl $crate::rt::Abi for $name {
            const SIZE: u32 = $size;
            const ALIGN: u32 = $align;
            const FLAT: usize = $words;
        }

        // SAFETY: writes each word once.
        unsafe impl<G: $crate::rt::Guest> $crate::rt::Lower<G> for $name {
            #[inline]
            unsafe fn lower_flat(&self, to: *mut u64) -> ::core::result::Result<(), $crate::rt::Fault> {
                for (index, word) in self.words.into_iter().enumerate() {
                    // SAFETY: there is a slot for each word.
                    unsafe { to.add(index).write(word.into()) };
                }
                ::core::result::Result::Ok(())
            }

            #[inline]
            unsafe fn store(&self, to: *mut u8) -> ::core::result::Result<(), $crate::rt::Fault> {
                // SAFETY: there is aligned room for the flags.
                unsafe {
                    match $size {
                        1 => to.write(self.words[0] as u8),
                        2 => to.cast::<u16>().write(self.words[0] as u16),
                        _ => to.cast::<[u32; $words]>().write(self.words),
                    }
                }
                ::core::result::Result::Ok(())
            }
        }

        // SAFETY: never fails.
        unsafe impl<G: $crate::rt::Guest> $crate::rt::Lift<G> for $name {
            #[inline]
            unsafe fn lift_flat(from: *const u64) -> ::core::result::Result<Self, $crate::rt::Fault> {
                let mut words = [0; $words];
                for (index, word) in words.iter_mut().enumerate() {
                    // SAFETY: there is a slot for each word.
                    *word = unsafe { from.add(index).read() as u32 };
                }
                ::core::result::Result::Ok(Self::from_words(words))
            }

            #[inline]
            unsafe fn load<const TRUSTED: bool>(
                from: *const u8,
            ) -> ::core::result::Result<Self, $crate::rt::Fault> {
                let mut words = [0; $words];
                // SAFETY: the bytes are those of the flags.
                unsafe {
                    match $size {
                        1 => words[0] = from.read().into(),
                        2 => words[0] = from.cast::<u16>().read().into(),
                        _ => words = from.cast::<[u32; $words]>().read(),
                    }
                }
                ::core::result::Result::Ok(Self::from_words(words))
            }
        }

        // SAFETY: there is no lifetime.
        unsafe impl $crate::rt::View for $name {
            type At<'g> = $name;
        }
    };
}
