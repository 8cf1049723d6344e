// What lets one source be compiled by nvcc for a GPU and by a C++ compiler for the host.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __CUDACC__
#define CAMEO_BOTH __host__ __device__ inline
#else
#define CAMEO_BOTH inline
#endif

// The host's compiler, which nvcc also runs, knows no such pragma and needs none.
#ifdef __CUDA_ARCH__
#define CAMEO_UNROLL _Pragma("unroll")
#else
#define CAMEO_UNROLL
#endif

// Samples are put together to words, the first at the lowest byte.
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "only little-endian machines");
// Arithmetic shifts of negative numbers and conversions that wrap are defined since C++20.
static_assert(__cplusplus >= 202002L, "needs C++20");

namespace cameo {

// Threads of one block; all bodies are written for this number.
constexpr int THREADS = 256;

// OpenCV's coordinates have 16 bits.
constexpr int32_t MAX_SOURCE_SIDE_PX = 32766;

// Adds as Java does: what leaves 32 bits wraps.
CAMEO_BOTH int32_t add_wrapped(int32_t left, int32_t right) {
    return static_cast<int32_t>(static_cast<uint32_t>(left) + static_cast<uint32_t>(right));
}

CAMEO_BOTH int32_t clamp(int32_t value, int32_t least, int32_t most) {
    return value < least ? least : value > most ? most : value;
}

CAMEO_BOTH int64_t divide_up(int64_t value, int64_t by) {
    return value / by + (value % by != 0 ? 1 : 0);
}

CAMEO_BOTH bool is_aligned(const void *pointer, size_t bytes) {
    return reinterpret_cast<uintptr_t>(pointer) % bytes == 0;
}

// A pointer out of a table: nvcc cannot know that it is to global memory, and would make its loads slower ones.
template <class Value>
CAMEO_BOTH Value *global_pointer(Value *pointer) {
#ifdef __CUDA_ARCH__
    __builtin_assume(__isGlobal(pointer));
#endif
    return pointer;
}

// Loads and stores of several bytes that the caller knows to be aligned: one instruction on a GPU.
template <size_t BYTES>
CAMEO_BOTH void copy_aligned(const void *src, void *dst) {
    __builtin_memcpy(__builtin_assume_aligned(dst, BYTES), __builtin_assume_aligned(src, BYTES), BYTES);
}

} // namespace cameo
