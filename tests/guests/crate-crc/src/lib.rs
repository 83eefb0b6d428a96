//! `crc` in a guest.

#![no_std]

extern crate alloc;

mod work;

use alloc::vec::Vec;

dissolve_guest::generate!({
    inline: "
        package crates:crc;

        world checksums {
            enum algorithm { smbus, ibm-sdlc, iso-hdlc, xz, darc }
            record checksum { width: u8, low: u64, high: u64 }

            /// The checksum of the pieces, one after the other.
            export check: func(algorithm: algorithm, pieces: list<list<u8>>) -> checksum;
        }
    ",
    cabi_realloc: "static-arena",
    arena_size: 8192,
});

struct Checksums;

impl Guest for Checksums {
    fn check(algorithm: Algorithm, pieces: Vec<Vec<u8>>) -> Checksum {
        let algorithm = match algorithm {
            Algorithm::Smbus => work::Algorithm::Smbus,
            Algorithm::IbmSdlc => work::Algorithm::IbmSdlc,
            Algorithm::IsoHdlc => work::Algorithm::IsoHdlc,
            Algorithm::Xz => work::Algorithm::Xz,
            Algorithm::Darc => work::Algorithm::Darc,
        };
        let work::Checksum { width, low, high } = work::checksum(algorithm, &pieces);
        Checksum { width, low, high }
    }
}

export!(Checksums);
