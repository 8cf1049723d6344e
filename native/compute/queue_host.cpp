#include "compute/queue_host.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cameo.h"

namespace cameo {
namespace {

using Clock = std::chrono::steady_clock;

// cudaStreamPerThread.
constexpr uintptr_t PER_THREAD = 2;

// A point in a stream's work.
class Mark {
public:
    void reach() {
        const std::lock_guard hold(lock);
        at = Clock::now();
        reached = true;
        change.notify_all();
    }

    void wait() {
        std::unique_lock hold(lock);
        change.wait(hold, [this] { return reached; });
    }

    bool is_reached() {
        const std::lock_guard hold(lock);
        return reached;
    }

    // Once it is reached.
    Clock::time_point when() {
        const std::lock_guard hold(lock);
        return at;
    }

private:
    std::mutex lock;
    std::condition_variable change;
    bool reached = false;
    Clock::time_point at;
};

// A stream: its thread ends when it is closed and has nothing left to do.
class Queue {
public:
    Queue() : worker([this] { run(); }) {}

    ~Queue() {
        {
            const std::lock_guard hold(lock);
            closing = true;
            change.notify_all();
        }
        worker.join();
    }

    Queue(const Queue &) = delete;
    Queue &operator=(const Queue &) = delete;

    void add(std::function<void()> step) {
        const std::lock_guard hold(lock);
        steps.push_back(std::move(step));
        change.notify_all();
    }

private:
    void run() {
        std::unique_lock hold(lock);
        while (true) {
            change.wait(hold, [this] { return closing || !steps.empty(); });
            if (steps.empty()) {
                return;
            }
            const std::function<void()> step = std::move(steps.front());
            steps.pop_front();
            hold.unlock();
            step();
            hold.lock();
        }
    }

    std::mutex lock;
    std::condition_variable change;
    std::deque<std::function<void()>> steps;
    bool closing = false;
    // Last: it begins when all else is there.
    std::thread worker;
};

struct Event {
    explicit Event(bool is_timed) : timed(is_timed) {}

    const bool timed;
    std::mutex lock;
    // What the event stands for; none before it is recorded.
    std::shared_ptr<Mark> mark;

    std::shared_ptr<Mark> current() {
        const std::lock_guard hold(lock);
        return mark;
    }

    void stand_for(std::shared_ptr<Mark> next) {
        const std::lock_guard hold(lock);
        mark = std::move(next);
    }
};

// The streams or events that are open, so that any other pointer is refused instead of followed.
template <class Thing>
class Open {
public:
    void *add(std::shared_ptr<Thing> thing) {
        void *const handle = thing.get();
        const std::lock_guard hold(lock);
        things.emplace(handle, std::move(thing));
        return handle;
    }

    // Nothing if there is no such one.
    std::shared_ptr<Thing> find(void *handle) {
        const std::lock_guard hold(lock);
        const auto found = things.find(handle);
        return found == things.end() ? nullptr : found->second;
    }

    std::shared_ptr<Thing> take(void *handle) {
        const std::lock_guard hold(lock);
        const auto found = things.find(handle);
        if (found == things.end()) {
            return nullptr;
        }
        std::shared_ptr<Thing> thing = std::move(found->second);
        things.erase(found);
        return thing;
    }

    std::vector<std::shared_ptr<Thing>> all() {
        const std::lock_guard hold(lock);
        std::vector<std::shared_ptr<Thing>> found;
        for (const auto &entry : things) {
            found.push_back(entry.second);
        }
        return found;
    }

private:
    std::mutex lock;
    std::unordered_map<void *, std::shared_ptr<Thing>> things;
};

// Never destroyed: a process may end while streams are open.
Open<Queue> &queues() {
    static auto *const all = new Open<Queue>();
    return *all;
}

Open<Event> &events() {
    static auto *const all = new Open<Event>();
    return *all;
}

bool is_immediate(void *stream) {
    return stream == nullptr || reinterpret_cast<uintptr_t>(stream) == PER_THREAD;
}

// Runs what may throw, and says how it ended.
template <class Body>
int32_t guarded(const Body &body) noexcept {
    try {
        return body();
    } catch (const std::system_error &) {
        // No thread, or no lock, is left.
        return CAMEO_ERROR_MEMORY;
    } catch (const std::bad_alloc &) {
        return CAMEO_ERROR_MEMORY;
    } catch (...) {
        std::terminate();
    }
}

} // namespace

int32_t queue(void *stream, std::function<void()> work) noexcept {
    return guarded([&] {
        if (is_immediate(stream)) {
            work();
            return CAMEO_OK;
        }
        const std::shared_ptr<Queue> found = queues().find(stream);
        if (found == nullptr) {
            return CAMEO_ERROR_HANDLE;
        }
        found->add(std::move(work));
        return CAMEO_OK;
    });
}

int32_t wait_for_all() noexcept {
    return guarded([] {
        for (const auto &open : queues().all()) {
            const auto mark = std::make_shared<Mark>();
            open->add([mark] { mark->reach(); });
            mark->wait();
        }
        return CAMEO_OK;
    });
}

} // namespace cameo

