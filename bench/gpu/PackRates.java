package io.cameo.gpu;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.compute.Device;
import io.cameo.compute.DeviceDecode;
import io.cameo.compute.DeviceMemory;
import io.cameo.compute.DeviceReport;
import io.cameo.compute.DeviceSettings;
import io.cameo.convert.insightface.FacePack;
import io.cameo.convert.insightface.FacePackReport;
import io.cameo.image.ColorMode;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.image.NvJpeg;
import io.cameo.loader.rates.FileRates;
import io.cameo.loader.rates.RateRow;
import io.cameo.record.RecordFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code face pack} and the loader with a device beside the CPU alone, on the pictures of {@code cameo demo}, and what bounds
 * them: decoding and encoding on all cores, and the way to the device. The files must be the same wherever decoders are exact.
 */
final class PackRates {
    private static final int SAMPLES = 256;
    private static final int ROUNDS = 3;

    private final CudaLibrary library;
    private final RateTable table;
    private final Path people;
    private final Path work;
    private final int cores;
    private final long millis;

    /** @param people the folder of the demo's pictures, with {@code people.lst} beside it */
    PackRates(CudaLibrary library, RateTable table, Path people, Path work, int cores, long millis) {
        this.library = library;
        this.table = table;
        this.people = people;
        this.work = work;
        this.cores = cores;
        this.millis = millis;
    }

    void run(int lines) throws Exception {
        Path list = longer(lines);
        List<byte[]> files = sample(list);
        byte[] crop = crop();
        long fileBytes = files.stream().mapToLong(file -> file.length).sum() / files.size();
        long pixelBytes = pixels(files.getFirst());
        table.part("face pack, " + lines + " faces of " + fileBytes + " bytes, " + pixelBytes + " in pixels, " + cores
                + " cores");
        double decode = files.size() * Crew.portionsPerSecond(cores, millis, () -> new Decoding(files));
        table.add("bound: decode on all cores", decode, decode * fileBytes, Double.NaN, "");
        double encode = Crew.portionsPerSecond(cores, millis, () -> new Encoding112(crop));
        table.add("bound: encode on all cores", encode, Double.NaN, Double.NaN, "");
        double up = upBytesPerSecond();
        table.add("bound: pixels up", up / pixelBytes, up, Double.NaN, "");
        table.add("bound: files up", up / fileBytes, up, Double.NaN, "");

        double both = 1 / (1 / decode + 1 / encode);
        double cpu = pack(list, "cpu", DeviceSettings.CPU, "decode and encode", both, Double.NaN);
        pack(list, "cuda", on(DeviceDecode.CPU), "decode and encode", Math.min(both, up / pixelBytes), cpu);
        pack(list, "cuda, kernel", on(DeviceDecode.KERNEL), "encode", Math.min(encode, up / fileBytes), cpu);
        String missing = library.isHost()
                ? "this is the twin for the host"
                : NvJpeg.missing().orElse("");
        if (missing.isEmpty()) {
            pack(list, "cuda, nvjpeg", on(DeviceDecode.NVJPEG), "encode", Math.min(encode, up / fileBytes), cpu);
        } else {
            table.say("face pack, nvjpeg: not measured, " + missing);
        }
    }

    private DeviceSettings on(DeviceDecode decode) {
        return DeviceSettings.of(Device.CUDA).withLibrary(library).withDecode(decode);
    }

