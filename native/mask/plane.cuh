// Instance planes from run lists, as io.cameo.mask.PlanePainter paints them. Every pixel asks every mask; a thread makes
// a piece of one column, because runs go down columns: it searches a mask's runs once and then walks along them.
#pragma once

#include "compute/launch.cuh"

namespace cameo {

constexpr int PLANE_TILE_WIDTH_PX = 32;
constexpr int PIECE_PX = 8;
constexpr int PLANE_TILE_HEIGHT_PX = THREADS / PLANE_TILE_WIDTH_PX * PIECE_PX;
constexpr int32_t RULE_MARK = 0x10000;
constexpr int32_t RULE_VALUE = 0xffff;

struct PlaneTables {
    const int32_t *run_ends;
    const int32_t *first_run;
    const int32_t *rules;
    const int32_t *first_mask;
    const int32_t *width_px;
    const int32_t *height_px;
    uint8_t *const *dst;
    const int64_t *dst_stride_bytes;
};

template <class Pixel>
struct PaintPlane {
    using Shared = NothingShared;

    PlaneTables tables;
    int32_t tiles_across;
    int32_t tiles_down;

    CAMEO_BOTH void lay(int64_t, int, Shared &) const {}

    CAMEO_BOTH void run(int64_t block, int thread, const Shared &) const {
        const int32_t tiles = tiles_across * tiles_down;
        const int32_t image = static_cast<int32_t>(block / tiles);
        const int32_t within = static_cast<int32_t>(block % tiles);
        const int32_t x = within % tiles_across * PLANE_TILE_WIDTH_PX + thread % PLANE_TILE_WIDTH_PX;
        const int32_t y = within / tiles_across * PLANE_TILE_HEIGHT_PX + thread / PLANE_TILE_WIDTH_PX * PIECE_PX;
        const int32_t height = tables.height_px[image];
        if (x >= tables.width_px[image] || y >= height) {
            return;
        }
        const int32_t count = height - y < PIECE_PX ? height - y : PIECE_PX;
        int32_t values[PIECE_PX] = {};
        paint(image, x * height + y, count, values);
        uint8_t *const column = global_pointer(tables.dst[image]) + static_cast<int64_t>(x) * static_cast<int64_t>(sizeof(Pixel));
        CAMEO_UNROLL
        for (int i = 0; i < PIECE_PX; i++) {
            if (i < count) {
                *reinterpret_cast<Pixel *>(column + (y + i) * tables.dst_stride_bytes[image]) =
                    static_cast<Pixel>(values[i]);
            }
        }
    }

    // The values of pixels that follow each other down a column, the first at place from of the image's pixels.
    CAMEO_BOTH void paint(int32_t image, int32_t from, int32_t count, int32_t (&values)[PIECE_PX]) const {
        uint32_t taken = 0;
        for (int32_t mask = tables.first_mask[image]; mask < tables.first_mask[image + 1]; mask++) {
            const int32_t rule = tables.rules[mask];
            uint32_t covered = cover(mask, from, count);
            if ((rule & RULE_MARK) == 0) {
                covered &= ~taken;
                taken |= covered;
            }
            CAMEO_UNROLL
            for (int i = 0; i < PIECE_PX; i++) {
                values[i] |= (covered >> i & 1) != 0 ? rule & RULE_VALUE : 0;
            }
        }
    }

    // Which of the pixels a mask covers, the first at the lowest bit.
    CAMEO_BOTH uint32_t cover(int32_t mask, int32_t from, int32_t count) const {
        const int32_t *const ends = tables.run_ends + tables.first_run[mask];
        const int32_t runs = tables.first_run[mask + 1] - tables.first_run[mask];
        // Most pixels lie before a mask's first pixel or behind its last.
        if (runs < 2 || from + (count - 1) < ends[0] || (runs % 2 != 0 && from >= ends[runs - 2])) {
            return 0;
        }
        int32_t low = 0;
        int32_t high = runs;
        while (low < high) {
            const int32_t middle = (low + high) / 2;
            if (ends[middle] > from) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        uint32_t covered = 0;
        for (int i = 0; i < count; i++) {
            while (low < runs && ends[low] <= from + i) {
                low++;
            }
            covered |= low < runs && low % 2 != 0 ? 1u << i : 0;
        }
        return covered;
    }
};

} // namespace cameo
