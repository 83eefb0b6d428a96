;; Handle tables (Component Model, CanonicalABI, "Resource State").
;;
;; The names of traps are replaced by numbers. A table is an array of words, which goes up from the table's address, and an
;; array of tags, which are bytes and go down from it. The word of handle 0, which is no handle, leads to the first free one.
;; All zeros is an empty table. `$slots` is the number of handles that the table has room for.
;;
;;                         free                          live
;;   table + 4 * handle    next free handle - (own + 1)  representation
;;   table - handle        0                             type << 1 | borrowed
;;
;; Types begin at 1. `$key` is the tag of a borrowed handle of the wanted type.
;;
;; Nothing counts how often a handle is lent: during the call that it is lent to, nobody can take it away (see `uses.rs`).
(module
  (import "" "memory" (memory 1))
  (import "" "trap" (func $trap (param i32)))

  ;; The address of the representation of a handle, which must be live and of that type.
  (func $slot (export "slot") (param $table i32) (param $slots i32) (param $key i32) (param $handle i32) (result i32)
    (if (i32.ge_u (i32.sub (local.get $handle) (i32.const 1)) (local.get $slots))
      (then (call $trap (i32.const UNKNOWN_HANDLE)) unreachable))
    (if (i32.ne
          (i32.or (i32.load8_u (i32.sub (local.get $table) (local.get $handle))) (i32.const 1))
          (local.get $key))
      (then (call $trap (i32.const UNKNOWN_HANDLE)) unreachable))
    (i32.add (local.get $table) (i32.shl (local.get $handle) (i32.const 2))))

  ;; A new handle for a representation; traps when the table is full.
  (func $insert (export "insert") (param $table i32) (param $slots i32) (param $tag i32) (param $rep i32) (result i32)
    (local $handle i32) (local $slot i32)
    (local.set $handle (i32.add (i32.load (local.get $table)) (i32.const 1)))
    (if (i32.gt_u (local.get $handle) (local.get $slots))
      (then (call $trap (i32.const HANDLES_EXHAUSTED)) unreachable))
    (local.set $slot (i32.add (local.get $table) (i32.shl (local.get $handle) (i32.const 2))))
    (i32.store (local.get $table) (i32.add (i32.load (local.get $slot)) (local.get $handle)))
    (i32.store (local.get $slot) (local.get $rep))
    (i32.store8 (i32.sub (local.get $table) (local.get $handle)) (local.get $tag))
    (local.get $handle))

  ;; Removes a live handle of that type, owned or borrowed, and gives its representation. The last one freed is the next
  ;; one taken.
  (func $remove (export "remove") (param $table i32) (param $slots i32) (param $key i32) (param $handle i32) (result i32)
    (local $slot i32)
    (local.set $slot (call $slot (local.get $table) (local.get $slots) (local.get $key) (local.get $handle)))
    (i32.load (local.get $slot))
    (i32.store (local.get $slot) (i32.sub (i32.load (local.get $table)) (local.get $handle)))
    (i32.store8 (i32.sub (local.get $table) (local.get $handle)) (i32.const 0))
    (i32.store (local.get $table) (i32.sub (local.get $handle) (i32.const 1))))

  ;; Says whether a handle, which must be live and of that type, is borrowed.
  (func $is_borrowed (export "is_borrowed")
    (param $table i32) (param $slots i32) (param $key i32) (param $handle i32) (result i32)
    (drop (call $slot (local.get $table) (local.get $slots) (local.get $key) (local.get $handle)))
    (i32.and (i32.load8_u (i32.sub (local.get $table) (local.get $handle))) (i32.const 1)))

  ;; Removes an owned handle, and gives its representation.
  (func $take (export "take") (param $table i32) (param $slots i32) (param $key i32) (param $handle i32) (result i32)
    (if (call $is_borrowed (local.get $table) (local.get $slots) (local.get $key) (local.get $handle))
      (then (call $trap (i32.const HANDLE_LENT)) unreachable))
    (call $remove (local.get $table) (local.get $slots) (local.get $key) (local.get $handle))))
