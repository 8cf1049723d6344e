// First kernel of the decoder: one thread turns all the entropy-coded data of an image into coefficients.
//
// Every turn of its loop is one code, whatever block it belongs to, so that threads of a warp, which are soon at different
// places of different images, still take the same steps. A block is put together in memory that the threads of a
// multiprocessor share and stored whole, 16 bytes at a time: neighbouring threads are never at the same coefficient, so
// that no order of blocks would make their stores neighbours, but every sector that is written is written fully, nothing
// is read or cleared before, and the second kernel finds a column of a block in one load.
#pragma once

#include "compute/launch.cuh"
#include "image/jpeg.cuh"

namespace cameo {

constexpr int WARP_THREADS = 32;
constexpr int BLOCK_WARPS = THREADS / WARP_THREADS;

// Blocks that 132 multiprocessors, those of an H200, hold at once at three each.
constexpr int64_t WAVE_BLOCKS = 396;

constexpr int MARKER_RESTART = 0xd0;
constexpr int MARKER_END = 0xd9;
constexpr int NO_MARKER = -1;

// The bits of entropy-coded data, stuffed zeros taken out; stops before a marker and before the end.
struct BitReader {
    const uint8_t *at;
    const uint8_t *end;
    uint64_t bits; // the next one highest; zeros behind the last
    int32_t count;

    CAMEO_BOTH BitReader(const uint8_t *first, const uint8_t *past)
            : at(first), end(past), bits(0), count(0) {}

    // More than 32 bits, or all there are: enough for a code and the number behind it.
    CAMEO_BOTH void fill() {
        if (count > 32) {
            return;
        }
        if (end - at >= 8) {
            const uint32_t word = next_word();
            // No byte is FF: none of the complement is 0.
            if (((~word - 0x01010101u) & word & 0x80808080u) == 0) {
                bits |= static_cast<uint64_t>(word) << (32 - count);
                count += 32;
                at += 4;
                return;
            }
        }
        fill_by_bytes();
    }

    // The next four bytes, the first highest, by two loads of aligned words: a scan never begins with a file.
    CAMEO_BOTH uint32_t next_word() const {
        const uintptr_t beyond = reinterpret_cast<uintptr_t>(at) % 4;
        uint32_t low;
        uint32_t high;
        copy_aligned<4>(global_pointer(at - beyond), &low);
        copy_aligned<4>(global_pointer(at - beyond + 4), &high);
        const uint32_t word =
            static_cast<uint32_t>((static_cast<uint64_t>(high) << 32 | low) >> (8 * static_cast<int>(beyond)));
        return word << 24 | (word << 8 & 0xff0000u) | (word >> 8 & 0xff00u) | word >> 24;
    }

    CAMEO_BOTH void fill_by_bytes() {
        while (count <= 56 && at < end) {
            const uint8_t byte = *global_pointer(at);
            const uint8_t *next = at + 1;
            if (byte == 0xff) {
                if (next == end || *global_pointer(next) != 0) {
                    return;
                }
                next++;
            }
            at = next;
            bits |= static_cast<uint64_t>(byte) << (56 - count);
            count += 8;
        }
    }

    CAMEO_BOTH uint32_t peek() const {
        return static_cast<uint32_t>(bits >> (64 - LONGEST_CODE));
    }

    CAMEO_BOTH void skip(int32_t length) {
        bits <<= length;
        count -= length;
    }

    // A number of size bits, 0 to 15, those with a leading 0 negative (T.81, F.2.2.1).
    CAMEO_BOTH int32_t take(int32_t size) {
        const int32_t number = static_cast<int32_t>(bits >> 1 >> (63 - size));
        const int32_t ones = (1 << size) - 1;
        skip(size);
        return number > ones >> 1 || size == 0 ? number : number - ones;
    }

