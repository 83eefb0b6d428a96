;; An asynchronous function that borrows, lifted and lowered synchronously, and called by another component.
(component
(component $owner
  (type $r' (resource (rep i32)))
  (export $r "r" (type $r'))
  (core module $m (func (export "f") (param i32)))
  (core instance $i (instantiate $m))
  (func (export "look") async (param "r" (borrow $r)) (canon lift (core func $i "f"))))
(component $user
  (import "in" (instance $in
    (export "r" (type $r (sub resource)))
    (export "look" (func async (param "r" (borrow $r))))))
  (core func $f (canon lower (func $in "look")))
  (core module $m
    (import "" "f" (func $f (param i32)))
    (func (export "run") (param i32) (call $f (local.get 0))))
  (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
  (func (export "run") async (param "r" u32) (canon lift (core func $i "run"))))
(instance $owner (instantiate $owner))
(instance $user (instantiate $user (with "in" (instance $owner))))
(export "run" (func $user "run")))
