;; Names come from the input; none of them can pass for a line of the report.
(module
  (memory 1)
  (func $grow (export "f\nbounded: no memory.grow is reachable\n\1b[2J\e2\80\ae") (drop (memory.grow (i32.const 1)))))
