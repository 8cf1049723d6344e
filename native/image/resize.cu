#include "image/resize.cuh"

using namespace cameo;

extern "C" int32_t cameo_image_resize(
        const uint8_t *const *src, const int64_t *src_stride_bytes, const int32_t *src_width_px,
        const int32_t *src_height_px, const float *scales, const uint8_t *mirrored, int32_t count, int32_t channels,
        void *dst, int32_t dst_width_px, int32_t dst_height_px, int32_t dtype, int32_t layout, int32_t order,
        void *stream) {
    const Sources sources{src, src_stride_bytes, src_width_px, src_height_px, scales, mirrored};
    const DrawCall call{count, channels, dst, dst_width_px, dst_height_px, dtype, layout, order, stream};
    const int32_t status = check_draw(sources, call);
    if (status != CAMEO_OK || count == 0) {
        return status;
    }
    if (src_width_px == nullptr || src_height_px == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    return draw(ResizeGeometry{dst_width_px, dst_height_px}, sources, call);
}
