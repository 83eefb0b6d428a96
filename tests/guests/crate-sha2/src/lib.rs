//! `sha2` in a guest.

#![no_std]

extern crate alloc;

mod work;

use alloc::string::String;
use alloc::vec::Vec;

dissolve_guest::generate!({
    inline: "
        package crates:sha2;

        world hashes {
            enum algorithm { sha224, sha256, sha384, sha512 }

            export hash: func(algorithm: algorithm, bytes: list<u8>) -> list<u8>;
            /// The SHA-256 of each line, and that of all of them.
            export hash-lines: func(lines: list<string>) -> tuple<list<string>, string>;
        }
    ",
    cabi_realloc: "static-arena",
    arena_size: 8192,
});

struct Hashes;

impl Guest for Hashes {
    fn hash(algorithm: Algorithm, bytes: Vec<u8>) -> Vec<u8> {
        let algorithm = match algorithm {
            Algorithm::Sha224 => work::Algorithm::Sha224,
            Algorithm::Sha256 => work::Algorithm::Sha256,
            Algorithm::Sha384 => work::Algorithm::Sha384,
            Algorithm::Sha512 => work::Algorithm::Sha512,
        };
        work::hash(algorithm, &bytes)
    }

    fn hash_lines(lines: Vec<String>) -> (Vec<String>, String) {
        work::hash_lines(&lines)
    }
}

export!(Hashes);
