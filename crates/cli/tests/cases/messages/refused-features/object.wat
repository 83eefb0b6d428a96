(module (import "env" "__linear_memory" (memory 1)) (func (export "f")))
