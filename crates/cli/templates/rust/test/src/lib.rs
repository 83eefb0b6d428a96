//! Tests that run the component's native code on this machine.

#![cfg(test)]

use @module@::@type@;

dissolve::include_component!("@name@");

/// The imports of the component.
struct Board {
    readings: u32,
}

impl @module@::imports::board::Host for Board {
    fn read(&mut self, channel: u8) -> u16 {
        self.readings += 1;
        1000 + 10 * u16::from(channel)
    }
}

/// There is one instance of a component at a time, so this is one test.
#[test]
fn the_component_answers() {
    let mut component = @type@::new(Board { readings: 0 }).unwrap();
    assert!(component.describe("channel 2").unwrap().ends_with("measures channel 2"));
    assert_eq!(component.mean(2, 8), Ok(1020));
    assert_eq!(component.host_mut().readings, 8);
    assert!(component.mean(2, 0).is_err());
    component.reset().unwrap();
    assert_eq!(component.mean(3, 8), Ok(1030));
}
