//! Checks the bounds of the fuser's memory. It is a test program of its own, since allocations of other tests would
//! count.

use dissolve_benches::fuse::measure;
use dissolve_benches::heap::Heap;

#[global_allocator]
static HEAP: Heap = Heap::new();

#[test]
fn fusing_takes_less_than_ten_times_the_component_and_grows_with_it() {
    let [small, large] = [256 << 10, 1 << 20].map(|code| measure(code, 2, &HEAP).unwrap());
    assert!(large.component > 1 << 20 && large.component < 2 << 20, "{large:?}");
    assert!(large.memory_factor() < 10.0, "{large:?}");
    assert!(large.memory_factor() < 1.3 * small.memory_factor(), "{small:?}, {large:?}");
    // Four times the code. A quadratic step would take sixteen times the time.
    assert!(large.time < 10 * small.time, "{small:?}, {large:?}");
    let many = measure(1 << 20, 90, &HEAP).unwrap();
    assert!(many.memory_factor() < 10.0, "{many:?}");
    assert!(many.time < 4 * large.time, "{large:?}, {many:?}");
}
