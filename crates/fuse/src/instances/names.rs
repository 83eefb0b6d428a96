//! The names of component instances in reports.

use std::collections::HashSet;

use super::Instance;

/// Returns the names of component instances, in their order; `root` is the name of the outermost one.
///
/// An instance in the outermost component has its own name. An instance further inside has the path before it:
/// `left/part`. An instance without a name, or with the name of another one, has its number: `app (inner instance 7)`.
pub fn instance_names(instances: &[Instance<'_>], root: &str) -> Vec<String> {
    let Some((outermost, inner)) = instances.split_first() else { return Vec::new() };
    let mut names = vec![root.to_owned()];
    // A component that only wires others together has no code, so another instance may have its name.
    let mut taken: HashSet<String> = names.iter().filter(|_| outermost.has_code).cloned().collect();
    for instance in inner {
        let numbered = |name: &str| format!("{name} (inner instance {})", names.len());
        let full = match instance.name {
            Some(name) if instance.outer == 0 => name.to_owned(),
            Some(name) => format!("{}/{name}", names[instance.outer]),
            None => numbered(&names[instance.outer]),
        };
        let full = if taken.contains(&full) { numbered(&full) } else { full };
        taken.insert(full.clone());
        names.push(full);
    }
    names
}

#[cfg(test)]
mod tests {
    use wasmparser::BinaryReaderError;

    use super::super::follow;
    use super::instance_names;

    fn names(text: &str) -> Vec<String> {
        let component = wat::parse_str(text).unwrap();
        instance_names(&follow::<BinaryReaderError>(&component, |_| Ok(())).unwrap(), "app")
    }

    #[test]
    fn names_come_from_instances_then_components() {
        let text = r#"(component
            (component $driver (component $inner) (instance $part (instantiate $inner)) (instance (instantiate $inner)))
            (component)
            (instance $left (instantiate $driver))
            (instance (instantiate $driver))
            (instance (instantiate 1)))"#;
        assert_eq!(
            names(text),
            [
                "app",
                "left",
                "left/part",
                "left/inner",
                "driver",
                "driver/part",
                "driver/inner",
                "app (inner instance 7)"
            ]
        );
    }

    #[test]
    fn names_that_meet_get_numbers() {
        let text = r#"(component
            (core module $m) (core instance (instantiate $m))
            (component $app (@name "app")) (component $c)
            (instance (instantiate $app)) (instance (instantiate $c)) (instance (instantiate $c)))"#;
        assert_eq!(names(text), ["app", "app (inner instance 1)", "c", "c (inner instance 3)"]);
        // A component without code has no claim to its name.
        assert_eq!(names("(component (component $app) (instance (instantiate $app)))"), ["app", "app"]);
    }

    /// Components come from arguments, exports and outer aliases; instances have the flattener's numbers.
    #[test]
    fn components_are_followed_wherever_they_come_from() {
        let text = r#"(component
            (component $leaf)
            (component $store (component $kept) (export "kept" (component $kept)))
            (component $maker
                (import "what" (component $what))
                (alias outer 1 $leaf (component $same))
                (instance $made (instantiate $what))
                (instance $also (instantiate $same)))
            (instance $shelf (instantiate $store))
            (alias export $shelf "kept" (component $from_shelf))
            (instance $m (instantiate $maker (with "what" (component $store))))
            (instance $last (instantiate $from_shelf)))"#;
        assert_eq!(names(text), ["app", "shelf", "m", "m/made", "m/also", "last"]);
    }

    #[test]
    fn an_imported_component_ends_the_list() {
        let text = r#"(component
            (import "given" (component $given)) (component $c)
            (instance $first (instantiate $c)) (instance (instantiate $given)) (instance $last (instantiate $c)))"#;
        assert_eq!(names(text), ["app", "first"]);
    }
}
