package io.cameo.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cameo.image.Encoding;
import io.cameo.image.Image;
import io.cameo.image.ImageCodec;
import io.cameo.loader.mxnet.MxNetImages;
import io.cameo.record.IrHeader;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordIndex;
import io.cameo.record.RecordPartition;
import io.cameo.record.RecordReader;
import io.cameo.record.RecordView;
import io.cameo.record.RecordWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which records each part holds: {@code ImageRecordIter} and {@link RecordPartition} agree. Every record's label is a number
 * of its own, because the iterator tells no keys.
 */
@Tag("oracle")
class PartitionIT {
    private static final Path GOLDEN = Path.of("testdata/record");

    private static final int SHAPE_PX = 8;

    @TempDir
    Path temp;

    @Test
    void theGoldenFileIsCutAlikeByBytes() throws IOException {
        compareByBytes(List.of(GOLDEN.resolve("parts.rec")), goldenNumbers("plain"));
    }

    @Test
    void theGoldenFileIsCutAlikeByCount() throws IOException {
        compareByCount(GOLDEN.resolve("parts.rec"), goldenNumbers("indexed"));
    }

    @Test
    void aRandomFileIsCutAlikeByBytes() throws IOException {
        compareByBytes(List.of(write(21, 97, 0)), goldenNumbers("plain"));
    }

    @ParameterizedTest
    @ValueSource(longs = {23, 24})
    void randomFilesAreCutAlikeByCount(long seed) throws IOException {
        compareByCount(write(seed, 83, 0), goldenNumbers("indexed"));
    }

    @Test
    void severalFilesAreCutAlikeAsOne() throws IOException {
        List<Path> files = List.of(write(25, 40, 0), write(26, 7, 100), write(27, 1, 200), write(28, 30, 300));
        compareByBytes(files, goldenNumbers("plain"));
    }

    /** The numbers of parts that the golden vectors were made for. */
    private static List<Integer> goldenNumbers(String mode) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        new ObjectMapper()
                .readTree(GOLDEN.resolve("parts.json").toFile())
                .get(mode)
                .fieldNames()
                .forEachRemaining(name -> numbers.add(Integer.valueOf(name)));
        assertThat(numbers).hasSizeGreaterThan(10);
        return numbers;
    }

    private static void compareByBytes(List<Path> recs, List<Integer> numbers) throws IOException {
        List<RecordFile> files = new ArrayList<>();
        try {
            for (Path rec : recs) {
                files.add(RecordFile.open(rec));
            }
            for (int parts : numbers) {
                List<Float> union = new ArrayList<>();
                for (int rank = 0; rank < parts; rank++) {
                    List<Float> ours = new ArrayList<>();
                    for (RecordPartition.Span span : RecordPartition.byBytes(files, rank, parts)) {
                        readLabels(files.get(span.file()).reader(span.beginBytes(), span.endBytes()), ours);
                    }
                    assertThat(ours)
                            .as("part %d of %d of %s", rank, parts, recs)
                            .isEqualTo(theirs(options(recs, rank, parts)));
                    union.addAll(ours);
                }
                assertThat(union).hasSize(everyRecord(files)).doesNotHaveDuplicates();
            }
        } finally {
            files.forEach(RecordFile::close);
        }
    }

    private static void compareByCount(Path rec, List<Integer> numbers) throws IOException {
        try (RecordFile file = RecordFile.open(rec)) {
            assertThat(file.index().inFileOrder()).isTrue();
            for (int parts : numbers) {
                int compared = 0;
                for (int rank = 0; rank < parts; rank++) {
                    RecordPartition.Range range = RecordPartition.byCount(file.size(), rank, parts);
                    if (range.beginRecord() == range.endRecord()) {
                        continue; // never ask MXNet for it: its bounds are then uninitialised and it hangs
                    }
                    List<Float> ours = new ArrayList<>();
                    for (int i = range.beginRecord(); i < range.endRecord(); i++) {
                        ours.add(file.at(i).header().label());
                    }
                    Map<String, String> options = options(List.of(rec), rank, parts);
                    options.put("path_imgidx", RecordIndex.besides(rec).toString());
                    assertThat(ours).as("part %d of %d of %s", rank, parts, rec).isEqualTo(theirs(options));
                    compared += ours.size();
                }
                assertThat(compared).isEqualTo(file.size());
            }
        }
    }

    private static int everyRecord(List<RecordFile> files) {
        List<Float> all = new ArrayList<>();
        files.forEach(file -> readLabels(file.reader(), all));
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
        return all.size();
    }

    private static void readLabels(RecordReader reader, List<Float> into) {
        RecordView view = new RecordView();
        while (reader.next(view)) {
            into.add(view.label(0));
        }
    }

    /** Batches of one, so that none is ever filled up with borrowed samples. */
    private static Map<String, String> options(List<Path> recs, int rank, int parts) {
        Map<String, String> options = MxNetImages.options(recs, SHAPE_PX, SHAPE_PX, 1);
        options.put("num_parts", Integer.toString(parts));
        options.put("part_index", Integer.toString(rank));
        return options;
    }

    private static List<Float> theirs(Map<String, String> options) {
        List<Float> labels = new ArrayList<>();
        try (MxNetImages images = new MxNetImages(MxNet.LIBRARY, options)) {
            while (images.next()) {
                assertThat(images.padding()).isZero();
                labels.add(images.labels()[0]);
            }
        }
        return labels;
    }

    /** Small JPEGs of many sizes, some of them in parts, labelled with numbers that count up. */
    private Path write(long seed, int records, int firstLabel) throws IOException {
        Path rec = temp.resolve("random" + seed + ".rec");
        SplittableRandom random = new SplittableRandom(seed);
        int multiPart = 0;
        try (RecordWriter writer = RecordWriter.create(rec);
                ImageCodec codec = ImageCodec.create()) {
            for (int i = 0; i < records; i++) {
                Image image = SmallImages.draw(random, random.nextInt(8, 60), random.nextInt(8, 60));
                byte[] jpeg = SmallImages.encode(codec, image, Encoding.JPEG, random.nextInt(50, 100));
                if (i % 2 == 1) {
                    jpeg = SmallImages.withMagicComment(jpeg, random.nextInt(1, 300), i / 2 % 4);
                }
                writer.write(i, IrHeader.scalar(firstLabel + i, i), MemorySegment.ofArray(jpeg));
            }
            writer.commit();
        }
        try (RecordFile file = RecordFile.open(rec)) {
            for (int i = 0; i < file.size(); i++) {
                multiPart += file.at(i).parts() > 1 ? 1 : 0;
            }
        }
        // Two of four shifts leave the words odd, one puts them at 2 modulo 4; in the fourth they cut the record.
        assertThat(multiPart).as("records in parts, seed %d", seed).isEqualTo((records + 2) / 8);
        return rec;
    }
}
