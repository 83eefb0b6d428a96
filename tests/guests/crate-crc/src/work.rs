//! Checksums of every width that `crc` has, by table and without one.

use crc::{CRC_8_SMBUS, CRC_16_IBM_SDLC, CRC_32_ISO_HDLC, CRC_64_XZ, CRC_82_DARC, Crc, NoTable, Table};

/// Which checksum.
#[derive(Clone, Copy, Debug)]
pub enum Algorithm {
    /// 8 bits, without a table.
    Smbus,
    /// 16 bits.
    IbmSdlc,
    /// 32 bits, sixteen tables.
    IsoHdlc,
    /// 64 bits.
    Xz,
    /// 82 bits, without a table.
    Darc,
}

/// A checksum, of at most 128 bits.
#[derive(Clone, Copy, Debug)]
pub struct Checksum {
    /// Its width in bits.
    pub width: u8,
    /// Bits 0 to 63.
    pub low: u64,
    /// Bits 64 to 127.
    pub high: u64,
}

static SMBUS: Crc<u8, NoTable> = Crc::<u8, NoTable>::new(&CRC_8_SMBUS);
static IBM_SDLC: Crc<u16> = Crc::<u16>::new(&CRC_16_IBM_SDLC);
static ISO_HDLC: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISO_HDLC);
static XZ: Crc<u64> = Crc::<u64>::new(&CRC_64_XZ);
static DARC: Crc<u128, NoTable> = Crc::<u128, NoTable>::new(&CRC_82_DARC);

/// The checksum of the pieces, one after the other.
pub fn checksum<P: AsRef<[u8]>>(algorithm: Algorithm, pieces: &[P]) -> Checksum {
    macro_rules! digest {
        ($crc:expr) => {{
            let mut digest = $crc.digest();
            pieces.iter().for_each(|piece| digest.update(piece.as_ref()));
            (u128::from(digest.finalize()), $crc.algorithm.width)
        }};
    }
    let (bits, width) = match algorithm {
        Algorithm::Smbus => digest!(SMBUS),
        Algorithm::IbmSdlc => digest!(IBM_SDLC),
        Algorithm::IsoHdlc => digest!(ISO_HDLC),
        Algorithm::Xz => digest!(XZ),
        Algorithm::Darc => digest!(DARC),
    };
    Checksum { width, low: bits as u64, high: (bits >> 64) as u64 }
}