    private double pack(Path list, String name, DeviceSettings device, String bound, double limit, double cpu)
            throws IOException {
        double[] rates = new double[ROUNDS];
        Path folder = Files.createDirectories(work.resolve(name.replaceAll("\\W+", "-")));
        DeviceReport last = DeviceReport.cpu(Device.CPU);
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            FacePackReport report = FacePack.from(list)
                    .root(people)
                    .device(device)
                    .workers(cores)
                    .writeTo(folder.resolve("faces.rec"));
            rates[round] = report.run().packed() / ((System.nanoTime() - begin) / 1e9);
            last = report.device();
        }
        Arrays.sort(rates);
        double rate = rates[ROUNDS / 2];
        String against = Double.isNaN(cpu) ? "" : String.format(Locale.ROOT, "; %.2f of the CPU alone", rate / cpu);
        table.add("face pack, " + name, rate, Double.NaN, rate / limit, bound + against);
        if (last.failure() != null) {
            table.say("face pack, " + name + ": GIVEN UP, " + last.failure());
        }
        Path expected = work.resolve("cpu/faces.rec");
        boolean same = Files.mismatch(expected, folder.resolve("faces.rec")) < 0;
        if (device.decode().isExact() && !same) {
            throw new IllegalStateException("face pack made other bytes: device=" + name);
        }
        table.say("face pack, " + name + ": " + last.onDevice() + " on the device, " + last.decodedThere()
                + " decoded there, " + (same ? "the same file" : "a file with other pixels, as is to be expected"));
        return rate;
    }

    /** Batches of the records that were packed, float32. */
    void batches() throws IOException {
        table.part("loader, float32 batches of 128 of these records, " + cores + " threads");
        for (DeviceDecode decode : DeviceDecode.values()) {
            if (decode == DeviceDecode.NVJPEG
                    && (library.isHost() || NvJpeg.missing().isPresent())) {
                continue;
            }
            List<RateRow> rows = FileRates.of(work.resolve("cpu/faces.rec"))
                    .threads(cores)
                    .millis(millis)
                    .device(on(decode))
                    .run()
                    .rows();
            for (RateRow row : rows) {
                boolean isFirst = decode == DeviceDecode.CPU
                        && (row.what().equals("decode") || row.what().equals("batch f32"));
                if (isFirst || row.what().equals("f32 gpu")) {
                    String what = row.what().equals("f32 gpu") ? "f32 gpu, decoded by " + decode : row.what();
                    table.add(
                            what,
                            row.perSecond(),
                            row.bytesPerSecond(),
                            row.perSecond() / row.boundPerSecond(),
                            row.bound());
                }
            }
        }
    }

    /** The demo's list again and again, each time of other people. */
    private Path longer(int lines) throws IOException {
        List<String> once = Files.readAllLines(people.resolveSibling("people.lst"));
        List<String> all = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            String[] columns = once.get(i % once.size()).split("\t", 4);
            int person = Integer.parseInt(columns[2]) + i / once.size() * once.size();
            all.add(columns[0] + "\t" + columns[1] + "\t" + person + "\t" + columns[3]);
        }
        return Files.write(work.resolve("long.lst"), all);
    }

    private List<byte[]> sample(Path list) throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String line : Files.readAllLines(list).subList(0, SAMPLES)) {
            files.add(Files.readAllBytes(people.resolve(line.split("\t", -1)[1])));
        }
        return files;
    }

    /** One aligned face, encoded. */
    private byte[] crop() throws IOException {
        try (RecordFile records = RecordFile.open(people.resolveSibling("people.rec"))) {
            for (int at = 0; at < records.size(); at++) {
                MemorySegment payload = records.at(at).payload();
                if (payload.byteSize() > 1000) {
                    return payload.toArray(ValueLayout.JAVA_BYTE);
                }
            }
        }
        throw new IOException("demo has no faces: folder=" + people);
    }

    private static long pixels(byte[] file) {
        try (ImageCodec codec = ImageCodec.create()) {
            Image image = codec.decode(MemorySegment.ofArray(file), ColorMode.COLOR);
            return image.rowBytes() * image.heightPx();
        }
    }

    /** One portion is all files. */
    private static final class Decoding implements Crew.Hand {
        private final ImageCodec codec = ImageCodec.create();
        private final List<byte[]> files;

        Decoding(List<byte[]> files) {
            this.files = files;
        }

        @Override
        public void work() {
            files.forEach(file -> codec.decode(MemorySegment.ofArray(file), ColorMode.COLOR));
        }

        @Override
        public void close() {
            codec.close();
        }
    }

    /** One portion is one face. */
    private static final class Encoding112 implements Crew.Hand {
        private static final int QUALITY = 95;
        private final ImageCodec decoder = ImageCodec.create();
        private final ImageCodec codec = ImageCodec.create();
        private final Image face;

        Encoding112(byte[] crop) {
            face = decoder.decode(MemorySegment.ofArray(crop), ColorMode.COLOR);
        }

        @Override
        public void work() {
            codec.encode(face, Encoding.JPEG, QUALITY);
        }

        @Override
        public void close() {
            codec.close();
            decoder.close();
        }
    }

    private double upBytesPerSecond() throws Exception {
        int bytes = 16 << 20;
        int copies = 4;
        return (double) copies
                * bytes
                * Crew.portionsPerSecond(1, millis, () -> new Crew.Hand() {
                    private final Arena arena = Arena.ofConfined();
                    private final CudaStream stream = CudaStream.open(library);
                    private final MemorySegment pinned = DeviceMemory.pinned(library, arena, bytes);
                    private final DeviceMemory memory = DeviceMemory.allocate(library, arena, bytes);

                    @Override
                    public void work() {
                        for (int i = 0; i < copies; i++) {
                            stream.upload(pinned, 0, memory, 0, bytes);
                        }
                        stream.await();
                    }

                    @Override
                    public void close() {
                        stream.close();
                        arena.close();
                    }
                });
    }
}