    // The marker that follows now, whatever number of FFs begins it, and goes past it; none if whole bytes of data are
    // left before it.
    CAMEO_BOTH int32_t marker() {
        const uint8_t *next = at;
        while (next < end && *global_pointer(next) == 0xff) {
            next++;
        }
        if (count >= 8 || next == at || next == end) {
            return NO_MARKER;
        }
        at = next + 1;
        bits = 0;
        count = 0;
        return *global_pointer(next);
    }
};

// The length * 256 + value of the code that the next 16 bits begin with; 0 if they begin with none.
CAMEO_BOTH int32_t find_code(const HuffmanTable &table, uint32_t bits) {
    const int32_t found = table.look[bits >> (LONGEST_CODE - LOOK_BITS)];
    if (found != 0) {
        return found;
    }
    for (int i = 0; i < LONG_LENGTHS; i++) {
        if (static_cast<int32_t>(bits) < table.limit[i]) {
            const int32_t code = static_cast<int32_t>(bits >> (LONG_LENGTHS - 1 - i));
            return (LOOK_BITS + 1 + i) * 256 + table.values[code + table.shift[i]];
        }
    }
    return 0;
}

// What a thread puts together. 144 bytes keep the threads of a warp on different banks.
struct JpegSlot {
    alignas(16) int16_t block[BLOCK_NUMBERS];
    int32_t dc[JPEG_COMPONENTS + 1]; // of the block before, by component

    CAMEO_BOTH void clear_block() {
        const uint64_t zeros[2] = {0, 0};
        CAMEO_UNROLL
        for (int i = 0; i < BLOCK_NUMBERS; i += 8) {
            copy_aligned<16>(zeros, block + i);
        }
    }

    CAMEO_BOTH void clear_dc() {
        CAMEO_UNROLL
        for (int32_t &number : dc) {
            number = 0;
        }
    }

    CAMEO_BOTH void store_block(Eight *dst) const {
        CAMEO_UNROLL
        for (int x = 0; x < BLOCK_SIDE_PX; x++) {
            alignas(16) uint32_t pairs[BLOCK_SIDE_PX / 2];
            copy_aligned<16>(block + x * BLOCK_SIDE_PX, pairs);
            dst[x] = Eight{{pairs[0], pairs[1], pairs[2], pairs[3]}};
        }
    }
};

// Where in an image the decoder is: MCU by MCU in rows, block by block in each.
struct JpegWalk {
    const JpegJob &job;
    int32_t mcu_x = 0;
    int32_t mcu_y = 0;
    int32_t block = 0;

    CAMEO_BOTH explicit JpegWalk(const JpegJob &of) : job(of) {}

    CAMEO_BOTH int32_t luma_blocks() const {
        return 1 << (job.across + job.down);
    }

    CAMEO_BOTH int32_t component() const {
        const int32_t luma = luma_blocks();
        return block < luma ? 0 : block - luma + 1;
    }

    // Of all images.
    CAMEO_BOTH int64_t place() const {
        const int32_t in = component();
        const int32_t x = in == 0 ? (mcu_x << job.across) + (block & job.across) : mcu_x;
        const int32_t y = in == 0 ? (mcu_y << job.down) + (block >> job.across) : mcu_y;
        return job.block_of(in) + static_cast<int64_t>(y) * job.blocks_wide(in) + x;
    }

    // To the next block; whether an MCU ended.
    CAMEO_BOTH bool next() {
        block++;
        if (block < luma_blocks() + job.components - 1) {
            return false;
        }
        block = 0;
        mcu_x++;
        if (mcu_x == job.mcus_wide) {
            mcu_x = 0;
            mcu_y++;
        }
        return true;
    }

    CAMEO_BOTH bool is_done() const {
        return mcu_y == job.mcus_high;
    }
};

// One image. Whatever T.81 does not allow ends it: a reason, never a guess.
struct ScanDecoder {
    const uint8_t *plan;
    const uint8_t *order;
    Eight *coefficients;
    JpegWalk walk;
    BitReader bits;
    JpegSlot &slot;
    int32_t restarts = 0;
    int32_t mcus_left; // until a restart

    CAMEO_BOTH ScanDecoder(
            const uint8_t *files, const uint8_t *of, const JpegJob &job, const uint8_t *places, Eight *to, JpegSlot &own)
            : plan(of), order(places), coefficients(to), walk(job),
              bits(files + job.scan_offset_bytes, files + job.end_offset_bytes), slot(own), mcus_left(job.restart_mcus) {}

