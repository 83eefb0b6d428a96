/* wasm2c's code includes it, and uses nothing of it. */
