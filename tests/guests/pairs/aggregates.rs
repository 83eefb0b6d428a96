// Shared by test and runner: the numbers of a bundle's things in order, and a bundle of numbers.
//
// Included where `Thing`, `Bundle`, `Choice`, `One` and `Two` are those of the side, and `new` and `number` are functions.

fn choice_numbers(choice: &Choice, numbers: &mut Vec<u32>) {
    match choice {
        Choice::None => numbers.push(1000),
        Choice::It(it) => numbers.push(number(it)),
        Choice::Number(wide) => numbers.extend([*wide as u32, (*wide >> 32) as u32]),
        Choice::Two(two) => two_numbers(two, numbers),
        Choice::Text(text) => numbers.push(2000 + text.len() as u32),
    }
}

fn two_numbers(two: &Two, numbers: &mut Vec<u32>) {
    numbers.extend([number(&two.a), two.between as u32, number(&two.b)]);
}

fn bundle_numbers(bundle: &Bundle) -> Vec<u32> {
    let mut numbers = vec![number(&bundle.single)];
    numbers.push(bundle.maybe.as_ref().map_or(1000, number));
    numbers.extend(bundle.many.iter().map(number));
    numbers.push(match &bundle.either {
        Ok(it) => number(it),
        Err(text) => 2000 + text.len() as u32,
    });
    let (a, between, b) = &bundle.both;
    numbers.extend([number(a), u32::from(*between), number(b)]);
    choice_numbers(&bundle.choice, &mut numbers);
    for nested in bundle.nested.iter().flatten() {
        numbers.push(match nested {
            Ok(it) => it.as_ref().map_or(3000, number),
            Err(one) => number(&one.it),
        });
    }
    numbers
}

fn bundle(first: u32, shape: u8) -> Bundle {
    let mut next = first;
    let mut thing = || {
        next += 1;
        new(next - 1)
    };
    let bit = |bit: u8| shape & 1 << bit != 0;
    Bundle {
        single: thing(),
        maybe: bit(0).then(&mut thing),
        many: (0..u32::from(shape % 4)).map(|_| thing()).collect(),
        either: if bit(1) { Ok(thing()) } else { Err("neither".into()) },
        both: (thing(), shape, thing()),
        choice: match shape >> 2 & 7 {
            0 => Choice::None,
            1 => Choice::It(thing()),
            2 => Choice::Number(u64::from(first) << 32 | 5),
            3 => Choice::Two(Two { a: thing(), between: 77, b: thing() }),
            _ => Choice::Text("ein Text".into()),
        },
        nested: bit(5).then(|| vec![Ok(Some(thing())), Err(One { it: thing() }), Ok(None), Ok(Some(thing()))]),
    }
}