    CAMEO_BOTH int32_t decode() {
        int32_t component = 0;
        const HuffmanTable *ac = table_at<HuffmanTable>(plan, walk.job.ac[0]);
        const HuffmanTable *table = table_at<HuffmanTable>(plan, walk.job.dc[0]);
        int32_t k = 0;
        while (true) {
            bits.fill();
            const int32_t found = find_code(*table, bits.peek());
            const int32_t length = found >> 8;
            const int32_t run = found >> 4 & 15;
            const int32_t size = found & 15;
            if (found == 0) {
                return bits.count < LONGEST_CODE ? CAMEO_JPEG_CUT : CAMEO_JPEG_CODE;
            }
            if (length + size > bits.count) {
                return CAMEO_JPEG_CUT;
            }
            bits.skip(length);
            const int32_t number = bits.take(size);
            if (k == 0) {
                const int32_t dc = add_wrapped(slot.dc[component], number);
                slot.dc[component] = dc;
                slot.block[0] = static_cast<int16_t>(dc);
                table = ac;
                k = 1;
            } else if (size != 0) {
                k += run;
                if (k >= BLOCK_NUMBERS) {
                    return CAMEO_JPEG_RUN;
                }
                slot.block[order[k]] = static_cast<int16_t>(number);
                k++;
            } else if (run == 0) {
                k = BLOCK_NUMBERS;
            } else {
                k += 16;
                if (run != 15 || k >= BLOCK_NUMBERS) {
                    return CAMEO_JPEG_RUN;
                }
            }
            if (k == BLOCK_NUMBERS) {
                const int32_t reason = end_block();
                if (reason != CAMEO_JPEG_OK || walk.is_done()) {
                    return reason;
                }
                component = walk.component();
                table = table_at<HuffmanTable>(plan, walk.job.dc[component]);
                ac = table_at<HuffmanTable>(plan, walk.job.ac[component]);
                k = 0;
            }
        }
    }

    CAMEO_BOTH int32_t end_block() {
        slot.store_block(coefficients + walk.place() * BLOCK_SIDE_PX);
        slot.clear_block();
        if (!walk.next()) {
            return CAMEO_JPEG_OK;
        }
        if (walk.is_done()) {
            return bits.marker() == MARKER_END ? CAMEO_JPEG_OK : CAMEO_JPEG_TAIL;
        }
        mcus_left--;
        if (mcus_left != 0) {
            return CAMEO_JPEG_OK; // below 0, and never 0 again, where there are no restarts
        }
        if (bits.marker() != MARKER_RESTART + restarts % 8) {
            return CAMEO_JPEG_RESTART;
        }
        restarts++;
        mcus_left = walk.job.restart_mcus;
        slot.clear_dc();
        return CAMEO_JPEG_OK;
    }
};

struct DecodeScans {
    const uint8_t *files;
    const uint8_t *plan;
    Eight *coefficients;
    int32_t *reasons;
    int32_t count;
    int32_t lanes; // threads of each warp that decode

    struct Shared {
        // Each thread writes to its own alone.
        mutable JpegSlot slots[THREADS];
        uint8_t order[BLOCK_NUMBERS];
    };

    CAMEO_BOTH void lay(int64_t, int thread, Shared &shared) const {
        shared.slots[thread].clear_block();
        shared.slots[thread].clear_dc();
        if (thread < BLOCK_NUMBERS) {
            shared.order[thread] = static_cast<uint8_t>(zigzag_place(thread));
        }
    }

    CAMEO_BOTH void run(int64_t block, int thread, const Shared &shared) const {
        const int lane = thread % WARP_THREADS;
        const int64_t image = (block * BLOCK_WARPS + thread / WARP_THREADS) * lanes + lane;
        if (lane >= lanes || image >= count) {
            return;
        }
        const JpegJob &job = jobs_of(plan)[image];
        if (job.reason != CAMEO_JPEG_OK) {
            reasons[image] = job.reason;
            return;
        }
        ScanDecoder decoder(files, plan, job, shared.order, coefficients, shared.slots[thread]);
        reasons[image] = decoder.decode();
    }
};

// As few images to a warp as fill the GPU: threads of a warp wait for each other.
inline int32_t lanes_for(int32_t count) {
    int32_t lanes = 1;
    while (lanes < WARP_THREADS && divide_up(count, BLOCK_WARPS * lanes) > WAVE_BLOCKS) {
        lanes *= 2;
    }
    return lanes;
}

inline int32_t decode_scans(
        const uint8_t *files, const uint8_t *plan, Eight *coefficients, int32_t *reasons, int32_t count, void *stream) {
    const int32_t lanes = lanes_for(count);
    return launch(
        divide_up(count, BLOCK_WARPS * lanes), DecodeScans{files, plan, coefficients, reasons, count, lanes}, stream);
}

} // namespace cameo
