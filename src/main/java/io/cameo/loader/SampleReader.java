package io.cameo.loader;

import io.cameo.record.RecordFile;

/**
 * Single samples for services: a key in, a tensor out, from any number of threads.
 *
 * <pre>{@code
 * SampleReader reader = SampleReader.of(file, SampleFormat.face(112, 112));
 * try (Sampler sampler = reader.sampler()) {          // one per thread
 *     sampler.read(key, tensor);                      // 112 * 112 * 3 floats
 * }
 * }</pre>
 *
 * <p>Shared by all threads, and owns nothing: the file is the caller's. If that is closed while others read, they get
 * {@link IllegalStateException}.
 */
public final class SampleReader {
    private final RecordFile file;
    private final SampleFormat format;
    private final LatencyRecorder latency = new LatencyRecorder();

    private SampleReader(RecordFile file, SampleFormat format) {
        this.file = file;
        this.format = format;
    }

    /** A reader of the images of a file. */
    public static SampleReader of(RecordFile file, SampleFormat format) {
        return new SampleReader(file, format);
    }

    public SampleFormat format() {
        return format;
    }

    /**
     * What reads samples, for one thread; closed by it.
     *
     * @throws IllegalStateException if no JPEG library can be loaded
     */
    public Sampler sampler() {
        return new Sampler(file, format, latency);
    }

    /** How long reading took so far, on all threads, failures not counted. May be asked at any time. */
    public SampleLatency latency() {
        return latency.snapshot();
    }

    /** Forgets the times so far. */
    public void resetLatency() {
        latency.reset();
    }
}
