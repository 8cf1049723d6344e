// Runs streams and events of libcameo_host against each other from many threads: whether order is kept where it was asked
// for, whether work goes on beside the caller, and what misuse is answered. Built with sanitizers, that of threads too.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <atomic>
#include <thread>
#include <vector>

#include "cameo.h"

namespace {

std::atomic<int> failures{0};

void expect(bool holds, const char *what) {
    if (!holds) {
        failures++;
        fprintf(stderr, "wrong: %s\n", what);
    }
}

void fine(int32_t status, const char *what) {
    expect(status == CAMEO_OK, what);
}

void *open_stream() {
    void *stream = nullptr;
    fine(cameo_stream_open(&stream), "open stream");
    return stream;
}

void *open_event() {
    void *event = nullptr;
    fine(cameo_event_open(1, &event), "open event");
    return event;
}

void check_misuse() {
    void *const stream = open_stream();
    void *const event = open_event();
    void *const other = open_event();
    float elapsed = -1;
    int32_t done = -1;
    // Before it is recorded, an event stands for nothing.
    fine(cameo_event_wait(event), "wait for nothing");
    fine(cameo_stream_follow(stream, event), "follow nothing");
    expect(cameo_event_done(event, &done) == CAMEO_OK && done == 1, "nothing is done");
    expect(cameo_event_elapsed(event, other, &elapsed) == CAMEO_ERROR_NOT_DONE, "no time");
    expect(cameo_event_elapsed(event, other, nullptr) == CAMEO_ERROR_NULL, "time to nowhere");
    expect(cameo_event_done(event, nullptr) == CAMEO_ERROR_NULL, "done to nowhere");
    expect(cameo_event_open(0, nullptr) == CAMEO_ERROR_NULL, "event to nowhere");
    expect(cameo_stream_open(nullptr) == CAMEO_ERROR_NULL, "stream to nowhere");
    // Handles of the other kind, and closed ones.
    expect(cameo_event_record(stream, stream) == CAMEO_ERROR_HANDLE, "stream as event");
    expect(cameo_event_record(event, event) == CAMEO_ERROR_HANDLE, "event as stream");
    expect(cameo_stream_wait(event) == CAMEO_ERROR_HANDLE, "event as stream");
    fine(cameo_event_close(event), "close event");
    expect(cameo_event_close(event) == CAMEO_ERROR_HANDLE, "closed event");
    expect(cameo_event_wait(event) == CAMEO_ERROR_HANDLE, "closed event");
    expect(cameo_stream_follow(stream, event) == CAMEO_ERROR_HANDLE, "closed event");
    expect(cameo_event_done(event, &done) == CAMEO_ERROR_HANDLE, "closed event");
    expect(cameo_event_elapsed(event, other, &elapsed) == CAMEO_ERROR_HANDLE, "closed event");
    fine(cameo_stream_close(stream), "close stream");
    expect(cameo_stream_close(stream) == CAMEO_ERROR_HANDLE, "closed stream");
    expect(cameo_stream_wait(stream) == CAMEO_ERROR_HANDLE, "closed stream");
    expect(cameo_event_record(other, stream) == CAMEO_ERROR_HANDLE, "closed stream");
    uint8_t byte = 1;
    expect(cameo_copy(&byte, &byte, 1, CAMEO_ON_DEVICE, stream) == CAMEO_ERROR_HANDLE, "copy on a closed stream");
    fine(cameo_event_close(other), "close event");
}

// A baton goes round the streams, and each stores in it where it was; without the events it would be anybody's.
void check_order(size_t seed) {
    constexpr size_t ROUNDS = 40;
    const size_t count = 2 + seed % 3;
    std::vector<void *> streams;
    std::vector<void *> events;
    std::vector<uint8_t> names;
    std::vector<uint8_t> baton(ROUNDS + 1, 0);
    for (size_t i = 0; i < count; i++) {
        streams.push_back(open_stream());
        events.push_back(open_event());
        names.push_back(static_cast<uint8_t>(i + 1));
    }
    for (size_t round = 0; round < ROUNDS; round++) {
        const size_t at = round % count;
        // What is there goes one place on, then the stream's name stands first.
        for (size_t place = round; place > 0; place--) {
            fine(cameo_copy(&baton[place - 1], &baton[place], 1, CAMEO_ON_DEVICE, streams[at]), "pass the baton");
        }
        fine(cameo_copy(&names[at], baton.data(), 1, CAMEO_ON_DEVICE, streams[at]), "sign the baton");
        fine(cameo_event_record(events[at], streams[at]), "record");
        fine(cameo_stream_follow(streams[(at + 1) % count], events[at]), "follow");
    }
    void *const first = events[(ROUNDS - 2) % count];
    void *const last = events[(ROUNDS - 1) % count];
    float elapsed = -1;
    fine(cameo_event_wait(last), "wait");
    fine(cameo_event_elapsed(first, last, &elapsed), "elapsed");
    expect(elapsed >= 0, "time goes on");
    for (size_t place = 0; place < ROUNDS; place++) {
        expect(baton[place] == names[(ROUNDS - 1 - place) % count], "the streams' turns");
    }
    for (size_t i = 0; i < count; i++) {
        fine(cameo_event_close(events[i]), "close event");
        fine(cameo_stream_close(streams[i]), "close stream");
    }
}

// What a stream is told to wait for does not come before it is allowed to, and the caller does not wait.
void check_beside() {
    void *const slow = open_stream();
    void *const fast = open_stream();
    void *const event = open_event();
    constexpr size_t BYTES = size_t{1} << 22;
    std::vector<uint8_t> from(BYTES, 7);
    std::vector<uint8_t> to(BYTES, 0);
    std::vector<uint8_t> last(BYTES, 0);
    for (int i = 0; i < 20; i++) {
        fine(cameo_copy(from.data(), to.data(), BYTES, CAMEO_ON_DEVICE, slow), "much work");
    }
    fine(cameo_event_record(event, slow), "record");
    fine(cameo_stream_follow(fast, event), "follow");
    fine(cameo_event_close(event), "closed while it is followed");
    fine(cameo_copy(to.data(), last.data(), BYTES, CAMEO_ON_DEVICE, fast), "after it");
    fine(cameo_stream_wait(fast), "wait");
    expect(memcmp(last.data(), from.data(), BYTES) == 0, "what came after saw what came before");
    fine(cameo_stream_close(slow), "close");
    fine(cameo_stream_close(fast), "close");
}

} // namespace

int main() {
    check_misuse();
    std::vector<std::thread> threads;
    for (size_t i = 0; i < 4; i++) {
        threads.emplace_back([i] {
            for (size_t seed = i; seed < i + 20; seed++) {
                check_order(seed);
            }
            check_beside();
        });
    }
    for (std::thread &thread : threads) {
        thread.join();
    }
    printf("streams: %s\n", failures == 0 ? "order is kept" : "WRONG");
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
