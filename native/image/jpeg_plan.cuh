// The host's part: headers are read, and tables made ready, by plain code, a few hundred bytes a file; what is left for
// the GPU is all that grows with the pixels. Strict: what libjpeg would put up with in a header, with a warning, is
// refused. Nothing here is trusted.
#pragma once

#include <string.h>

#include <memory>
#include <new>

#include "image/jpeg.cuh"

namespace cameo {

constexpr int TABLES_OF_A_KIND = 4; // T.81 has room for four numbers
constexpr int TABLES_OF_AN_IMAGE = 3 * JPEG_COMPONENTS;

struct HuffmanSpec {
    bool is_defined;
    uint8_t counts[LONGEST_CODE];
    uint8_t values[256];
};

// What a file says before its first scan.
struct JpegHeader {
    int32_t width_px;
    int32_t height_px;
    int32_t components;
    int32_t restart_mcus;
    int64_t scan_offset_bytes;
    bool has_jfif;
    bool has_adobe;
    int32_t adobe_transform;
    uint8_t ids[JPEG_COMPONENTS];
    uint8_t sampling[JPEG_COMPONENTS];
    uint8_t quant_numbers[JPEG_COMPONENTS];
    uint8_t dc_numbers[JPEG_COMPONENTS];
    uint8_t ac_numbers[JPEG_COMPONENTS];
    bool quant_defined[TABLES_OF_A_KIND];
    QuantTable quant[TABLES_OF_A_KIND];
    HuffmanSpec dc[TABLES_OF_A_KIND];
    HuffmanSpec ac[TABLES_OF_A_KIND];
};

// Walks the segments (T.81, annex B). Every function returns a reason.
class HeaderReader {
  public:
    HeaderReader(const uint8_t *bytes, int64_t size, JpegHeader &header) : bytes_(bytes), size_(size), header_(header) {}

    int32_t read() {
        if (size_ < 4 || bytes_[0] != 0xff || bytes_[1] != 0xd8 || bytes_[2] != 0xff) {
            return CAMEO_JPEG_OTHER;
        }
        int64_t at = 2;
        while (true) {
            if (at < size_ && bytes_[at] != 0xff) {
                return CAMEO_JPEG_SEGMENT;
            }
            while (at < size_ && bytes_[at] == 0xff) {
                at++;
            }
            if (size_ - at < 3) {
                return CAMEO_JPEG_CUT;
            }
            const int marker = bytes_[at];
            const int length = word(at + 1) - 2;
            if (length < 0) {
                return CAMEO_JPEG_SEGMENT;
            }
            if (size_ - at - 3 < length) {
                return CAMEO_JPEG_CUT;
            }
            const int32_t reason = segment(marker, bytes_ + at + 3, length);
            if (reason != CAMEO_JPEG_OK) {
                return reason;
            }
            at += 3 + length;
            if (marker == 0xda) {
                header_.scan_offset_bytes = at;
                return CAMEO_JPEG_OK;
            }
        }
    }

  private:
    int word(int64_t at) const {
        return bytes_[at] << 8 | bytes_[at + 1];
    }

    int32_t segment(int marker, const uint8_t *in, int length) {
        switch (marker) {
            case 0xc0:
            case 0xc1: return frame(in, length);
            case 0xc2: return CAMEO_JPEG_PROGRESSIVE;
            case 0xc4: return huffman(in, length);
            case 0xc9:
            case 0xca:
            case 0xcb:
            case 0xcc:
            case 0xcd:
            case 0xce:
            case 0xcf: return CAMEO_JPEG_ARITHMETIC;
            case 0xda: return scan(in, length);
            case 0xdb: return quantization(in, length);
            case 0xdd: return restart(in, length);
            case 0xe0:
                header_.has_jfif |= length >= 14 && memcmp(in, "JFIF", 5) == 0;
                return CAMEO_JPEG_OK;
            case 0xee:
                if (length >= 12 && memcmp(in, "Adobe", 5) == 0) {
                    header_.has_adobe = true;
                    header_.adobe_transform = in[11];
                }
                return CAMEO_JPEG_OK;
            case 0xfe: return CAMEO_JPEG_OK;
            default:
                if (marker >= 0xc3 && marker <= 0xc8) {
                    return CAMEO_JPEG_PROCESS;
                }
                return marker > 0xe0 && marker <= 0xef ? CAMEO_JPEG_OK : CAMEO_JPEG_SEGMENT;
        }
    }

