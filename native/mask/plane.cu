#include "mask/plane.cuh"

namespace cameo {

template <class Pixel>
static int32_t paint(const PlaneTables &tables, int32_t count, int64_t across, int64_t down, void *stream) {
    const PaintPlane<Pixel> body{tables, static_cast<int32_t>(across), static_cast<int32_t>(down)};
    return launch(count * across * down, body, stream);
}

} // namespace cameo

using namespace cameo;

extern "C" int32_t cameo_mask_plane(
        const int32_t *run_ends, const int32_t *first_run, const int32_t *rules, const int32_t *first_mask,
        const int32_t *width_px, const int32_t *height_px, uint8_t *const *dst, const int64_t *dst_stride_bytes,
        int32_t count, int32_t largest_width_px, int32_t largest_height_px, int32_t pixel_bytes, void *stream) {
    if (pixel_bytes != 1 && pixel_bytes != 2) {
        return CAMEO_ERROR_CODE;
    }
    if (count < 0 || largest_width_px <= 0 || largest_height_px <= 0) {
        return CAMEO_ERROR_SIZE;
    }
    if (count == 0) {
        return CAMEO_OK;
    }
    const void *const numbers[] = {run_ends, first_run, rules, first_mask, width_px, height_px};
    for (const void *const table : numbers) {
        if (table == nullptr) {
            return CAMEO_ERROR_NULL;
        }
        if (!is_aligned(table, alignof(int32_t))) {
            return CAMEO_ERROR_ALIGNMENT;
        }
    }
    if (dst == nullptr || dst_stride_bytes == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    if (!is_aligned(dst, alignof(void *)) || !is_aligned(dst_stride_bytes, alignof(int64_t))) {
        return CAMEO_ERROR_ALIGNMENT;
    }
    const int64_t across = divide_up(largest_width_px, PLANE_TILE_WIDTH_PX);
    const int64_t down = divide_up(largest_height_px, PLANE_TILE_HEIGHT_PX);
    if (across * down > MOST_BLOCKS) {
        return CAMEO_ERROR_TOO_LARGE;
    }
    const PlaneTables tables{run_ends, first_run, rules, first_mask, width_px, height_px, dst, dst_stride_bytes};
    return pixel_bytes == 1 ? paint<uint8_t>(tables, count, across, down, stream)
                            : paint<uint16_t>(tables, count, across, down, stream);
}
