//! Compiles the component for the machine that the tests run on.

fn main() {
    dissolve_build::Component::guest("../component").arena("4KiB").compile();
}
