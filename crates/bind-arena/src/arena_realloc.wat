;; `__cabi_arena_realloc` (contract, section 2) over a range of a memory: first fit, lowest address first.
;;
;; The range is a row of blocks without a gap. A block is a header of 4 bytes and its bytes; its address and its size are
;; 4 more than a multiple of 8, and a multiple of 8. The header is the size, header included, plus 1 when the block is live.
;; A header of zero is a free block up to the end, so that memory as it is instantiated is an empty arena. Free neighbours
;; are merged by whoever comes across them next.
;;
;; Every call walks the row from its first block, so that whether an address is a live block is always known. A header
;; that does not fit the row was overwritten by the guest; it traps.
(module
  (import "" "memory" (memory 0))
  ;; The first block, the end of the last one, and the most bytes that a block can have.
  (import "" "first" (global $first i32))
  (import "" "end" (global $end i32))
  (import "" "room" (global $room i32))
  ;; Bytes of live blocks, headers included, and the most that there ever were.
  (global $used (mut i32) (i32.const 0))
  (global $high_water (mut i32) (i32.const 0))

  ;; The header of a block, after merging it with the free ones behind it if it is free itself; 1 at the end of the row.
  (func $arena_header (param $block i32) (result i32)
    (local $free i32) (local $next i32) (local $header i32)
    (loop $merge
      (local.set $header (i32.const 1))
      (if (i32.ne (local.tee $next (i32.add (local.get $block) (local.get $free))) (global.get $end))
        (then
          (if (i32.eqz (local.tee $header (i32.load (local.get $next))))
            (then (local.set $header (i32.sub (global.get $end) (local.get $next)))))
          ;; The size is neither zero nor past the end.
          (if
            (i32.ge_u
              (i32.sub (i32.and (local.get $header) (i32.const -8)) (i32.const 1))
              (i32.sub (global.get $end) (local.get $next)))
            (then (unreachable)))
          (if (i32.eqz (i32.and (local.get $header) (i32.const 1)))
            (then
              (local.set $free (i32.add (local.get $free) (i32.and (local.get $header) (i32.const -8))))
              (br $merge))))))
    (if (i32.eqz (local.get $free)) (then (return (local.get $header))))
    (i32.store (local.get $block) (local.get $free))
    (local.get $free))

  ;; The size of a block for so many bytes, header included.
  (func $arena_block_size (param $length i32) (result i32)
    (if (i32.gt_u (local.get $length) (global.get $room)) (then (unreachable)))
    (i32.and (i32.add (local.get $length) (i32.const 11)) (i32.const -8)))

  ;; Puts a live block of `size` bytes at `at` into a free range that ends at `end`.
  (func $arena_take (param $at i32) (param $size i32) (param $end i32)
    (local $rest i32)
    (i32.store (local.get $at) (i32.or (local.get $size) (i32.const 1)))
    (if (i32.ne (local.tee $rest (i32.add (local.get $at) (local.get $size))) (local.get $end))
      (then (i32.store (local.get $rest) (i32.sub (local.get $end) (local.get $rest)))))
    (global.set $used (i32.add (global.get $used) (local.get $size)))
    (if (i32.gt_u (global.get $used) (global.get $high_water))
      (then (global.set $high_water (global.get $used)))))

  (func $arena_realloc (param $old i32) (param $old_len i32) (param $align i32) (param $new_len i32) (result i32)
    (local $block i32) (local $header i32) (local $size i32) (local $need i32) (local $lead i32) (local $new i32)
    (if (i32.ne (i32.popcnt (local.get $align)) (i32.const 1)) (then (unreachable)))

    (if (local.get $old_len)
      (then
        (local.set $size (call $arena_block_size (local.get $old_len)))
        (local.set $old (i32.sub (local.get $old) (i32.const 4)))
        (local.set $block (global.get $first))
        (loop $walk
          (local.set $header (call $arena_header (local.get $block)))
          (if (i32.lt_u (local.get $block) (local.get $old))
            (then
              (if (i32.eq (local.get $block) (global.get $end)) (then (unreachable)))
              (local.set $block (i32.add (local.get $block) (i32.and (local.get $header) (i32.const -8))))
              (br $walk))))
        ;; A live block of another length is not the block that the caller means.
        (if (i32.ne (local.get $block) (local.get $old)) (then (unreachable)))
        (if (i32.ne (local.get $header) (i32.or (local.get $size) (i32.const 1))) (then (unreachable)))))

    (if (i32.eqz (local.get $new_len))
      (then
        (if (local.get $old_len)
          (then
            (i32.store (local.get $old) (local.get $size))
            (global.set $used (i32.sub (global.get $used) (local.get $size)))))
        (return (local.get $align))))
    (local.set $need (call $arena_block_size (local.get $new_len)))

    ;; In place, if what is behind the block is free as far as it takes.
    (if (local.get $old_len)
      (then
        (local.set $block (i32.add (local.get $old) (local.get $size)))
        (if (i32.eqz (i32.and (local.tee $header (call $arena_header (local.get $block))) (i32.const 1)))
          (then (local.set $block (i32.add (local.get $block) (local.get $header)))))
        (if
          (i32.and
            (i32.le_u (local.get $need) (i32.sub (local.get $block) (local.get $old)))
            (i32.eqz
              (i32.and
                (i32.add (local.get $old) (i32.const 4))
                (i32.sub (local.get $align) (i32.const 1)))))
          (then
            (global.set $used (i32.sub (global.get $used) (local.get $size)))
            (call $arena_take (local.get $old) (local.get $need) (local.get $block))
            (return (i32.add (local.get $old) (i32.const 4)))))))

    (local.set $block (global.get $first))
    (loop $find
      (if (i32.eq (local.get $block) (global.get $end)) (then (unreachable)))
      ;; The free bytes before the first aligned place. When that lies past the address space, there are more of them than
      ;; the block has bytes.
      (local.set $lead
        (i32.sub
          (i32.and
            (i32.add (local.get $block) (i32.add (local.get $align) (i32.const 3)))
            (i32.sub (i32.const 0) (local.get $align)))
          (i32.add (local.get $block) (i32.const 4))))
      (local.set $header (call $arena_header (local.get $block)))
      (if
        (i32.or
          (i32.and (local.get $header) (i32.const 1))
          (i32.or
            (i32.gt_u (local.get $lead) (local.get $header))
            (i32.gt_u (local.get $need) (i32.sub (local.get $header) (local.get $lead)))))
        (then
          (local.set $block (i32.add (local.get $block) (i32.and (local.get $header) (i32.const -8))))
          (br $find))))
    (if (local.get $lead) (then (i32.store (local.get $block) (local.get $lead))))
    (call $arena_take
      (local.tee $new (i32.add (local.get $block) (local.get $lead)))
      (local.get $need)
      (i32.add (local.get $block) (local.get $header)))

    ;; Words, the last of which may have bytes that nobody asked for; both blocks have it.
    (if (local.get $old_len)
      (then
        (if (i32.lt_u (local.get $new_len) (local.get $old_len)) (then (local.set $old_len (local.get $new_len))))
        (local.set $lead (i32.const 0))
        (loop $copy
          (i32.store offset=4
            (i32.add (local.get $new) (local.get $lead))
            (i32.load offset=4 (i32.add (local.get $old) (local.get $lead))))
          (br_if $copy
            (i32.lt_u (local.tee $lead (i32.add (local.get $lead) (i32.const 4))) (local.get $old_len))))
        (i32.store (local.get $old) (local.get $size))
        (global.set $used (i32.sub (global.get $used) (local.get $size)))))
    (i32.add (local.get $new) (i32.const 4))))
