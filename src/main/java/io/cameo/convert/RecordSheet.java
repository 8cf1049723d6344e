package io.cameo.convert;

import io.cameo.image.ColorMode;
import io.cameo.image.ContactSheet;
import io.cameo.image.ImageCodec;
import io.cameo.record.RecordFile;
import io.cameo.record.RecordView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/** A picture of what is in a record file. */
public final class RecordSheet {
    private static final int THUMB_PX = 112;

    private RecordSheet() {}

    /**
     * A contact sheet of records spread evenly over a file, ordered by label, each with its key and label.
     *
     * @return a PNG file
     * @throws IOException if the file cannot be opened
     * @throws io.cameo.image.BadImageException if one of the images does not decode
     */
    public static byte[] sample(Path rec, String title, int columns, int rows) throws IOException {
        try (RecordFile records = RecordFile.open(rec);
                ImageCodec codec = ImageCodec.create();
                ContactSheet sheet = ContactSheet.create(title, columns, rows, THUMB_PX)) {
            RecordView view = new RecordView();
            int[] positions = spread(records.size(), columns * rows);
            for (int position : byLabel(records, positions)) {
                records.read(position, view);
                if (view.payloadLength() == 0) {
                    continue; // an identity record has no picture
                }
                sheet.add(codec.decode(view.payload(), ColorMode.COLOR), caption(view));
            }
            return sheet.toPng();
        }
    }

    private static String caption(RecordView view) {
        float label = view.label(0);
        String text = label == Math.rint(label) ? Long.toString((long) label) : Float.toString(label);
        return String.format(Locale.ROOT, "%s  label %s", view.keyText(), text);
    }

    private static int[] spread(int size, int wanted) {
        int count = Math.min(size, wanted);
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = (int) ((long) i * size / count);
        }
        return positions;
    }

    private static int[] byLabel(RecordFile records, int[] positions) {
        RecordView view = new RecordView();
        return Arrays.stream(positions)
                .boxed()
                .sorted(Comparator.comparingDouble(position -> {
                    records.read(position, view);
                    return view.hasHeader() ? view.label(0) : Double.MAX_VALUE;
                }))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
