/*
 * A device that dies: linked before libcameo_host, it answers in that library's place until CAMEO_FAULT_AFTER calls have
 * been made to one of its functions, and then refuses. CAMEO_FAULT=lost: waiting is what fails, and from then on
 * everything, as with a GPU that fell off its bus. CAMEO_FAULT=memory: allocations alone fail, and only some time.
 *
 *   cc -shared -fPIC fault.c -o libfault.so -L DIR -l:libcameo_host.so -Wl,-rpath,DIR -Wl,--no-as-needed
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../include/cameo.h"

static atomic_int waits;
static atomic_int allocations;
static atomic_int lost;

static int fault(const char *kind, atomic_int *calls) {
    const char *wanted = getenv("CAMEO_FAULT");
    const char *after = getenv("CAMEO_FAULT_AFTER");
    return wanted && after && strcmp(wanted, kind) == 0 && atomic_fetch_add(calls, 1) >= atoi(after);
}

#define REAL(function) ((__typeof__(&function))dlsym(RTLD_NEXT, #function))
#define UNLESS_LOST(function, ...) (atomic_load(&lost) ? CAMEO_ERROR_DEVICE : REAL(function)(__VA_ARGS__))

int32_t cameo_stream_wait(void *stream) {
    if (fault("lost", &waits)) {
        atomic_store(&lost, 1);
    }
    return UNLESS_LOST(cameo_stream_wait, stream);
}

int32_t cameo_memory_allocate(int64_t size_bytes, void **memory) {
    if (fault("memory", &allocations)) {
        return CAMEO_ERROR_MEMORY;
    }
    return UNLESS_LOST(cameo_memory_allocate, size_bytes, memory);
}

int32_t cameo_copy(const void *src, void *dst, int64_t size_bytes, int32_t direction, void *stream) {
    return UNLESS_LOST(cameo_copy, src, dst, size_bytes, direction, stream);
}

int32_t cameo_stream_open(void **stream) { return UNLESS_LOST(cameo_stream_open, stream); }

int32_t cameo_stream_close(void *stream) { return UNLESS_LOST(cameo_stream_close, stream); }

int32_t cameo_memory_free(void *memory) { return UNLESS_LOST(cameo_memory_free, memory); }

int32_t cameo_pinned_free(void *memory) { return UNLESS_LOST(cameo_pinned_free, memory); }
