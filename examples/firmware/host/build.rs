//! Compiles the component for the target of Cargo. The script can be that of the firmware: what it says about the chip has no meaning on
//! the developer's machine.

use dissolve_build::Traps;

fn main() {
    dissolve_build::Component::guest("../../sensor").target("cortex-m4f").arena("4KiB").traps(Traps::Fault).compile();
}