    int32_t frame(const uint8_t *in, int length) {
        if (header_.components != 0 || length < 6 || length != 6 + 3 * in[5]) {
            return CAMEO_JPEG_SEGMENT;
        }
        if (in[0] != 8) {
            return CAMEO_JPEG_PRECISION;
        }
        if (in[5] != 1 && in[5] != JPEG_COMPONENTS) {
            return CAMEO_JPEG_COMPONENTS;
        }
        header_.components = in[5];
        header_.height_px = in[1] << 8 | in[2];
        header_.width_px = in[3] << 8 | in[4];
        if (header_.height_px == 0 || header_.width_px == 0) {
            return CAMEO_JPEG_SEGMENT;
        }
        for (int i = 0; i < header_.components; i++) {
            header_.ids[i] = in[6 + 3 * i];
            header_.sampling[i] = in[7 + 3 * i];
            header_.quant_numbers[i] = in[8 + 3 * i];
        }
        return header_.height_px > MAX_JPEG_SIDE_PX || header_.width_px > MAX_JPEG_SIDE_PX ? CAMEO_JPEG_LARGE
                                                                                            : CAMEO_JPEG_OK;
    }

    int32_t quantization(const uint8_t *in, int length) {
        for (int at = 0; at < length;) {
            const int wide = in[at] >> 4;
            const int number = in[at] & 15;
            at++;
            if (wide > 1 || number >= TABLES_OF_A_KIND || length - at < BLOCK_NUMBERS << wide) {
                return CAMEO_JPEG_SEGMENT;
            }
            for (int k = 0; k < BLOCK_NUMBERS; k++) {
                const int step = wide == 0 ? in[at + k] : in[at + 2 * k] << 8 | in[at + 2 * k + 1];
                header_.quant[number].steps[zigzag_place(k)] = static_cast<int16_t>(step);
            }
            header_.quant_defined[number] = true;
            at += BLOCK_NUMBERS << wide;
        }
        return CAMEO_JPEG_OK;
    }

    int32_t huffman(const uint8_t *in, int length) {
        for (int at = 0; at < length;) {
            const int type = in[at] >> 4;
            const int number = in[at] & 15;
            at++;
            if (type > 1 || number >= TABLES_OF_A_KIND || length - at < LONGEST_CODE) {
                return CAMEO_JPEG_SEGMENT;
            }
            HuffmanSpec &spec = type == 0 ? header_.dc[number] : header_.ac[number];
            int values = 0;
            for (int i = 0; i < LONGEST_CODE; i++) {
                spec.counts[i] = in[at + i];
                values += in[at + i];
            }
            at += LONGEST_CODE;
            if (values > 256 || length - at < values) {
                return CAMEO_JPEG_SEGMENT;
            }
            memset(spec.values, 0, sizeof spec.values);
            memcpy(spec.values, in + at, static_cast<size_t>(values));
            spec.is_defined = true;
            at += values;
        }
        return CAMEO_JPEG_OK;
    }

    int32_t restart(const uint8_t *in, int length) {
        if (length != 2) {
            return CAMEO_JPEG_SEGMENT;
        }
        header_.restart_mcus = in[0] << 8 | in[1];
        return CAMEO_JPEG_OK;
    }

    int32_t scan(const uint8_t *in, int length) {
        const int count = header_.components;
        if (count == 0 || length < 1 || length != 4 + 2 * in[0]) {
            return CAMEO_JPEG_SEGMENT;
        }
        if (in[0] != count) {
            return in[0] < count ? CAMEO_JPEG_SCANS : CAMEO_JPEG_SEGMENT;
        }
        for (int i = 0; i < count; i++) {
            if (in[1 + 2 * i] != header_.ids[i]) {
                return CAMEO_JPEG_SEGMENT;
            }
            header_.dc_numbers[i] = in[2 + 2 * i] >> 4;
            header_.ac_numbers[i] = in[2 + 2 * i] & 15;
        }
        // All coefficients at once, in full.
        const uint8_t *const rest = in + 1 + 2 * count;
        return rest[0] == 0 && rest[1] == BLOCK_NUMBERS - 1 && rest[2] == 0 ? CAMEO_JPEG_OK : CAMEO_JPEG_SEGMENT;
    }

