;; LLVM made the counter one of 64 bits on a machine of 64, where it does not wrap below zero and is compared with a limit that does.
;; call f0 i32:0x0 i32:0x8 i32:0x3d91
(module
  (type (;0;) (func))
  (type (;1;) (func (param i32 i32 i32) (result i32)))
  (memory (;0;) 1)
  (global $__stack_pointer (;0;) (mut i32) i32.const 2048)
  (global $state (;1;) (mut i32) i32.const 0)
  (global (;2;) i32 i32.const 65536)
  (global (;3;) i32 i32.const 65536)
  (export "__data_end" (global 2))
  (export "__heap_base" (global 3))
  (export "f0" (func $f0))
  (func $out (;0;) (type 0))
  (func $f0 (;1;) (type 1) (param $p i32) (param $q i32) (param $n i32) (result i32)
    (local $sum i32) (local $i0 i32) (local $a0 i32)
    local.get $p
    local.set $i0
    local.get $i0
    local.get $n
    i32.const 15
    i32.and
    i32.const -1
    i32.mul
    i32.add
    local.set $p
    block ;; label = @1
      loop ;; label = @2
        local.get $sum
        i32.const 1
        i32.and
        if ;; label = @3
          local.get $i0
          local.get $sum
          i32.store offset=14
        end
        local.get $i0
        i32.const -1
        i32.add
        local.tee $i0
        local.get $p
        i32.gt_u
        i32.eqz
        br_if 1 (;@1;)
        local.get $sum
        i32.const 31
        i32.mul
        local.get $i0
        i32.load8_u
        i32.add
        local.set $sum
        local.get $a0
        i32.const 4
        i32.add
        drop
        br 0 (;@2;)
      end
    end
    local.get $sum
  )
  (data (;0;) (i32.const 2048) "0123456789abcdef")
)
