#include "image/jpeg_huffman.cuh"
#include "image/jpeg_paint.cuh"
#include "image/jpeg_plan.cuh"

namespace cameo {

static int64_t jobs_bytes(int32_t count) {
    return count * static_cast<int64_t>(sizeof(JpegJob));
}

static int64_t plan_room(int32_t count) {
    constexpr int64_t TABLES = JPEG_COMPONENTS * (sizeof(QuantTable) + 2 * sizeof(HuffmanTable));
    // One more table: it is made in place before it is known whether it can be used.
    return jobs_bytes(count) + count * TABLES + static_cast<int64_t>(sizeof(HuffmanTable));
}

static bool is_within(int64_t offset, int64_t size, int64_t whole) {
    return offset >= 0 && size >= 0 && offset <= whole && size <= whole - offset;
}

template <int CHANNELS>
static int32_t paint(
        const uint8_t *plan, const Eight *coefficients, const int32_t *reasons, uint8_t *const *dst,
        const int64_t *dst_stride_bytes, int32_t count, int32_t width_px, int32_t height_px, void *stream) {
    const int32_t across = static_cast<int32_t>(divide_up(width_px, JPEG_TILE_WIDTH_PX));
    const int32_t down = static_cast<int32_t>(divide_up(height_px, JPEG_TILE_HEIGHT_PX));
    const PaintJpegs<CHANNELS> body{plan, coefficients, reasons, dst, dst_stride_bytes, across, down};
    return launch(static_cast<int64_t>(count) * across * down, body, stream);
}

} // namespace cameo

using namespace cameo;

extern "C" const char *cameo_jpeg_text(int32_t reason) {
    switch (reason) {
        case CAMEO_JPEG_OK: return "no error";
        case CAMEO_JPEG_OTHER: return "not a jpeg";
        case CAMEO_JPEG_CUT: return "jpeg truncated";
        case CAMEO_JPEG_SEGMENT: return "jpeg header segment out of order";
        case CAMEO_JPEG_PROGRESSIVE: return "jpeg is progressive";
        case CAMEO_JPEG_ARITHMETIC: return "jpeg has arithmetic codes";
        case CAMEO_JPEG_PROCESS: return "jpeg is lossless or hierarchical";
        case CAMEO_JPEG_PRECISION: return "jpeg samples are not of 8 bits";
        case CAMEO_JPEG_COMPONENTS: return "jpeg has neither one nor three components";
        case CAMEO_JPEG_SAMPLING: return "jpeg chroma sampling is not 4:4:4, 4:2:2 or 4:2:0";
        case CAMEO_JPEG_COLOR: return "jpeg colors are not luma and chroma";
        case CAMEO_JPEG_SCANS: return "jpeg has several scans";
        case CAMEO_JPEG_LARGE: return "jpeg is larger than the decoder for small images takes";
        case CAMEO_JPEG_TABLE: return "jpeg lacks a table that it uses";
        case CAMEO_JPEG_HUFFMAN: return "jpeg huffman table has more codes than there can be";
        case CAMEO_JPEG_CODE: return "jpeg data has a code that is not in its table";
        case CAMEO_JPEG_RUN: return "jpeg data runs past the end of a block";
        case CAMEO_JPEG_RESTART: return "jpeg restart marker is not where it must be";
        case CAMEO_JPEG_TAIL: return "jpeg data goes on behind the last block";
        default: return "unknown reason";
    }
}

