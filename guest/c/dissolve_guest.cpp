/* What a C++ guest needs besides dissolve_guest.c: `new` and `delete` from the same arena, and constructors of static
 * objects that run once, when the component is instantiated.
 *
 * There are no exceptions: what `new` cannot meet traps, in its `nothrow` forms too. Destructors of static objects never
 * run, since a guest never exits. Compile with -fno-exceptions -fno-rtti -fno-threadsafe-statics. */

#include <new>
#include <stdlib.h>

const std::nothrow_t std::nothrow{};

void *operator new(size_t size) { return malloc(size); }
void *operator new[](size_t size) { return malloc(size); }
void *operator new(size_t size, const std::nothrow_t &) noexcept { return malloc(size); }
void *operator new[](size_t size, const std::nothrow_t &) noexcept { return malloc(size); }

void *operator new(size_t size, std::align_val_t alignment) {
    return aligned_alloc(static_cast<size_t>(alignment), size);
}
void *operator new[](size_t size, std::align_val_t alignment) {
    return aligned_alloc(static_cast<size_t>(alignment), size);
}
void *operator new(size_t size, std::align_val_t alignment, const std::nothrow_t &) noexcept {
    return aligned_alloc(static_cast<size_t>(alignment), size);
}
void *operator new[](size_t size, std::align_val_t alignment, const std::nothrow_t &) noexcept {
    return aligned_alloc(static_cast<size_t>(alignment), size);
}

void operator delete(void *block) noexcept { free(block); }
void operator delete[](void *block) noexcept { free(block); }
void operator delete(void *block, size_t) noexcept { free(block); }
void operator delete[](void *block, size_t) noexcept { free(block); }
void operator delete(void *block, const std::nothrow_t &) noexcept { free(block); }
void operator delete[](void *block, const std::nothrow_t &) noexcept { free(block); }
void operator delete(void *block, std::align_val_t) noexcept { free(block); }
void operator delete[](void *block, std::align_val_t) noexcept { free(block); }
void operator delete(void *block, size_t, std::align_val_t) noexcept { free(block); }
void operator delete[](void *block, size_t, std::align_val_t) noexcept { free(block); }
void operator delete(void *block, std::align_val_t, const std::nothrow_t &) noexcept { free(block); }
void operator delete[](void *block, std::align_val_t, const std::nothrow_t &) noexcept { free(block); }

extern "C" {

/* The linker makes it: it calls every constructor. If nobody called it, the linker would have every export call it. */
void __wasm_call_ctors();

/* Called once, by whoever instantiates the component. */
__attribute__((__export_name__("_initialize"))) void dissolve_guest_initialize() { __wasm_call_ctors(); }

/* Compiled code registers the destructor of a static object here. Weak, so that a library may bring its own. */
__attribute__((__weak__)) int __cxa_atexit(void (*)(void *), void *, void *) { return 0; }

/* What a virtual function that has no body is. */
[[noreturn]] __attribute__((__weak__)) void __cxa_pure_virtual() { __builtin_trap(); }
}
