package io.cameo.convert;

import io.cameo.image.ImageHeader;
import io.cameo.record.RecordView;
import org.jspecify.annotations.Nullable;

/** One record made small, or the reason why it cannot be. Reused: it holds what an earlier record left until filled. */
final class Thumbnail {
    /** Labels beyond these are counted, not kept. */
    static final int MAX_LABELS = 8;

    int position;
    String key = "";
    long offsetBytes;
    /** Of the picture as stored; -1 where the record cannot be read. */
    int payloadBytes;

    int labelCount;
    final float[] labels = new float[MAX_LABELS];

    @Nullable
    ImageHeader header;

    /** Pixels or an encoded file, as the stage makes them. */
    byte[] bytes = {};

    int widthPx;
    int heightPx;
    /** Why there are no {@link #bytes}; null where there are. */
    @Nullable
    String fault;
    /** Whether only decoding found the fault: frames, header and structure are sound. */
    boolean foundByDecoding;

    void begin(RecordAccess records, int newPosition) {
        position = newPosition;
        key = records.keyText(newPosition);
        offsetBytes = records.offsetBytes(newPosition);
        payloadBytes = -1;
        labelCount = 0;
        header = null;
        bytes = new byte[0];
        widthPx = 0;
        heightPx = 0;
        fault = null;
        foundByDecoding = false;
    }

    void describe(RecordView view) {
        header = ImageHeader.of(RecordAccess.picture(view));
        payloadBytes = Math.toIntExact(RecordAccess.picture(view).byteSize());
        labelCount = view.hasHeader() ? view.labelCount() : 0;
        for (int i = 0; i < Math.min(labelCount, MAX_LABELS); i++) {
            labels[i] = view.label(i);
        }
    }

    ShowReport.Fault toFault() {
        return new ShowReport.Fault(position, key, offsetBytes, String.valueOf(fault));
    }

    /** The first labels with a space between, without those beyond {@link #MAX_LABELS}. Empty where there is none. */
    String labelText() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(labelCount, MAX_LABELS); i++) {
            text.append(i == 0 ? "" : " ").append(Numbers.label(labels[i]));
        }
        return text.toString();
    }

    /** {@code label 7}, {@code label 7 +236} where there are more. Empty where there is none. */
    String shortLabel() {
        if (labelCount == 0) {
            return "";
        }
        String first = "label " + Numbers.label(labels[0]);
        return labelCount == 1 ? first : first + " +" + (labelCount - 1);
    }
}