extern "C" int32_t cameo_jpeg_room(int32_t count, int64_t *plan_bytes) {
    if (plan_bytes == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    if (count < 0) {
        return CAMEO_ERROR_SIZE;
    }
    // Places of tables are 32 bits.
    if (plan_room(count) / PLAN_UNIT_BYTES > INT32_MAX) {
        return CAMEO_ERROR_TOO_LARGE;
    }
    *plan_bytes = plan_room(count);
    return CAMEO_OK;
}

extern "C" int32_t cameo_jpeg_plan(
        const uint8_t *files, int64_t files_bytes, const int64_t *offsets, const int64_t *sizes, int32_t count,
        uint8_t *plan, int64_t plan_bytes, int32_t *reasons, int32_t *width_px, int32_t *height_px, int32_t *components,
        int64_t *used_bytes, int64_t *scratch_bytes) {
    if (used_bytes == nullptr || scratch_bytes == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    *used_bytes = 0;
    *scratch_bytes = 0;
    if (count < 0 || files_bytes < 0) {
        return CAMEO_ERROR_SIZE;
    }
    if (count == 0) {
        return CAMEO_OK;
    }
    if (files == nullptr || offsets == nullptr || sizes == nullptr || plan == nullptr || reasons == nullptr
        || width_px == nullptr || height_px == nullptr || components == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    if (!is_aligned(plan, PLAN_UNIT_BYTES)) {
        return CAMEO_ERROR_ALIGNMENT;
    }
    if (plan_bytes < plan_room(count)) {
        return CAMEO_ERROR_SIZE;
    }
    TablePool pool;
    if (!pool.open(plan, jobs_bytes(count), count)) {
        return CAMEO_ERROR_MEMORY;
    }
    JpegPlanner planner(pool);
    int64_t blocks = 0;
    for (int32_t i = 0; i < count; i++) {
        if (!is_within(offsets[i], sizes[i], files_bytes)) {
            return CAMEO_ERROR_SIZE;
        }
        JpegJob job = planner.plan(files + offsets[i], sizes[i]);
        job.scan_offset_bytes += offsets[i];
        job.end_offset_bytes = offsets[i] + sizes[i];
        job.first_block = blocks;
        new (plan + i * static_cast<int64_t>(sizeof(JpegJob))) JpegJob(job);
        reasons[i] = job.reason;
        width_px[i] = job.reason == CAMEO_JPEG_OK ? job.width_px : 0;
        height_px[i] = job.reason == CAMEO_JPEG_OK ? job.height_px : 0;
        components[i] = job.reason == CAMEO_JPEG_OK ? job.components : 0;
        blocks += job.reason == CAMEO_JPEG_OK ? job.all_blocks() : 0;
    }
    *used_bytes = pool.used_bytes();
    *scratch_bytes = blocks * BLOCK_SIDE_PX * static_cast<int64_t>(sizeof(Eight));
    return CAMEO_OK;
}

extern "C" int32_t cameo_image_decode(
        const uint8_t *files, const uint8_t *plan, int32_t count, void *scratch, uint8_t *const *dst,
        const int64_t *dst_stride_bytes, int32_t largest_width_px, int32_t largest_height_px, int32_t channels,
        int32_t *reasons, void *stream) {
    if (channels != 1 && channels != 3) {
        return CAMEO_ERROR_CHANNELS;
    }
    if (count < 0 || largest_width_px <= 0 || largest_height_px <= 0 || largest_width_px > MAX_JPEG_SIDE_PX
        || largest_height_px > MAX_JPEG_SIDE_PX) {
        return CAMEO_ERROR_SIZE;
    }
    if (count == 0) {
        return CAMEO_OK;
    }
    if (files == nullptr || plan == nullptr || scratch == nullptr || dst == nullptr || dst_stride_bytes == nullptr
        || reasons == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    if (!is_aligned(plan, PLAN_UNIT_BYTES) || !is_aligned(scratch, PLAN_UNIT_BYTES) || !is_aligned(dst, alignof(void *))
        || !is_aligned(dst_stride_bytes, alignof(int64_t)) || !is_aligned(reasons, alignof(int32_t))) {
        return CAMEO_ERROR_ALIGNMENT;
    }
    Eight *const coefficients = static_cast<Eight *>(scratch);
    const int32_t status = decode_scans(files, plan, coefficients, reasons, count, stream);
    if (status != CAMEO_OK) {
        return status;
    }
    return channels == 1
        ? paint<1>(plan, coefficients, reasons, dst, dst_stride_bytes, count, largest_width_px, largest_height_px, stream)
        : paint<3>(plan, coefficients, reasons, dst, dst_stride_bytes, count, largest_width_px, largest_height_px, stream);
}
