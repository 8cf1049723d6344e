// Runs every function of libcameo_host over many shapes, in memory that ends with the last byte each may touch, and checks
// results by plain formulas. Built with sanitizers: what they see ends the program. Whether the bits are right to the last
// is what the Java tests ask; here the question is which bytes are touched.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <initializer_list>
#include <memory>
#include <vector>

#include "cameo.h"

namespace {

int failures = 0;

void expect(bool holds, const char *what, long long a = 0, long long b = 0) {
    if (!holds) {
        failures++;
        fprintf(stderr, "wrong: %s (%lld, %lld)\n", what, a, b);
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

    // From least to most.
    int32_t between(int32_t least, int32_t most) {
        return least + static_cast<int32_t>(next() % static_cast<uint64_t>(most - least + 1));
    }
};

// Bytes that begin at any alignment and end where the sanitizer watches.
struct Bytes {
    std::unique_ptr<uint8_t[]> memory;
    uint8_t *data;
    size_t size;

    Bytes(size_t bytes, size_t shift) : memory(new uint8_t[bytes + shift]), data(memory.get() + shift), size(bytes) {
        memset(memory.get(), 0x5a, bytes + shift);
    }
};

size_t bytes_of(int32_t dtype) {
    return dtype == CAMEO_FLOAT32 ? 4 : dtype == CAMEO_FLOAT16 ? 2 : 1;
}

// A ragged batch of noise and its tables.
struct Batch {
    std::vector<Bytes> images;
    std::vector<const uint8_t *> pixels;
    std::vector<int64_t> strides;
    std::vector<int32_t> widths;
    std::vector<int32_t> heights;
    std::vector<double> matrices;
    std::vector<float> scales;
    std::vector<uint8_t> mirrored;

    void add(Random &random, int32_t width, int32_t height, int32_t channels) {
        const int64_t stride = static_cast<int64_t>(width) * channels + random.between(0, 3);
        images.emplace_back(
            static_cast<size_t>(stride * (height - 1) + static_cast<int64_t>(width) * channels),
            static_cast<size_t>(random.between(0, 4)));
        for (size_t i = 0; i < images.back().size; i++) {
            images.back().data[i] = static_cast<uint8_t>(random.next());
        }
        pixels.push_back(images.back().data);
        strides.push_back(stride);
        widths.push_back(width);
        heights.push_back(height);
        for (int i = 0; i < 9; i++) {
            scales.push_back(static_cast<float>(random.between(-2000, 2000)) / 7);
        }
        mirrored.push_back(static_cast<uint8_t>(random.between(0, 1)));
    }

    // Similarities, maps without inverse, and coordinates that overflow.
    void add_matrix(Random &random) {
        const double sizes[] = {1, 0.3, 7, 1e-6, 1e-300, 1e300, 0};
        const double size = sizes[random.between(0, 6)];
        const double angle = random.between(0, 628) / 100.0;
        const double shift = random.between(0, 3) == 0 ? 1e9 : 40;
        for (const double number :
             {size * cos(angle), -size * sin(angle), random.between(-1, 1) * shift, size * sin(angle),
              size * cos(angle), random.between(-1, 1) * shift}) {
            matrices.push_back(number);
        }
    }
};

void check_drawing(Random &random) {
    const int32_t shapes[] = {1, 3, 4};
    const int32_t channels = shapes[random.between(0, 2)];
    const int32_t dtype = channels == 4 ? static_cast<int32_t>(CAMEO_UINT8) : random.between(CAMEO_UINT8, CAMEO_FLOAT16);
    const int32_t layout = random.between(CAMEO_NHWC, CAMEO_NCHW);
    const int32_t order = channels == 3 ? random.between(CAMEO_ORDER_SAME, CAMEO_ORDER_REVERSED)
                                        : static_cast<int32_t>(CAMEO_ORDER_SAME);
    const int32_t count = random.between(1, 4);
    const int32_t width = random.between(1, 140);
    const int32_t height = random.between(1, 40);
    Batch ragged;
    Batch fitting;
    for (int i = 0; i < count; i++) {
        ragged.add(random, random.between(1, 90), random.between(1, 60), channels);
        ragged.add_matrix(random);
        fitting.add(random, width, height, channels);
    }
    const size_t number = bytes_of(dtype);
    const size_t size = static_cast<size_t>(count) * static_cast<size_t>(width * height * channels) * number;
    Bytes dst(size, number * static_cast<size_t>(random.between(0, 4)));
    expect(
        cameo_face_warp(
            ragged.pixels.data(), ragged.strides.data(), ragged.widths.data(), ragged.heights.data(),
            ragged.matrices.data(), ragged.scales.data(), ragged.mirrored.data(), count, channels, dst.data, width,
            height, dtype, layout, order, nullptr)
            == CAMEO_OK,
        "warp");
    expect(
        cameo_image_resize(
            ragged.pixels.data(), ragged.strides.data(), ragged.widths.data(), ragged.heights.data(),
            ragged.scales.data(), ragged.mirrored.data(), count, channels, dst.data, width, height, dtype, layout,
            order, nullptr)
            == CAMEO_OK,
        "resize");
    expect(
        cameo_image_pack(
            fitting.pixels.data(), fitting.strides.data(), fitting.scales.data(), fitting.mirrored.data(), count,
            channels, dst.data, width, height, dtype, layout, order, nullptr)
            == CAMEO_OK,
        "pack");
    // Unscaled and as it is, resizing to the size that it has and packing are copies.
    Bytes copy(static_cast<size_t>(count * width * height * channels), 0);
    for (const bool resize : {false, true}) {
        memset(copy.data, 0, copy.size);
        const int32_t status = resize
            ? cameo_image_resize(
                  fitting.pixels.data(), fitting.strides.data(), fitting.widths.data(), fitting.heights.data(), nullptr,
                  nullptr, count, channels, copy.data, width, height, CAMEO_UINT8, CAMEO_NHWC, CAMEO_ORDER_SAME,
                  nullptr)
            : cameo_image_pack(
                  fitting.pixels.data(), fitting.strides.data(), nullptr, nullptr, count, channels, copy.data, width,
                  height, CAMEO_UINT8, CAMEO_NHWC, CAMEO_ORDER_SAME, nullptr);
        expect(status == CAMEO_OK, "copy");
        const size_t row = static_cast<size_t>(width * channels);
        for (size_t i = 0; i < static_cast<size_t>(count); i++) {
            for (size_t y = 0; y < static_cast<size_t>(height); y++) {
                const uint8_t *const from = fitting.pixels[i] + y * static_cast<size_t>(fitting.strides[i]);
                expect(
                    memcmp(from, copy.data + (i * static_cast<size_t>(height) + y) * row, row) == 0, "copied row",
                    width, height);
            }
        }
    }
}

void check_packing(Random &random) {
    const int32_t rows = random.between(0, 5);
    const int32_t count = random.between(0, 300);
    const int32_t packed = (count + 7) / 8;
    const int32_t byte_stride = count + (random.between(0, 1) == 0 ? 0 : random.between(0, 9));
    const int32_t bit_stride = packed + (random.between(0, 1) == 0 ? 0 : random.between(0, 9));
    const size_t byte_size = rows == 0 ? 0 : static_cast<size_t>(byte_stride * (rows - 1) + count);
    const size_t bit_size = rows == 0 ? 0 : static_cast<size_t>(bit_stride * (rows - 1) + packed);
    Bytes values(byte_size, static_cast<size_t>(random.between(0, 16)));
    Bytes bits(bit_size, static_cast<size_t>(random.between(0, 4)));
    Bytes back(byte_size, static_cast<size_t>(random.between(0, 16)));
    for (size_t i = 0; i < byte_size; i++) {
        values.data[i] = static_cast<uint8_t>(random.between(0, 2) == 0 ? 0 : random.next());
    }
    const int32_t order = random.between(CAMEO_MSB_FIRST, CAMEO_LSB_FIRST);
    expect(
        cameo_mask_pack(values.data, byte_stride, bits.data, bit_stride, rows, count, order, nullptr) == CAMEO_OK,
        "pack bits");
    expect(
        cameo_mask_unpack(bits.data, bit_stride, back.data, byte_stride, rows, count, order, nullptr) == CAMEO_OK,
        "unpack bits");
    for (int32_t row = 0; row < rows; row++) {
        for (int32_t i = 0; i < count; i++) {
            const uint8_t byte = bits.data[row * bit_stride + i / 8];
            const int set = byte >> (order == CAMEO_MSB_FIRST ? 7 - i % 8 : i % 8) & 1;
            const int32_t at = row * byte_stride + i;
            expect(set == (values.data[at] != 0) && back.data[at] == set, "bit", row, i);
        }
    }
}

void check_planes(Random &random) {
    const int32_t count = random.between(1, 3);
    const int32_t pixel_bytes = random.between(1, 2);
    std::vector<int32_t> ends;
    std::vector<int32_t> first_run;
    std::vector<int32_t> rules;
    // So that they have an address, too, where there is no mask.
    ends.reserve(1);
    rules.reserve(1);
    std::vector<int32_t> first_mask;
    std::vector<int32_t> widths;
    std::vector<int32_t> heights;
    std::vector<Bytes> planes;
    std::vector<uint8_t *> targets;
    std::vector<int64_t> strides;
    std::vector<std::vector<int32_t>> expected;
    for (int i = 0; i < count; i++) {
        const int32_t width = random.between(1, 70);
        const int32_t height = random.between(1, 140);
        const int32_t pixels = width * height;
        std::vector<int32_t> values(static_cast<size_t>(pixels), 0);
        std::vector<bool> taken(static_cast<size_t>(pixels), false);
        first_mask.push_back(static_cast<int32_t>(rules.size()));
        for (int masks = random.between(0, 6); masks > 0; masks--) {
            const int32_t rule = random.between(0, 1) * 0x10000 | random.between(0, 255);
            rules.push_back(rule);
            first_run.push_back(static_cast<int32_t>(ends.size()));
            const int32_t longest = random.between(1, pixels);
            bool in = false;
            for (int32_t end = 0; end < pixels; in = !in) {
                const int32_t begin = end;
                end += random.between(0, longest);
                end = end > pixels ? pixels : end;
                ends.push_back(end);
                for (int32_t p = begin; in && p < end; p++) {
                    const size_t at = static_cast<size_t>(p % height * width + p / height);
                    if ((rule & 0x10000) != 0) {
                        values[at] |= rule & 0xffff;
                    } else if (!taken[at]) {
                        values[at] |= rule;
                        taken[at] = true;
                    }
                }
            }
        }
        const int32_t stride = pixel_bytes * (width + random.between(0, 3));
        planes.emplace_back(
            static_cast<size_t>(stride * (height - 1) + pixel_bytes * width),
            static_cast<size_t>(pixel_bytes * random.between(0, 3)));
        targets.push_back(planes.back().data);
        strides.push_back(stride);
        widths.push_back(width);
        heights.push_back(height);
        expected.push_back(values);
    }
    first_mask.push_back(static_cast<int32_t>(rules.size()));
    first_run.push_back(static_cast<int32_t>(ends.size()));
    expect(
        cameo_mask_plane(
            ends.data(), first_run.data(), rules.data(), first_mask.data(), widths.data(), heights.data(),
            targets.data(), strides.data(), count, 70, 140, pixel_bytes, nullptr)
            == CAMEO_OK,
        "plane");
    for (size_t i = 0; i < static_cast<size_t>(count); i++) {
        for (int32_t y = 0; y < heights[i]; y++) {
            for (int32_t x = 0; x < widths[i]; x++) {
                uint16_t value = 0;
                memcpy(&value, targets[i] + y * strides[i] + x * pixel_bytes, static_cast<size_t>(pixel_bytes));
                expect(value == expected[i][static_cast<size_t>(y * widths[i] + x)], "plane's pixel", x, y);
            }
        }
    }
}

void check_refusals() {
    void *memory = nullptr;
    expect(cameo_abi_version() == CAMEO_ABI_VERSION, "version");
    expect(cameo_memory_allocate(100, &memory) == CAMEO_OK && memory != nullptr, "allocate");
    expect(cameo_memory_free(memory) == CAMEO_OK, "free");
    expect(cameo_memory_allocate(-1, &memory) == CAMEO_ERROR_SIZE && memory == nullptr, "negative size");
    expect(cameo_memory_allocate(INT64_MAX, &memory) == CAMEO_ERROR_MEMORY && memory == nullptr, "too much");
    expect(cameo_memory_allocate(1, nullptr) == CAMEO_ERROR_NULL, "nowhere");
    char name[3];
    expect(cameo_device_name(0, name, sizeof name) == CAMEO_OK && strcmp(name, "ho") == 0, "short name");
    expect(cameo_device_name(1, name, sizeof name) == CAMEO_ERROR_DEVICE, "second device");
    expect(cameo_copy(nullptr, name, 1, CAMEO_TO_DEVICE, nullptr) == CAMEO_ERROR_NULL, "copy from nowhere");
    expect(cameo_copy(name, name, 1, 3, nullptr) == CAMEO_ERROR_CODE, "copy to nowhere");
    uint8_t bytes[16] = {};
    expect(cameo_mask_pack(bytes, 8, bytes + 8, 1, 1, 8, 2, nullptr) == CAMEO_ERROR_CODE, "bits");
    expect(cameo_mask_pack(bytes, 7, bytes + 8, 1, 2, 8, 0, nullptr) == CAMEO_ERROR_SIZE, "stride");
    expect(cameo_mask_pack(nullptr, 8, bytes, 1, 1, 8, 0, nullptr) == CAMEO_ERROR_NULL, "no bytes");
    for (int32_t status = -9; status <= 1; status++) {
        expect(strlen(cameo_error_text(status)) > 0, "text", status);
    }
}

} // namespace

int main() {
    check_refusals();
    for (uint64_t seed = 0; seed < 400; seed++) {
        Random random{seed};
        const int before = failures;
        check_drawing(random);
        check_packing(random);
        check_planes(random);
        if (failures != before) {
            fprintf(stderr, "with seed %llu\n", static_cast<unsigned long long>(seed));
        }
    }
    printf("kernels: %s\n", failures == 0 ? "400 seeds, nothing wrong" : "WRONG");
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
