// The inverse transform of libjpeg's "islow": Loeffler, Ligtenberg and Moschytz, 13 bits of fraction, columns then rows.
// Where coefficients are damaged beyond what an encoder writes, the results are those of libjpeg-turbo's vector code for
// x86-64 (jidctint-avx2.asm and -sse2.asm): products and first sums of 16 bits wrap, results of a pass saturate.
#pragma once

#include "image/jpeg.cuh"

namespace cameo {

CAMEO_BOTH int32_t wrap16(int32_t value) {
    return static_cast<int16_t>(value);
}

CAMEO_BOTH int32_t saturate16(int32_t value) {
    return clamp(value, INT16_MIN, INT16_MAX);
}

// The factors times 2^13, as jidctint.c has them.
constexpr int32_t FIX_0_298 = 2446;
constexpr int32_t FIX_0_390 = 3196;
constexpr int32_t FIX_0_541 = 4433;
constexpr int32_t FIX_0_765 = 6270;
constexpr int32_t FIX_0_899 = 7373;
constexpr int32_t FIX_1_175 = 9633;
constexpr int32_t FIX_1_501 = 12299;
constexpr int32_t FIX_1_847 = 15137;
constexpr int32_t FIX_1_961 = 16069;
constexpr int32_t FIX_2_053 = 16819;
constexpr int32_t FIX_2_562 = 20995;
constexpr int32_t FIX_3_072 = 25172;
constexpr int32_t FIX_ONE = 1 << 13;
constexpr int COLUMN_SHIFT = 13 - 2;
constexpr int ROW_SHIFT = 13 + 2 + 3;

// One pass over eight numbers of 16 bits, in place. No sum leaves 32 bits.
template <int SHIFT>
CAMEO_BOTH void inverse_dct(int32_t (&v)[BLOCK_SIDE_PX]) {
    const int32_t sum = wrap16(v[0] + v[4]) * FIX_ONE;
    const int32_t difference = wrap16(v[0] - v[4]) * FIX_ONE;
    const int32_t even2 = v[2] * FIX_0_541 + v[6] * (FIX_0_541 - FIX_1_847);
    const int32_t even3 = v[2] * (FIX_0_541 + FIX_0_765) + v[6] * FIX_0_541;
    const int32_t z3 = wrap16(v[7] + v[3]);
    const int32_t z4 = wrap16(v[5] + v[1]);
    const int32_t turned3 = z3 * (FIX_1_175 - FIX_1_961) + z4 * FIX_1_175;
    const int32_t turned4 = z3 * FIX_1_175 + z4 * (FIX_1_175 - FIX_0_390);
    const int32_t even[] = {sum + even3, difference + even2, difference - even2, sum - even3};
    const int32_t odd[] = {
        v[7] * -FIX_0_899 + v[1] * (FIX_1_501 - FIX_0_899) + turned4,
        v[5] * -FIX_2_562 + v[3] * (FIX_3_072 - FIX_2_562) + turned3,
        v[5] * (FIX_2_053 - FIX_2_562) + v[3] * -FIX_2_562 + turned4,
        v[7] * (FIX_0_298 - FIX_0_899) + v[1] * -FIX_0_899 + turned3};
    CAMEO_UNROLL
    for (int i = 0; i < BLOCK_SIDE_PX / 2; i++) {
        v[i] = saturate16((even[i] + odd[i] + (1 << (SHIFT - 1))) >> SHIFT);
        v[BLOCK_SIDE_PX - 1 - i] = saturate16((even[i] - odd[i] + (1 << (SHIFT - 1))) >> SHIFT);
    }
}

CAMEO_BOTH uint32_t pair_of(int32_t first, int32_t second) {
    return (static_cast<uint32_t>(first) & 0xffffu) | static_cast<uint32_t>(second) << 16;
}

// A column times its steps.
CAMEO_BOTH void dequantize(const Eight &column, const int16_t *steps, int32_t (&v)[BLOCK_SIDE_PX]) {
    Eight factors;
    copy_aligned<16>(steps, &factors);
    CAMEO_UNROLL
    for (int i = 0; i < BLOCK_SIDE_PX; i++) {
        v[i] = wrap16(column.at(i) * factors.at(i));
    }
}

// A block's coefficients to its samples; rows of dst are stride bytes apart and aligned to 8 bytes.
CAMEO_BOTH void block_samples(const Eight *coefficients, const QuantTable &quant, uint8_t *dst, int stride) {
    Eight columns[BLOCK_SIDE_PX];
    uint32_t below = 0; // not 0 where there is anything below the first row
    CAMEO_UNROLL
    for (int x = 0; x < BLOCK_SIDE_PX; x++) {
        columns[x] = coefficients[x];
        below |= columns[x].pairs[0] >> 16 | columns[x].pairs[1] | columns[x].pairs[2] | columns[x].pairs[3];
    }
    Eight rows[BLOCK_SIDE_PX];
    CAMEO_UNROLL
    for (int x = 0; x < BLOCK_SIDE_PX; x += 2) {
        int32_t left[BLOCK_SIDE_PX];
        int32_t right[BLOCK_SIDE_PX];
        dequantize(columns[x], quant.steps + x * BLOCK_SIDE_PX, left);
        dequantize(columns[x + 1], quant.steps + (x + 1) * BLOCK_SIDE_PX, right);
        if (below != 0) {
            inverse_dct<COLUMN_SHIFT>(left);
            inverse_dct<COLUMN_SHIFT>(right);
        } else {
            CAMEO_UNROLL
            for (int y = BLOCK_SIDE_PX - 1; y >= 0; y--) {
                left[y] = left[0] * 4;
                right[y] = right[0] * 4;
            }
        }
        CAMEO_UNROLL
        for (int y = 0; y < BLOCK_SIDE_PX; y++) {
            rows[y].pairs[x / 2] = pair_of(left[y], right[y]);
        }
    }
    CAMEO_UNROLL
    for (int y = 0; y < BLOCK_SIDE_PX; y++) {
        int32_t v[BLOCK_SIDE_PX];
        CAMEO_UNROLL
        for (int x = 0; x < BLOCK_SIDE_PX; x++) {
            v[x] = rows[y].at(x);
        }
        inverse_dct<ROW_SHIFT>(v);
        uint64_t samples = 0;
        CAMEO_UNROLL
        for (int x = 0; x < BLOCK_SIDE_PX; x++) {
            samples |= static_cast<uint64_t>(clamp(v[x], -128, 127) + 128) << (8 * x);
        }
        copy_aligned<8>(&samples, dst + y * stride);
    }
}

} // namespace cameo
