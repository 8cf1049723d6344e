// Decodes mutants of JPEGs by libcameo_host, built with sanitizers, in memory that ends with the last byte that may be
// touched: what they see ends the program. Each is decoded twice into memory that held different bytes, so that a sample
// that was not computed shows. Whether pixels are right is what the Java tests ask.
//
//   cameo_check_decode FILE...
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <memory>
#include <vector>

#include "cameo.h"

namespace {

constexpr uint64_t MUTANTS_PER_FILE = 1500;
constexpr int64_t PLAN_ALIGNMENT = 16;

int failures = 0;

void expect(bool holds, const char *what, uint64_t seed) {
    if (!holds) {
        failures++;
        fprintf(stderr, "wrong: %s, with seed %llu\n", what, static_cast<unsigned long long>(seed));
    }
}

// SplitMix64 (Steele, Lea, Flood 2014).
struct Random {
    uint64_t state;

    uint64_t next() {
        uint64_t z = state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    size_t below(size_t past) {
        return static_cast<size_t>(next() % past);
    }
};

using File = std::vector<uint8_t>;

File read(const char *path) {
    File bytes;
    FILE *file = fopen(path, "rb");
    if (file == nullptr) {
        return bytes;
    }
    for (int byte = fgetc(file); byte != EOF; byte = fgetc(file)) {
        bytes.push_back(static_cast<uint8_t>(byte));
    }
    fclose(file);
    return bytes;
}

// Behind the header of the first scan; the middle where there is none.
size_t data_of(const File &file) {
    for (size_t i = 2; i + 12 < file.size(); i++) {
        if (file[i] == 0xff && file[i + 1] == 0xda) {
            return i + 14;
        }
    }
    return file.size() / 2;
}

void change_bytes(File &file, size_t from, Random &random) {
    for (size_t i = random.below(6); i < 6 && from < file.size(); i++) {
        uint8_t &byte = file[from + random.below(file.size() - from)];
        switch (random.below(4)) {
            case 0: byte = static_cast<uint8_t>(byte ^ 1u << random.below(8)); break;
            case 1: byte = 0xff; break;
            case 2: byte = 0; break;
            default: byte = static_cast<uint8_t>(random.next()); break;
        }
    }
}

File mutate(const File &sound, Random &random) {
    File file = sound;
    const size_t data = data_of(file);
    switch (random.below(7)) {
        case 0: change_bytes(file, 0, random); break;
        case 1: change_bytes(file, data, random); break;
        case 2: file.resize(random.below(file.size())); break;
        case 3: {
            // A part once more, or a part less.
            const size_t from = random.below(file.size());
            const size_t length = random.below(40);
            const File part(file.begin() + static_cast<ptrdiff_t>(from), file.begin() + static_cast<ptrdiff_t>(from + (length < file.size() - from ? length : file.size() - from)));
            const ptrdiff_t at = static_cast<ptrdiff_t>(random.below(file.size()));
            file.insert(file.begin() + at, part.begin(), part.end());
            break;
        }
        case 4: {
            const size_t from = random.below(file.size());
            const size_t length = random.below(file.size() - from);
            file.erase(file.begin() + static_cast<ptrdiff_t>(from), file.begin() + static_cast<ptrdiff_t>(from + length));
            break;
        }
        case 5:
            // Any bits at all, so that every code is met, up to an end that may be too far.
            for (size_t i = data; i + 2 < file.size(); i++) {
                file[i] = static_cast<uint8_t>(random.next() % 255);
            }
            break;
        default:
            // Both a header and data that nobody wrote.
            change_bytes(file, 0, random);
            change_bytes(file, data, random);
            if (random.below(3) == 0) {
                file.resize(random.below(file.size()) + 1);
            }
            break;
    }
    return file;
}

// Memory that begins where a plan may and ends where the sanitizer watches.
struct Aligned {
    void *memory = nullptr;

    explicit Aligned(int64_t bytes) {
        if (posix_memalign(&memory, PLAN_ALIGNMENT, static_cast<size_t>(bytes)) != 0) {
            abort();
        }
    }
    Aligned(const Aligned &) = delete;
    Aligned &operator=(const Aligned &) = delete;
    ~Aligned() {
        free(memory);
    }
    uint8_t *bytes() const {
        return static_cast<uint8_t *>(memory);
    }
};

// Files one behind the other, and what the plan says of them.
struct Batch {
    std::unique_ptr<uint8_t[]> bytes;
    int64_t size = 0;
    std::vector<int64_t> offsets;
    std::vector<int64_t> sizes;
    std::vector<int32_t> reasons;
    std::vector<int32_t> widths;
    std::vector<int32_t> heights;
    std::vector<int32_t> components;

