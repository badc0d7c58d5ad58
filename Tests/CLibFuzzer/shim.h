#include <stddef.h>
#include <stdint.h>

/// Changes bytes in place as libFuzzer does by itself; how many there are then. The linker finds it in libFuzzer.
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t count, size_t limit);
