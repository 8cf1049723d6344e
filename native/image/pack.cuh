// Images as they are: only mirrored, reordered and scaled.
#pragma once

#include "image/draw.cuh"

namespace cameo {

struct PackGeometry {
    struct Map {};
    using Column = int32_t;
    using Row = int32_t;

    CAMEO_BOTH Map map(int32_t, const Source &) const { return Map{}; }

    CAMEO_BOTH Column column(const Map &, const Source &, int32_t x) const { return x; }

    CAMEO_BOTH Row row(const Map &, const Source &, int32_t y) const { return y; }

    template <int CHANNELS>
    CAMEO_BOTH void sample(const Source &src, const Column &x, const Row &y, uint8_t (&px)[CHANNELS]) const {
        const uint8_t *const at = src.pixels + y * src.stride_bytes + static_cast<int64_t>(x) * CHANNELS;
        CAMEO_UNROLL
        for (int c = 0; c < CHANNELS; c++) {
            px[c] = at[c];
        }
    }
};

} // namespace cameo