    const uint8_t *bytes_;
    int64_t size_;
    JpegHeader &header_;
};

// Whether three components are luma and two of colour difference, by libjpeg's rules (jdapimin.c).
inline bool is_ycc(const JpegHeader &header) {
    if (header.has_jfif) {
        return true;
    }
    if (header.has_adobe) {
        return header.adobe_transform == 1;
    }
    return !(header.ids[0] == 'R' && header.ids[1] == 'G' && header.ids[2] == 'B');
}

// Sizes and sampling of a header as a job has them.
inline int32_t lay_out(const JpegHeader &header, JpegJob &job) {
    job.width_px = header.width_px;
    job.height_px = header.height_px;
    job.components = header.components;
    job.restart_mcus = header.restart_mcus;
    if (header.components == JPEG_COMPONENTS) {
        const int luma = header.sampling[0];
        const bool known = luma == 0x11 || luma == 0x21 || luma == 0x22;
        if (!known || header.sampling[1] != 0x11 || header.sampling[2] != 0x11) {
            return CAMEO_JPEG_SAMPLING;
        }
        if (!is_ycc(header) || header.ids[0] == header.ids[1] || header.ids[0] == header.ids[2]
            || header.ids[1] == header.ids[2]) {
            return CAMEO_JPEG_COLOR;
        }
        job.across = luma != 0x11 ? 1 : 0;
        job.down = luma == 0x22 ? 1 : 0;
    } else {
        // A component alone is not sampled by anything, whatever the file says, if it may say so.
        const int across = header.sampling[0] >> 4;
        const int down = header.sampling[0] & 15;
        if (across < 1 || across > 4 || down < 1 || down > 4) {
            return CAMEO_JPEG_SEGMENT;
        }
    }
    const int32_t mcu_width = BLOCK_SIDE_PX << job.across;
    const int32_t mcu_height = BLOCK_SIDE_PX << job.down;
    job.mcus_wide = (header.width_px + mcu_width - 1) / mcu_width;
    job.mcus_high = (header.height_px + mcu_height - 1) / mcu_height;
    return CAMEO_JPEG_OK;
}

// A table from its counts and values (T.81, annex C); false if there are more codes of a length than there can be, or,
// of a table for DC, numbers of more than 15 bits. The code of ones alone is no code, as in libjpeg.
inline bool derive(const HuffmanSpec &spec, bool is_dc, HuffmanTable &table) {
    memset(&table, 0, sizeof table);
    memcpy(table.counts, spec.counts, sizeof table.counts);
    memcpy(table.values, spec.values, sizeof table.values);
    int32_t code = 0;
    int32_t place = 0;
    for (int length = SHORTEST_CODE; length <= LONGEST_CODE; length++) {
        const int32_t count = spec.counts[length - 1];
        const int32_t past = code + count;
        if (count > 0 && past >= 1 << length) {
            return false;
        }
        for (int32_t i = 0; i < count && is_dc; i++) {
            if (spec.values[place + i] > 15) {
                return false;
            }
        }
        if (length <= LOOK_BITS) {
            const int spare = LOOK_BITS - length;
            for (int32_t i = code << spare; i < past << spare; i++) {
                table.look[i] = static_cast<uint16_t>(length << 8 | spec.values[place + (i >> spare) - code]);
            }
        } else {
            table.limit[length - LOOK_BITS - 1] = past << (LONGEST_CODE - length);
            table.shift[length - LOOK_BITS - 1] = place - code;
        }
        place += count;
        code = past << 1;
    }
    return true;
}

// Puts tables into a plan, equal ones once.
class TablePool {
  public:
    // false where there is no memory
    bool open(uint8_t *plan, int64_t used_bytes, int32_t count) {
        plan_ = plan;
        used_ = used_bytes;
        int64_t places = 64;
        while (places < 2ll * TABLES_OF_AN_IMAGE * count) {
            places *= 2;
        }
        mask_ = static_cast<uint64_t>(places - 1);
        index_.reset(new (std::nothrow) int32_t[static_cast<size_t>(places)]());
        return index_ != nullptr;
    }

    int64_t used_bytes() const {
        return used_;
    }

    int32_t add(const QuantTable &quant) {
        uint64_t slot = hash(quant.steps, sizeof quant.steps, 0) & mask_;
        for (; index_[slot] != 0; slot = (slot + 1) & mask_) {
            if (is_quant(index_[slot])
                && memcmp(table_at<QuantTable>(plan_, place(index_[slot]))->steps, quant.steps, sizeof quant.steps)
                    == 0) {
                return place(index_[slot]);
            }
        }
        new (plan_ + used_) QuantTable(quant);
        return keep(slot, sizeof(QuantTable), true);
    }

