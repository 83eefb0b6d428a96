;; Handle tables that count how often each handle is lent, and the stack of calls that lend and borrow (Component Model,
;; CanonicalABI, "Resource State"). For the few components whose handles could be taken away during a call that they are
;; lent to (see `uses.rs`); all other tables are those of `table.wat`.
;;
;; SLOTS, CALLS and the names of traps are replaced by numbers. The call stack takes the bytes below CALLS, tables lie anywhere above.
;;
;; A table is an array of slots of two words, indexed by handle. Slot 0 is no handle: its first word leads to the first
;; free slot. All zeros is an empty table.
;;
;;          free                          live
;;   +0     next free handle - (own + 1)  representation
;;   +4     0                             type << 20 | borrowed << 19 | count
;;
;; The count of an owned handle is how often it is lent; that of a borrowed one is its call's frame, in words. Types begin
;; at 1. A frame on the call stack is the frame before it, the number of borrowed handles that are still to be dropped,
;; and the address of each slot that lends to the call.
(module
  (import "" "memory" (memory 1))
  (import "" "trap" (func $trap (param i32)))
  (global $top (mut i32) (i32.const 0))
  (global $frame (mut i32) (i32.const 0))

  ;; The slot of a handle, which must be live and of that type.
  (func $slot (export "slot") (param $table i32) (param $type i32) (param $handle i32) (result i32)
    (local $slot i32)
    (if (i32.ge_u (i32.sub (local.get $handle) (i32.const 1)) (i32.const SLOTS))
      (then (call $trap (i32.const UNKNOWN_HANDLE)) unreachable))
    (local.set $slot (i32.add (local.get $table) (i32.shl (local.get $handle) (i32.const 3))))
    (if (i32.ne (i32.shr_u (i32.load offset=4 (local.get $slot)) (i32.const 20)) (local.get $type))
      (then (call $trap (i32.const UNKNOWN_HANDLE)) unreachable))
    (local.get $slot))

  ;; A new handle for a representation; traps when the table is full.
  (func $insert (export "insert") (param $table i32) (param $tag i32) (param $rep i32) (result i32)
    (local $handle i32) (local $slot i32)
    (local.set $handle (i32.add (i32.load (local.get $table)) (i32.const 1)))
    (if (i32.gt_u (local.get $handle) (i32.const SLOTS))
      (then (call $trap (i32.const HANDLES_EXHAUSTED)) unreachable))
    (local.set $slot (i32.add (local.get $table) (i32.shl (local.get $handle) (i32.const 3))))
    (i32.store (local.get $table) (i32.add (i32.load (local.get $slot)) (local.get $handle)))
    (i32.store (local.get $slot) (local.get $rep))
    (i32.store offset=4 (local.get $slot) (local.get $tag))
    (local.get $handle))

  ;; Frees the slot of a live handle. The last one freed is the next one taken.
  (func $free (export "free") (param $table i32) (param $handle i32) (param $slot i32)
    (i32.store (local.get $slot) (i32.sub (i32.load (local.get $table)) (local.get $handle)))
    (i32.store offset=4 (local.get $slot) (i32.const 0))
    (i32.store (local.get $table) (i32.sub (local.get $handle) (i32.const 1))))

  ;; Removes an owned handle that is not lent, and gives its representation.
  (func $take (export "take") (param $table i32) (param $type i32) (param $handle i32) (result i32)
    (local $slot i32)
    (local.set $slot (call $slot (local.get $table) (local.get $type) (local.get $handle)))
    (if (i32.and (i32.load offset=4 (local.get $slot)) (i32.const 0xfffff))
      (then (call $trap (i32.const HANDLE_LENT)) unreachable))
    (i32.load (local.get $slot))
    (call $free (local.get $table) (local.get $handle) (local.get $slot)))

  ;; Drops a handle if it is a borrowed one, and says whether it was.
  (func $release (export "release") (param $table i32) (param $type i32) (param $handle i32) (result i32)
    (local $slot i32) (local $tag i32) (local $frame i32)
    (local.set $slot (call $slot (local.get $table) (local.get $type) (local.get $handle)))
    (local.set $tag (i32.load offset=4 (local.get $slot)))
    (if (i32.eqz (i32.and (local.get $tag) (i32.const 0x80000)))
      (then (return (i32.const 0))))
    (local.set $frame (i32.shl (i32.and (local.get $tag) (i32.const 0x7ffff)) (i32.const 2)))
    (i32.store offset=4 (local.get $frame) (i32.sub (i32.load offset=4 (local.get $frame)) (i32.const 1)))
    (call $free (local.get $table) (local.get $handle) (local.get $slot))
    (i32.const 1))

  ;; The representation behind a handle that is lent to the current call. An owned one cannot be dropped before its end.
  (func $lend (export "lend") (param $table i32) (param $type i32) (param $handle i32) (result i32)
    (local $slot i32) (local $tag i32)
    (local.set $slot (call $slot (local.get $table) (local.get $type) (local.get $handle)))
    (local.set $tag (i32.load offset=4 (local.get $slot)))
    (if (i32.eqz (i32.and (local.get $tag) (i32.const 0x80000)))
      (then
        (i32.store offset=4 (local.get $slot) (i32.add (local.get $tag) (i32.const 1)))
        (call $push (local.get $slot))))
    (i32.load (local.get $slot)))

  ;; A new handle that the current call must drop before it returns.
  (func $borrow (export "borrow") (param $table i32) (param $tag i32) (param $rep i32) (result i32)
    (i32.store offset=4 (global.get $frame) (i32.add (i32.load offset=4 (global.get $frame)) (i32.const 1)))
    (call $insert
      (local.get $table)
      (i32.or (i32.or (local.get $tag) (i32.const 0x80000)) (i32.shr_u (global.get $frame) (i32.const 2)))
      (local.get $rep)))

  ;; Begins a call that may lend or borrow; traps when the stack is full.
  (func $enter (export "enter")
    (local $frame i32)
    (local.set $frame (global.get $top))
    (call $push (global.get $frame))
    (call $push (i32.const 0))
    (global.set $frame (local.get $frame)))

  ;; Ends it: everything borrowed must be dropped, and what was lent is free again.
  (func $exit (export "exit")
    (local $frame i32) (local $lent i32)
    (local.set $frame (global.get $frame))
    (if (i32.load offset=4 (local.get $frame))
      (then (call $trap (i32.const BORROW_NOT_DROPPED)) unreachable))
    (block $done
      (loop $next
        (global.set $top (i32.sub (global.get $top) (i32.const 4)))
        (br_if $done (i32.eq (i32.sub (global.get $top) (local.get $frame)) (i32.const 4)))
        (local.set $lent (i32.load (global.get $top)))
        (i32.store offset=4 (local.get $lent) (i32.sub (i32.load offset=4 (local.get $lent)) (i32.const 1)))
        (br $next)))
    (global.set $top (local.get $frame))
    (global.set $frame (i32.load (local.get $frame))))

  (func $push (param $word i32)
    (if (i32.ge_u (global.get $top) (i32.const CALLS))
      (then (call $trap (i32.const LENDING_EXHAUSTED)) unreachable))
    (i32.store (global.get $top) (local.get $word))
    (global.set $top (i32.add (global.get $top) (i32.const 4)))))