using cameo::events;
using cameo::guarded;
using cameo::Mark;
using cameo::queues;

extern "C" int32_t cameo_stream_open(void **stream) {
    if (stream == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    *stream = nullptr;
    return guarded([&] {
        *stream = queues().add(std::make_shared<cameo::Queue>());
        return CAMEO_OK;
    });
}

extern "C" int32_t cameo_stream_close(void *stream) {
    // What was found goes with this call's end, which waits for the stream's thread.
    return guarded([&] { return queues().take(stream) == nullptr ? CAMEO_ERROR_HANDLE : CAMEO_OK; });
}

extern "C" int32_t cameo_stream_wait(void *stream) {
    return guarded([&]() -> int32_t {
        const auto mark = std::make_shared<Mark>();
        const int32_t status = cameo::queue(stream, [mark] { mark->reach(); });
        if (status == CAMEO_OK) {
            mark->wait();
        }
        return status;
    });
}

extern "C" int32_t cameo_stream_follow(void *stream, void *event) {
    return guarded([&]() -> int32_t {
        const auto found = events().find(event);
        if (found == nullptr) {
            return CAMEO_ERROR_HANDLE;
        }
        const auto mark = found->current();
        return cameo::queue(stream, [mark] {
            if (mark != nullptr) {
                mark->wait();
            }
        });
    });
}

extern "C" int32_t cameo_event_open(int32_t timed, void **event) {
    if (event == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    *event = nullptr;
    return guarded([&] {
        *event = events().add(std::make_shared<cameo::Event>(timed != 0));
        return CAMEO_OK;
    });
}

extern "C" int32_t cameo_event_close(void *event) {
    return guarded([&] { return events().take(event) == nullptr ? CAMEO_ERROR_HANDLE : CAMEO_OK; });
}

extern "C" int32_t cameo_event_record(void *event, void *stream) {
    return guarded([&]() -> int32_t {
        const auto found = events().find(event);
        if (found == nullptr) {
            return CAMEO_ERROR_HANDLE;
        }
        const auto mark = std::make_shared<Mark>();
        const int32_t status = cameo::queue(stream, [mark] { mark->reach(); });
        if (status == CAMEO_OK) {
            found->stand_for(mark);
        }
        return status;
    });
}

extern "C" int32_t cameo_event_wait(void *event) {
    return guarded([&] {
        const auto found = events().find(event);
        if (found == nullptr) {
            return CAMEO_ERROR_HANDLE;
        }
        const auto mark = found->current();
        if (mark != nullptr) {
            mark->wait();
        }
        return CAMEO_OK;
    });
}

extern "C" int32_t cameo_event_done(void *event, int32_t *done) {
    if (done == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    return guarded([&] {
        const auto found = events().find(event);
        if (found == nullptr) {
            return CAMEO_ERROR_HANDLE;
        }
        const auto mark = found->current();
        *done = mark == nullptr || mark->is_reached() ? 1 : 0;
        return CAMEO_OK;
    });
}

extern "C" int32_t cameo_event_elapsed(void *begin, void *end, float *elapsed_ms) {
    if (elapsed_ms == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    return guarded([&] {
        const auto first = events().find(begin);
        const auto last = events().find(end);
        if (first == nullptr || last == nullptr) {
            return CAMEO_ERROR_HANDLE;
        }
        const auto from = first->current();
        const auto to = last->current();
        if (!first->timed || !last->timed || from == nullptr || to == nullptr || !from->is_reached()
            || !to->is_reached()) {
            return CAMEO_ERROR_NOT_DONE;
        }
        *elapsed_ms = std::chrono::duration<float, std::milli>(to->when() - from->when()).count();
        return CAMEO_OK;
    });
}
