//! Guests as text, in the form that `wasm-ld` leaves: a named stack pointer, a stack below the statics, an exported
//! `__heap_base`.

/// Returns a guest with `stack` bytes of stack, then `statics` bytes of statics, 16 of them as data; with a passive
/// data segment, and with the functions in `body`.
pub fn guest(stack: u32, statics: u32, imports: &str, body: &str) -> String {
    let heap_base = stack + statics;
    let pages = heap_base.div_ceil(65536) + 1;
    format!(
        r#"(core module $m {imports}
            (memory (export "memory") {pages})
            (global $__stack_pointer (mut i32) (i32.const {stack}))
            (global (export "__heap_base") i32 (i32.const {heap_base}))
            (data (i32.const {stack}) "0123456789abcdef")
            (data $passive "passive!")
            {body})"#
    )
}

/// Returns a function that fills a frame of 64 bytes on its stack, calls `inner`, and adds bytes of the frame to the
/// result.
fn frame(inner: &str) -> String {
    format!(
        r#"(func (export "run") (param $n i32) (result i32) (local $sp i32) (local $sum i32)
            (global.set $__stack_pointer (local.tee $sp (i32.sub (global.get $__stack_pointer) (i32.const 64))))
            (memory.fill (local.get $sp) (local.get $n) (i32.const 64))
            (i32.store offset=12 (local.get $sp) (i32.const 0x01020304))
            (local.set $sum {inner})
            (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load8_u offset=63 (local.get $sp))))
            (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load offset=12 (local.get $sp))))
            (global.set $__stack_pointer (i32.add (local.get $sp) (i32.const 64)))
            (local.get $sum))"#
    )
}

/// Returns a component in which `app` calls the drivers `a` and `b`, which do not know each other.
pub fn three(app_stack: u32, driver_stack: u32, statics: u32) -> String {
    let driver = guest(
        driver_stack,
        statics,
        "",
        &frame(&format!("(i32.add (i32.load8_u offset={driver_stack} (local.get $n)) (call $count))")).replace(
            "(func (export \"run\")",
            &format!(
                r#"(func $count (result i32)
                    (i32.store offset=20 (i32.const {driver_stack}) (i32.add (i32.load (i32.const {})) (i32.const 1)))
                    (i32.load (i32.const {})))
                (func (export "run")"#,
                driver_stack + 20,
                driver_stack + 20
            ),
        ),
    );
    let import = |name: &str| format!(r#"(import "" "{name}" (func ${name} (param i32) (result i32)))"#);
    let app = guest(
        app_stack,
        64,
        &(import("a") + &import("b")),
        &frame("(i32.add (i32.mul (call $a (local.get $n)) (i32.const 7)) (call $b (i32.const 3)))"),
    );
    let component = |name: &str, module: &str| {
        format!(
            r#"(component ${name} {module} (core instance $i (instantiate $m))
                (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
            (instance ${name} (instantiate ${name}))"#
        )
    };
    let ty = r#"(param "n" u32) (result u32)"#;
    format!(
        r#"(component {} {}
            (component $app (import "a" (func $a {ty})) (import "b" (func $b {ty}))
                (core func $a (canon lower (func $a))) (core func $b (canon lower (func $b)))
                {app}
                (core instance $i (instantiate $m (with "" (instance (export "a" (func $a)) (export "b" (func $b))))))
                (func (export "run") {ty} (canon lift (core func $i "run"))))
            (instance $app (instantiate $app (with "a" (func $a "run")) (with "b" (func $b "run"))))
            (export "run" (func $app "run")) (export "a" (func $a "run")))"#,
        component("a", &driver),
        component("b", &driver),
    )
}

/// Returns a component in which `app` recurs as often as its argument says, then calls `driver`; both keep a frame.
pub fn recursive(stack: u32, statics: u32) -> String {
    let driver = guest(stack, statics, "", &frame(&format!("(i32.load8_u offset={stack} (local.get $n))")));
    let inner = "(if (result i32) (local.get $n)
        (then (call $run (i32.sub (local.get $n) (i32.const 1)))) (else (call $driver (i32.const 7))))";
    let app = guest(
        stack,
        64,
        r#"(import "" "driver" (func $driver (param i32) (result i32)))"#,
        &frame(inner).replace("(func (export", "(func $run (export"),
    );
    let ty = r#"(param "n" u32) (result u32)"#;
    format!(
        r#"(component
            (component $driver {driver} (core instance $i (instantiate $m))
                (func (export "run") {ty} (canon lift (core func $i "run"))))
            (instance $driver (instantiate $driver))
            (component $app (import "driver" (func $driver {ty}))
                (core func $driver (canon lower (func $driver)))
                {app}
                (core instance $i (instantiate $m (with "" (instance (export "driver" (func $driver))))))
                (func (export "run") {ty} (canon lift (core func $i "run"))))
            (instance $app (instantiate $app (with "driver" (func $driver "run"))))
            (export "run" (func $app "run")))"#
    )
}

