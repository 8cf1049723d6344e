// The face warp: cv2.warpAffine with INTER_LINEAR and a border of zero, as io.cameo.face.WarpScalar defines it.
#pragma once

#include <math.h>

#include "image/draw.cuh"

namespace cameo {

struct WarpGeometry {
    // Coordinates have ten bits below the pixel, of which five are used.
    static constexpr int PIXEL_BITS = 10;
    static constexpr int FRACTION_BITS = 5;
    static constexpr int FRACTIONS = 1 << FRACTION_BITS;
    static constexpr double UNIT = 1 << PIXEL_BITS;
    static constexpr int32_t HALF_STEP = 1 << (PIXEL_BITS - FRACTION_BITS - 1);
    static constexpr int MATRIX = 6;

    // From the sample's pixels to the source's.
    struct Map {
        double at[MATRIX];
    };

    // In 1/1024 of a source pixel; a pixel's coordinates are the sum of its column's and its row's, and wrap.
    struct Column {
        int32_t x;
        int32_t y;
    };
    using Row = Column;

    const double *matrices;

    // OpenCV's order of operations, which decides the last bit; a matrix without inverse becomes zero.
    CAMEO_BOTH Map map(int32_t image, const Source &) const {
        const double *const m = matrices + static_cast<int64_t>(MATRIX) * image;
        const double determinant = m[0] * m[4] - m[1] * m[3];
        const double d = determinant != 0 ? 1.0 / determinant : 0;
        Map inverse;
        inverse.at[0] = m[4] * d;
        inverse.at[1] = m[1] * -d;
        inverse.at[3] = m[3] * -d;
        inverse.at[4] = m[0] * d;
        inverse.at[2] = -inverse.at[0] * m[2] - inverse.at[1] * m[5];
        inverse.at[5] = -inverse.at[3] * m[2] - inverse.at[4] * m[5];
        return inverse;
    }

    CAMEO_BOTH Column column(const Map &map, const Source &, int32_t x) const {
        return Column{round(map.at[0] * x * UNIT), round(map.at[3] * x * UNIT)};
    }

    CAMEO_BOTH Row row(const Map &map, const Source &, int32_t y) const {
        return Row{
            add_wrapped(round((map.at[1] * y + map.at[2]) * UNIT), HALF_STEP),
            add_wrapped(round((map.at[4] * y + map.at[5]) * UNIT), HALF_STEP)};
    }

    // Half to even; what does not fit, NaN too, becomes the least int, as x86's conversion has it.
    CAMEO_BOTH static int32_t round(double value) {
        const double whole = rint(value);
        return whole >= INT32_MIN && whole <= INT32_MAX ? static_cast<int32_t>(whole) : INT32_MIN;
    }

    // OpenCV's weights sum to 32768 and are multiples of 32; dividing both by 32 gives the same.
    template <int CHANNELS>
    CAMEO_BOTH void sample(const Source &src, const Column &column, const Row &row, uint8_t (&px)[CHANNELS]) const {
        const int32_t at_x = add_wrapped(row.x, column.x);
        const int32_t at_y = add_wrapped(row.y, column.y);
        const int32_t left = at_x >> PIXEL_BITS;
        const int32_t top = at_y >> PIXEL_BITS;
        const int32_t fx = at_x >> (PIXEL_BITS - FRACTION_BITS) & (FRACTIONS - 1);
        const int32_t fy = at_y >> (PIXEL_BITS - FRACTION_BITS) & (FRACTIONS - 1);
        const bool is_left = left >= 0 && left < src.width_px;
        const bool is_right = left >= -1 && left < src.width_px - 1;
        const bool is_top = top >= 0 && top < src.height_px;
        const bool is_bottom = top >= -1 && top < src.height_px - 1;
        // Outside, a tap has no weight and reads the first pixel: no branch around the loads.
        const int64_t above = top * src.stride_bytes + static_cast<int64_t>(left) * CHANNELS;
        const int64_t below = above + src.stride_bytes;
        const int32_t weight0 = is_left && is_top ? (FRACTIONS - fx) * (FRACTIONS - fy) : 0;
        const int32_t weight1 = is_right && is_top ? fx * (FRACTIONS - fy) : 0;
        const int32_t weight2 = is_left && is_bottom ? (FRACTIONS - fx) * fy : 0;
        const int32_t weight3 = is_right && is_bottom ? fx * fy : 0;
        const uint8_t *const tap0 = src.pixels + (is_left && is_top ? above : 0);
        const uint8_t *const tap1 = src.pixels + (is_right && is_top ? above + CHANNELS : 0);
        const uint8_t *const tap2 = src.pixels + (is_left && is_bottom ? below : 0);
        const uint8_t *const tap3 = src.pixels + (is_right && is_bottom ? below + CHANNELS : 0);
        CAMEO_UNROLL
        for (int c = 0; c < CHANNELS; c++) {
            const int32_t sum = weight0 * tap0[c] + weight1 * tap1[c] + weight2 * tap2[c] + weight3 * tap3[c];
            px[c] = static_cast<uint8_t>((sum + (1 << (2 * FRACTION_BITS - 1))) >> (2 * FRACTION_BITS));
        }
    }
};

} // namespace cameo
