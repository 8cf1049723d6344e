package io.cameo.loader.rates;

import io.cameo.bytes.Checksum;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** What is timed on a record file. */
final class Works {
    private static final int WALK_STEP = 512;
    private static final int PIECE_BYTES = 8 << 10;

    private Works() {}

    /** Walks all records, one header after the other. */
    static final class Walk implements Work {
        private final RecordFile file;
        private final RecordView view = new RecordView();
        private RecordReader reader;
        private long bytes;

        Walk(RecordFile file) {
            this.file = file;
            reader = file.reader();
        }

        @Override
        public long step() {
            for (int i = 0; i < WALK_STEP; i++) {
                if (!reader.next(view)) {
                    reader = file.reader();
                    return i;
                }
                bytes += view.contentLength();
            }
            return WALK_STEP;
        }

        @Override
        public long bytes() {
            return bytes;
        }
    }

    /** Looks one record up at random, by its place in the index. */
    static final class Random implements Work {
        private final RecordFile file;
        private final RecordView view = new RecordView();
        private final SplittableRandom random;
        private long bytes;

        Random(RecordFile file, long seed) {
            this.file = file;
            random = new SplittableRandom(seed);
        }

        @Override
        public long step() {
            file.read(random.nextInt(file.size()), view);
            bytes += view.contentLength();
            return 1;
        }

        @Override
        public long bytes() {
            return bytes;
        }
    }

    /** Sums up the content of one record after the other. */
    static final class Sums implements Work {
        private final RecordFile file;
        private final RecordView view = new RecordView();
        private final CRC32C crc = new CRC32C();
        private final byte[] piece = new byte[PIECE_BYTES];
        private RecordReader reader;
        private long bytes;

        Sums(RecordFile file) {
            this.file = file;
            reader = file.reader();
        }

        @Override
        public long step() {
            if (!reader.next(view)) {
                reader = file.reader();
                return 0;
            }
            Checksum.update(crc, view.segment(), view.contentOffset(), view.contentLength(), piece);
            bytes += view.contentLength();
            return 1;
        }

        @Override
        public long bytes() {
            return bytes;
        }
    }

    /** Reads memory that no cache holds, a mebibyte a step: the bound of everything that looks at each byte. */
    static final class Memory implements Work {
        private static final long BYTES = 192L << 20;
        private static final long STEP_BYTES = 1L << 20;

        private final Arena arena = Arena.ofShared();
        private final MemorySegment one = arena.allocate(BYTES / 2, 64);
        private final MemorySegment other = arena.allocate(BYTES / 2, 64);
        private long at;
        private long bytes;

        /** Comparing equal memory is the plain loop that the JVM reads fastest; it reads both. */
        @Override
        public long step() {
            long half = STEP_BYTES / 2;
            if (MemorySegment.mismatch(one, at, at + half, other, at, at + half) != -1) {
                throw new IllegalStateException("memory that nobody wrote differs: offset=" + at);
            }
            at = at + half >= BYTES / 2 ? 0 : at + half;
            bytes += STEP_BYTES;
            return 1;
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
