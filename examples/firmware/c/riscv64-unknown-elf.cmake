# The toolchain of firmware for RISC-V without a C library: Debian's gcc-riscv64-unknown-elf, which compiles for 32 bits too.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv)
set(CMAKE_C_COMPILER riscv64-unknown-elf-gcc)
# A test program would need the linker script.
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
