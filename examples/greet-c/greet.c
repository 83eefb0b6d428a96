/* A component that greets: a string in, a string out. Its world is that of examples/greet. */

#include "greeter.h"

#include <stdlib.h>
#include <string.h>

void exports_greeter_greet(greeter_string_t *name, greeter_string_t *ret) {
    static const char HELLO[] = "Hello, ";
    const size_t length = sizeof HELLO - 1;
    ret->len = length + name->len;
    ret->ptr = malloc(ret->len);
    memcpy(ret->ptr, HELLO, length);
    memcpy(ret->ptr + length, name->ptr, name->len);
    greeter_string_free(name);
}