    explicit Batch(const std::vector<File> &files)
            : reasons(files.size()), widths(files.size()), heights(files.size()), components(files.size()) {
        for (const File &file : files) {
            offsets.push_back(size);
            sizes.push_back(static_cast<int64_t>(file.size()));
            size += sizes.back();
        }
        bytes.reset(new uint8_t[static_cast<size_t>(size)]);
        for (size_t i = 0; i < files.size(); i++) {
            memcpy(bytes.get() + offsets[i], files[i].data(), files[i].size());
        }
    }

    int32_t count() const {
        return static_cast<int32_t>(offsets.size());
    }
};

struct Decoded {
    std::vector<int32_t> reasons;
    std::vector<File> images;
};

// Into memory full of one byte.
Decoded decode(const Batch &batch, const uint8_t *plan, int64_t scratch_bytes, int32_t channels, uint8_t held, uint64_t seed) {
    Decoded decoded{std::vector<int32_t>(batch.offsets.size(), -1), {}};
    std::vector<uint8_t *> dst;
    std::vector<int64_t> strides;
    int32_t widest = 1;
    int32_t highest = 1;
    for (size_t i = 0; i < batch.offsets.size(); i++) {
        const int64_t gap = static_cast<int64_t>((seed + i) % 5);
        strides.push_back(static_cast<int64_t>(batch.widths[i]) * channels + gap);
        const int64_t bytes = strides.back() * batch.heights[i] - (batch.heights[i] == 0 ? 0 : gap);
        decoded.images.emplace_back(static_cast<size_t>(bytes), held);
        decoded.images.back().shrink_to_fit();
        dst.push_back(decoded.images.back().data());
        widest = batch.widths[i] > widest ? batch.widths[i] : widest;
        highest = batch.heights[i] > highest ? batch.heights[i] : highest;
    }
    const Aligned scratch(scratch_bytes);
    memset(scratch.memory, held, static_cast<size_t>(scratch_bytes));
    expect(
        cameo_image_decode(
            batch.bytes.get(), plan, batch.count(), scratch.memory, dst.data(), strides.data(), widest, highest,
            channels, decoded.reasons.data(), nullptr)
            == CAMEO_OK,
        "decode", seed);
    return decoded;
}

// Returns how many could be decoded.
int check(const std::vector<File> &files, uint64_t seed) {
    Batch batch(files);
    int64_t room = 0;
    expect(cameo_jpeg_room(batch.count(), &room) == CAMEO_OK, "room", seed);
    const Aligned made(room);
    int64_t used = 0;
    int64_t scratch_bytes = 0;
    expect(
        cameo_jpeg_plan(
            batch.bytes.get(), batch.size, batch.offsets.data(), batch.sizes.data(), batch.count(), made.bytes(), room,
            batch.reasons.data(), batch.widths.data(), batch.heights.data(), batch.components.data(), &used,
            &scratch_bytes)
            == CAMEO_OK,
        "plan", seed);
    // No more than the bytes that it says are used.
    const Aligned plan(used);
    memcpy(plan.memory, made.memory, static_cast<size_t>(used));
    const int32_t channels = seed % 4 == 0 ? 1 : 3;
    const Decoded first = decode(batch, plan.bytes(), scratch_bytes, channels, 0x00, seed);
    const Decoded second = decode(batch, plan.bytes(), scratch_bytes, channels, 0xa7, seed);
    int sound = 0;
    for (size_t i = 0; i < files.size(); i++) {
        expect(first.reasons[i] == second.reasons[i], "the same reason", seed);
        expect(first.reasons[i] >= CAMEO_JPEG_OK && first.reasons[i] <= CAMEO_JPEG_TAIL, "a reason", seed);
        expect(batch.reasons[i] == CAMEO_JPEG_OK || first.reasons[i] == batch.reasons[i], "the header's reason", seed);
        sound += first.reasons[i] == CAMEO_JPEG_OK ? 1 : 0;
        const int64_t row = static_cast<int64_t>(batch.widths[i]) * channels;
        const int64_t stride = row + static_cast<int64_t>((seed + i) % 5);
        for (int64_t at = 0; at < static_cast<int64_t>(first.images[i].size()); at++) {
            const uint8_t one = first.images[i][static_cast<size_t>(at)];
            const uint8_t other = second.images[i][static_cast<size_t>(at)];
            if (first.reasons[i] != CAMEO_JPEG_OK || at % stride >= row) {
                expect(one == 0x00 && other == 0xa7, "bytes that are not an image's stay", seed);
            } else {
                expect(one == other, "every sample is computed", seed);
            }
        }
    }
    return sound;
}

void check_refusals() {
    int64_t number = 0;
    uint8_t byte = 0;
    alignas(16) uint8_t plan[64] = {};
    uint8_t *dst = &byte;
    int32_t reason = 0;
    expect(cameo_jpeg_room(-1, &number) == CAMEO_ERROR_SIZE, "negative count", 0);
    expect(cameo_jpeg_room(1, nullptr) == CAMEO_ERROR_NULL, "nowhere", 0);
    expect(cameo_jpeg_room(INT32_MAX, &number) == CAMEO_ERROR_TOO_LARGE, "too many", 0);
    const int64_t sizes[] = {2};
    const int64_t offsets[] = {INT64_MAX};
    std::vector<uint8_t> room(1 << 16);
    const size_t shift = (16 - reinterpret_cast<uintptr_t>(room.data()) % 16) % 16;
    const auto plan_of = [&](uint8_t *to, int64_t bytes) {
        int64_t used = 0;
        return cameo_jpeg_plan(
            &byte, 1, offsets, sizes, 1, to, bytes, &reason, &reason, &reason, &reason, &used, &number);
    };
    expect(plan_of(room.data() + shift, 1 << 15) == CAMEO_ERROR_SIZE, "beyond the files", 0);
    expect(plan_of(room.data() + shift + 1, 1 << 15) == CAMEO_ERROR_ALIGNMENT, "misaligned plan", 0);
    expect(plan_of(room.data() + shift, 100) == CAMEO_ERROR_SIZE, "short plan", 0);
    expect(plan_of(nullptr, 1 << 15) == CAMEO_ERROR_NULL, "no plan", 0);
    const auto decode_to = [&](void *scratch, int32_t width, int32_t channels) {
        return cameo_image_decode(&byte, plan, 1, scratch, &dst, &number, width, 8, channels, &reason, nullptr);
    };
    expect(decode_to(plan, 8, 4) == CAMEO_ERROR_CHANNELS, "channels", 0);
    expect(decode_to(plan, 0, 3) == CAMEO_ERROR_SIZE, "width", 0);
    expect(decode_to(plan, 1025, 3) == CAMEO_ERROR_SIZE, "large width", 0);
    expect(decode_to(nullptr, 8, 3) == CAMEO_ERROR_NULL, "no scratch", 0);
    expect(decode_to(plan + 2, 8, 3) == CAMEO_ERROR_ALIGNMENT, "misaligned scratch", 0);
    for (int32_t i = CAMEO_JPEG_OK - 1; i <= CAMEO_JPEG_TAIL + 1; i++) {
        expect(strlen(cameo_jpeg_text(i)) > 0, "text", 0);
    }
}

} // namespace

int main(int count, char **paths) {
    check_refusals();
    int mutants = 0;
    int sound = 0;
    for (int i = 1; i < count; i++) {
        const File file = read(paths[i]);
        if (file.empty()) {
            continue;
        }
        check({file}, static_cast<uint64_t>(i));
        for (uint64_t n = 0; n < MUTANTS_PER_FILE; n++) {
            const uint64_t seed = static_cast<uint64_t>(i) << 32 | n;
            Random random{seed};
            std::vector<File> files;
            // Mostly alone, so that the end of each is the end of memory.
            for (size_t left = n % 10 == 0 ? 5 : 1; left > 0; left--) {
                files.push_back(mutate(file, random));
            }
            mutants += static_cast<int>(files.size());
            sound += check(files, seed);
        }
    }
    expect(mutants > 10000 && sound > mutants / 100, "enough mutants, and enough that can be decoded", 0);
    printf("decoder: %d mutants, %d of them decoded, %s\n", mutants, sound, failures == 0 ? "nothing wrong" : "WRONG");
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
