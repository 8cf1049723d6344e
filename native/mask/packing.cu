#include "mask/packing.cuh"

namespace cameo {

static int32_t check_bits(
        const void *src, const void *dst, int64_t byte_stride, int64_t bit_stride, int64_t rows, int64_t count,
        int32_t bits) {
    if (bits != CAMEO_MSB_FIRST && bits != CAMEO_LSB_FIRST) {
        return CAMEO_ERROR_CODE;
    }
    if (rows < 0 || count < 0 || byte_stride < count || bit_stride < divide_up(count, 8)) {
        return CAMEO_ERROR_SIZE;
    }
    return rows > 0 && count > 0 && (src == nullptr || dst == nullptr) ? CAMEO_ERROR_NULL : CAMEO_OK;
}

// Rows without gaps that end with a whole byte are one long row.
static BitRows shape_of(int64_t byte_stride, int64_t bit_stride, int64_t rows, int64_t count) {
    if (count % 8 == 0 && byte_stride == count && bit_stride == count / 8) {
        return BitRows{rows * count, rows * count / 8, rows == 0 ? 0 : 1, rows * count, divide_up(rows * count, RUN_BITS)};
    }
    return BitRows{byte_stride, bit_stride, rows, count, divide_up(count, RUN_BITS)};
}

static int64_t blocks_of(const BitRows &shape) {
    return divide_up(shape.rows * shape.runs_per_row, THREADS);
}

} // namespace cameo

using namespace cameo;

extern "C" int32_t cameo_mask_pack(
        const uint8_t *src, int64_t src_stride_bytes, uint8_t *dst, int64_t dst_stride_bytes, int64_t rows,
        int64_t count, int32_t bits, void *stream) {
    const int32_t status = check_bits(src, dst, src_stride_bytes, dst_stride_bytes, rows, count, bits);
    if (status != CAMEO_OK) {
        return status;
    }
    const BitRows shape = shape_of(src_stride_bytes, dst_stride_bytes, rows, count);
    return bits == CAMEO_MSB_FIRST ? launch(blocks_of(shape), PackBits<true>{src, dst, shape}, stream)
                                   : launch(blocks_of(shape), PackBits<false>{src, dst, shape}, stream);
}

extern "C" int32_t cameo_mask_unpack(
        const uint8_t *src, int64_t src_stride_bytes, uint8_t *dst, int64_t dst_stride_bytes, int64_t rows,
        int64_t count, int32_t bits, void *stream) {
    const int32_t status = check_bits(src, dst, dst_stride_bytes, src_stride_bytes, rows, count, bits);
    if (status != CAMEO_OK) {
        return status;
    }
    const BitRows shape = shape_of(dst_stride_bytes, src_stride_bytes, rows, count);
    return bits == CAMEO_MSB_FIRST ? launch(blocks_of(shape), UnpackBits<true>{src, dst, shape}, stream)
                                   : launch(blocks_of(shape), UnpackBits<false>{src, dst, shape}, stream);
}
