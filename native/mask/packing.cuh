// Bytes to bits and back, as io.cameo.mask.BitKernelScalar defines it. A thread moves 32 pixels: two wide loads and one
// store of four bytes, or the other way round.
#pragma once

#include "compute/launch.cuh"

namespace cameo {

constexpr int RUN_BITS = 32;
constexpr int RUN_BYTES = RUN_BITS / 8;
constexpr int LOAD_BYTES = 16;

constexpr uint64_t LOW_BITS = 0x0101010101010101;

// 1 in each byte that is not 0: adding 0x7f carries any of the low seven bits into the highest.
CAMEO_BOTH uint64_t non_zero(uint64_t bytes) {
    const uint64_t low = bytes & (0x7f * LOW_BITS);
    return ((low + 0x7f * LOW_BITS) | bytes) >> 7 & LOW_BITS;
}

// Eight bytes of 0 or 1 to one byte. The products' terms never meet: no carries.
template <bool MSB_FIRST>
CAMEO_BOTH uint32_t gather_bits(uint64_t flags) {
    constexpr uint64_t FACTOR = MSB_FIRST ? 0x8040201008040201 : 0x0102040810204080;
    return static_cast<uint32_t>(flags * FACTOR >> 56);
}

// One byte to eight of 0 or 1.
template <bool MSB_FIRST>
CAMEO_BOTH uint64_t spread_bits(uint32_t bits) {
    constexpr uint64_t PLACES = MSB_FIRST ? 0x0102040810204080 : 0x8040201008040201;
    return non_zero(bits * LOW_BITS & PLACES);
}

// Rows of pixels as bytes and as bits, and who does which run of a row.
struct BitRows {
    int64_t byte_stride;
    int64_t bit_stride;
    int64_t rows;
    int64_t count;
    int64_t runs_per_row;

    struct Run {
        int64_t bytes_at;
        int64_t bits_at;
        int32_t length; // pixels; 0 where there is nothing to do
    };

    CAMEO_BOTH Run run(int64_t block, int thread) const {
        const int64_t index = block * THREADS + thread;
        const int64_t row = rows == 1 ? 0 : index / runs_per_row;
        const int64_t first = (index - row * runs_per_row) * RUN_BITS;
        if (row >= rows || first >= count) {
            return Run{0, 0, 0};
        }
        const int64_t rest = count - first;
        return Run{
            row * byte_stride + first, row * bit_stride + first / 8,
            static_cast<int32_t>(rest < RUN_BITS ? rest : RUN_BITS)};
    }
};

template <bool MSB_FIRST>
struct PackBits {
    using Shared = NothingShared;

    const uint8_t *src;
    uint8_t *dst;
    BitRows shape;

    CAMEO_BOTH void lay(int64_t, int, Shared &) const {}

    CAMEO_BOTH void run(int64_t block, int thread, const Shared &) const {
        const BitRows::Run run = shape.run(block, thread);
        const uint8_t *const from = src + run.bytes_at;
        uint8_t *const to = dst + run.bits_at;
        if (run.length == RUN_BITS && is_aligned(from, LOAD_BYTES) && is_aligned(to, RUN_BYTES)) {
            alignas(LOAD_BYTES) uint64_t words[RUN_BYTES];
            copy_aligned<LOAD_BYTES>(from, words);
            copy_aligned<LOAD_BYTES>(from + LOAD_BYTES, words + 2);
            uint32_t packed = 0;
            CAMEO_UNROLL
            for (int i = 0; i < RUN_BYTES; i++) {
                packed |= gather_bits<MSB_FIRST>(non_zero(words[i])) << (8 * i);
            }
            copy_aligned<RUN_BYTES>(&packed, to);
            return;
        }
        for (int first = 0; first < run.length; first += 8) {
            uint64_t flags = 0;
            for (int i = 0; i < 8 && first + i < run.length; i++) {
                flags |= static_cast<uint64_t>(from[first + i] != 0 ? 1 : 0) << (8 * i);
            }
            to[first / 8] = static_cast<uint8_t>(gather_bits<MSB_FIRST>(flags));
        }
    }
};

template <bool MSB_FIRST>
struct UnpackBits {
    using Shared = NothingShared;

    const uint8_t *src;
    uint8_t *dst;
    BitRows shape;

    CAMEO_BOTH void lay(int64_t, int, Shared &) const {}

    CAMEO_BOTH void run(int64_t block, int thread, const Shared &) const {
        const BitRows::Run run = shape.run(block, thread);
        const uint8_t *const from = src + run.bits_at;
        uint8_t *const to = dst + run.bytes_at;
        if (run.length == RUN_BITS && is_aligned(from, RUN_BYTES) && is_aligned(to, LOAD_BYTES)) {
            uint32_t packed;
            copy_aligned<RUN_BYTES>(from, &packed);
            alignas(LOAD_BYTES) uint64_t words[RUN_BYTES];
            CAMEO_UNROLL
            for (int i = 0; i < RUN_BYTES; i++) {
                words[i] = spread_bits<MSB_FIRST>(packed >> (8 * i) & 0xff);
            }
            copy_aligned<LOAD_BYTES>(words, to);
            copy_aligned<LOAD_BYTES>(words + 2, to + LOAD_BYTES);
            return;
        }
        for (int i = 0; i < run.length; i++) {
            const uint64_t flags = spread_bits<MSB_FIRST>(from[i / 8]);
            to[i] = static_cast<uint8_t>(flags >> (8 * (i % 8)) & 1);
        }
    }
};

} // namespace cameo
