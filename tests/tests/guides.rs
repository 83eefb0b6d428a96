//! The guide's examples are the ones that are built and run.

#[test]
fn the_guide_shows_the_examples_as_they_are() {
    let guide = include_str!("../../guest/README.md");
    for source in [
        include_str!("../../examples/greet/src/lib.rs"),
        include_str!("../../examples/greet/wit/world.wit"),
        include_str!("../../examples/greet-c/greet.c"),
    ] {
        assert!(guide.contains(source.trim()), "the guide has not\n{source}");
    }
}
