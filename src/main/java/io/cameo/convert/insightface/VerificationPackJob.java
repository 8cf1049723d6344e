package io.cameo.convert.insightface;

import io.cameo.bytes.AtomicFile;
import io.cameo.bytes.MappedFile;
import io.cameo.convert.PackReport;
import io.cameo.convert.RejectsFile;
import io.cameo.convert.RunSettings;
import io.cameo.dataset.verification.FacePair;
import io.cameo.dataset.verification.PairFiles;
import io.cameo.dataset.verification.PairList;
import io.cameo.dataset.verification.VerificationWriter;
import io.cameo.face.DetectorModels;
import io.cameo.pipeline.Outcome;
import io.cameo.pipeline.Pipeline;
import io.cameo.pipeline.Sink;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run that packs pairs. Which pairs will be whole, and so how many, is known only when the last image was dealt with,
 * and the set begins with what follows from that number: so crops go to a passing file first, each once, and from there
 * into the set.
 */
final class VerificationPackJob {
    private static final long BYTES_IN_FLIGHT = 64L << 20;

    private final Path pairList;
    private final Path root;
    private final FaceSettings settings;
    private final boolean anySize;
    private final int folds;
    private final Path bin;

    VerificationPackJob(Path pairList, Path root, FaceSettings settings, boolean anySize, int folds, Path bin) {
        this.pairList = pairList;
        this.root = root;
        this.settings = settings;
        this.anySize = anySize;
        this.folds = folds;
        this.bin = bin;
    }

    VerificationPackReport run(RunSettings run) throws IOException {
        long begin = System.nanoTime();
        if (settings.detector() != null) {
            settings.detector().open(DetectorModels.in(settings.models())).close();
        }
        List<FacePair> listed = PairList.read(pairList);
        try (VerificationImages images = VerificationImages.open(root)) {
            VerificationImages.Resolved resolved = images.resolve(listed);
            Crops crops = new Crops(settings);
            // Beside the set and locked, so that two runs never share it; never committed, and so deleted by its close.
            Path passing = bin.resolveSibling(bin.getFileName() + ".images");
            try (AtomicFile file = AtomicFile.create(passing);
                    RejectsFile rejects = RejectsFile.create(rejectsOf(bin))) {
                PackReport.End end = crops.make(resolved, images, run, file, anySize);
                return finish(listed, resolved, crops, AtomicFile.partialOf(file.target()), rejects, end, begin);
            }
        }
    }

    /** {@code lfw.rejects.tsv} beside {@code lfw.bin}. */
    static Path rejectsOf(Path bin) {
        String name = bin.getFileName().toString();
        String stem = name.endsWith(".bin") ? name.substring(0, name.length() - 4) : name;
        return bin.resolveSibling(stem + ".rejects.tsv");
    }

    private VerificationPackReport finish(
            List<FacePair> listed,
            VerificationImages.Resolved resolved,
            Crops crops,
            Path passing,
            RejectsFile rejects,
            PackReport.End ended,
            long begin)
            throws IOException {
        List<FacePair> whole = new ArrayList<>();
        if (ended != PackReport.End.CANCELLED) {
            separate(listed.size(), resolved, crops, whole, rejects);
        }
        PackReport.End end =
                ended == PackReport.End.COMPLETE && whole.isEmpty() ? PackReport.End.NOTHING_PACKED : ended;
        Path rejected = rejects.commit();
        if (end == PackReport.End.COMPLETE) {
            write(whole, crops, passing);
        } else {
            whole.clear();
        }
        boolean[] same = new boolean[whole.size()];
        int sames = 0;
        for (int i = 0; i < same.length; i++) {
            same[i] = whole.get(i).same();
            sames += same[i] ? 1 : 0;
        }
        return new VerificationPackReport(
                bin,
                rejected,
                listed.size(),
                whole.size(),
                sames,
                crops.count(),
                crops.origins,
                VerificationFolds.of(same, folds),
                end,
                end == PackReport.End.COMPLETE ? Files.size(bin) : 0,
                System.nanoTime() - begin);
    }