    // 0, where the jobs are, if it cannot be used.
    int32_t add(const HuffmanSpec &spec, bool is_dc) {
        const uint64_t counts = hash(spec.counts, sizeof spec.counts, is_dc ? 1 : 2);
        uint64_t slot = hash(spec.values, sizeof spec.values, counts) & mask_;
        for (; index_[slot] != 0; slot = (slot + 1) & mask_) {
            if (!is_quant(index_[slot])) {
                const HuffmanTable &known = *table_at<HuffmanTable>(plan_, place(index_[slot]));
                // One of numbers below 16 alone may serve as either.
                if (memcmp(known.counts, spec.counts, sizeof spec.counts) == 0
                    && memcmp(known.values, spec.values, sizeof spec.values) == 0 && !(is_dc && has_runs(spec))) {
                    return place(index_[slot]);
                }
            }
        }
        HuffmanTable *const table = new (plan_ + used_) HuffmanTable;
        return derive(spec, is_dc, *table) ? keep(slot, sizeof(HuffmanTable), false) : 0;
    }

  private:
    static bool has_runs(const HuffmanSpec &spec) {
        for (const uint8_t value : spec.values) {
            if (value > 15) {
                return true;
            }
        }
        return false;
    }

    static uint64_t hash(const void *data, size_t size, uint64_t seed) {
        uint64_t sum = seed;
        for (size_t i = 0; i < size; i += sizeof(uint64_t)) {
            uint64_t word;
            memcpy(&word, static_cast<const uint8_t *>(data) + i, sizeof word);
            // Factor and shift of MurmurHash64A.
            sum = (sum ^ word) * 0xc6a4a7935bd1e995;
            sum ^= sum >> 47;
        }
        return sum;
    }

    static bool is_quant(int32_t entry) {
        return entry < 0;
    }

    static int32_t place(int32_t entry) {
        return entry < 0 ? -entry : entry;
    }

    int32_t keep(uint64_t slot, size_t bytes, bool quant) {
        const int32_t at = static_cast<int32_t>(used_ / PLAN_UNIT_BYTES);
        index_[slot] = quant ? -at : at;
        used_ += static_cast<int64_t>(bytes);
        return at;
    }

    uint8_t *plan_ = nullptr;
    int64_t used_ = 0;
    uint64_t mask_ = 0;
    std::unique_ptr<int32_t[]> index_; // by hash: places, those of quantization negative, 0 for none
};

// Finds a job its tables.
inline int32_t add_tables(const JpegHeader &header, TablePool &pool, JpegJob &job) {
    for (int i = 0; i < header.components; i++) {
        const int quant = header.quant_numbers[i];
        const int dc = header.dc_numbers[i];
        const int ac = header.ac_numbers[i];
        if (quant >= TABLES_OF_A_KIND || dc >= TABLES_OF_A_KIND || ac >= TABLES_OF_A_KIND
            || !header.quant_defined[quant] || !header.dc[dc].is_defined || !header.ac[ac].is_defined) {
            return CAMEO_JPEG_TABLE;
        }
        job.quant[i] = pool.add(header.quant[quant]);
        job.dc[i] = pool.add(header.dc[dc], true);
        job.ac[i] = pool.add(header.ac[ac], false);
        if (job.dc[i] == 0 || job.ac[i] == 0) {
            return CAMEO_JPEG_HUFFMAN;
        }
    }
    return CAMEO_JPEG_OK;
}

// Makes the jobs of a batch, file by file.
class JpegPlanner {
  public:
    explicit JpegPlanner(TablePool &pool) : pool_(pool) {}

    // A job, or a reason in it. Files stay where they are.
    JpegJob plan(const uint8_t *file, int64_t size_bytes) {
        // One encoder writes the same header again and again.
        if (known_bytes_ > 0 && size_bytes >= known_bytes_
            && memcmp(file, known_file_, static_cast<size_t>(known_bytes_)) == 0) {
            return known_;
        }
        JpegHeader header = {};
        JpegJob job = {};
        job.reason = HeaderReader(file, size_bytes, header).read();
        if (job.reason == CAMEO_JPEG_OK) {
            job.reason = lay_out(header, job);
        }
        if (job.reason == CAMEO_JPEG_OK) {
            job.reason = add_tables(header, pool_, job);
        }
        job.scan_offset_bytes = header.scan_offset_bytes;
        if (job.reason == CAMEO_JPEG_OK) {
            known_ = job;
            known_file_ = file;
            known_bytes_ = header.scan_offset_bytes;
        }
        return job;
    }

  private:
    TablePool &pool_;
    JpegJob known_ = {};
    const uint8_t *known_file_ = nullptr;
    int64_t known_bytes_ = 0;
};

} // namespace cameo