const ARENA: &str = r#"(import "cabi-arena-realloc"
    (func $arena (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)))"#;

/// Returns a component with three instances that take blocks of the arena: two of a packed module, one of a whole
/// memory.
pub fn arenas() -> String {
    let import = r#"(import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))"#;
    let body = r#"(func (export "run") (param $length i32) (result i32) (local $block i32)
        (local.set $block (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (local.get $length)))
        (memory.fill (local.get $block) (i32.const 1) (local.get $length))
        (local.set $block (call $realloc (local.get $block) (local.get $length) (i32.const 8)
            (i32.add (local.get $length) (i32.const 1))))
        (i32.store8 (i32.add (local.get $block) (local.get $length)) (i32.const 5))
        (i32.add (i32.load8_u (local.get $block))
            (i32.add (i32.load8_u (i32.add (local.get $block) (local.get $length)))
                (call $realloc (local.get $block) (i32.add (local.get $length) (i32.const 1)) (i32.const 8) (i32.const 0)))))"#;
    format!(
        r#"(component {ARENA}
            (core func $arena (canon lower (func $arena)))
            (core instance $env (export "__cabi_arena_realloc" (func $arena)))
            {}
            (core module $whole {import} (memory 1) {body})
            (core instance $a (instantiate $m (with "env" (instance $env))))
            (core instance $b (instantiate $m (with "env" (instance $env))))
            (core instance $c (instantiate $whole (with "env" (instance $env))))
            (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "run")))
            (func (export "b") (param "n" u32) (result u32) (canon lift (core func $b "run")))
            (func (export "c") (param "n" u32) (result u32) (canon lift (core func $c "run"))))"#,
        guest(1 << 20, 64, import, body)
    )
}

/// Returns a component in which `a` fills as many words as its argument says, from the address `takes` on, above its
/// statics; `b` has statics after those of `a`.
pub fn heaps(stack: u32, takes: &str) -> String {
    // The numbers in `takes` are for a stack of 1 MiB.
    let takes = ["1048640", "1048600", "1048655"].iter().fold(takes.to_owned(), |text, number| {
        text.replace(number, &(number.parse::<u32>().unwrap() - (1 << 20) + stack).to_string())
    });
    let heap_base = stack + 64;
    let body = format!(
        r#"(global $heap_base i32 (i32.const {heap_base})) (global $next (mut i32) (i32.const {heap_base}))
        (data (i32.const {}) "{}")
        (func (export "run") (param $words i32) (result i32) (local $at i32) (local $sum i32)
            (local.set $at {takes})
            (loop $more
                (i32.store (local.get $at) (i32.mul (local.get $words) (i32.const 0x01010101)))
                (local.set $sum (i32.add (i32.rotl (local.get $sum) (i32.const 3)) (i32.load (local.get $at))))
                (local.set $at (i32.add (local.get $at) (i32.const 4)))
                (br_if $more (local.tee $words (i32.sub (local.get $words) (i32.const 1)))))
            (local.get $sum))"#,
        stack + 24,
        match takes.contains("i32.load") {
            true => heap_base.to_le_bytes().iter().map(|byte| format!("\\{byte:02x}")).collect(),
            false => String::from("data"),
        },
    );
    let other =
        guest(1 << 20, 64, "", "(func (export \"run\") (param i32) (result i32) (i32.load (i32.const 1048576)))");
    let ty = r#"(param "n" u32) (result u32)"#;
    format!(
        r#"(component
            (component $a {} (core instance $i (instantiate $m)) (func (export "run") {ty} (canon lift (core func $i "run"))))
            (component $b {other} (core instance $i (instantiate $m)) (func (export "run") {ty} (canon lift (core func $i "run"))))
            (instance $a (instantiate $a)) (instance $b (instantiate $b))
            (export "fill" (func $a "run")) (export "other" (func $b "run")))"#,
        guest(stack, 64, "", &body)
    )
}
