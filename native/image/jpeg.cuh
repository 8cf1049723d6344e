// What the host tells the kernels of a JPEG, in memory that both lay out alike: a plan is a JpegJob for each file, then
// the tables of them all, each once. Coefficients lie image by image, component by component, block by block in rows, 64
// to a block, columns of a block one behind the other.
#pragma once

#include "cameo.h"
#include "compute/portable.cuh"

namespace cameo {

constexpr int BLOCK_SIDE_PX = 8;
constexpr int BLOCK_NUMBERS = 64;
constexpr int JPEG_COMPONENTS = 3;

// Larger images are for decoders that give an image more than one thread.
constexpr int32_t MAX_JPEG_SIDE_PX = 1024;

constexpr int SHORTEST_CODE = 1;
constexpr int LONGEST_CODE = 16;
// Codes of up to so many bits are found by one load.
constexpr int LOOK_BITS = 9;
constexpr int LONG_LENGTHS = LONGEST_CODE - LOOK_BITS;

// Where a table lies in a plan, in these units.
constexpr int64_t PLAN_UNIT_BYTES = 16;

// Eight coefficients, which are a column of a block: as they lie between the kernels, as they are loaded and kept.
struct alignas(16) Eight {
    uint32_t pairs[BLOCK_SIDE_PX / 2]; // the first of two lower

    CAMEO_BOTH int32_t at(int i) const {
        return static_cast<int16_t>(pairs[i / 2] >> (i % 2 * 16));
    }
};

struct alignas(PLAN_UNIT_BYTES) HuffmanTable {
    // By a code's first bits: its length * 256 + its value; 0 if it is longer, or none.
    uint16_t look[1 << LOOK_BITS];
    // Of the longer ones, by length: one past the last code, filled up to 16 bits, and what leads from a code to the
    // place of its value.
    int32_t limit[LONG_LENGTHS];
    int32_t shift[LONG_LENGTHS];
    // As the file has them.
    uint8_t counts[LONGEST_CODE];
    uint8_t values[256];
};

struct alignas(PLAN_UNIT_BYTES) QuantTable {
    int16_t steps[BLOCK_NUMBERS]; // in the order of coefficients; the low 16 bits of a step
};

struct alignas(PLAN_UNIT_BYTES) JpegJob {
    int64_t scan_offset_bytes; // of the entropy-coded data in the files
    int64_t end_offset_bytes;
    int64_t first_block;
    int32_t reason;
    int32_t width_px;
    int32_t height_px;
    int32_t components; // 1 or 3
    int32_t across;     // 1 where chroma has half as many columns
    int32_t down;       // 1 where it has half as many rows
    int32_t mcus_wide;
    int32_t mcus_high;
    int32_t restart_mcus; // 0: never
    int32_t quant[JPEG_COMPONENTS];
    int32_t dc[JPEG_COMPONENTS];
    int32_t ac[JPEG_COMPONENTS];

    CAMEO_BOTH int32_t blocks_wide(int component) const {
        return component == 0 ? mcus_wide << across : mcus_wide;
    }

    CAMEO_BOTH int32_t blocks_high(int component) const {
        return component == 0 ? mcus_high << down : mcus_high;
    }

    CAMEO_BOTH int64_t blocks(int component) const {
        return static_cast<int64_t>(blocks_wide(component)) * blocks_high(component);
    }

    CAMEO_BOTH int64_t all_blocks() const {
        return blocks(0) + (components - 1) * blocks(1);
    }

    // The first of a component.
    CAMEO_BOTH int64_t block_of(int component) const {
        return first_block + (component == 0 ? 0 : blocks(0) + (component - 1) * blocks(1));
    }

    CAMEO_BOTH int32_t chroma_width_px() const {
        return (width_px + across) >> across;
    }

    CAMEO_BOTH int32_t chroma_height_px() const {
        return (height_px + down) >> down;
    }
};

template <class Table>
CAMEO_BOTH const Table *table_at(const uint8_t *plan, int32_t place) {
    return reinterpret_cast<const Table *>(plan + place * PLAN_UNIT_BYTES);
}

CAMEO_BOTH const JpegJob *jobs_of(const uint8_t *plan) {
    return reinterpret_cast<const JpegJob *>(plan);
}

// The place among a block's coefficients of each in the order of the file: its zigzag (T.81, figure 5) with rows and
// columns exchanged.
CAMEO_BOTH int zigzag_place(int k) {
    static constexpr uint8_t PLACES[BLOCK_NUMBERS] = {
        0,  8,  1,  2,  9,  16, 24, 17, 10, 3,  4,  11, 18, 25, 32, 40, 33, 26, 19, 12, 5,  6,
        13, 20, 27, 34, 41, 48, 56, 49, 42, 35, 28, 21, 14, 7,  15, 22, 29, 36, 43, 50, 57, 58,
        51, 44, 37, 30, 23, 31, 38, 45, 52, 59, 60, 53, 46, 39, 47, 54, 61, 62, 55, 63};
    return PLACES[k];
}

} // namespace cameo
