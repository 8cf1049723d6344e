// Second kernel of the decoder: coefficients to pixels, tile by tile. The threads of a block first transform the blocks of
// samples that a tile needs, those of chroma around it too, then put together its pixels, as libjpeg does with its fancy
// upsampling (jdsample.c) and its whole numbers for colour (jdcolor.c).
#pragma once

#include "compute/launch.cuh"
#include "image/jpeg_dct.cuh"

namespace cameo {

constexpr int JPEG_TILE_WIDTH_PX = 128;
constexpr int JPEG_TILE_HEIGHT_PX = 64;
constexpr int JPEG_RUN_PX = 4;
constexpr int JPEG_ROW_THREADS = JPEG_TILE_WIDTH_PX / JPEG_RUN_PX;
constexpr int JPEG_ROWS_AT_ONCE = THREADS / JPEG_ROW_THREADS;
static_assert(JPEG_TILE_WIDTH_PX * JPEG_TILE_HEIGHT_PX <= THREADS * BLOCK_NUMBERS, "a thread for each block of luma");

// libjpeg repeats samples where chroma has no more columns than this.
constexpr int32_t NARROW_CHROMA_PX = 2;

// The blocks of a component that a tile needs.
struct BlockRange {
    int32_t left;
    int32_t top;
    int32_t wide;
    int32_t high;

    CAMEO_BOTH int32_t size() const {
        return wide * high;
    }
};

// Those that pixels [from, past) of one direction need, first and one past the last; halved ones with a neighbour each
// side.
CAMEO_BOTH void block_span(int32_t from, int32_t past, int32_t halved, int32_t blocks, int32_t &first, int32_t &behind) {
    first = (from >> halved) / BLOCK_SIDE_PX - halved;
    behind = ((past - 1) >> halved) / BLOCK_SIDE_PX + 1 + halved;
    first = first < 0 ? 0 : first;
    behind = behind > blocks ? blocks : behind;
}

CAMEO_BOTH uint32_t sample_of(int32_t value) {
    return static_cast<uint32_t>(clamp(value, 0, 255));
}

// Blue, green and red, the first lowest; factors times 2^16 as jdcolor.c has them.
CAMEO_BOTH uint32_t bgr_of(int32_t luma, int32_t cb, int32_t cr) {
    constexpr int32_t HALF = 1 << 15;
    const int32_t u = cb - 128;
    const int32_t v = cr - 128;
    const uint32_t blue = sample_of(luma + ((116130 * u + HALF) >> 16));
    const uint32_t green = sample_of(luma + ((-22554 * u - 46802 * v + HALF) >> 16));
    const uint32_t red = sample_of(luma + ((91881 * v + HALF) >> 16));
    return blue | green << 8 | red << 16;
}

template <int CHANNELS>
struct PaintJpegs {
    const uint8_t *plan;
    const Eight *coefficients;
    const int32_t *reasons;
    uint8_t *const *dst;
    const int64_t *dst_stride_bytes;
    int32_t tiles_across;
    int32_t tiles_down;

    // Samples of a tile; rows of all three are as far apart as a tile is wide.
    struct Shared {
        alignas(16) uint8_t luma[JPEG_TILE_HEIGHT_PX * JPEG_TILE_WIDTH_PX];
        alignas(16) uint8_t chroma[2][CHANNELS == 1 ? 1 : JPEG_TILE_HEIGHT_PX * JPEG_TILE_WIDTH_PX];
    };

    struct Tile {
        int32_t left;
        int32_t top;
        int32_t right; // one past the last pixel
        int32_t bottom;
        BlockRange chroma;
    };

    CAMEO_BOTH int32_t image_of(int64_t block) const {
        return static_cast<int32_t>(block / (tiles_across * tiles_down));
    }

