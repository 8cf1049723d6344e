package io.cameo.convert.ffhquv;

import io.cameo.dataset.ffhquv.FaceLatent;
import io.cameo.dataset.ffhquv.FaceView;
import io.cameo.numpy.NpyType;
import io.cameo.numpy.NpyWriter;
import io.cameo.table.Column;
import io.cameo.table.ColumnKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Writes an {@code .npz} of plain arrays, which numpy loads without pickles: {@code latents} as they come, the others in the end.
 * Conditions and columns are kept in memory until then.
 */
final class NpzExport implements AutoCloseable {
    private static final String LATENTS = "latents.npy";
    private static final Set<String> OWN = Set.of("latents", "conditions", "views", "columns", "about", "ids");
    private static final int VIEWS = FaceView.values().length;

    private final Path file;
    private final StoredZip zip;
    private final int planned;
    private final List<Integer> rows = new ArrayList<>();
    private final ByteArrayOutputStream conditions = new ByteArrayOutputStream();

    /** @param planned how many samples will come, if all can be read */
    NpzExport(Path file, int planned) throws IOException {
        this.file = file;
        this.planned = planned;
        zip = StoredZip.create(file);
        try {
            zip.begin(LATENTS);
            zip.write(latentHead(planned));
        } catch (Throwable failure) {
            zip.close();
            throw failure;
        }
    }

    private static byte[] latentHead(int samples) {
        return NpyWriter.head(NpyType.FLOAT32.descr(), samples, VIEWS, FaceLatent.LAYERS, FaceLatent.LAYER_LENGTH);
    }

    void add(int row, ExportItem item) throws IOException {
        zip.write(item.latents());
        conditions.writeBytes(item.conditions());
        rows.add(row);
    }

    /** Writes the other arrays and gives the file its name; returns its size. */
    long finish(SampleTable samples) throws IOException {
        if (rows.size() == planned) {
            zip.end();
        } else {
            zip.endWith(latentHead(rows.size()));
        }
        add(
                "conditions",
                NpyWriter.head(NpyType.FLOAT32.descr(), rows.size(), VIEWS, FaceLatent.CONDITION_LENGTH),
                conditions.toByteArray());
        List<String> views = new ArrayList<>();
        for (FaceView view : FaceView.values()) {
            views.add(view.word());
        }
        addTexts("views", views);
        List<Column> columns = samples.table().columns();
        addTexts("columns", columns.stream().map(NpzExport::nameOf).toList());
        addTexts("about", columns.stream().map(Column::about).toList());
        for (Column column : columns) {
            String name = nameOf(column);
            if (column.kind().isNumeric()) {
                addNumbers(name, column);
            } else {
                addTexts(
                        name,
                        rows.stream()
                                .map(row -> Objects.requireNonNullElse(column.word(row), ""))
                                .toList());
            }
        }
        zip.finish();
        return Files.size(file);
    }

    /** The array of a column: names of the archive's own arrays are taken. */
    private static String nameOf(Column column) {
        String name = column.name().equals("id") ? "ids" : column.name();
        return OWN.contains(column.name()) ? name + "_column" : name;
    }

    /** Doubles, NaN where missing; or whole numbers, -1 where missing. */
    private void addNumbers(String name, Column column) throws IOException {
        boolean whole = column.kind() == ColumnKind.WHOLE;
        ByteBuffer data =
                ByteBuffer.allocate(Math.multiplyExact(rows.size(), Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        for (int row : rows) {
            if (whole) {
                data.putLong(column.isMissing(row) ? -1 : column.whole(row));
            } else {
                data.putDouble(column.number(row));
            }
        }
        NpyType type = whole ? NpyType.INT64 : NpyType.FLOAT64;
        add(name, NpyWriter.head(type.descr(), rows.size()), data.array());
    }

    /** Texts as numpy has them: all as long as the longest, 4 bytes a character. */
    private void addTexts(String name, List<String> texts) throws IOException {
        int longest = 1;
        for (String text : texts) {
            longest = Math.max(longest, text.codePointCount(0, text.length()));
        }
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(texts.size(), longest * Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < texts.size(); i++) {
            data.position(i * longest * Integer.BYTES);
            texts.get(i).codePoints().forEach(data::putInt);
        }
        add(name, NpyWriter.head("<U" + longest, texts.size()), data.array());
    }

    private void add(String name, byte[] head, byte[] data) throws IOException {
        zip.begin(name + ".npy");
        zip.write(head);
        zip.write(data);
        zip.end();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
