// Draws tensors tile by tile: where each column and row of a tile comes from is computed once, in floating point, then
// every pixel by whole numbers. What differs between warping, resizing and copying is a Geometry:
//   Column, Row, Map                                      what a column, a row, an image is computed to
//   Map map(int32_t image, const Source &) const          once for each tile
//   Column column(const Map &, const Source &, int32_t x) const
//   Row row(const Map &, const Source &, int32_t y) const
//   void sample<CHANNELS>(const Source &, const Column &, const Row &, uint8_t (&px)[CHANNELS]) const
#pragma once

#include "compute/launch.cuh"
#include "image/tensor.cuh"

namespace cameo {

constexpr int TILE_WIDTH_PX = 128;
constexpr int TILE_HEIGHT_PX = 32;

// A warp of threads makes a row of a tile.
constexpr int ROW_THREADS = TILE_WIDTH_PX / RUN_PX;
constexpr int ROWS_AT_ONCE = THREADS / ROW_THREADS;

struct Source {
    const uint8_t *pixels;
    int64_t stride_bytes;
    int32_t width_px;
    int32_t height_px;
};

// Images as the tables of the ABI have them.
struct Sources {
    const uint8_t *const *pixels;
    const int64_t *stride_bytes;
    const int32_t *width_px; // NULL where all are of the samples' size
    const int32_t *height_px;
    const float *scales;
    const uint8_t *mirrored;
};

template <class Geometry, class Number, int CHANNELS>
struct Draw {
    Geometry geometry;
    Sources sources;
    Tensor tensor;
    int32_t tiles_across;
    int32_t tiles_down;

    struct Shared {
        typename Geometry::Column columns[TILE_WIDTH_PX];
        typename Geometry::Row rows[TILE_HEIGHT_PX];
    };

    struct Tile {
        int32_t image;
        int32_t left;
        int32_t top;
    };

    CAMEO_BOTH Tile tile(int64_t block) const {
        const int32_t tiles = tiles_across * tiles_down;
        const int32_t image = static_cast<int32_t>(block / tiles);
        const int32_t within = static_cast<int32_t>(block % tiles);
        return Tile{image, within % tiles_across * TILE_WIDTH_PX, within / tiles_across * TILE_HEIGHT_PX};
    }

    CAMEO_BOTH Source source(int32_t image) const {
        const bool fits = sources.width_px == nullptr;
        return Source{
            global_pointer(sources.pixels[image]), sources.stride_bytes[image], fits ? tensor.width_px : sources.width_px[image],
            fits ? tensor.height_px : sources.height_px[image]};
    }

    CAMEO_BOTH void lay(int64_t block, int thread, Shared &shared) const {
        const Tile at = tile(block);
        const Source src = source(at.image);
        if (thread < TILE_WIDTH_PX) {
            const int32_t x = at.left + thread;
            if (x < tensor.width_px) {
                const bool mirrored = sources.mirrored != nullptr && sources.mirrored[at.image] != 0;
                shared.columns[thread] = geometry.column(
                    geometry.map(at.image, src), src, mirrored ? tensor.width_px - 1 - x : x);
            }
        } else if (thread < TILE_WIDTH_PX + TILE_HEIGHT_PX) {
            const int32_t y = at.top + thread - TILE_WIDTH_PX;
            if (y < tensor.height_px) {
                shared.rows[thread - TILE_WIDTH_PX] = geometry.row(geometry.map(at.image, src), src, y);
            }
        }
    }

    CAMEO_BOTH void run(int64_t block, int thread, const Shared &shared) const {
        const Tile at = tile(block);
        const int column = thread % ROW_THREADS * RUN_PX;
        const int32_t x = at.left + column;
        const int32_t count = clamp(tensor.width_px - x, 0, RUN_PX);
        if (count == 0) {
            return;
        }
        const Source src = source(at.image);
        const Scale scale = scale_of(at.image);
        for (int row = thread / ROW_THREADS; row < TILE_HEIGHT_PX && at.top + row < tensor.height_px;
             row += ROWS_AT_ONCE) {
            uint8_t px[RUN_PX][CHANNELS];
            CAMEO_UNROLL
            for (int i = 0; i < RUN_PX; i++) {
                // Beyond the last column the last is drawn again and not stored.
                geometry.template sample<CHANNELS>(
                    src, shared.columns[column + (i < count ? i : count - 1)], shared.rows[row], px[i]);
            }
            write_run<Number, CHANNELS>(tensor, scale, at.image, x, at.top + row, px, count);
        }
    }