    // Without pixels where the image has none there.
    CAMEO_BOTH Tile tile_of(int64_t block, const JpegJob &job) const {
        const int32_t within = static_cast<int32_t>(block % (tiles_across * tiles_down));
        Tile tile;
        tile.left = within % tiles_across * JPEG_TILE_WIDTH_PX;
        tile.top = within / tiles_across * JPEG_TILE_HEIGHT_PX;
        tile.right = clamp(job.width_px, tile.left, tile.left + JPEG_TILE_WIDTH_PX);
        tile.bottom = clamp(job.height_px, tile.top, tile.top + JPEG_TILE_HEIGHT_PX);
        BlockRange &chroma = tile.chroma;
        block_span(tile.left, tile.right, job.across, job.mcus_wide, chroma.left, chroma.wide);
        block_span(tile.top, tile.bottom, job.down, job.mcus_high, chroma.top, chroma.high);
        chroma.wide -= chroma.left;
        chroma.high -= chroma.top;
        return tile;
    }

    CAMEO_BOTH bool is_empty(const Tile &tile) const {
        return tile.right == tile.left || tile.bottom == tile.top;
    }

    CAMEO_BOTH void lay(int64_t block, int thread, Shared &shared) const {
        const int32_t image = image_of(block);
        if (reasons[image] != CAMEO_JPEG_OK) {
            return;
        }
        const JpegJob &job = jobs_of(plan)[image];
        const Tile tile = tile_of(block, job);
        if (is_empty(tile)) {
            return;
        }
        const BlockRange luma{
            tile.left / BLOCK_SIDE_PX, tile.top / BLOCK_SIDE_PX,
            (tile.right - tile.left + BLOCK_SIDE_PX - 1) / BLOCK_SIDE_PX,
            (tile.bottom - tile.top + BLOCK_SIDE_PX - 1) / BLOCK_SIDE_PX};
        const int32_t colors = CHANNELS == 1 ? 0 : job.components - 1;
        const int32_t blocks = luma.size() + colors * tile.chroma.size();
        // One call, so that the transform is there once.
        for (int32_t i = thread; i < blocks; i += THREADS) {
            const bool is_luma = i < luma.size();
            const int32_t rest = is_luma ? i : i - luma.size();
            const BlockRange range = is_luma ? luma : tile.chroma;
            const int32_t color = is_luma ? 0 : rest / range.size();
            uint8_t *const samples = is_luma ? shared.luma : shared.chroma[color];
            lay_block(job, is_luma ? 0 : 1 + color, range, rest - color * range.size(), samples);
            if constexpr (CHANNELS == 1) {
                break; // no loop: there are fewer blocks than threads
            }
        }
    }

    CAMEO_BOTH void lay_block(
            const JpegJob &job, int32_t component, const BlockRange &range, int32_t within, uint8_t *samples) const {
        const int32_t x = within % range.wide;
        const int32_t y = within / range.wide;
        const int64_t place = job.block_of(component)
            + static_cast<int64_t>(range.top + y) * job.blocks_wide(component) + range.left + x;
        block_samples(
            coefficients + place * BLOCK_SIDE_PX, *table_at<QuantTable>(plan, job.quant[component]),
            samples + (y * JPEG_TILE_WIDTH_PX + x) * BLOCK_SIDE_PX, JPEG_TILE_WIDTH_PX);
    }

    CAMEO_BOTH void run(int64_t block, int thread, const Shared &shared) const {
        const int32_t image = image_of(block);
        if (reasons[image] != CAMEO_JPEG_OK) {
            return;
        }
        // A copy: stores of bytes may change anything that is read by a reference.
        const JpegJob job = jobs_of(plan)[image];
        const Tile tile = tile_of(block, job);
        const int32_t x = tile.left + thread % JPEG_ROW_THREADS * JPEG_RUN_PX;
        const int32_t count = clamp(tile.right - x, 0, JPEG_RUN_PX);
        if (is_empty(tile) || count == 0) {
            return;
        }
        uint8_t *const pixels = global_pointer(dst[image]) + static_cast<int64_t>(x) * CHANNELS;
        for (int32_t y = tile.top + thread / JPEG_ROW_THREADS; y < tile.bottom; y += JPEG_ROWS_AT_ONCE) {
            uint32_t px[JPEG_RUN_PX];
            CAMEO_UNROLL
            for (int i = 0; i < JPEG_RUN_PX; i++) {
                // Beyond the last column the last is made again and not stored.
                px[i] = pixel(job, tile, shared, x + (i < count ? i : count - 1), y);
            }
            store(px, count, pixels + y * dst_stride_bytes[image]);
        }
    }

