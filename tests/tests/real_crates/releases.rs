//! The crates in the guests and those on the host have the same versions.

/// The versions of a package in a lock file.
fn release<'a>(lock: &'a str, package: &str) -> Vec<&'a str> {
    let head = format!("name = \"{package}\"\nversion = \"");
    lock.split(&head).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn they_are_of_the_same_releases() {
    let guests = include_str!("../../guests/Cargo.lock");
    let host = include_str!("../../../Cargo.lock");
    for package in [
        "crc",
        "embedded-graphics",
        "fixed",
        "heapless",
        "micromath",
        "minicbor",
        "nb",
        "postcard",
        "serde-json-core",
        "sha2",
    ] {
        let [of_guests] = release(guests, package)[..] else { panic!("`{package}` is not once in the guests") };
        assert!(release(host, package).contains(&of_guests), "`{package}` {of_guests} is not on the host");
    }
}