    CAMEO_BOTH Scale scale_of(int32_t image) const {
        Scale scale = {{0, 0, 0}, {1, 1, 1}, {0, 0, 0}};
        if (sources.scales != nullptr) {
            const float *const numbers = sources.scales + static_cast<int64_t>(SCALE_NUMBERS) * image;
            CAMEO_UNROLL
            for (int c = 0; c < SCALE_CHANNELS; c++) {
                scale.mean[c] = numbers[c];
                scale.factor[c] = numbers[SCALE_CHANNELS + c];
                scale.offset[c] = numbers[2 * SCALE_CHANNELS + c];
            }
        }
        return scale;
    }
};

// What the entry points that draw are called with, apart from the images.
struct DrawCall {
    int32_t count;
    int32_t channels;
    void *dst;
    int32_t width_px;
    int32_t height_px;
    int32_t dtype;
    int32_t layout;
    int32_t order;
    void *stream;
};

inline int32_t check_draw(const Sources &sources, const DrawCall &call) {
    if (call.count < 0 || call.width_px <= 0 || call.height_px <= 0) {
        return CAMEO_ERROR_SIZE;
    }
    if (call.dtype < CAMEO_UINT8 || call.dtype > CAMEO_FLOAT16 || call.layout < CAMEO_NHWC
        || call.layout > CAMEO_NCHW || call.order < CAMEO_ORDER_SAME || call.order > CAMEO_ORDER_REVERSED) {
        return CAMEO_ERROR_CODE;
    }
    const bool known = call.channels == 1 || call.channels == 3 || call.channels == 4;
    if (!known || (call.channels == 4 && call.dtype != CAMEO_UINT8)
        || (call.channels != 3 && call.order != CAMEO_ORDER_SAME)) {
        return CAMEO_ERROR_CHANNELS;
    }
    if (call.count == 0) {
        return CAMEO_OK;
    }
    if (sources.pixels == nullptr || sources.stride_bytes == nullptr || call.dst == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    const size_t number_bytes = call.dtype == CAMEO_FLOAT32 ? 4 : call.dtype == CAMEO_FLOAT16 ? 2 : 1;
    if (!is_aligned(sources.pixels, alignof(void *)) || !is_aligned(sources.stride_bytes, alignof(int64_t))
        || !is_aligned(sources.width_px, alignof(int32_t)) || !is_aligned(sources.height_px, alignof(int32_t))
        || !is_aligned(sources.scales, alignof(float)) || !is_aligned(call.dst, number_bytes)) {
        return CAMEO_ERROR_ALIGNMENT;
    }
    return CAMEO_OK;
}

template <class Geometry, class Number, int CHANNELS>
int32_t launch_draw(const Geometry &geometry, const Sources &sources, const DrawCall &call) {
    const int64_t across = divide_up(call.width_px, TILE_WIDTH_PX);
    const int64_t down = divide_up(call.height_px, TILE_HEIGHT_PX);
    if (across * down > MOST_BLOCKS) {
        return CAMEO_ERROR_TOO_LARGE;
    }
    const Draw<Geometry, Number, CHANNELS> draw{
        geometry,
        sources,
        Tensor{
            call.dst, call.width_px, call.height_px, call.layout == CAMEO_NCHW, call.order == CAMEO_ORDER_REVERSED},
        static_cast<int32_t>(across),
        static_cast<int32_t>(down)};
    return launch(call.count * across * down, draw, call.stream);
}

template <class Geometry, int CHANNELS>
int32_t draw_numbers(const Geometry &geometry, const Sources &sources, const DrawCall &call) {
    switch (call.dtype) {
        case CAMEO_INT8: return launch_draw<Geometry, int8_t, CHANNELS>(geometry, sources, call);
        case CAMEO_FLOAT32: return launch_draw<Geometry, float, CHANNELS>(geometry, sources, call);
        case CAMEO_FLOAT16: return launch_draw<Geometry, Half, CHANNELS>(geometry, sources, call);
        default: return launch_draw<Geometry, uint8_t, CHANNELS>(geometry, sources, call);
    }
}

// After check_draw and the geometry's own checks.
template <class Geometry>
int32_t draw(const Geometry &geometry, const Sources &sources, const DrawCall &call) {
    switch (call.channels) {
        case 1: return draw_numbers<Geometry, 1>(geometry, sources, call);
        case 3: return draw_numbers<Geometry, 3>(geometry, sources, call);
        default: return launch_draw<Geometry, uint8_t, 4>(geometry, sources, call);
    }
}

} // namespace cameo