    /** Goes through the list in its order: pairs whose images are there, and those that go to the rejects. */
    private static void separate(
            int listed, VerificationImages.Resolved resolved, Crops crops, List<FacePair> whole, RejectsFile rejects)
            throws IOException {
        Iterator<FacePair> found = resolved.found().iterator();
        Map<Integer, PairFiles.Missing> missing = new HashMap<>();
        resolved.missing().forEach(pair -> missing.put(pair.index(), pair));
        for (int i = 0; i < listed; i++) {
            PairFiles.Missing absent = missing.get(i);
            if (absent != null) {
                rejects.add(
                        Integer.toString(i),
                        absent.pair().first() + " " + absent.pair().second(),
                        absent.reason());
                continue;
            }
            FacePair pair = found.next();
            String bad = !crops.has(pair.first()) ? pair.first() : !crops.has(pair.second()) ? pair.second() : null;
            if (bad == null) {
                whole.add(pair);
            } else {
                rejects.add(Integer.toString(i), bad, crops.reason(bad));
            }
        }
    }

    private void write(List<FacePair> pairs, Crops crops, Path passing) throws IOException {
        try (MappedFile mapped = MappedFile.open(passing);
                VerificationWriter writer = VerificationWriter.create(bin, pairs.size())) {
            for (FacePair pair : pairs) {
                writer.add(crops.bytes(pair.first(), mapped), crops.bytes(pair.second(), mapped), pair.same());
            }
            writer.finish();
        }
    }

    /** Every image of every pair, once: where its bytes are in the passing file, or why there are none. */
    private static final class Crops implements Sink<String, FaceCrop> {
        private final FaceSettings settings;
        private final Map<String, Place> places = new LinkedHashMap<>();
        private FaceOrigins origins = FaceOrigins.NONE;
        private @Nullable AtomicFile file;
        private long sizeBytes;

        private record Place(
                long offsetBytes, long sizeBytes, @Nullable String reason) {}

        private static final Place NOWHERE = new Place(0, 0, "not reached");

        Crops(FaceSettings settings) {
            this.settings = settings;
        }

        PackReport.End make(
                VerificationImages.Resolved pairs,
                VerificationImages images,
                RunSettings run,
                AtomicFile target,
                boolean anySize)
                throws IOException {
            file = target;
            for (FacePair pair : pairs.found()) {
                places.put(pair.first(), NOWHERE);
                places.put(pair.second(), NOWHERE);
            }
            if (pairs.missing().size() > run.errorLimit()) {
                return PackReport.End.ERROR_LIMIT;
            }
            Pipeline<String, FaceScratch, FaceCrop> pipeline = Pipeline.builder(
                            "face bin",
                            () -> new FaceScratch(settings, images.root()),
                            FaceCrop::new,
                            new VerificationStage(images, settings, anySize))
                    .workers(run.workers())
                    .window(run.window())
                    .byteLimit(BYTES_IN_FLIGHT, FaceCrop::weightBytes)
                    .errorLimit(run.errorsLeft(pairs.missing().size()))
                    .progress(run.progress(), places.size())
                    .build();
            run.onCancel().accept(pipeline::cancel);
            Iterator<String> names = List.copyOf(places.keySet()).iterator();
            Outcome outcome = pipeline.run(() -> names.hasNext() ? names.next() : null, this);
            if (outcome.limitExceeded()) {
                return PackReport.End.ERROR_LIMIT;
            }
            return outcome.cancelled() ? PackReport.End.CANCELLED : PackReport.End.COMPLETE;
        }

        @Override
        public void accept(long sequence, String name, FaceCrop crop) throws IOException {
            ByteBuffer bytes = crop.payload().asByteBuffer();
            places.put(name, new Place(sizeBytes, bytes.remaining(), null));
            sizeBytes += bytes.remaining();
            origins = origins.plus(crop.origin());
            AtomicFile target = file;
            while (target != null && bytes.hasRemaining()) {
                target.channel().write(bytes);
            }
        }

        @Override
        public void rejected(long sequence, String name, String reason) {
            places.put(name, new Place(0, 0, reason));
        }

        int count() {
            return places.size();
        }

        boolean has(String name) {
            return place(name).reason() == null;
        }

        String reason(String name) {
            return String.valueOf(place(name).reason());
        }

        MemorySegment bytes(String name, MappedFile mapped) {
            Place place = place(name);
            return mapped.segment().asSlice(place.offsetBytes(), place.sizeBytes());
        }

        private Place place(String name) {
            return places.getOrDefault(name, NOWHERE);
        }
    }
}
