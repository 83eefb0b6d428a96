/* Two libraries in one firmware: an import of one calls the other, which traps. Only that call ends. */

#include "chip.h"

uint32_t __dissolve_outer_instantiate(void);
uint64_t __dissolve_outer_export_call_out(uint32_t);
uint32_t __dissolve_outer_export_count(uint64_t *);
uint32_t __dissolve_inner_instantiate(void);
uint64_t __dissolve_inner_export_divide(uint32_t, uint32_t);
uint32_t __dissolve_inner_export_count(uint64_t *);

static void show(const char *name, uint64_t answer)
{
    print(name);
    if ((uint32_t)(answer >> 32) != 0) {
        print_line(" =", (uint32_t)answer);
    } else {
        print(" failed\n");
    }
}

uint32_t __dissolve_outer_import_poke(uint32_t value)
{
    show("inner divides", __dissolve_inner_export_divide(84, 2));
    show("inner divides by zero", __dissolve_inner_export_divide(84, 0));
    return value + 1;
}

uint32_t __dissolve_inner_import_poke(uint32_t value)
{
    return value;
}

int main(void)
{
    uint64_t value = 0;
    print_line("instantiated", __dissolve_outer_instantiate() + __dissolve_inner_instantiate());
    show("outer calls", __dissolve_outer_export_call_out(3));
    print_line("outer is alive", __dissolve_outer_export_count(&value) != 0);
    print_line("inner is alive", __dissolve_inner_export_count(&value) != 0);
    return 0;
}
