/* The type that wasm2c's header names for exceptions, of which the programs have none. */
typedef int jmp_buf[1];