    CAMEO_BOTH uint32_t pixel(const JpegJob &job, const Tile &tile, const Shared &shared, int32_t x, int32_t y) const {
        const uint8_t luma = shared.luma[(y - tile.top) * JPEG_TILE_WIDTH_PX + x - tile.left];
        if constexpr (CHANNELS == 3) {
            if (job.components == 3) {
                return bgr_of(
                    luma, chroma_at(job, tile.chroma, shared.chroma[0], x, y),
                    chroma_at(job, tile.chroma, shared.chroma[1], x, y));
            }
        }
        return luma * 0x010101u;
    }

    // A sample of chroma for a pixel: halved directions are interpolated, 3 of 4 parts from the nearer one. What libjpeg
    // does apart at an edge is this with the sample at the edge for its neighbour.
    CAMEO_BOTH static int32_t chroma_at(
            const JpegJob &job, const BlockRange &range, const uint8_t *samples, int32_t x, int32_t y) {
        const int32_t column = x >> job.across;
        const int32_t row = y >> job.down;
        const uint8_t *const line = samples + (row - range.top * BLOCK_SIDE_PX) * JPEG_TILE_WIDTH_PX;
        const int32_t left = range.left * BLOCK_SIDE_PX;
        const int32_t here = line[column - left];
        if (job.across == 0 || job.chroma_width_px() <= NARROW_CHROMA_PX) {
            return here;
        }
        const int32_t odd_x = x & 1;
        const int32_t beside = clamp(column + (odd_x != 0 ? 1 : -1), 0, job.chroma_width_px() - 1);
        const int32_t there = line[beside - left];
        if (job.down == 0) {
            return (3 * here + there + 1 + odd_x) >> 2;
        }
        const int32_t next = clamp(row + ((y & 1) != 0 ? 1 : -1), 0, job.chroma_height_px() - 1);
        const uint8_t *const next_line = samples + (next - range.top * BLOCK_SIDE_PX) * JPEG_TILE_WIDTH_PX;
        const int32_t sum_here = 3 * here + next_line[column - left];
        const int32_t sum_there = 3 * there + next_line[beside - left];
        return (3 * sum_here + sum_there + 8 - odd_x) >> 4;
    }

    CAMEO_BOTH static void store(const uint32_t (&px)[JPEG_RUN_PX], int32_t count, uint8_t *to) {
        if (count == JPEG_RUN_PX && is_aligned(to, 4)) {
            if constexpr (CHANNELS == 3) {
                const uint32_t words[] = {
                    px[0] | px[1] << 24, px[1] >> 8 | px[2] << 16, px[2] >> 16 | px[3] << 8};
                copy_aligned<4>(words, to);
                copy_aligned<4>(words + 1, to + 4);
                copy_aligned<4>(words + 2, to + 8);
            } else {
                const uint32_t word =
                    (px[0] & 0xff) | (px[1] & 0xff) << 8 | (px[2] & 0xff) << 16 | (px[3] & 0xff) << 24;
                copy_aligned<4>(&word, to);
            }
            return;
        }
        CAMEO_UNROLL
        for (int i = 0; i < JPEG_RUN_PX; i++) {
            CAMEO_UNROLL
            for (int c = 0; c < CHANNELS; c++) {
                if (i < count) {
                    to[i * CHANNELS + c] = static_cast<uint8_t>(px[i] >> (8 * c));
                }
            }
        }
    }
};

} // namespace cameo
