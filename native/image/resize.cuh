// cv2.resize with INTER_LINEAR on 8-bit samples: weights of 11 bits, sums along the row cut by 4 bits, then along the
// column cut by 16 and 2 (modules/imgproc/src/resize.cpp of OpenCV 4, HResizeLinear and VResizeLinear).
#pragma once

#include <math.h>

#include "image/draw.cuh"

namespace cameo {

struct ResizeGeometry {
    static constexpr float WEIGHT_ONE = 1 << 11;

    // Source pixels to a pixel of the sample.
    struct Map {
        double across;
        double down;
    };

    struct Taps {
        int32_t near;
        int32_t far;
        int32_t near_weight;
        int32_t far_weight;
    };
    using Column = Taps;
    using Row = Taps;

    int32_t width_px;
    int32_t height_px;

    CAMEO_BOTH Map map(int32_t, const Source &src) const {
        return Map{
            1.0 / (static_cast<double>(width_px) / src.width_px),
            1.0 / (static_cast<double>(height_px) / src.height_px)};
    }

    // OpenCV moves the last pair inwards along rows ...
    CAMEO_BOTH Column column(const Map &map, const Source &src, int32_t x) const {
        const float at = static_cast<float>((x + 0.5) * map.across - 0.5);
        int32_t low = static_cast<int32_t>(floorf(at));
        float part = at - static_cast<float>(low);
        if (low < 0 || low >= src.width_px - 1) {
            low = low < 0 ? 0 : src.width_px - 1;
            part = 0;
        }
        return taps(low, part, src.width_px);
    }

    // ... and repeats the first and last row along columns.
    CAMEO_BOTH Row row(const Map &map, const Source &src, int32_t y) const {
        const float at = static_cast<float>((y + 0.5) * map.down - 0.5);
        const int32_t low = static_cast<int32_t>(floorf(at));
        return taps(low, at - static_cast<float>(low), src.height_px);
    }

    CAMEO_BOTH static Taps taps(int32_t low, float part, int32_t size_px) {
        return Taps{
            clamp(low, 0, size_px - 1), clamp(low + 1, 0, size_px - 1),
            static_cast<int32_t>(rintf((1 - part) * WEIGHT_ONE)), static_cast<int32_t>(rintf(part * WEIGHT_ONE))};
    }

    template <int CHANNELS>
    CAMEO_BOTH void sample(const Source &src, const Column &column, const Row &row, uint8_t (&px)[CHANNELS]) const {
        const uint8_t *const above = src.pixels + row.near * src.stride_bytes;
        const uint8_t *const below = src.pixels + row.far * src.stride_bytes;
        const int32_t near = column.near * CHANNELS;
        const int32_t far = column.far * CHANNELS;
        CAMEO_UNROLL
        for (int c = 0; c < CHANNELS; c++) {
            const int32_t upper = above[near + c] * column.near_weight + above[far + c] * column.far_weight;
            const int32_t lower = below[near + c] * column.near_weight + below[far + c] * column.far_weight;
            const int32_t sum = (row.near_weight * (upper >> 4) >> 16) + (row.far_weight * (lower >> 4) >> 16);
            px[c] = static_cast<uint8_t>(clamp((sum + 2) >> 2, 0, 255));
        }
    }
};

} // namespace cameo
