// What samples become in a tensor, and how they get there: the channels' order, the number of each, one wide store for four.
#pragma once

#include <math.h>

#ifdef __CUDACC__
#include <cuda_fp16.h>
#endif

#include "cameo.h"
#include "compute/portable.cuh"

namespace cameo {

// The bits of a binary16.
struct Half {
    uint16_t bits;
};

constexpr int SCALE_CHANNELS = 3;
constexpr int SCALE_NUMBERS = 3 * SCALE_CHANNELS;

struct Scale {
    float mean[SCALE_CHANNELS];
    float factor[SCALE_CHANNELS];
    float offset[SCALE_CHANNELS];
};

// A tensor of count samples.
struct Tensor {
    void *numbers;
    int32_t width_px;
    int32_t height_px;
    bool planar;
    bool reversed;
};

// Rounds to nearest, ties to even. No NaN comes here: all numbers of a scale are finite, and an overflow is added to a
// finite number at most.
CAMEO_BOTH Half to_half(float value) {
#ifdef __CUDA_ARCH__
    return Half{__half_as_ushort(__float2half_rn(value))};
#else
    uint32_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    const uint32_t sign = bits >> 16 & 0x8000;
    const uint32_t magnitude = bits & 0x7fffffff;
    uint32_t half;
    if (magnitude >= 0x47800000) {
        half = 0x7c00; // 65536 and more, and infinity
    } else if (magnitude >= 0x38800000) {
        // A carry out of the fraction goes into the exponent, as it should; from the largest it gives infinity.
        half = (magnitude - 0x38000000 + 0xfff + (magnitude >> 13 & 1)) >> 13;
    } else if (magnitude <= 0x33000000) {
        half = 0; // half of the least number, a tie to zero, and less
    } else {
        const uint32_t fraction = (magnitude & 0x7fffff) | 0x800000;
        const uint32_t shift = 126 - (magnitude >> 23);
        half = (fraction + (1u << (shift - 1)) - 1 + (fraction >> shift & 1)) >> shift;
    }
    return Half{static_cast<uint16_t>(sign | half)};
#endif
}

// The mean, rounded; beyond the range where it makes a difference, the nearest that makes the same one.
CAMEO_BOTH int32_t whole_mean(float mean) {
    const double magnitude = floor(fabs(static_cast<double>(mean)) + 0.5);
    const int32_t whole = static_cast<int32_t>(magnitude < 512 ? magnitude : 512);
    return mean < 0 ? -whole : whole;
}

CAMEO_BOTH void convert(uint8_t sample, const Scale &, int, uint8_t &number) {
    number = sample;
}

CAMEO_BOTH void convert(uint8_t sample, const Scale &scale, int channel, int8_t &number) {
    number = static_cast<int8_t>(clamp(sample - whole_mean(scale.mean[channel]), -128, 127));
}

CAMEO_BOTH void convert(uint8_t sample, const Scale &scale, int channel, float &number) {
    number = (static_cast<float>(sample) - scale.mean[channel]) * scale.factor[channel] + scale.offset[channel];
}

CAMEO_BOTH void convert(uint8_t sample, const Scale &scale, int channel, Half &number) {
    float whole;
    convert(sample, scale, channel, whole);
    number = to_half(whole);
}

// How many pixels of a row a thread makes.
constexpr int RUN_PX = 4;

// Stores count of four numbers.
template <class Number>
CAMEO_BOTH void store(Number *dst, const Number *numbers, int count) {
    if (count == RUN_PX && is_aligned(dst, RUN_PX * sizeof(Number))) {
        struct alignas(RUN_PX * sizeof(Number)) Four {
            Number at[RUN_PX];
        } four;
        CAMEO_UNROLL
        for (int i = 0; i < RUN_PX; i++) {
            four.at[i] = numbers[i];
        }
        copy_aligned<sizeof four>(&four, dst);
        return;
    }
    CAMEO_UNROLL
    for (int i = 0; i < RUN_PX; i++) {
        if (i < count) {
            dst[i] = numbers[i];
        }
    }
}

// Writes up to four pixels, side by side in a row of a sample, from their samples in the source's order.
template <class Number, int CHANNELS>
CAMEO_BOTH void write_run(
        const Tensor &tensor, const Scale &scale, int64_t sample, int32_t x, int32_t y, uint8_t (&px)[RUN_PX][CHANNELS],
        int32_t count) {
    if constexpr (CHANNELS == 3) {
        if (tensor.reversed) {
            CAMEO_UNROLL
            for (int i = 0; i < RUN_PX; i++) {
                const uint8_t first = px[i][0];
                px[i][0] = px[i][2];
                px[i][2] = first;
            }
        }
    }
    Number numbers[RUN_PX * CHANNELS];
    Number *const first = static_cast<Number *>(tensor.numbers);
    if (tensor.planar) {
        CAMEO_UNROLL
        for (int c = 0; c < CHANNELS; c++) {
            CAMEO_UNROLL
            for (int i = 0; i < RUN_PX; i++) {
                convert(px[i][c], scale, c, numbers[RUN_PX * c + i]);
            }
            const int64_t row = (sample * CHANNELS + c) * tensor.height_px + y;
            store(first + row * tensor.width_px + x, numbers + RUN_PX * c, count);
        }
    } else {
        CAMEO_UNROLL
        for (int i = 0; i < RUN_PX * CHANNELS; i++) {
            convert(px[i / CHANNELS][i % CHANNELS], scale, i % CHANNELS, numbers[i]);
        }
        Number *const at = first + ((sample * tensor.height_px + y) * tensor.width_px + x) * CHANNELS;
        CAMEO_UNROLL
        for (int c = 0; c < CHANNELS; c++) {
            store(at + RUN_PX * c, numbers + RUN_PX * c, clamp(count * CHANNELS - RUN_PX * c, 0, RUN_PX));
        }
    }
}

} // namespace cameo
