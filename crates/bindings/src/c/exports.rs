//! Functions that call the exports of the component.
//!
//! A call of numbers is an inline function of the header; others are in the source.

use super::call::Call;
use super::code::Code;
use super::codec::Codec;
use crate::Error;

/// The generated functions.
#[derive(Default)]
pub struct Exports {
    /// Prototypes, and functions that are inline.
    pub header: Code,
    /// The other functions.
    pub source: Code,
    /// The number of functions whose results are released by the user.
    pub owners: usize,
}

impl Exports {
    /// Generates all exports.
    ///
    /// # Errors
    ///
    /// If the manifest lacks something, or has types that C cannot express.
    pub fn generate(codec: &mut Codec<'_, '_>) -> Result<Exports, Error> {
        let mut exports = Exports::default();
        let interface = codec.types.interface;
        for export in &interface.exports {
            let call = Call::new(codec, export)?;
            exports.write(codec, &call)?;
        }
        Ok(exports)
    }

    fn write(&mut self, codec: &mut Codec<'_, '_>, call: &Call<'_>) -> Result<(), Error> {
        self.header.comment(&call.comment(codec));
        let signature = call.signature(codec);
        if call.is_inline() {
            self.header.line(format!("static inline {signature}"));
            self.header.line("{");
            call.write_simple(codec, &mut self.header)?;
            self.header.line("}");
            return Ok(());
        }
        self.header.line(format!("{signature};"));
        if call.is_simple(codec) {
            self.source.line("");
            self.source.line(signature);
            self.source.line("{");
            call.write_simple(codec, &mut self.source)?;
            self.source.line("}");
            return Ok(());
        }
        let owner = call.has_views().then(|| {
            self.owners += 1;
            self.owners
        });
        call.write_guarded(codec, owner, &mut self.source)?;
        if let Some(owner) = owner {
            call.write_release(codec, owner, &mut self.header, &mut self.source);
        }
        Ok(())
    }
}
